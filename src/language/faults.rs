//! Faults of the RON reader in the words of the language.

use ron::error::{Error, Position, SpannedError};

use super::diagnostic::{Code, Diagnostic, Severity, alternatives, nearest};
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
            message: message.into(),
            label: String::new(),
            help: help.into(),
        });
    }

    /// Adds what the RON reader found in `part`, a slice of `text`.
    pub fn ron(&mut self, text: &str, part: &str, fault: &SpannedError) {
        let start = Span::of(part, text).start;
        let span = span_in(part, fault);
        let at = Span { start: start + span.start, end: start + span.end };
        let (code, message, help) = explain(&fault.code, &part[span.start..]);
        // A missing field is reported at the closing bracket; the item's first line tells more.
        let span = match fault.code {
            Error::MissingStructField { .. } => {
                let line = part.lines().next().unwrap_or_default().trim_end();
                Span { start, end: start + line.len().max(1) }
            }
            _ => at,
        };
        self.error(code, span, message, help);
    }
}

fn span_in(part: &str, fault: &SpannedError) -> Span {
    let start = byte_at(part, &fault.span.start);
    let end = byte_at(part, &fault.span.end).max(start);
    if end > start {
        // What is underlined is the token, without the space behind it.
        let token = part[start..end].trim_end();
        let leading = token.len() - token.trim_start().len();
        if !token.trim().is_empty() {
            return Span { start: start + leading, end: start + token.len() };
        }
    }
    let next = part[start..].chars().next().map_or(0, char::len_utf8);
    Span { start, end: start + next }
}

/// The byte of a position, lines and columns counted from 1 and in characters.
fn byte_at(text: &str, position: &Position) -> usize {
    let mut line_start = 0;
    for _ in 1..position.line {
        match text[line_start..].find('\n') {
            Some(newline) => line_start += newline + 1,
            None => return text.len(),
        }
    }
    let line = &text[line_start..];
    line.char_indices().nth(position.col.saturating_sub(1)).map_or(text.len(), |(byte, _)| line_start + byte)
}

