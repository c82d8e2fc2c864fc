//! Reads the file of a copy, or says what to do with it.

use std::io::Read;
use std::path::Path;

use crate::language::files;

/// The most bytes that a copy may have: a thousand pages of text.
const MOST_BYTES: usize = 8 << 20;

/// Reads the file: within bounds, as UTF-8, without a byte order mark.
///
/// # Errors
/// In words, with the remedy: if the file cannot be read or is no plain text.
pub fn read(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    // One byte more than allowed, so that an endless file is found to be too large.
    let read =
        std::fs::File::open(path).and_then(|file| file.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes));
    let told = |(_, message, help): (_, String, String)| {
        if help.is_empty() { message } else { format!("{message}; {help}") }
    };
    read.map_err(|error| told(files::unreadable(path, &error)))?;
    let shown = path.display();
    if let Some((kind, remedy)) = kind(&bytes) {
        return Err(format!("`{shown}` is {kind}, not plain text; {remedy}"));
    }
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(format!("`{shown}` is larger than {most} MiB; is this the right file?"));
    }
    let text = files::decode(path, bytes).map_err(told)?;
    if !text.contains(char::is_alphanumeric) {
        let remedy = "if it was made from a scan, that has to be recognised as text first";
        return Err(format!("`{shown}` has no words; {remedy}"));
    }
    Ok(text)
}

/// What a file is that is no plain text, by how it begins, and what to do with it.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const SAVE: &str = "open it and save it as plain text";
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    let start = start[..start.len().min(16)].to_ascii_lowercase();
    let begins = |with: &[u8]| start.starts_with(with);
    if begins(b"%pdf-") {
        Some(("a PDF", "save it as plain text, for instance with `pdftotext`"))
    } else if begins(b"pk\x03\x04") || begins(b"\xd0\xcf\x11\xe0") {
        Some(("a word processor's file or an archive", SAVE))
    } else if begins(b"{\\rtf") {
        Some(("rich text", SAVE))
    } else if begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") {
        Some(("a web page", "open it in a browser and save it as plain text"))
    } else if bytes.contains(&0) && !begins(b"\xff\xfe") && !begins(b"\xfe\xff") {
        Some(("a binary file", "is this the right file?"))
    } else {
        None
    }
}
