//! From a key or a click to the next state and to effects. No input, no output.

use super::app::{App, Moved, Pane, ReachScreen, Screen};
use super::effect::Effect;
use super::keymap::{self, Command, Key};
use super::view::Target;
use crate::logic::follow::Extent;
use crate::logic::model::ConditionId;
use crate::report::{sentences, text};
use crate::sitting::{Refusal, Verb, next_value, previous_value};

/// What a key does.
pub fn key(app: &mut App, key: Key) -> Vec<Effect> {
    app.message.clear();
    app.moved.clear();
    match keymap::command(app.contexts(), key) {
        Some(done) => command(app, done),
        None => Vec::new(),
    }
}

/// What a command does.
pub fn command(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Up => go(app, |at, _| at.saturating_sub(1)),
        Command::Down => go(app, |at, _| at + 1),
        Command::PageUp => go(app, usize::saturating_sub),
        Command::PageDown => go(app, |at, page| at + page),
        Command::First => go(app, |_, _| 0),
        Command::Last => go(app, |_, _| usize::MAX),
        Command::NextPane => focus(app, 1),
        Command::PreviousPane => focus(app, 2),
        Command::Reach => app.open_reach(),
        Command::Table => app.open_table(),
        Command::Choose => choose(app),
        Command::VaryReadings => with_reach(app, |reach| reach.vary_readings = !reach.vary_readings),
        Command::NextCase => case(app, (app.case + 1) % app.cases.len().max(1)),
        Command::PreviousCase => case(app, (app.case + app.cases.len().max(1) - 1) % app.cases.len().max(1)),
        Command::Case(place) => case(app, usize::from(place)),
        Command::NextValue => suppose(app, |app, condition| {
            Some(next_value(app.model(), condition, app.sitting.position().value(condition)))
        }),
        Command::PreviousValue => suppose(app, |app, condition| {
            Some(previous_value(app.model(), condition, app.sitting.position().value(condition)))
        }),
        Command::Unknown => suppose(app, |_, _| None),
        Command::ToPaper => suppose(app, |app, condition| app.sitting.baseline().value(condition)),
        Command::Lock => {
            if let Some(condition) = app.chosen_condition() {
                let locked = !app.sitting.position().is_locked(condition);
                step(app, Verb::Lock(condition, locked));
            }
        }
        Command::AllToPaper => step(app, Verb::ReturnToPaper),
        Command::Undo => {
            if app.sitting.undo().is_ok() {
                app.follow();
                tell(app, "Undone");
            } else {
                app.say("There is nothing to undo.");
            }
        }
        Command::Redo => {
            if app.sitting.redo().is_ok() {
                app.follow();
                tell(app, "Done again");
            } else {
                app.say("There is nothing to do again.");
            }
        }
        Command::Help => app.help = Some(0),
        Command::Back => {
            if app.help.take().is_none() {
                if let Screen::Explore = app.screen {
                    app.focus = Pane::Suppose;
                }
                app.screen = Screen::Explore;
            }
        }
        Command::Close | Command::Quit => return vec![Effect::Quit],
        Command::Suspend => return vec![Effect::SuspendGroup],
        Command::Redraw => return vec![Effect::Redraw],
    }
    Vec::new()
}

/// What a click does: it chooses; on a mark, or on what is chosen already, it toggles.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    app.message.clear();
    app.moved.clear();
    if app.help.is_some() {
        return Vec::new();
    }
    if !matches!(app.screen, Screen::Explore) {
        if let Some(target) = app.drawn.target_at(column, row) {
            click_reach(app, target);
        }
        return Vec::new();
    }
    if let Some(pane) = app.drawn.pane_at(column, row) {
        app.focus = pane;
    }
    match app.drawn.target_at(column, row) {
        Some(Target::Case(place)) => case(app, place),
        Some(Target::Stance(place)) => choose_stance(app, place),
        Some(Target::Condition { place, mark }) => {
            let chosen = app.selection().condition == place;
            app.selection_mut().condition = place;
            if mark || chosen {
                command(app, Command::NextValue);
            }
        }
        Some(Target::Place(_) | Target::Way(_)) | None => {}
    }
    Vec::new()
}

/// A click on the screen It would take: it chooses, and on what is chosen already it does more.
fn click_reach(app: &mut App, target: Target) {
    let Screen::Reach(reach) = &app.screen else { return };
    let again = match target {
        Target::Place(place) => !reach.on_ways && reach.place == place,
        Target::Way(way) => reach.on_ways && reach.way == way,
        _ => return,
    };
    with_reach(app, |reach| match target {
        Target::Place(place) => (reach.on_ways, reach.place) = (false, place),
        Target::Way(way) => (reach.on_ways, reach.way) = (true, way),
        _ => {}
    });
    if again {
        choose(app);
    }
}

/// Changes the screen It would take, and finds its ways again if that changes them.
fn with_reach(app: &mut App, change: impl FnOnce(&mut ReachScreen)) {
    let Screen::Reach(mut reach) = std::mem::take(&mut app.screen) else { return };
    let before = (reach.place, reach.vary_readings);
    change(&mut reach);
    if before != (reach.place, reach.vary_readings) {
        reach.ways = app.ways(reach.stance, reach.places[reach.place], reach.vary_readings);
        reach.way = 0;
    }
    app.screen = Screen::Reach(reach);
}

