//! The table of keys: what each does, where, and in which words. Dispatch, the footer and the
//! help page all read it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key as it is pressed; Shift is part of a letter's case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Control is held.
    pub control: bool,
}

impl Key {
    const fn plain(code: KeyCode) -> Self {
        Self { code, control: false }
    }

    const fn letter(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    const fn control(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), control: true }
    }

    /// How the key is written for a reader.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char(letter) => letter.to_string(),
            KeyCode::Enter => "enter".to_owned(),
            KeyCode::Esc => "esc".to_owned(),
            KeyCode::Tab => "tab".to_owned(),
            KeyCode::BackTab => "shift-tab".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::Home => "home".to_owned(),
            KeyCode::End => "end".to_owned(),
            KeyCode::PageUp => "page up".to_owned(),
            KeyCode::PageDown => "page down".to_owned(),
            other => format!("{other:?}").to_lowercase(),
        };
        if self.control { format!("ctrl-{name}") } else { name }
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(letter) if control => KeyCode::Char(letter.to_ascii_lowercase()),
            KeyCode::Char(letter) if event.modifiers.contains(KeyModifiers::SHIFT) => {
                KeyCode::Char(letter.to_ascii_uppercase())
            }
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Self { code, control }
    }
}

/// Where a key has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere.
    Everywhere,
    /// On the explorer, whichever pane has the focus.
    Explore,
    /// In the pane Suppose.
    Suppose,
    /// On the screen It would take.
    Reach,
    /// On the screen Table.
    Table,
    /// On the help page.
    Help,
}

impl Context {
    /// The heading of its keys on the help page.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Suppose => "Keys in the pane Suppose",
            Self::Explore => "Keys on the explorer",
            Self::Reach => "Keys on the screen It would take",
            Self::Table => "Keys on the screen Table",
            Self::Help => "Keys on this page",
            Self::Everywhere => "Keys everywhere",
        }
    }
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// To the line above.
    Up,
    /// To the line below.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
    /// To the next pane.
    NextPane,
    /// To the pane before.
    PreviousPane,
    /// To the next case.
    NextCase,
    /// To the case before.
    PreviousCase,
    /// To the case at a place, the first being 0.
    Case(u8),
    /// The selected condition's next value.
    NextValue,
    /// The selected condition's value before.
    PreviousValue,
    /// Assume nothing of the selected condition.
    Unknown,
    /// Hold the selected condition fast, or let it go.
    Lock,
    /// The selected condition back to the paper.
    ToPaper,
    /// All conditions back to the paper.
    AllToPaper,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// What it would take for the chosen stance to be elsewhere.
    Reach,
    /// The chosen stance's decision table.
    Table,
    /// Take what is chosen: a place on the scale, or a way.
    Choose,
    /// Let readings vary, or hold them.
    VaryReadings,
    /// Show the keys.
    Help,
    /// Out of what is on top, never out of the program.
    Back,
    /// Close what is on top, at the bottom the program.
    Close,
    /// End the program.
    Quit,
    /// To the shell that started the program.
    Suspend,
    /// Draw everything again.
    Redraw,
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

use Command as C;
use Context::{Everywhere, Explore, Help, Reach, Suppose, Table};
use KeyCode as K;

