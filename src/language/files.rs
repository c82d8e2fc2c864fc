//! The texts of files: read within bounds, as UTF-8, and plain enough for the RON reader.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::diagnostic::Code;
use super::tokens::{Kind, Tokens};

/// The most bytes that a file may have: a hundred times the longest scenario.
pub const MOST_BYTES: usize = 4 << 20;

/// Where files are read from.
pub trait Reader {
    /// The bytes of a file.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The one path of a file that can have several, where files are not named by their paths alone.
    fn canonical(&self, _path: &Path) -> Option<PathBuf> {
        None
    }
}

/// Reads from the file system.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl Reader for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        use io::Read;
        let mut bytes = Vec::new();
        // One byte more than allowed, so that an endless file is found to be too large.
        std::fs::File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        path.canonicalize().ok()
    }
}

/// Reads from the file system, and notes which files were asked for, whether they are there or not:
/// those whose saving can change what is read.
#[derive(Debug, Default)]
pub struct Noting {
    asked: RefCell<BTreeSet<PathBuf>>,
}

impl Noting {
    /// The files that were asked for.
    pub fn asked(&self) -> BTreeSet<PathBuf> {
        self.asked.borrow().clone()
    }
}

impl Reader for Noting {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.asked.borrow_mut().insert(path.to_owned());
        Disk.read(path)
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        Disk.canonical(path)
    }
}

/// What is wrong with a file as a whole: its code, the message and the remedy.
pub(super) type FileFault = (Code, String, String);

/// The text of a file, without a byte order mark.
pub(super) fn read(reader: &dyn Reader, path: &Path) -> Result<String, FileFault> {
    decode(path, read_bytes(reader, path)?)
}

/// The bytes of a file, if they are not too many.
pub(super) fn read_bytes(reader: &dyn Reader, path: &Path) -> Result<Vec<u8>, FileFault> {
    let shown = path.display();
    let bytes = reader.read(path).map_err(|error| unreadable(path, &error))?;
    if bytes.len() > MOST_BYTES {
        let message = format!("`{shown}` is larger than {} MiB", MOST_BYTES >> 20);
        return Err((
            Code::LargeFile,
            message,
            "no scenario needs as much; is this the right file?".to_owned(),
        ));
    }
    Ok(bytes)
}

/// Why a file cannot be read, and what to do.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> FileFault {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => {
            (Code::UnknownFile, format!("there is no file `{shown}`"), "check the path".to_owned())
        }
        io::ErrorKind::IsADirectory => {
            (Code::UnreadableFile, format!("`{shown}` is a folder"), "name a file in it".to_owned())
        }
        _ => (Code::UnreadableFile, format!("`{shown}` cannot be read: {error}"), String::new()),
    }
}

/// The text that the bytes of a file are, without a byte order mark.
pub(super) fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, FileFault> {
    let shown = path.display();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = format!("`{shown}` is UTF-16 text");
        return Err((Code::UnreadableFile, message, "save it as UTF-8".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = String::from_utf8_lossy(&error.as_bytes()[..valid]).matches('\n').count() + 1;
        let message = format!("`{shown}` is not UTF-8 text: line {line} has a byte that is none of it");
        (Code::UnreadableFile, message, "save it as UTF-8".to_owned())
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether two paths lead to the same file.
pub(super) fn same_file(reader: &dyn Reader, left: &Path, right: &Path) -> bool {
    same_path(left, right) || reader.canonical(left).is_some_and(|left| reader.canonical(right) == Some(left))
}

/// Whether two paths are the same but for steps to where one is already.
fn same_path(left: &Path, right: &Path) -> bool {
    let steps = |path: &Path| -> Vec<std::ffi::OsString> {
        let steps = path.components().filter(|step| *step != std::path::Component::CurDir);
        steps.map(|step| step.as_os_str().to_owned()).collect()
    };
    steps(left) == steps(right)
}

/// Lets `Discuss("…", notes: "…")` be read: RON does not mix positions and names, so the name is
/// blanked out and every place stays where it is. `None` where there is nothing to blank.
pub(super) fn plain_notes(text: &str) -> Option<String> {
    // Most files have no lesson.
    text.find("Discuss")?;
    let mut tokens = Tokens::of(text).without_comments().peekable();
    let mut plain: Option<String> = None;
    while let Some(token) = tokens.next() {
        let named = [Kind::Open, Kind::String, Kind::Comma];
        let is_discuss = token.kind == Kind::Word && token.text == "Discuss";
        if !is_discuss || !named.iter().all(|kind| tokens.next_if(|next| next.kind == *kind).is_some()) {
            continue;
        }
        let Some(name) = tokens.next_if(|next| next.text == "notes") else { continue };
        let Some(colon) = tokens.next_if(|next| next.kind == Kind::Colon) else { continue };
        // Without its value the name would leave two commas, or none, behind.
        if tokens.peek().is_none_or(|value| matches!(value.kind, Kind::Comma | Kind::Close)) {
            continue;
        }
        let plain = plain.get_or_insert_with(|| text.to_owned());
        for token in [name, colon] {
            plain.replace_range(token.start..token.end(), &" ".repeat(token.text.len()));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_notes_is_blanked_and_nothing_moves() {
        let table = [
            (r#"Discuss("a\"b", notes: "c")"#, Some(r#"Discuss("a\"b",        "c")"#)),
            (r#"Discuss ( "a" ,notes : "c")"#, Some(r#"Discuss ( "a" ,        "c")"#)),
            (r#"Discuss("a")"#, None),
            (r#"Say("Discuss it, notes: none")"#, None),
            (r#"Say("Discuss(\"a\", notes: \"b\")")"#, None),
            (
                r#"Discuss("a", /* mine */ notes/* : */: "b")"#,
                Some(r#"Discuss("a", /* mine */      /* : */  "b")"#),
            ),
            (r#"Discuss("ends"#, None),
            (r#"Discuss("a", notes:, // "b")"#, None),
            (r#"Discuss("a", notes: )"#, None),
            (r#"Discuss("a", notes: “b”)"#, Some(r#"Discuss("a",        “b”)"#)),
        ];
        for (text, expected) in table {
            let plain = plain_notes(text);
            assert_eq!(plain.as_deref(), expected);
            assert!(plain.is_none_or(|plain| plain.len() == text.len()));
        }
    }
}
