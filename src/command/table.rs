//! `whatif table`: a stance's decision table.

use clap::Args;

use super::ask::{Asked, Limit, Written};
use super::{Failure, Supposed};
use crate::report::answers::Rows;
use crate::report::grid::Answer;
use crate::report::tables;

#[derive(Debug, Args)]
pub(super) struct TableCommand {
    /// The stance, as in iraq.overthrow
    stance: String,
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    written: Written,
}

impl TableCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let asked = Asked::about(&self.stance, &self.supposed)?;
        let Asked { compiled, position, stance, .. } = &asked;
        let model = asked.model();
        let table = compiled.table(*stance, position, self.limit.get());
        let (lines, grid) = tables::table(model, *stance, &table);
        self.written.print(&Answer { lines, grids: vec![grid] }, &Rows::new(model, *stance, &table))
    }
}
