//! Where the paragraphs of an outline begin in a copy: by their first words, in order.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use super::breaks::{Breaks, is_ended};
use super::words::{Gap, Word, capitals, has_letters, letters};
use crate::language::source::Source;

/// The most letters of first words that are compared.
const MOST_LETTERS: usize = 200;
/// The most places that one paragraph is thought to begin at.
const MOST_PLACES: usize = 1_024;
/// How many places of the next paragraph are tried after one of this.
const MOST_NEXT: usize = 16;
/// How many bullets and numbers may stand before a paragraph.
const MOST_MARKS: usize = 8;
/// What it costs if a paragraph does not fit between two places at all.
const WORST_FIT: i32 = -6;

/// A paragraph of an outline, as it is looked for.
pub(super) struct Wanted<'source> {
    pub section: &'source str,
    pub paragraph: &'source str,
    pub sentences: usize,
    first: Vec<char>,
    first_words: usize,
    /// What stands over it.
    heading: Vec<char>,
}

/// Where a paragraph begins.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Its first word.
    pub start: usize,
    /// Where what comes before it ends: a heading and a bullet belong to neither.
    pub before: usize,
    /// Whether the heading of its section stands over it.
    headed: bool,
    /// How much it looks like the beginning of this paragraph.
    score: i32,
}

/// The paragraphs of an outline, in order.
pub(super) fn wanted(source: &Source) -> Vec<Wanted<'_>> {
    let mut wanted = Vec::new();
    for section in &source.sections {
        for (at, paragraph) in section.paragraphs.iter().enumerate() {
            let heading = if at == 0 { letters(&section.title).collect() } else { Vec::new() };
            wanted.push(Wanted {
                section: &section.id,
                paragraph: &paragraph.id,
                sentences: usize::from(paragraph.sentences).max(1),
                first: letters(&paragraph.first_words).take(MOST_LETTERS).collect(),
                first_words: paragraph
                    .first_words
                    .split_whitespace()
                    .filter(|word| has_letters(word))
                    .count(),
                heading,
            });
        }
    }
    wanted
}

/// The place of each paragraph, or `None` where it cannot be told.
pub(super) fn find(words: &[Word<'_>], breaks: &Breaks, wanted: &[Wanted<'_>]) -> Vec<Option<Place>> {
    let places = candidates(words, breaks, wanted);
    let mut chosen = in_order(breaks, wanted, &places);
    drop_doubtful(wanted, &mut chosen);
    chosen
}

/// Every place that each paragraph may begin at, in the order of the text.
fn candidates(words: &[Word<'_>], breaks: &Breaks, wanted: &[Wanted<'_>]) -> Vec<Vec<Place>> {
    let mut by_letter: FxHashMap<char, Vec<usize>> = FxHashMap::default();
    for (index, wanted) in wanted.iter().enumerate() {
        if let Some(first) = wanted.first.first() {
            by_letter.entry(*first).or_default().push(index);
        }
    }
    let mut places: Vec<Vec<Place>> = wanted.iter().map(|_| Vec::new()).collect();
    for (at, word) in words.iter().enumerate() {
        let Some(first) = letters(word.text).next() else { continue };
        for index in by_letter.get(&first).into_iter().flatten() {
            if word.gap != Gap::Hyphen && begins_with(&words[at..], &wanted[*index].first) {
                let place = judge(words, breaks, &wanted[*index], at);
                if place.score > 0 {
                    places[*index].push(place);
                }
                if places[*index].len() >= 4 * MOST_PLACES {
                    keep_likeliest(&mut places[*index]);
                }
            }
        }
    }
    places.iter_mut().for_each(keep_likeliest);
    places
}

fn keep_likeliest(places: &mut Vec<Place>) {
    if places.len() > MOST_PLACES {
        places.sort_by_key(|place| std::cmp::Reverse(place.score));
        places.truncate(MOST_PLACES);
        places.sort_by_key(|place| place.start);
    }
}

