//! Before the explorer can be opened: what is wrong with the files is shown until a save mends it.

use crossterm::event::{Event, KeyEventKind, MouseEventKind};
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use super::config::Config;
use super::keymap::{Command, Context, Keymap};
use super::terminal::{Ended, Input, Terminal};
use super::theme;
use super::view::{self, Scroll};

/// Why the explorer cannot be opened yet.
#[derive(Clone, Debug)]
pub struct Hindrance {
    /// In a few words.
    pub heading: String,
    /// The diagnostics, as compilers print theirs, or what to do.
    pub text: String,
    /// The files that can change it.
    pub watched: BTreeSet<PathBuf>,
}

/// The keys that hold here, as far as they mean anything.
pub const KEYS: &[Context] = &[Context::Screen, Context::Everywhere];

/// The screen that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Why.
    pub hindrance: Hindrance,
    /// What to do meanwhile.
    pub advice: String,
    /// The first line that is shown of the text.
    pub first: usize,
    /// How far it reaches, as it was drawn last.
    pub scroll: Scroll,
    /// The colours.
    pub theme: theme::Name,
    /// Whether to keep to plain characters.
    pub ascii: bool,
    /// The keys.
    pub keymap: Keymap,
    pub(super) mouse: bool,
}

/// What becomes of the waiting.
enum Step {
    Wait,
    ReadAgain,
    End(Ended),
}

impl Waiting {
    /// The screen for a hindrance.
    pub fn new(hindrance: Hindrance, advice: String, config: &Config, theme: theme::Name) -> Self {
        Self {
            hindrance,
            advice,
            first: 0,
            scroll: Scroll::default(),
            theme,
            ascii: config.ascii,
            keymap: config.keymap.clone(),
            mouse: config.mouse,
        }
    }

    /// Shows the hindrance until files are saved; or until the program ends, and why.
    pub(super) fn wait(&mut self, terminal: &mut Terminal) -> io::Result<Option<Ended>> {
        loop {
            self.scroll = terminal.draw(|area, buffer| view::waiting(self, area, buffer))?.page;
            self.first = self.first.min(self.scroll.most);
            let input = terminal.wait()?;
            match self.take(input, terminal)? {
                Step::Wait => {}
                Step::ReadAgain => return Ok(None),
                Step::End(ended) => return Ok(Some(ended)),
            }
        }
    }

    fn take(&mut self, input: Input, terminal: &mut Terminal) -> io::Result<Step> {
        match input {
            Input::FilesChanged => return Ok(Step::ReadAgain),
            Input::End(ended) => return Ok(Step::End(ended)),
            Input::Suspend => terminal.suspend()?,
            Input::Continue => terminal.continued()?,
            Input::Event(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                match self.keymap.command(KEYS, key.into()) {
                    Some(Command::Close | Command::Quit) => return Ok(Step::End(Ended::ByReader)),
                    // Without a shell to go back to there is nothing to do.
                    Some(Command::Suspend) => drop(Terminal::stop_group()),
                    Some(Command::Redraw) => terminal.resume()?,
                    Some(command) => self.command(command),
                    None => {}
                }
            }
            Input::Event(Event::Mouse(mouse)) => match mouse.kind {
                MouseEventKind::ScrollUp => self.command(Command::Up),
                MouseEventKind::ScrollDown => self.command(Command::Down),
                _ => {}
            },
            Input::Event(_) | Input::Resized | Input::Notes(_) | Input::Woken => {}
        }
        Ok(Step::Wait)
    }

    /// What a command does to what is shown.
    pub fn command(&mut self, command: Command) {
        let page = self.scroll.page.max(1);
        self.first = match command {
            Command::Up => self.first.saturating_sub(1),
            Command::Down => self.first + 1,
            Command::PageUp => self.first.saturating_sub(page),
            Command::PageDown => self.first + page,
            Command::First => 0,
            Command::Last => self.scroll.most,
            _ => self.first,
        }
        .min(self.scroll.most);
    }
}
