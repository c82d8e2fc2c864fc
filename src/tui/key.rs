//! Keys: as they are pressed, and as they are written.

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
    pub(super) const fn plain(code: KeyCode) -> Self {
        Self { code, control: false }
    }

    pub(super) const fn letter(letter: char) -> Self {
        Self::plain(KeyCode::Char(letter))
    }

    pub(super) const fn control(letter: char) -> Self {
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
            KeyCode::F(number) => format!("f{number}"),
            other => format!("{other:?}").to_lowercase(),
        };
        if self.control { format!("ctrl-{name}") } else { name }
    }

    /// The key that a reader writes as `u`, `ctrl-r`, `space`, `f5` or `page up`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(letter) = text.strip_prefix("ctrl-") {
            let mut letters = letter.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) => Some(Self::control(letter.to_ascii_lowercase())),
                _ => None,
            };
        }
        let mut letters = text.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return match letter {
                '↑' => Some(Self::plain(KeyCode::Up)),
                '↓' => Some(Self::plain(KeyCode::Down)),
                '←' => Some(Self::plain(KeyCode::Left)),
                '→' => Some(Self::plain(KeyCode::Right)),
                letter => Some(Self::letter(letter)),
            };
        }
        Some(Self::plain(match text {
            "space" => KeyCode::Char(' '),
            "enter" => KeyCode::Enter,
            "esc" => KeyCode::Esc,
            "tab" => KeyCode::Tab,
            "shift-tab" => KeyCode::BackTab,
            "up" => KeyCode::Up,
            "down" => KeyCode::Down,
            "left" => KeyCode::Left,
            "right" => KeyCode::Right,
            "home" => KeyCode::Home,
            "end" => KeyCode::End,
            "page up" => KeyCode::PageUp,
            "page down" => KeyCode::PageDown,
            "insert" => KeyCode::Insert,
            "delete" => KeyCode::Delete,
            "backspace" => KeyCode::Backspace,
            _ => KeyCode::F(text.strip_prefix('f')?.parse().ok().filter(|number| (1..=24).contains(number))?),
        }))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in ["u", "U", "?", "space", "enter", "ctrl-r", "shift-tab", "page up", "f5", "↑", "é"] {
            assert_eq!(Key::parse(text).map(Key::label).as_deref(), Some(text));
        }
        for text in ["", "ctrl-", "ctrl-up", "f0", "f25", "fn", "spce", "uu"] {
            assert_eq!(Key::parse(text), None, "{text}");
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
