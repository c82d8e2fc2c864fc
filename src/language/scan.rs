//! The tokens of a RON text, well or ill formed: for saying where a fault lies, not for reading.

/// What a token is, as far as places are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `(`, `[` or `{`
    Open,
    /// `)`, `]` or `}`
    Close,
    /// A string in double quotes, raw ones included.
    String,
    /// A string that nothing closes.
    UnclosedString,
    /// A block comment that nothing closes.
    UnclosedComment,
    /// A name or a number.
    Word,
    /// Any other character, and a character in single quotes.
    Other,
}

/// A token and its place, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// The tokens of a text from some byte on; white space and comments are left out.
#[derive(Clone, Debug)]
pub struct Tokens<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Tokens<'text> {
    /// From a byte on, which begins a token or stands between tokens.
    pub const fn from(text: &'text str, at: usize) -> Self {
        Self { text, at }
    }

    fn rest(&self) -> &'text str {
        &self.text[self.at..]
    }

    /// Passes white space and comments; an unclosed comment stays.
    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(length) = block_comment(rest) {
                self.at += length;
            } else {
                return;
            }
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_blanks();
        let (rest, start) = (self.rest(), self.at);
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '(' | '[' | '{' => (Kind::Open, 1),
            ')' | ']' | '}' => (Kind::Close, 1),
            '"' => string(rest),
            'r' if raw_string(rest).is_some() => raw_string(rest).unwrap_or((Kind::Word, 1)),
            '/' if rest.starts_with("/*") => (Kind::UnclosedComment, rest.len()),
            '\'' => (Kind::Other, character(rest)),
            _ if is_of_a_word(first) => {
                (Kind::Word, rest.find(|other| !is_of_a_word(other)).unwrap_or(rest.len()))
            }
            _ => (Kind::Other, first.len_utf8()),
        };
        self.at += length;
        Some(Token { kind, start, end: self.at })
    }
}

fn is_of_a_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '+' | '-' | '#')
}

/// The length of the block comment that the text begins with, if it is one and closed. Block
/// comments nest.
pub fn block_comment(text: &str) -> Option<usize> {
    if !text.starts_with("/*") {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += 1;
        }
    }
    None
}

fn string(text: &str) -> (Kind, usize) {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (Kind::String, at + 1),
            _ => {}
        }
    }
    (Kind::UnclosedString, text.len())
}

fn raw_string(text: &str) -> Option<(Kind, usize)> {
    let after = text.strip_prefix('r')?;
    let fence = after.len() - after.trim_start_matches('#').len();
    let inside = after[fence..].strip_prefix('"')?;
    let closing = format!("\"{}", "#".repeat(fence));
    let before = text.len() - inside.len();
    let end = inside.find(&closing).map(|at| before + at + closing.len());
    Some(end.map_or((Kind::UnclosedString, text.len()), |end| (Kind::String, end)))
}

/// The length of a character in single quotes, or of what a stray quote seems to open: up to its
/// fellow on the same line.
fn character(text: &str) -> usize {
    let end = text[1..].find(['\'', '\n']).map(|at| at + 1);
    end.filter(|end| text[*end..].starts_with('\'')).map_or(1, |end| end + 1)
}

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
    RunOn(Token),
}

/// The first imbalance of a text, if there is one.
pub fn imbalance(text: &str) -> Option<Imbalance> {
    let mut open: Vec<usize> = Vec::new();
    for token in Tokens::from(text, 0) {
        match token.kind {
            Kind::Open => open.push(token.start),
            Kind::Close => {
                // A bracket too many is told by what the reader finds behind the end.
                let opened = open.pop()?;
                if closing(&text[opened..]) != text[token.start..].chars().next() {
                    return Some(Imbalance::Crossed { open: opened, close: token.start });
                }
            }
            Kind::String if text[token.end..].starts_with(|next: char| is_of_a_word(next) || next == '"') => {
                return Some(Imbalance::RunOn(token));
            }
            Kind::UnclosedString => return Some(Imbalance::RunOn(token)),
            _ => {}
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
    fn tokens_know_their_places() {
        let text = r##"A( /* ( /* */ */ b: "x\"(", // "
            r#"y"("#, 'c', 1.5, [é])"##;
        let tokens: Vec<&str> = Tokens::from(text, 0).map(|token| &text[token.start..token.end]).collect();
        assert_eq!(
            tokens,
            [
                "A",
                "(",
                "b",
                ":",
                "\"x\\\"(\"",
                ",",
                "r#\"y\"(\"#",
                ",",
                "'c'",
                ",",
                "1.5",
                ",",
                "[",
                "é",
                "]",
                ")"
            ]
        );
        assert_eq!(imbalance(text), None);
    }

    #[test]
    fn imbalances_are_found() {
        let table = [
            ("([)]", Some(Imbalance::Crossed { open: 1, close: 2 })),
            ("([]", Some(Imbalance::Unclosed { open: 0 })),
            ("(\"a, \"b\")", Some(Imbalance::RunOn(Token { kind: Kind::String, start: 1, end: 6 }))),
            ("(\"a", Some(Imbalance::RunOn(Token { kind: Kind::UnclosedString, start: 1, end: 3 }))),
            ("())", None),
        ];
        for (text, expected) in table {
            assert_eq!(imbalance(text), expected, "{text}");
        }
    }
}
