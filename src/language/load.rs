//! From names and paths to a library: finds the files, those that they use, and their sources.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};
use typed_arena::Arena;

use super::bundled;
use super::diagnostic::{Code, Diagnostic, Report, SourceText, listed, nearest};
use super::faults::Faults;
use super::files::{Reader, plain_notes, read, same_file};
use super::library::{Library, ScenarioFile};
use super::mend::mend;
use super::names::{file_fault, is_well_formed};
use super::outlines::Outlines;
use super::resolve::{self, FileText};
use super::span::{self, Span};
use super::syntax::Scenario;
use crate::logic::model::FileId;

/// Loads the named scenarios and those that they use; all bundled ones of the paper if none is named.
///
/// # Errors
/// Every fault of every file.
pub fn load(requests: &[String], reader: &dyn Reader) -> Result<Library, Report> {
    let arena = Arena::new();
    let mut loading =
        Loading { reader, arena: &arena, files: Vec::new(), index: FxHashMap::default(), loose: Vec::new() };
    if requests.is_empty() {
        for (name, text) in bundled::SCENARIOS {
            loading.add_bundled(name, text, true);
        }
    }
    for request in requests {
        loading.add_named(request);
    }
    let mut next = 0;
    while next < loading.files.len() {
        loading.find_used(next);
        next += 1;
    }
    loading.finish(requests.is_empty())
}

/// The most files that a file may use.
const MOST_USED: usize = 256;

/// A text as it was read.
struct Stored {
    path: String,
    text: Cow<'static, str>,
    /// The text that the RON reader sees, of the same length.
    plain: Option<String>,
}

struct Found<'arena> {
    name: String,
    stored: &'arena Stored,
    /// The folder that it lies in; bundled files lie in none.
    folder: Option<PathBuf>,
    /// Whether the reader named it, rather than another file.
    named: bool,
    scenario: Result<Scenario<'arena>, ron::error::SpannedError>,
    /// What was mended in its text.
    mended: Vec<Diagnostic>,
    /// Whether something was left out of it that may have declared names.
    incomplete: bool,
    uses: Vec<usize>,
    used: Vec<Fault>,
}

/// A fault of a `uses`, `source` or file name, until the order of the files is known.
struct Fault {
    code: Code,
    span: Span,
    message: String,
    help: String,
}

struct Loading<'arena> {
    reader: &'arena dyn Reader,
    arena: &'arena Arena<Stored>,
    files: Vec<Found<'arena>>,
    index: FxHashMap<String, usize>,
    /// Faults that no file's text shows.
    loose: Vec<Diagnostic>,
}

