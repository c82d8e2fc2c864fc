//! `whatif reach`: what it would take.

use clap::Args;

use super::ask::{Asked, Limit, Written};
use super::{Failure, Supposed};
use crate::language::diagnostic::alternatives;
use crate::report::answers::Reach;
use crate::report::grid::Answer;
use crate::report::sentences;

#[derive(Debug, Args)]
pub(super) struct ReachCommand {
    /// The stance and the value it should have, as in `iraq.overthrow=open_to_terms`
    #[arg(value_name = "STANCE=VALUE")]
    target: String,
    /// Let the readings of the text change as well
    #[arg(long)]
    vary_readings: bool,
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    written: Written,
}

impl ReachCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let Some((name, value)) = self.target.split_once('=') else {
            let asked = Asked::about(self.target.trim(), &self.supposed)?;
            let values = asked.model().scale_of(asked.stance).values.iter().map(|value| value.id.as_str());
            return Err(Failure::Usage(format!(
                "`{}` names no value\nhelp: write `{}=VALUE`; its values are {}",
                self.target,
                self.target,
                alternatives(values.chain(["silent"]))
            )));
        };
        let asked = Asked::about(name.trim(), &self.supposed)?;
        let Asked { compiled, position, stance, .. } = &asked;
        let outcome = asked.outcome(value.trim())?;
        let model = asked.model();
        let ways = compiled
            .ways(model, *stance, outcome, position, self.vary_readings, self.limit.get())
            .map_err(|_| asked.too_large())?;
        let lines = sentences::ways(model, *stance, outcome, &ways);
        self.written
            .print(&Answer { lines, grids: Vec::new() }, &Reach::new(model, *stance, outcome, &ways))?;
        if ways.ways.is_empty() && !ways.more { Err(Failure::No) } else { Ok(()) }
    }
}
