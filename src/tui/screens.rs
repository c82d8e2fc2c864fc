//! What fills the screen, and what each screen remembers.

use crate::dialogue::request::Question;
use crate::logic::compare::Differences;
use crate::logic::coverage::{Coverage, Influence};
use crate::logic::diagram::TooLarge;
use crate::logic::model::{Outcome, StanceId};
use crate::logic::reach::Ways;
use crate::logic::table::{Row, Table};
use crate::report::grid::Answer;

use super::app::Moved;

/// What fills the screen.
#[derive(Clone, Debug, Default)]
pub enum Screen {
    /// The three panes.
    #[default]
    Explore,
    /// The map and the ladder beside the conditions.
    Map,
    /// Large words for a lecture hall.
    Projector(Size),
    /// It would take.
    Reach(ReachScreen),
    /// The decision table.
    Table(TableScreen),
    /// An answer in words.
    Answer(AnswerScreen),
    /// Two positions beside one another.
    Compare(CompareScreen),
    /// The sitting's steps.
    History(HistoryScreen),
    /// The outline of the paper and its record.
    Source(SourceScreen),
    /// The lessons, and the chosen one.
    Lessons(usize),
    /// The step of the lesson that is played, from a line on.
    Lesson(usize),
    /// A question outside of lessons.
    Question,
}

impl Screen {
    /// Whether conditions can be toggled here.
    pub const fn is_explorer(&self) -> bool {
        matches!(self, Self::Explore | Self::Map | Self::Projector(_))
    }
}

/// How large the projector's words are; the larger, the fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// The stance, where it stands and the conditions, with room around them.
    Large,
    /// Where it stands in large letters, and the conditions.
    Larger,
    /// Only where it stands, in the largest letters.
    Largest,
}

impl Size {
    /// One larger, or the largest.
    #[must_use]
    pub const fn larger(self) -> Self {
        match self {
            Self::Large => Self::Larger,
            _ => Self::Largest,
        }
    }

    /// One smaller, or the smallest.
    #[must_use]
    pub const fn smaller(self) -> Self {
        match self {
            Self::Largest => Self::Larger,
            _ => Self::Large,
        }
    }
}

/// The screen It would take: places on a scale, and the ways to the chosen one.
#[derive(Clone, Debug)]
pub struct ReachScreen {
    /// The stance.
    pub stance: StanceId,
    /// The outcomes that can be chosen: the scale's values, and silence.
    pub places: Vec<Outcome>,
    /// The chosen one.
    pub place: usize,
    /// The ways there; an error where the question is too large.
    pub ways: Result<Ways, TooLarge>,
    /// The chosen way.
    pub way: usize,
    /// Whether keys go to the ways rather than to the places.
    pub on_ways: bool,
    /// Whether readings may change.
    pub vary_readings: bool,
}

/// The screen Table.
#[derive(Clone, Debug)]
pub struct TableScreen {
    /// The stance.
    pub stance: StanceId,
    /// How many worlds have which outcome.
    pub coverage: Coverage,
    /// Which conditions make a difference; an error where the question is too large.
    pub influence: Result<Vec<Influence>, TooLarge>,
    /// The rows that the position lies in; several where something is unknown.
    pub here: Vec<Row>,
    /// The first rows.
    pub table: Table,
    /// The first line shown.
    pub first: usize,
}

/// An answer to a question that was typed.
#[derive(Clone, Debug)]
pub struct AnswerScreen {
    /// What was asked; if nothing, what follows.
    pub question: Option<Question>,
    /// The answer.
    pub answer: Answer,
    /// The first line shown.
    pub first: usize,
}

/// The screen Compare.
#[derive(Clone, Debug)]
pub struct CompareScreen {
    /// Whether the other position is the paper's, rather than the marked one.
    pub with_paper: bool,
    /// What differs, the other position at the left.
    pub differences: Differences,
    /// The first line shown.
    pub first: usize,
}

/// The screen History.
#[derive(Clone, Debug)]
pub struct HistoryScreen {
    /// The lines, from the beginning on, each branch under the step that it was made from.
    pub lines: Vec<HistoryLine>,
    /// The chosen line.
    pub line: usize,
}

/// One step on the screen History.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// The step's number.
    pub step: usize,
    /// How many branches it lies within.
    pub branch: usize,
    /// Whether the way from the beginning to the present step goes through it.
    pub on_way: bool,
    /// What the step moved.
    pub moved: Vec<Moved>,
    /// Whether its position is ruled out.
    pub ruled_out: bool,
}

/// The screen Source.
#[derive(Clone, Debug)]
pub struct SourceScreen {
    /// The source, by its place in the library.
    pub source: usize,
    /// Whether the record of events is shown, rather than the outline.
    pub on_record: bool,
    /// The chosen paragraph, counted over all sections.
    pub paragraph: usize,
    /// The chosen entry of the record.
    pub entry: usize,
    /// The chosen claim of those that cite the paragraph, while keys go to them.
    pub claim: Option<usize>,
    /// The first line of the passage that is shown, while keys go to the outline.
    pub first: usize,
}
