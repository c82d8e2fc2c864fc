//! Where lessons and those who follow them meet: a folder that only this user can enter.
//!
//! A lesson has a name there, `lesson-1`, by a lock that it holds as long as it runs, however its
//! program ends, and a socket beside it.

use interprocess::ConnectWaitMode;
use interprocess::local_socket::{ConnectOptions, Listener, ListenerOptions, Name, Stream};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The most lessons that are told apart at once.
const MOST_LESSONS: u32 = 100;
/// How long a lesson may take to let somebody in.
const PATIENCE: Duration = Duration::from_millis(500);

/// A lesson that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Its name.
    pub name: String,
    /// When it took the name.
    pub since: SystemTime,
    folder: PathBuf,
}

/// A name that a lesson has taken; the name is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Taken {
    folder: PathBuf,
    name: String,
    _lock: File,
}

/// Where to look: the folder for what lasts as long as somebody is logged in, and the one for what
/// programs remember, for systems and terminals without the first.
pub fn usual() -> Vec<PathBuf> {
    use etcetera::BaseStrategy;
    let Ok(strategy) = etcetera::choose_base_strategy() else { return Vec::new() };
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    let runtime = strategy.runtime_dir().map(|folder| folder.join("whatif"));
    runtime.into_iter().chain([state.join("whatif").join("notes")]).collect()
}

/// The lessons that run, the one that began last first. A folder that cannot be read has none.
pub fn running(folders: &[PathBuf]) -> Vec<Running> {
    let mut found = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let is_lock = path.extension().is_some_and(|extension| extension == "lock");
            let Some(name) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_lock) else {
                continue;
            };
            if is_held(&path) {
                let changed = fs::metadata(&path).and_then(|metadata| metadata.modified());
                let since = changed.unwrap_or(UNIX_EPOCH);
                found.push(Running { name: name.to_owned(), since, folder: folder.clone() });
            }
        }
    }
    found.sort_by(|left, right| right.since.cmp(&left.since).then_with(|| right.name.cmp(&left.name)));
    found
}

impl Running {
    /// A connection to the lesson.
    pub(super) fn connect(&self) -> io::Result<Stream> {
        connect(&self.folder, &self.name)
    }
}

/// Takes the first name that is free, and listens there. What a program left behind that was
/// killed is taken over.
pub(super) fn take(folder: &Path) -> io::Result<(Taken, Listener)> {
    prepare(folder)?;
    for number in 1..=MOST_LESSONS {
        let name = format!("lesson-{number}");
        let Some(lock) = lock(folder, &name)? else { continue };
        let taken = Taken { folder: folder.to_owned(), name, _lock: lock };
        taken.remove_socket();
        match listen(folder, &taken.name) {
            Ok(listener) => return Ok((taken, listener)),
            // A pipe stays for the moment that its thread takes to end.
            Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many lessons run at once"))
}

impl Taken {
    /// The name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Lets the listening thread see that it is over.
    pub(super) fn wake(&self) {
        // If nobody listens any more, nobody needs to be woken.
        let _ = connect(&self.folder, &self.name);
    }

    fn remove_socket(&self) {
        // There need not be one; one that cannot be removed is found when it is listened to.
        let _ = fs::remove_file(socket(&self.folder, &self.name));
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        // The lock's file stays: were it removed, two lessons could hold two files of one name.
        self.remove_socket();
    }
}

/// Makes a folder that no other user can enter.
fn prepare(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let found = fs::symlink_metadata(folder)?;
        if !found.is_dir() || found.uid() != rustix::process::geteuid().as_raw() {
            let words = format!("{} is not a folder of this user", folder.display());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
        }
        if found.mode() & 0o077 != 0 {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        }
    }
    Ok(())
}

/// The lock of a name, if nobody has it.
fn lock(folder: &Path, name: &str) -> io::Result<Option<File>> {
    let path = folder.join(format!("{name}.lock"));
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(None),
        // Where files cannot be locked, a lesson that lets somebody in is there.
        Err(TryLockError::Error(_)) if connect(folder, name).is_ok() => return Ok(None),
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    // Were it refused, the lesson would only not be known for the newest.
    let _ = file.set_modified(SystemTime::now());
    Ok(Some(file))
}

/// Whether a lesson holds a lock; where files cannot be locked it may.
fn is_held(path: &Path) -> bool {
    // Shared, so that two who look do not take one another for a lesson.
    File::open(path).is_ok_and(|file| file.try_lock_shared().is_err())
}

fn connect(folder: &Path, name: &str) -> io::Result<Stream> {
    let name = socket_name(folder, name)?;
    ConnectOptions::new().name(name).wait_mode(ConnectWaitMode::Timeout(PATIENCE)).connect_sync()
}

fn listen(folder: &Path, name: &str) -> io::Result<Listener> {
    let name = socket_name(folder, name)?;
    // The library would remove whatever socket has the name when the listening thread ends.
    let options = ListenerOptions::new().name(name).reclaim_name(false);
    #[cfg(windows)]
    let options = only_for_owner(options)?;
    options.create_sync()
}

fn socket(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.socket"))
}

#[cfg(unix)]
fn socket_name(folder: &Path, name: &str) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericFilePath, ToFsName};
    socket(folder, name).into_os_string().to_fs_name::<GenericFilePath>()
}

/// A pipe has no folder, so that its name tells whose it is.
#[cfg(not(unix))]
fn socket_name(folder: &Path, name: &str) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericNamespaced, ToNsName};
    let folder = folder.display().to_string().replace(['\\', '/', ':'], "-");
    format!("whatif-{folder}-{name}").to_ns_name::<GenericNamespaced>()
}

/// Without this, every user of the machine could read from the pipe.
#[cfg(windows)]
fn only_for_owner(options: ListenerOptions<'_>) -> io::Result<ListenerOptions<'_>> {
    use interprocess::os::windows::local_socket::ListenerOptionsExt;
    use interprocess::os::windows::security_descriptor::SecurityDescriptor;
    let owner = SecurityDescriptor::deserialize(widestring::u16cstr!("D:P(A;;GA;;;OW)"))?;
    Ok(options.security_descriptor(owner))
}
