//! The table of keys: what each does, where, and in which words. Dispatch, the footer, the help
//! page, the command palette and the documentation all read it.

mod command;
mod context;

use crossterm::event::KeyCode;

use super::key::Key;

pub use command::Command;
pub use context::{Context, TOGETHER};

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which keys, the first being the one that hints name.
    pub keys: &'static [Key],
    /// What they do.
    pub command: Command,
    /// The footer's word, where the footer names the key.
    pub hint: Option<&'static str>,
    /// The help page's words.
    pub words: &'static str,
}

const fn row(
    context: Context,
    keys: &'static [Key],
    command: Command,
    hint: Option<&'static str>,
    words: &'static str,
) -> Binding {
    Binding { context, keys, command, hint, words }
}

const fn key(letter: char) -> Key {
    Key::letter(letter)
}

const fn plain(code: KeyCode) -> Key {
    Key::plain(code)
}

const fn control(letter: char) -> Key {
    Key::control(letter)
}

use Command as C;
use Context::{
    Compare, Everywhere, Explore, Help, History, Lesson, Lessons, Projector, Prompt, Reach, Screen, Source,
    Suppose,
};
use KeyCode as K;

/// The table.
#[rustfmt::skip]
pub const KEYMAP: &[Binding] = &[
    row(Suppose, &[key(' '), plain(K::Enter)], C::NextValue, Some("toggle"), "toggle yes and no; the next option of a choice or a reading"),
    row(Suppose, &[key('p')], C::PreviousValue, None, "the option before"),
    row(Suppose, &[key('x')], C::Unknown, Some("unknown"), "unknown: assume neither"),
    row(Reach, &[plain(K::Enter), key(' ')], C::Choose, Some("choose"), "at a place: to its ways; at a way: make these changes"),
    row(Reach, &[plain(K::Tab), plain(K::Right), key('l')], C::NextPane, Some("places and ways"), "between the places and the ways"),
    row(Reach, &[plain(K::BackTab), plain(K::Left), key('h')], C::PreviousPane, None, "back to the places"),
    row(Reach, &[key('v')], C::VaryReadings, Some("vary readings"), "let the readings of the text change as well, or hold them"),
    row(Compare, &[key(' ')], C::Mark, Some("mark this position"), "mark the present position, to compare with it"),
    row(Compare, &[plain(K::Tab)], C::NextPane, Some("paper or mark"), "compare with the paper, or with the marked position"),
    row(History, &[plain(K::Enter), key(' ')], C::Choose, Some("go there"), "to the chosen step; no step is lost"),
    row(Source, &[plain(K::Enter), key(' ')], C::Choose, Some("go there"), "to the chosen claim on the explorer; at a paragraph, to its claims"),
    row(Source, &[plain(K::Tab), plain(K::Right), key('l')], C::NextPane, Some("pane"), "between the outline and what cites it"),
    row(Source, &[plain(K::BackTab), plain(K::Left), key('h')], C::PreviousPane, None, "back to the outline"),
    row(Source, &[key('e')], C::Record, Some("events or outline"), "the record of events, or the outline"),
    row(Lessons, &[plain(K::Enter), key(' ')], C::Choose, Some("begin"), "begin the chosen lesson"),
    row(Lesson, &[plain(K::Enter), key(' ')], C::Choose, Some("go on"), "to the next step; at a question: commit to the answer"),
    row(Lesson, &[plain(K::Right), key('n'), key('l')], C::Forward, None, "to the next step"),
    row(Lesson, &[plain(K::Left), key('p'), key('h')], C::Backward, Some("back"), "to the step before"),
    row(Lesson, &[key('1')], C::Digit(1), None, "a guess; in a vote, a digit of the hands counted"),
    row(Lesson, &[key('2')], C::Digit(2), None, "fairly sure; in a vote, a digit"),
    row(Lesson, &[key('3')], C::Digit(3), None, "certain; in a vote, a digit"),
    row(Lesson, &[key('4')], C::Digit(4), None, "a digit of the hands counted"),
    row(Lesson, &[key('5')], C::Digit(5), None, "a digit"),
    row(Lesson, &[key('6')], C::Digit(6), None, "a digit"),
    row(Lesson, &[key('7')], C::Digit(7), None, "a digit"),
    row(Lesson, &[key('8')], C::Digit(8), None, "a digit"),
    row(Lesson, &[key('9')], C::Digit(9), None, "a digit"),
    row(Lesson, &[key('0')], C::Digit(0), None, "a digit"),
    row(Lesson, &[plain(K::Backspace)], C::Erase, None, "take a digit back; else to the step before"),
    row(Lesson, &[key('c')], C::Class, Some("class"), "let a class vote: think, vote, discuss, vote again; or predict alone"),
    row(Lesson, &[key('v')], C::Veil, None, "outside of lessons: show what follows without a prediction"),
    row(Lesson, &[key('w'), plain(K::Esc)], C::Back, Some("explore"), "to the explorer; the lesson waits, and w comes back to it"),
    row(Lesson, &[key('Q')], C::Leave, None, "leave the lesson"),
    row(Lesson, &[key('?')], C::Help, Some("help"), "the keys"),
    row(Lesson, &[key('q')], C::Close, Some("close"), "to the explorer; the lesson waits"),
    row(Projector, &[key('+'), key('=')], C::Larger, Some("larger"), "larger words, and fewer of them"),
    row(Projector, &[key('-')], C::Smaller, Some("smaller"), "smaller words"),
    row(Explore, &[plain(K::Tab)], C::NextPane, Some("pane"), "to the next pane"),
    row(Explore, &[plain(K::BackTab)], C::PreviousPane, None, "to the pane before"),
    row(Screen, &[key('t')], C::Reach, Some("ways"), "what it would take for the chosen stance to be elsewhere"),
    row(Screen, &[key('u')], C::Undo, Some("undo"), "take the last step back"),
    row(Suppose, &[key('b')], C::ToPaper, Some("as in the paper"), "the condition back to the paper"),
    row(Screen, &[key('m')], C::Map, Some("map"), "the map, and the ladder of all stances on one scale"),
    row(Explore, &[plain(K::Right), key('l'), key(']')], C::NextCase, Some("case"), "to the next case"),
    row(Explore, &[plain(K::Left), key('h'), key('[')], C::PreviousCase, None, "to the case before"),
    row(Screen, &[key('/')], C::Search, Some("find"), "find a condition, stance, rule, remark or locator"),
    row(Screen, &[key(':')], C::Palette, Some("commands"), "type a command: suppose, why, reach and all others"),
    row(Suppose, &[key('L')], C::Lock, Some("lock"), "lock the condition, or unlock it"),
    row(Screen, &[key('.')], C::Replay, Some("replay"), "show the last change again, old to new"),
    row(Screen, &[key('s')], C::Source, Some("source"), "the paragraph of the paper that the chosen claim cites"),
    row(Screen, &[key('T')], C::Table, Some("table"), "the chosen stance's table, and which conditions count"),
    row(Screen, &[key('c')], C::Compare, Some("compare"), "the present position beside the paper's or the marked one"),
    row(Screen, &[key('M')], C::Mark, None, "mark the present position, to compare with it"),
    row(Screen, &[key('H')], C::History, Some("history"), "every step of the sitting, and what it changed"),
    row(Screen, &[key('r'), control('r')], C::Redo, Some("redo"), "do it again"),
    row(Explore, &[key('B')], C::AllToPaper, Some("all as in the paper"), "all conditions back to the paper, but for locked ones"),
    row(Screen, &[key('w')], C::Lesson, Some("lessons"), "the lessons, or the one that is played"),
    row(Explore, &[key('v')], C::Veil, None, "hide what follows; once more, predict it"),
    row(Screen, &[key('P')], C::Projector, Some("projector"), "large words for a lecture hall: the chosen stance and its conditions"),
    row(Screen, &[key('y')], C::CopyCode, None, "copy the position's code, to paste or to say"),
    row(Screen, &[key('Y')], C::CopyAnswer, None, "copy what follows, as text"),
    row(Screen, &[control('t')], C::Theme, None, "the next theme"),
    row(Screen, &[control('o')], C::Mouse, None, "the mouse chooses, or is left to the terminal"),
    row(Screen, &[key('F')], C::Faults, None, "what is wrong with your files, as they were saved last"),
    row(Explore, &[key('1')], C::Case(0), None, "to the first case"),
    row(Explore, &[key('2')], C::Case(1), None, "to the second"),
    row(Explore, &[key('3')], C::Case(2), None, "to the third"),
    row(Explore, &[key('4')], C::Case(3), None, "to the fourth"),
    row(Explore, &[key('5')], C::Case(4), None, "to the fifth"),
    row(Explore, &[key('6')], C::Case(5), None, "to the sixth"),
    row(Explore, &[key('7')], C::Case(6), None, "to the seventh"),
    row(Explore, &[key('8')], C::Case(7), None, "to the eighth"),
    row(Explore, &[key('9')], C::Case(8), None, "to the ninth"),
    row(Everywhere, &[plain(K::Up), key('k')], C::Up, None, "to the line above"),
    row(Everywhere, &[plain(K::Down), key('j')], C::Down, None, "to the line below"),
    row(Everywhere, &[plain(K::PageUp)], C::PageUp, None, "a page up"),
    row(Everywhere, &[plain(K::PageDown)], C::PageDown, None, "a page down"),
    row(Everywhere, &[plain(K::Home), key('g')], C::First, None, "to the first line"),
    row(Everywhere, &[plain(K::End), key('G')], C::Last, None, "to the last line"),
    row(Prompt, &[plain(K::Enter)], C::Choose, Some("take it"), "do what is typed, or go to what is chosen"),
    row(Prompt, &[plain(K::Tab)], C::Complete, Some("complete"), "complete what is typed by what is chosen"),
    row(Prompt, &[plain(K::Up), control('p')], C::Up, None, "to the line above"),
    row(Prompt, &[plain(K::Down), control('n')], C::Down, None, "to the line below"),
    row(Prompt, &[plain(K::PageUp)], C::PageUp, None, "a page up"),
    row(Prompt, &[plain(K::PageDown)], C::PageDown, None, "a page down"),
    row(Prompt, &[plain(K::Esc), control('c')], C::Back, Some("leave"), "leave without doing anything"),
    row(Help, &[key('?'), key('q'), plain(K::Esc)], C::Back, Some("back"), "back to where you were"),
    row(Screen, &[key('?')], C::Help, Some("help"), "this page"),
    row(Screen, &[plain(K::Esc)], C::Back, None, "back to the explorer, and there to the pane Suppose; never out of the program"),
    row(Screen, &[key('q')], C::Close, Some("close"), "close what is on top; on the explorer, the program"),
    row(Everywhere, &[control('c')], C::Quit, None, "quit at once"),
    row(Everywhere, &[control('z')], C::Suspend, None, "to the shell; `fg` comes back"),
    row(Everywhere, &[control('l')], C::Redraw, None, "draw the screen again"),
];

