//! Where sentences may end, and how likely it is that they do.

use std::ops::Range;

use super::words::{Gap, HYPHENS, Word, has_letters};

/// From this strength on an end counts unless the outline says otherwise.
const LIKELY: u8 = 5;
/// From this strength on an end is beyond doubt.
const SURE: u8 = 7;

/// Abbreviations that stand before a name or a number, and so never at the end.
const BEFORE_NAMES: &[&str] = &[
    "adm", "amb", "approx", "art", "ca", "capt", "cf", "ch", "cmdr", "col", "dr", "e.g", "eds", "eg", "fig",
    "gen", "gov", "hon", "i.e", "ie", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "nos", "op", "p", "pp",
    "pres", "prof", "rep", "rev", "sen", "sgt", "st", "viz", "vol", "vs",
];

/// Abbreviations that may stand at the end or not.
const ANYWHERE: &[&str] = &[
    "al", "apr", "aug", "bros", "co", "corp", "dec", "dept", "ed", "esq", "etc", "feb", "fri", "ibid", "inc",
    "jan", "jr", "jul", "jun", "ltd", "mon", "nov", "oct", "ph.d", "sat", "sec", "sep", "sept", "sr", "thu",
    "tue", "wed",
];

/// Words in capitals only because a sentence begins with them.
const OPENERS: &[&str] = &[
    "A", "After", "Although", "An", "And", "As", "At", "Because", "Before", "But", "By", "Each", "Even",
    "Finally", "For", "From", "He", "Her", "His", "How", "However", "I", "If", "In", "Indeed", "It", "Its",
    "Many", "Moreover", "Most", "Nor", "Not", "Now", "On", "Only", "Our", "Perhaps", "She", "Since", "So",
    "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though",
    "Thus", "To", "Under", "Until", "We", "What", "When", "Where", "Whether", "While", "Who", "Why", "With",
    "Yet",
];

/// Where a sentence may end.
struct Break {
    /// The place of the last word of the sentence.
    after: usize,
    strength: u8,
}

/// Every place of a text where a sentence may end.
pub(super) struct Breaks {
    all: Vec<Break>,
    likely: Vec<usize>,
    sure: Vec<usize>,
}

/// How many sentences some words may be.
pub(super) struct Count {
    pub least: usize,
    pub likely: usize,
    pub most: usize,
}

impl Breaks {
    pub fn find(words: &[Word<'_>]) -> Self {
        let mut breaks = Self { all: Vec::new(), likely: Vec::new(), sure: Vec::new() };
        for after in 0..words.len().saturating_sub(1) {
            let strength = strength(words, after);
            if strength > 0 {
                breaks.all.push(Break { after, strength });
            }
            if strength >= LIKELY {
                breaks.likely.push(after);
            }
            if strength >= SURE {
                breaks.sure.push(after);
            }
        }
        breaks
    }

    /// Whether a sentence is likely to end with the word before `at`.
    pub fn is_likely_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|after| self.likely.binary_search(&after).is_ok())
    }

    pub fn count(&self, range: Range<usize>) -> Count {
        let last = range.end.saturating_sub(1).max(range.start);
        let within = |before: &dyn Fn(usize) -> usize| before(last) - before(range.start) + 1;
        Count {
            least: within(&|at| self.sure.partition_point(|after| *after < at)),
            likely: within(&|at| self.likely.partition_point(|after| *after < at)),
            most: within(&|at| self.all.partition_point(|found| found.after < at)),
        }
    }

    fn within(&self, range: Range<usize>) -> &[Break] {
        let place = |at: usize| self.all.partition_point(|found| found.after < at);
        let first = place(range.start);
        &self.all[first..place(range.end.saturating_sub(1)).max(first)]
    }

    /// Where a paragraph of so many sentences ends within words that hold more than it: where the
    /// last of them is likely to end, at best before a gap. `None` if no place suits.
    pub fn end(&self, words: &[Word<'_>], range: Range<usize>, sentences: usize) -> Option<End> {
        let (mut least, mut likely, mut most) = (0, 0, 0);
        let (mut loose, mut plain) = (None, None);
        for found in self.within(range) {
            least += usize::from(found.strength >= SURE);
            likely += usize::from(found.strength >= LIKELY);
            most += 1;
            let end = found.after + 1;
            if words[end].gap == Gap::Apart && found.strength >= LIKELY {
                if likely == sentences {
                    return Some(End { at: end, apart: true });
                }
                if least <= sentences && sentences <= most {
                    loose = loose.or(Some(End { at: end, apart: true }));
                }
            }
            if likely == sentences && found.strength >= LIKELY {
                plain = plain.or(Some(End { at: end, apart: false }));
            }
            if least > sentences {
                break;
            }
        }
        loose.or(plain)
    }

    /// Cuts words into so many sentences, at the likeliest ends; into fewer if they have fewer.
    pub fn cut(&self, range: Range<usize>, sentences: usize) -> Vec<Range<usize>> {
        let mut chosen: Vec<&Break> = self.within(range.clone()).iter().collect();
        chosen.sort_by_key(|found| std::cmp::Reverse(found.strength));
        chosen.truncate(sentences.saturating_sub(1));
        chosen.sort_by_key(|found| found.after);
        let mut from = range.start;
        let mut cut: Vec<Range<usize>> = Vec::with_capacity(chosen.len() + 1);
        for found in chosen {
            cut.push(from..found.after + 1);
            from = found.after + 1;
        }
        cut.push(from..range.end);
        cut
    }
}

/// Where a paragraph ends.
pub(super) struct End {
    pub at: usize,
    /// Before a gap.
    pub apart: bool,
}

