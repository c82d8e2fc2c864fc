//! The words that line mode knows beside the verbs of [`request`](crate::dialogue::request).

use crate::dialogue::request::VERBS;
use crate::language::diagnostic::nearest;

/// A word of line mode alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The word itself.
    pub name: &'static str,
    /// Whether something may come after it.
    pub takes_more: bool,
    /// What it does.
    pub does: &'static str,
}

const fn word(name: &'static str, takes_more: bool, does: &'static str) -> Word {
    Word { name, takes_more, does }
}

/// The words of every time.
pub(super) const WORDS: &[Word] = &[
    word("cases", false, "the cases that are loaded"),
    word("case", true, "case NAME: a case's conditions and stances"),
    word("lesson", true, "the lessons; lesson ID: play one"),
    word("veil", false, "hide what follows, or show it again; while hidden, you predict before you see"),
    word("again", false, "what was asked last, once more"),
    word("help", false, "what you can say"),
    word("quit", false, "the end"),
];

/// The words of a lesson.
pub(super) const IN_LESSONS: &[Word] = &[
    word("next", false, "on to the next step, as an empty line does"),
    word("back", false, "to the step before"),
    word("leave", false, "out of the lesson"),
];

/// Instead of what other rooms say of a verb, where line mode is plainer.
const PLAINER: &[(&str, &str)] = &[("compare", "the position beside the paper's")];

/// The word that a line begins with, if it is one of line mode's own.
pub(super) fn find(text: &str) -> Option<&'static Word> {
    WORDS.iter().chain(IN_LESSONS).find(|row| row.name == text)
}

/// What to say of a word that nobody knows.
pub(super) fn unknown(text: &str) -> String {
    let own = WORDS.iter().chain(IN_LESSONS).map(|row| row.name);
    let help = match nearest(text, own.chain(VERBS.iter().map(|verb| verb.word))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`help` lists what you can say".to_owned(),
    };
    format!("`{text}` is no command\nhelp: {help}")
}

/// Everything that can be said, under headings.
pub(super) fn help() -> Vec<(&'static str, Vec<String>)> {
    let own = |rows: &[Word]| rows.iter().map(|row| usage(row.name, row.does)).collect();
    let verbs = VERBS.iter().map(|verb| {
        let plainer = PLAINER.iter().find(|(word, _)| *word == verb.word);
        usage(verb.word, plainer.map_or(verb.words, |(_, words)| words))
    });
    vec![
        ("Suppose, and ask:", verbs.collect()),
        ("Find your way:", own(WORDS)),
        ("In a lesson:", own(IN_LESSONS)),
    ]
}

/// What a word does, the word first.
fn usage(word: &str, words: &str) -> String {
    let begins = words.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ':']));
    if begins { words.to_owned() } else { format!("{word}: {words}") }
}
