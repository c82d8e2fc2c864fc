//! A frame of the screen as an SVG picture, for pages that show what the program looks like.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

use whatif::report::escape::xml;

pub const CELL_WIDTH: usize = 9;
pub const CELL_HEIGHT: usize = 19;
pub const MARGIN: usize = 12;
pub const FONT: &str = "'DejaVu Sans Mono', Menlo, Consolas, monospace";
pub const BACKGROUND: &str = "#16191f";
pub const FOREGROUND: &str = "#d7dae0";

/// The buffer as a self-contained SVG document. Every run of like cells is one text element of a
/// fixed length, so that columns hold whatever font is found.
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let mut svg = String::new();
    let _ = writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" font-family="{FONT}" font-size="15">"#,
        w = width * CELL_WIDTH + 2 * MARGIN,
        h = height * CELL_HEIGHT + 2 * MARGIN,
    );
    let _ = writeln!(svg, r#"<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>"#);
    for y in 0..area.height {
        for run in runs(buffer, y) {
            draw(&mut svg, &run, usize::from(y));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Cells beside one another that look alike.
#[derive(PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub column: usize,
    pub cells: usize,
    pub look: Look,
}

/// What a row of the buffer is made of.
pub fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let look = Look::of(&buffer[(x, y)]);
        let start = x;
        let mut text = String::new();
        while x < buffer.area.width && Look::of(&buffer[(x, y)]) == look {
            let symbol = buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += symbol.width().max(1) as u16;
        }
        runs.push(Run { text, column: usize::from(start), cells: usize::from(x - start), look });
    }
    runs
}

fn draw(svg: &mut String, run: &Run, row: usize) {
    let x = MARGIN + run.column * CELL_WIDTH;
    let y = MARGIN + row * CELL_HEIGHT;
    let width = run.cells * CELL_WIDTH;
    let look = &run.look;
    if let Some(background) = look.background {
        let _ = writeln!(
            svg,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{CELL_HEIGHT}" fill="{background}"/>"#
        );
    }
    let mut attributes = String::new();
    if look.bold {
        attributes.push_str(r#" font-weight="bold""#);
    }
    if look.dim {
        attributes.push_str(r#" opacity="0.65""#);
    }
    if look.underlined {
        attributes.push_str(r#" text-decoration="underline""#);
    }
    let baseline = y + 14;
    for (cells_before, words) in phrases(&run.text) {
        let x = x + cells_before * CELL_WIDTH;
        let width = words.width() * CELL_WIDTH;
        let words = xml(words);
        let _ = writeln!(
            svg,
            r#"<text x="{x}" y="{baseline}" textLength="{width}" lengthAdjust="spacingAndGlyphs" fill="{}"{attributes}>{words}</text>"#,
            look.foreground
        );
    }
}

/// The parts of a text between runs of several spaces, each with the cells before it: viewers fold
/// spaces, and would stretch what is left.
pub fn phrases(text: &str) -> Vec<(usize, &str)> {
    let mut phrases = Vec::new();
    let mut at = 0;
    for part in text.split("  ") {
        let words = part.trim_matches(' ');
        if !words.is_empty() {
            let leading = part.len() - part.trim_start_matches(' ').len();
            phrases.push((text[..at + leading].width(), words));
        }
        at += part.len() + 2;
    }
    phrases
}

/// How cells look.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look {
    pub foreground: &'static str,
    pub background: Option<&'static str>,
    pub bold: bool,
    pub dim: bool,
    pub underlined: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let foreground = colour(cell.fg).unwrap_or(FOREGROUND);
        let background = colour(cell.bg);
        let (foreground, background) = if has(Modifier::REVERSED) {
            (background.unwrap_or(BACKGROUND), Some(foreground))
        } else {
            (foreground, background)
        };
        Self {
            foreground,
            background,
            bold: has(Modifier::BOLD),
            dim: has(Modifier::DIM),
            underlined: has(Modifier::UNDERLINED),
        }
    }
}

fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Blue | Color::LightBlue => "#6aa5f8",
        Color::Cyan | Color::LightCyan => "#5cc8d8",
        Color::Yellow | Color::LightYellow => "#f2a65a",
        Color::DarkGray => "#5b6270",
        Color::Gray => "#aab0bc",
        Color::White => "#ffffff",
        Color::Black => "#000000",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stand_where_they_stood() {
        assert_eq!(phrases("  one two   three "), [(2, "one two"), (12, "three")]);
        assert_eq!(phrases("漢  a"), [(0, "漢"), (4, "a")]);
        assert!(phrases("    ").is_empty());
    }
}
