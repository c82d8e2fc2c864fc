//! `whatif compare`: two positions beside one another.

use clap::Args;

use super::ask::Written;
use super::{Failure, Supposed, load, suppose};
use crate::dialogue::names;
use crate::logic::diagram::Walk;
use crate::report::answers::Compared;
use crate::report::grid::Answer;
use crate::report::sentences;

#[derive(Debug, Args)]
pub(super) struct CompareCommand {
    #[command(flatten)]
    supposed: Supposed,
    /// What the other position supposes beyond --set; repeatable
    #[arg(long, value_name = "ID=VALUE")]
    with: Vec<String>,
    #[command(flatten)]
    written: Written,
}

impl CompareCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (library, compiled) = load(&self.supposed.scenario)?;
        let model = &library.model;
        let left = suppose::position(&library, &self.supposed)?;
        let mut right = left.clone();
        let faults = names::settle(model, &mut right, &self.with);
        if let Some(locked) = left.locked().find(|id| left.value(*id) != right.value(*id)) {
            return Err(Failure::Usage(format!("`{}` is locked", model.conditions[locked.index()].id)));
        }
        if !faults.is_empty() {
            return Err(Failure::Usage(faults.join("\nerror: ")));
        }
        let differences = compiled.compare(&left, &right, &mut Walk::default());
        let (lines, grids) = sentences::compared(model, &differences);
        self.written.print(&Answer { lines, grids }, &Compared::new(model, &differences))
    }
}
