//! What a handout on cases holds, in the order of the program's idea: suppose, then, because, it
//! would take; then the ladder and the decision tables.

use super::Subject;
use super::claims::Claim;
use super::document::{Block, Document, Entry};
use super::ladder::Ladder;
use crate::logic::diagram::TooLarge;
use crate::logic::model::{ConditionId, ConditionKind, Constraint, FileId, Outcome, StanceId};
use crate::logic::position::Position;
use crate::logic::support::{self, Support};
use crate::logic::table::Table;
use crate::report::grid::Grid;
use crate::report::groups::{self, Group};
use crate::report::text::{alternatives, assumption, cite, grounds_and_cite, outcomes, value_word};
use crate::report::{sentences, tables, text};

/// The handout on these cases, with at most `limit` ways to a place and rows of a table.
pub fn document(subject: &Subject<'_>, cases: &[FileId], limit: usize) -> Document {
    let several = cases.len() > 1;
    let mut blocks = opening(subject, cases);
    let chapter = Chapter { subject, cases, level: if several { 3 } else { 2 }, limit };
    for case in cases {
        if several {
            blocks.push(Block::NewPage);
            blocks.push(Block::Heading(2, subject.title(*case).to_owned()));
            blocks.push(Block::Paragraph(subject.library.files[case.index()].summary.clone()));
        }
        chapter.suppose(*case, &mut blocks);
        chapter.then(*case, &mut blocks);
        chapter.because(*case, &mut blocks);
        chapter.it_would_take(*case, &mut blocks);
    }
    let stances: Vec<StanceId> = cases.iter().flat_map(|case| subject.stances(*case)).collect();
    if !stances.is_empty() {
        if several {
            blocks.push(Block::NewPage);
        }
        if subject.follows.ruled_out.is_none() {
            blocks.push(Block::Heading(2, "The ladder".to_owned()));
            blocks.push(Block::Ladder(Ladder::of(subject, &stances)));
        }
        blocks.push(Block::Heading(2, "Decision tables".to_owned()));
        let own = support::of_own_rules(subject.model());
        for id in stances {
            decision_table(subject, id, &own[id.index()], limit, &mut blocks);
        }
    }
    Document { title: subject.title_of(cases), blocks }
}

/// What the handout is on, where that is from, and what is supposed.
fn opening(subject: &Subject<'_>, cases: &[FileId]) -> Vec<Block> {
    let library = subject.library;
    let mut blocks = Vec::new();
    if let [case] = cases {
        blocks.push(Block::Paragraph(library.files[case.index()].summary.clone()));
    }
    blocks.extend(sources(subject, cases));
    let (opening, changed) = text::supposition(subject.model(), subject.position);
    blocks.push(Block::Paragraph(opening.to_owned()));
    if !changed.is_empty() {
        blocks.push(Block::List(changed.into_iter().map(Entry::plain).collect()));
    }
    if let Some(clash) = &subject.follows.ruled_out {
        blocks.push(Block::Paragraph(text::ruled_out(subject.model(), subject.position, clash)));
    }
    blocks
}

/// The sources of the cases, each once, and of what time the cases speak.
pub(super) fn sources(subject: &Subject<'_>, cases: &[FileId]) -> Vec<Block> {
    let library = subject.library;
    let mut blocks = Vec::new();
    let mut sources: Vec<usize> =
        cases.iter().filter_map(|case| library.files[case.index()].source).collect();
    sources.sort_unstable();
    sources.dedup();
    for source in sources.iter().map(|source| &library.sources[*source]) {
        blocks.push(Block::Aside(format!("Source: “{}” ({}). {}", source.title, source.as_of, source.note)));
    }
    if sources.is_empty() {
        let mut times: Vec<&str> =
            cases.iter().map(|case| library.files[case.index()].as_of.as_str()).collect();
        times.retain(|time| !time.is_empty());
        times.dedup();
        if !times.is_empty() {
            blocks.push(Block::Aside(format!("As of {}.", text::conjunction(&times))));
        }
    }
    blocks
}

struct Chapter<'all> {
    subject: &'all Subject<'all>,
    cases: &'all [FileId],
    level: u8,
    limit: usize,
}

