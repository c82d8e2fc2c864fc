//! Faults of the RON reader in the words of the language.

use ron::error::{Error, Position, SpannedError};

use super::balance::{Imbalance, closing, imbalance};
use super::diagnostic::{Code, alternatives, listed, nearest};
use super::lines::line_and_column;
use super::span::Span;
use super::tokens::{Kind, Tokens};

/// A fault in words, its place counted from the start of the part that was read.
#[derive(Debug)]
pub struct Explained {
    /// What kind of fault.
    pub code: Code,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// What the reader found in a part of a text; or, where the part is the whole, what is wrong with
/// its brackets and quotation marks, if that is what the reader stumbled over.
pub fn explain(part: &str, fault: &SpannedError, is_whole: bool) -> Explained {
    let at = byte_at(part, &fault.span.start);
    let unbalanced = if is_whole { unbalanced(part, at, &fault.code) } else { None };
    unbalanced.unwrap_or_else(|| Stumble::at(part, fault).explain(&fault.code))
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

/// The fault of a bracket or quotation mark, if that is what the reader stumbled over.
fn unbalanced(text: &str, at: usize, error: &Error) -> Option<Explained> {
    let stumbled = matches!(
        error,
        Error::Eof
            | Error::ExpectedComma
            | Error::ExpectedArrayEnd
            | Error::ExpectedMapEnd
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedOptionEnd
            | Error::ExpectedMapColon
            | Error::ExpectedString
            | Error::ExpectedStringEnd
            | Error::ExpectedIdentifier
            | Error::ExpectedStructLike
            | Error::ExpectedNamedStructLike(_)
            | Error::TrailingCharacters
    );
    let line = |byte: usize| line_and_column(text, byte).0;
    let bracket = |start: usize| Span { start, end: start + 1 };
    let (span, message, help) = match imbalance(text).filter(|_| stumbled)? {
        Imbalance::Crossed { open, close } if (open..=close).contains(&at) => {
            let (opening, found) = (&text[open..=open], &text[close..=close]);
            let due = closing(opening).unwrap_or(')');
            if line(open) == line(close) {
                let message = format!("`{found}` cannot close what `{opening}` opened");
                (bracket(close), message, format!("write `{due}`, or add it before this"))
            } else {
                let message = format!("this `{opening}` is not closed");
                let help = format!(
                    "add the missing `{due}`, perhaps before line {}; a `{found}` stands where it is due in line {}",
                    line(at),
                    line(close)
                );
                (bracket(open), message, help)
            }
        }
        Imbalance::Unclosed { open } if Tokens::from(text, at).without_comments().next().is_none() => {
            let due = closing(&text[open..]).unwrap_or(')');
            let message = format!("this `{}` is never closed", &text[open..=open]);
            (bracket(open), message, format!("add the missing `{due}`"))
        }
        Imbalance::RunOn(string) if at >= string.start => {
            let span = first_line(text, string);
            let help = if text[span.range()].contains(['“', '”', '„']) {
                "close it with a straight `\"`: a typographic quotation mark does not"
            } else {
                "add the missing `\"` where its words end; a quotation mark inside a string is written `\\\"`"
            };
            (span, "this string is not closed where it should be".to_owned(), help.to_owned())
        }
        Imbalance::Unopened(words) if at >= words.start => {
            let message = "a quotation mark is missing before this".to_owned();
            (first_line(text, words), message, "a string stands between two of them: \"…\"".to_owned())
        }
        _ => return None,
    };
    Some(Explained { code: Code::Syntax, span, message, help })
}

/// The place of a token, but for lines after its first.
fn first_line(text: &str, token: Span) -> Span {
    Span { start: token.start, end: token.start + shown(&text[token.range()]) }
}

/// How many bytes of a text are shown as one place: its first line without the white space at its end,
/// at least its first character, which can be white space that is no part of RON.
fn shown(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default().trim_end();
    line.len().max(text.chars().next().map_or(1, char::len_utf8))
}

/// Where the reader stopped.
#[derive(Debug)]
pub struct Stumble<'text> {
    part: &'text str,
    /// The token there, or the end of the text.
    pub span: Span,
    /// Its text; empty at the end.
    token: &'text str,
    /// Whether there is any token at all.
    is_blank: bool,
}

impl<'text> Stumble<'text> {
    /// Where the reader stopped in a part of a text.
    pub fn at(part: &'text str, fault: &SpannedError) -> Self {
        let at = byte_at(part, &fault.span.start);
        // Of a character in single quotes the reader has taken the first quote.
        let quoted =
            matches!(fault.code, Error::ExpectedString | Error::ExpectedChar) && part[..at].ends_with('\'');
        let at = if quoted { at - 1 } else { at };
        let span = match Tokens::from(part, at).without_comments().next() {
            Some(token) => first_line(part, Span::of(token.text, part)),
            None => Span { start: part.len(), end: part.len() },
        };
        let is_blank = Tokens::of(part).without_comments().next().is_none();
        Self { part, span, token: &part[span.range()], is_blank }
    }

