//! Sittings on disk: each is a file in the reader's state folder, to which every move is appended as
//! it is made. What was written stays, whatever ends the program.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::journal::{Entry, Header, Journal, Line};

/// The most bytes that are read of a sitting: some two hundred thousand steps.
const MOST_BYTES: u64 = 16 << 20;
/// The most sittings of one scenario that are told apart by number.
const MOST_NUMBERS: u32 = 100_000;

/// Where sittings are kept.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// A sitting that is kept.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The name by which it is resumed: `iraq-3`.
    pub name: String,
    /// When it was last written to.
    pub changed: SystemTime,
    /// What it holds, or why it cannot be read.
    pub journal: Result<Journal, String>,
}

/// A sitting that is written to, from its first move on.
#[derive(Debug)]
pub struct Recorder {
    store: Store,
    header: Header,
    kept: Option<Kept>,
    /// What could not be written yet; nothing later is written before it.
    waiting: VecDeque<Entry>,
}

#[derive(Debug)]
struct Kept {
    name: String,
    file: File,
    /// The last write may have ended within a line.
    torn: bool,
}

/// The time now, in whole seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl Store {
    /// The reader's own state folder, if the system says where that is.
    pub fn of_reader() -> Option<Self> {
        use etcetera::BaseStrategy;
        let strategy = etcetera::choose_base_strategy().ok()?;
        let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
        Some(Self::at(state.join("whatif").join("sittings")))
    }

    /// A store in a folder, which need not exist yet.
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.jsonl"))
    }

    /// The file of a name that a reader gives, which must not lead out of the folder.
    fn named(&self, name: &str) -> Option<PathBuf> {
        let is_plain = Path::new(name).file_name() == Some(name.as_ref());
        is_plain.then(|| self.path(name))
    }

    /// Every sitting, the one last written to first.
    ///
    /// # Errors
    /// If the folder cannot be read; one that does not exist is empty.
    pub fn list(&self) -> io::Result<Vec<Saved>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut list = Vec::new();
        for entry in entries {
            let path = entry?.path();
            let name = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
            let Some(name) = name.filter(|_| path.extension().is_some_and(|extension| extension == "jsonl"))
            else {
                continue;
            };
            let changed = fs::metadata(&path).and_then(|metadata| metadata.modified()).unwrap_or(UNIX_EPOCH);
            list.push(Saved { name, changed, journal: read(&path).and_then(|text| Journal::read(&text)) });
        }
        list.sort_by(|left, right| right.changed.cmp(&left.changed).then_with(|| left.name.cmp(&right.name)));
        Ok(list)
    }

    /// The last sitting about these scenarios, if it was ended under way and is not open elsewhere.
    pub fn unfinished(&self, scenarios: &[String]) -> Option<String> {
        let stem = stem(scenarios);
        let is_number = |text: &str| text.parse::<u32>().is_ok();
        let entries = fs::read_dir(&self.folder).ok()?.filter_map(Result::ok);
        let (_, path) = entries
            .filter_map(|entry| {
                let path = entry.path();
                let number = path.file_stem()?.to_str()?.strip_prefix(stem)?.strip_prefix('-')?;
                is_number(number).then_some((entry.metadata().ok()?.modified().ok()?, path.clone()))
            })
            .max()?;
        let journal = Journal::read(&read(&path).ok()?).ok()?;
        let is_free = File::open(&path).is_ok_and(|file| lock(&file).is_ok());
        let wanted = journal.header.scenarios == scenarios && !journal.is_closed() && is_free;
        wanted.then(|| Some(path.file_stem()?.to_str()?.to_owned())).flatten()
    }

    /// Takes a sitting up again, to be written to.
    ///
    /// # Errors
    /// In words, if there is none of that name, it cannot be read, or it is open elsewhere.
    pub fn resume(&self, name: &str) -> Result<(Journal, Recorder), String> {
        let path = self.named(name).ok_or("there is no such sitting")?;
        let text = read(&path)?;
        let journal = Journal::read(&text)?;
        let file = OpenOptions::new().append(true).open(&path).map_err(|error| error.to_string())?;
        lock(&file)?;
        let kept = Kept { name: name.to_owned(), file, torn: journal.is_torn };
        let recorder = Recorder {
            store: self.clone(),
            header: journal.header.clone(),
            kept: Some(kept),
            waiting: VecDeque::new(),
        };
        Ok((journal, recorder))
    }

    /// Removes a sitting.
    ///
    /// # Errors
    /// If there is none, or it cannot be removed.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.named(name).ok_or(io::ErrorKind::NotFound)?)
    }

    /// A recorder of a new sitting; nothing is written before its first move.
    pub fn begin(&self, header: Header) -> Recorder {
        Recorder { store: self.clone(), header, kept: None, waiting: VecDeque::new() }
    }

    /// A new file, named after the first scenario and the next number that is free.
    fn create(&self, header: &Header) -> io::Result<Kept> {
        fs::create_dir_all(&self.folder)?;
        let stem = stem(&header.scenarios);
        let taken = |number: &u32| self.path(&format!("{stem}-{number}")).exists();
        let first_free = (1..MOST_NUMBERS).find(|number| !taken(number)).unwrap_or(MOST_NUMBERS);
        for number in first_free..=MOST_NUMBERS {
            let name = format!("{stem}-{number}");
            match OpenOptions::new().append(true).create_new(true).open(self.path(&name)) {
                Ok(mut file) => {
                    let _ = lock(&file);
                    let first = serde_json::to_string(header)? + "\n";
                    // A file without its first line is no sitting.
                    file.write_all(first.as_bytes()).inspect_err(|_| {
                        let _ = fs::remove_file(self.path(&name));
                    })?;
                    return Ok(Kept { name, file, torn: false });
                }
                // Another program took the number meanwhile.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other(format!("there are too many sittings named {stem}")))
    }
}

impl Recorder {
    /// The sitting's name, once something has been written.
    pub fn name(&self) -> Option<&str> {
        self.kept.as_ref().map(|kept| kept.name.as_str())
    }

    /// Appends what was done, each move a line in one write.
    ///
    /// # Errors
    /// If something cannot be written; it is kept, and the next call tries again.
    pub fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        self.waiting.extend(entries.iter().cloned());
        if self.waiting.is_empty() {
            return Ok(());
        }
        if self.kept.is_none() {
            self.kept = Some(self.store.create(&self.header)?);
        }
        let Some(kept) = &mut self.kept else { return Ok(()) };
        let at = now();
        while let Some(entry) = self.waiting.front() {
            let mut line = serde_json::to_string(&Line { at, entry: entry.clone() })?;
            if kept.torn {
                line.insert(0, '\n');
            }
            line.push('\n');
            kept.torn = true;
            kept.file.write_all(line.as_bytes())?;
            kept.torn = false;
            self.waiting.pop_front();
        }
        Ok(())
    }
}