impl Loading<'_> {
    fn loose(&mut self, code: Code, message: String, help: String) {
        self.loose.push(Diagnostic::of_file(code, message, help));
    }

    fn add_named(&mut self, request: &str) {
        let looks_like_a_path = request.contains(['/', std::path::MAIN_SEPARATOR])
            || request.to_ascii_lowercase().ends_with(".ron");
        if !looks_like_a_path {
            if self.index.contains_key(request) {
                return;
            }
            if let Some(text) = bundled::scenario(request) {
                self.add_bundled(request, text, true);
                return;
            }
            let names = bundled::names();
            let own = format!("{request}.ron");
            let help = match nearest(request, names.clone()) {
                _ if self.reader.read(Path::new(&own)).is_ok() => {
                    format!("a file is named by its path: `./{own}`")
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "`whatif --help` lists the commands; the bundled scenarios are {}; a file of your own is named by its path, as in `./{own}`",
                    listed(names)
                ),
            };
            self.loose(Code::UnknownFile, format!("there is no bundled scenario `{request}`"), help);
            return;
        }
        let path = Path::new(request);
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned) else {
            self.loose(
                Code::FileName,
                format!("`{request}` does not name a file"),
                "name a file such as `./my_paper.ron`".to_owned(),
            );
            return;
        };
        if let Some(other) = self.index.get(&name).copied() {
            if !self.is_at(other, path) {
                let other = &self.files[other].stored.path;
                let message = format!("`{request}` and `{other}` are both called `{name}`");
                self.loose(Code::DuplicateFile, message, "rename one of the two".to_owned());
            }
            return;
        }
        if let Some(outline) = name.strip_suffix(".source") {
            let message = format!("`{request}` is the outline of a source, and no scenario");
            let help = format!(
                "an outline is checked with a scenario that names it: check one that says `source: \"{outline}\"`"
            );
            self.loose(Code::FileName, message, help);
            return;
        }
        if let Some(fault) = file_fault(&name) {
            self.loose(fault.code, fault.message, fault.help);
            return;
        }
        match read(self.reader, path) {
            Ok(text) => {
                let folder = path.parent().map(Path::to_owned).unwrap_or_default();
                self.add(name, request.to_owned(), Cow::Owned(text), Some(folder), true);
            }
            Err((code, message, help)) => self.loose(code, message, help),
        }
    }

    fn add_bundled(&mut self, name: &str, text: &'static str, named: bool) -> usize {
        self.add(name.to_owned(), format!("{name}.ron (bundled)"), Cow::Borrowed(text), None, named)
    }

    fn add(
        &mut self,
        name: String,
        path: String,
        text: Cow<'static, str>,
        folder: Option<PathBuf>,
        named: bool,
    ) -> usize {
        let plain = plain_notes(&text);
        let mut stored = &*self.arena.alloc(Stored { path, text, plain });
        let (mut mended, mut incomplete) = (Vec::new(), false);
        let scenario = span::read_in_one_go(stored.plain_text()).map_or_else(
            || {
                if let Some(found) = mend(stored.plain_text(), 0, |text| span::faults::<Scenario<'_>>(text)) {
                    (mended, incomplete) = (found.found, found.incomplete);
                    let (path, text) = (stored.path.clone(), stored.text.clone());
                    stored = &*self.arena.alloc(Stored { path, text, plain: Some(found.text) });
                }
                span::read(stored.plain_text())
            },
            Ok,
        );
        let place = self.files.len();
        self.index.insert(name.clone(), place);
        self.files.push(Found {
            name,
            stored,
            folder,
            named,
            scenario,
            mended,
            incomplete,
            uses: Vec::new(),
            used: Vec::new(),
        });
        place
    }

    /// Finds the files that the file at `place` uses.
    fn find_used(&mut self, place: usize) {
        let Ok(scenario) = &self.files[place].scenario else { return };
        let items = scenario.uses.clone();
        let text = self.files[place].stored.plain_text();
        let number = items.len();
        for (index, item) in items.into_iter().enumerate() {
            let whole = Span::of(item.place, text);
            if index == MOST_USED {
                let code = Code::WrongNumber;
                let message = format!("a file that uses {number} others");
                let help = format!("a file may use at most {MOST_USED}");
                self.files[place].used.push(Fault { code, span: whole, message, help });
                break;
            }
            let (name, span) = match item.value {
                Ok(name) => {
                    let span = name.span(text, whole);
                    (name, span)
                }
                Err(fault) => {
                    let mut faults = Faults::new(0);
                    faults.ron(text, item.place, &fault);
                    let found = faults.found.remove(0);
                    let Diagnostic { code, span, message, help, .. } = found;
                    self.files[place].used.push(Fault { code, span, message, help });
                    continue;
                }
            };
            match self.find(place, &name.value) {
                Ok(used) if used == place => {
                    let message = "a file does not use itself".to_owned();
                    let help = "remove it: its own names go bare".to_owned();
                    self.files[place].used.push(Fault { code: Code::Circle, span, message, help });
                }
                Ok(used) => self.files[place].uses.push(used),
                Err((code, message, help)) => {
                    self.files[place].used.push(Fault { code, span, message, help });
                }
            }
        }
    }

    /// Whether a file that was read lies at this path; bundled ones lie nowhere.
    fn is_at(&self, place: usize, path: &Path) -> bool {
        let Found { folder, stored, .. } = &self.files[place];
        folder.is_some() && same_file(self.reader, Path::new(&stored.path), path)
    }

    fn find(&mut self, from: usize, name: &str) -> Result<usize, (Code, String, String)> {
        let loaded = self.index.get(name).copied();
        if let Some(place) = loaded.filter(|place| self.files[*place].named) {
            return Ok(place);
        }
        if let Some(folder) = self.files[from].folder.clone()
            && is_well_formed(name)
        {
            let path = folder.join(format!("{name}.ron"));
            let shown = path.display().to_string();
            if let Some(place) = loaded.filter(|place| self.is_at(*place, &path)) {
                return Ok(place);
            }
            match read(self.reader, &path) {
                Ok(_) if loaded.is_some() => {
                    let place = loaded.unwrap_or(from);
                    let other = &self.files[place].stored.path;
                    let message = format!("`{shown}` and `{other}` are both called `{name}`");
                    return Err((Code::DuplicateFile, message, "rename one of the two".to_owned()));
                }
                Ok(text) => {
                    return Ok(self.add(name.to_owned(), shown, Cow::Owned(text), Some(folder), false));
                }
                Err((Code::UnknownFile, ..)) => {}
                Err(fault) => return Err(fault),
            }
        }
        if let Some(place) = loaded {
            return Ok(place);
        }
        if let Some(text) = bundled::scenario(name) {
            return Ok(self.add_bundled(name, text, false));
        }
        let bundled = bundled::scenarios().map(|(name, _)| name);
        let mut known: Vec<&str> = self.index.keys().map(String::as_str).chain(bundled).collect();
        known.sort_unstable();
        known.dedup();
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => match Path::new(name).file_stem().and_then(|stem| stem.to_str()) {
                Some(stem) if stem != name && is_well_formed(stem) => {
                    format!("write \"{stem}\": a file is named by its stem, and looked for beside this one")
                }
                _ if is_well_formed(name) => format!("put `{name}.ron` beside this file"),
                _ => "a file's name is lower-case with underscores, as in \"my_paper\"".to_owned(),
            },
        };
        Err((Code::UnknownFile, format!("there is no scenario `{name}`"), help))
    }

    /// The files' order: those that the reader named as named, each after the unnamed files that
    /// it uses.
    fn order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut placed = vec![false; self.files.len()];
        for named in 0..self.files.len() {
            if !self.files[named].named {
                continue;
            }
            // Depth first, without recursion: a file is placed when all that it uses is.
            let mut pending = vec![(named, 0)];
            placed[named] = true;
            while let Some((file, next)) = pending.last_mut() {
                let Some(&used) = self.files[*file].uses.get(*next) else {
                    order.push(*file);
                    pending.pop();
                    continue;
                };
                *next += 1;
                if !placed[used] && !self.files[used].named {
                    placed[used] = true;
                    pending.push((used, 0));
                }
            }
        }
        order
    }

    fn finish(mut self, is_whole_bundle: bool) -> Result<Library, Report> {
        self.find_circles();
        let order = self.order();
        let mut new_place = vec![0; self.files.len()];
        for (place, old) in order.iter().enumerate() {
            new_place[*old] = place;
        }
        let mut outlines =
            Outlines { reader: self.reader, sources: Vec::new(), texts: Vec::new(), found: Vec::new() };
        let mut files = Vec::new();
        let mut all_faults = Vec::new();
        let mut texts = Vec::new();
        let mut slots: Vec<Option<Found<'_>>> = self.files.into_iter().map(Some).collect();
        for (place, old) in order.iter().enumerate() {
            let Some(found) = slots[*old].take() else { continue };
            let mut faults = Faults::new(place);
            for Diagnostic { code, span, message, help, .. } in &found.mended {
                faults.error(*code, *span, message, help);
            }
            for fault in found.used {
                faults.error(fault.code, fault.span, fault.message, fault.help);
            }
            let text = found.stored.plain_text();
            let mut file = ScenarioFile {
                name: found.name,
                path: found.stored.path.clone(),
                text: found.stored.text.clone(),
                title: String::new(),
                as_of: String::new(),
                summary: String::new(),
                source: None,
                named: found.named,
                uses: found.uses.iter().map(|used| FileId::from(new_place[*used])).collect(),
            };
            let scenario = match found.scenario {
                Ok(scenario) => {
                    file.title = required(text, "title", scenario.title.as_ref(), &mut faults);
                    file.as_of = required(text, "as_of", scenario.as_of.as_ref(), &mut faults);
                    file.summary = required(text, "summary", scenario.summary.as_ref(), &mut faults);
                    match scenario.source.as_ref().map(|source| (&source.value, source.place)) {
                        Some((Ok(name), place)) => {
                            let span = name.span(text, Span::of(place, text));
                            file.source =
                                outlines.find(&name.value, found.folder.as_deref(), span, &mut faults);
                        }
                        Some((Err(fault), place)) => faults.ron(text, place, fault),
                        None => {}
                    }
                    Some(scenario)
                }
                Err(fault) => {
                    faults.ron(text, text, &fault);
                    None
                }
            };
            texts.push(SourceText { path: file.path.clone(), text: file.text.to_string() });
            files.push(FileText { file, text, scenario, incomplete: found.incomplete });
            all_faults.push(faults);
        }
        let number_of_files = texts.len();
        texts.append(&mut outlines.texts);
        let mut diagnostics = self.loose;
        diagnostics.extend(outlines.found.into_iter().map(|mut diagnostic| {
            diagnostic.file = diagnostic.file.map(|file| file + number_of_files);
            diagnostic
        }));
        match resolve::resolve(files, outlines.sources, all_faults) {
            Ok(mut library) if diagnostics.is_empty() => {
                library.is_whole_bundle = is_whole_bundle;
                Ok(library)
            }
            resolved => {
                diagnostics.extend(resolved.err().into_iter().flatten());
                let mut report = Report { texts, diagnostics };
                report.fit();
                report.sort();
                Err(report)
            }
        }
    }

    /// Reports files that use one another in a circle, once a circle.
    fn find_circles(&mut self) {
        let uses: Vec<Vec<usize>> = self.files.iter().map(|file| file.uses.clone()).collect();
        for circle in super::circles::circles_in(&uses) {
            self.report_circle(&circle);
        }
    }

    fn report_circle(&mut self, circle: &[usize]) {
        let names: Vec<&str> =
            circle.iter().chain([&circle[0]]).map(|file| self.files[*file].name.as_str()).collect();
        let message = format!("files use one another in a circle: {}", names.join(" → "));
        let next = self.files[circle[1 % circle.len()]].name.clone();
        let first = &mut self.files[circle[0]];
        let text = first.stored.plain_text();
        let item = first.scenario.as_ref().ok().and_then(|scenario| {
            let is_next = |item: &&super::span::Item<'_, super::span::Text<'_>>| {
                item.value.as_ref().is_ok_and(|name| name.value == next)
            };
            scenario.uses.iter().find(is_next)
        });
        let span = item.map_or_else(Span::default, |item| {
            let whole = Span::of(item.place, text);
            item.value.as_ref().map_or(whole, |name| name.span(text, whole))
        });
        let help = "move what both need into a file that neither uses".to_owned();
        first.used.push(Fault { code: Code::Circle, span, message, help });
    }
}

