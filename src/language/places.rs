//! Where the files declare what they say.

use super::span::Span;
use crate::logic::model::{Definition, FileId};

/// The place of an id in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in its text.
    pub span: Span,
}

/// Where everything is declared: each list in the order of the model's, or of the library's.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Of conditions.
    pub conditions: Vec<Place>,
    /// Of facts.
    pub facts: Vec<Place>,
    /// Of constraints.
    pub constraints: Vec<Place>,
    /// Of scales.
    pub scales: Vec<Place>,
    /// Of the values of each scale.
    pub values: Vec<Vec<Place>>,
    /// Of stances.
    pub stances: Vec<Place>,
    /// Of the rules of each stance.
    pub rules: Vec<Vec<Place>>,
    /// Of overrides.
    pub overrides: Vec<Place>,
    /// Of remarks.
    pub remarks: Vec<Place>,
    /// Of expectations, which have a label and no id.
    pub expectations: Vec<Place>,
    /// Of lessons.
    pub lessons: Vec<Place>,
}

impl Places {
    /// Where a fact, a stance or an override is declared.
    pub fn definition(&self, definition: Definition) -> Place {
        match definition {
            Definition::Fact(id) => self.facts[id.index()],
            Definition::Stance(id) => self.stances[id.index()],
            Definition::Override(id) => self.overrides[id.index()],
        }
    }
}
