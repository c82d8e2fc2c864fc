//! Watches files that are saved. Editors replace a file by another one, so that folders are watched;
//! and they do it in several steps, so that a moment of rest is waited for. Folders are removed and
//! put back as well, and links lead elsewhere: every name on the way to a file is watched.

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::language::files::Noting;

/// How long the files must rest before a change is told.
const REST: Duration = Duration::from_millis(40);

/// How long a change is kept back at most, where files do not come to rest.
const MOST_KEPT_BACK: Duration = Duration::from_millis(500);

/// How it went to watch files.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    /// Whether some were not watched before: what was read of them may have changed since.
    pub is_more: bool,
    /// The folders of files that are not there, or cannot be watched.
    pub unwatched: Vec<PathBuf>,
}

/// What was read once its files were watched.
pub(crate) struct Read<T> {
    /// What came of it.
    pub value: T,
    /// The files that were asked for.
    pub asked: BTreeSet<PathBuf>,
    /// The folders of files that are not there, or cannot be watched.
    pub unwatched: Vec<PathBuf>,
}

/// While it lives, changes are told.
pub(crate) struct Watch {
    following: Arc<Mutex<Following>>,
}

impl Watch {
    /// Begins to watch, for now no file. `tell` gets the files that changed, named as they were asked
    /// for, and returns whether anybody still listens.
    pub(crate) fn start(tell: impl FnMut(BTreeSet<PathBuf>) -> bool + Send + 'static) -> io::Result<Self> {
        let (sender, events) = mpsc::channel();
        // The system's thread only passes on what it hears: it must not wait for those who call on it.
        let watcher = recommended_watcher(move |event: notify::Result<Event>| {
            if !matches!(event, Ok(Event { kind: EventKind::Access(_), .. })) {
                // The receiver lives as long as the watcher, or nobody listens any more.
                let _ = sender.send(event);
            }
        })
        .map_err(io::Error::other)?;
        let following = Arc::new(Mutex::new(Following {
            watcher,
            files: BTreeSet::new(),
            names: BTreeMap::new(),
            folders: BTreeSet::new(),
        }));
        let ours = Arc::downgrade(&following);
        thread::spawn(move || tell_rested(&events, &ours, tell));
        Ok(Self { following })
    }

    /// Reads files and watches them, in the place of those before: again wherever others were asked for
    /// than were watched, since they may have been saved in between.
    pub(crate) fn read<T>(&mut self, mut read: impl FnMut(&Noting) -> T) -> Read<T> {
        loop {
            let reader = Noting::default();
            let value = read(&reader);
            let asked = reader.asked();
            let Followed { is_more, unwatched } = self.follow(&asked);
            if !is_more {
                return Read { value, asked, unwatched };
            }
        }
    }

    /// Watches these files, there or not, in the place of those before.
    pub(crate) fn follow(&mut self, files: &BTreeSet<PathBuf>) -> Followed {
        let mut following = lock(&self.following);
        let before = std::mem::replace(&mut following.files, files.clone());
        let is_more = following.settle();
        Followed { is_more: is_more || !files.is_subset(&before), unwatched: following.unwatched() }
    }
}

/// What is watched: by those who ask for it, and by the thread that tells.
struct Following {
    watcher: RecommendedWatcher,
    /// Named as they were asked for.
    files: BTreeSet<PathBuf>,
    /// Every name on the way to a file, and the files that it leads to.
    names: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// The folders that are watched: none is a link, since the system tells of a folder by one name only.
    folders: BTreeSet<PathBuf>,
}

/// What has happened since changes were told last.
#[derive(Default)]
struct Changes {
    /// The files that changed.
    changed: BTreeSet<PathBuf>,
    /// Files that changed if they are there now: something was put on the way to them.
    arrived: BTreeSet<PathBuf>,
    /// Names that may mean something else now. What was watched there or below may be so no longer.
    moved: BTreeSet<PathBuf>,
}

impl Following {
    /// Watches the folders in which the names on the way to the files stand, and no others. Returns
    /// whether some were not watched before.
    fn settle(&mut self) -> bool {
        let mut is_more = false;
        loop {
            self.names.clear();
            for file in &self.files {
                for name in names_on_the_way(file) {
                    self.names.entry(name).or_default().insert(file.clone());
                }
            }
            let folders: BTreeSet<PathBuf> = self
                .names
                .keys()
                .filter(|name| is_worth_watching(name))
                .filter_map(|name| name.parent().map(Path::to_owned))
                .collect();
            let new: Vec<PathBuf> = folders
                .difference(&self.folders)
                .filter(|folder| self.watcher.watch(folder, RecursiveMode::NonRecursive).is_ok())
                .cloned()
                .collect();
            if new.is_empty() {
                self.unwatch(|folder| !folders.contains(folder));
                return is_more;
            }
            // What was put there before it was watched is only found by looking again.
            self.folders.extend(new);
            is_more = true;
        }
    }

