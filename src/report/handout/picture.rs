//! What the pictures have in common: an SVG document that says what it shows, and words that stay
//! within their room.

use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

use super::palette;
use crate::report::escape;
use crate::report::wrap::wrap_by;

/// Where a picture is shown.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame {
    /// In a file of its own, which brings its style along.
    Alone,
    /// In a page that has the style, as the picture of this number.
    InPage(usize),
}

/// A picture under way.
#[derive(Default)]
pub(super) struct Picture {
    body: String,
}

/// Where words begin or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
}

impl Picture {
    /// Adds an element as it is.
    pub fn element(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    /// Adds lines of words, the first with its baseline at `y`.
    pub fn words(&mut self, x: usize, y: usize, lines: &[String], look: Look) {
        let anchor = if look.anchor == Anchor::Middle { " text-anchor=\"middle\"" } else { "" };
        let weight = if look.bold { " font-weight=\"bold\"" } else { "" };
        for (index, line) in lines.iter().enumerate() {
            let y = y + index * leading(look.size);
            let (class, size) = (look.class, look.size);
            let line = escape::xml(line);
            self.element(format_args!(
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{weight}>{line}</text>"
            ));
        }
    }

    /// The whole picture.
    pub fn finish(self, width: usize, height: usize, title: &str, description: &str, frame: Frame) -> String {
        let number = match frame {
            Frame::Alone => String::new(),
            Frame::InPage(number) => format!("-{number}"),
        };
        let (style, ground) = match frame {
            Frame::Alone => (
                format!("<style>\n{}</style>\n", palette::style()),
                "<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n",
            ),
            Frame::InPage(_) => (String::new(), ""),
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" lang=\"en\" \
             aria-labelledby=\"title{number} description{number}\">\n\
             <title id=\"title{number}\">{}</title>\n<desc id=\"description{number}\">{}</desc>\n\
             {style}{ground}{}</svg>\n",
            escape::xml(title),
            escape::xml(description),
            self.body
        )
    }
}

/// How words look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub class: &'static str,
    pub size: usize,
    pub anchor: Anchor,
    pub bold: bool,
}

impl Look {
    pub const fn new(class: &'static str, size: usize) -> Self {
        Self { class, size, anchor: Anchor::Start, bold: false }
    }

    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub const fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }
}

/// The distance between the baselines of lines.
pub(super) const fn leading(size: usize) -> usize {
    size * 5 / 4
}

/// The words in lines of at most `room` pixels.
pub(super) fn lines(words: &str, size: usize, room: usize) -> Vec<String> {
    wrap_by(&escape::plain(words), room * 100 / size, breadth)
}

/// How broad words are at most, in pixels.
pub(super) fn width(words: &str, size: usize) -> usize {
    (breadth(words) * size).div_ceil(100)
}

/// How broad words are in hundredths of their size: a little more than in the fonts asked for
/// first, a little less than in the last, which the room around words makes up for.
fn breadth(words: &str) -> usize {
    let broad = |character: char| match character {
        'W' | '@' | '%' | '…' | '—' => 100,
        'm' | 'M' => 89,
        'G' | 'O' | 'Q' => 83,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 77,
        'A'..='Z' | '&' | '+' | '<' | '>' | '=' => 71,
        'i' | 'j' | 'l' | '\'' | ' ' | '.' | ',' => 30,
        'f' | 'r' | 't' | '(' | ')' | '-' | ':' | ';' | '/' | '“' | '”' => 38,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 54,
        'a'..='z' | '0'..='9' => 60,
        other => other.width().unwrap_or(1) * 100,
    };
    words.chars().map(broad).sum()
}
