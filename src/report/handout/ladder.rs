//! The ladder: every stance of a scale on one grid, so that like acts in different places are one
//! picture.

use super::Subject;
use crate::logic::model::{Outcome, OutcomeSet, Scale, ScaleId, StanceId};
use crate::report::grid::Grid;
use crate::report::{sentences, text};

/// Where stances stand on their scales.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// A grid for each scale on which one of the stances stands.
    pub rungs: Vec<Rungs>,
    /// Whether the places are left open for a reader to mark.
    pub is_blank: bool,
    /// Whether some mark shows where the paper has a stance that stands elsewhere now.
    pub has_moved: bool,
    /// Whether some stance has several possible places.
    pub is_open: bool,
}

/// One scale, and the stances on it.
#[derive(Clone, Debug)]
pub struct Rungs {
    /// What the scale is called.
    pub label: String,
    /// The places, in order.
    pub places: Vec<Place>,
    /// The stances.
    pub rows: Vec<Row>,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its words.
    pub label: String,
    /// How far along the order it is, in tenths; `None` apart from the order.
    pub along: Option<u8>,
}

/// A stance.
#[derive(Clone, Debug)]
pub struct Row {
    /// Whose stance it is, and toward what.
    pub stance: String,
    /// Its outcomes in words; empty where they are left open.
    pub words: String,
    /// For each place, what is there.
    pub marks: Vec<Mark>,
}

/// What is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    Empty,
    /// The stance.
    Here,
    /// The stance, in some worlds.
    Possible,
    /// The stance in the paper, which is elsewhere now.
    Paper,
}

impl Mark {
    /// The mark as a character.
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Empty => "",
            Self::Here => "●",
            Self::Possible => "◐",
            Self::Paper => "◌",
        }
    }
}

impl Ladder {
    /// The ladder of these stances where the subject stands.
    pub fn of(subject: &Subject<'_>, stances: &[StanceId]) -> Self {
        Self::new(subject, stances, false)
    }

    /// The ladder of these stances with nothing on it.
    pub fn blank(subject: &Subject<'_>, stances: &[StanceId]) -> Self {
        Self::new(subject, stances, true)
    }

    fn new(subject: &Subject<'_>, stances: &[StanceId], is_blank: bool) -> Self {
        let model = subject.model();
        let mut scales: Vec<ScaleId> =
            stances.iter().map(|stance| model.stances[stance.index()].scale).collect();
        scales.sort_unstable();
        scales.dedup();
        let rungs: Vec<Rungs> = scales
            .into_iter()
            .map(|scale_id| {
                let scale = &model.scales[scale_id.index()];
                let here = |id: &&StanceId| model.stances[id.index()].scale == scale_id;
                let stances: Vec<StanceId> = stances.iter().filter(here).copied().collect();
                let places = places(scale, subject, &stances, is_blank);
                let rows = stances.iter().map(|id| row(subject, *id, &places, is_blank)).collect();
                let places = places.into_iter().map(|place| Place {
                    label: scale.outcome_label(place).to_owned(),
                    along: along(scale, place),
                });
                Rungs { label: scale.label.clone(), places: places.collect(), rows }
            })
            .collect();
        let has =
            |mark: Mark| rungs.iter().flat_map(|rungs| &rungs.rows).any(|row| row.marks.contains(&mark));
        Self { has_moved: has(Mark::Paper), is_open: has(Mark::Possible), rungs, is_blank }
    }

    /// What the marks mean, as far as they occur.
    pub fn legend(&self) -> Vec<(Mark, &'static str)> {
        let mut legend = vec![(Mark::Here, "here it stands")];
        if self.is_open {
            legend.push((Mark::Possible, "here it may stand, for something is unknown"));
        }
        if self.has_moved {
            legend.push((Mark::Paper, "here the paper has it"));
        }
        legend
    }
}

impl Rungs {
    /// The grid as a table of characters.
    pub fn grid(&self) -> Grid {
        let labels = self.places.iter().map(|place| place.label.as_str());
        let mut grid = Grid::new(["stance"].into_iter().chain(labels).chain(["in words"]));
        grid.rows = self
            .rows
            .iter()
            .map(|row| {
                let marks = row.marks.iter().map(|mark| mark.glyph().to_owned());
                std::iter::once(row.stance.clone()).chain(marks).chain([row.words.clone()]).collect()
            })
            .collect();
        grid
    }
}

/// The scale's places and silence; faults of the file where a stance shows one.
fn places(scale: &Scale, subject: &Subject<'_>, stances: &[StanceId], is_blank: bool) -> Vec<Outcome> {
    let found = stances.iter().map(|id| subject.follows.stances[id.index()].outcomes);
    let found: OutcomeSet = found.flat_map(OutcomeSet::iter).collect();
    let faults = [Outcome::GAP, Outcome::CONFLICT].into_iter();
    let faults = faults.filter(|fault| !is_blank && found.contains(*fault));
    (0..scale.values.len()).map(Outcome::value).chain([Outcome::SILENT]).chain(faults).collect()
}

fn along(scale: &Scale, place: Outcome) -> Option<u8> {
    let index = place.index().filter(|index| *index < scale.ordered)?;
    Some(scale.tenths(index))
}

fn row(subject: &Subject<'_>, id: StanceId, places: &[Outcome], is_blank: bool) -> Row {
    let model = subject.model();
    let stance = sentences::stance(model, id);
    if is_blank {
        return Row { stance, words: String::new(), marks: vec![Mark::Empty; places.len()] };
    }
    let now = subject.follows.stances[id.index()].outcomes;
    let paper = subject.paper.stances[id.index()].outcomes;
    let mark = |place: &Outcome| match (now.contains(*place), now.len()) {
        (true, 1) => Mark::Here,
        (true, _) => Mark::Possible,
        (false, _) if paper.settled() == Some(*place) => Mark::Paper,
        (false, _) => Mark::Empty,
    };
    Row { stance, words: text::outcomes(model, id, now), marks: places.iter().map(mark).collect() }
}
