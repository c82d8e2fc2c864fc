//! A file's new text: all of it, or the old one.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a temporary file beside the one named and renames it. Whatever goes wrong, and whoever
/// reads the file meanwhile, it holds all of the old text or all of the new; its permissions stay,
/// and where the path is a symbolic link, so does the link.
///
/// # Errors
/// If there is something that is no file or is read-only, or if its folder cannot be written.
pub(super) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let present = fs::metadata(path).ok();
    if present.as_ref().is_some_and(|present| !present.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    // Renaming would not ask: it is the folder that is written.
    if present.as_ref().is_some_and(|present| present.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
    }
    let target = if present.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let (temporary, mut file) = create_beside(&target)?;
    let written = file.write_all(text).and_then(|()| {
        if let Some(present) = present {
            file.set_permissions(present.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&temporary, &target)
    });
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A new file in the same folder, whose name no other file has.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    const MOST_TRIES: u32 = 100;
    let name = target.file_name().ok_or_else(|| io::Error::other("it is not the name of a file"))?;
    let mut tries = 0;
    loop {
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{tries}.tmp", std::process::id()));
        let temporary = target.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < MOST_TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}
