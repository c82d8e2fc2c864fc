//! Lines and columns of a text, and the borders of its characters.

use std::ops::Range;

use super::span::Span;

/// The lines that a span touches; behind the last line, that one.
pub(super) fn lines_around(text: &str, span: Span) -> Range<usize> {
    let before = &text[..span.start];
    let before = if span.start == text.len() { before.strip_suffix('\n').unwrap_or(before) } else { before };
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |length| span.end + length + 1);
    start..end
}

/// Lines and columns of a text, counted on from byte to byte.
pub(super) struct Counted<'text> {
    text: &'text str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'text> Counted<'text> {
    /// From the beginning.
    pub(super) const fn new(text: &'text str) -> Self {
        Self { text, byte: 0, line: 1, column: 1 }
    }

    /// The line and the column of a byte, soon found where it is not before the one asked for last.
    pub(super) fn line_and_column(&mut self, byte: usize) -> (usize, usize) {
        let byte = floor_boundary(self.text, byte);
        if byte < self.byte {
            *self = Self::new(self.text);
        }
        let passed = &self.text[self.byte..byte];
        let lines = passed.matches('\n').count();
        self.line += lines;
        self.column = match passed.rfind('\n') {
            Some(newline) => passed[newline + 1..].chars().count() + 1,
            None => self.column + passed.chars().count(),
        };
        self.byte = byte;
        (self.line, self.column)
    }
}

/// The line and the column of a byte, both from 1, columns in characters.
pub(super) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    Counted::new(text).line_and_column(byte)
}

/// The last border of characters up to a byte.
pub(super) fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "a\n§b\r\nc";
        let table = [(0, (1, 1)), (2, (2, 1)), (4, (2, 2)), (7, (3, 1)), (99, (3, 2)), (3, (2, 1))];
        for (byte, place) in table {
            assert_eq!(line_and_column(text, byte), place, "{byte}");
        }
    }

    #[test]
    fn counting_goes_on_and_begins_again() {
        let text = "a\n§b\r\nc\n\nd";
        let mut counted = Counted::new(text);
        for byte in [0, 3, 2, 5, 7, 7, 12, 4, 99, 0] {
            assert_eq!(counted.line_and_column(byte), line_and_column(text, byte), "{byte}");
        }
    }

    #[test]
    fn the_lines_of_a_span_are_whole() {
        let text = "a\nbc\nd\n";
        for (start, end, lines) in [(0, 1, "a\n"), (2, 3, "bc\n"), (3, 6, "bc\nd\n"), (7, 7, "d\n")] {
            assert_eq!(&text[lines_around(text, Span { start, end })], lines, "{start}..{end}");
        }
        assert_eq!(lines_around("", Span::default()), 0..0);
    }
}