impl Chapter<'_> {
    fn heading(&self, words: &str) -> Block {
        Block::Heading(self.level, words.to_owned())
    }

    fn suppose(&self, case: FileId, blocks: &mut Vec<Block>) {
        let subject = self.subject;
        let stances = subject.stances(case);
        let groups = groups::of_file(subject.library, subject.compiled, case, &stances);
        let constraints = self.constraints(case);
        if groups.is_empty() && constraints.is_empty() {
            return;
        }
        blocks.push(self.heading("Suppose"));
        let (own, others): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| group.file == case);
        blocks.extend(own.iter().map(|group| Block::Table(self.conditions(group))));
        if !constraints.is_empty() {
            blocks.push(Block::List(constraints));
        }
        for group in others {
            let title = subject.title(group.file);
            if self.cases.contains(&group.file) {
                blocks.push(Block::Paragraph(self.elsewhere(title, &group)));
            } else {
                blocks.push(Block::Heading(self.level + 1, format!("{title}, on which it depends")));
                blocks.push(Block::Table(self.conditions(&group)));
            }
        }
    }

    /// What holds in every world, whatever is supposed.
    fn constraints(&self, case: FileId) -> Vec<Entry> {
        let constraints =
            self.subject.model().constraints.iter().filter(|constraint| constraint.file == case);
        let entry = |constraint: &Constraint| Entry {
            lead: "Whatever is supposed".to_owned(),
            words: located(&constraint.label, &constraint.cite),
            below: Vec::new(),
        };
        constraints.map(entry).collect()
    }

    /// Conditions that another chapter shows in full.
    fn elsewhere(&self, title: &str, group: &Group) -> String {
        let Subject { position, library, .. } = self.subject;
        let assumed = group.conditions.iter().map(|id| {
            let condition = &library.model.conditions[id.index()];
            assumption(condition, position.value(*id))
        });
        let assumed: Vec<String> = assumed.collect();
        format!("It depends on {title} too. {}.", assumed.join("; "))
    }

    fn conditions(&self, group: &Group) -> Grid {
        let mut grid = Grid::new(["condition", "supposed", "in the paper", "grounds", "where", "note"]);
        grid.rows = group.conditions.iter().map(|id| self.condition(*id)).collect();
        grid.without_blank_columns()
    }

    fn condition(&self, id: ConditionId) -> Vec<String> {
        let position = self.subject.position;
        let condition = &self.subject.model().conditions[id.index()];
        let mut label = condition.label.clone();
        if condition.kind == ConditionKind::Reading {
            label.push_str(" (a reading)");
        }
        let mut supposed = value_word(condition, position.value(id)).to_owned();
        if position.value(id) != condition.baseline {
            supposed.push_str(" (changed)");
        }
        if position.is_locked(id) {
            supposed.push_str(" (locked)");
        }
        let no_effect = condition.context.then_some("The paper gives it no effect on any stance.");
        let notes: Vec<&str> = condition.note.as_deref().into_iter().chain(no_effect).collect();
        vec![
            label,
            supposed,
            value_word(condition, condition.baseline).to_owned(),
            condition.grounds.word().to_owned(),
            cite(&condition.cite),
            notes.join(" "),
        ]
    }

    fn then(&self, case: FileId, blocks: &mut Vec<Block>) {
        let subject = self.subject;
        let model = subject.model();
        let stances = subject.stances(case);
        if subject.follows.ruled_out.is_some() || stances.is_empty() {
            return;
        }
        blocks.push(self.heading("Then"));
        let moved = subject.follows.stances != subject.paper.stances;
        let header = ["stance", "outcome", "where on its scale"];
        let mut grid = Grid::new(header.into_iter().chain(moved.then_some("in the paper")));
        for id in stances {
            let found = subject.follows.stances[id.index()].outcomes;
            let scale = model.scale_of(id);
            let mut row = vec![
                sentences::stance(model, id),
                outcomes(model, id, found),
                format!("{} of “{}”", sentences::place(scale, found), scale.label),
            ];
            if moved {
                row.push(outcomes(model, id, subject.paper.stances[id.index()].outcomes));
            }
            grid.rows.push(row);
        }
        blocks.push(Block::Table(grid));
        let remarks = subject.follows.remarks.iter().map(|id| &model.remarks[id.index()]);
        let remarks = remarks.filter(|remark| remark.file == case);
        let entries = remarks.map(|remark| Entry {
            lead: "Note".to_owned(),
            words: located(&remark.text, &remark.cite),
            below: Vec::new(),
        });
        let entries: Vec<Entry> = entries.collect();
        if !entries.is_empty() {
            blocks.push(Block::List(entries));
        }
    }

    fn because(&self, case: FileId, blocks: &mut Vec<Block>) {
        let subject = self.subject;
        let model = subject.model();
        let stances = subject.stances(case);
        if subject.follows.ruled_out.is_some() || stances.is_empty() {
            return;
        }
        blocks.push(self.heading("Because"));
        for id in stances {
            blocks.push(Block::Heading(self.level + 1, sentences::stance(model, id)));
            blocks.push(Block::List(subject.claims(id).iter().map(entry).collect()));
            let found = subject.follows.stances[id.index()].outcomes;
            let lines = subject.rests_on(id).into_iter();
            let faults = sentences::faults(found).into_iter().map(str::to_owned);
            blocks.extend(lines.chain(faults).map(Block::Paragraph));
        }
    }

    fn it_would_take(&self, case: FileId, blocks: &mut Vec<Block>) {
        let subject = self.subject;
        let model = subject.model();
        let stances = subject.stances(case);
        if stances.is_empty() {
            return;
        }
        blocks.push(self.heading("It would take"));
        for id in stances {
            blocks.push(Block::Heading(self.level + 1, sentences::stance(model, id)));
            blocks.push(Block::List(self.ways(id)));
        }
    }

    /// What it would take to each place of a stance's scale; places of which the same is said
    /// share an entry.
    fn ways(&self, id: StanceId) -> Vec<Entry> {
        let Subject { compiled, position, .. } = self.subject;
        let model = self.subject.model();
        let scale = model.scale_of(id);
        let mut found: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
        for place in (0..scale.values.len()).map(Outcome::value).chain([Outcome::SILENT]) {
            let lines = match compiled.ways(model, id, place, position, false, self.limit) {
                Ok(ways) => sentences::ways(model, id, place, &ways).split_off(1),
                Err(TooLarge) => vec![sentences::TOO_LARGE.to_owned()],
            };
            let label = scale.outcome_label(place);
            match found.iter_mut().find(|(_, other)| *other == lines) {
                Some((labels, _)) => labels.push(label),
                None => found.push((vec![label], lines)),
            }
        }
        found.into_iter().map(|(labels, lines)| Entry::under(alternatives(&labels), lines)).collect()
    }
}

