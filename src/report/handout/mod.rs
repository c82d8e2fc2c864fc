//! Handouts for a seminar: a case or a lesson on paper.
//!
//! [`case`] and [`lesson`] say what a handout holds, as the blocks of a [`document`]; [`markdown`]
//! and [`html`] write these. [`ladder`] and [`graph`] are what the two pictures show, drawn by
//! [`ladder_picture`], [`graph_picture`] and, for graphviz, [`dot`]. [`tidy`] and [`steps`] are for
//! programs. Whatever is written is the same on every run.

pub mod case;
pub mod claims;
pub mod document;
pub mod dot;
pub mod graph;
pub mod graph_picture;
pub mod html;
pub mod ladder;
pub mod ladder_picture;
pub mod layered;
pub mod lesson;
pub mod markdown;
mod palette;
mod picture;
pub mod steps;
pub mod tidy;

use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::follow::WhatFollows;
use crate::logic::model::{FileId, Model, StanceId};
use crate::logic::position::Position;

use super::sentences::{capitalised, number};
use super::text::conjunction;

/// What a handout is about: a library in a position, and what follows from it.
pub struct Subject<'all> {
    /// What the files say.
    pub library: &'all Library,
    /// Its diagrams.
    pub compiled: &'all Compiled,
    /// What is supposed.
    pub position: &'all Position,
    /// What follows from that.
    pub follows: WhatFollows,
    /// What follows from the paper's own position.
    pub paper: WhatFollows,
}

impl<'all> Subject<'all> {
    /// The library in a position.
    pub fn new(library: &'all Library, compiled: &'all Compiled, position: &'all Position) -> Self {
        let mut walk = Walk::default();
        let follows = compiled.follow(position, &mut walk);
        let paper = compiled.follow(&Position::baseline(&library.model), &mut walk);
        Self { library, compiled, position, follows, paper }
    }

    fn model(&self) -> &'all Model {
        &self.library.model
    }

    fn title(&self, file: FileId) -> &'all str {
        &self.library.files[file.index()].title
    }

    /// The files that the reader named and that have conditions or stances.
    pub fn cases(&self) -> Vec<FileId> {
        let model = self.model();
        let named = self.library.files.iter().enumerate().filter(|(_, file)| file.named);
        let files = named.map(|(index, _)| FileId::from(index));
        let says_something = |file: &FileId| {
            model.conditions.iter().any(|condition| condition.file == *file)
                || model.stances.iter().any(|stance| stance.file == *file)
        };
        files.filter(says_something).collect()
    }

    /// The stances of a file.
    pub fn stances(&self, file: FileId) -> Vec<StanceId> {
        let stances = self.model().stances.iter().enumerate();
        stances.filter(|(_, stance)| stance.file == file).map(|(index, _)| StanceId::from(index)).collect()
    }

    /// What a handout on these files is called: their titles, or how many they are.
    pub fn title_of(&self, cases: &[FileId]) -> String {
        const MOST_NAMED: usize = 4;
        if cases.len() > MOST_NAMED {
            return format!("{} cases", capitalised(&number(cases.len())));
        }
        let titles: Vec<&str> = cases.iter().map(|file| self.title(*file)).collect();
        conjunction(&titles)
    }
}
