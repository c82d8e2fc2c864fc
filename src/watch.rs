//! Watches files that are saved. Editors replace a file by another one, so that their folders are
//! watched; and they do it in several steps, so that a moment of rest is waited for.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long the files must rest before a change is told.
const REST: Duration = Duration::from_millis(40);

/// How it went to watch files.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    /// Whether some were not watched before: what was read of them may have changed since.
    pub is_more: bool,
    /// The folders that cannot be watched.
    pub unwatched: Vec<PathBuf>,
}

/// While it lives, changes are told.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    /// Absolute paths.
    files: Arc<Mutex<BTreeSet<PathBuf>>>,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Begins to watch, for now no file. `tell` gets the files that changed, and returns whether
    /// anybody still listens.
    pub(crate) fn start(tell: impl FnMut(BTreeSet<PathBuf>) -> bool + Send + 'static) -> io::Result<Self> {
        let files = Arc::new(Mutex::new(BTreeSet::new()));
        let ours = Arc::clone(&files);
        let (sender, changed) = mpsc::channel();
        let watcher = recommended_watcher(move |event: notify::Result<Event>| {
            let files = ours.lock().unwrap_or_else(PoisonError::into_inner);
            let paths = match event {
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
                Ok(event) if !event.need_rescan() => event.paths,
                // Where the system lost track, everything is looked at again.
                Ok(_) | Err(_) => files.iter().cloned().collect(),
            };
            for path in paths.into_iter().filter(|path| files.contains(path)) {
                // The receiver lives as long as the watcher, or nobody listens any more.
                let _ = sender.send(path);
            }
        })
        .map_err(io::Error::other)?;
        thread::spawn(move || tell_rested(&changed, tell));
        Ok(Self { watcher, files, folders: BTreeSet::new() })
    }

    /// Watches these files, there or not, in the place of those before.
    pub(crate) fn follow(&mut self, files: &BTreeSet<PathBuf>) -> Followed {
        let files: BTreeSet<PathBuf> =
            files.iter().filter_map(|file| std::path::absolute(file).ok()).collect();
        let folders: BTreeSet<PathBuf> =
            files.iter().filter_map(|file| file.parent().map(Path::to_owned)).collect();
        let before =
            std::mem::replace(&mut *self.files.lock().unwrap_or_else(PoisonError::into_inner), files.clone());
        let mut followed = Followed { is_more: !files.is_subset(&before), unwatched: Vec::new() };
        for folder in &folders {
            if self.folders.contains(folder) {
                continue;
            }
            match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.folders.insert(folder.clone())),
                Err(_) => followed.unwatched.push(folder.clone()),
            }
        }
        self.folders.retain(|folder| {
            let is_needed = folders.contains(folder);
            if !is_needed {
                // It may be gone, and its watch with it.
                let _ = self.watcher.unwatch(folder);
            }
            is_needed
        });
        followed
    }
}

/// Tells the files that changed, each time that none has changed for a while.
fn tell_rested(changed: &Receiver<PathBuf>, mut tell: impl FnMut(BTreeSet<PathBuf>) -> bool) {
    while let Ok(first) = changed.recv() {
        let mut paths = BTreeSet::from([first]);
        loop {
            match changed.recv_timeout(REST) {
                Ok(path) => drop(paths.insert(path)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        if !tell(paths) {
            return;
        }
    }
}
