//! Performs effects: everything that touches the world around the state.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use super::app::App;
use super::effect::Effect;
use super::terminal::{Ended, Terminal};
use super::update;
use crate::language::diagnostic::Report;
use crate::language::files::Disk;
use crate::language::library::{Library, ScenarioFile};
use crate::language::load;
use crate::logic::compile::{Compiled, TooIntertwined, compile};
use crate::notes::{Page, Server};
use crate::report::audit;
use crate::sitting::journal::Entry;
use crate::sitting::store::{self, Recorder};
use crate::watch::Watch;

/// The files that the explorer reads and writes.
#[derive(Debug)]
pub struct Files {
    /// What was asked for: bundled names and paths; all bundled scenarios if there is nothing.
    pub scenarios: Vec<String>,
    /// Where the sitting is taken down.
    pub recorder: Option<Recorder>,
    /// The files on disk, to be read again when they are saved.
    pub watched: BTreeSet<PathBuf>,
    /// When the lesson began that is gone on with, in seconds since 1970.
    pub lesson_begun: Option<u64>,
}

/// What has become of the sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There was nothing to keep, or it was not to be kept.
    NotAsked,
    /// It is kept under this name.
    As(String),
    /// Some of it could not be kept; the rest is there under the name, if any.
    Lost(Option<String>),
}

/// What performs effects.
pub(super) struct Performer {
    files: Files,
    /// Whether files were saved while a lesson was played, which they must not disturb.
    waiting: bool,
    /// Whether something of the sitting is still not saved.
    lost: bool,
    /// What the instructor's notes are shown by during a lesson, or that this cannot be done.
    notes: Option<io::Result<Server>>,
    /// When the lesson that is played began, in seconds since 1970.
    lesson_begun: Option<u64>,
    /// Tells of files that are saved, where the system does.
    watch: Option<Watch>,
}

impl Performer {
    pub(super) fn start(files: Files, mut watch: Option<Watch>) -> Self {
        if let Some(watch) = &mut watch {
            watch.follow(&files.watched);
        }
        let lesson_begun = files.lesson_begun;
        Self { files, waiting: false, lost: false, notes: None, lesson_begun, watch }
    }

    /// Notes that the reader ended the sitting; returns how that was saved.
    pub(super) fn close(&mut self) -> Kept {
        let Some(recorder) = &mut self.files.recorder else { return Kept::NotAsked };
        if self.lost {
            return Kept::Lost(recorder.name().map(str::to_owned));
        }
        let Some(name) = recorder.name().map(str::to_owned) else { return Kept::NotAsked };
        // Should that fail, the sitting is offered again, and nothing is lost.
        let _ = recorder.append(&[Entry::Close]);
        Kept::As(name)
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
            Effect::SuspendGroup => {
                if !Terminal::stop_group() {
                    app.say("There is no shell to go back to.");
                }
            }
            Effect::Continue => terminal.continued()?,
            Effect::Redraw => terminal.resume()?,
            Effect::Copy(text) => Terminal::copy(&text)?,
            Effect::Mouse(on) => terminal.mouse(on)?,
            Effect::Wake(after) => terminal.wake(after),
            Effect::ShowNotes(page) => self.show_notes(&page, app),
            Effect::HideNotes => self.hide_notes(),
            Effect::Save(entries) => {
                let Some(recorder) = &mut self.files.recorder else { return Ok(None) };
                app.unsaved = recorder.append(&entries).err().map(|error| error.to_string());
                if let Some(error) = &app.unsaved {
                    let words = format!("The sitting cannot be saved: {error}. {}", app.message);
                    app.say(words);
                }
                self.lost = app.unsaved.is_some();
            }
        }
        Ok(None)
    }

    /// Shows the instructor's notes; a lesson goes on without them where they cannot be followed.
    fn show_notes(&mut self, page: &Page, app: &mut App) {
        let begun = *self.lesson_begun.get_or_insert_with(store::now);
        let page = Page { begun, ..page.clone() };
        if self.notes.is_none()
            && let Err(error) = self.notes.insert(Server::start())
        {
            let words = format!("The instructor's notes cannot be followed: {error}. {}", app.message);
            app.say(words);
        }
        if let Some(Ok(server)) = &self.notes {
            server.show(&page);
        }
    }

    /// Lets those go who follow the instructor's notes.
    pub(super) fn hide_notes(&mut self) {
        self.notes = None;
        self.lesson_begun = None;
    }

    /// Reads the files again that were saved while a lesson was played.
    pub(super) fn catch_up(&mut self, app: &mut App) {
        if self.waiting && app.play.is_none() {
            self.read_again(app);
        }
    }

    /// Reads the files again, if their texts have changed; never while a lesson is played.
    pub(super) fn read_again(&mut self, app: &mut App) {
        self.waiting = app.play.is_some();
        if self.waiting {
            return;
        }
        let scenarios = &self.files.scenarios;
        let loaded = match &mut self.watch {
            Some(watch) => watch.read(|reader| load::load(scenarios, reader)).value,
            None => load::load(scenarios, &Disk),
        };
        let library = match loaded {
            Ok(library) => library,
            Err(report) => return update::faulty(app, &report),
        };
        if is_same(&library, &app.library) {
            // A fault that was mended by going back to what was read before.
            return update::read_again(app, None);
        }
        match compiled(&library) {
            Ok(compiled) => update::read_again(app, Some((library, compiled))),
            Err(report) => update::faulty(app, &report),
        }
    }
}

fn is_same(library: &Library, other: &Library) -> bool {
    let is_same =
        |(file, other): (&ScenarioFile, &ScenarioFile)| file.path == other.path && file.text == other.text;
    library.files.len() == other.files.len()
        && library.files.iter().zip(&other.files).all(is_same)
        && library.sources == other.sources
}

fn compiled(library: &Library) -> Result<Compiled, Report> {
    compile(&library.model).map_err(|TooIntertwined { part }| audit::intertwined(library, part))
}
