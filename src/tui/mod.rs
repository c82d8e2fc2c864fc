//! The full screen: state, keys, drawing, and the terminal that they share.
//!
//! A key press goes one way: key → command → state and effects → one frame. Nothing is drawn and
//! nothing runs while nothing happens.

pub mod app;
pub mod effect;
pub mod keymap;
pub mod picture;
mod terminal;
pub mod theme;
pub mod update;
pub mod view;

use crossterm::event::{Event, KeyEventKind, MouseEventKind};
use std::io;

use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::logic::position::Position;
use app::App;
use effect::Effect;
use terminal::{Ended, Input, Terminal};

pub use terminal::Events;

/// Runs the explorer until the reader ends it or a signal does.
///
/// # Errors
/// If the terminal cannot be prepared, read or written. It is restored in any case.
pub fn run(
    library: Library,
    compiled: Compiled,
    position: Position,
    theme: theme::Name,
    ascii: bool,
    events: Events,
) -> io::Result<()> {
    let mut app = App::new(library, compiled, position, theme, ascii);
    let mut terminal = Terminal::start(events)?;
    let outcome = explore(&mut app, &mut terminal);
    terminal.end(outcome)
}

fn explore(app: &mut App, terminal: &mut Terminal) -> io::Result<Ended> {
    loop {
        app.look();
        app.drawn = terminal.draw(app)?;
        // All that waits is answered before a frame is drawn: a held key costs one frame.
        let mut input = terminal.wait()?;
        loop {
            let effects = match input {
                Input::Event(event) => take(app, &event),
                Input::Resized => Vec::new(),
                Input::Suspend => vec![Effect::Suspend],
                Input::Continue => vec![Effect::Continue],
                Input::End(ended) => return Ok(ended),
            };
            for effect in effects {
                match effect {
                    Effect::Quit => return Ok(Ended::ByReader),
                    Effect::Suspend => terminal.suspend()?,
                    Effect::SuspendGroup => Terminal::suspend_group(app),
                    Effect::Continue => terminal.continued()?,
                    Effect::Redraw => terminal.resume()?,
                }
            }
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
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(crossterm::event::MouseButton::Left) => {
                update::click(app, mouse.column, mouse.row)
            }
            MouseEventKind::ScrollUp => update::wheel(app, mouse.column, mouse.row, true),
            MouseEventKind::ScrollDown => update::wheel(app, mouse.column, mouse.row, false),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