/// What is said, and where the source says it.
fn located(said: &str, locators: &[String]) -> String {
    if locators.is_empty() { said.to_owned() } else { format!("{said} ({})", cite(locators)) }
}

fn entry(claim: &Claim<'_>) -> Entry {
    let source = grounds_and_cite(claim.grounds, claim.cite);
    let mut below = claim.stands_over.clone();
    if claim.replaces {
        below.push("It replaces what the stance's own rules say.".to_owned());
    }
    Entry {
        lead: sentences::says(claim.says, claim.extent),
        words: format!("{} ({source})", claim.because),
        below,
    }
}

/// A stance's decision table. One that is longer than the limit, holds fast what is of no concern
/// to the stance's own rules, so that the rows say something.
fn decision_table(subject: &Subject<'_>, id: StanceId, own: &Support, limit: usize, blocks: &mut Vec<Block>) {
    let model = subject.model();
    let (mut table, mut held) = (subject.compiled.table(id, subject.position, limit), false);
    if table.more {
        let narrowed = subject.compiled.table(id, &narrowed(subject, id, own), limit);
        if !narrowed.rows.is_empty() {
            (table, held) = (narrowed, true);
        }
    }
    let (mut lines, grid) = tables::table(model, id, &table);
    blocks.push(Block::Heading(3, lines.remove(0).trim_end_matches('.').to_owned()));
    if held {
        let words = "Over all worlds this table is too long to print. Here the readings of the text, and \
                     what the stance's own rules do not ask for, stay as supposed above.";
        blocks.push(Block::Paragraph(words.to_owned()));
    }
    blocks.extend(lines.into_iter().map(Block::Paragraph));
    blocks.push(Block::Table(fitting(subject, id, &table, grid)));
}

/// The position with everything locked but the events that the stance's own rules depend on.
fn narrowed(subject: &Subject<'_>, id: StanceId, own: &Support) -> Position {
    let mut position = subject.position.clone();
    for condition in subject.compiled.stances[id.index()].cone.iter() {
        let is_reading = subject.model().conditions[condition.index()].kind == ConditionKind::Reading;
        if is_reading || !own.contains(condition) {
            position.lock(condition, true);
        }
    }
    position
}

/// The table in a form that a page is wide enough for.
fn fitting(subject: &Subject<'_>, id: StanceId, table: &Table, grid: Grid) -> Grid {
    const MOST_COLUMNS: usize = 6;
    if table.conditions.len() <= MOST_COLUMNS {
        return grid;
    }
    tables::narrow_table(subject.model(), id, table)
}
