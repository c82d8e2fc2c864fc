//! `whatif` without a subcommand: the explorer; without a terminal, what follows.

use clap::Args;
#[cfg(feature = "tui")]
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

#[cfg(feature = "tui")]
use super::line::Saved;
#[cfg(feature = "tui")]
use super::load_with;
use super::{Failure, Supposed, eval, load, suppose};
use crate::language::bundled;
#[cfg(feature = "tui")]
use crate::{
    dialogue::names,
    language::copy::{self, PaperCopy},
    language::files::Noting,
    language::library::Library,
    lesson::Play,
    sitting::Sitting,
    sitting::journal::Header,
    sitting::store::{self, Store},
    tui::app::App,
    tui::config::{self, Config},
    tui::{Events, Files, Kept, theme, update},
};

#[derive(Debug, Default, Args)]
pub(super) struct Explore {
    /// The scenarios to open: names of bundled ones, or paths
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    look: Look,
    /// Go on with a saved sitting: the last one, or the one of this name
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "",
        conflicts_with_all = ["scenarios", "scenario", "set", "lock", "code"])]
    resume: Option<String>,
    /// Do not save the sitting
    #[arg(long)]
    no_save: bool,
    /// Who sits here, for the record; it is anonymous otherwise
    #[arg(long, value_name = "NAME", conflicts_with = "resume")]
    reader: Option<String>,
    /// Begin a lesson; `whatif lesson` lists them
    #[arg(long, value_name = "ID", conflicts_with = "resume")]
    lesson: Option<String>,
    /// Your own copy of the paper as plain text, to be shown where it is cited
    #[arg(long, value_name = "FILE")]
    paper: Option<PathBuf>,
}

/// What the reader has configured, and where sittings are saved.
#[cfg(feature = "tui")]
pub(super) struct Prepared {
    pub(super) config: Config,
    pub(super) theme: theme::Name,
    store: Option<Store>,
}

/// How the screen looks.
#[derive(Clone, Debug, Default, Args)]
#[cfg_attr(not(feature = "tui"), derive(Copy))]
pub(super) struct Look {
    /// The colours of the screen; mono wherever `NO_COLOR` is set
    #[cfg(feature = "tui")]
    #[arg(long, value_name = "THEME")]
    theme: Option<theme::Choice>,
    /// Keep to plain characters, where the terminal's font lacks others
    #[cfg(feature = "tui")]
    #[arg(long)]
    ascii: bool,
    /// Leave the mouse to the terminal
    #[cfg(feature = "tui")]
    #[arg(long)]
    no_mouse: bool,
    /// The configuration, instead of the one in your configuration folder
    #[cfg(feature = "tui")]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Explore {
    pub(super) fn run(&self) -> Result<(), Failure> {
        // Signals are watched for before anything takes time.
        #[cfg(feature = "tui")]
        if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            return self.open(Events::start()?);
        }
        let (library, compiled) = load(&self.requests())?;
        let position = suppose::position(&library, &self.supposed)?;
        eval::print(&library, &compiled, &position)
    }

    fn requests(&self) -> Vec<String> {
        self.scenarios.iter().chain(&self.supposed.scenario).cloned().collect()
    }
}

#[cfg(feature = "tui")]
impl Explore {
    /// The explorer at a lesson of these scenarios.
    pub(super) fn at_lesson(lesson: &str, scenarios: &[String], saved: &Saved) -> Self {
        Self {
            scenarios: scenarios.to_vec(),
            lesson: Some(lesson.to_owned()),
            no_save: saved.no_save,
            reader: saved.reader.clone(),
            ..Self::default()
        }
    }

    /// The explorer on a file.
    pub(super) fn of_file(file: String, no_save: bool, look: Look) -> Self {
        Self { scenarios: vec![file], look, no_save, ..Self::default() }
    }

    fn open(&self, events: Events) -> Result<(), Failure> {
        let prepared = self.prepared()?;
        let (mut app, files) = match &self.resume {
            Some(name) => resumed(name, prepared.config, prepared.theme, prepared.store.is_some())?,
            None => self.begun(&prepared, &Noting::default())?,
        };
        if let Some(paper) = &self.paper {
            app.copies = copies(&app.library, paper)?;
        }
        tell(crate::tui::run(app, events, files)?);
        Ok(())
    }

    /// What the reader has configured.
    pub(super) fn prepared(&self) -> Result<Prepared, Failure> {
        let mut config = self.look.config()?;
        config.ascii |= self.look.ascii;
        config.mouse &= !self.look.no_mouse;
        let store = Store::of_reader().filter(|_| config.save && !self.no_save);
        let theme = self.look.theme(&config);
        Ok(Prepared { config, theme, store })
    }

    /// A sitting at its beginning; the reader reads the files.
    pub(super) fn begun(&self, prepared: &Prepared, reader: &Noting) -> Result<(App, Files), Failure> {
        let scenarios = self.requests();
        let (library, compiled) = load_with(&scenarios, reader)?;
        let position = suppose::position(&library, &self.supposed)?;
        let named: Vec<String> = scenarios.iter().map(|name| lasting(name)).collect();
        let store = prepared.store.as_ref();
        let unfinished = store.and_then(|store| store.unfinished(&named));
        let mut header = Header::new(&library, named, &position, store::now());
        header.reader.clone_from(&self.reader);
        let recorder = store.map(|store| store.begin(header));
        let watched = reader.asked();
        let sitting = Sitting::new(&library.model, position);
        let mut app = App::new(library, compiled, sitting, prepared.config.clone(), prepared.theme);
        if let Some(id) = &self.lesson {
            let lesson = names::lesson(&app.library, id).map_err(Failure::Usage)?;
            update::begin(&mut app, lesson);
        }
        if let Some(name) = unfinished {
            app.say(format!(
                "The sitting {name} was ended under way: `whatif --resume {name}` goes on with it."
            ));
        }
        Ok((app, Files { scenarios, recorder, watched, lesson_begun: None }))
    }
}