/// A text that every scenario has.
fn required(
    text: &str,
    field: &str,
    item: Option<&span::Item<'_, span::Text<'_>>>,
    faults: &mut Faults,
) -> String {
    match item.map(|item| (&item.value, item.place)) {
        Some((Ok(value), _)) => value.value.to_string(),
        Some((Err(fault), place)) => {
            faults.ron(text, place, fault);
            String::new()
        }
        None => {
            let start = text.find("Scenario").unwrap_or(0);
            let end = (start + "Scenario".len()).min(text.len());
            let message = format!("this `Scenario` has no `{field}`");
            faults.error(Code::MissingField, Span { start, end }, message, format!("add `{field}: \"…\"`"));
            String::new()
        }
    }
}

impl Stored {
    fn plain_text(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.text)
    }
}

/// Loads scenarios from their names and texts, and the bundled ones that they use.
///
/// # Errors
/// Every fault of every file.
pub fn load_texts(texts: &[(&str, &str)]) -> Result<Library, Report> {
    struct Memory<'text>(&'text [(&'text str, &'text str)]);

    impl Reader for Memory<'_> {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            let found = self.0.iter().find(|(name, _)| path == Path::new(&format!("{name}.ron")));
            found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| io::ErrorKind::NotFound.into())
        }
    }

    let requests: Vec<String> = texts.iter().map(|(name, _)| format!("{name}.ron")).collect();
    load(&requests, &Memory(texts))
}
