//! What the questions about one stance have in common: the stance, the position, and the format
//! of the answer.

use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::Write;
use std::num::NonZeroUsize;

use super::{Failure, Supposed, load, stdout, suppose, text_width};
use crate::dialogue::names;
use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::logic::model::{Model, Outcome, StanceId};
use crate::logic::position::Position;
use crate::report::grid::Answer;
use crate::report::wrap::wrap;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Sentences
    Text,
    /// Markdown
    Md,
    /// Comma-separated values, where the answer is a table
    Csv,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Written {
    /// How the answer is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Limit {
    /// The most reasons, ways or rows that are listed
    #[arg(long, value_name = "N", default_value = "64")]
    limit: NonZeroUsize,
}

impl Limit {
    pub(super) fn get(&self) -> usize {
        self.limit.get()
    }
}

/// The failure of asking for a table where there is none.
pub(super) fn no_table() -> Failure {
    Failure::Usage("this answer is no table\nhelp: choose text, md or json as its format".to_owned())
}

impl Written {
    /// The format chosen.
    pub(super) fn chosen(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    /// Prints an answer.
    pub(super) fn print(&self, answer: &Answer, json: &impl Serialize) -> Result<(), Failure> {
        let mut stdout = stdout();
        match self.chosen() {
            Format::Json => {
                serde_json::to_writer_pretty(&mut stdout, json)?;
                writeln!(stdout)?;
            }
            Format::Csv if answer.grids.is_empty() => return Err(no_table()),
            Format::Csv => {
                for (index, grid) in answer.grids.iter().enumerate() {
                    write!(stdout, "{}{}", if index > 0 { "\r\n" } else { "" }, grid.csv())?;
                }
            }
            Format::Md => {
                for (index, line) in answer.lines.iter().enumerate() {
                    writeln!(stdout, "{}{line}", if index > 0 { "- " } else { "" })?;
                    if index == 0 {
                        writeln!(stdout)?;
                    }
                }
                for grid in answer.grids.iter().filter(|grid| !grid.rows.is_empty()) {
                    write!(stdout, "\n{}", grid.markdown())?;
                }
            }
            Format::Text => {
                for (index, line) in answer.lines.iter().enumerate() {
                    let indent = if index == 0 { "" } else { "  " };
                    for (row, part) in wrap(line, text_width().saturating_sub(4)).iter().enumerate() {
                        let deeper = if row > 0 { "  " } else { "" };
                        writeln!(stdout, "{indent}{deeper}{part}")?;
                    }
                }
                for grid in answer.grids.iter().filter(|grid| !grid.rows.is_empty()) {
                    write!(stdout, "\n{}", grid.columns())?;
                }
            }
        }
        stdout.flush()?;
        Ok(())
    }
}

/// A question about a stance of a library in a position.
pub(super) struct Asked {
    pub(super) library: Library,
    pub(super) compiled: Compiled,
    pub(super) position: Position,
    pub(super) stance: StanceId,
}

impl Asked {
    /// Loads what is needed to ask about the stance of this name.
    pub(super) fn about(name: &str, supposed: &Supposed) -> Result<Self, Failure> {
        let (library, compiled) = load(&supposed.scenario)?;
        let position = suppose::position(&library, supposed)?;
        let stance = names::stance(&library.model, name).map_err(Failure::Usage)?;
        Ok(Self { library, compiled, position, stance })
    }

    pub(super) fn model(&self) -> &Model {
        &self.library.model
    }

    /// The outcome that a word names on the stance's scale.
    pub(super) fn outcome(&self, word: &str) -> Result<Outcome, Failure> {
        names::outcome(self.model(), self.stance, word).map_err(Failure::Usage)
    }

    /// The failure of a question that takes too many steps.
    pub(super) fn too_large(&self) -> Failure {
        let id = &self.model().stances[self.stance.index()].id;
        Failure::Usage(format!(
            "too many conditions of `{id}` interact for this question\n\
             help: lock some, or suppose values for those that are unknown"
        ))
    }
}
