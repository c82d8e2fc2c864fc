//! The words, numbers, brackets and commas of an expression.

use std::ops::Range;

use super::{ExpressionError, is_keyword};
use crate::language::look_alike::LookAlike;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Word(String),
    Number(u32),
    Open,
    Close,
    Comma,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) place: Range<usize>,
}

impl Token {
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(text) if text == word)
    }
}

/// The tokens of a text.
///
/// # Errors
/// The first character that has no meaning.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, ExpressionError> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let kind = match character {
            _ if character.is_whitespace() => continue,
            '(' => Kind::Open,
            ')' => Kind::Close,
            ',' => Kind::Comma,
            _ if character.is_alphanumeric() || character == '_' => {
                let mut end = start + character.len_utf8();
                while let Some((index, next)) = characters.peek().copied() {
                    if !(next.is_alphanumeric() || next == '_' || next == '.') {
                        break;
                    }
                    end = index + next.len_utf8();
                    characters.next();
                }
                let word = &text[start..end];
                if word.bytes().all(|byte| byte.is_ascii_digit()) {
                    // More than can be counted is as good as the most that can be.
                    tokens.push(Token {
                        kind: Kind::Number(word.parse().unwrap_or(u32::MAX)),
                        place: start..end,
                    });
                } else {
                    tokens.push(Token { kind: Kind::Word(word.to_owned()), place: start..end });
                }
                continue;
            }
            _ => return Err(stray_character(text, start)),
        };
        tokens.push(Token { kind, place: start..start + 1 });
    }
    Ok(tokens)
}

fn stray_character(text: &str, start: usize) -> ExpressionError {
    if let Some((character, look_alike)) =
        text[start..].chars().next().and_then(|first| Some((first, LookAlike::of(first)?)))
    {
        let (message, help) = (look_alike.message(character), look_alike.help());
        return ExpressionError { place: start..start + character.len_utf8(), message, help };
    }
    let is_operator = |character: char| "&|=!<>~¬≠≤≥→-–".contains(character);
    let rest = &text[start..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    // What stands for a word in other languages often has two characters.
    let found = &rest[..rest.find(|other| !is_operator(other)).unwrap_or(rest.len()).max(first)];
    let help = match found {
        "&" | "&&" => "write `and`".to_owned(),
        "|" | "||" => "write `or`".to_owned(),
        "!" | "~" | "¬" => "write `not`".to_owned(),
        "=" | "==" | "===" => comparison(text, start..start + found.len(), "is"),
        "!=" | "!==" | "≠" | "<>" => comparison(text, start..start + found.len(), "is not"),
        "→" | "->" | "=>" => "write `implies`".to_owned(),
        "<" | "<=" | "≤" | ">" | ">=" | "≥" => {
            "write `at least 2 of (…)` or `at most 2 of (…)`; values are named one by one".to_owned()
        }
        "-" | "–" => {
            let is_of_a_word = |character: char| character.is_alphanumeric() || "_.-–".contains(character);
            let from = text[..start]
                .rfind(|other| !is_of_a_word(other))
                .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            let to = rest.find(|other| !is_of_a_word(other)).map_or(text.len(), |length| start + length);
            let name = text[from..to].replace(['-', '–'], "_");
            if name.starts_with('_') || name.ends_with('_') {
                "names have underscores, as in `some_name`".to_owned()
            } else {
                format!("names have underscores: `{name}`")
            }
        }
        _ => match found.chars().next() {
            Some('{' | '}' | '[' | ']') => "use round brackets".to_owned(),
            Some('"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '`') => {
                "values stand without quotes, as in `NAME is VALUE`".to_owned()
            }
            _ => {
                "an expression is made of names, words such as `and`, `or`, `not`, `is`, brackets and commas"
                    .to_owned()
            }
        },
    };
    ExpressionError {
        place: start..start + found.len(),
        message: format!("`{found}` has no meaning in an expression"),
        help,
    }
}

/// How to write a comparison for which a sign stands: with the words around it, where they are a name
/// and a value.
fn comparison(text: &str, sign: Range<usize>, is: &str) -> String {
    let is_of_a_word = |character: char| character.is_alphanumeric() || character == '_' || character == '.';
    let (before, after) = (text[..sign.start].trim_end(), text[sign.end..].trim_start());
    let name = &before[before.trim_end_matches(is_of_a_word).len()..];
    let value = &after[..after.len() - after.trim_start_matches(is_of_a_word).len()];
    if name.is_empty() || value.is_empty() || is_keyword(name) || is_keyword(value) {
        format!("write `{is}`, as in `NAME {is} VALUE`")
    } else {
        format!("write `{name} {is} {value}`")
    }
}
