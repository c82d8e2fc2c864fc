//! Whether the brackets and quotation marks of a text are as many as they should be.

use super::span::Span;
use super::tokens::{Kind, Tokens, is_of_a_word};

/// What is wrong with the brackets and quotation marks of a text as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imbalance {
    /// A bracket is closed by one of another kind.
    Crossed {
        /// The one that opens.
        open: usize,
        /// The one that closes.
        close: usize,
    },
    /// A bracket is never closed.
    Unclosed {
        /// The one that opens.
        open: usize,
    },
    /// A string runs on to the quotation mark that should open the next one.
    RunOn(Span),
    /// Words end in a quotation mark and begin with none.
    Unopened(Span),
}

/// The first imbalance of a text, if there is one.
pub fn imbalance(text: &str) -> Option<Imbalance> {
    let mut open: Vec<usize> = Vec::new();
    let mut words: Option<Span> = None;
    let mut after = Kind::Other;
    for token in Tokens::of(text).without_comments() {
        match token.kind {
            // A name behind which a colon is missing may touch a string as well.
            Kind::String | Kind::UnclosedString
                if words.is_some_and(|words| words.end == token.start)
                    && (after == Kind::Colon
                        || open.last().is_some_and(|open| text[*open..].starts_with('['))) =>
            {
                return words.map(Imbalance::Unopened);
            }
            Kind::Open => open.push(token.start),
            Kind::Close => {
                // A bracket too many is told by what the reader finds behind the end.
                let opened = open.pop()?;
                if closing(&text[opened..]) != text[token.start..].chars().next() {
                    return Some(Imbalance::Crossed { open: opened, close: token.start });
                }
            }
            Kind::String
                if text[token.end()..].starts_with(|next: char| is_of_a_word(next) || next == '"') =>
            {
                return Some(Imbalance::RunOn(Span::of(token.text, text)));
            }
            Kind::UnclosedString => return Some(Imbalance::RunOn(Span::of(token.text, text))),
            _ => {}
        }
        if token.kind == Kind::Word {
            words = Some(Span { start: words.map_or(token.start, |words| words.start), end: token.end() });
        } else {
            words = None;
            after = token.kind;
        }
    }
    open.last().map(|open| Imbalance::Unclosed { open: *open })
}

/// The bracket that closes the one which the text begins with.
pub fn closing(text: &str) -> Option<char> {
    match text.chars().next()? {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imbalances_are_found() {
        let table = [
            ("([)]", Some(Imbalance::Crossed { open: 1, close: 2 })),
            ("([]", Some(Imbalance::Unclosed { open: 0 })),
            ("(\"a, \"b\")", Some(Imbalance::RunOn(Span { start: 1, end: 6 }))),
            ("(\"a", Some(Imbalance::RunOn(Span { start: 1, end: 3 }))),
            ("(a: b c\", d: \"\")", Some(Imbalance::Unopened(Span { start: 4, end: 7 }))),
            ("[\"a\", e\"]", Some(Imbalance::Unopened(Span { start: 6, end: 7 }))),
            ("(a \"b\", c\"d\")", None),
            ("())", None),
            ("A( /* ( /* */ */ b: \"x\\\"(\", // \"\n r#\"y\"(\"#, '(', 1.5, [é])", None),
        ];
        for (text, expected) in table {
            assert_eq!(imbalance(text), expected, "{text}");
        }
    }
}