/// Tells what has become of the sitting.
#[cfg(feature = "tui")]
pub(super) fn tell(kept: Kept) {
    let words = match kept {
        Kept::NotAsked => return,
        Kept::As(name) => format!("Saved as {name}: `whatif --resume {name}` goes on with it."),
        Kept::Lost(Some(name)) => {
            format!("warning: only a part of the sitting could be saved, as {name}; is the disk full?")
        }
        Kept::Lost(None) => "warning: the sitting could not be saved".to_owned(),
    };
    // Without stderr there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{words}");
}

/// The sitting of this name, or the last one.
#[cfg(feature = "tui")]
fn resumed(name: &str, config: Config, theme: theme::Name, save: bool) -> Result<(App, Files), Failure> {
    let store = Store::of_reader().ok_or_else(|| {
        Failure::Usage("no folder for saved sittings is known\nhelp: set HOME or XDG_STATE_HOME".to_owned())
    })?;
    let name = match name {
        "" => store.list()?.into_iter().find(|saved| saved.journal.is_ok()).map(|saved| saved.name),
        name => Some(name.to_owned()),
    };
    let name = name.ok_or_else(|| {
        Failure::Usage("there is no saved sitting\nhelp: begin one with `whatif`".to_owned())
    })?;
    let (journal, recorder) = store.resume(&name).map_err(|error| {
        Failure::Usage(format!(
            "the sitting `{name}` cannot be resumed: {error}\nhelp: `whatif sittings` lists those that are saved"
        ))
    })?;
    let scenarios = journal.header.scenarios.clone();
    let reader = Noting::default();
    let (library, compiled) = load_with(&scenarios, &reader)?;
    let (sitting, lost) = journal.restore(&library.model);
    let watched = reader.asked();
    let steps = sitting.steps().len() - 1;
    let mut app = App::new(library, compiled, sitting, config, theme);
    if let Some(play) = Play::of(&journal, &app.library) {
        update::resume(&mut app, play);
    }
    app.say(match lost.names.as_slice() {
        [] if app.play.is_some() => format!("{name} goes on with its lesson."),
        [] if steps == 1 => format!("{name} goes on after 1 step; H shows it."),
        [] => format!("{name} goes on after {steps} steps; H shows them."),
        names => {
            format!("{name} goes on; its scenarios have changed and no longer have {}.", names.join(", "))
        }
    });
    let lesson_begun = app.play.as_ref().and_then(|_| journal.lesson_begun());
    Ok((app, Files { scenarios, recorder: save.then_some(recorder), watched, lesson_begun }))
}

/// Whether the reader's configuration lets sittings be saved.
#[cfg_attr(
    not(feature = "tui"),
    expect(clippy::unnecessary_wraps, reason = "only the full screen has a configuration to read")
)]
pub(super) fn saves() -> Result<bool, Failure> {
    #[cfg(feature = "tui")]
    return Ok(Look::default().config()?.save);
    #[cfg(not(feature = "tui"))]
    Ok(true)
}

/// A bundled name, or a path that stays right in another folder.
pub(super) fn lasting(request: &str) -> String {
    if bundled::scenario(request).is_some() {
        return request.to_owned();
    }
    std::path::absolute(request).map_or_else(|_| request.to_owned(), |path| path.display().to_string())
}

/// The reader's copy, cut along each outline of which it has anything.
#[cfg(feature = "tui")]
fn copies(library: &Library, path: &std::path::Path) -> Result<Vec<(String, PaperCopy)>, Failure> {
    let text = copy::read(path).map_err(Failure::Usage)?;
    let cut = library.sources.iter().map(|source| (source, PaperCopy::cut(&text, source)));
    let found: Vec<(String, PaperCopy)> = cut
        .filter(|(source, copy)| copy.missing().len() < source.paragraphs().count())
        .map(|(source, copy)| (source.name.clone(), copy))
        .collect();
    if found.is_empty() {
        return Err(Failure::Usage(format!(
            "`{}` has no paragraph of the paper's outline\nhelp: is it the paper, as plain text?",
            path.display()
        )));
    }
    Ok(found)
}

#[cfg(feature = "tui")]
impl Look {
    pub(super) fn theme(&self, config: &Config) -> theme::Name {
        // A colourless terminal still shows what is selected.
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if no_colour { theme::Name::Mono } else { self.theme.unwrap_or(config.theme).resolve() }
    }

    /// The reader's configuration; one that was named has to be there.
    pub(super) fn config(&self) -> Result<Config, Failure> {
        let Some(path) = self.config.clone().or_else(config::usual_path) else {
            return Ok(Config::default());
        };
        let shown = path.display().to_string();
        let text = config::read(&path)
            .map_err(|error| Failure::Usage(format!("`{shown}` cannot be read: {error}")))?;
        match text {
            Some(text) => Config::parse(&shown, &text).map_err(Failure::Faults),
            None if self.config.is_some() => Err(Failure::Usage(format!("there is no file `{shown}`"))),
            None => Ok(Config::default()),
        }
    }
}
