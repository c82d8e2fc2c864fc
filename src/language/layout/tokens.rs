//! The tokens of RON, comments among them. Every text has tokens, whether or not it is RON.

use std::str::Chars;

use crate::language::scan::block_comment;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name, a number, or anything else without spaces and brackets.
    Word,
    /// A string or a character between its quotes, prefix and hashes included.
    Quoted,
    /// `#![enable(…)]` as it was written.
    Attribute,
    /// An opening bracket of any kind.
    Open,
    /// A closing bracket of any kind.
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `// …` without the line's end.
    LineComment,
    /// `/* … */`; they nest.
    BlockComment,
}

/// A token where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'text> {
    /// What it is.
    pub kind: Kind,
    /// Its characters.
    pub text: &'text str,
    /// Where they begin.
    pub start: usize,
    /// The number of line ends in the white space before it.
    pub newlines: usize,
}

impl Token<'_> {
    /// Whether it means nothing.
    pub fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::LineComment | Kind::BlockComment)
    }
}

/// The tokens of a text, in order.
#[derive(Clone, Debug)]
pub struct Tokens<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Tokens<'text> {
    /// Those of this text.
    pub fn of(text: &'text str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'text> Iterator for Tokens<'text> {
    type Item = Token<'text>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let trimmed = rest.trim_start_matches(is_white);
        let white = &rest[..rest.len() - trimmed.len()];
        let (kind, length) = first(trimmed)?;
        let start = self.at + white.len();
        self.at = start + length;
        let newlines = white.bytes().filter(|byte| *byte == b'\n').count();
        Some(Token { kind, text: &trimmed[..length], start, newlines })
    }
}

/// What RON takes for white space.
fn is_white(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t'
            | '\n'
            | '\r'
            | '\x0b'
            | '\x0c'
            | '\u{85}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'
            | '\u{2029}'
    )
}

/// The kind and the length of the token that the text begins with.
fn first(text: &str) -> Option<(Kind, usize)> {
    Some(match text.chars().next()? {
        '(' | '[' | '{' => (Kind::Open, 1),
        ')' | ']' | '}' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        ':' => (Kind::Colon, 1),
        '#' => attribute(text).map_or((Kind::Word, 1), |length| (Kind::Attribute, length)),
        _ if text.starts_with("//") => (Kind::LineComment, text.find('\n').unwrap_or(text.len())),
        _ if text.starts_with("/*") => (Kind::BlockComment, block_comment(text).unwrap_or(text.len())),
        _ => match quoted(text) {
            Some(length) => (Kind::Quoted, length),
            None => (Kind::Word, word(text)),
        },
    })
}

/// How long the string or the character is that the text begins with, if it begins with one.
fn quoted(text: &str) -> Option<usize> {
    let unprefixed = text.strip_prefix('b').unwrap_or(text);
    let rest = match unprefixed.strip_prefix('r') {
        Some(raw) => {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            let body = raw[hashes..].strip_prefix('"')?;
            let end = format!("\"{}", &raw[..hashes]);
            body.find(&end).map_or("", |found| &body[found + end.len()..])
        }
        None => match unprefixed.chars().next()? {
            '"' => after_string(&unprefixed[1..]),
            '\'' => after_character(&unprefixed[1..]),
            _ => return None,
        },
    };
    Some(text.len() - rest.len())
}

/// What follows a string, its opening quote being behind.
fn after_string(body: &str) -> &str {
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => skip(&mut characters),
            _ => {}
        }
    }
    characters.as_str()
}

/// What follows a character, its opening quote being behind.
fn after_character(body: &str) -> &str {
    let mut characters = body.chars();
    if characters.next() == Some('\\') {
        skip(&mut characters);
        let rest = characters.as_str();
        // `\x41` and `\u{1f600}` are longer than one character.
        return rest.find('\'').map_or(rest, |end| &rest[end + 1..]);
    }
    characters.as_str().strip_prefix('\'').unwrap_or(characters.as_str())
}

fn skip(characters: &mut Chars<'_>) {
    characters.next();
}

/// How long the attribute is that the text begins with, if it is one.
fn attribute(text: &str) -> Option<usize> {
    let mut tokens = Tokens { text, at: 1 }.filter(|token| !token.is_comment());
    if tokens.next()?.text != "!" || tokens.next()?.text != "[" {
        return None;
    }
    let mut depth = 1_usize;
    for token in tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(token.start + token.text.len());
        }
    }
    None
}

/// How long the word is that the text begins with, which is not empty.
fn word(text: &str) -> usize {
    let mut previous = '\0';
    for (at, character) in text.char_indices() {
        let ends = match character {
            '(' | '[' | '{' | ')' | ']' | '}' | ',' | ':' | '"' | '\'' => true,
            // `r#where` is a name.
            '#' => &text[..at] != "r",
            '/' => text[at..].starts_with("//") || text[at..].starts_with("/*"),
            // `1..=2` is a range, `type="…"` is not.
            '=' => previous != '.',
            _ => is_white(character) || previous == '=' && !text[..at].ends_with(".="),
        };
        if ends && at > 0 {
            return at;
        }
        previous = character;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(Kind, &str)> {
        Tokens::of(text).map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn tokens_are_what_ron_takes_them_for() {
        use Kind::{BlockComment, Close, Colon, Comma, LineComment, Open, Quoted, Word};
        let table: [(&str, &[(Kind, &str)]); 12] = [
            ("Say(\"a \\\" b\")", &[(Word, "Say"), (Open, "("), (Quoted, "\"a \\\" b\""), (Close, ")")]),
            ("r#\"a\"b\"#,", &[(Quoted, "r#\"a\"b\"#"), (Comma, ",")]),
            ("br##\"\"#\"##:", &[(Quoted, "br##\"\"#\"##"), (Colon, ":")]),
            ("b\"x\" b'y'", &[(Quoted, "b\"x\""), (Quoted, "b'y'")]),
            (r"'\'' ''' '\u{41}'", &[(Quoted, r"'\''"), (Quoted, "'''"), (Quoted, r"'\u{41}'")]),
            ("r#where: r", &[(Word, "r#where"), (Colon, ":"), (Word, "r")]),
            ("-1.5e+3/*x*/", &[(Word, "-1.5e+3"), (BlockComment, "/*x*/")]),
            ("1..=2", &[(Word, "1..=2")]),
            ("/* a /* b */ c */d", &[(BlockComment, "/* a /* b */ c */"), (Word, "d")]),
            ("a// \"b\r\nc", &[(Word, "a"), (LineComment, "// \"b\r"), (Word, "c")]),
            ("\"open", &[(Quoted, "\"open")]),
            ("/* open", &[(BlockComment, "/* open")]),
        ];
        for (text, expected) in table {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn an_attribute_is_one_token() {
        let attribute = "# /* a ] */ ![enable(implicit_some), /* b */]";
        assert_eq!(texts(&format!("{attribute} a")), [(Kind::Attribute, attribute), (Kind::Word, "a")]);
        assert_eq!(texts("#![type=\"]\"]"), [(Kind::Attribute, "#![type=\"]\"]")]);
        assert_eq!(texts("#![")[0], (Kind::Word, "#"), "what does not end is none");
    }

    #[test]
    fn lines_are_counted_and_places_known() {
        let text = "a\r\n\n  // b\nc";
        let places = Tokens::of(text).map(|token| (token.start, token.newlines));
        assert_eq!(places.collect::<Vec<_>>(), [(0, 0), (6, 2), (11, 1)]);
    }
}
