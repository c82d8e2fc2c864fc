//! The ladder as a picture.
//!
//! ```text
//! Tolerance of a U.S. action          no problem  not ruled out  …   apart   the paper does
//!                                                                              not say
//! Russia, toward strikes in Sudan         ○───────────●───────── …     ○          ○
//!   not ruled out
//! ```

use super::ladder::{Ladder, Mark, Place, Rungs};
use super::picture::{Frame, Look, Picture, leading, lines, width};

const MARGIN: usize = 16;
/// The room for the stances' words.
const STANCES: usize = 232;
/// What the places share where they are few, and the least and the most that one takes.
const PLACES: usize = 690;
const NARROWEST: usize = 76;
const WIDEST: usize = 116;
const LONGEST_WORD: usize = 140;
/// The room between the words of neighbouring places.
const BESIDE: usize = 8;
const RADIUS: usize = 7;
const TITLE: Look = Look::new("ink", 16).bold();
const STANCE: Look = Look::new("ink", 14);
const WORDS: Look = Look::new("quiet", 13);
const PLACE: Look = Look::new("quiet", 12).middle();
const LEGEND: Look = Look::new("quiet", 13);

/// Draws the ladder in one picture.
pub fn svg(ladder: &Ladder, title: &str) -> String {
    let rungs: Vec<&Rungs> = ladder.rungs.iter().collect();
    picture(ladder, &rungs, title, true, Frame::Alone)
}

/// Draws the ladder in a picture for each scale, of which none is torn by the end of a page and
/// all are equally wide; they are numbered from `first` on.
pub fn svg_by_scale(ladder: &Ladder, first: usize) -> Vec<String> {
    let pictures = ladder.rungs.iter().enumerate().map(|(index, rungs)| {
        let is_last = index + 1 == ladder.rungs.len();
        picture(ladder, &[rungs], &rungs.label, is_last, Frame::InPage(first + index))
    });
    pictures.collect()
}

fn picture(ladder: &Ladder, shown: &[&Rungs], title: &str, with_legend: bool, frame: Frame) -> String {
    let mut picture = Picture::default();
    let mut y = MARGIN;
    for rungs in shown {
        y = draw(rungs, column(rungs), y, &mut picture);
    }
    let widths = ladder.rungs.iter().map(|rungs| MARGIN + STANCES + rungs.places.len() * column(rungs));
    let mut across = widths.max().unwrap_or(0);
    if with_legend && !ladder.is_blank {
        across = across.max(legend(ladder, y, &mut picture));
        y += 24;
    }
    picture.finish(across + MARGIN, y + MARGIN / 2, title, &description(shown), frame)
}

/// How wide a place is: as wide as there is room, and as its longest word needs within reason.
fn column(rungs: &Rungs) -> usize {
    let words = rungs.places.iter().flat_map(|place| place.label.split_whitespace());
    let longest = words.map(|word| width(word, PLACE.size) + BESIDE).max().unwrap_or(0);
    let fair = (PLACES / rungs.places.len().max(1)).clamp(NARROWEST, WIDEST);
    fair.max(longest.min(LONGEST_WORD))
}

/// What the picture shows, in words.
fn description(shown: &[&Rungs]) -> String {
    let mut parts = Vec::new();
    for rungs in shown {
        let labels: Vec<&str> = rungs.places.iter().map(|place| place.label.as_str()).collect();
        let rows = rungs.rows.iter().map(|row| match row.words.as_str() {
            "" => row.stance.clone(),
            words => format!("{}: {words}", row.stance),
        });
        let rows: Vec<String> = rows.collect();
        parts.push(format!("{} (places: {}). {}.", rungs.label, labels.join(", "), rows.join(". ")));
    }
    parts.join(" ")
}

