//! Opening screens, and going from one to what another shows.

use super::navigate;
use crate::dialogue::answer;
use crate::dialogue::request::Question;
use crate::language::locator::Locator;
use crate::language::source::Source;
use crate::logic::diagram::{TooLarge, Walk};
use crate::logic::follow::{Extent, WhatFollows};
use crate::logic::model::{Outcome, StanceId};
use crate::logic::reach::Ways;
use crate::report::citations::{Citation, Claim};
use crate::report::grid::Answer;
use crate::report::text;
use crate::tui::app::{App, MOST_LISTED, Pane};
use crate::tui::found::Found;
use crate::tui::screens::{
    AnswerScreen, CompareScreen, HistoryLine, HistoryScreen, ReachScreen, Screen, SourceScreen, TableScreen,
};

impl App {
    /// Opens the screen It would take for the chosen stance: at a place, or at the first where it is
    /// not.
    pub fn open_reach(&mut self, at: Option<Outcome>) {
        let Some(stance) = self.chosen_stance() else { return };
        let values = self.model().scale_of(stance).values.len();
        let mut places: Vec<Outcome> = (0..values).map(Outcome::value).chain([Outcome::SILENT]).collect();
        // Faults of the file can be asked for by name.
        places.extend(at.filter(|at| !places.contains(at)));
        let now = self.now.stances[stance.index()].outcomes;
        // Else at the first place to which there is a way.
        let leads = |place: &Outcome| {
            now.settled() != Some(*place)
                && self.ways(stance, *place, false).is_ok_and(|ways| !ways.ways.is_empty())
        };
        let elsewhere = |place: &Outcome| now.settled() != Some(*place);
        let place = match at {
            Some(at) => places.iter().position(|place| *place == at),
            None => places.iter().position(leads).or_else(|| places.iter().position(elsewhere)),
        };
        let place = place.unwrap_or(0);
        let ways = self.ways(stance, places[place], false);
        self.screen = Screen::Reach(ReachScreen {
            stance,
            places,
            place,
            ways,
            way: 0,
            on_ways: false,
            vary_readings: false,
        });
    }

    /// The ways for a stance to have an outcome.
    ///
    /// # Errors
    /// If too many conditions interact for the question.
    pub fn ways(&self, stance: StanceId, outcome: Outcome, vary_readings: bool) -> Result<Ways, TooLarge> {
        let position = self.sitting.position();
        self.compiled.ways(self.model(), stance, outcome, position, vary_readings, MOST_LISTED)
    }

    /// Opens the decision table of the chosen stance.
    pub fn open_table(&mut self) {
        if let Some(stance) = self.chosen_stance() {
            self.screen = Screen::Table(self.table_of(stance));
        }
    }

    fn table_of(&self, stance: StanceId) -> TableScreen {
        let position = self.sitting.position();
        let mut table = self.compiled.table(stance, position, usize::MAX);
        let here = table.rows.iter().filter(|row| row.admits(position.values())).cloned().collect();
        table.more |= table.rows.len() > MOST_LISTED;
        table.rows.truncate(MOST_LISTED);
        TableScreen {
            stance,
            here,
            coverage: self.compiled.coverage(stance, position),
            influence: self.compiled.influence(stance, position),
            table,
            first: 0,
        }
    }

    /// Shows an answer in words; if nothing is asked, what follows.
    pub fn open_answer(&mut self, question: Option<Question>) {
        let position = self.sitting.position();
        let answer = match question {
            Some(question) => answer::answer(self.model(), &self.compiled, position, question, MOST_LISTED),
            None => Answer {
                lines: text::evaluation(&self.library, position, &self.now, usize::MAX)
                    .lines()
                    .map(str::to_owned)
                    .collect(),
                grids: Vec::new(),
            },
        };
        self.screen = Screen::Answer(AnswerScreen { question, answer, first: 0 });
    }

