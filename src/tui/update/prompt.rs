//! What is typed, and what choosing does.

use crossterm::event::KeyCode;
use tui_input::InputRequest;

use super::{command, moves, navigate, source};
use crate::dialogue::request::{self, Question, Request};
use crate::sitting::{Move, Verb, code};
use crate::tui::app::{App, Overlay, Pane};
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Command;
use crate::tui::prompt::{Choices, Kind, Prompt, Takes};
use crate::tui::screens::Screen;
use crate::tui::theme;

/// The longest line that can be typed.
const MOST_CHARACTERS: usize = 1000;

/// Opens the palette or the search.
pub(super) fn open(app: &mut App, kind: Kind) {
    app.prompt(kind);
}

/// Types a key into the prompt, if one is open.
pub(super) fn typed(app: &mut App, key: Key) -> Vec<Effect> {
    let hides = !app.sees_all();
    let Some(Overlay::Prompt(prompt)) = &mut app.overlay else { return Vec::new() };
    let request = match (key.code, key.control) {
        (KeyCode::Char(letter), false) if prompt.text().chars().count() < MOST_CHARACTERS => {
            InputRequest::InsertChar(letter)
        }
        (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => InputRequest::DeleteNextChar,
        (KeyCode::Left, false) | (KeyCode::Char('b'), true) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) | (KeyCode::Char('f'), true) => InputRequest::GoToNextChar,
        (KeyCode::Left, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        (KeyCode::Backspace | KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return Vec::new(),
    };
    prompt.edit(request, &Choices { library: &app.library, keymap: &app.keymap, hides });
    Vec::new()
}

/// Completes what is typed by the chosen candidate.
pub(super) fn complete(app: &mut App) {
    let hides = !app.sees_all();
    let Some(Overlay::Prompt(prompt)) = &mut app.overlay else { return };
    let completed = match prompt.chosen().map(|candidate| &candidate.takes) {
        Some(Takes::Completion(text)) => text.clone(),
        Some(Takes::Command(command)) => command.name().to_owned(),
        Some(Takes::Found(_)) | None => return,
    };
    prompt.set(completed, &Choices { library: &app.library, keymap: &app.keymap, hides });
}

/// Takes what is chosen: in a prompt, at a place, a way, a step or a claim.
pub(super) fn choose(app: &mut App, effects: &mut Vec<Effect>) {
    if let Some(Overlay::Prompt(prompt)) = app.overlay.take() {
        enter(app, prompt, effects);
        return;
    }
    match &app.screen {
        Screen::Reach(_) => reach(app),
        Screen::History(history) => {
            if let Some(line) = history.lines.get(history.line) {
                moves::make(app, Move::Jump(line.step));
            }
        }
        Screen::Source(_) => source::follow_claim(app),
        Screen::Lessons(_) | Screen::Lesson(_) | Screen::Question => super::lesson::enter(app),
        _ => {}
    }
}

/// At a place: to its ways. At a way: makes its changes, and shows what follows.
fn reach(app: &mut App) {
    let Screen::Reach(reach) = &app.screen else { return };
    let Ok(ways) = &reach.ways else { return };
    let Some(way) = ways.ways.get(reach.way).cloned() else {
        app.say("No set of changes leads there.");
        return;
    };
    if !reach.on_ways && !way.is_empty() {
        navigate::with_reach(app, |reach| reach.on_ways = true);
    } else if way.is_empty() {
        app.say("It is so already.");
    } else {
        app.screen = Screen::Explore;
        let changes = way.into_iter().map(|(condition, value)| (condition, Some(value))).collect();
        moves::make(app, Move::Do(Verb::Change(changes)));
    }
}

/// Does what is typed, or takes what is chosen.
fn enter(app: &mut App, mut prompt: Prompt, effects: &mut Vec<Effect>) {
    if prompt.kind == Kind::Search {
        if let Some(Takes::Found(found)) = prompt.chosen().map(|candidate| candidate.takes.clone()) {
            source::show(app, found);
        }
        return;
    }
    let text = prompt.text().trim().to_owned();
    match run(app, &text, effects) {
        Ok(()) => {}
        Err(error) => match prompt.meant().map(|candidate| candidate.takes.clone()) {
            Some(Takes::Command(done)) => effects.extend(command(app, done)),
            Some(Takes::Completion(completed)) if completed.trim() != text => {
                prompt.set(completed.clone(), &app.choices());
                // What is complete is done at once; what is not is completed further.
                if completed.ends_with(['=', ' ']) || run(app, &completed, effects).is_err() {
                    app.overlay = Some(Overlay::Prompt(prompt));
                }
            }
            _ => {
                prompt.error = error.replace('\n', "; ");
                app.overlay = Some(Overlay::Prompt(prompt));
            }
        },
    }
}

/// Does what a line says.
fn run(app: &mut App, text: &str, effects: &mut Vec<Effect>) -> Result<(), String> {
    if let Some(name) = text.strip_prefix("theme ") {
        let found = theme::Name::ALL.into_iter().find(|theme| theme.word() == name.trim());
        app.theme = found.ok_or_else(|| format!("there is no theme `{}`", name.trim()))?;
        return Ok(());
    }
    let request = match request::parse(app.model(), text) {
        Ok(request) => request,
        // A command by its name, as the help page has it.
        Err(error) => {
            if let Some(done) = crate::tui::keymap::named(text) {
                effects.extend(command(app, done));
                return Ok(());
            }
            // A code says what is meant without a word before it.
            if code::decode(&app.library, text).is_err() {
                return Err(error);
            }
            Request::GoTo(text.to_owned())
        }
    };
    let tells = matches!(request, Request::Ask(_) | Request::Compare | Request::Eval);
    if tells && super::lesson::refuses(app) {
        return Ok(());
    }
    match request {
        Request::Move(made) => moves::make(app, made),
        Request::Eval => app.open_answer(None),
        Request::Compare => app.open_compare(),
        Request::Code => effects.extend(command(app, Command::CopyCode)),
        Request::GoTo(text) => {
            let decoded = code::decode(&app.library, &text)
                .map_err(|error| format!("`{text}` holds no position: {error}"))?;
            moves::make(app, Move::Do(Verb::Adopt(Box::new(decoded.position))));
            if decoded.changed_since {
                let words = format!("Mind: {}. {}", code::CHANGED_SINCE, app.message);
                app.say(words);
            }
        }
        Request::Ask(question) => ask(app, question),
    }
    Ok(())
}

fn ask(app: &mut App, question: Question) {
    match question {
        Question::Why(stance) => {
            navigate::choose(app, stance);
            app.screen = Screen::Explore;
            app.focus = Pane::Because;
        }
        Question::Reach(stance, outcome) => {
            navigate::choose(app, stance);
            app.open_reach(Some(outcome));
        }
        Question::Table(stance) => {
            navigate::choose(app, stance);
            app.open_table();
        }
        Question::WhyNot(..) | Question::Matters(_) | Question::Coverage(_) => {
            app.open_answer(Some(question));
        }
    }
}
