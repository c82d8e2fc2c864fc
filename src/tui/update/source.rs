//! The screen Source, and going from a claim to what it is about.

use super::navigate;
use crate::language::locator::Locator;
use crate::language::source::Source;
use crate::logic::follow::Extent;
use crate::report::citations::{Citation, Claim};
use crate::tui::app::{App, Pane};
use crate::tui::found::Found;
use crate::tui::screens::{Screen, SourceScreen};

impl App {
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
}

/// The place of a locator's paragraph, counted over all sections.
fn place_of(source: &Source, locator: &Locator) -> Option<usize> {
    source
        .paragraphs()
        .position(|(section, paragraph)| section.id == locator.section && paragraph.id == locator.paragraph)
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