/// At a place: to its ways. At a way: makes its changes, and shows what follows.
fn choose(app: &mut App) {
    let Screen::Reach(reach) = &app.screen else { return };
    let Ok(ways) = &reach.ways else { return };
    let Some(way) = ways.ways.get(reach.way).cloned() else { return };
    if !reach.on_ways && !way.is_empty() {
        with_reach(app, |reach| reach.on_ways = true);
    } else if way.is_empty() {
        app.say("It is so already.");
    } else {
        app.screen = Screen::Explore;
        step(app, Verb::Change(way));
    }
}

/// What a turn of the wheel does: the pane under it moves by a line.
pub fn wheel(app: &mut App, column: u16, row: u16, up: bool) -> Vec<Effect> {
    app.message.clear();
    app.moved.clear();
    let before = app.focus;
    if let Some(pane) = app.drawn.pane_at(column, row) {
        app.focus = pane;
    }
    command(app, if up { Command::Up } else { Command::Down });
    app.focus = before;
    Vec::new()
}

/// Moves within what keys go to: `to` maps a place and the page's height to another place, which
/// is then kept within bounds.
fn go(app: &mut App, to: impl Fn(usize, usize) -> usize) {
    if let Some(at) = app.help {
        app.help = Some(to(at, app.drawn.help.page).min(app.drawn.help.most));
        return;
    }
    match &mut app.screen {
        Screen::Explore => {}
        Screen::Table(table) => {
            table.first = to(table.first, app.drawn.table.page).min(app.drawn.table.most);
            return;
        }
        Screen::Reach(_) => {
            with_reach(app, |reach| {
                if reach.on_ways {
                    let last = reach.ways.as_ref().map_or(0, |ways| ways.ways.len().saturating_sub(1));
                    reach.way = to(reach.way, 5).min(last);
                } else {
                    reach.place = to(reach.place, 5).min(reach.places.len() - 1);
                }
            });
            return;
        }
    }
    let selection = app.selection();
    match app.focus {
        Pane::Suppose => {
            let last = app.case().conditions().count().saturating_sub(1);
            app.selection_mut().condition = to(selection.condition, app.drawn.suppose_page).min(last);
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

fn choose_stance(app: &mut App, place: usize) {
    let selection = app.selection_mut();
    if selection.stance != place {
        selection.stance = place;
        selection.because = 0;
    }
}

const PANES: [Pane; 3] = [Pane::Suppose, Pane::Then, Pane::Because];

fn focus(app: &mut App, by: usize) {
    if let Screen::Reach(_) = app.screen {
        with_reach(app, |reach| reach.on_ways = by == 1 && !reach.on_ways);
        return;
    }
    let at = PANES.iter().position(|pane| *pane == app.focus).unwrap_or(0);
    app.focus = PANES[(at + by) % PANES.len()];
}

fn case(app: &mut App, place: usize) {
    if place < app.cases.len() {
        app.case = place;
    }
}

fn suppose(app: &mut App, value: impl Fn(&App, ConditionId) -> Option<crate::logic::model::Value>) {
    if let Some(condition) = app.chosen_condition() {
        let value = value(app, condition);
        step(app, Verb::Suppose(condition, value));
    }
}

fn step(app: &mut App, verb: Verb) {
    let done = match verb {
        Verb::Lock(_, true) => "Locked",
        Verb::Lock(_, false) => "Unlocked",
        _ => "",
    };
    match app.sitting.apply(verb) {
        Ok(()) => {
            app.follow();
            tell(app, done);
        }
        Err(Refusal::Locked(_)) => app.say("It is locked: L unlocks it."),
        Err(Refusal::NothingToDo) => app.say("It is so already."),
    }
}

/// Says what the last step changed and what it moved.
fn tell(app: &mut App, done: &str) {
    let model = app.model();
    let mut parts = Vec::new();
    if !done.is_empty() {
        parts.push(format!("{done}."));
    }
    if let Some(clash) = &app.now.ruled_out {
        parts.push(text::ruled_out(model, app.sitting.position(), clash));
        app.message = parts.join(" ");
        return;
    }
    match app.moved.as_slice() {
        // Of a lock nobody expects that it moves anything.
        [] if done.ends_with("ocked") => {}
        [] => parts.push("No stance moves.".to_owned()),
        [first, others @ ..] => {
            // What moved here says most; then what moved by itself, rather than by an override.
            let here = |moved: &&Moved| app.case().stances.contains(&moved.stance);
            let by_itself = |moved: &&Moved| {
                let overrides = &app.now.stances[moved.stance.index()].overrides;
                overrides.iter().all(|(_, extent)| *extent == Extent::Never)
            };
            let moved = || app.moved.iter();
            let own = moved().find(here).or_else(|| moved().find(by_itself)).unwrap_or(first);
            parts.push(format!(
                "{}{}: {} → {}.",
                match others.len() {
                    0 => String::new(),
                    others => format!("{} stances move. ", others + 1),
                },
                sentences::capitalised(&model.stances[own.stance.index()].toward),
                text::outcomes(model, own.stance, own.from),
                text::outcomes(model, own.stance, own.to),
            ));
        }
    }
    app.message = parts.join(" ");
}
