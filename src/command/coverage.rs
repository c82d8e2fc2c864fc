//! `whatif coverage`: how many worlds have which outcome, and which conditions make a difference.

use clap::Args;

use super::ask::{Asked, Written};
use super::{Failure, Supposed};
use crate::report::answers::Covered;
use crate::report::grid::Answer;
use crate::report::tables;

#[derive(Debug, Args)]
pub(super) struct CoverageCommand {
    /// The stance, as in iraq.overthrow
    stance: String,
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    written: Written,
}

impl CoverageCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let asked = Asked::about(&self.stance, &self.supposed)?;
        let Asked { compiled, position, stance, .. } = &asked;
        let model = asked.model();
        let coverage = compiled.coverage(*stance, position);
        let influence = compiled.influence(*stance, position).map_err(|_| asked.too_large())?;
        let (lines, outcomes) = tables::coverage(model, *stance, &coverage);
        let grids = vec![outcomes, tables::influence(model, &coverage, &influence)];
        self.written.print(&Answer { lines, grids }, &Covered::new(model, *stance, &coverage, &influence))
    }
}
