//! Performs effects: everything that touches the world around the state.

use std::io;
use std::path::PathBuf;

use super::app::App;
use super::effect::Effect;
use super::terminal::{Ended, Events, Terminal};
use super::update;
use super::watch::Watch;
use crate::language::diagnostic::Report;
use crate::language::files::Disk;
use crate::language::library::Library;
use crate::language::load;
use crate::logic::compile::{Compiled, TooIntertwined, compile};
use crate::report::audit;
use crate::sitting::journal::Entry;
use crate::sitting::store::Recorder;

/// The files that the explorer reads and writes.
#[derive(Debug)]
pub struct Files {
    /// What was asked for: bundled names and paths; all bundled scenarios if there is nothing.
    pub scenarios: Vec<String>,
    /// Where the sitting is taken down.
    pub recorder: Option<Recorder>,
    /// The reader's own files, to be read again when they are saved.
    pub watched: Vec<PathBuf>,
}

/// What performs effects.
pub(super) struct Performer {
    files: Files,
    /// Whether the reader knows already that the sitting cannot be saved.
    told: bool,
    /// Lives as long as files are to be watched.
    _watch: Option<Watch>,
}

impl Performer {
    pub(super) fn start(files: Files, events: &Events) -> Self {
        let watch = Watch::start(&files.watched, events.sender());
        Self { files, told: false, _watch: watch }
    }

    /// Notes that the reader ended the sitting; returns its name, if anything of it was saved.
    pub(super) fn close(&mut self) -> Option<String> {
        let recorder = self.files.recorder.as_mut()?;
        let name = recorder.name()?.to_owned();
        // Should that fail, the sitting is offered again, and nothing is lost.
        let _ = recorder.append(&[Entry::Close]);
        Some(name)
    }

    /// Performs an effect; returns how the program ends, if it does.
    pub(super) fn perform(
        &mut self,
        effect: Effect,
        app: &mut App,
        terminal: &mut Terminal,
    ) -> io::Result<Option<Ended>> {
        match effect {
            Effect::Quit => return Ok(Some(Ended::ByReader)),
            Effect::Suspend => terminal.suspend()?,
            Effect::SuspendGroup => Terminal::suspend_group(app),
            Effect::Continue => terminal.continued()?,
            Effect::Redraw => terminal.resume()?,
            Effect::Copy(text) => Terminal::copy(&text)?,
            Effect::Mouse(on) => terminal.mouse(on)?,
            Effect::Wake(after) => terminal.wake(after),
            Effect::Save(entries) => {
                if let Some(recorder) = &mut self.files.recorder
                    && let Err(error) = recorder.append(&entries)
                    && !self.told
                {
                    self.told = true;
                    app.say(format!("The sitting cannot be saved: {error}."));
                }
            }
        }
        Ok(None)
    }

    /// Reads the files again, if their texts have changed.
    pub(super) fn read_again(&self, app: &mut App) {
        let library = match load::load(&self.files.scenarios, &Disk) {
            Ok(library) => library,
            Err(report) => return update::faulty(app, &report),
        };
        if is_same(&library, &app.library) {
            // A fault that was mended by going back to what was read before.
            return update::unchanged(app);
        }
        match compiled(&library) {
            Ok(compiled) => {
                app.reload(library, compiled);
                app.say("Read again.");
            }
            Err(report) => update::faulty(app, &report),
        }
    }
}

fn is_same(library: &Library, other: &Library) -> bool {
    let texts = |library: &Library| -> Vec<(String, String)> {
        library.files.iter().map(|file| (file.path.clone(), file.text.to_string())).collect()
    };
    texts(library) == texts(other) && library.sources == other.sources
}

fn compiled(library: &Library) -> Result<Compiled, Report> {
    compile(&library.model).map_err(|TooIntertwined { part }| audit::intertwined(library, part))
}
