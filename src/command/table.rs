//! `whatif table`: a stance's decision table.

use clap::Args;

use super::ask::{Asked, Format, Limit, Written};
use super::{Failure, Supposed, text_width};
use crate::report::answers::Rows;
use crate::report::grid::Answer;
use crate::report::tables;
use crate::report::wrap::width;

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
        let (mut lines, grid) = tables::table(model, *stance, &table);
        // Where its columns do not fit, each row is told in a sentence.
        let is_wide = || grid.columns().lines().any(|line| width(line) > text_width());
        let grids = if self.written.chosen() == Format::Text && is_wide() {
            lines.extend(tables::rows(model, *stance, &table));
            Vec::new()
        } else {
            vec![grid]
        };
        self.written.print(&Answer { lines, grids }, &Rows::new(model, *stance, &table))
    }
}
