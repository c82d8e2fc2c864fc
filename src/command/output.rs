//! Where a document goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failure;

/// Writes a document to a file, or to standard output if none is named.
pub(super) fn write(document: &[u8], file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file else {
        // A document has no colours to strip.
        let mut stdout = io::stdout().lock();
        stdout.write_all(document)?;
        stdout.flush()?;
        return Ok(());
    };
    replace(document, file).map_err(|error| {
        Failure::Usage(format!(
            "`{}` cannot be written: {error}\nhelp: name a file in a folder of yours",
            file.display()
        ))
    })
}

/// Writes a temporary file beside the one named and renames it, so that whoever reads the file
/// finds all of the old or all of the new, and an old one stays if the disk is full.
fn replace(document: &[u8], file: &Path) -> io::Result<()> {
    let present = fs::metadata(file).ok();
    if present.as_ref().is_some_and(|present| !present.is_file()) {
        // A terminal, a pipe or a folder has no contents to keep.
        return OpenOptions::new().write(true).open(file)?.write_all(document);
    }
    // What a link points to is replaced, not the link.
    let file = if present.is_some() { fs::canonicalize(file)? } else { file.to_owned() };
    let (temporary, mut opened) = create_beside(&file)?;
    let written = opened.write_all(document).and_then(|()| {
        if let Some(present) = present {
            opened.set_permissions(present.permissions())?;
        }
        opened.sync_all()?;
        fs::rename(&temporary, &file)
    });
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A new file in the same folder.
fn create_beside(file: &Path) -> io::Result<(PathBuf, File)> {
    const MOST_TRIES: u32 = 100;
    let name = file.file_name().ok_or_else(|| io::Error::other("it is not the name of a file"))?;
    let mut tries = 0;
    loop {
        let mut temporary = std::ffi::OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{tries}.tmp", std::process::id()));
        let temporary = file.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(opened) => return Ok((temporary, opened)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < MOST_TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}
