//! `whatif matters`: what each single change would do.

use clap::Args;

use super::ask::{Asked, Written};
use super::{Failure, Supposed};
use crate::logic::diagram::Walk;
use crate::report::answers::Matters;
use crate::report::grid::Answer;
use crate::report::sentences;

#[derive(Debug, Args)]
pub(super) struct MattersCommand {
    /// The stance, as in iraq.overthrow
    stance: String,
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    written: Written,
}

impl MattersCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let asked = Asked::about(&self.stance, &self.supposed)?;
        let Asked { compiled, position, stance, .. } = &asked;
        let model = asked.model();
        let mut walk = Walk::default();
        let now = compiled.follow(position, &mut walk).stances[stance.index()].outcomes;
        let changes = compiled.matters(*stance, position, &mut walk);
        let (lines, grid) = sentences::matters(model, *stance, now, &changes);
        self.written.print(&Answer { lines, grids: vec![grid] }, &Matters::new(model, *stance, now, &changes))
    }
}
