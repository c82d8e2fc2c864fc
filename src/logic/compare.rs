//! Two positions beside one another.

use super::compile::Compiled;
use super::diagram::Walk;
use super::model::{ConditionId, OutcomeSet, StanceId, Value};
use super::position::Position;

/// What differs between a left and a right position of the same model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences {
    /// The conditions with different values.
    pub conditions: Vec<(ConditionId, Option<Value>, Option<Value>)>,
    /// The stances with different outcomes.
    pub stances: Vec<(StanceId, OutcomeSet, OutcomeSet)>,
}

impl Compiled {
    /// Compares two positions: what follows from each, and where that differs.
    pub fn compare(&self, left: &Position, right: &Position, walk: &mut Walk) -> Differences {
        let conditions = left.differences(right).map(|id| (id, left.value(id), right.value(id))).collect();
        let (before, after) = (self.follow(left, walk), self.follow(right, walk));
        let pairs = before.stances.iter().zip(&after.stances).enumerate();
        let stances = pairs
            .filter(|(_, (left, right))| left.outcomes != right.outcomes)
            .map(|(index, (left, right))| (StanceId::from(index), left.outcomes, right.outcomes))
            .collect();
        Differences { conditions, stances }
    }
}