    /// Opens the screen Compare: beside the marked position, or the paper's if none is marked.
    pub fn open_compare(&mut self) {
        let with_paper = self.marked.is_none();
        let mut screen = CompareScreen {
            with_paper,
            differences: self.compiled.compare(
                self.sitting.position(),
                self.sitting.position(),
                &mut self.walk,
            ),
            first: 0,
        };
        self.fill(&mut screen);
        self.screen = Screen::Compare(screen);
    }

    fn fill(&mut self, screen: &mut CompareScreen) {
        screen.with_paper |= self.marked.is_none();
        let baseline = self.sitting.baseline();
        let other = if screen.with_paper { baseline } else { self.marked.as_ref().unwrap_or(baseline) };
        screen.differences = self.compiled.compare(other, self.sitting.position(), &mut self.walk);
    }

    /// Opens the screen History at the present step.
    pub fn open_history(&mut self) {
        let lines = self.history_lines();
        let line = lines.iter().position(|line| line.step == self.sitting.at()).unwrap_or(0);
        self.screen = Screen::History(HistoryScreen { lines, line });
    }

    /// The steps, each followed by those made from it: a first branch at the same depth, later ones
    /// further in.
    fn history_lines(&mut self) -> Vec<HistoryLine> {
        let steps = self.sitting.steps();
        let mut children = vec![Vec::new(); steps.len()];
        for (number, step) in steps.iter().enumerate().skip(1) {
            children[step.parent].push(number);
        }
        let mut walk = Walk::default();
        let answers: Vec<WhatFollows> =
            steps.iter().map(|step| self.compiled.follow(&step.position, &mut walk)).collect();
        let mut on_way = vec![false; steps.len()];
        let mut at = self.sitting.at();
        while !on_way[at] {
            on_way[at] = true;
            at = steps[at].parent;
        }
        let mut lines = Vec::with_capacity(steps.len());
        let mut waiting = vec![(0, 0)];
        while let Some((number, branch)) = waiting.pop() {
            let (before, now) = (&answers[steps[number].parent], &answers[number]);
            lines.push(HistoryLine {
                step: number,
                branch,
                on_way: on_way[number],
                moved: Self::moved_between(before, now),
                ruled_out: now.ruled_out.is_some(),
            });
            // The newest branch goes on at this depth; older ones are told before it, further in.
            let next = &children[number];
            for (place, child) in next.iter().rev().enumerate() {
                waiting.push((*child, if place == 0 { branch } else { branch + 1 }));
            }
        }
        lines
    }

    /// Opens the source of the case at the paragraph that is cited for what is chosen: in the pane
    /// Suppose the condition, else the stance.
    pub fn open_source(&mut self) {
        let wanted = if self.focus == Pane::Suppose {
            self.chosen_condition().map(Claim::Condition)
        } else {
            self.deciding_claim()
        };
        let cited = |claim: Claim| self.citations.iter().find(|citation| citation.claim == claim);
        let citation = wanted.and_then(cited).or_else(|| self.deciding_claim().and_then(cited));
        let place = citation.and_then(|citation| {
            let source = &self.library.sources[citation.source];
            Some((citation.source, place_of(source, citation.locators.first()?)?))
        });
        let own = self.case().file.and_then(|file| self.library.files[file.index()].source);
        let (source, paragraph) = place.unwrap_or((own.unwrap_or(0), 0));
        let claim = citation.map(|citation| citation.claim);
        self.open_paragraph(source, paragraph);
        // The claim from which the reader comes is the chosen one, and its sentences are marked.
        let place = self.claims_here().iter().position(|(citation, _)| Some(citation.claim) == claim);
        if let Screen::Source(screen) = &mut self.screen {
            screen.claim = place;
        }
    }

    fn open_paragraph(&mut self, source: usize, paragraph: usize) {
        if self.library.sources.is_empty() {
            self.say("These scenarios name no source.");
            return;
        }
        self.screen = Screen::Source(SourceScreen {
            source,
            on_record: false,
            paragraph,
            entry: 0,
            claim: None,
            first: 0,
        });
    }

