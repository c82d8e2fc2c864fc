//! What colours mean. Views ask for roles; a theme says how a role looks.

use ratatui::style::{Color, Modifier, Style};

/// A set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Name {
    /// The terminal's own sixteen colours.
    Terminal,
    /// No colour: only bold, underlined and reversed.
    Mono,
}

/// What a piece of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// The program's name and the names of panes.
    Title,
    /// A heading within a pane.
    Heading,
    /// What matters less.
    Quiet,
    /// The frame of a pane.
    Frame,
    /// The frame of the pane that has the focus.
    FocusedFrame,
    /// The chosen tab.
    ChosenTab,
    /// The chosen line of the pane that has the focus.
    ChosenLine,
    /// The chosen line of another pane.
    RememberedLine,
    /// What differs from the paper.
    Changed,
    /// What just moved.
    Moved,
    /// A key's name.
    Key,
    /// What a reader should not overlook.
    Alert,
    /// A possible place on a scale, as tenths of the way from its first to its last value.
    Place(u8),
    /// A place or an answer off every scale.
    Apart,
}

impl Name {
    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let style = match role {
            Role::Text | Role::Frame => plain,
            Role::Quiet => plain.add_modifier(Modifier::DIM),
            Role::Title
            | Role::Heading
            | Role::RememberedLine
            | Role::FocusedFrame
            | Role::Key
            | Role::Apart
            | Role::Changed
            | Role::Place(_) => plain.add_modifier(Modifier::BOLD),
            Role::Moved => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::ChosenTab | Role::ChosenLine | Role::Alert => {
                plain.add_modifier(Modifier::BOLD | Modifier::REVERSED)
            }
        };
        match self {
            Self::Mono => style,
            Self::Terminal => match Self::colour(role) {
                Some(colour) => style.fg(colour),
                None => style,
            },
        }
    }

    /// From blue to orange, which readers of every colour vision tell apart.
    const fn colour(role: Role) -> Option<Color> {
        Some(match role {
            Role::FocusedFrame | Role::Key => Color::Cyan,
            Role::Changed | Role::Moved => Color::Yellow,
            Role::Frame => Color::DarkGray,
            // Not the colour of the frame that it stands in.
            Role::Title => Color::Reset,
            Role::Place(tenths) => match tenths {
                0..=3 => Color::Blue,
                4..=6 => Color::Cyan,
                _ => Color::Yellow,
            },
            _ => return None,
        })
    }
}
