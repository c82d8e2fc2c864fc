//! Answers to questions, in words.

use super::request::Question;
use crate::logic::compile::Compiled;
use crate::logic::diagram::{TooLarge, Walk};
use crate::logic::model::Model;
use crate::logic::position::Position;
use crate::report::grid::Answer;
use crate::report::{sentences, tables, text};

/// What to say where a question takes too many steps.
pub const TOO_LARGE: &str = "Too many conditions interact for this question. Lock some, or suppose values for those that are unknown.";

/// The answer to a question, with at most `limit` reasons, ways or rows.
pub fn answer(
    model: &Model,
    compiled: &Compiled,
    position: &Position,
    question: Question,
    limit: usize,
) -> Answer {
    let found = find(model, compiled, position, question, limit);
    found.unwrap_or_else(|TooLarge| Answer { lines: vec![TOO_LARGE.to_owned()], grids: Vec::new() })
}

fn find(
    model: &Model,
    compiled: &Compiled,
    position: &Position,
    question: Question,
    limit: usize,
) -> Result<Answer, TooLarge> {
    let mut walk = Walk::default();
    let values = position.values();
    let follows = compiled.follow(position, &mut walk);
    if let (Some(clash), Question::Why(_) | Question::WhyNot(..) | Question::Matters(_)) =
        (&follows.ruled_out, question)
    {
        return Ok(plain(vec![text::ruled_out(model, position, clash)]));
    }
    Ok(match question {
        Question::Why(stance) => {
            let outcomes = follows.stances[stance.index()].outcomes;
            let Some(outcome) = outcomes.settled() else {
                let open = text::outcomes(model, stance, outcomes);
                let stance = sentences::stance(model, stance);
                return Ok(plain(vec![
                    format!("{stance}: {open}."),
                    "It is not settled: suppose values for what is unknown.".to_owned(),
                ]));
            };
            let reasons = compiled.reasons(stance, outcome, values, limit)?;
            plain(sentences::reasons(model, stance, position, &reasons))
        }
        Question::WhyNot(stance, outcome) => {
            let obstacles = compiled.obstacles(model, stance, outcome, values, &mut walk);
            let ways = compiled.ways(model, stance, outcome, position, false, limit)?;
            plain(sentences::why_not(model, stance, outcome, &obstacles, &ways))
        }
        Question::Reach(stance, outcome) => {
            let ways = compiled.ways(model, stance, outcome, position, false, limit)?;
            plain(sentences::ways(model, stance, outcome, &ways))
        }
        Question::Matters(stance) => {
            let changes = compiled.matters(stance, position, &mut walk);
            let now = follows.stances[stance.index()].outcomes;
            let (lines, grid) = sentences::matters(model, stance, now, &changes);
            Answer { lines, grids: vec![grid] }
        }
        Question::Coverage(stance) => {
            let coverage = compiled.coverage(stance, position);
            let influence = compiled.influence(stance, position)?;
            let (lines, outcomes) = tables::coverage(model, stance, &coverage);
            Answer { lines, grids: vec![outcomes, tables::influence(model, &coverage, &influence)] }
        }
        Question::Table(stance) => {
            let (lines, grid) = tables::table(model, stance, &compiled.table(stance, position, limit));
            Answer { lines, grids: vec![grid] }
        }
    })
}

fn plain(lines: Vec<String>) -> Answer {
    Answer { lines, grids: Vec::new() }
}