    /// The claim that decides the chosen stance now: an override, or its first rule in force.
    fn deciding_claim(&self) -> Option<Claim> {
        let stance = self.chosen_stance()?;
        let answer = &self.now.stances[stance.index()];
        let over = answer.overrides.iter().find(|(_, extent)| *extent == Extent::Always);
        let rule = |wanted: Extent| answer.rules.iter().position(|extent| *extent == wanted);
        match over {
            Some((over, _)) => Some(Claim::Override(*over)),
            None => Some(Claim::Rule(stance, rule(Extent::Always).or_else(|| rule(Extent::Sometimes))?)),
        }
    }

    /// What cites the chosen paragraph, with the sentences meant, while the screen Source shows one.
    pub fn claims_here(&self) -> Vec<(&Citation, Vec<(u16, u16)>)> {
        let Screen::Source(screen) = &self.screen else { return Vec::new() };
        let source = &self.library.sources[screen.source];
        let Some((section, paragraph)) = source.paragraphs().nth(screen.paragraph) else { return Vec::new() };
        self.citations
            .iter()
            .filter(|citation| citation.source == screen.source)
            .filter_map(|citation| Some((citation, citation.in_paragraph(&section.id, &paragraph.id)?)))
            .collect()
    }

    /// Every stance on the scale of a stance, in the files' order.
    pub fn ladder(&self, stance: StanceId) -> Vec<StanceId> {
        let stances = &self.model().stances;
        let scale = stances[stance.index()].scale;
        (0..stances.len()).map(StanceId::from).filter(|id| stances[id.index()].scale == scale).collect()
    }

    /// Derives again what the screen has of the position.
    pub fn refresh(&mut self) {
        match std::mem::take(&mut self.screen) {
            Screen::Reach(mut reach) => {
                reach.ways = self.ways(reach.stance, reach.places[reach.place], reach.vary_readings);
                let ways = reach.ways.as_ref().map_or(0, |ways| ways.ways.len());
                reach.way = reach.way.min(ways.saturating_sub(1));
                self.screen = Screen::Reach(reach);
            }
            Screen::Table(table) => {
                self.screen =
                    Screen::Table(TableScreen { first: table.first, ..self.table_of(table.stance) });
            }
            Screen::Answer(answer) => {
                self.open_answer(answer.question);
            }
            Screen::Compare(mut compare) => {
                self.fill(&mut compare);
                self.screen = Screen::Compare(compare);
            }
            Screen::History(_) => self.open_history(),
            other => self.screen = other,
        }
    }
}

/// The place of a locator's paragraph, counted over all sections.
fn place_of(source: &Source, locator: &Locator) -> Option<usize> {
    source
        .paragraphs()
        .position(|(section, paragraph)| section.id == locator.section && paragraph.id == locator.paragraph)
}

/// Opens the map; says why there is only the ladder, where that is so.
pub(super) fn map(app: &mut App) {
    app.screen = Screen::Map;
    let width = app.drawn.area.width;
    if width > 0 && width < crate::tui::view::NARROW {
        app.focus = Pane::Then;
    } else if width < crate::tui::view::WIDE {
        app.say(format!("The map needs {} columns; the ladder shows the same.", crate::tui::view::WIDE));
    } else if app.ascii || !app.theme.has_colours() {
        app.say("The map needs colours and braille; the ladder shows the same.");
    }
}

/// Between the outline and the record of events; from elsewhere to the record.
pub(super) fn turn_to_record(app: &mut App) {
    if !matches!(app.screen, Screen::Source(_)) {
        app.open_source();
    }
    if let Screen::Source(source) = &mut app.screen {
        source.on_record = !source.on_record;
        source.claim = None;
    }
}

/// Lets keys go to the claims that cite the paragraph, or back to the outline.
pub(super) fn turn_to_claims(app: &mut App, forward: bool) {
    let claims = app.claims_here().len();
    if let Screen::Source(source) = &mut app.screen
        && !source.on_record
    {
        source.claim = (forward && source.claim.is_none() && claims > 0).then_some(0);
    }
}

