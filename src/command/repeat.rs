//! `whatif check --watch`: the report again after every save.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use super::{Failure, stdout, text_width};
use crate::language::diagnostic::Report;
use crate::language::library::Library;
use crate::language::load;
use crate::report::wrap::width;
use crate::watch::{Read, Watch};

/// What is waited for.
enum News {
    /// These files were saved, or removed.
    Changed(BTreeSet<PathBuf>),
    /// Nobody reads what is printed any more.
    #[cfg(unix)]
    Unread,
}

/// Reports what was read, and reports again whenever one of the named files was saved, or one that
/// they use: until the program is ended, or nobody reads on.
pub(super) fn until_ended(
    named: &[String],
    mut report: impl FnMut(Result<Library, Report>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (sender, news) = mpsc::channel();
    #[cfg(unix)]
    tell_when_unread(sender.clone());
    let mut watch = Watch::start(move |changed| sender.send(News::Changed(changed)).is_ok())?;
    let mut is_first = true;
    loop {
        let Read { value: loaded, asked, unwatched } = watch.read(|reader| load::load(named, reader));
        if asked.is_empty() {
            // A name that no file can have is reported.
            return Err(loaded.err().map_or_else(never_saved, Failure::Faults));
        }
        if let Some(folder) = unwatched.first().filter(|_| is_first) {
            return Err(Failure::Usage(not_watched(folder)));
        }
        // A folder that is gone is waited for, and that its files are gone is reported.
        for folder in unwatched.iter().filter(|folder| folder.exists()) {
            let _ = writeln!(anstream::stderr(), "warning: {}", not_watched(folder));
        }
        report(loaded)?;
        if std::mem::take(&mut is_first) {
            // Without stderr there is nobody to tell.
            let _ = writeln!(anstream::stderr(), "Every save is checked; Ctrl-C ends.");
        }
        match news.recv() {
            Ok(News::Changed(changed)) => {
                let mut stdout = stdout();
                writeln!(stdout, "\n{}", separator(&changes(&changed), text_width()))?;
                stdout.flush()?;
            }
            #[cfg(unix)]
            Ok(News::Unread) => return Ok(()),
            Err(mpsc::RecvError) => return Ok(()),
        }
    }
}

/// Nothing that is named is on disk.
fn never_saved() -> Failure {
    let help = "name a file of your own, as in `whatif check --watch my_paper.ron`";
    Failure::Usage(format!("what is bundled is never saved\nhelp: {help}"))
}

fn not_watched(folder: &Path) -> String {
    format!("the folder `{}` cannot be watched", folder.display())
}

/// What happened to the files.
fn changes(changed: &BTreeSet<PathBuf>) -> String {
    let (mut saved, mut gone) = (Vec::new(), Vec::new());
    for path in changed {
        if path.exists() { &mut saved } else { &mut gone }.push(path.display().to_string());
    }
    let mut parts = Vec::new();
    for (paths, what) in [(saved, "saved"), (gone, "gone")] {
        if let [others @ .., last] = paths.as_slice() {
            let list =
                if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
            parts.push(format!("{list} {what}"));
        }
    }
    parts.join(", ")
}

fn separator(words: &str, columns: usize) -> String {
    let rule = columns.saturating_sub(width(words) + 4).max(2);
    format!("── {words} {}", "─".repeat(rule))
}

/// Tells when the pipe that standard output is has lost its reader: a save may be long in coming.
#[cfg(unix)]
fn tell_when_unread(news: mpsc::Sender<News>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        let stdout = rustix::stdio::stdout();
        // What is lost is told unasked.
        let mut stdout = [PollFd::new(&stdout, PollFlags::empty())];
        loop {
            match poll(&mut stdout, None) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(_) if !stdout[0].revents().is_empty() => {
                    // The receiver lives as long as the program.
                    let _ = news.send(News::Unread);
                    return;
                }
                _ => return,
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_listed() {
        let changed = ["Cargo.toml", "src/lib.rs", "src/none.ron"].map(PathBuf::from).into();
        assert_eq!(changes(&changed), "Cargo.toml and src/lib.rs saved, src/none.ron gone");
        assert_eq!(separator("a saved", 20), "── a saved ─────────");
        assert_eq!(separator("a saved", 3), "── a saved ──");
    }
}
