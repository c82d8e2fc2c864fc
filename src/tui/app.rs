//! The state of the screen: what the reader did and where the reader is, and what is derived
//! from it.

use crate::language::copy::PaperCopy;
use crate::language::library::Library;
use crate::lesson::Play;
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::follow::WhatFollows;
use crate::logic::model::{ConditionId, Model, StanceId};
use crate::logic::position::Position;
use crate::logic::reach::Change;
use crate::logic::reason::Reasons;
use crate::report::citations::{Citation, citations};
use crate::report::moved;
pub use crate::report::moved::Moved;
use crate::sitting::Sitting;
use crate::sitting::journal::{Assumed, Entry};

use super::cases::{Case, Selection, cases, first_case, first_selection};
use super::config::Config;
use super::keymap::{Context, Keymap};
use super::prompt::Prompt;
use super::screens::Screen;
use super::theme;
use super::veil::Veil;
use super::view::Drawn;

/// A pane of the explorer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The conditions.
    #[default]
    Suppose,
    /// The stances.
    Then,
    /// The reasons.
    Because,
}

/// What lies over the screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The help page, from a line on.
    Help(usize),
    /// The command palette or the search.
    Prompt(Prompt),
    /// What is wrong with the files, from a line on.
    Faults(usize),
}

/// What is wrong with the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    /// The diagnostics, as compilers print theirs.
    pub text: String,
    /// How many errors and warnings there are, in words.
    pub number: String,
    /// Whether the files as saved could not be read for them, so that what is shown is older.
    pub hinder: bool,
}

/// What is derived of the chosen stance.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// For which stance and position.
    of: Option<(StanceId, Position)>,
    /// The single changes that would move it.
    pub matters: Vec<Change>,
    /// Why it is where it is, if it is settled and the question is not too large.
    pub reasons: Option<Reasons>,
    /// For each of its rules, the rules that it stands over and that apply in some completion.
    pub stands_over: Vec<Vec<usize>>,
}

/// The most reasons and ways that the screen lists.
pub const MOST_LISTED: usize = 64;

/// A position to compare with.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The position.
    pub position: Position,
    /// The same by ids, which outlives a model.
    pub assumed: Assumed,
}

/// The state.
pub struct App {
    /// What the files say.
    pub library: Library,
    /// Its diagrams.
    pub compiled: Compiled,
    /// The position and its history.
    pub sitting: Sitting,
    /// A position to compare with.
    pub marked: Option<Marked>,
    /// The position that is shown instead of the sitting's, while the last change is replayed.
    pub replayed: Option<Position>,
    /// The lesson that is played.
    pub play: Option<Play>,
    /// Of which lesson and step the instructor's notes were shown last.
    pub noted: Option<(usize, usize)>,
    /// What the reader hides outside of lessons.
    pub veil: Option<Veil>,
    /// What was done beside moves and nobody has taken down yet.
    pub done: Vec<Entry>,
    /// The tabs.
    pub cases: Vec<Case>,
    /// The tab that is shown.
    pub case: usize,
    /// Where the reader is in each tab.
    pub selections: Vec<Selection>,
    /// The pane that keys go to.
    pub focus: Pane,
    /// What fills the screen.
    pub screen: Screen,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// What is derived of the chosen stance.
    pub about: About,
    /// What cites the sources.
    pub citations: Vec<Citation>,
    /// The reader's own copies of sources, by the sources' names.
    pub copies: Vec<(String, PaperCopy)>,
    /// What to say until the next key.
    pub message: String,
    /// Why nothing of the sitting is saved any more, where that is so.
    pub unsaved: Option<String>,
    /// What is wrong with the reader's own files, as they were saved last.
    pub faults: Option<Faults>,
    /// What the last step moved, until the next key.
    pub moved: Vec<Moved>,
    /// What follows from the paper's own position.
    pub paper: WhatFollows,
    /// What follows from the position shown.
    pub now: WhatFollows,
    /// Where things were drawn last: what clicks and pages refer to.
    pub drawn: Drawn,
    /// The colours.
    pub theme: theme::Name,
    /// Whether to keep to plain characters.
    pub ascii: bool,
    /// Whether the mouse chooses.
    pub mouse: bool,
    /// The keys.
    pub keymap: Keymap,
    pub(super) walk: Walk,
}

impl App {
    /// The explorer at a position, with the theme's colours in force.
    pub fn new(
        library: Library,
        compiled: Compiled,
        sitting: Sitting,
        config: Config,
        theme: theme::Name,
    ) -> Self {
        let mut walk = Walk::default();
        let cases = cases(&library, &compiled);
        let paper = compiled.follow(&Position::baseline(&library.model), &mut walk);
        let now = compiled.follow(sitting.position(), &mut walk);
        let case = first_case(&library, &cases);
        let mut app = Self {
            screen: Screen::default(),
            about: About::default(),
            marked: None,
            replayed: None,
            play: None,
            noted: None,
            veil: None,
            done: Vec::new(),
            sitting,
            selections: cases.iter().map(|case| first_selection(&library, case)).collect(),
            case,
            cases,
            focus: Pane::default(),
            overlay: None,
            citations: citations(&library),
            copies: Vec::new(),
            message: String::new(),
            unsaved: None,
            faults: None,
            moved: Vec::new(),
            paper,
            now,
            drawn: Drawn::default(),
            theme,
            ascii: config.ascii,
            mouse: config.mouse,
            keymap: config.keymap,
            walk,
            library,
            compiled,
        };
        app.look();
        app
    }