/// At a claim or an event: to where it belongs. At a paragraph: to its claims.
pub(super) fn follow_claim(app: &mut App) {
    let Screen::Source(screen) = &app.screen else { return };
    let source = screen.source;
    if screen.on_record {
        show(app, Found::Claim { source, claim: Claim::Entry(screen.entry) });
        return;
    }
    let Some(place) = screen.claim else { return turn_to_claims(app, true) };
    let Some(claim) = app.claims_here().get(place).map(|(citation, _)| citation.claim) else { return };
    match claim {
        // An event is told in the record; from there it leads back here.
        Claim::Entry(entry) => {
            if let Screen::Source(screen) = &mut app.screen {
                (screen.on_record, screen.entry, screen.claim) = (true, entry, None);
            }
        }
        claim => show(app, Found::Claim { source, claim }),
    }
}

/// Goes to what was found.
pub fn show(app: &mut App, found: Found) {
    match found {
        Found::Condition(condition) => {
            let place = |app: &App, case: usize| app.cases[case].conditions().position(|id| id == condition);
            let own = app.model().conditions[condition.index()].file;
            let case = if place(app, app.case).is_some() {
                Some(app.case)
            } else {
                app.cases.iter().position(|case| case.file == Some(own))
            };
            if let Some(case) = case
                && let Some(at) = place(app, case)
            {
                app.case = case;
                app.selection_mut().condition = at;
                to_explorer(app, Pane::Suppose);
            }
        }
        Found::Stance(stance) => {
            navigate::choose(app, stance);
            to_explorer(app, Pane::Then);
        }
        Found::Paragraph { source, paragraph } => app.open_paragraph(source, paragraph),
        Found::Claim { source, claim } => show_claim(app, source, claim),
    }
}

fn to_explorer(app: &mut App, pane: Pane) {
    if !matches!(app.screen, Screen::Map) || pane == Pane::Because {
        app.screen = Screen::Explore;
    }
    app.focus = pane;
}

fn show_claim(app: &mut App, source: usize, claim: Claim) {
    match claim {
        Claim::Condition(condition) => show(app, Found::Condition(condition)),
        Claim::Rule(stance, _) => {
            navigate::choose(app, stance);
            to_explorer(app, Pane::Because);
        }
        Claim::Override(over) => {
            let first = app.model().overrides[over.index()].replaces.first().map(|replaces| replaces.stance);
            if let Some(stance) = first {
                navigate::choose(app, stance);
                to_explorer(app, Pane::Because);
            }
        }
        Claim::Remark(remark) => {
            let own = app.model().remarks[remark.index()].file;
            if let Some(case) = app.cases.iter().position(|case| case.file == Some(own)) {
                app.case = case;
            }
            let words = format!("Note: {}", app.model().remarks[remark.index()].text);
            to_explorer(app, Pane::Then);
            app.say(words);
        }
        Claim::Fact(_) | Claim::Constraint(_) => {
            let file = match claim {
                Claim::Fact(fact) => app.model().facts[fact.index()].file,
                Claim::Constraint(constraint) => app.model().constraints[constraint.index()].file,
                _ => return,
            };
            if let Some(case) = app.cases.iter().position(|case| case.file == Some(file)) {
                app.case = case;
            }
            let words = crate::report::citations::words(&app.library, source, claim);
            to_explorer(app, Pane::Suppose);
            app.say(crate::report::sentences::capitalised(&words));
        }
        Claim::Entry(entry) => {
            let Some(entry_found) = app.library.sources[source].record.get(entry) else { return };
            let cited = entry_found.cite.first();
            let locator = cited.and_then(|cite| Locator::parse(cite).ok());
            let outline = &app.library.sources[source];
            // In the record an entry leads to its paragraph; from elsewhere to the record.
            let on_record = matches!(&app.screen, Screen::Source(screen) if screen.on_record);
            let paragraph = locator.and_then(|locator| place_of(outline, &locator)).unwrap_or(0);
            app.open_paragraph(source, paragraph);
            if let Screen::Source(screen) = &mut app.screen
                && !on_record
            {
                (screen.on_record, screen.entry) = (true, entry);
            }
        }
    }
}
