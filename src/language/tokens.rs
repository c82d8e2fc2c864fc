//! The tokens of RON, comments among them. Every text has tokens, whether or not it is RON.

use std::str::Chars;

use super::look_alike::LookAlike;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or a number.
    Word,
    /// A string in double quotes, prefix and hashes included.
    String,
    /// A string that nothing closes.
    UnclosedString,
    /// A character in single quotes, or whatever stands in them on one line.
    Character,
    /// `#![enable(…)]` as it was written, at the beginning of a text.
    Attribute,
    /// `(`, `[` or `{`
    Open,
    /// `)`, `]` or `}`
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// Any other character.
    Other,
    /// `// …` without the line's end.
    LineComment,
    /// `/* … */`; they nest.
    BlockComment,
    /// A block comment that nothing closes.
    UnclosedComment,
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

    /// The byte after its last.
    pub const fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text, in order.
#[derive(Clone, Debug)]
pub struct Tokens<'text> {
    text: &'text str,
    at: usize,
    /// Whether attributes may come: nothing but such has been read.
    is_beginning: bool,
}

impl<'text> Tokens<'text> {
    /// Those of this text.
    pub const fn of(text: &'text str) -> Self {
        Self { text, at: 0, is_beginning: true }
    }

    /// Those from a byte on, which begins a token or stands between tokens.
    pub const fn from(text: &'text str, at: usize) -> Self {
        Self { text, at, is_beginning: false }
    }

    /// All but the comments; one that nothing closes stays.
    pub fn without_comments(self) -> impl Iterator<Item = Token<'text>> {
        self.filter(|token| !token.is_comment())
    }
}

impl<'text> Iterator for Tokens<'text> {
    type Item = Token<'text>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        let trimmed = rest.trim_start_matches(is_white);
        let white = &rest[..rest.len() - trimmed.len()];
        let attribute = if self.is_beginning { attribute(trimmed) } else { None };
        let (kind, length) = match attribute {
            Some(length) => (Kind::Attribute, length),
            None => first(trimmed)?,
        };
        let start = self.at + white.len();
        self.at = start + length;
        let newlines = white.bytes().filter(|byte| *byte == b'\n').count();
        let token = Token { kind, text: &trimmed[..length], start, newlines };
        self.is_beginning &= kind == Kind::Attribute || token.is_comment();
        Some(token)
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

/// What a name or a number may be made of. RON takes fewer letters; what it refuses stays whole.
pub fn is_of_a_word(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '+' | '-')
    } else {
        !is_white(character)
            && !matches!(character, '“' | '”' | '„' | '‘' | '’')
            && LookAlike::of(character).is_none()
    }
}

/// The kind and the length of the token that the text begins with.
fn first(text: &str) -> Option<(Kind, usize)> {
    let first = text.chars().next()?;
    Some(match first {
        '(' | '[' | '{' => (Kind::Open, 1),
        ')' | ']' | '}' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        ':' => (Kind::Colon, 1),
        '/' if text.starts_with("//") => (Kind::LineComment, text.find('\n').unwrap_or(text.len())),
        '/' if text.starts_with("/*") => match block_comment(text) {
            Some(length) => (Kind::BlockComment, length),
            None => (Kind::UnclosedComment, text.len()),
        },
        _ => match quoted(text) {
            Some(quoted) => quoted,
            None if is_of_a_word(first) => (Kind::Word, word(text)),
            None => (Kind::Other, first.len_utf8()),
        },
    })
}

/// How long the block comment is that the text begins with, if it is one and closed; they nest.
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

/// The kind and the length of the string or the character that the text begins with, if it begins
/// with one.
fn quoted(text: &str) -> Option<(Kind, usize)> {
    let unprefixed = text.strip_prefix('b').unwrap_or(text);
    let mut characters = unprefixed.chars();
    let first = characters.next()?;
    let body = characters.as_str();
    let after = match first {
        'r' => {
            let hashes = &body[..body.len() - body.trim_start_matches('#').len()];
            let inside = body[hashes.len()..].strip_prefix('"')?;
            let end = format!("\"{hashes}");
            inside.find(&end).map(|found| &inside[found + end.len()..])
        }
        '"' => after_string(body),
        '\'' => return Some((Kind::Character, text.len() - after_character(body)?.len())),
        _ => return None,
    };
    Some(after.map_or((Kind::UnclosedString, text.len()), |after| (Kind::String, text.len() - after.len())))
}

