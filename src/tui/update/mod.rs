//! From a key or a click to the next state and to effects. No input, no output.

mod files;
mod lesson;
mod mouse;
mod moves;
mod navigate;
mod open;
mod prompt;
mod source;

use std::time::Duration;

use super::app::{App, Marked, Overlay, Pane};
use super::effect::Effect;
use super::key::Key;
use super::keymap::Command;
use super::prompt::{Kind, Prompt};
use super::screens::{Screen, Size};
use crate::notes::page::Page;
use crate::report::text;
use crate::sitting::journal::Assumed;
use crate::sitting::{Move, Verb, code, next_value, previous_value};

pub use files::{faulty, read_again};
pub use lesson::{begin, resume};
pub use mouse::{click, wheel};
pub(super) use navigate::choose;
pub use source::show;

/// How long a replayed change shows how things were.
const BEFORE: Duration = Duration::from_millis(900);

/// What a key does.
pub fn key(app: &mut App, key: Key) -> Vec<Effect> {
    app.message.clear();
    app.moved.clear();
    app.end_replay();
    let mut effects = match app.keymap.command(app.contexts(), key) {
        Some(done) => command(app, done),
        None => prompt::typed(app, key),
    };
    settle(app, &mut effects);
    effects
}

/// What is to be taken down and shown before the first key: of a lesson that has begun already.
pub fn start(app: &mut App) -> Vec<Effect> {
    let mut effects = Vec::new();
    settle(app, &mut effects);
    effects
}

/// Adds what is to be taken down, and the instructor's notes where the lesson went on.
fn settle(app: &mut App, effects: &mut Vec<Effect>) {
    // A question that is no longer on the screen is withdrawn, however it was left.
    if let (Some(veil), false) = (&mut app.veil, matches!(app.screen, Screen::Question)) {
        veil.question = None;
    }
    let mut entries = app.sitting.take_down(&app.library.model);
    entries.append(&mut app.done);
    if !entries.is_empty() {
        // Before anything else can end the program.
        effects.insert(0, Effect::Save(entries));
    }
    let place = app.play.as_ref().map(|play| (play.lesson, play.at()));
    if place != app.noted {
        app.noted = place;
        effects.push(match &app.play {
            // When it began only the world around the state knows.
            Some(play) => Effect::ShowNotes(Box::new(Page::of(&app.library, &app.compiled, play, 0))),
            None => Effect::HideNotes,
        });
    }
}

/// What a paste does: it is typed, where words are typed.
pub fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        prompt::typed(app, Key::letter(letter));
    }
    Vec::new()
}

/// What the end of a time does: a replayed change shows how things are now.
pub fn wake(app: &mut App) {
    if app.replayed.is_some() {
        app.end_replay();
        moves::tell(app, "");
    }
}

/// Whether a command tells what follows.
const fn tells(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Reach
            | C::Table
            | C::Compare
            | C::History
            | C::Source
            | C::Record
            | C::Replay
            | C::CopyAnswer
            | C::Faults
    )
}