    fn next(&self) -> Option<char> {
        self.token.chars().next()
    }

    /// What stands before the token, without the white space between.
    fn before(&self) -> &'text str {
        self.part[..self.span.start].trim_end()
    }

    fn explain(&self, error: &Error) -> Explained {
        let (code, message, help) = self.in_words(error);
        Explained { code, span: self.span_of(error), message, help }
    }

    fn span_of(&self, error: &Error) -> Span {
        match error {
            // A missing field is reported where its struct ends; where it begins tells more.
            Error::MissingStructField { .. } => self.first_line_of_struct(),
            Error::InvalidEscape(_) => self.escape(),
            Error::UnclosedBlockComment => {
                let comment = Tokens::of(self.part).find(|token| token.kind == Kind::UnclosedComment);
                comment.map_or(self.span, |comment| Span { start: comment.start, end: comment.start + 2 })
            }
            Error::Message(_) => {
                let control = self.token.char_indices().find(|(_, character)| character.is_control());
                control.map_or(self.span, |(at, character)| {
                    let start = self.span.start + at;
                    Span { start, end: start + character.len_utf8() }
                })
            }
            _ => self.span,
        }
    }

    /// The struct that the token ends or stands in: where its name begins, and its bracket.
    fn enclosing(&self) -> Option<(usize, usize)> {
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut word = None;
        for token in
            Tokens::of(self.part).without_comments().take_while(|token| token.start < self.span.start)
        {
            match token.kind {
                Kind::Open => open.push((word.unwrap_or(token.start), token.start)),
                Kind::Close => drop(open.pop()),
                _ => {}
            }
            word = (token.kind == Kind::Word).then_some(token.start);
        }
        open.pop()
    }

    /// The bracket that opens the struct which the token ends or stands in.
    pub fn opening(&self) -> Option<usize> {
        self.enclosing().map(|(_, bracket)| bracket)
    }

    /// The first line of the struct that the token ends or stands in.
    fn first_line_of_struct(&self) -> Span {
        let start = self.enclosing().map_or(0, |(start, _)| start);
        Span { start, end: start + shown(&self.part[start..self.span.end]) }
    }

