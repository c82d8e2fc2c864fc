//! Large letters, made of blocks: five rows of pixels each, as wide as the letter needs.

use std::iter;

/// How many cells a pixel takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Half a cell in height: three rows of cells a line.
    Half,
    /// Two cells beside one another: five rows of cells a line.
    Whole,
    /// Four cells by two: ten rows of cells a line.
    Double,
}

impl Scale {
    const fn smaller(self) -> Option<Self> {
        match self {
            Self::Double => Some(Self::Whole),
            Self::Whole => Some(Self::Half),
            Self::Half => None,
        }
    }

    const fn width(self) -> usize {
        match self {
            Self::Half => 1,
            Self::Whole => 2,
            Self::Double => 4,
        }
    }

    const fn height(self, ascii: bool) -> usize {
        match self {
            Self::Half if ascii => 5,
            Self::Half => 3,
            Self::Whole => 5,
            Self::Double => 10,
        }
    }
}

/// The text in the largest letters up to `wanted` that fit, as rows of cells; `None` where it does not
/// fit in any, or has a letter that there is no picture of.
pub(super) fn fit(
    text: &str,
    width: usize,
    height: usize,
    wanted: Scale,
    ascii: bool,
) -> Option<Vec<String>> {
    let glyphs = text.split_whitespace().map(|word| word.chars().map(glyph).collect::<Option<Vec<_>>>());
    let words: Vec<Vec<[&str; 5]>> = glyphs.collect::<Option<_>>()?;
    let mut scale = wanted;
    loop {
        if let Some(lines) = lines(&words, width / scale.width()) {
            let gaps = lines.len().saturating_sub(1);
            if lines.len() * scale.height(ascii) + gaps <= height {
                let mut rows = Vec::new();
                for (index, line) in lines.iter().enumerate() {
                    if index > 0 {
                        rows.push(String::new());
                    }
                    rows.extend(render(line, scale, ascii));
                }
                return Some(rows);
            }
        }
        scale = scale.smaller()?;
    }
}

/// Lines of pixels, each of five rows, broken between words.
fn lines(words: &[Vec<[&str; 5]>], width: usize) -> Option<Vec<[String; 5]>> {
    const SPACE: usize = 3;
    let mut lines: Vec<[String; 5]> = Vec::new();
    for word in words {
        let pixels: [String; 5] =
            std::array::from_fn(|row| word.iter().map(|glyph| glyph[row]).collect::<Vec<_>>().join(" "));
        let needed = pixels[0].chars().count();
        if needed > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if line[0].chars().count() + SPACE + needed <= width => {
                for (line, more) in line.iter_mut().zip(&pixels) {
                    line.push_str("   ");
                    line.push_str(more);
                }
            }
            _ => lines.push(pixels),
        }
    }
    Some(lines)
}

fn render(pixels: &[String; 5], scale: Scale, ascii: bool) -> Vec<String> {
    let full = if ascii { '#' } else { '█' };
    let wide = |row: &String, times: usize| -> String {
        row.chars().flat_map(|pixel| iter::repeat_n(if pixel == '#' { full } else { ' ' }, times)).collect()
    };
    match scale {
        Scale::Half if ascii => pixels.iter().map(|row| wide(row, 1)).collect(),
        Scale::Half => {
            let empty = " ".repeat(pixels[0].chars().count());
            let pairs = [(&pixels[0], &pixels[1]), (&pixels[2], &pixels[3]), (&pixels[4], &empty)];
            let cell = |(upper, lower)| match (upper, lower) {
                ('#', '#') => '█',
                ('#', _) => '▀',
                (_, '#') => '▄',
                _ => ' ',
            };
            pairs.iter().map(|(upper, lower)| upper.chars().zip(lower.chars()).map(cell).collect()).collect()
        }
        Scale::Whole => pixels.iter().map(|row| wide(row, 2)).collect(),
        Scale::Double => pixels.iter().flat_map(|row| iter::repeat_n(wide(row, 4), 2)).collect(),
    }
}