/// The table.
pub const KEYMAP: &[Binding] = &[
    row(
        Suppose,
        &[Key::letter(' '), Key::plain(K::Enter)],
        C::NextValue,
        Some("toggle"),
        "toggle yes and no; the next option of a choice or a reading",
    ),
    row(Suppose, &[Key::letter('p')], C::PreviousValue, None, "the option before"),
    row(Suppose, &[Key::letter('x')], C::Unknown, Some("unknown"), "unknown: assume neither"),
    row(Explore, &[Key::letter('u')], C::Undo, Some("undo"), "undo the last step"),
    row(
        Explore,
        &[Key::letter('t')],
        C::Reach,
        Some("ways"),
        "what it would take for the chosen stance to be elsewhere",
    ),
    row(Explore, &[Key::plain(K::Tab)], C::NextPane, Some("pane"), "to the next pane"),
    row(Explore, &[Key::plain(K::BackTab)], C::PreviousPane, None, "to the pane before"),
    row(
        Explore,
        &[Key::plain(K::Right), Key::letter('l'), Key::letter(']')],
        C::NextCase,
        Some("case"),
        "to the next case",
    ),
    row(
        Explore,
        &[Key::plain(K::Left), Key::letter('h'), Key::letter('[')],
        C::PreviousCase,
        None,
        "to the case before",
    ),
    row(Suppose, &[Key::letter('b')], C::ToPaper, Some("as in the paper"), "the condition back to the paper"),
    row(Suppose, &[Key::letter('L')], C::Lock, Some("lock"), "lock the condition, or unlock it"),
    row(
        Explore,
        &[Key::letter('B')],
        C::AllToPaper,
        Some("all as in the paper"),
        "all conditions back to the paper, but for locked ones",
    ),
    row(Explore, &[Key::letter('r'), Key::control('r')], C::Redo, Some("redo"), "do it again"),
    row(
        Explore,
        &[Key::letter('T')],
        C::Table,
        Some("table"),
        "the chosen stance's table, and which conditions count",
    ),
    row(
        Reach,
        &[Key::plain(K::Enter), Key::letter(' ')],
        C::Choose,
        Some("choose"),
        "at a place: to its ways; at a way: make these changes",
    ),
    row(
        Reach,
        &[Key::plain(K::Tab), Key::plain(K::Right), Key::letter('l')],
        C::NextPane,
        Some("places and ways"),
        "between the places and the ways",
    ),
    row(
        Reach,
        &[Key::plain(K::BackTab), Key::plain(K::Left), Key::letter('h')],
        C::PreviousPane,
        None,
        "back to the places",
    ),
    row(
        Reach,
        &[Key::letter('v')],
        C::VaryReadings,
        Some("vary readings"),
        "let the readings of the text change as well, or hold them",
    ),
    row(Reach, &[Key::letter('?')], C::Help, Some("help"), "the keys"),
    row(
        Reach,
        &[Key::plain(K::Esc), Key::letter('q'), Key::letter('t')],
        C::Back,
        Some("back"),
        "back to the explorer",
    ),
    row(Table, &[Key::letter('?')], C::Help, Some("help"), "the keys"),
    row(
        Table,
        &[Key::plain(K::Esc), Key::letter('q'), Key::letter('T')],
        C::Back,
        Some("back"),
        "back to the explorer",
    ),
    row(Explore, &[Key::letter('1')], C::Case(0), None, "to the first case"),
    row(Explore, &[Key::letter('2')], C::Case(1), None, "to the second"),
    row(Explore, &[Key::letter('3')], C::Case(2), None, "to the third"),
    row(Explore, &[Key::letter('4')], C::Case(3), None, "to the fourth"),
    row(Explore, &[Key::letter('5')], C::Case(4), None, "to the fifth"),
    row(Explore, &[Key::letter('6')], C::Case(5), None, "to the sixth"),
    row(Explore, &[Key::letter('7')], C::Case(6), None, "to the seventh"),
    row(Explore, &[Key::letter('8')], C::Case(7), None, "to the eighth"),
    row(Explore, &[Key::letter('9')], C::Case(8), None, "to the ninth"),
    row(Everywhere, &[Key::plain(K::Up), Key::letter('k')], C::Up, None, "a line up"),
    row(Everywhere, &[Key::plain(K::Down), Key::letter('j')], C::Down, None, "a line down"),
    row(Everywhere, &[Key::plain(K::PageUp), Key::control('b')], C::PageUp, None, "a page up"),
    row(Everywhere, &[Key::plain(K::PageDown), Key::control('f')], C::PageDown, None, "a page down"),
    row(Everywhere, &[Key::plain(K::Home), Key::letter('g')], C::First, None, "to the first line"),
    row(Everywhere, &[Key::plain(K::End), Key::letter('G')], C::Last, None, "to the last line"),
    row(
        Help,
        &[Key::letter('?'), Key::letter('q'), Key::plain(K::Esc)],
        C::Back,
        Some("back"),
        "back to the explorer",
    ),
    row(Explore, &[Key::letter('?')], C::Help, Some("help"), "this page"),
    row(Explore, &[Key::plain(K::Esc)], C::Back, None, "back to the pane Suppose; never out of the program"),
    row(Explore, &[Key::letter('q')], C::Close, Some("quit"), "close what is on top; here, the program"),
    row(Everywhere, &[Key::control('c')], C::Quit, None, "quit at once"),
    row(Everywhere, &[Key::control('z')], C::Suspend, None, "to the shell; `fg` comes back"),
    row(Everywhere, &[Key::control('l')], C::Redraw, None, "draw the screen again"),
];

/// What a key does where `contexts` hold.
pub fn command(contexts: &[Context], key: Key) -> Option<Command> {
    let applies = |binding: &&Binding| contexts.contains(&binding.context) && binding.keys.contains(&key);
    KEYMAP.iter().find(applies).map(|binding| binding.command)
}

/// The rows that hold somewhere in `contexts`.
pub fn bindings(contexts: &[Context]) -> impl Iterator<Item = &'static Binding> + '_ {
    KEYMAP.iter().filter(move |binding| contexts.contains(&binding.context))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_at_once() {
        for contexts in [
            &[Everywhere, Explore, Suppose][..],
            &[Everywhere, Help],
            &[Everywhere, Reach],
            &[Everywhere, Table],
        ] {
            let mut seen = HashSet::new();
            for binding in bindings(contexts) {
                for key in binding.keys {
                    assert!(seen.insert(*key), "{} is bound twice in {contexts:?}", key.label());
                }
            }
        }
    }

    #[test]
    fn every_command_has_one_row_in_a_context() {
        let mut seen = HashSet::new();
        for binding in KEYMAP {
            assert!(seen.insert((binding.context, binding.command)), "{:?}", binding.command);
            assert!(!binding.keys.is_empty() && !binding.words.is_empty());
        }
    }

    #[test]
    fn shift_is_part_of_the_letter() {
        let table = [
            (KeyEvent::new(KeyCode::Char('b'), KeyModifiers::SHIFT), Key::letter('B')),
            (KeyEvent::new(KeyCode::Char('B'), KeyModifiers::SHIFT), Key::letter('B')),
            (KeyEvent::new(KeyCode::Char('B'), KeyModifiers::NONE), Key::letter('B')),
            (KeyEvent::new(KeyCode::Char('C'), KeyModifiers::CONTROL), Key::control('c')),
            (KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT), Key::plain(KeyCode::BackTab)),
        ];
        for (event, key) in table {
            assert_eq!(Key::from(event), key);
        }
    }
}