/// Draws one scale from `y` down; where it ends.
fn draw(rungs: &Rungs, column: usize, y: usize, picture: &mut Picture) -> usize {
    let labels: Vec<Vec<String>> =
        rungs.places.iter().map(|place| lines(&place.label, PLACE.size, column - BESIDE)).collect();
    let tallest = labels.iter().map(Vec::len).max().unwrap_or(1);
    let title = lines(&rungs.label, TITLE.size, STANCES - 16);
    let head = (tallest * leading(PLACE.size)).max(title.len() * leading(TITLE.size)) + 10;
    picture.words(MARGIN, y + TITLE.size, &title, TITLE);
    for (index, label) in labels.iter().enumerate() {
        // The last lines of all labels stand on one line.
        let top = y + head - 10 - label.len() * leading(PLACE.size);
        picture.words(centre(index, column), top + PLACE.size, label, PLACE);
    }
    let mut y = y + head;
    for (index, row) in rungs.rows.iter().enumerate() {
        let stance = lines(&row.stance, STANCE.size, STANCES - 16);
        let words =
            if row.words.is_empty() { Vec::new() } else { lines(&row.words, WORDS.size, STANCES - 28) };
        let height = stance.len() * leading(STANCE.size) + words.len() * leading(WORDS.size) + 12;
        if index % 2 == 0 {
            let width = STANCES + column * rungs.places.len();
            picture.element(format_args!(
                "<rect class=\"band\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"4\"/>",
                MARGIN - 8,
                width + 8
            ));
        }
        let under = y + 6 + stance.len() * leading(STANCE.size);
        picture.words(MARGIN, y + 5 + STANCE.size, &stance, STANCE);
        picture.words(MARGIN + 12, under + WORDS.size - 2, &words, WORDS);
        track(rungs, &row.marks, column, y + height / 2, picture);
        y += height;
    }
    y + 26
}

fn centre(index: usize, column: usize) -> usize {
    MARGIN + STANCES + index * column + column / 2
}

/// A stance's places, those in order on a line.
fn track(rungs: &Rungs, marks: &[Mark], column: usize, y: usize, picture: &mut Picture) {
    let ordered = rungs.places.iter().filter(|place| place.along.is_some()).count();
    if ordered > 1 {
        picture.element(format_args!(
            "<line class=\"line\" x1=\"{}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\" stroke-width=\"2\"/>",
            centre(0, column),
            centre(ordered - 1, column)
        ));
    }
    for (index, (place, mark)) in rungs.places.iter().zip(marks).enumerate() {
        draw_mark(place, *mark, centre(index, column), y, picture);
    }
}

fn draw_mark(place: &Place, mark: Mark, x: usize, y: usize, picture: &mut Picture) {
    let class = place.along.map_or_else(|| "edge".to_owned(), |along| format!("p{along}"));
    let fill = if place.along.is_some() { class.as_str() } else { "quiet" };
    match mark {
        Mark::Empty => picture.element(format_args!(
            "<circle class=\"hollow\" cx=\"{x}\" cy=\"{y}\" r=\"4\" stroke-width=\"1.5\"/>"
        )),
        Mark::Here => {
            picture.element(format_args!("<circle class=\"{fill}\" cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\"/>"));
        }
        // Half full: the left half of the disc.
        Mark::Possible => {
            picture.element(format_args!(
                "<circle class=\"ground\" cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\"/>\
                 <circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\" style=\"fill:none\" stroke-width=\"2\"/>\
                 <path class=\"{fill}\" d=\"M{x} {} a{RADIUS} {RADIUS} 0 0 0 0 {}z\"/>",
                y - RADIUS,
                2 * RADIUS
            ));
        }
        Mark::Paper => picture.element(format_args!(
            "<circle class=\"hollow\" cx=\"{x}\" cy=\"{y}\" r=\"{RADIUS}\" stroke-width=\"2\" stroke-dasharray=\"3 2\"/>"
        )),
    }
}

/// What the marks mean, below everything; how far it reaches.
fn legend(ladder: &Ladder, y: usize, picture: &mut Picture) -> usize {
    let place = Place { label: String::new(), along: Some(5) };
    let mut x = MARGIN;
    for (mark, words) in ladder.legend() {
        draw_mark(&place, mark, x + RADIUS, y, picture);
        picture.words(x + 3 * RADIUS, y + 4, &[words.to_owned()], LEGEND);
        x += 3 * RADIUS + width(words, LEGEND.size) + 24;
    }
    x
}