/// What follows a string if it is closed, its opening quote being behind.
fn after_string(body: &str) -> Option<&str> {
    let mut characters = body.chars();
    loop {
        match characters.next()? {
            '"' => return Some(characters.as_str()),
            '\\' => skip(&mut characters),
            _ => {}
        }
    }
}

/// What follows a character, its opening quote being behind; or what follows the fellow of a quote
/// that opens no character, on the same line.
fn after_character(body: &str) -> Option<&str> {
    let mut characters = body.chars();
    let is_escape = characters.next()? == '\\';
    if is_escape {
        skip(&mut characters);
    }
    if let Some(rest) = characters.as_str().strip_prefix('\'') {
        return Some(rest);
    }
    // `\x41` and `\u{1f600}` are longer than one character, as are strings of other languages.
    let rest = if is_escape { characters.as_str() } else { body };
    let end = rest.find(['\'', '\n'])?;
    rest[end..].strip_prefix('\'')
}

fn skip(characters: &mut Chars<'_>) {
    characters.next();
}

/// How long the attribute is that the text begins with, if it is one.
fn attribute(text: &str) -> Option<usize> {
    let after = text.strip_prefix('#')?;
    let mut tokens = Tokens::from(text, text.len() - after.len()).without_comments();
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
            return Some(token.end());
        }
    }
    None
}

/// How long the word is that the text begins with, which begins with one.
fn word(text: &str) -> usize {
    // `r#where` is a name.
    let prefix = if text.starts_with("r#") { 2 } else { 0 };
    text[prefix..].find(|other| !is_of_a_word(other)).map_or(text.len(), |length| prefix + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(Kind, &str)> {
        Tokens::of(text).map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn tokens_are_what_ron_takes_them_for() {
        use Kind::{
            BlockComment, Character, Close, Colon, Comma, LineComment, Open, Other, String, UnclosedComment,
            UnclosedString, Word,
        };
        let table: [(&str, &[(Kind, &str)]); 16] = [
            ("Say(\"a \\\" b\")", &[(Word, "Say"), (Open, "("), (String, "\"a \\\" b\""), (Close, ")")]),
            ("r#\"a\"b\"#,", &[(String, "r#\"a\"b\"#"), (Comma, ",")]),
            ("br##\"\"#\"##:", &[(String, "br##\"\"#\"##"), (Colon, ":")]),
            ("b\"x\" b'y'", &[(String, "b\"x\""), (Character, "b'y'")]),
            (r"'\'' ''' '\u{41}'", &[(Character, r"'\''"), (Character, "'''"), (Character, r"'\u{41}'")]),
            ("'a b', 'c", &[(Character, "'a b'"), (Comma, ","), (Other, "'"), (Word, "c")]),
            ("'a\n'\\", &[(Other, "'"), (Word, "a"), (Other, "'"), (Other, "\\")]),
            ("“e\u{301}é”", &[(Other, "“"), (Word, "e\u{301}é"), (Other, "”")]),
            ("a=1", &[(Word, "a"), (Other, "="), (Word, "1")]),
            ("r#\"open\"", &[(UnclosedString, "r#\"open\"")]),
            ("r#where: r", &[(Word, "r#where"), (Colon, ":"), (Word, "r")]),
            ("-1.5e+3/*x*/", &[(Word, "-1.5e+3"), (BlockComment, "/*x*/")]),
            ("/* a /* b */ c */d", &[(BlockComment, "/* a /* b */ c */"), (Word, "d")]),
            ("a// \"b\r\nc", &[(Word, "a"), (LineComment, "// \"b\r"), (Word, "c")]),
            ("\"open", &[(UnclosedString, "\"open")]),
            ("/* open", &[(UnclosedComment, "/* open")]),
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
        assert_eq!(texts("#![")[0], (Kind::Other, "#"), "what does not end is none");
        assert_eq!(texts("a #![b]")[1], (Kind::Other, "#"), "what is not at the beginning is none");
        // However deep such a thing may seem to be nested.
        assert_eq!(Tokens::of(&"#![".repeat(100_000)).count(), 300_000);
    }

    #[test]
    fn lines_are_counted_and_places_known() {
        let text = "a\r\n\n  // b\nc";
        let places = Tokens::of(text).map(|token| (token.start, token.newlines));
        assert_eq!(places.collect::<Vec<_>>(), [(0, 0), (6, 2), (11, 1)]);
    }
}
