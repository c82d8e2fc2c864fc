//! What the RON reader finds, in the words of the language: a row for each kind of fault.

use ron::error::Error;

use super::Stumble;
use crate::language::diagnostic::{Code, alternatives, listed, nearest};

impl Stumble<'_> {
    /// What is wrong, as far as the reader can tell, and how to mend it.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of fault")]
    pub(super) fn in_words(&self, error: &Error) -> (Code, String, String) {
        let next = self.next();
        let token = self.token;
        let is_bare =
            token.chars().all(|character| character.is_alphanumeric() || "._+-".contains(character));
        let (code, message, help): (Code, String, String) = match error {
            _ if self.is_blank => {
                let what =
                    if self.part.trim().is_empty() { "is empty" } else { "holds nothing but comments" };
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
            Error::ExpectedString | Error::ExpectedChar | Error::UnexpectedChar('\'')
                if next == Some('\'') =>
            {
                (
                    Code::Syntax,
                    "strings stand in double quotes".to_owned(),
                    format!("write \"{}\"", token.trim_matches('\'')),
                )
            }
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
                did_you_mean(found, expected, || {
                    format!("its fields are {}", listed(expected.iter().copied()))
                }),
            ),
            Error::MissingStructField { field, outer } => (
                Code::MissingField,
                match outer {
                    Some(outer) => format!("this `{outer}` has no `{field}`"),
                    None => format!("the field `{field}` is missing"),
                },
                format!("add `{field}: …`"),
            ),
            Error::DuplicateStructField { field, .. } => (
                Code::DuplicateField,
                format!("`{field}` is given twice"),
                "remove one of the two".to_owned(),
            ),
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
            Error::ExpectedInteger | Error::ExpectedFloat if next == Some('"') => {
                let inside = token.trim_matches('"');
                let help = match inside.parse::<f64>() {
                    Ok(_) => format!("write it without quotes: `{inside}`"),
                    Err(_) => "write it in digits and without quotes, as in `33.3`".to_owned(),
                };
                (Code::WrongType, "a number is expected here, not a string".to_owned(), help)
            }
            Error::ExpectedInteger | Error::ExpectedFloat
                if next == Some('.') && is_bare && token.contains(char::is_alphabetic) =>
            {
                let word = token.trim_matches('.');
                let message = format!("`{token}` is neither a number nor a string");
                (Code::WrongType, message, format!("a string stands in quotes: \"{word}\""))
            }
            Error::ExpectedInteger | Error::ExpectedFloat | Error::IntegerOutOfBounds => (
                Code::WrongType,
                "a number is expected here".to_owned(),
                "write it in digits and without quotes, as in `33.3`".to_owned(),
            ),
            Error::ExpectedComma | Error::ExpectedStructLikeEnd if next == Some(':') => (
                Code::Syntax,
                "a colon cannot stand here".to_owned(),
                "between these brackets values stand without names".to_owned(),
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
            Error::ExpectedAttribute | Error::ExpectedAttributeEnd => (
                Code::Syntax,
                "this `#![…]` cannot be read".to_owned(),
                "remove it: scenario files need no such line".to_owned(),
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
pub(super) fn beginning() -> String {
    "a scenario is written Scenario(title: \"…\", as_of: \"…\", summary: \"…\", …)".to_owned()
}

/// The nearest word as advice, or other advice where none is near.
pub(super) fn did_you_mean(found: &str, expected: &[&str], otherwise: impl FnOnce() -> String) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise(),
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
