//! Moves of the sitting, and what is said of them.

use crate::logic::diagram::Walk;
use crate::logic::model::{ConditionId, Value};
use crate::report::{moved, sentences, text};
use crate::sitting::{Move, Refusal, Verb};
use crate::tui::app::App;

/// Supposes a value of the chosen condition.
pub(super) fn suppose(app: &mut App, value: impl Fn(&App, ConditionId) -> Option<Value>) {
    if let Some(condition) = app.chosen_condition() {
        let value = value(app, condition);
        make(app, Move::Do(Verb::Suppose(condition, value)));
    }
}

/// Makes a move, and says what it moved.
pub(super) fn make(app: &mut App, made: Move) {
    let done = match made {
        Move::Do(Verb::Lock(_, true)) => "Locked",
        Move::Do(Verb::Lock(_, false)) => "Unlocked",
        Move::Do(_) => "",
        Move::Undo => "Undone",
        Move::Redo => "Done again",
        Move::Jump(_) => "There",
    };
    let nothing = match made {
        Move::Do(_) => "It is so already.",
        Move::Undo => "There is nothing to undo.",
        Move::Redo => "There is nothing to do again.",
        Move::Jump(_) => "This is where you are.",
    };
    match app.sitting.make(made) {
        Ok(()) => {
            app.follow();
            tell(app, done);
        }
        Err(Refusal::Locked(condition)) => {
            let label = &app.model().conditions[condition.index()].label;
            let words = format!("“{label}” is locked: L unlocks it.");
            app.say(words);
        }
        Err(Refusal::NothingToDo) => app.say(nothing),
    }
}

/// Shows how things were before the last change; what moved is shown when they are as now again.
/// False if there is no change.
pub(super) fn replay(app: &mut App) -> bool {
    let Some(before) = app.sitting.before().cloned() else {
        app.say("Nothing has been changed yet.");
        return false;
    };
    if !app.screen.is_explorer() {
        app.screen = crate::tui::screens::Screen::Explore;
    }
    app.now = app.compiled.follow(&before, &mut Walk::default());
    app.replayed = Some(before);
    app.moved.clear();
    app.say("Before the last change …");
    true
}

/// Says what the last step changed and what it moved.
pub(super) fn tell(app: &mut App, done: &str) {
    if !app.sees_all() {
        return super::lesson::tell_hidden(app, done);
    }
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
    let is_here = |stance| app.case().stances.contains(&stance);
    match moved::foremost(&app.moved, &app.now, is_here) {
        // Of a lock nobody expects that it moves anything.
        None if done.ends_with("ocked") => {}
        None => parts.push("No stance moves.".to_owned()),
        Some(own) => {
            parts.push(format!(
                "{}{}: {} → {}.",
                match app.moved.len() {
                    1 => String::new(),
                    number => format!("{number} stances move. "),
                },
                sentences::capitalised(&model.stances[own.stance.index()].toward),
                text::outcomes(model, own.stance, own.from),
                text::outcomes(model, own.stance, own.to),
            ));
        }
    }
    app.message = parts.join(" ");
}
