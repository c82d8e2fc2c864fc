//! The outlines of sources that scenario files name: where they are found.

use std::path::Path;

use super::bundled;
use super::diagnostic::{Code, Diagnostic, SourceText, nearest};
use super::faults::Faults;
use super::files::{Reader, read};
use super::names::is_well_formed;
use super::outline;
use super::source::Source;
use super::span::Span;

/// The outlines of sources, each read once.
pub(super) struct Outlines<'reader> {
    pub(super) reader: &'reader dyn Reader,
    /// As they were read.
    pub(super) sources: Vec<Source>,
    /// Their texts, in the same order.
    pub(super) texts: Vec<SourceText>,
    /// Faults of the outlines, their files counted from the first outline.
    pub(super) found: Vec<Diagnostic>,
}

impl Outlines<'_> {
    /// The place of the outline that a file in `folder` names: beside the file, else bundled. Reports at
    /// `span` that there is none.
    pub(super) fn find(
        &mut self,
        name: &str,
        folder: Option<&Path>,
        span: Span,
        faults: &mut Faults,
    ) -> Option<usize> {
        let path =
            folder.filter(|_| is_well_formed(name)).map(|folder| folder.join(format!("{name}.source.ron")));
        let beside = path.as_deref().map(|path| read(self.reader, path));
        let (shown, outline) = match (beside, bundled::source(name)) {
            (Some(Ok(found)), _) => (path.unwrap_or_default().display().to_string(), found),
            (Some(Err((code, message, help))), _) if code != Code::UnknownFile => {
                faults.error(code, span, message, help);
                return None;
            }
            (_, Some(found)) => (format!("{name}.source.ron (bundled)"), found.to_owned()),
            _ => {
                let message = format!("there is no source outline `{name}`");
                let near = || nearest(name, bundled::SOURCES.iter().map(|(name, _)| *name));
                let help = if let Some(stem) = without_ending(name) {
                    format!("write `source: \"{stem}\"`: an outline is named without its ending")
                } else if let Some(near) = near() {
                    format!("did you mean `{near}`?")
                } else {
                    format!("put `{name}.source.ron` beside this file, or leave `source` out")
                };
                faults.error(Code::UnknownFile, span, message, help);
                return None;
            }
        };
        if let Some(place) = self.texts.iter().position(|other| other.path == shown) {
            return Some(place);
        }
        let mut found = Faults::new(self.texts.len());
        let source = outline::read(name, &outline, &mut found);
        self.texts.push(SourceText { path: shown, text: outline });
        self.sources.push(source);
        self.found.extend(found.found);
        Some(self.sources.len() - 1)
    }
}

/// The name of an outline that is named by its file, or by a path to it.
fn without_ending(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next()?;
    let stem = file.strip_suffix(".ron").unwrap_or(file);
    let stem = stem.strip_suffix(".source").unwrap_or(stem);
    (stem != name && is_well_formed(stem)).then_some(stem)
}
