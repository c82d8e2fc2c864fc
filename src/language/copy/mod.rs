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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::source::{Paragraph, Section};
    use proptest::prelude::*;

    type Part<'text> = (&'text str, &'text [(&'text str, u16)]);

    /// An outline: sections with their titles, paragraphs with first words and sentences.
    fn outline(sections: &[Part<'_>]) -> Source {
        let paragraph = |(at, (first_words, sentences)): (usize, &(&str, u16))| Paragraph {
            id: format!("¶{}", at + 1),
            sentences: *sentences,
            first_words: (*first_words).to_owned(),
            gist: String::new(),
        };
        let section = |(at, (title, paragraphs)): (usize, &Part<'_>)| Section {
            id: format!("§{at}"),
            title: (*title).to_owned(),
            paragraphs: paragraphs.iter().enumerate().map(paragraph).collect(),
        };
        Source {
            name: "lighthouse".to_owned(),
            title: "Lighthouses and Their Keepers".to_owned(),
            as_of: String::new(),
            note: String::new(),
            sections: sections.iter().enumerate().map(section).collect(),
            record: Vec::new(),
        }
    }

    fn lighthouse() -> Source {
        outline(&[
            ("(opening)", &[("The lamp on the cape", 2), ("In 1871, the keepers", 3)]),
            ("What They Asked For", &[("First", 1), ("Second", 2), ("Oil for the lamp", 1)]),
            ("The End", &[("Nobody came", 3)]),
        ])
    }

    const COPY: &str = "The lamp on the cape was lit by Mr. Oakes, J. Finch and two others. It cost $1.5 million.\n\n\
        In 1871, the keepers wrote to the U. S. Board. “Send a boat,” they said. Why did it not come?\n\n\
        What They Asked For\n\
        First, the keepers asked for well-oiled hinges. \n\
        Second, they asked for bread (e.g., rye). Flour was \u{2018}scarce.\u{2019}\n\
        • Oil for the lamp, and wicks\n\n\
        The End\n\
        Nobody came in the winter of that year. The U.S. Board had no ship, and Washington, D.C. was far\u{2026} \
        The lamp burned on.\n";

    fn shown(copy: &PaperCopy) -> Vec<String> {
        let number = |(at, sentence): (usize, &String)| format!("s{} {sentence}", at + 1);
        copy.found
            .iter()
            .flat_map(|found| {
                let sentences = found.passage.sentences.iter().enumerate().map(number);
                std::iter::once(format!("{} {}", found.section, found.paragraph)).chain(sentences)
            })
            .collect()
    }

    #[test]
    fn a_copy_is_cut_into_paragraphs_and_sentences() {
        let copy = PaperCopy::cut(COPY, &lighthouse());
        assert_eq!(
            shown(&copy),
            [
                "§0 ¶1",
                "s1 The lamp on the cape was lit by Mr. Oakes, J. Finch and two others.",
                "s2 It cost $1.5 million.",
                "§0 ¶2",
                "s1 In 1871, the keepers wrote to the U. S. Board.",
                "s2 “Send a boat,” they said.",
                "s3 Why did it not come?",
                "§1 ¶1",
                "s1 First, the keepers asked for well-oiled hinges.",
                "§1 ¶2",
                "s1 Second, they asked for bread (e.g., rye).",
                "s2 Flour was ‘scarce.’",
                "§1 ¶3",
                "s1 Oil for the lamp, and wicks",
                "§2 ¶1",
                "s1 Nobody came in the winter of that year.",
                "s2 The U.S. Board had no ship, and Washington, D.C. was far…",
                "s3 The lamp burned on.",
            ]
        );
        assert!(copy.missing().is_empty());
        assert_eq!(copy.passage("§1", "¶3").map(|passage| passage.sentences.len()), Some(1));
        assert_eq!(copy.passage("§1", "¶4"), None);
    }

    #[test]
    fn breaks_of_lines_and_pages_do_not_matter() {
        let plain = shown(&PaperCopy::cut(COPY, &lighthouse()));
        let table = [
            ("line ends of other systems", COPY.replace('\n', "\r\n")),
            ("line ends of old systems", COPY.replace('\n', "\r")),
            ("one line", COPY.replace('\n', " ")),
            ("one word a line", COPY.replace(' ', "\n")),
            ("blank lines between all lines", COPY.replace('\n', "\n\n")),
            ("an indent", COPY.replace('\n', "\n \t ")),
            ("a page break amid a sentence", COPY.replace("two others", "two\n\u{c}others")),
            ("a page's number amid a sentence", COPY.replace("two others", "two\n\n14\n\nothers")),
            ("a number and a page break", COPY.replace("two others", "two\n14\n\u{c}others")),
            (
                "numbers between lines",
                COPY.replace("two others", "two\n14\nothers").replace("no ship", "no\n15\nship"),
            ),
            ("a number in words", COPY.replace("two others", "two\n\nPage 14 of 20\n\nothers")),
            (
                "running heads",
                COPY.replace("two others", "two\nA Keeper 3\n\u{c}others")
                    .replace("no ship", "no\n\u{c}A Keeper 4\nship"),
            ),
            (
                "the title as a head",
                COPY.replace("two others", "two\n\n14 Lighthouses and Their Keepers\n\nothers"),
            ),
            ("a line end in a word", COPY.replace("keepers", "keep-\ners")),
            ("a page break in a word", COPY.replace("Nobody came in", "Nobody ca-\n3\n\u{c}me in")),
            ("soft hyphens", COPY.replace("keepers", "keep\u{ad}ers").replace("winter", "win\u{ad}\nter")),
            (
                "headings in capitals",
                COPY.replace("What They Asked For", "II. WHAT THEY ASKED FOR")
                    .replace("The End", "\nIII\nTHE END\n"),
            ),
            ("marks of headings", COPY.replace("The End", "## The End\n")),
            ("another bullet", COPY.replace('•', "(a)")),
            ("a rule", COPY.replace("The End", "* * *\n\nThe End")),
            (
                "a byte order mark and a title",
                format!("\u{feff}Lighthouses and Their Keepers\nby A. Keeper\n\n{COPY}"),
            ),
            ("a list of contents", format!("Contents\nWhat They Asked For 1\nThe End 2\n\n{COPY}")),
            (
                "a first line shown above",
                format!("The lamp on the cape was lit by Mr. Oakes … Read more. It is long. Do.\n\n{COPY}"),
            ),
            ("notes", format!("{COPY}\n1. First, see above. Second, see below.\n2. Ibid.\n")),
        ];
        for (what, text) in table {
            let copy = PaperCopy::cut(&text, &lighthouse());
            assert_eq!(shown(&copy), plain, "{what}");
        }
    }

    #[test]
    fn quotes_and_dashes_are_compared_plain_and_shown_as_they_are() {
        let source = outline(&[("(opening)", &[("The keeper's “rest” – a day", 1)])]);
        for text in
            ["The keeper’s \"rest\"—a day.", "THE KEEPER'S ‘REST’ -- A DAY.", "“The keeper's rest”, a day."]
        {
            let copy = PaperCopy::cut(text, &source);
            assert_eq!(
                copy.passage("§0", "¶1").map(|passage| passage.sentences.join("|")).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn what_a_text_does_not_have_is_missing() {
        let without: String = COPY.replace("Second, they", "They").replace("Nobody came", "None came");
        let copy = PaperCopy::cut(&without, &lighthouse());
        assert_eq!(copy.missing(), ["§1 ¶2", "§2 ¶1"]);
        let before = copy.passage("§1", "¶1").map(|passage| passage.sentences.join("|"));
        assert_eq!(before.as_deref(), Some("First, the keepers asked for well-oiled hinges."));
        let all = ["§0 ¶1", "§0 ¶2", "§1 ¶1", "§1 ¶2", "§1 ¶3", "§2 ¶1"];
        let other =
            "First, boil the eggs. Second, peel them. Nobody came to dinner.\n\nFirst come, first served.";
        for text in ["", " \n\u{c}\n", "14", ". . .", "•", other] {
            assert_eq!(PaperCopy::cut(text, &lighthouse()).missing(), all, "{text:?}");
        }
        assert!(PaperCopy::cut(COPY, &outline(&[])).missing().is_empty());
        assert_eq!(
            PaperCopy::cut(COPY, &outline(&[("", &[("…", 1), ("", 0)])])).missing(),
            ["§0 ¶1", "§0 ¶2"]
        );
    }

    #[test]
    fn the_outline_decides_where_sentences_may_end() {
        let table: [(&str, &[&str]); 14] = [
            ("He met Mr. Oakes. He left.", &["He met Mr. Oakes.", "He left."]),
            ("He went to the U.S. Then he left.", &["He went to the U.S.", "Then he left."]),
            (
                "The U.S. Board met the U. S. Navy. It left.",
                &["The U.S. Board met the U. S. Navy.", "It left."],
            ),
            (
                "The U.S. Board met the Navy at Oakes Ltd. It left.",
                &["The U.S. Board met the Navy at Oakes Ltd.", "It left."],
            ),
            (
                "He said (to J. Finch) “No.” (He left.) So be it.",
                &["He said (to J. Finch) “No.”", "(He left.)", "So be it."],
            ),
            ("“Stop!” he cried. He left.", &["“Stop!” he cried.", "He left."]),
            ("He saw No. 5 burn. No. He left.", &["He saw No. 5 burn.", "No.", "He left."]),
            ("It was 1871. It was 9 p.m. in Reed.", &["It was 1871.", "It was 9 p.m. in Reed."]),
            (
                "It burned.3 It went out.”[12] It was dark.",
                &["It burned.3", "It went out.”[12]", "It was dark."],
            ),
            ("He left… and came. 1871 was dark.", &["He left… and came.", "1871 was dark."]),
            ("He left . . . came . It was dark.", &["He left . . . came .", "It was dark."]),
            ("Он ушёл. Темно. Всё.", &["Он ушёл.", "Темно.", "Всё."]),
            ("He asked\n\nA question of them", &["He asked", "A question of them"]),
            ("It is one sentence only", &["It is one sentence only"]),
        ];
        for (text, expected) in table {
            let first: Vec<&str> = text.split_whitespace().take(2).collect();
            let source = outline(&[("", &[(&first.join(" "), expected.len() as u16)])]);
            let copy = PaperCopy::cut(text, &source);
            let sentences = copy.passage("§0", "¶1").map(|passage| passage.sentences.clone());
            assert_eq!(sentences.unwrap_or_default(), expected);
        }
    }

    #[test]
    fn hyphens_of_line_ends_go_and_those_of_words_stay() {
        let table = [
            ("The lan-\ntern burned.", "The lantern burned."),
            ("The lan-\n\n3\n\ntern burned.", "The lantern burned."),
            ("The well-\noiled lamp. A well-oiled hinge.", "The well-oiled lamp. A well-oiled hinge."),
            ("The well-\noiled lamp was well and oiled.", "The well-oiled lamp was well and oiled."),
            ("The anti-\nBoard mood of mid-\n1871.", "The anti-Board mood of mid-1871."),
            ("The up-to-\ndate lamp.", "The up-to-date lamp."),
            ("The lamp -\nor lantern —\nburned.", "The lamp - or lantern — burned."),
        ];
        for (text, expected) in table {
            let source = outline(&[("", &[("The", expected.matches('.').count() as u16)])]);
            let copy = PaperCopy::cut(text, &source);
            let sentences = copy.passage("§0", "¶1").map(|passage| passage.sentences.join(" "));
            assert_eq!(sentences.as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_copy_is_found_within_a_long_text() {
        let filler =
            "First, a long tale of keepers. Second, of the lamp on the cape.\n\nThe End\n".repeat(10_000);
        let copy = PaperCopy::cut(&format!("{filler}\n{COPY}\n{filler}"), &lighthouse());
        assert_eq!(shown(&copy), shown(&PaperCopy::cut(COPY, &lighthouse())));
    }

    fn pieces() -> impl Strategy<Value = String> {
        let words: Vec<&str> = COPY.split(' ').collect();
        let piece = prop_oneof![
            4 => proptest::sample::select(words).prop_map(str::to_owned),
            1 => proptest::sample::select(vec!["The lamp on the cape", "In 1871, the keepers", "What They Asked For", "Nobody came"]).prop_map(str::to_owned),
            1 => "[.…!?•\"”)1a-]{1,3}",
            1 => "\\PC{0,3}",
        ];
        let space =
            proptest::sample::select(vec![" ", " ", "", "\n", "-\n", "\n\n", "\u{c}", "\u{2029}", "\r"]);
        proptest::collection::vec((piece, space), 0..60)
            .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| piece + space).collect())
    }

    proptest! {
        #[test]
        fn any_text_is_cut_and_nothing_is_added_or_moved(text in prop_oneof![pieces(), any::<String>()]) {
            let source = lighthouse();
            let copy = PaperCopy::cut(&text, &source);
            prop_assert_eq!(copy.found.len() + copy.missing().len(), 6);
            let mut letters = words::letters(&text);
            for found in &copy.found {
                prop_assert!(!found.passage.sentences.is_empty());
                for sentence in &found.passage.sentences {
                    prop_assert!(words::letters(sentence).all(|letter| letters.any(|other| other == letter)));
                }
            }
        }
    }
}
