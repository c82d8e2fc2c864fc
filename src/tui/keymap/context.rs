//! Where keys have their meanings.

use Context::{
    Compare, Everywhere, Explore, Help, History, Lesson, Lessons, Page, Projector, Prompt, Reach, Screen,
    Source, Suppose,
};

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