/// A row with the keys that a reader has given it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row of the table.
    pub binding: &'static Binding,
    /// Its keys.
    pub keys: Vec<Key>,
}

/// The keys in force: the table's, but for those that the reader's configuration changes.
#[derive(Clone, Debug)]
pub struct Keymap {
    rows: Vec<Row>,
}

/// Two rows that would share a key where both hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The key.
    pub key: Key,
    /// What it would do.
    pub commands: (Command, Command),
}

impl Default for Keymap {
    fn default() -> Self {
        let row = |binding: &'static Binding| Row { binding, keys: binding.keys.to_vec() };
        Self { rows: KEYMAP.iter().map(row).collect() }
    }
}

impl Keymap {
    /// Gives a command other keys, wherever it has any; no key at all where the list is empty.
    pub fn bind(&mut self, command: Command, keys: &[Key]) {
        for row in self.rows.iter_mut().filter(|row| row.binding.command == command) {
            if row.binding.context == Context::Prompt {
                // Where words are typed, letters are letters.
                let is_letter = |key: &&Key| matches!(key.code, KeyCode::Char(_)) && !key.control;
                let others: Vec<Key> = keys.iter().filter(|key| !is_letter(key)).copied().collect();
                if !others.is_empty() {
                    row.keys = others;
                }
                continue;
            }
            row.keys = keys.to_vec();
        }
    }

