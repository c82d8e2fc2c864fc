//! The lines of a copy, without those that belong to its pages: numbers, running heads, rules.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::words::letters;

/// The longest running head, in bytes.
const LONGEST_HEAD: usize = 160;

/// A line that is not blank.
#[derive(Clone, Copy)]
pub(super) struct Line<'text> {
    /// Without white space and control characters around it.
    pub text: &'text str,
    /// Whether it stands apart from the line before it, by a blank line or by what was dropped.
    pub apart: bool,
    /// Whether a page begins with it.
    page: bool,
}

/// Whether a character is nothing that is shown: white space, or a control character.
pub(super) fn is_blank(character: char) -> bool {
    if character.is_ascii() {
        return character <= ' ' || character == '\u{7f}';
    }
    character.is_whitespace() || character.is_control()
}

/// The lines of a text that carry it.
pub(super) fn read<'text>(text: &'text str, title: &str) -> impl Iterator<Item = Line<'text>> {
    let lines = split(text);
    let dropped = dropped(&lines, title);
    let mut apart = false;
    lines.into_iter().zip(dropped).filter_map(move |(line, dropped)| {
        apart |= line.apart || line.page || dropped;
        if dropped { None } else { Some(Line { apart: std::mem::take(&mut apart), ..line }) }
    })
}

fn split(text: &str) -> Vec<Line<'_>> {
    // A carriage return ends lines only where nothing else does.
    let carriage = !text.contains('\n');
    let ends = |character: char| match character {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => true,
        '\r' => carriage,
        _ => false,
    };
    let (mut apart, mut page) = (true, true);
    let mut lines = Vec::new();
    for piece in text.split_inclusive(ends) {
        let line = piece.trim_matches(is_blank);
        if line.is_empty() {
            apart = true;
        } else {
            lines.push(Line { text: line, apart, page });
            (apart, page) = (false, false);
        }
        page |= piece.ends_with('\u{c}');
        apart |= piece.ends_with('\u{2029}');
    }
    lines
}

/// Which lines belong to the pages rather than to the text.
fn dropped(lines: &[Line<'_>], title: &str) -> Vec<bool> {
    let numbers: FxHashSet<u32> = lines.iter().filter_map(|line| bare_number(line.text)).collect();
    let is_dropped = |at: usize| is_number(lines, at, &numbers) || is_rule(lines[at].text);
    let mut dropped: Vec<bool> = (0..lines.len()).map(is_dropped).collect();
    let title = fingerprint(title);
    let mut weights: FxHashMap<u64, usize> = FxHashMap::default();
    let mut heads = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if dropped[at] || line.text.len() > LONGEST_HEAD {
            continue;
        }
        let next = lines.get(at + 1);
        // The edge of a page is a page break or what was dropped.
        let edge = line.page
            || next.is_none_or(|next| next.page)
            || (at > 0 && dropped[at - 1])
            || dropped.get(at + 1) == Some(&true);
        let alone = line.apart && next.is_none_or(|next| next.apart);
        let elsewhere = || {
            line.text.split(is_blank).nth(2).is_some() && !line.text.ends_with(['.', '!', '?', ':', ';', ','])
        };
        let first = || line.text.chars().find(|character| character.is_alphabetic());
        if !(edge || (alone && elsewhere())) || first().is_none_or(char::is_lowercase) {
            continue;
        }
        if let Some(head) = fingerprint(line.text) {
            // The same words twice at edges are no accident, nor thrice anywhere, nor the title.
            let weight = if alone && title == Some(head) { 3 } else { 1 + usize::from(edge) };
            *weights.entry(head).or_default() += weight;
            heads.push((at, head));
        }
    }
    for (at, head) in heads {
        dropped[at] = weights[&head] >= 3;
    }
    dropped
}

/// A line's words but for its numbers, as pages differ in them; `None` if it has no words.
fn fingerprint(line: &str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let mut empty = true;
    for character in letters(line).filter(|character| !character.is_numeric()) {
        character.hash(&mut hasher);
        empty = false;
    }
    (!empty).then(|| hasher.finish())
}

/// The number that a line is, if it is nothing else.
fn bare_number(line: &str) -> Option<u32> {
    let digits = line.len() <= 4 && line.bytes().all(|byte| byte.is_ascii_digit());
    if digits { line.parse().ok() } else { None }
}

/// Whether a line is the number of a page, such as `12`, `- 12 -` or `Page 3 of 12`; beside the
/// bare numbers that other lines are.
fn is_number(lines: &[Line<'_>], at: usize, numbers: &FxHashSet<u32>) -> bool {
    let line = &lines[at];
    if line.text.len() > 40 || !line.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let next = lines.get(at + 1);
    let before = line.apart || line.page;
    let after = next.is_none_or(|next| next.apart || next.page);
    if let Some(number) = bare_number(line.text) {
        // Text broken in the middle of a date leaves a number on a line too, but none after it.
        let counted = number <= 2 || numbers.contains(&(number - 1)) || numbers.contains(&(number + 1));
        let edge = line.page || next.is_none_or(|next| next.page);
        return (before && after) || ((edge || counted) && number < 1_000);
    }
    if !before && !after {
        return false;
    }
    let bare = line.text.trim_matches(|character: char| {
        is_blank(character) || matches!(character, '-' | '–' | '—' | '|' | '[' | ']' | '~')
    });
    let lower = bare.to_lowercase();
    let named = ["page", "p.", "pg."].into_iter().find_map(|name| lower.strip_prefix(name));
    let number = |text: &str| {
        let text = text.trim_matches(is_blank);
        (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let numbers = named.unwrap_or(&lower);
    let parts = numbers.split_once("of").or_else(|| numbers.split_once('/'));
    parts.map_or_else(|| number(numbers), |(first, last)| number(first) && number(last))
}

/// Whether a line is a rule between parts, such as `* * *`; a single mark may be a bullet.
fn is_rule(line: &str) -> bool {
    let mark = |character: char| matches!(character, '*' | '_' | '=' | '~' | '#' | '-' | '·' | '•' | '+');
    line.chars().all(|character| mark(character) || is_blank(character))
        && line.chars().filter(|character| mark(*character)).nth(2).is_some()
}