/// Whether the letters of the words are these, up to the end of a word.
fn begins_with(words: &[Word<'_>], expected: &[char]) -> bool {
    let mut rest = expected;
    for word in words {
        for character in word.text.chars() {
            if !character.is_alphanumeric() {
                if rest.is_empty() {
                    return true;
                }
                continue;
            }
            for capital in capitals(character) {
                match rest.split_first() {
                    Some((first, others)) if *first == capital => rest = others,
                    _ => return rest.is_empty() && expected.len() == MOST_LETTERS,
                }
            }
        }
        if rest.is_empty() {
            return true;
        }
    }
    false
}

/// How much a place looks like the beginning of a paragraph whose first words stand there.
fn judge(words: &[Word<'_>], breaks: &Breaks, wanted: &Wanted<'_>, start: usize) -> Place {
    let marked = without_marks(words, start);
    let (before, headed) = match heading(words, breaks, marked, &wanted.heading) {
        Some(heading) => (without_marks(words, heading), true),
        None => (marked, false),
    };
    let mut score = 2 * i32::from(wanted.first_words.min(4) as u8);
    let gap = words[marked].gap;
    score += match gap {
        Gap::Apart => 4,
        Gap::Line => 2,
        _ => 0,
    };
    let listed = marked < start && gap >= Gap::Line;
    let ended = listed || breaks.is_likely_before(marked) || closes(words[marked - 1].text);
    score += match () {
        () if headed => 6,
        () if ended => 3,
        () if gap == Gap::Apart => 0,
        () => -6,
    };
    let first = words[start].text.chars().find(|character| character.is_alphanumeric());
    if first.is_some_and(char::is_lowercase) {
        score -= 4;
    }
    Place { start, before, headed, score }
}

/// Where words end that come before a paragraph, without its bullet or number.
fn without_marks(words: &[Word<'_>], mut end: usize) -> usize {
    let least = end.saturating_sub(MOST_MARKS);
    while end > least {
        let word = words[end - 1];
        let bullet =
            !has_letters(word.text) && !word.text.contains(['.', '!', '?', '…', ')', ']', '”', '’', '»']);
        let alone = word.gap == Gap::Apart && words[end].gap >= Gap::Line;
        let item = word.gap >= Gap::Line
            && is_item(word.text)
            && (alone || word.text.ends_with(')') || end < 2 || closes(words[end - 2].text));
        if !bullet && !item {
            break;
        }
        end -= 1;
    }
    end
}

/// Whether a paragraph may come after this word.
fn closes(word: &str) -> bool {
    is_ended(word) || word.ends_with([':', ';'])
}

/// Whether a word is the number of a heading or of an item: `2.1`, `(b)`, `IV.`.
fn is_item(word: &str) -> bool {
    let bare = word.trim_matches(|character: char| !character.is_alphanumeric());
    let number = bare.len() <= 5 && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let roman = bare.len() <= 4 && bare.bytes().all(|byte| b"IVXivx".contains(&byte));
    let letter = bare.len() == 1 && word.len() > 1;
    has_letters(bare) && (number || roman || letter)
}

/// Where the heading begins that the words before `end` are.
fn heading(words: &[Word<'_>], breaks: &Breaks, end: usize, heading: &[char]) -> Option<usize> {
    let mut rest = heading;
    let mut at = end;
    while !rest.is_empty() {
        at = at.checked_sub(1)?;
        for letter in letters(words[at].text).rev() {
            rest = rest.strip_suffix(&[letter])?;
        }
    }
    let capital = || !words[at].text.starts_with(char::is_lowercase);
    let begins = at < end
        && match words[at].gap {
            Gap::Apart => true,
            Gap::Line => capital(),
            // Two words and more, with the first words of the section after them, are no accident.
            _ => breaks.is_likely_before(at) || (end - at >= 2 && capital()),
        };
    begins.then_some(at)
}

/// A way to reach a place: its score, and the paragraph and the place before, if any.
#[derive(Clone, Copy)]
struct Way {
    score: i32,
    from: Option<(usize, usize)>,
}

/// The places that keep the order of the outline and fit its numbers of sentences best.
fn in_order(breaks: &Breaks, wanted: &[Wanted<'_>], places: &[Vec<Place>]) -> Vec<Option<Place>> {
    let mut ways: Vec<Vec<Way>> = Vec::with_capacity(wanted.len());
    // The best scores by where they have come, to go on from with paragraphs left out.
    let mut earlier: BTreeMap<usize, Way> = BTreeMap::new();
    for (index, here) in places.iter().enumerate() {
        let before = index.checked_sub(1).map(|last| (last, &places[last], &ways[last]));
        if let Some((last, places, ways)) = before {
            for (at, (place, way)) in places.iter().zip(ways).enumerate() {
                keep_best(
                    &mut earlier,
                    place.start,
                    Way { score: way.score + WORST_FIT, from: Some((last, at)) },
                );
            }
        }
        let reach = |place: &Place| {
            let (score, from) =
                earlier.range(..place.before).next_back().map_or((0, None), |(_, way)| (way.score, way.from));
            Way { score: score + place.score, from }
        };
        let mut reached: Vec<Way> = here.iter().map(reach).collect();
        if let Some((last, places, ways)) = before {
            for (at, (place, way)) in places.iter().zip(ways).enumerate() {
                let from = Some((last, at));
                let first = here.partition_point(|next| next.start <= place.start);
                for (next, reached) in here.iter().zip(&mut reached).skip(first).take(MOST_NEXT) {
                    // A heading may hold the first words of what comes before it.
                    if next.before <= place.start {
                        continue;
                    }
                    let Some(fit) = fit(breaks, &wanted[last], *place, *next) else { break };
                    let score = way.score + fit + next.score;
                    if score > reached.score {
                        *reached = Way { score, from };
                    }
                }
                keep_best(&mut earlier, place.start, Way { score: way.score, from });
            }
        }
        ways.push(reached);
    }
    let mut best: Option<(usize, usize)> = None;
    for (index, ways_here) in ways.iter().enumerate() {
        for (at, way) in ways_here.iter().enumerate() {
            if best.is_none_or(|(index, at)| way.score > ways[index][at].score) {
                best = Some((index, at));
            }
        }
    }
    let mut chosen = vec![None; wanted.len()];
    while let Some((index, at)) = best {
        chosen[index] = Some(places[index][at]);
        best = ways[index][at].from;
    }
    chosen
}

/// Keeps only scores such that a later one is better.
fn keep_best(ways: &mut BTreeMap<usize, Way>, start: usize, way: Way) {
    if ways.range(..=start).next_back().is_some_and(|(_, earlier)| earlier.score >= way.score) {
        return;
    }
    while let Some((&later, worse)) = ways.range(start..).next()
        && worse.score <= way.score
    {
        ways.remove(&later);
    }
    ways.insert(start, way);
}

/// How well a paragraph fits between its place and one of the next; `None` if every later one
/// leaves far too much for it as well.
fn fit(breaks: &Breaks, wanted: &Wanted<'_>, place: Place, next: Place) -> Option<i32> {
    let count = breaks.count(place.start..next.before);
    let sentences = wanted.sentences;
    let (more, fewer) = (count.least.saturating_sub(sentences), sentences.saturating_sub(count.most));
    match more.max(fewer).min(7) as u8 {
        0 if count.likely == sentences => Some(6),
        0 => Some(4),
        _ if more > 6 => None,
        distance => Some(WORST_FIT.max(-i32::from(distance))),
    }
}

/// Leaves out what may have been found by accident: a few common words, with no other paragraph
/// of the outline beside them.
fn drop_doubtful(wanted: &[Wanted<'_>], chosen: &mut [Option<Place>]) {
    let mut from = 0;
    while from < chosen.len() {
        let run = chosen[from..].iter().take_while(|place| place.is_some()).count();
        let places = || wanted[from..from + run].iter().zip(&chosen[from..from + run]);
        let certain = |(wanted, place): (&Wanted<'_>, &Option<Place>)| {
            wanted.first_words >= 4 || place.is_some_and(|place| place.headed)
        };
        let trusted = run == wanted.len()
            || places().any(certain)
            || places().filter(|(wanted, _)| wanted.first_words >= 2).nth(1).is_some();
        if !trusted {
            chosen[from..from + run].fill(None);
        }
        from += run + 1;
    }
}
