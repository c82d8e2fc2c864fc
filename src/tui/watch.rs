//! Watches the reader's own files. Editors replace a file by another one, so that their folders are
//! watched; and they do it in several steps, so that a moment of rest is waited for.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::terminal::Input;

/// How long a folder must rest before it is read again.
const REST: Duration = Duration::from_millis(40);

/// While it lives, changes are told.
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches files; `None` where there are none, or the system does not tell of changes.
    pub(super) fn start(files: &[PathBuf], inputs: Sender<Input>) -> Option<Self> {
        let files: BTreeSet<PathBuf> =
            files.iter().filter_map(|file| std::path::absolute(file).ok()).collect();
        let folders: BTreeSet<PathBuf> =
            files.iter().filter_map(|file| Some(file.parent()?.to_owned())).collect();
        if folders.is_empty() {
            return None;
        }
        let (teller, changed) = mpsc::channel();
        let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
            // Where the system lost track, everything is looked at again.
            let is_ours = event.is_ok_and(|event| {
                let touched = event.paths.iter().any(|path| files.contains(path));
                event.need_rescan() || (touched && !matches!(event.kind, EventKind::Access(_)))
            });
            if is_ours {
                // The receiver lives as long as the watcher.
                let _ = teller.send(());
            }
        })
        .ok()?;
        for folder in &folders {
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        }
        // What was saved since it was read and before it was watched.
        let _ = inputs.send(Input::FilesChanged);
        thread::spawn(move || {
            while changed.recv().is_ok() {
                loop {
                    match changed.recv_timeout(REST) {
                        Ok(()) => {}
                        Err(RecvTimeoutError::Timeout) => break,
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                }
                if inputs.send(Input::FilesChanged).is_err() {
                    return;
                }
            }
        });
        Some(Self { _watcher: watcher })
    }
}
