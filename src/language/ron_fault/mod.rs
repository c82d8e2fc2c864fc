//! Faults of the RON reader in the words of the language.

mod meant;
mod words;

use ron::error::{Error, Position, SpannedError};

use super::balance::{Imbalance, closing, imbalance};
use super::diagnostic::Code;
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
    if is_whole && let Some(alone) = alone(part) {
        return alone;
    }
    let at = byte_at(part, &fault.span.start);
    let stumble = Stumble::at(part, fault);
    let unbalanced = || if is_whole { unbalanced(part, at, &fault.code) } else { None };
    let explained = stumble.stray_character().or_else(unbalanced).or_else(|| stumble.meant(&fault.code));
    explained.unwrap_or_else(|| stumble.explain(&fault.code))
}

/// A file of one word: where the reader stumbles over it depends on what ends its line.
fn alone(text: &str) -> Option<Explained> {
    let mut tokens = Tokens::of(text).without_comments();
    let word = tokens.next().filter(|word| word.kind == Kind::Word)?;
    if tokens.next().is_some() {
        return None;
    }
    Some(Explained {
        code: Code::Syntax,
        span: Span::of(word.text, text),
        message: format!("there is nothing but the word `{}`", word.text),
        help: words::beginning(),
    })
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
        // Of `# …` it has taken the sign, for that of an attribute.
        let before = part[..at].trim_end_matches([' ', '\t', '!']);
        let is_attribute = fault.code == Error::ExpectedAttribute && before.ends_with('#');
        let at = if is_attribute { before.len() - 1 } else { at };
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
}