    /// What a key does where `contexts` hold.
    pub fn command(&self, contexts: &[Context], key: Key) -> Option<Command> {
        self.bindings(contexts).find(|row| row.keys.contains(&key)).map(|row| row.binding.command)
    }

    /// The key that hints name for a command, if it has one.
    pub fn key_of(&self, command: Command) -> Option<Key> {
        self.rows.iter().find(|row| row.binding.command == command)?.keys.first().copied()
    }

    /// The rows that hold somewhere in `contexts`.
    pub fn bindings<'all>(&'all self, contexts: &'all [Context]) -> impl Iterator<Item = &'all Row> {
        self.rows.iter().filter(move |row| contexts.contains(&row.binding.context))
    }

    /// The keys that mean two things in one place.
    pub fn shared(&self) -> Vec<Shared> {
        let mut found: Vec<Shared> = Vec::new();
        for contexts in TOGETHER {
            let mut seen: Vec<(Key, Command)> = Vec::new();
            for row in self.bindings(contexts) {
                for key in &row.keys {
                    let command = row.binding.command;
                    match seen.iter().find(|(other, _)| other == key) {
                        Some((_, first)) if *first != command => {
                            let shared = Shared { key: *key, commands: (*first, command) };
                            if !found.contains(&shared) {
                                found.push(shared);
                            }
                        }
                        Some(_) => {}
                        None => seen.push((*key, command)),
                    }
                }
            }
        }
        found
    }
}

