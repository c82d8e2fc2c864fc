//! The table of keys: what each does, where, and in which words. Dispatch, the footer, the help
//! page, the command palette and the documentation all read it.

use crossterm::event::KeyCode;

use super::key::Key;

/// Where a key has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// In the pane Suppose.
    Suppose,
    /// On the explorer, the map and the projector, whichever pane has the focus.
    Explore,
    /// On the screen It would take.
    Reach,
    /// On the screen Table, and on an answer.
    Page,
    /// On the screen Compare.
    Compare,
    /// On the screen History.
    History,
    /// On the screen Source.
    Source,
    /// On the list of lessons.
    Lessons,
    /// In a lesson, and where a question is asked.
    Lesson,
    /// On the projector.
    Projector,
    /// On every screen.
    Screen,
    /// On the help page and over diagnostics.
    Help,
    /// While words are typed: the command palette and the search.
    Prompt,
    /// Everywhere but where words are typed.
    Everywhere,
}

impl Context {
    /// Every context, in the order of the help page.
    pub const ALL: [Self; 14] = [
        Self::Suppose,
        Self::Explore,
        Self::Screen,
        Self::Reach,
        Self::Page,
        Self::Compare,
        Self::History,
        Self::Source,
        Self::Lessons,
        Self::Lesson,
        Self::Projector,
        Self::Prompt,
        Self::Everywhere,
        Self::Help,
    ];

    /// The heading of its keys on the help page.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Suppose => "Keys in the pane Suppose",
            Self::Explore => "Keys on the explorer and the map",
            Self::Screen => "Keys on every screen",
            Self::Reach => "Keys on the screen It would take",
            Self::Page => "Keys on the table and on answers",
            Self::Compare => "Keys on the screen Compare",
            Self::History => "Keys on the screen History",
            Self::Source => "Keys on the screen Source",
            Self::Lessons => "Keys on the list of lessons",
            Self::Lesson => "Keys in a lesson, and where a question is asked",
            Self::Projector => "Keys on the projector",
            Self::Prompt => "Keys while words are typed",
            Self::Help => "Keys on this page",
            Self::Everywhere => "Keys everywhere else",
        }
    }
}

/// The contexts that can hold at once, for each place where a key can be pressed.
pub const TOGETHER: &[&[Context]] = &[
    &[Suppose, Explore, Screen, Everywhere],
    &[Explore, Screen, Everywhere],
    &[Projector, Suppose, Explore, Screen, Everywhere],
    &[Projector, Explore, Screen, Everywhere],
    &[Reach, Screen, Everywhere],
    &[Page, Screen, Everywhere],
    &[Compare, Screen, Everywhere],
    &[History, Screen, Everywhere],
    &[Source, Screen, Everywhere],
    &[Lessons, Screen, Everywhere],
    &[Lesson, Everywhere],
    &[Help, Everywhere],
    &[Prompt],
];

macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a key does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $variant,)*
            /// To the case at a place, the first being 0.
            Case(u8),
            /// How sure a reader is, or a digit of the hands that are counted.
            Digit(u8),
        }

        impl Command {
            /// The name in the command palette and in the configuration.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Case(place) => CASES[place as usize % CASES.len()],
                    Self::Digit(digit) => DIGITS[digit as usize % DIGITS.len()],
                }
            }
        }
    };
}

const CASES: [&str; 9] =
    ["case-1", "case-2", "case-3", "case-4", "case-5", "case-6", "case-7", "case-8", "case-9"];

const DIGITS: [&str; 10] = [
    "digit-0", "digit-1", "digit-2", "digit-3", "digit-4", "digit-5", "digit-6", "digit-7", "digit-8",
    "digit-9",
];

commands! {
    /// To the line above.
    Up = "up",
    /// To the line below.
    Down = "down",
    /// A page up.
    PageUp = "page-up",
    /// A page down.
    PageDown = "page-down",
    /// To the first line.
    First = "first",
    /// To the last line.
    Last = "last",
    /// To the next pane.
    NextPane = "next-pane",
    /// To the pane before.
    PreviousPane = "previous-pane",
    /// To the next case.
    NextCase = "next-case",
    /// To the case before.
    PreviousCase = "previous-case",
    /// The selected condition's next value.
    NextValue = "next-value",
    /// The selected condition's value before.
    PreviousValue = "previous-value",
    /// Assume nothing of the selected condition.
    Unknown = "unknown",
    /// Hold the selected condition fast, or let it go.
    Lock = "toggle-lock",
    /// The selected condition back to the paper.
    ToPaper = "to-paper",
    /// All conditions back to the paper.
    AllToPaper = "all-to-paper",
    /// Take the last step back.
    Undo = "undo",
    /// Do it again.
    Redo = "redo",
    /// Show the last change again, old to new.
    Replay = "replay",
    /// What it would take for the chosen stance to be elsewhere.
    Reach = "ways",
    /// The chosen stance's decision table.
    Table = "table",
    /// The map and the ladder.
    Map = "map",
    /// The marked position beside the present one.
    Compare = "compare",
    /// Mark the present position, to compare with it.
    Mark = "mark",
    /// The sitting's steps.
    History = "history",
    /// The paper's outline, at what is chosen.
    Source = "source",
    /// The paper's record of events.
    Record = "record",
    /// The lesson that is played, or the list of lessons.
    Lesson = "lesson",
    /// To the next step of the lesson.
    Forward = "next-step",
    /// To the step before.
    Backward = "previous-step",
    /// Leave the lesson.
    Leave = "leave-lesson",
    /// Let a class vote, or the reader alone predict.
    Class = "class",
    /// Take a digit back, else a step.
    Erase = "erase",
    /// Hide what follows; then ask about it; then show it.
    Veil = "veil",
    /// Large words for a lecture hall.
    Projector = "projector",
    /// Larger words.
    Larger = "larger",
    /// Smaller words.
    Smaller = "smaller",
    /// Take what is chosen.
    Choose = "choose",
    /// Let readings vary, or hold them.
    VaryReadings = "vary-readings",
    /// Copy the position's code.
    CopyCode = "copy-code",
    /// Copy what follows, as text.
    CopyAnswer = "copy-answer",
    /// Type a command.
    Palette = "palette",
    /// Search.
    Search = "search",
    /// Complete what is typed.
    Complete = "complete",
    /// Let the mouse choose, or leave it to the terminal.
    Mouse = "mouse",
    /// The next theme.
    Theme = "theme",
    /// Show the keys.
    Help = "help",
    /// Out of what is on top, never out of the program.
    Back = "back",
    /// Close what is on top, at the bottom the program.
    Close = "close",
    /// End the program.
    Quit = "quit",
    /// To the shell that started the program.
    Suspend = "suspend",
    /// Draw everything again.
    Redraw = "redraw",
}

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
    Compare, Everywhere, Explore, Help, History, Lesson, Lessons, Page, Projector, Prompt, Reach, Screen,
    Source, Suppose,
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