    /// The faulty escape nearest to where the reader stopped.
    fn escape(&self) -> Span {
        let before = &self.part[..self.span.end];
        let start = before.rfind('\\').unwrap_or(self.span.start);
        let end = self.part[start..].char_indices().nth(2).map_or(self.part.len(), |(at, _)| start + at);
        Span { start, end }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of fault")]
    fn in_words(&self, error: &Error) -> (Code, String, String) {
        let next = self.next();
        let token = self.token;
        let is_bare =
            token.chars().all(|character| character.is_alphanumeric() || "._+-".contains(character));
        let (code, message, help): (Code, String, String) = match error {
            _ if self.is_blank => {
                let what = if self.part.trim().is_empty() { "is empty" } else { "holds nothing but comments" };
                (Code::Syntax, format!("this file {what}"), beginning())
            }
            _ if next.is_none() => (
                Code::Syntax,
                "something is missing at the end of the file".to_owned(),
                "a file holds one `Scenario(…)`; every bracket and quotation mark must be closed".to_owned(),
            ),
            _ if matches!(next, Some('“' | '”' | '„' | '‘' | '’')) => (
                Code::Syntax,
                "this is a typographic quotation mark".to_owned(),
                "write straight quotes: \"…\"".to_owned(),
            ),
            Error::ExpectedString | Error::ExpectedChar | Error::UnexpectedChar('\'') if next == Some('\'') => (
                Code::Syntax,
                "strings stand in double quotes".to_owned(),
                format!("write \"{}\"", token.trim_matches('\'')),
            ),
            Error::ExpectedIdentifier if next == Some('"') => (
                Code::WrongType,
                "a bare word is expected here, not a string".to_owned(),
                format!("write it without quotes: `{}`", token.trim_matches('"')),
            ),
            Error::ExpectedString if matches!(token, "true" | "false") => (
                Code::WrongType,
                format!("a string is expected here, not `{token}`"),
                "a yes/no value is written \"yes\" or \"no\"".to_owned(),
            ),
            Error::ExpectedString if is_bare => (
                Code::WrongType,
                format!("a string is expected here, not `{token}`"),
                format!("write it in quotes: \"{token}\""),
            ),
            Error::ExpectedString => (
                Code::WrongType,
                "a string is expected here".to_owned(),
                "write it in quotes: \"…\"".to_owned(),
            ),
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) if self.before().is_empty() => {
                (Code::Syntax, "a file begins with the word `Scenario`".to_owned(), beginning())
            }
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_)
                if matches!(next, Some('[' | '"')) || is_bare =>
            {
                let message = "a pair in round brackets is expected here".to_owned();
                (Code::WrongType, message, PAIR.to_owned())
            }
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
                (Code::Syntax, "an opening `(` is missing before this".to_owned(), String::new())
            }
            Error::ExpectedStructLikeEnd if self.before().ends_with(',') => {
                (Code::WrongType, "this is one part too many".to_owned(), PAIR.to_owned())
            }
            Error::NoSuchStructField { expected, found, outer } => (
                Code::UnknownField,
                match outer {
                    Some(outer) => format!("`{outer}` has no field `{found}`"),
                    None => format!("there is no field `{found}` here"),
                },
                did_you_mean(found, expected, || format!("its fields are {}", listed(expected.iter().copied()))),
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
                did_you_mean(found, expected, || format!("write {}", alternatives(expected.iter().copied()))),
            ),
            Error::ExpectedDifferentStructName { expected, found } => (
                Code::UnknownVariant,
                format!("`{found}` cannot stand here"),
                format!("write `{expected}(…)`"),
            ),
            Error::InvalidValueForType { expected, found } => {
                (Code::WrongType, format!("{expected} is expected here, not {found}"), String::new())
            }
            Error::ExpectedDifferentLength { expected, found } => {
                (Code::WrongType, format!("{expected} is expected here, not {found} of them"), String::new())
            }
            Error::ExpectedStringEnd => (
                Code::Syntax,
                "this string is never closed".to_owned(),
                "add the missing `\"`; a quotation mark inside a string is written `\\\"`".to_owned(),
            ),
            Error::InvalidEscape(_) => (
                Code::Syntax,
                "this backslash is not followed by anything that it can stand with".to_owned(),
                "a backslash is written `\\\\`, and a quotation mark inside a string `\\\"`".to_owned(),
            ),
            Error::ExpectedArray => {
                let example = if next == Some('"') || is_bare { token } else { "…" };
                (Code::WrongType, "a list is expected here".to_owned(), format!("write it as [{example}]"))
            }
            Error::ExpectedMap => (
                Code::WrongType,
                "a map is expected here".to_owned(),
                "write it as {\"name\": \"value\"}".to_owned(),
            ),
            Error::ExpectedBoolean => (
                Code::WrongType,
                "`true` or `false` is expected here".to_owned(),
                "write one of these two words, without quotes".to_owned(),
            ),
            Error::ExpectedInteger | Error::ExpectedFloat | Error::IntegerOutOfBounds => (
                Code::WrongType,
                "a number is expected here".to_owned(),
                "write it in digits and without quotes, as in `33.3`".to_owned(),
            ),
            Error::ExpectedComma | Error::ExpectedStructLikeEnd if next == Some(':') => (
                Code::Syntax,
                "a colon cannot stand here".to_owned(),
                "nothing has a name between these brackets; where something may, it is written `Discuss(\"…\", notes: \"…\")`"
                    .to_owned(),
            ),
            Error::ExpectedComma => (
                Code::Syntax,
                "a comma or a closing bracket is missing before this".to_owned(),
                "items of a list and fields are separated by commas".to_owned(),
            ),
            Error::ExpectedMapColon if next == Some('=') => (
                Code::Syntax,
                "a colon is expected here, not `=`".to_owned(),
                "a field is written `name: value`".to_owned(),
            ),
            Error::ExpectedMapColon => (
                Code::Syntax,
                "a colon is missing before this".to_owned(),
                "a field is written `name: value`".to_owned(),
            ),
            Error::ExpectedArrayEnd => (
                Code::Syntax,
                "a comma or the closing `]` is missing before this".to_owned(),
                "items of a list are separated by commas".to_owned(),
            ),
            Error::ExpectedMapEnd => (
                Code::Syntax,
                "a comma or the closing `}` is missing before this".to_owned(),
                "entries of a map are separated by commas".to_owned(),
            ),
            Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => (
                Code::Syntax,
                "a comma or the closing `)` is missing before this".to_owned(),
                "fields are separated by commas".to_owned(),
            ),
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
            Error::Message(message) if self.token.contains(char::is_control) => (
                Code::Syntax,
                message.clone(),
                "remove it: what a file says is shown on terminals, which obey such characters".to_owned(),
            ),
            other => (Code::Syntax, lower_first(&other.to_string()), String::new()),
        };
        (code, message, help)
    }
}

/// How a pair is written.
const PAIR: &str = "a pair is written (\"id\", \"words on the screen\")";

/// How a file begins.
fn beginning() -> String {
    "a scenario is written Scenario(title: \"…\", as_of: \"…\", summary: \"…\", …)".to_owned()
}

fn did_you_mean(found: &str, expected: &[&str], otherwise: impl FnOnce() -> String) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise(),
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
