//! Frames of the screen as one moving SVG picture: a strip of them, of which a style sheet shows one
//! after the other. Nothing in it is a script; printers, and readers who want nothing to move, see
//! the first frame.

use ratatui::buffer::Buffer;
use std::collections::HashMap;
use std::fmt::Write;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

use super::still::{BACKGROUND, CELL_HEIGHT, CELL_WIDTH, FONT, FOREGROUND, Look, MARGIN, Run, phrases, runs};
use whatif::report::escape::xml;

/// A frame, for how long it is shown, and what it shows.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The screen.
    pub frame: Buffer,
    /// How long.
    pub shown: Duration,
    /// The keys that led there; none at the beginning.
    pub keys: String,
    /// What is to be seen, in a few words.
    pub words: String,
}

/// The shots as an SVG document, over and over. They have one size.
pub fn svg(title: &str, shots: &[Shot]) -> String {
    let Some(first) = shots.first() else { return String::new() };
    let (columns, rows) = (usize::from(first.frame.area.width), usize::from(first.frame.area.height));
    let width = columns * CELL_WIDTH + 2 * MARGIN;
    // Below the screen there is a line of words.
    let height = rows * CELL_HEIGHT + 3 * MARGIN + CELL_HEIGHT;
    let mut looks = Looks::default();
    let mut strip = Strip::default();
    for shot in shots {
        for y in 0..shot.frame.area.height {
            strip.row(&runs(&shot.frame, y), &mut looks);
        }
    }
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{FONT}" font-size="15" role="img">"#
    );
    let _ = writeln!(svg, "<title>{}</title>", xml(title));
    let _ = writeln!(svg, "<style>\n{}{}</style>", looks.styles(), movement(shots, height));
    let _ = writeln!(svg, "<defs>\n{}</defs>", strip.defined);
    let _ = writeln!(svg, r#"<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>"#);
    let _ = writeln!(svg, r#"<svg width="{width}" height="{height}"><g class="strip">"#);
    let mut places = strip.places.iter();
    for (shot, top) in shots.iter().zip((0..).step_by(height)) {
        for (row, place) in places.by_ref().take(rows).enumerate() {
            if let Some(place) = place {
                let y = top + MARGIN + row * CELL_HEIGHT;
                let _ = writeln!(svg, r##"<use href="#r{place}" x="{MARGIN}" y="{y}"/>"##);
            }
        }
        caption(&mut svg, shot, columns, top + 2 * MARGIN + rows * CELL_HEIGHT);
    }
    svg.push_str("</g></svg>\n</svg>\n");
    svg
}

/// The keys, reversed, and the words.
fn caption(svg: &mut String, shot: &Shot, columns: usize, y: usize) {
    let baseline = y + 14;
    let mut column = 0;
    if !shot.keys.is_empty() {
        let cells = shot.keys.width() + 2;
        let _ = writeln!(
            svg,
            r#"<rect x="{MARGIN}" y="{y}" width="{}" height="{CELL_HEIGHT}" rx="4" fill="{FOREGROUND}"/>"#,
            cells * CELL_WIDTH
        );
        text(svg, &shot.keys, (1, baseline), &format!(r#"fill="{BACKGROUND}" font-weight="bold""#));
        column = cells + 1;
    }
    debug_assert!(column + shot.words.width() <= columns, "{} fits", shot.words);
    text(svg, &shot.words, (column, baseline), r##"fill="#ffffff""##);
}

fn text(svg: &mut String, words: &str, (column, baseline): (usize, usize), attributes: &str) {
    let _ = writeln!(
        svg,
        r#"<text x="{}" y="{baseline}" textLength="{}" lengthAdjust="spacingAndGlyphs" {attributes}>{}</text>"#,
        MARGIN + column * CELL_WIDTH,
        words.width() * CELL_WIDTH,
        xml(words),
    );
}

/// When the strip moves on to which frame.
fn movement(shots: &[Shot], height: usize) -> String {
    let whole: Duration = shots.iter().map(|shot| shot.shown).sum();
    let mut steps = String::new();
    let mut at = Duration::ZERO;
    for (index, shot) in shots.iter().enumerate() {
        let percent = 100.0 * at.as_secs_f64() / whole.as_secs_f64();
        let _ = writeln!(steps, "{percent:.3}%{{transform:translateY(-{}px)}}", index * height);
        at += shot.shown;
    }
    format!(
        ".strip{{animation:film {:.1}s step-end infinite}}\n\
         @keyframes film{{\n{steps}}}\n\
         @media print,(prefers-reduced-motion:reduce){{.strip{{animation:none}}}}\n",
        whole.as_secs_f64()
    )
}

/// The looks of letters, each a class.
#[derive(Default)]
struct Looks {
    classes: HashMap<Look, usize>,
    styles: String,
}

impl Looks {
    fn class(&mut self, look: Look) -> usize {
        let next = self.classes.len();
        // What lies behind the letters is drawn apart.
        let look = Look { background: None, ..look };
        *self.classes.entry(look).or_insert_with(|| {
            let bold = if look.bold { ";font-weight:bold" } else { "" };
            let dim = if look.dim { ";opacity:.65" } else { "" };
            let underlined = if look.underlined { ";text-decoration:underline" } else { "" };
            let _ = writeln!(self.styles, ".c{next}{{fill:{}{bold}{dim}{underlined}}}", look.foreground);
            next
        })
    }

    fn styles(&self) -> &str {
        &self.styles
    }
}

/// The rows of all frames, each different one defined once.
#[derive(Default)]
struct Strip {
    known: HashMap<String, usize>,
    defined: String,
    /// For each row of each frame, which it is; `None` where it is empty.
    places: Vec<Option<usize>>,
}

impl Strip {
    fn row(&mut self, runs: &[Run], looks: &mut Looks) {
        let mut row = String::new();
        for run in runs {
            let x = run.column * CELL_WIDTH;
            if let Some(background) = run.look.background {
                let width = run.cells * CELL_WIDTH;
                let _ = write!(
                    row,
                    r#"<rect x="{x}" width="{width}" height="{CELL_HEIGHT}" fill="{background}"/>"#
                );
            }
            for (cells_before, words) in phrases(&run.text) {
                let _ = write!(
                    row,
                    r#"<text x="{}" y="14" textLength="{}" lengthAdjust="spacingAndGlyphs" class="c{}">{}</text>"#,
                    x + cells_before * CELL_WIDTH,
                    words.width() * CELL_WIDTH,
                    looks.class(run.look),
                    xml(words),
                );
            }
        }
        if row.is_empty() {
            self.places.push(None);
            return;
        }
        let next = self.known.len();
        let place = *self.known.entry(row).or_insert_with_key(|row| {
            let _ = writeln!(self.defined, r#"<g id="r{next}">{row}</g>"#);
            next
        });
        self.places.push(Some(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn a_row_is_defined_once_and_frames_follow_one_another() {
        let frame = |word: &str| {
            let mut frame = Buffer::empty(ratatui::layout::Rect::new(0, 0, 8, 3));
            frame.set_string(0, 0, "always", Style::new());
            frame.set_string(0, 1, word, Style::new());
            frame
        };
        let shot = |word: &str, milliseconds| Shot {
            frame: frame(word),
            shown: Duration::from_millis(milliseconds),
            keys: String::new(),
            words: "a<b".to_owned(),
        };
        let svg = svg("A & B", &[shot("one", 1000), shot("two", 3000)]);
        assert_eq!(svg.matches(">always<").count(), 1);
        assert_eq!(svg.matches("<use ").count(), 4);
        let height = 3 * CELL_HEIGHT + 3 * MARGIN + CELL_HEIGHT;
        assert!(svg.contains("animation:film 4.0s step-end infinite"));
        assert!(svg.contains("0.000%{transform:translateY(-0px)}"), "{svg}");
        assert!(svg.contains(&format!("25.000%{{transform:translateY(-{height}px)}}")), "{svg}");
        assert!(svg.contains("<title>A &amp; B</title>") && svg.contains(">a&lt;b<"), "{svg}");
    }
}
