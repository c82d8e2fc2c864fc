//! A file's new text: all of it, or the old one.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Writes a temporary file beside the one named and renames it. Whatever goes wrong, and whoever
/// reads the file meanwhile, it holds all of the old text or all of the new; where the path is a
/// symbolic link, the file that it leads to is replaced. Permissions stay, and so do owner and group
/// where the system lets them; access lists and extended attributes do not.
///
/// # Errors
/// If there is something that is no file, that may not be written or that has several names, if it is
/// a link to nothing, or if its folder cannot be written.
pub(super) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    put(path, None, text)
}

/// The same for a text that was made of what the file said. Where it no longer says so, somebody has
/// saved it meanwhile, and it stays; only what is saved between that last look and the renaming, which
/// are two calls of the system, is lost.
///
/// # Errors
/// As above, and if the file says something else by now.
pub(super) fn replace_what_was_read(path: &Path, read: &[u8], text: &[u8]) -> io::Result<()> {
    put(path, Some(read), text)
}

fn put(path: &Path, read: Option<&[u8]>, text: &[u8]) -> io::Result<()> {
    let present = match fs::metadata(path) {
        Ok(present) => Some(present),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) => match fs::read_link(path) {
            Ok(nothing) => {
                let words = format!("it is a link to `{}`, which is not there", nothing.display());
                return Err(io::Error::new(io::ErrorKind::NotFound, words));
            }
            Err(_) => None,
        },
    };
    if present.as_ref().is_some_and(|present| !present.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    // Renaming would not ask whether the file may be written: it is the folder that is.
    if present.as_ref().is_some_and(|present| present.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let target = match &present {
        Some(present) => {
            OpenOptions::new().write(true).open(path)?;
            refuse_several_names(present)?;
            fs::canonicalize(path)?
        }
        None => path.to_owned(),
    };
    let (temporary, mut file) = create_beside(&target, present.is_some())?;
    let written = file.write_all(text).and_then(|()| {
        if let Some(present) = &present {
            keep_owner_and_permissions(&file, present)?;
        }
        file.sync_all()?;
        if let Some(read) = read
            && !says(&target, read)?
        {
            return Err(io::Error::other("it was saved meanwhile and is left as it is; run this again"));
        }
        fs::rename(&temporary, &target)
    });
    match written {
        Ok(()) => sync_folder(&target),
        // The first failure is the one to tell.
        Err(_) => drop(fs::remove_file(&temporary)),
    }
    written
}

/// Only the name that was given would be that of the new text.
#[cfg(unix)]
fn refuse_several_names(present: &Metadata) -> io::Result<()> {
    match std::os::unix::fs::MetadataExt::nlink(present) {
        0 | 1 => Ok(()),
        number => {
            let words = format!("it has {number} names (hard links), which would no longer be of one file");
            Err(io::Error::other(words))
        }
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "there is nothing to refuse where names are not counted")]
fn refuse_several_names(_: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Gives a new file the owner, the group and the permissions of the one that is present.
#[cfg(unix)]
fn keep_owner_and_permissions(file: &File, present: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let own = file.metadata()?;
    let (owner, group) = (present.uid(), present.gid());
    let mut mode = present.mode() & 0o7777;
    if (own.uid(), own.gid()) != (owner, group) && fchown(file, Some(owner), Some(group)).is_err() {
        // What a file may do as its owner is not for another owner to have.
        mode &= 0o777;
        if fchown(file, None, Some(group)).is_err() {
            // The new group was among all others, and may do what they may.
            mode = mode & 0o707 | (mode & 0o007) << 3;
        }
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_owner_and_permissions(file: &File, present: &Metadata) -> io::Result<()> {
    file.set_permissions(present.permissions())
}

/// Brings the renaming to the disk. The text is there already; where a folder cannot be synchronised,
/// either text may be there after a power failure.
fn sync_folder(target: &Path) {
    #[cfg(unix)]
    if let Some(folder) = target.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = target;
}

/// Whether the file says this and no more.
fn says(path: &Path, text: &[u8]) -> io::Result<bool> {
    let mut said = Vec::with_capacity(text.len() + 1);
    File::open(path)?.take(text.len() as u64 + 1).read_to_end(&mut said)?;
    Ok(said == text)
}

/// A new file in the same folder, whose name no other file has; nobody else can open it if it is to
/// be private, as it has to be until it has the permissions of a file that may be.
fn create_beside(target: &Path, is_private: bool) -> io::Result<(PathBuf, File)> {
    const MOST_TRIES: u32 = 100;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if is_private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = is_private;
    let name = target.file_name().ok_or_else(|| io::Error::other("it is not the name of a file"))?;
    let mut tries = 0;
    loop {
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{tries}.tmp", std::process::id()));
        let temporary = target.with_file_name(temporary);
        match options.open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < MOST_TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test, gone with it.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("whatif-replace-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("a folder");
            Self(folder)
        }

        fn write(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).expect("written");
            path
        }

        fn names(&self) -> Vec<OsString> {
            let entries = fs::read_dir(&self.0).expect("a folder");
            let mut names: Vec<OsString> =
                entries.map(|entry| entry.expect("an entry").file_name()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_was_saved_meanwhile_stays() {
        let folder = Folder::new("saved");
        let path = folder.write("mine.ron", "as read");
        for saved in ["saved", "as read, and more", "as rea", ""] {
            fs::write(&path, saved).expect("saved");
            let fault = replace_what_was_read(&path, b"as read", b"laid out").expect_err("it was saved");
            assert!(fault.to_string().contains("saved meanwhile"), "{fault}");
            assert_eq!(fs::read_to_string(&path).expect("a file"), saved);
        }
        fs::write(&path, "as read").expect("saved");
        replace_what_was_read(&path, b"as read", b"laid out").expect("nobody has saved it");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "laid out");
        fs::remove_file(&path).expect("removed");
        assert!(replace_what_was_read(&path, b"laid out", b"again").is_err(), "it was removed");
        assert!(folder.names().is_empty());
    }

    #[test]
    #[cfg(unix)]
    fn owner_group_and_permissions_stay() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

        let folder = Folder::new("owner");
        let path = folder.write("mine.ron", "old");
        // Where the tests are not run by root, the file stays theirs.
        let _ = chown(&path, Some(12_345), Some(12_346));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        let of = |path: &Path| {
            let found = fs::metadata(path).expect("a file");
            (found.uid(), found.gid(), found.mode())
        };
        let before = of(&path);
        replace(&path, b"new").expect("replaced");
        assert_eq!(of(&path), before);
        assert_eq!(fs::read_to_string(&path).expect("a file"), "new");
    }

    #[test]
    #[cfg(unix)]
    fn neither_one_of_several_names_nor_a_link_to_nothing_is_replaced() {
        use std::os::unix::fs::symlink;

        let folder = Folder::new("names");
        let path = folder.write("mine.ron", "old");
        let other = folder.0.join("other.ron");
        fs::hard_link(&path, &other).expect("a second name");
        let fault = replace(&path, b"new").expect_err("it has two names");
        assert!(fault.to_string().contains("2 names"), "{fault}");
        assert_eq!(fs::read_to_string(&other).expect("a file"), "old");
        fs::remove_file(&other).expect("removed");
        symlink("nowhere.ron", &other).expect("a link");
        let fault = replace(&other, b"new").expect_err("it leads to nothing");
        assert!(fault.to_string().contains("a link to `nowhere.ron`"), "{fault}");
        assert!(fs::symlink_metadata(&other).expect("a link").is_symlink());
        assert_eq!(folder.names(), ["mine.ron", "other.ron"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_private_file_is_private_from_its_beginning() {
        use std::os::unix::fs::PermissionsExt;

        let folder = Folder::new("private");
        let (path, file) = create_beside(&folder.0.join("mine.ron"), true).expect("a file");
        assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
        assert_eq!(folder.names(), [path.file_name().expect("a name")]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_may_not_be_written_is_not_replaced() {
        use std::process::{Command, Stdio};

        let folder = Folder::new("running");
        let program = folder.0.join("cat");
        fs::copy("/bin/cat", &program).expect("a copy");
        // Not even the owner may write a program that runs, whatever its permissions say.
        let mut running = loop {
            match Command::new(&program).stdin(Stdio::piped()).spawn() {
                Ok(running) => break running,
                // A process that another test has just started may still hold the copy open.
                Err(error) if error.kind() == io::ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
                Err(error) => panic!("{error}"),
            }
        };
        let replaced = replace(&program, b"new");
        drop(running.stdin.take());
        running.wait().expect("it ends");
        assert_eq!(replaced.expect_err("it runs").kind(), io::ErrorKind::ExecutableFileBusy);
        assert!(fs::read(&program).expect("a file") == fs::read("/bin/cat").expect("a file"));
        assert_eq!(folder.names(), ["cat"]);
    }
}
