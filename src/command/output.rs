//! Where a document goes: standard output, or a file that is written whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::Failure;
use super::replace::replace;

/// Writes a document to a file, or to standard output if none is named.
pub(super) fn write(document: &[u8], file: Option<&Path>) -> Result<(), Failure> {
    let Some(file) = file else {
        // A document has no colours to strip.
        let mut stdout = io::stdout().lock();
        stdout.write_all(document)?;
        stdout.flush()?;
        return Ok(());
    };
    let written = if fs::metadata(file).is_ok_and(|present| !present.is_file()) {
        // A terminal, a pipe or a folder has no contents to keep.
        OpenOptions::new().write(true).open(file).and_then(|mut opened| opened.write_all(document))
    } else {
        replace(file, document)
    };
    written.map_err(|error| {
        Failure::Usage(format!(
            "`{}` cannot be written: {error}\nhelp: name a file in a folder of yours",
            file.display()
        ))
    })
}
