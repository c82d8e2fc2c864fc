//! A library: the resolved model, and what the files hold beside it.

use std::borrow::Cow;

use super::diagnostic::SourceText;
use super::places::Places;
use super::source::Source;
use crate::logic::model::{ConditionId, FileId, Model, OutcomeSet, StanceId, Value};

/// One scenario file.
#[derive(Clone, Debug)]
pub struct ScenarioFile {
    /// Its stem, the name by which other files and readers know it.
    pub name: String,
    /// Where it was read, as a reader would write it.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
    /// What the screen calls it.
    pub title: String,
    /// Of what time it speaks.
    pub as_of: String,
    /// What it is about, in one sentence.
    pub summary: String,
    /// Its source, in [`Library::sources`].
    pub source: Option<usize>,
    /// Whether the reader named it, rather than another file.
    pub named: bool,
    /// The files whose names it may use.
    pub uses: Vec<FileId>,
}

/// What must follow from a position near the baseline.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The file that states it.
    pub file: FileId,
    /// What it is about.
    pub label: String,
    /// How the position differs from the baseline.
    pub given: Vec<(ConditionId, Option<Value>)>,
    /// For each stance named, exactly the outcomes that must be possible.
    pub then: Vec<(StanceId, OutcomeSet)>,
    /// Where the source says so.
    pub cite: Vec<String>,
}

/// A sequence of positions and questions for a class.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that holds it.
    pub file: FileId,
    /// What the screen calls it.
    pub title: String,
    /// What it is for.
    pub aim: String,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// One step of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something to read.
    Say(String),
    /// The position moves.
    Set(Vec<(ConditionId, Option<Value>)>),
    /// The class commits to an answer.
    Predict {
        /// About which stance.
        stance: StanceId,
        /// The question.
        ask: String,
    },
    /// The answer is shown.
    Reveal(StanceId),
    /// The class talks.
    Discuss {
        /// About what.
        ask: String,
        /// For the instructor alone.
        notes: Option<String>,
    },
    /// Back to the baseline.
    Reset,
}

/// Everything that the files at hand say.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// What the logic works with.
    pub model: Model,
    /// Where the files say so.
    pub places: Places,
    /// In the order in which they were named, each after unnamed files that it uses.
    pub files: Vec<ScenarioFile>,
    /// The outlines that the files name.
    pub sources: Vec<Source>,
    /// What must hold.
    pub expectations: Vec<Expectation>,
    /// What a class may play.
    pub lessons: Vec<Lesson>,
    /// Whether it is all that the program brings along, with nothing of the reader's own.
    pub is_whole_bundle: bool,
}

impl Library {
    /// The files' texts, for diagnostics to point into; a file has the same place in both lists.
    pub fn texts(&self) -> Vec<SourceText> {
        let texts = self.files.iter();
        texts.map(|file| SourceText { path: file.path.clone(), text: file.text.to_string() }).collect()
    }
}
