//! Where the reader is: lines, panes and cases.

use crate::logic::model::StanceId;
use crate::tui::app::{App, Overlay, Pane};
use crate::tui::keymap::Command;
use crate::tui::screens::{ReachScreen, Screen};
use crate::tui::view::Scroll;

/// A move of the place among lines: from the place and the lines of a page to a place, which is
/// then kept within bounds.
pub(super) type Step<'step> = &'step dyn Fn(usize, usize) -> usize;

/// Moves within what keys go to.
pub(super) fn go(app: &mut App, to: impl Fn(usize, usize) -> usize) {
    let to: Step<'_> = &to;
    match &mut app.overlay {
        Some(Overlay::Help(first) | Overlay::Faults(first)) => {
            *first = to(*first, app.drawn.page.page).min(app.drawn.page.most);
            return;
        }
        Some(Overlay::Prompt(prompt)) => {
            let last = prompt.fitting.len().saturating_sub(1);
            prompt.at = to(prompt.at, app.drawn.page.page.max(1)).min(last);
            prompt.is_chosen = true;
            return;
        }
        None => {}
    }
    let scroll = app.drawn.page;
    match &mut app.screen {
        Screen::Explore | Screen::Map | Screen::Projector(_) => explore(app, to),
        Screen::Table(table) => table.first = to(table.first, scroll.page).min(scroll.most),
        Screen::Answer(answer) => answer.first = to(answer.first, scroll.page).min(scroll.most),
        Screen::Compare(compare) => compare.first = to(compare.first, scroll.page).min(scroll.most),
        Screen::History(history) => {
            history.line = to(history.line, scroll.page.max(1)).min(history.lines.len().saturating_sub(1));
        }
        Screen::Reach(_) => with_reach(app, |reach| {
            if reach.on_ways {
                let last = reach.ways.as_ref().map_or(0, |ways| ways.ways.len().saturating_sub(1));
                reach.way = to(reach.way, 5).min(last);
            } else {
                reach.place = to(reach.place, 5).min(reach.places.len() - 1);
            }
        }),
        Screen::Source(_) => source(app, to),
        Screen::Lessons(at) => {
            *at = to(*at, scroll.page.max(1)).min(app.library.lessons.len().saturating_sub(1));
        }
        Screen::Lesson(_) | Screen::Question => super::lesson::go(app, to),
    }
}

fn explore(app: &mut App, to: Step<'_>) {
    let selection = app.selection();
    match app.focus {
        Pane::Suppose => {
            let last = app.case().conditions().count().saturating_sub(1);
            app.selection_mut().condition = to(selection.condition, app.drawn.suppose_page).min(last);
        }
        // On the ladder every stance of the scale is a line, of whatever case.
        Pane::Then if matches!(app.screen, Screen::Map) => {
            let Some(chosen) = app.chosen_stance() else { return };
            let rungs = app.ladder(chosen);
            let at = rungs.iter().position(|stance| *stance == chosen).unwrap_or(0);
            let next = to(at, app.drawn.then_page.max(1)).min(rungs.len().saturating_sub(1));
            choose(app, rungs[next]);
        }
        Pane::Then => {
            let last = app.case().stances.len().saturating_sub(1);
            choose_stance(app, to(selection.stance, 1 + app.drawn.then_page / 4).min(last));
        }
        Pane::Because => {
            let at = selection.because.min(app.drawn.because.most);
            app.selection_mut().because = to(at, app.drawn.because.page).min(app.drawn.because.most);
        }
    }
}

/// On the outline pages go through the passage, while lines go from paragraph to paragraph.
pub(super) fn scrolls_passage(app: &mut App, command: Command) -> bool {
    let Scroll { page, most } = app.drawn.passage;
    let Screen::Source(screen) = &mut app.screen else { return false };
    if app.overlay.is_some() || screen.on_record || screen.claim.is_some() || most == 0 {
        return false;
    }
    screen.first = match command {
        Command::PageUp => screen.first.min(most).saturating_sub(page),
        _ => (screen.first + page).min(most),
    };
    true
}

fn source(app: &mut App, to: Step<'_>) {
    let claims = app.claims_here().len();
    let scroll = app.drawn.page;
    let Screen::Source(screen) = &mut app.screen else { return };
    let source = &app.library.sources[screen.source];
    if screen.on_record {
        screen.entry = to(screen.entry, scroll.page.max(1)).min(source.record.len().saturating_sub(1));
    } else if let Some(claim) = &mut screen.claim {
        *claim = to(*claim, 5).min(claims.saturating_sub(1));
    } else {
        let paragraphs = source.paragraphs().count();
        screen.first = 0;
        screen.paragraph = to(screen.paragraph, scroll.page.max(1)).min(paragraphs.saturating_sub(1));
    }
}

/// Chooses a stance of the case by its place.
pub(super) fn choose_stance(app: &mut App, place: usize) {
    let selection = app.selection_mut();
    if selection.stance != place {
        selection.stance = place;
        selection.because = 0;
    }
}

/// Chooses any stance: in this case if it is there, else in its own.
pub(in crate::tui) fn choose(app: &mut App, stance: StanceId) {
    let place = |case: usize, app: &App| app.cases[case].stances.iter().position(|other| *other == stance);
    let own = app.model().stances[stance.index()].file;
    let elsewhere = || app.cases.iter().position(|case| case.file == Some(own));
    let case = if place(app.case, app).is_some() { Some(app.case) } else { elsewhere() };
    if let Some(case) = case
        && let Some(at) = place(case, app)
    {
        app.case = case;
        choose_stance(app, at);
    }
}

const PANES: [Pane; 3] = [Pane::Suppose, Pane::Then, Pane::Because];

/// To another pane, `by` panes on.
pub(super) fn focus(app: &mut App, by: usize) {
    match &mut app.screen {
        Screen::Reach(_) => with_reach(app, |reach| reach.on_ways = by == 1 && !reach.on_ways),
        Screen::Compare(compare) => {
            compare.with_paper = !compare.with_paper;
            compare.first = 0;
            app.refresh();
        }
        Screen::Source(_) => super::source::turn_to_claims(app, by == 1),
        Screen::Projector(_) => {}
        // The ladder and the map have no pane of reasons.
        Screen::Map => app.focus = if app.focus == Pane::Suppose { Pane::Then } else { Pane::Suppose },
        _ => {
            let at = PANES.iter().position(|pane| *pane == app.focus).unwrap_or(0);
            app.focus = PANES[(at + by) % PANES.len()];
        }
    }
}

/// To a case, if there are so many.
pub(super) fn case(app: &mut App, place: usize) {
    if place < app.cases.len() {
        app.case = place;
    }
}

/// Changes the screen It would take, and finds its ways again if that changes them.
pub(super) fn with_reach(app: &mut App, change: impl FnOnce(&mut ReachScreen)) {
    let Screen::Reach(mut reach) = std::mem::take(&mut app.screen) else { return };
    let before = (reach.place, reach.vary_readings);
    change(&mut reach);
    if before != (reach.place, reach.vary_readings) {
        reach.ways = app.ways(reach.stance, reach.places[reach.place], reach.vary_readings);
        reach.way = 0;
    }
    app.screen = Screen::Reach(reach);
}
