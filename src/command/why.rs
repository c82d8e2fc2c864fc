//! `whatif why`: the reasons for a settled outcome, or what keeps another from being it.

use clap::Args;

use super::ask::{Asked, Limit, Written};
use super::{Failure, Supposed};
use crate::logic::diagram::Walk;
use crate::report::answers::{Why, WhyNot};
use crate::report::grid::Answer;
use crate::report::{sentences, text};

#[derive(Debug, Args)]
pub(super) struct WhyCommand {
    /// The stance, as in iraq.overthrow
    stance: String,
    /// Ask instead why the stance does not have this value
    #[arg(long, value_name = "VALUE")]
    not: Option<String>,
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    limit: Limit,
    #[command(flatten)]
    written: Written,
}

impl WhyCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let asked = Asked::about(&self.stance, &self.supposed)?;
        match &self.not {
            Some(value) => self.why_not(&asked, value),
            None => self.why(&asked),
        }
    }

    fn why(&self, asked: &Asked) -> Result<(), Failure> {
        let Asked { compiled, position, stance, .. } = asked;
        let model = asked.model();
        let follows = compiled.follow(position, &mut Walk::default());
        if let Some(clash) = &follows.ruled_out {
            return Err(Failure::Usage(text::ruled_out(model, position, clash)));
        }
        let outcomes = follows.stances[stance.index()].outcomes;
        let Some(outcome) = outcomes.settled() else {
            return Err(Failure::Usage(format!(
                "the stance is not settled: {}\nhelp: suppose values for what is unknown; `whatif matters` tells what counts",
                text::outcomes(model, *stance, outcomes)
            )));
        };
        let reasons = compiled
            .reasons(*stance, outcome, position.values(), self.limit.get())
            .map_err(|_| asked.too_large())?;
        let answer =
            Answer { lines: sentences::reasons(model, *stance, position, &reasons), grids: Vec::new() };
        self.written.print(&answer, &Why::new(model, *stance, position, &reasons))
    }

    fn why_not(&self, asked: &Asked, value: &str) -> Result<(), Failure> {
        let Asked { compiled, position, stance, .. } = asked;
        let model = asked.model();
        let outcome = asked.outcome(value)?;
        let mut walk = Walk::default();
        if let Some(clash) = &compiled.follow(position, &mut walk).ruled_out {
            return Err(Failure::Usage(text::ruled_out(model, position, clash)));
        }
        let obstacles = compiled.obstacles(model, *stance, outcome, position.values(), &mut walk);
        let ways = compiled
            .ways(model, *stance, outcome, position, false, self.limit.get())
            .map_err(|_| asked.too_large())?;
        let lines = sentences::why_not(model, *stance, outcome, &obstacles, &ways);
        let json = WhyNot::new(model, *stance, outcome, &obstacles, &ways);
        self.written.print(&Answer { lines, grids: Vec::new() }, &json)
    }
}