/// Whether a word ends as sentences do.
pub(super) fn is_ended(word: &str) -> bool {
    stop(word).is_some()
}

/// What stands before the full stop of a word, and the stop; quotes, brackets and the mark of a
/// footnote may come after it.
fn stop(word: &str) -> Option<(&str, char)> {
    // Most words end in a letter or a comma, and need no closer look.
    if word.ends_with(|last: char| last.is_ascii_alphabetic() || last == ',') {
        return None;
    }
    let word = without_footnote(word).trim_end_matches(is_closing);
    let last = word.chars().next_back()?;
    is_stop(last).then(|| (&word[..word.len() - last.len_utf8()], last))
}

fn is_stop(character: char) -> bool {
    ".!?…‽。！？؟۔।".contains(character)
}

fn is_closing(character: char) -> bool {
    "\"'”’»›“‘)]}*_」』".contains(character)
}

/// `end.”3` without the number of its footnote, and so `end.¹`, `end.[12]` and `end.†`.
fn without_footnote(word: &str) -> &str {
    let raised = |character: char| matches!(character, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡' | '*');
    let word = word.trim_end_matches(raised);
    let bracketed = word.strip_suffix(']').and_then(|word| {
        let stem = word.trim_end_matches(|character: char| character.is_ascii_digit());
        if stem.len() < word.len() { stem.strip_suffix('[') } else { None }
    });
    let stem =
        bracketed.unwrap_or_else(|| word.trim_end_matches(|character: char| character.is_ascii_digit()));
    let mut before = stem.chars().rev().skip_while(|character| is_closing(*character));
    let marked = before.next().is_some_and(is_stop) && before.next().is_some_and(|last| !last.is_numeric());
    if marked && word.len() - stem.len() <= 5 { stem } else { word }
}

/// How likely a sentence ends after a word that is not the last, from 0 to 10.
fn strength(words: &[Word<'_>], after: usize) -> u8 {
    let (word, next) = (words[after], words[after + 1]);
    let Some((stem, stop)) = stop(word.text) else {
        // A gap after no stop is a heading's, or a page's amid a sentence.
        return if next.gap == Gap::Apart && Start::of(next.text) == Start::Capital { 2 } else { 0 };
    };
    // The stop may stand apart from its word, and so may the dots of an ellipsis.
    if next.gap == Gap::Hyphen || next.text.chars().all(is_stop) {
        return 0;
    }
    let apart = u8::from(next.gap == Gap::Apart);
    let start = Start::of(next.text);
    match (stop, start) {
        (_, Start::Mark) => return if next.gap >= Gap::Line { 8 + apart } else { 5 },
        (_, Start::Small) => return 1,
        ('.', _) => {}
        ('…', _) => return 6 + apart,
        _ => return 8 + apart,
    }
    if stem.ends_with('.') {
        return 6 + apart;
    }
    let stem = stem.rsplit(HYPHENS).next().unwrap_or(stem);
    let stem = stem.rsplit(['–', '—', '/']).next().unwrap_or(stem);
    let stem = stem.trim_start_matches(|character: char| !character.is_alphanumeric());
    // Words that only a sentence's beginning writes in capitals tell that one begins.
    let opener = || if is_opener(next.text) { 3 } else { 0 };
    match Stem::of(stem) {
        Stem::BeforeNames => 0,
        Stem::Number if begins_item(words, after) => 1,
        Stem::CountingWord if start == Start::Number => 0,
        Stem::Initial => 2 + opener() + apart,
        Stem::Letters | Stem::Anywhere => 3 + opener() + apart,
        Stem::Number | Stem::CountingWord | Stem::Other if start == Start::Number => 7 + apart,
        Stem::Number | Stem::CountingWord | Stem::Other => 9 + apart,
    }
}

/// Whether a number and its full stop begin an item of a list, rather than end a sentence.
fn begins_item(words: &[Word<'_>], at: usize) -> bool {
    words[at].gap == Gap::Apart || (words[at].gap == Gap::Line && is_ended(words[at - 1].text))
}

/// What a full stop stands after.
enum Stem {
    /// `Mr`
    BeforeNames,
    /// `Inc`
    Anywhere,
    /// `No`, an abbreviation before a number only.
    CountingWord,
    /// One letter in capitals.
    Initial,
    /// `U.S`
    Letters,
    /// At most two figures, as before an item of a list.
    Number,
    Other,
}

impl Stem {
    fn of(stem: &str) -> Self {
        let mut characters = stem.chars();
        let first = characters.next();
        if characters.next().is_none() && first.is_some_and(char::is_uppercase) {
            return Self::Initial;
        }
        if stem.len() <= 2 && stem.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Number;
        }
        if stem.len() > 12 {
            return Self::Other;
        }
        let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(stem));
        if is_one_of(BEFORE_NAMES) {
            return Self::BeforeNames;
        }
        if is_one_of(ANYWHERE) {
            return Self::Anywhere;
        }
        if is_one_of(&["no", "nr"]) {
            return Self::CountingWord;
        }
        let short =
            |part: &str| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic);
        if stem.contains('.') && stem.split('.').all(short) { Self::Letters } else { Self::Other }
    }
}

/// How a word begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// Or with a letter of a script without capitals.
    Capital,
    Small,
    Number,
    /// It is no word.
    Mark,
}

impl Start {
    fn of(word: &str) -> Self {
        if !has_letters(word) {
            return Self::Mark;
        }
        let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
        match word.chars().next() {
            Some(first) if first.is_lowercase() => Self::Small,
            Some(first) if first.is_numeric() => Self::Number,
            _ => Self::Capital,
        }
    }
}

fn is_opener(word: &str) -> bool {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    OPENERS.contains(&word)
}
