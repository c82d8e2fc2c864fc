//! What is found wrong with a file.

use ron::error::SpannedError;

use super::diagnostic::{Code, Diagnostic, Severity};
use super::lines::floor_boundary;
use super::ron_fault;
use super::span::Span;

/// Collects the faults of one file.
#[derive(Debug)]
pub struct Faults {
    /// The file, by its place in the report's texts.
    pub file: usize,
    /// What was found so far.
    pub found: Vec<Diagnostic>,
}

impl Faults {
    /// None yet.
    pub fn new(file: usize) -> Self {
        Self { file, found: Vec::new() }
    }

    /// Adds an error.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic {
            code,
            severity: Severity::Error,
            file: Some(self.file),
            span,
            message: shortened(message.into()),
            label: String::new(),
            help: shortened(help.into()),
        });
    }

    /// Adds what the RON reader found in `part`, a slice of `text`.
    pub fn ron(&mut self, text: &str, part: &str, fault: &SpannedError) {
        let start = Span::of(part, text).start;
        // Items of a list have been found to be balanced before they are read.
        let explained = ron_fault::explain(part, fault, part.len() == text.len());
        let span = Span { start: start + explained.span.start, end: start + explained.span.end };
        self.error(explained.code, span, explained.message, explained.help);
    }
}

/// What a reader is told, without the rest where a file has words longer than any reader would read.
fn shortened(mut words: String) -> String {
    const LONGEST: usize = 4000;
    if words.len() > LONGEST {
        let end = floor_boundary(&words, LONGEST);
        words.truncate(end);
        words.push('…');
    }
    words
}