/// What sittings about these scenarios are named after.
fn stem(scenarios: &[String]) -> &str {
    match scenarios {
        [] => "all",
        [first, ..] => Path::new(first).file_stem().and_then(|stem| stem.to_str()).unwrap_or("sitting"),
    }
}

fn read(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such sitting".to_owned(),
        _ => error.to_string(),
    })?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("it is larger than {} MiB", MOST_BYTES >> 20));
    }
    // A line that a full disk tore within a character is passed over like any other torn line.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Two programs that write to one sitting would mix their steps.
fn lock(file: &File) -> Result<(), String> {
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err("it is open in another terminal".to_owned()),
        // Where files cannot be locked, they are not shared either.
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::position::Position;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("whatif-store-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn header() -> Header {
        let text = r#"Scenario(title: "T", as_of: "", summary: "")"#;
        let library = load_texts(&[("t", text)]).expect("a scenario");
        Header::new(&library, vec!["/some/where/t.ron".to_owned()], &Position::baseline(&library.model), 1)
    }

    #[test]
    fn sittings_are_named_kept_resumed_and_removed() {
        let folder = Folder::new("named");
        let store = Store::at(folder.0.clone());
        assert!(store.list().expect("an empty list").is_empty());
        let mut first = store.begin(header());
        assert!(
            first.name().is_none() && store.list().expect("a list").is_empty(),
            "nothing is kept of nothing"
        );
        first.append(&[Entry::Undo, Entry::Jump(3)]).expect("it can be written");
        let mut second = store.begin(header());
        second.append(&[Entry::Redo]).expect("it can be written");
        assert_eq!((first.name(), second.name()), (Some("t-1"), Some("t-2")));
        assert!(store.resume("t-1").is_err_and(|words| words.contains("another terminal")));
        drop((first, second));
        let (journal, mut recorder) = store.resume("t-1").expect("it is kept");
        assert_eq!(journal.lines.len(), 2);
        recorder.append(&[Entry::Undo]).expect("it can be written");
        drop(recorder);
        assert_eq!(store.resume("t-1").expect("it is kept").0.lines.len(), 3);
        store.remove("t-1").expect("it can be removed");
        assert!(store.remove("../t-2").is_err() && store.resume("..").is_err() && store.resume("").is_err());
        assert!(store.resume("t-1").is_err_and(|words| words == "there is no such sitting"));
        let names: Vec<String> = store.list().expect("a list").into_iter().map(|saved| saved.name).collect();
        assert_eq!(names, ["t-2"]);
    }

    #[test]
    fn what_is_written_after_a_torn_line_is_read() {
        let folder = Folder::new("torn");
        let store = Store::at(folder.0.clone());
        let mut recorder = store.begin(header());
        recorder.append(&[Entry::Undo, Entry::Undo]).expect("it can be written");
        drop(recorder);
        let path = folder.0.join("t-1.jsonl");
        let text = fs::read_to_string(&path).expect("a text");
        fs::write(&path, &text[..text.len() - 5]).expect("it can be torn");
        let (journal, mut recorder) = store.resume("t-1").expect("it is kept");
        assert_eq!((journal.lines.len(), journal.is_torn), (1, true));
        recorder.append(&[Entry::Redo]).expect("it can be written");
        drop(recorder);
        let (journal, _) = store.resume("t-1").expect("it is kept");
        let entries: Vec<Entry> = journal.lines.into_iter().map(|line| line.entry).collect();
        assert_eq!(entries, [Entry::Undo, Entry::Redo]);
    }

    #[test]
    fn a_sitting_that_was_ended_under_way_is_offered() {
        let folder = Folder::new("unfinished");
        let store = Store::at(folder.0.clone());
        let scenarios = header().scenarios;
        assert_eq!(store.unfinished(&scenarios), None);
        let mut recorder = store.begin(header());
        recorder.append(&[Entry::Undo]).expect("it can be written");
        assert_eq!(store.unfinished(&scenarios), None, "it is open");
        drop(recorder);
        assert_eq!(store.unfinished(&scenarios).as_deref(), Some("t-1"));
        assert_eq!(store.unfinished(&["other/t.ron".to_owned()]), None);
        let (_, mut recorder) = store.resume("t-1").expect("it is kept");
        recorder.append(&[Entry::Close]).expect("it can be written");
        drop(recorder);
        assert_eq!(store.unfinished(&scenarios), None, "it is closed");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error() {
        let store = Store::at(PathBuf::from("/dev/null/whatif"));
        assert!(store.begin(header()).append(&[Entry::Undo]).is_err());
    }
}