/// What a command does.
#[expect(clippy::too_many_lines, reason = "one arm for each command")]
pub fn command(app: &mut App, command: Command) -> Vec<Effect> {
    let mut effects = Vec::new();
    if tells(command) && lesson::refuses(app) {
        return effects;
    }
    match command {
        Command::Up => navigate::go(app, |at, _| at.saturating_sub(1)),
        Command::Down => navigate::go(app, |at, _| at + 1),
        Command::PageUp | Command::PageDown if navigate::scrolls_passage(app, command) => {}
        Command::PageUp => navigate::go(app, usize::saturating_sub),
        Command::PageDown => navigate::go(app, |at, page| at + page),
        Command::First => navigate::go(app, |_, _| 0),
        Command::Last => navigate::go(app, |_, _| usize::MAX),
        Command::NextPane => navigate::focus(app, 1),
        Command::PreviousPane => navigate::focus(app, 2),
        Command::NextCase => navigate::case(app, (app.case + 1) % app.cases.len().max(1)),
        Command::PreviousCase => {
            navigate::case(app, (app.case + app.cases.len().max(1) - 1) % app.cases.len().max(1));
        }
        Command::Case(place) => navigate::case(app, usize::from(place)),
        Command::NextValue => moves::suppose(app, |app, condition| {
            Some(next_value(app.model(), condition, app.sitting.position().value(condition)))
        }),
        Command::PreviousValue => moves::suppose(app, |app, condition| {
            Some(previous_value(app.model(), condition, app.sitting.position().value(condition)))
        }),
        Command::Unknown => moves::suppose(app, |_, _| None),
        Command::ToPaper => moves::suppose(app, |app, condition| app.sitting.baseline().value(condition)),
        Command::Lock => {
            if let Some(condition) = app.chosen_condition() {
                let locked = !app.sitting.position().is_locked(condition);
                moves::make(app, Move::Do(Verb::Lock(condition, locked)));
            }
        }
        Command::AllToPaper => moves::make(app, Move::Do(Verb::ReturnToPaper)),
        Command::Undo => moves::make(app, Move::Undo),
        Command::Redo => moves::make(app, Move::Redo),
        Command::Replay => {
            if moves::replay(app) {
                effects.push(Effect::Wake(BEFORE));
            }
        }
        Command::Reach => {
            toggle(app, |screen| matches!(screen, Screen::Reach(_)), |app| app.open_reach(None));
        }
        Command::Table => toggle(app, |screen| matches!(screen, Screen::Table(_)), App::open_table),
        Command::Map => toggle(app, |screen| matches!(screen, Screen::Map), open::map),
        Command::Compare => toggle(app, |screen| matches!(screen, Screen::Compare(_)), App::open_compare),
        Command::History => toggle(app, |screen| matches!(screen, Screen::History(_)), App::open_history),
        Command::Source => toggle(app, |screen| matches!(screen, Screen::Source(_)), App::open_source),
        Command::Record => source::turn_to_record(app),
        Command::Projector => toggle(
            app,
            |screen| matches!(screen, Screen::Projector(_)),
            |app| {
                app.screen = Screen::Projector(Size::Large);
                app.focus = Pane::Suppose;
            },
        ),
        Command::Larger => resize(app, Size::larger),
        Command::Smaller => resize(app, Size::smaller),
        Command::Lesson => lesson::open(app),
        Command::Forward => lesson::forward(app),
        Command::Backward => lesson::back(app),
        Command::Leave => lesson::leave(app),
        Command::Class => lesson::turn_to_class(app),
        Command::Erase => lesson::erase(app),
        Command::Digit(digit) => lesson::digit(app, digit),
        Command::Veil => lesson::veil(app),
        Command::Mark => {
            let position = app.sitting.position().clone();
            app.marked = Some(Marked { assumed: Assumed::of(app.model(), &position), position });
            app.refresh();
            app.say("Marked. Change something, and compare.");
        }
        Command::Choose => prompt::choose(app, &mut effects),
        Command::VaryReadings => {
            navigate::with_reach(app, |reach| reach.vary_readings = !reach.vary_readings);
        }
        Command::CopyCode => {
            let code = code::encode(&app.library, app.sitting.position());
            app.say(format!("Copied the code: {code}"));
            effects.push(Effect::Copy(code));
        }
        Command::CopyAnswer => {
            let text = text::evaluation(&app.library, app.sitting.position(), &app.now, usize::MAX);
            app.say(format!("Copied what follows: {} lines of text.", text.lines().count()));
            effects.push(Effect::Copy(text));
        }
        Command::Palette => prompt::open(app, Kind::Palette),
        Command::Search => prompt::open(app, Kind::Search),
        Command::Complete => prompt::complete(app),
        Command::Mouse => {
            app.mouse = !app.mouse;
            app.say(if app.mouse { "The mouse chooses." } else { "The mouse is left to the terminal." });
            effects.push(Effect::Mouse(app.mouse));
        }
        Command::Theme => {
            app.theme = app.theme.next();
            app.say(format!("Theme: {}.", app.theme.word()));
        }
        Command::Faults => files::show(app),
        Command::Help => app.overlay = Some(Overlay::Help(0)),
        Command::Back => back(app),
        Command::Close if app.overlay.is_some() || !matches!(app.screen, Screen::Explore) => back(app),
        Command::Close | Command::Quit => effects.push(Effect::Quit),
        Command::Suspend => effects.push(Effect::SuspendGroup),
        Command::Redraw => effects.push(Effect::Redraw),
    }
    effects
}

/// Out of what is on top: an overlay, then a screen, then a pane.
fn back(app: &mut App) {
    if app.overlay.take().is_some() {
        return;
    }
    match app.screen {
        Screen::Explore => app.focus = Pane::Suppose,
        Screen::Question => return lesson::withdraw(app),
        _ => {}
    }
    app.screen = Screen::Explore;
}

/// Opens a screen, or goes back from it to the explorer.
fn toggle(app: &mut App, is_open: impl Fn(&Screen) -> bool, open: impl FnOnce(&mut App)) {
    if is_open(&app.screen) {
        app.screen = Screen::Explore;
    } else {
        open(app);
    }
}

fn resize(app: &mut App, to: impl Fn(Size) -> Size) {
    if let Screen::Projector(size) = &mut app.screen {
        *size = to(*size);
    }
}

impl App {
    /// What a prompt chooses from now.
    pub(super) fn choices(&self) -> super::prompt::Choices<'_> {
        super::prompt::Choices { library: &self.library, keymap: &self.keymap, hides: !self.sees_all() }
    }

    /// Opens a prompt over the screen.
    fn prompt(&mut self, kind: Kind) {
        let choices = self.choices();
        self.overlay = Some(Overlay::Prompt(Prompt::new(kind, &choices)));
    }
}
