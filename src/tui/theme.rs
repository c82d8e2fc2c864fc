//! What colours mean. Views ask for roles; a theme says how a role looks.

use ratatui::style::{Color, Modifier, Style};

/// A set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The terminal's own sixteen colours.
    Terminal,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// White and few bright colours on black.
    HighContrast,
    /// No colour: only bold, underlined and reversed.
    Mono,
}

/// What a reader may choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Choice {
    /// Dark or light, as the terminal's background is
    Auto,
    /// The terminal's own sixteen colours
    #[default]
    Terminal,
    /// Light on dark
    Dark,
    /// Dark on light
    Light,
    /// White and few bright colours on black
    HighContrast,
    /// No colour, only bold, underlined and reversed
    Mono,
}

impl Choice {
    /// The set of colours; asks the terminal only where its background decides.
    pub fn resolve(self) -> Name {
        match self {
            Self::Auto => background(),
            Self::Terminal => Name::Terminal,
            Self::Dark => Name::Dark,
            Self::Light => Name::Light,
            Self::HighContrast => Name::HighContrast,
            Self::Mono => Name::Mono,
        }
    }
}

/// Dark or light, as the terminal's background is; the terminal's own colours if it does not tell.
fn background() -> Name {
    use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};
    let mut options = QueryOptions::default();
    options.timeout = std::time::Duration::from_millis(300);
    match theme_mode(options) {
        Ok(ThemeMode::Dark) => Name::Dark,
        Ok(ThemeMode::Light) => Name::Light,
        Err(_) => Name::Terminal,
    }
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
    /// What is cited of a text.
    Cited,
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
    /// The themes in the order in which a reader goes through them.
    pub const ALL: [Self; 5] = [Self::Terminal, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }

    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|name| *name == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// What everything is drawn on.
    pub const fn base(self) -> Style {
        match self {
            Self::Terminal | Self::Mono => Style::new(),
            Self::Dark => Style::new().fg(Color::Indexed(253)).bg(Color::Indexed(234)),
            Self::Light => Style::new().fg(Color::Indexed(235)).bg(Color::Indexed(231)),
            Self::HighContrast => Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(16)),
        }
    }

    /// Whether its colours tell places on a scale apart.
    pub const fn has_colours(self) -> bool {
        !matches!(self, Self::Mono)
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let style = match role {
            // Dimmed letters are what a high contrast is to avoid, and the palettes have a grey.
            Role::Quiet if matches!(self, Self::Terminal | Self::Mono) => plain.add_modifier(Modifier::DIM),
            Role::Text | Role::Frame | Role::Quiet => plain,
            Role::Title
            | Role::Heading
            | Role::RememberedLine
            | Role::FocusedFrame
            | Role::Key
            | Role::Apart
            | Role::Changed
            | Role::Place(_) => plain.add_modifier(Modifier::BOLD),
            Role::Moved | Role::Cited => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::ChosenTab | Role::ChosenLine | Role::Alert => {
                plain.add_modifier(Modifier::BOLD | Modifier::REVERSED)
            }
        };
        match self.colour(role) {
            Some(colour) => style.fg(colour),
            None => style,
        }
    }

    /// From blue to orange, which readers of every colour vision tell apart.
    const fn colour(self, role: Role) -> Option<Color> {
        // Low, middle and high on a scale; what is quiet; frames.
        let (low, middle, high, quiet, frame) = match self {
            Self::Mono => return None,
            Self::Terminal => (Color::Blue, Color::Cyan, Color::Yellow, None, Color::DarkGray),
            Self::Dark => indexed([75, 80, 215, 247, 240]),
            Self::Light => indexed([25, 30, 130, 241, 247]),
            Self::HighContrast => indexed([117, 51, 226, 231, 231]),
        };
        Some(match role {
            Role::FocusedFrame | Role::Key => middle,
            Role::Changed | Role::Moved | Role::Cited => high,
            Role::Frame => frame,
            Role::Quiet => match quiet {
                Some(quiet) => quiet,
                None => return None,
            },
            // Not the colour of the frame that it stands in.
            Role::Title => match self.base().fg {
                Some(colour) => colour,
                None => Color::Reset,
            },
            Role::Place(tenths) => match tenths {
                0..=3 => low,
                4..=6 => middle,
                _ => high,
            },
            _ => return None,
        })
    }
}

const fn indexed([low, middle, high, quiet, frame]: [u8; 5]) -> (Color, Color, Color, Option<Color>, Color) {
    (
        Color::Indexed(low),
        Color::Indexed(middle),
        Color::Indexed(high),
        Some(Color::Indexed(quiet)),
        Color::Indexed(frame),
    )
}
