//! Reads the file of a copy, or says what to do with it.

use std::io::Read;
use std::path::Path;

use crate::language::diagnostic::Code;
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
    read.map_err(|error| told(files::unreadable(path, &error)))?;
    text(path, bytes)
}

fn told((_, message, remedy): (Code, String, String)) -> String {
    if remedy.is_empty() { message } else { format!("{message}; {remedy}") }
}

/// The text that the bytes of a file are.
fn text(path: &Path, bytes: Vec<u8>) -> Result<String, String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_text_is_told_with_its_remedy() {
        let large = vec![b'a'; MOST_BYTES + 1];
        let table: [(&[u8], &str); 11] = [
            (
                b"%PDF-1.7\n\x00",
                "`copy` is a PDF, not plain text; save it as plain text, for instance with `pdftotext`",
            ),
            (
                b"PK\x03\x04\x00",
                "`copy` is a word processor's file or an archive, not plain text; open it and save it as plain text",
            ),
            (b"{\\rtf1 Words}", "`copy` is rich text, not plain text; open it and save it as plain text"),
            (
                b"\xef\xbb\xbf\n<!DOCTYPE html>",
                "`copy` is a web page, not plain text; open it in a browser and save it as plain text",
            ),
            (b"Words\x00", "`copy` is a binary file, not plain text; is this the right file?"),
            (b"\xff\xfeW\x00", "`copy` is UTF-16 text; save it as UTF-8"),
            (b"W\nW\xe9", "`copy` is not UTF-8 text: line 2 has a byte that is none of it; save it as UTF-8"),
            (b"", "`copy` has no words; if it was made from a scan, that has to be recognised as text first"),
            (
                b"\x0c \x0c",
                "`copy` has no words; if it was made from a scan, that has to be recognised as text first",
            ),
            (&large, "`copy` is larger than 8 MiB; is this the right file?"),
            (b"\xef\xbb\xbfWords.", "Words."),
        ];
        for (bytes, expected) in table {
            let told = text(Path::new("copy"), bytes.to_vec()).unwrap_or_else(|told| told);
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn files_are_read_from_the_disk() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(read(&folder.join("Cargo.toml")).is_ok_and(|text| text.contains("whatif")));
        assert!(read(folder).is_err_and(|told| told.ends_with("; name a file in it")));
        assert!(read(&folder.join("none")).is_err_and(|told| told.ends_with("; check the path")));
    }
}
