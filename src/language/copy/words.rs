//! The words of a copy, in the order in which they are read.

use rustc_hash::FxHashSet;

use super::lines::{self, is_blank};

/// Hyphens that are seen.
pub(super) const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// The end of a line within a word.
    Hyphen,
    Space,
    Line,
    /// A blank line, the end of a page, or the beginning of the text.
    Apart,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'text> {
    pub text: &'text str,
    pub gap: Gap,
}

/// The words of a text but for those that belong to its pages.
pub(super) fn read<'text>(text: &'text str, title: &str) -> Vec<Word<'text>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 6);
    for line in lines::read(text, title) {
        let pieces = line.text.split(is_blank).filter(|piece| !piece.chars().all(is_invisible));
        let mut gap = match words.last() {
            Some(last) if is_continued(last.text, line.text, line.apart) => Gap::Hyphen,
            _ if line.apart => Gap::Apart,
            _ => Gap::Line,
        };
        for text in pieces {
            words.push(Word { text, gap });
            gap = Gap::Space;
        }
    }
    words
}

/// Whether a word that ends a line goes on in the next one.
fn is_continued(word: &str, line: &str, apart: bool) -> bool {
    let Some(stem) = word.strip_suffix(HYPHENS).or_else(|| word.strip_suffix('\u{ad}')) else { return false };
    let first = line.chars().next();
    stem.ends_with(char::is_alphanumeric)
        && first.is_some_and(|first| if apart { first.is_lowercase() } else { first.is_alphanumeric() })
}

/// What texts are compared by: letters and numbers alone, in capitals, and ligatures undone.
pub(super) fn letters(text: &str) -> impl DoubleEndedIterator<Item = char> + '_ {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(capitals)
}

/// A letter in capitals: mostly one, without a look at the tables of Unicode.
pub(super) fn capitals(letter: char) -> impl DoubleEndedIterator<Item = char> {
    let (ascii, other) = if letter.is_ascii() {
        (Some(letter.to_ascii_uppercase()), None)
    } else {
        (None, Some(letter.to_uppercase()))
    };
    ascii.into_iter().chain(other.into_iter().flatten())
}

/// Whether a word has a letter or a number at all.
pub(super) fn has_letters(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}

/// The words that a text has on one line, which tell hyphens of words from those of line ends.
pub(super) struct Vocabulary(FxHashSet<String>);

impl Vocabulary {
    /// Collects words; none where no line end asks for them.
    pub fn of<'all>(passages: impl Iterator<Item = &'all [Word<'all>]> + Clone) -> Self {
        let broken = passages.clone().flatten().any(|word| word.gap == Gap::Hyphen);
        let passages = passages.filter(|_| broken);
        let whole = passages.flat_map(|words| {
            let broken = |at: usize| words.get(at).is_some_and(|word| word.gap == Gap::Hyphen);
            (0..words.len()).filter(move |at| !broken(*at) && !broken(*at + 1)).map(|at| words[at].text)
        });
        Self(whole.map(core).filter(|word| !word.is_empty()).collect())
    }

    fn knows(&self, word: &str) -> bool {
        self.0.contains(&core(word))
    }

    /// Whether the hyphen between two halves of a word is there only because a line ended.
    fn is_of_line_end(&self, first: &str, last: &str) -> bool {
        if !first.ends_with(char::is_alphabetic) || !last.starts_with(char::is_lowercase) {
            return false;
        }
        if self.knows(&format!("{first}{last}")) {
            return true;
        }
        let compound = first.contains(HYPHENS)
            || self.knows(&format!("{first}-{last}"))
            || (self.knows(first) && self.knows(last));
        !compound
    }

    /// The words as one line.
    pub fn join(&self, words: &[Word<'_>]) -> String {
        let mut line = String::with_capacity(words.iter().map(|word| word.text.len() + 1).sum());
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                let stem = words[at - 1].text.strip_suffix(HYPHENS);
                match stem {
                    _ if word.gap != Gap::Hyphen => line.push(' '),
                    Some(stem) if self.is_of_line_end(stem, word.text) => {
                        line.pop();
                    }
                    _ => {}
                }
            }
            line.extend(word.text.chars().filter(|character| !is_invisible(*character)));
        }
        line
    }
}

/// A word in small letters, without the marks around it.
fn core(word: &str) -> String {
    let word = word.trim_matches(|character: char| !character.is_alphanumeric());
    word.replace(HYPHENS, "-").to_lowercase()
}

/// Characters that have no shape of their own, or that turn the direction of what follows.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}