    fn unwatch(&mut self, is_left: impl Fn(&Path) -> bool) {
        self.folders.retain(|folder| {
            let is_left = is_left(folder);
            if is_left {
                // It may be gone, and its watch with it.
                let _ = self.watcher.unwatch(folder);
            }
            !is_left
        });
    }

    /// The folders of files that are not watched.
    fn unwatched(&self) -> Vec<PathBuf> {
        let paths = self.files.iter().flat_map(|file| [std::path::absolute(file), file.canonicalize()]);
        let folders: BTreeSet<PathBuf> =
            paths.flatten().filter_map(|path| path.parent().map(Path::to_owned)).collect();
        let is_watched = |folder: &Path| folder.canonicalize().is_ok_and(|at| self.folders.contains(&at));
        folders.into_iter().filter(|folder| !is_watched(folder)).collect()
    }

    /// Notes what an event means for the files. Returns whether it means anything.
    fn note(&self, event: &notify::Result<Event>, noted: &mut Changes) -> bool {
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            // Where the system lost track, everything is looked at again.
            Ok(_) | Err(_) => {
                noted.changed.extend(self.files.iter().cloned());
                noted.moved.extend(self.folders.iter().cloned());
                return true;
            }
        };
        let mut is_meant = false;
        for path in &event.paths {
            let Some(files) = self.names.get(path) else { continue };
            match event.kind {
                EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any | ModifyKind::Other) => {
                    // Some systems say so of a folder for whatever changes in it.
                    if path.is_dir() {
                        continue;
                    }
                    noted.changed.extend(files.iter().cloned());
                }
                EventKind::Create(_) => {
                    noted.arrived.extend(files.iter().cloned());
                    noted.moved.insert(path.clone());
                }
                _ => {
                    noted.changed.extend(files.iter().cloned());
                    noted.moved.insert(path.clone());
                }
            }
            is_meant = true;
        }
        is_meant
    }

    /// Watches what stands now where something was moved; only then is looked what is there, so that
    /// nothing is missed in between. Returns the files that changed.
    fn catch_up(&mut self, noted: Changes) -> BTreeSet<PathBuf> {
        let Changes { mut changed, arrived, moved } = noted;
        if !moved.is_empty() {
            self.unwatch(|folder| folder.ancestors().any(|above| moved.contains(above)));
            self.settle();
        }
        changed.extend(arrived.into_iter().filter(|file| file.exists()));
        changed
    }
}

/// The names that lead to a file: its own, those of the folders that it lies in, and wherever one of
/// them is a link, those that lead on. Each stands in a folder that is there, and named without links.
fn names_on_the_way(file: &Path) -> BTreeSet<PathBuf> {
    let mut names = BTreeSet::new();
    let mut pending: Vec<PathBuf> = std::path::absolute(file).into_iter().collect();
    while let Some(path) = pending.pop() {
        for step in path.ancestors() {
            let (Some(folder), Some(name)) = (step.parent(), step.file_name()) else { continue };
            let Ok(folder) = folder.canonicalize() else { continue };
            let step = folder.join(name);
            let target = step.read_link();
            // Links may lead in circles.
            if names.insert(step)
                && let Ok(target) = target
            {
                pending.push(folder.join(target));
            }
        }
    }
    names
}

/// Whether what happens to a name goes unheard unless its folder is watched. macOS watches a folder
/// under its name, whatever is put there, and hears of all below it, which for those above is too much.
fn is_worth_watching(name: &Path) -> bool {
    !cfg!(target_os = "macos") || !name.symlink_metadata().is_ok_and(|found| found.is_dir())
}

fn lock(following: &Mutex<Following>) -> MutexGuard<'_, Following> {
    following.lock().unwrap_or_else(PoisonError::into_inner)
}

/// When changes are told, of which the first and the last came at these times.
fn told_at(first: Instant, last: Instant) -> Instant {
    (last + REST).min(first + MOST_KEPT_BACK)
}

/// Tells the files that changed, each time that none has changed for a while, or that they do not rest.
fn tell_rested(
    events: &Receiver<notify::Result<Event>>,
    following: &Weak<Mutex<Following>>,
    mut tell: impl FnMut(BTreeSet<PathBuf>) -> bool,
) {
    while let Ok(event) = events.recv() {
        let Some(following) = following.upgrade() else { return };
        let mut noted = Changes::default();
        if !lock(&following).note(&event, &mut noted) {
            continue;
        }
        let first = Instant::now();
        let mut last = first;
        loop {
            let left = told_at(first, last).saturating_duration_since(Instant::now());
            // Without any wait what is there is still taken, and there may always be more.
            if left.is_zero() {
                break;
            }
            match events.recv_timeout(left) {
                Ok(event) if lock(&following).note(&event, &mut noted) => last = Instant::now(),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let changed = lock(&following).catch_up(noted);
        if !changed.is_empty() && !tell(changed) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_when_they_rest_and_soon_if_they_do_not() {
        let first = Instant::now();
        assert_eq!(told_at(first, first), first + REST);
        assert_eq!(told_at(first, first + REST), first + REST * 2);
        assert_eq!(told_at(first, first + MOST_KEPT_BACK), first + MOST_KEPT_BACK);
    }
}
