//! The full screen: state, keys, drawing, and the terminal that they share.
//!
//! A key press goes one way: key → command → state and effects → one frame. Nothing is drawn and
//! nothing runs while nothing happens.

pub mod app;
mod cases;
pub mod config;
pub mod effect;
pub mod found;
pub mod key;
pub mod keymap;
pub mod notes;
mod perform;
pub mod picture;
pub mod prompt;
mod reload;
pub mod screens;
mod terminal;
pub mod theme;
pub mod update;
pub mod veil;
pub mod view;
pub mod waiting;

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};
use std::io;

use app::App;
use effect::Effect;
use perform::Performer;
use terminal::{Ended, Input, Terminal};
use waiting::{Hindrance, Waiting};

use crate::watch::Watch;

pub use perform::{Files, Kept};
pub use terminal::Events;

/// Runs the explorer until the reader ends it or a signal does. Returns what has become of the sitting.
///
/// # Errors
/// If the terminal cannot be prepared, read or written. It is restored in any case.
pub fn run(app: App, events: Events, files: Files) -> io::Result<Kept> {
    let terminal = Terminal::start(events, app.mouse)?;
    let watch = watch(&terminal);
    open(app, terminal, files, watch)
}

/// Waits until the files can be read, and then runs the explorer. `read` reads them.
///
/// # Errors
/// If the terminal cannot be prepared, read or written. It is restored in any case.
pub fn run_once_mended(
    mut waiting: Waiting,
    events: Events,
    mut read: impl FnMut() -> Result<(App, Files), Hindrance>,
) -> io::Result<Kept> {
    let mut terminal = Terminal::start(events, waiting.mouse)?;
    let mut watch = watch(&terminal);
    loop {
        let followed = watch.as_mut().map(|watch| watch.follow(&waiting.hindrance.watched));
        // What was saved before it was watched is read at once.
        if !followed.is_some_and(|followed| followed.is_more) {
            let ended = waiting.wait(&mut terminal);
            if !matches!(ended, Ok(None)) {
                terminal.end(ended.map(|ended| ended.unwrap_or(Ended::ByReader)))?;
                return Ok(Kept::NotAsked);
            }
        }
        match read() {
            Ok((app, files)) => return open(app, terminal, files, watch),
            Err(hindrance) => waiting.hindrance = hindrance,
        }
    }
}

/// Tells the explorer of files that are saved; `None` where the system tells of none.
fn watch(terminal: &Terminal) -> Option<Watch> {
    let sender = terminal.sender();
    Watch::start(move |_| sender.send(Input::FilesChanged).is_ok()).ok()
}

fn open(mut app: App, mut terminal: Terminal, files: Files, watch: Option<Watch>) -> io::Result<Kept> {
    let is_watched = !files.watched.is_empty();
    let mut performer = Performer::start(files, watch);
    if is_watched {
        // What was saved since it was read and before it was watched.
        let _ = terminal.sender().send(Input::FilesChanged);
    }
    let outcome = explore(&mut app, &mut terminal, &mut performer);
    let by_reader = matches!(outcome, Ok(Ended::ByReader));
    // A signal that ends the program would leave their socket behind.
    performer.hide_notes();
    terminal.end(outcome)?;
    Ok(if by_reader { performer.close() } else { Kept::NotAsked })
}

fn explore(app: &mut App, terminal: &mut Terminal, performer: &mut Performer) -> io::Result<Ended> {
    for effect in update::start(app) {
        performer.perform(effect, app, terminal)?;
    }
    loop {
        app.look();
        app.drawn = terminal.draw(|area, buffer| view::draw(app, area, buffer))?;
        // All that waits is answered before a frame is drawn: a held key costs one frame.
        let mut input = terminal.wait()?;
        loop {
            let effects = match input {
                Input::Event(event) => take(app, &event),
                Input::Resized | Input::Notes(_) => Vec::new(),
                Input::Woken => {
                    update::wake(app);
                    Vec::new()
                }
                Input::FilesChanged => {
                    performer.read_again(app);
                    Vec::new()
                }
                Input::Suspend => vec![Effect::Suspend],
                Input::Continue => vec![Effect::Continue],
                Input::End(ended) => return Ok(ended),
            };
            for effect in effects {
                if let Some(ended) = performer.perform(effect, app, terminal)? {
                    return Ok(ended);
                }
            }
            performer.catch_up(app);
            match terminal.waiting()? {
                Some(next) => input = next,
                None => break,
            }
        }
    }
}

/// What an event of the terminal does.
pub fn take(app: &mut App, event: &Event) -> Vec<Effect> {
    match event {
        // Some terminals report releases too.
        Event::Key(key) if key.kind != KeyEventKind::Release => update::key(app, (*key).into()),
        Event::Paste(text) => update::paste(app, text),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => update::click(app, mouse.column, mouse.row),
            MouseEventKind::ScrollUp => update::wheel(app, mouse.column, mouse.row, true),
            MouseEventKind::ScrollDown => update::wheel(app, mouse.column, mouse.row, false),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
