//! `whatif edit`: the explorer beside the editor in which a scenario is written.

use clap::Args;
use std::collections::BTreeSet;
use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::explore::{self, Explore, Look};
use super::{Failure, new};
use crate::language::diagnostic::Code;
use crate::language::files::Noting;
use crate::tui::app::App;
use crate::tui::waiting::{Hindrance, Waiting};
use crate::tui::{self, Events, Files};

#[derive(Debug, Args)]
pub(super) struct Edit {
    /// The scenario file, or its name without `.ron`
    #[arg(value_name = "FILE")]
    file: String,
    /// Do not save the sitting
    #[arg(long)]
    no_save: bool,
    #[command(flatten)]
    look: Look,
}

impl Edit {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            let words =
                "the explorer needs a terminal\nhelp: `whatif check --watch FILE` reports without one";
            return Err(Failure::Usage(words.to_owned()));
        }
        // Signals are watched for before anything takes time.
        let events = Events::start()?;
        let path = path_of(&self.file)?;
        let explore = Explore::of_file(path.display().to_string(), self.no_save, self.look.clone());
        let prepared = explore.prepared()?;
        let read = || {
            let reader = Noting::default();
            explore.begun(&prepared, &reader).map_err(|failure| (failure, reader.asked()))
        };
        let begun = match read() {
            Err((failure, _)) if !is_mendable(&failure) => return Err(failure),
            begun => begun,
        };
        // Nothing can be refused any more: no editor is left beside a command that has failed.
        let advice = advice(&path, open_in_tmux);
        let with_advice = |(mut app, files): (App, Files)| {
            if app.message.is_empty() {
                app.say(&*advice);
            }
            (app, files)
        };
        let kept = match begun.map(with_advice) {
            Ok((app, files)) => tui::run(app, events, files)?,
            Err((failure, watched)) => {
                let why = hindrance(&path, &failure, watched);
                let waiting = Waiting::new(why, advice.clone(), &prepared.config, prepared.theme);
                let read = || {
                    read().map(with_advice).map_err(|(failure, watched)| hindrance(&path, &failure, watched))
                };
                tui::run_once_mended(waiting, events, read)?
            }
        };
        explore::tell(kept);
        Ok(())
    }
}

/// Whether saving a file can help: its name is not saved with it.
fn is_mendable(failure: &Failure) -> bool {
    matches!(failure, Failure::Faults(report)
        if !report.diagnostics.iter().any(|found| found.file.is_none() && found.code == Code::FileName))
}

/// Why the explorer cannot be opened on the file.
fn hindrance(path: &Path, failure: &Failure, watched: BTreeSet<PathBuf>) -> Hindrance {
    let shown = new::shown(path);
    if !path.exists() {
        let heading = format!("{shown} is not there yet");
        let text = format!(
            "There is no file {shown} yet.\n\n\
             In another window, `whatif new {shown}` writes one to start from.\n\
             This screen opens it as soon as it is there.\n"
        );
        return Hindrance { heading, text, watched };
    }
    let text = match failure {
        Failure::Faults(report) => report.render(false),
        Failure::Usage(words) => words.clone(),
        Failure::Io(error) => error.to_string(),
        Failure::No => String::new(),
    };
    Hindrance { heading: format!("{shown} has faults"), text, watched }
}

/// The file that is meant: one that is there, or one that `whatif new` could make.
fn path_of(given: &str) -> Result<PathBuf, Failure> {
    let path = PathBuf::from(given);
    let is_scenario = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    if is_scenario && path.is_file() {
        return Ok(path);
    }
    // One that is there may have a name that a new one may not.
    let named = PathBuf::from(format!("{given}.ron"));
    if named.is_file() { Ok(named) } else { new::path_of(given).map_err(Failure::Usage) }
}

/// Opens the reader's editor beside the screen if that can be done; what else to do, if not.
fn advice(path: &Path, open: impl FnOnce(&str, &Path) -> bool) -> String {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR"));
    let shown = new::shown(path);
    match editor {
        _ if !path.exists() => "Every save is read at once.".to_owned(),
        Some(editor) if set("TMUX").is_some() && open(&editor, path) => {
            "Your editor is open beside this screen; every save is read at once.".to_owned()
        }
        Some(editor) => {
            format!("In another window, `{editor} {shown}` opens your editor; every save is read at once.")
        }
        None => format!("Open {shown} in an editor in another window; every save is read at once."),
    }
}

/// Splits the window of tmux, for the editor to have one half of it.
fn open_in_tmux(editor: &str, path: &Path) -> bool {
    let Ok(folder) = env::current_dir() else { return false };
    // An editor's name may come with options, as shells know them.
    let script = format!("{editor} \"$@\"");
    let split = Command::new("tmux")
        .args(["split-window", "-h", "-c"])
        .arg(folder)
        .args(["sh", "-c", &script, editor])
        .arg(path)
        .output();
    split.is_ok_and(|output| output.status.success())
}