#[expect(clippy::too_many_lines, reason = "one arm for each kind of fault")]
fn explain(error: &Error, rest: &str) -> (Code, String, String) {
    let next = rest.trim_start().chars().next();
    match error {
        _ if matches!(next, Some('“' | '”' | '„' | '‘' | '’')) => (
            Code::Syntax,
            "this is a typographic quotation mark".to_owned(),
            "write straight quotes: \"…\"".to_owned(),
        ),
        Error::ExpectedString | Error::ExpectedChar | Error::UnexpectedChar('\'') if next == Some('\'') => (
            Code::Syntax,
            "strings stand in double quotes".to_owned(),
            "write \"…\" instead of '…'".to_owned(),
        ),
        Error::ExpectedIdentifier if next == Some('"') => (
            Code::WrongType,
            "a bare word is expected here".to_owned(),
            "write it without quotes, as in `grounds: stated`".to_owned(),
        ),
        Error::ExpectedString
            if rest.trim_start().starts_with("true") || rest.trim_start().starts_with("false") =>
        {
            (
                Code::WrongType,
                "a string is expected here".to_owned(),
                "a yes/no value is written \"yes\" or \"no\"".to_owned(),
            )
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) if next == Some('[') => (
            Code::WrongType,
            "round brackets are expected here".to_owned(),
            "a pair is written (\"id\", \"words on the screen\")".to_owned(),
        ),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) | Error::Eof if next.is_none() => (
            Code::Syntax,
            "something is missing at the end of the file".to_owned(),
            "a file holds one `Scenario(…)`; every bracket and quotation mark must be closed".to_owned(),
        ),
        Error::NoSuchStructField { expected, found, outer } => (
            Code::UnknownField,
            match outer {
                Some(outer) => format!("`{outer}` has no field `{found}`"),
                None => format!("there is no field `{found}` here"),
            },
            did_you_mean(found, expected, "its fields are"),
        ),
        Error::MissingStructField { field, outer } => (
            Code::MissingField,
            match outer {
                Some(outer) => format!("this `{outer}` has no `{field}`"),
                None => format!("the field `{field}` is missing"),
            },
            format!("add `{field}: …`"),
        ),
        Error::DuplicateStructField { field, .. } => {
            (Code::DuplicateField, format!("`{field}` is given twice"), "remove one of the two".to_owned())
        }
        Error::NoSuchEnumVariant { expected, found, .. } => (
            Code::UnknownVariant,
            format!("`{found}` cannot stand here"),
            did_you_mean(found, expected, "what can is"),
        ),
        Error::ExpectedDifferentStructName { expected, found } => (
            Code::UnknownVariant,
            format!("`{found}` cannot stand here"),
            format!("what can is `{expected}(…)`"),
        ),
        Error::InvalidValueForType { expected, found } => {
            (Code::WrongType, format!("{expected} is expected here, not {found}"), String::new())
        }
        Error::ExpectedDifferentLength { expected, found } => {
            (Code::WrongType, format!("{expected} is expected here, not {found} of them"), String::new())
        }
        Error::ExpectedString => {
            (Code::WrongType, "a string is expected here".to_owned(), "write it in quotes: \"…\"".to_owned())
        }
        Error::ExpectedStringEnd => (
            Code::Syntax,
            "this string is never closed".to_owned(),
            "add the missing `\"`; a quotation mark inside a string is written `\\\"`".to_owned(),
        ),
        Error::ExpectedArray => {
            (Code::WrongType, "a list is expected here".to_owned(), "write it as [ … ]".to_owned())
        }
        Error::ExpectedMap => (
            Code::WrongType,
            "a map is expected here".to_owned(),
            "write it as {\"name\": \"value\"}".to_owned(),
        ),
        Error::ExpectedBoolean => {
            (Code::WrongType, "`true` or `false` is expected here".to_owned(), String::new())
        }
        Error::ExpectedInteger | Error::ExpectedFloat | Error::IntegerOutOfBounds => {
            (Code::WrongType, "a number is expected here".to_owned(), String::new())
        }
        Error::ExpectedComma => (
            Code::Syntax,
            "a comma or a closing bracket is missing before this".to_owned(),
            "items of a list and fields are separated by commas".to_owned(),
        ),
        Error::ExpectedMapColon => (
            Code::Syntax,
            "a colon is missing before this".to_owned(),
            "a field is written `name: value`".to_owned(),
        ),
        Error::ExpectedArrayEnd => {
            (Code::Syntax, "a `,` or the closing `]` is missing before this".to_owned(), String::new())
        }
        Error::ExpectedMapEnd => {
            (Code::Syntax, "a `,` or the closing `}` is missing before this".to_owned(), String::new())
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            (Code::Syntax, "a `,` or the closing `)` is missing before this".to_owned(), String::new())
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            (Code::Syntax, "an opening `(` is missing here".to_owned(), String::new())
        }
        Error::Eof => (
            Code::Syntax,
            "the text ends too soon".to_owned(),
            "a bracket or a quotation mark is never closed".to_owned(),
        ),
        Error::TrailingCharacters => (
            Code::Syntax,
            "nothing may follow the end of the scenario".to_owned(),
            "a file holds one `Scenario(…)`; perhaps a bracket closes it too early".to_owned(),
        ),
        Error::UnclosedBlockComment => {
            (Code::Syntax, "this comment is never closed".to_owned(), "add the missing `*/`".to_owned())
        }
        Error::ExceededRecursionLimit => (
            Code::Syntax,
            "the brackets nest too deeply".to_owned(),
            "no scenario needs more than a handful of levels".to_owned(),
        ),
        Error::NoSuchExtension(name) => (
            Code::Syntax,
            format!("there is no RON extension `{name}`"),
            "scenario files need no `#![enable(…)]` line".to_owned(),
        ),
        other => (Code::Syntax, lower_first(&other.to_string()), String::new()),
    }
}

fn did_you_mean(found: &str, expected: &[&str], otherwise: &str) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{otherwise} {}", alternatives(expected.iter().copied())),
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
