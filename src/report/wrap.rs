//! Text broken into lines that fit, by the width that a terminal gives each character.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The number of terminal cells that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Breaks a text at white space into lines of at most `most` cells; a longer word is broken
/// between its characters. At least one line; nothing is lost but the white space at the breaks.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    wrap_by(text, most, width)
}

/// The same by any measure of how wide a piece of text is.
pub fn wrap_by(text: &str, most: usize, width: impl Fn(&str) -> usize) -> Vec<String> {
    let space = width(" ");
    let most = most.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let needed = width(word);
            if used > 0 && used + space + needed <= most {
                line.push(' ');
                line.push_str(word);
                used += space + needed;
                continue;
            }
            if used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if needed <= most {
                line.push_str(word);
                used = needed;
                continue;
            }
            for grapheme in word.graphemes(true) {
                let needed = width(grapheme);
                if used > 0 && used + needed > most {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(grapheme);
                used += needed;
            }
        }
        lines.push(line);
    }
    lines
}

/// The text, cut to at most `most` cells; what is cut is marked with an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let needed = width(grapheme);
        if used + needed + 1 > most {
            break;
        }
        cut.push_str(grapheme);
        used += needed;
    }
    if most > 0 {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_whole_where_they_fit() {
        let table: [(&str, usize, &[&str]); 6] = [
            ("one two three", 7, &["one two", "three"]),
            ("one", 3, &["one"]),
            ("", 5, &[""]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("a\nb", 9, &["a", "b"]),
            ("漢字 ab", 4, &["漢字", "ab"]),
        ];
        for (text, most, lines) in table {
            assert_eq!(wrap(text, most), lines, "{text} at {most}");
        }
    }

    #[test]
    fn what_is_cut_is_marked() {
        let table =
            [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字", 3, "漢…"), ("abc", 0, ""), ("abc", 1, "…")];
        for (text, most, expected) in table {
            assert_eq!(cut(text, most), expected, "{text} at {most}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_everything_fits(text in "[a-c é漢\u{301}]{0,60}", most in 2_usize..20) {
            let lines = wrap(&text, most);
            let kept: String = lines.concat().split_whitespace().collect();
            let written: String = text.split_whitespace().collect();
            prop_assert_eq!(kept, written);
            prop_assert!(lines.iter().all(|line| width(line) <= most));
        }
    }
}