    /// What the files say.
    pub fn model(&self) -> &Model {
        &self.library.model
    }

    /// The position that is shown: the sitting's, but while a change is replayed.
    pub fn position(&self) -> &Position {
        self.replayed.as_ref().unwrap_or_else(|| self.sitting.position())
    }

    /// The reader's own copy of a source.
    pub fn copy_of(&self, source: usize) -> Option<&PaperCopy> {
        let name = &self.library.sources[source].name;
        self.copies.iter().find(|(other, _)| other == name).map(|(_, copy)| copy)
    }

    /// The tab that is shown.
    pub fn case(&self) -> &Case {
        &self.cases[self.case]
    }

    /// Where the reader is in it.
    pub fn selection(&self) -> Selection {
        self.selections[self.case]
    }

    /// The same, to change.
    pub fn selection_mut(&mut self) -> &mut Selection {
        &mut self.selections[self.case]
    }

    /// The chosen condition, if the case has any.
    pub fn chosen_condition(&self) -> Option<ConditionId> {
        self.case().conditions().nth(self.selection().condition)
    }

    /// The chosen stance, if the case has any.
    pub fn chosen_stance(&self) -> Option<StanceId> {
        self.case().stances.get(self.selection().stance).copied()
    }

    /// Where the next key is looked up.
    pub fn contexts(&self) -> &'static [Context] {
        use Context as X;
        match (&self.overlay, &self.screen, self.focus) {
            (Some(Overlay::Help(_) | Overlay::Faults(_)), ..) => &[X::Help, X::Everywhere],
            (Some(Overlay::Prompt(_)), ..) => &[X::Prompt],
            (None, Screen::Explore | Screen::Map, Pane::Suppose) => {
                &[X::Suppose, X::Explore, X::Screen, X::Everywhere]
            }
            (None, Screen::Explore | Screen::Map, _) => &[X::Explore, X::Screen, X::Everywhere],
            (None, Screen::Projector(_), Pane::Suppose) => {
                &[X::Projector, X::Suppose, X::Explore, X::Screen, X::Everywhere]
            }
            (None, Screen::Projector(_), _) => &[X::Projector, X::Explore, X::Screen, X::Everywhere],
            (None, Screen::Reach(_), _) => &[X::Reach, X::Screen, X::Everywhere],
            (None, Screen::Table(_) | Screen::Answer(_), _) => &[X::Page, X::Screen, X::Everywhere],
            (None, Screen::Compare(_), _) => &[X::Compare, X::Screen, X::Everywhere],
            (None, Screen::History(_), _) => &[X::History, X::Screen, X::Everywhere],
            (None, Screen::Source(_), _) => &[X::Source, X::Screen, X::Everywhere],
            (None, Screen::Lessons(_), _) => &[X::Lessons, X::Screen, X::Everywhere],
            (None, Screen::Lesson(_) | Screen::Question, _) => &[X::Lesson, X::Everywhere],
        }
    }

    /// Says something until the next key.
    pub fn say(&mut self, words: impl Into<String>) {
        self.message = words.into();
    }

    /// Derives what the screen says of the chosen stance, unless it is known: once a frame, not
    /// once a key.
    pub fn look(&mut self) {
        let Some(stance) = self.chosen_stance() else {
            self.about = About::default();
            return;
        };
        let position = self.replayed.as_ref().unwrap_or_else(|| self.sitting.position());
        if self.about.of.as_ref().is_some_and(|(of, at)| *of == stance && at == position) {
            return;
        }
        let values = position.values();
        let outcome = self.now.stances[stance.index()].outcomes.settled();
        let reasons =
            outcome.and_then(|outcome| self.compiled.reasons(stance, outcome, values, MOST_LISTED).ok());
        let stands_over = self.compiled.stands_over(&self.library.model, stance, values, &mut self.walk);
        self.about = About {
            matters: self.compiled.matters(stance, position, &mut self.walk),
            reasons,
            stands_over,
            of: Some((stance, position.clone())),
        };
    }

    /// The stances whose outcomes differ between two answers.
    pub(super) fn moved_between(before: &WhatFollows, now: &WhatFollows) -> Vec<Moved> {
        moved::between(before, now)
    }

    /// Derives again what depends on the position, and notes what moved.
    pub fn follow(&mut self) {
        let now = self.compiled.follow(self.position(), &mut Walk::default());
        let before = std::mem::replace(&mut self.now, now);
        self.moved = if self.sees_all() { Self::moved_between(&before, &self.now) } else { Vec::new() };
        // Other reasons may be shorter; they are read from the top.
        for selection in &mut self.selections {
            selection.because = 0;
        }
        self.refresh();
    }

    /// Ends the replay of a change: what is shown is the present again.
    pub fn end_replay(&mut self) {
        if self.replayed.take().is_some() {
            self.follow();
        }
    }
}