/// The command of this name.
pub fn named(name: &str) -> Option<Command> {
    KEYMAP.iter().map(|binding| binding.command).find(|command| command.name() == name)
}

/// The names of all commands, each once.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for binding in KEYMAP {
        if !names.contains(&binding.command.name()) {
            names.push(binding.command.name());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_at_once() {
        assert_eq!(Keymap::default().shared(), []);
        let mut keymap = Keymap::default();
        keymap.bind(C::Undo, &[Key::letter('x')]);
        let shared = Shared { key: Key::letter('x'), commands: (C::Unknown, C::Undo) };
        assert_eq!(keymap.shared(), [shared]);
    }

    #[test]
    fn every_command_has_one_row_in_a_context() {
        let mut seen = HashSet::new();
        for binding in KEYMAP {
            assert!(seen.insert((binding.context, binding.command)), "{:?}", binding.command);
            assert!(!binding.keys.is_empty() && !binding.words.is_empty());
            assert_eq!(named(binding.command.name()), Some(binding.command));
        }
    }

    #[test]
    fn contexts_that_hold_at_once_are_all_known() {
        for context in Context::ALL {
            assert!(TOGETHER.iter().any(|contexts| contexts.contains(&context)), "{context:?}");
        }
    }

    #[test]
    fn a_command_can_have_other_keys_or_none() {
        let mut keymap = Keymap::default();
        keymap.bind(C::Undo, &[Key::letter('z')]);
        keymap.bind(C::Redo, &[]);
        let contexts = TOGETHER[0];
        assert_eq!(keymap.command(contexts, Key::letter('z')), Some(C::Undo));
        assert_eq!(keymap.command(contexts, Key::letter('u')), None);
        assert_eq!(keymap.command(contexts, Key::letter('r')), None);
        keymap.bind(C::Back, &[Key::letter('b')]);
        let escape = Key::plain(KeyCode::Esc);
        assert_eq!(keymap.command(&[Prompt], escape), Some(C::Back), "a letter is typed there");
        assert_eq!(keymap.command(&[Prompt], Key::letter('b')), None);
    }
}