/// The picture of a letter; small letters have that of the capital.
#[rustfmt::skip]
fn glyph(letter: char) -> Option<[&'static str; 5]> {
    Some(match letter.to_ascii_uppercase() {
        'A' => [".#.", "#.#", "###", "#.#", "#.#"],
        'B' => ["##.", "#.#", "##.", "#.#", "##."],
        'C' => [".##", "#..", "#..", "#..", ".##"],
        'D' => ["##.", "#.#", "#.#", "#.#", "##."],
        'E' => ["###", "#..", "##.", "#..", "###"],
        'F' => ["###", "#..", "##.", "#..", "#.."],
        'G' => [".##", "#..", "#.#", "#.#", ".##"],
        'H' => ["#.#", "#.#", "###", "#.#", "#.#"],
        'I' => ["#", "#", "#", "#", "#"],
        'J' => ["..#", "..#", "..#", "#.#", ".#."],
        'K' => ["#.#", "#.#", "##.", "#.#", "#.#"],
        'L' => ["#..", "#..", "#..", "#..", "###"],
        'M' => ["#...#", "##.##", "#.#.#", "#...#", "#...#"],
        'N' => ["#..#", "##.#", "#.##", "#..#", "#..#"],
        'O' => [".#.", "#.#", "#.#", "#.#", ".#."],
        'P' => ["##.", "#.#", "##.", "#..", "#.."],
        'Q' => [".##.", "#..#", "#..#", "#.#.", ".#.#"],
        'R' => ["##.", "#.#", "##.", "#.#", "#.#"],
        'S' => [".##", "#..", ".#.", "..#", "##."],
        'T' => ["###", ".#.", ".#.", ".#.", ".#."],
        'U' => ["#.#", "#.#", "#.#", "#.#", "###"],
        'V' => ["#.#", "#.#", "#.#", "#.#", ".#."],
        'W' => ["#...#", "#...#", "#.#.#", "##.##", "#...#"],
        'X' => ["#.#", "#.#", ".#.", "#.#", "#.#"],
        'Y' => ["#.#", "#.#", ".#.", ".#.", ".#."],
        'Z' => ["###", "..#", ".#.", "#..", "###"],
        '0' => ["###", "#.#", "#.#", "#.#", "###"],
        '1' => [".#", "##", ".#", ".#", ".#"],
        '2' => ["##.", "..#", ".#.", "#..", "###"],
        '3' => ["##.", "..#", ".#.", "..#", "##."],
        '4' => ["#.#", "#.#", "###", "..#", "..#"],
        '5' => ["###", "#..", "##.", "..#", "##."],
        '6' => [".##", "#..", "###", "#.#", "###"],
        '7' => ["###", "..#", "..#", ".#.", ".#."],
        '8' => ["###", "#.#", "###", "#.#", "###"],
        '9' => ["###", "#.#", "###", "..#", "##."],
        '.' => [".", ".", ".", ".", "#"],
        ',' => ["..", "..", "..", ".#", "#."],
        ':' => [".", "#", ".", "#", "."],
        ';' => ["..", ".#", "..", ".#", "#."],
        '-' | '–' | '—' => ["...", "...", "###", "...", "..."],
        '\'' | '’' => ["#", "#", ".", ".", "."],
        '"' | '“' | '”' => ["#.#", "#.#", "...", "...", "..."],
        '(' => [".#", "#.", "#.", "#.", ".#"],
        ')' => ["#.", ".#", ".#", ".#", "#."],
        '/' => ["..#", "..#", ".#.", "#..", "#.."],
        '?' => ["##.", "..#", ".#.", "...", ".#."],
        '!' => ["#", "#", "#", ".", "#"],
        '+' => ["...", ".#.", "###", ".#.", "..."],
        '%' => ["#.#", "..#", ".#.", "#..", "#.#"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_large_as_fits() {
        let rows = |width, height, scale| fit("No, if", width, height, scale, false).map(|rows| rows.len());
        assert_eq!(rows(200, 40, Scale::Double), Some(10));
        assert_eq!(rows(60, 40, Scale::Double), Some(21), "broken between words");
        assert_eq!(rows(60, 9, Scale::Double), Some(5));
        assert_eq!(rows(60, 3, Scale::Double), Some(3));
        assert_eq!(rows(60, 2, Scale::Double), None);
        assert_eq!(rows(6, 40, Scale::Double), None);
        assert_eq!(fit("Что?", 200, 40, Scale::Half, false), None, "there is no picture of these");
    }

    #[test]
    fn every_picture_has_five_rows_of_one_width() {
        for letter in ('!'..='~').chain("–—’“”".chars()) {
            if let Some(rows) = glyph(letter) {
                assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{letter}");
            }
        }
    }

    #[test]
    fn a_letter_is_what_it_is() {
        assert_eq!(fit("L", 9, 9, Scale::Half, false).expect("it fits"), ["█  ", "█  ", "▀▀▀"]);
        assert_eq!(fit("l", 9, 9, Scale::Half, true).expect("it fits"), ["#  ", "#  ", "#  ", "#  ", "###"]);
    }
}
