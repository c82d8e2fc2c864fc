//! Texts that nobody wrote: what is bundled, mutated. `PROPTEST_CASES=1000000 cargo test --release
//! --test fuzz` tries more of them; `fuzz/` searches by coverage.

mod invariants;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use whatif::language::bundled::{SCENARIOS, SOURCES, STARTER};

/// A few cases, or as many as the environment asks for.
fn cases(few: u32) -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = few;
    }
    // What is found becomes a test with a name; nothing is to be written beside the sources.
    config.failure_persistence = None;
    config
}

/// What stands between the words of files and expressions, and what may trouble those who read it.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "\\",
    "//",
    "/*",
    "*/",
    "#",
    "#![",
    "r#\"",
    "\"#",
    "b\"",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "“",
    "”",
    "’",
    "é",
    "e\u{301}",
    "漢",
    "🙂",
    "\u{202e}",
    "-",
    ".",
    "_",
    "0",
    "1",
    "-1",
    "1e999",
    "0x",
    "18446744073709551616",
    "99999999999999999999",
    "and",
    "or",
    "not ",
    " implies ",
    " is ",
    "is not ",
    "one of (",
    "all of (",
    "at least 2 of (",
    "at most 0 of (",
    "exactly 1 of (",
    "always",
    "never",
    "unknown",
    "yes",
    "none",
    "stated",
    "Some(",
    "None",
    "()",
    "Discuss(",
    "notes: ",
    "Reveal(",
    "Scenario(",
    "Source(",
    "YesNo(",
    "Choice(",
    "Fact(",
    "Stance(",
    "Rule(",
    "Override(",
    "id: ",
    "when: ",
    "then: ",
    "over: [",
    "uses: [",
    "cite: [",
    "§1 ¶1 s1",
    "§99 ¶0",
    "{}",
    "\"\"",
    "a",
    "a.b",
    "baseline: ",
    "range: ",
];

/// One change of a text. Places are those at which words begin or end.
#[derive(Clone, Debug)]
enum Edit {
    Remove { at: Index, length: Index },
    Insert { at: Index, piece: &'static str },
    Repeat { at: Index, length: Index, times: u16 },
    Copy { from: Index, length: Index, to: Index },
    Replace { word: Index, by: Index },
    End { at: Index },
}

fn edit(most_times: u16) -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    prop_oneof![
        3 => (index(), index()).prop_map(|(at, length)| Edit::Remove { at, length }),
        5 => (index(), select(PIECES)).prop_map(|(at, piece)| Edit::Insert { at, piece }),
        1 => (index(), index(), 1..most_times).prop_map(|(at, length, times)| Edit::Repeat { at, length, times }),
        2 => (index(), index(), index()).prop_map(|(from, length, to)| Edit::Copy { from, length, to }),
        4 => (index(), index()).prop_map(|(word, by)| Edit::Replace { word, by }),
        1 => index().prop_map(|at| Edit::End { at }),
    ]
}

fn edits(most_times: u16) -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec(edit(most_times), 1..6)
}

/// The places at which words begin or end.
fn places(text: &str) -> Vec<usize> {
    let is_of_a_word = |character: char| character.is_alphanumeric() || "_.".contains(character);
    let mut places = vec![0];
    let mut before = None;
    for (place, character) in text.char_indices() {
        let now = is_of_a_word(character);
        if !(now && before == Some(true)) {
            places.push(place);
        }
        before = Some(now);
    }
    places.push(text.len());
    places
}

/// The text once it was edited, as long as it stays within a length.
fn edited(text: &str, edits: &[Edit], most: usize) -> String {
    let mut text = text.to_owned();
    for edit in edits {
        let places = places(&text);
        // Mostly a few words; now and then a large part.
        let range = |at: &Index, length: &Index| {
            let start = at.index(places.len());
            let length = length.index(places.len());
            let end = start + if length.is_multiple_of(8) { length } else { length % 8 };
            places[start]..places[end.min(places.len() - 1)]
        };
        match edit {
            Edit::Remove { at, length } => text.replace_range(range(at, length), ""),
            Edit::Insert { at, piece } => text.insert_str(places[at.index(places.len())], piece),
            Edit::Repeat { at, length, times } => {
                let range = range(at, length);
                let part = text[range.clone()].repeat(usize::from(*times));
                if text.len() + part.len() <= most {
                    text.replace_range(range, &part);
                }
            }
            Edit::Copy { from, length, to } => {
                let part = text[range(from, length)].to_owned();
                if text.len() + part.len() <= most {
                    text.insert_str(places[to.index(places.len())], &part);
                }
            }
            Edit::Replace { word, by } => {
                let range_of = |index: &Index| {
                    let at = index.index(places.len() - 1);
                    places[at]..places[at + 1]
                };
                let by = text[range_of(by)].to_owned();
                text.replace_range(range_of(word), &by);
            }
            Edit::End { at } => text.truncate(places[at.index(places.len())]),
        }
    }
    text
}

/// Every guard of the bundled scenarios.
fn guards() -> Vec<&'static str> {
    let fields = ["when: \"", "require: \""];
    let texts = SCENARIOS.iter().map(|(_, text)| *text).chain([STARTER]);
    let guards = texts.flat_map(|text| {
        fields
            .into_iter()
            .flat_map(move |field| text.split(field).skip(1))
            .filter_map(|rest| rest.split('"').next())
    });
    guards.collect()
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn expressions_are_read_or_refused(guard in select(guards()), edits in edits(300)) {
        invariants::expression(&edited(guard, &edits, 4096));
    }

    #[test]
    fn words_in_any_order_are_read_or_refused(words in proptest::collection::vec(select(PIECES), 0..40)) {
        invariants::expression(&words.concat());
        invariants::expression(&words.join(" "));
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn scenarios_are_read_or_refused(
        (name, text) in select(SCENARIOS),
        edits in edits(2_000),
    ) {
        invariants::scenario(name, &edited(text, &edits, 1 << 17));
    }

    #[test]
    fn the_starter_is_read_or_refused(edits in edits(2_000)) {
        invariants::scenario("starter", &edited(STARTER, &edits, 1 << 17));
    }

    #[test]
    fn outlines_are_read_or_refused((_, text) in select(SOURCES), edits in edits(2_000)) {
        invariants::outline(&edited(text, &edits, 1 << 17));
    }
}

/// Texts that once broke what must hold.
const FOUND: &[&str] = &[
    // What was mended had its places within characters.
    "Scenario(title “A”, as_of: “B”)",
    // Where the reader stumbled depended on what ended the line.
    "// A file of one word\nScenario",
    // A name without its value was read as if it were not there, and laid out as if it were.
    "Scenario(title: \"A\", lessons: [Lesson(id: \"l\", steps: [Discuss(\"?\", notes:, // \"N\"\n)])])",
];

#[test]
fn what_was_found_holds() {
    for text in FOUND {
        invariants::scenario("found", text);
    }
}

#[test]
fn what_is_mutated_is_there() {
    assert!(
        guards().len() > 80
            && guards().iter().all(|guard| whatif::language::expression::parse(guard).is_ok())
    );
}
