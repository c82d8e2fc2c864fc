//! From a key or a click to the next state and to effects. No input, no output.

use super::app::{App, Pane};
use super::effect::Effect;
use super::keymap::{self, Command, Key};
use super::view::Target;
use crate::logic::model::ConditionId;
use crate::report::text;
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
                app.focus = Pane::Suppose;
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
                return command(app, Command::NextValue);
            }
        }
        None => {}
    }
    Vec::new()
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

fn focus(app: &mut App, by: usize) {
    const PANES: [Pane; 3] = [Pane::Suppose, Pane::Then, Pane::Because];
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
    match app.sitting.apply(verb) {
        Ok(()) => {
            app.follow();
            tell(app, "");
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
        [] => parts.push("No stance moves.".to_owned()),
        [first, others @ ..] => {
            let stance = &model.stances[first.stance.index()];
            parts.push(format!(
                "{}, toward {}: {} → {}{}",
                stance.actor,
                stance.toward,
                text::outcomes(model, first.stance, first.from),
                text::outcomes(model, first.stance, first.to),
                match others.len() {
                    0 => ".".to_owned(),
                    1 => ", and one more stance moves.".to_owned(),
                    number => format!(", and {number} more stances move."),
                }
            ));
        }
    }
    app.message = parts.join(" ");
}
