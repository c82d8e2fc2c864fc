//! Clicks and the wheel.

use super::navigate::{case, choose, choose_stance, with_reach};
use super::{command, prompt, settle};
use crate::tui::app::{App, Overlay};
use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::screens::Screen;
use crate::tui::view::Target;

/// What a click does: it chooses; on a mark, or on what is chosen already, it does more.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !app.mouse {
        return effects;
    }
    app.message.clear();
    app.moved.clear();
    app.end_replay();
    let target = app.drawn.target_at(column, row);
    if app.overlay.is_none()
        && app.screen.is_explorer()
        && let Some(pane) = app.drawn.pane_at(column, row)
    {
        app.focus = pane;
    }
    if let Some(target) = target {
        take(app, target, &mut effects);
    }
    settle(app, &mut effects);
    effects
}

fn take(app: &mut App, target: Target, effects: &mut Vec<Effect>) {
    let again = match target {
        Target::Candidate(place) => {
            let Some(Overlay::Prompt(prompt)) = &mut app.overlay else { return };
            let again = prompt.at == place;
            prompt.at = place;
            prompt.is_chosen = true;
            again
        }
        _ if app.overlay.is_some() => return,
        Target::Case(place) => {
            if !app.screen.is_explorer() {
                app.screen = Screen::Explore;
            }
            case(app, place);
            false
        }
        Target::Stance(place) => {
            choose_stance(app, place);
            false
        }
        Target::Rung(stance) => {
            choose(app, stance);
            false
        }
        Target::Condition { place, mark } => {
            let chosen = app.selection().condition == place;
            app.selection_mut().condition = place;
            if mark || chosen {
                effects.extend(command(app, Command::NextValue));
            }
            false
        }
        Target::Place(place) => {
            let Screen::Reach(reach) = &app.screen else { return };
            let again = !reach.on_ways && reach.place == place;
            let place = place.min(reach.places.len().saturating_sub(1));
            with_reach(app, |reach| (reach.on_ways, reach.place) = (false, place));
            again
        }
        Target::Way(way) => {
            let Screen::Reach(reach) = &app.screen else { return };
            let again = reach.on_ways && reach.way == way;
            with_reach(app, |reach| (reach.on_ways, reach.way) = (true, way));
            again
        }
        Target::Step(line) => {
            let Screen::History(history) = &mut app.screen else { return };
            let again = history.line == line;
            history.line = line;
            again
        }
        Target::Paragraph(place) => {
            let Screen::Source(source) = &mut app.screen else { return };
            (source.paragraph, source.claim, source.on_record) = (place, None, false);
            false
        }
        Target::Claim(place) => {
            let Screen::Source(source) = &mut app.screen else { return };
            let again = source.claim == Some(place);
            source.claim = Some(place);
            again
        }
        Target::Lesson(place) => {
            let Screen::Lessons(at) = &mut app.screen else { return };
            let again = *at == place;
            *at = place;
            again
        }
        Target::Guess(place) => {
            let Some(question) = app.question_mut() else { return };
            match &mut question.round {
                Some(round) => round.answer = place.min(question.guesses.len().saturating_sub(1)),
                None => question.choose(place),
            }
            // Nobody commits by a stray click.
            false
        }
        Target::Entry(place) => {
            let Screen::Source(source) = &mut app.screen else { return };
            let again = source.entry == place;
            source.entry = place;
            again
        }
    };
    if again {
        prompt::choose(app, effects);
    }
}

/// What a turn of the wheel does: the pane under it moves by a line.
pub fn wheel(app: &mut App, column: u16, row: u16, up: bool) -> Vec<Effect> {
    if !app.mouse {
        return Vec::new();
    }
    app.message.clear();
    app.moved.clear();
    app.end_replay();
    let before = app.focus;
    if app.screen.is_explorer()
        && let Some(pane) = app.drawn.pane_at(column, row)
    {
        app.focus = pane;
    }
    let effects = command(app, if up { Command::Up } else { Command::Down });
    app.focus = before;
    effects
}
