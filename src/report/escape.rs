//! Text as each format wants it: what a file says is shown, and never obeyed as markup.

/// The text in one line, without characters that move others about: white space becomes a space,
/// and control characters, marks of direction and what is no character at all are replaced.
pub fn plain(text: &str) -> String {
    let seen = |character: char| match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{61c}'
        | '\u{200e}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}' => '\u{fffd}',
        control if control.is_control() => '\u{fffd}',
        other => other,
    };
    text.chars().map(seen).collect()
}

/// Text between tags, or between quotes in a tag, of HTML and XML.
pub fn xml(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in plain(text).chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            other => written.push(other),
        }
    }
    written
}

/// Text in a paragraph, an item or a cell of Markdown as GitHub reads it.
pub fn markdown(text: &str) -> String {
    let plain = plain(text);
    let text = plain.trim();
    let mut written = String::with_capacity(text.len());
    // At the beginning of a line some characters make it a heading, an item or a rule.
    let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    for (at, character) in text.char_indices() {
        let opens = match character {
            '#' | '+' | '-' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if opens
            || matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$')
        {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// A string of the DOT language in one line, quotes included.
pub fn dot(text: &str) -> String {
    dot_lines(&[text.to_owned()])
}

/// The same in several lines.
pub fn dot_lines(lines: &[String]) -> String {
    let mut written = "\"".to_owned();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            written.push_str("\\n");
        }
        for character in plain(line).chars() {
            match character {
                '"' => written.push_str("\\\""),
                '\\' => written.push_str("\\\\"),
                // Labels are read as HTML as far as its named characters go.
                '&' => written.push_str("&amp;"),
                other => written.push(other),
            }
        }
    }
    written.push('"');
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_obeyed() {
        let said = "a<b & \"c\" | 'd'\\e\nf\u{202e}\u{7}";
        assert_eq!(plain(said), "a<b & \"c\" | 'd'\\e f\u{fffd}\u{fffd}");
        assert_eq!(xml(said), "a&lt;b &amp; &quot;c&quot; | &#39;d&#39;\\e f\u{fffd}\u{fffd}");
        assert_eq!(markdown(said), "a\\<b \\& \"c\" \\| 'd'\\\\e f\u{fffd}\u{fffd}");
        assert_eq!(dot(said), "\"a<b &amp; \\\"c\\\" | 'd'\\\\e f\u{fffd}\u{fffd}\"");
    }

    #[test]
    fn what_opens_a_block_of_markdown_opens_none() {
        let table = [
            ("# a", "\\# a"),
            ("- a - b", "\\- a - b"),
            ("12. a 3.", "12\\. a 3."),
            ("1) a", "1\\) a"),
            ("    a", "a"),
            ("U.S.", "U.S."),
            ("", ""),
        ];
        for (said, written) in table {
            assert_eq!(markdown(said), written);
        }
    }
}
