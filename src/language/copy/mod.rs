//! A reader's own copy of a source: plain text, cut along the outline into paragraphs and
//! sentences, so that a passage can be shown where it is cited. The program ships no such text.

mod breaks;
mod file;
mod lines;
mod places;
mod words;

use super::source::Source;
use breaks::Breaks;
use places::{Place, Wanted};
use words::{Vocabulary, Word};

pub use file::read;

/// A reader's own copy of a source, cut along its outline.
#[derive(Clone, Debug)]
pub struct PaperCopy {
    found: Vec<Found>,
    missing: Vec<String>,
}

/// A paragraph as a copy has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// White space folded, one string a sentence, in order. As many as the outline has, or fewer
    /// where the copy shows fewer.
    pub sentences: Vec<String>,
}

#[derive(Clone, Debug)]
struct Found {
    section: String,
    paragraph: String,
    passage: Passage,
}

impl PaperCopy {
    /// Cuts the text along the outline; a paragraph that cannot be found is left out.
    pub fn cut(text: &str, source: &Source) -> Self {
        let words = words::read(text, &source.title);
        let breaks = Breaks::find(&words);
        let wanted = places::wanted(source);
        let places = places::find(&words, &breaks, &wanted);
        let mut cut = Vec::new();
        let mut missing = Vec::new();
        for (index, wanted) in wanted.iter().enumerate() {
            match places[index] {
                Some(place) => {
                    let end = end(&words, &breaks, wanted, place, &places[index + 1..]);
                    cut.push((wanted, place.start..end));
                }
                None => missing.push(format!("{} {}", wanted.section, wanted.paragraph)),
            }
        }
        let vocabulary = Vocabulary::of(cut.iter().map(|(_, range)| &words[range.clone()]));
        let passage = |wanted: &Wanted<'_>, range: std::ops::Range<usize>| {
            let sentences = breaks.cut(range, wanted.sentences).into_iter();
            Passage { sentences: sentences.map(|sentence| vocabulary.join(&words[sentence])).collect() }
        };
        let found = cut.into_iter().map(|(wanted, range)| Found {
            section: wanted.section.to_owned(),
            paragraph: wanted.paragraph.to_owned(),
            passage: passage(wanted, range),
        });
        Self { found: found.collect(), missing }
    }

    /// A paragraph, by the ids of the outline, as in `§3` and `¶7`.
    pub fn passage(&self, section: &str, paragraph: &str) -> Option<&Passage> {
        let found = self.found.iter().find(|found| found.section == section && found.paragraph == paragraph);
        found.map(|found| &found.passage)
    }

    /// The paragraphs of the outline that the text does not have, as `§S ¶P`.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }
}

/// Where a paragraph ends: where the next begins, unless something else comes between.
fn end(
    words: &[Word<'_>],
    breaks: &Breaks,
    wanted: &Wanted<'_>,
    place: Place,
    later: &[Option<Place>],
) -> usize {
    let next = later.iter().flatten().next().map_or(words.len(), |next| next.before);
    let is_followed = matches!(later.first(), Some(Some(_)));
    let whole = place.start..next;
    let count = breaks.count(whole.clone());
    if !is_followed {
        // Paragraphs that were not found, or notes at the end of the text, may come between.
        let fits = count.likely <= wanted.sentences;
        let end = if fits { None } else { breaks.end(words, whole, wanted.sentences) };
        return end.map_or(next, |end| end.at);
    }
    // A heading that the outline does not have may come between.
    if count.least > wanted.sentences && !breaks::is_ended(words[next - 1].text) {
        let end = breaks.end(words, whole, wanted.sentences);
        return end.filter(|end| end.apart).map_or(next, |end| end.at);
    }
    next
}
