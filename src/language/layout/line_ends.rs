//! The line ends of a text: which they are, and the same ones after it has been laid out.

use crate::language::tokens::{Kind, Tokens};

/// What ends the lines of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// A line feed, as on Unix.
    Feed,
    /// A carriage return and a line feed, as on Windows.
    ReturnAndFeed,
}

impl LineEnd {
    /// The first one of a text that is not within something that says it, such as a string.
    pub fn of(text: &str) -> Self {
        let made_anew = made_anew(text).find_map(|(part, _)| part.find('\n').map(|at| &part[..at]));
        if made_anew.is_some_and(|line| line.ends_with('\r')) { Self::ReturnAndFeed } else { Self::Feed }
    }

    /// The text with this end to its lines, which are those of Unix but for what strings say.
    pub fn end(self, text: String) -> String {
        if self == Self::Feed {
            return text;
        }
        let parts = made_anew(&text);
        parts.flat_map(|(made_anew, kept)| [made_anew.replace('\n', "\r\n"), kept.to_owned()]).collect()
    }
}

/// The parts of a text, in order: white space, comments and words, then what stays byte for byte.
fn made_anew(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_kept = |kind| matches!(kind, Kind::String | Kind::Character | Kind::Attribute);
    let kept = Tokens::of(text).filter(move |token| is_kept(token.kind));
    let ends = std::iter::once(text.len()..text.len());
    kept.map(|token| token.start..token.end()).chain(ends).scan(0, |at, kept| {
        let made_anew = &text[*at..kept.start];
        *at = kept.end;
        Some((made_anew, &text[kept]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_own_line_ends_and_tell_nothing_of_the_others() {
        for (text, line_end) in [
            ("", LineEnd::Feed),
            ("a\rb", LineEnd::Feed),
            ("a\r\nb\n", LineEnd::ReturnAndFeed),
            ("a\nb\r\n", LineEnd::Feed),
            ("\"a\r\n\"", LineEnd::Feed),
            ("\"a\n\"\r\n", LineEnd::ReturnAndFeed),
            ("/* \r\n */\n", LineEnd::ReturnAndFeed),
            ("// \r\n", LineEnd::ReturnAndFeed),
        ] {
            assert_eq!(LineEnd::of(text), line_end, "{text:?}");
        }
        let text = "a\n/* b\n */ \"c\n\\\"d\r\n\" r#\"\n\"#\n// e\n";
        assert_eq!(LineEnd::Feed.end(text.to_owned()), text);
        let ended = "a\r\n/* b\r\n */ \"c\n\\\"d\r\n\" r#\"\n\"#\r\n// e\r\n";
        assert_eq!(LineEnd::ReturnAndFeed.end(text.to_owned()), ended);
    }
}
