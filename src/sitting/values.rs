//! The values of a condition in the order in which a reader cycles through them.

use crate::logic::model::{ConditionId, ConditionKind, Model, NO, Value, YES};

/// The value that comes after another when a reader cycles through them. Unknown is not among
/// them: from there the cycle begins with the first value, for a yes/no condition with yes.
pub fn next_value(model: &Model, condition: ConditionId, from: Option<Value>) -> Value {
    let condition = &model.conditions[condition.index()];
    match (condition.kind, from) {
        (ConditionKind::YesNo, Some(value)) => 1 - value,
        (ConditionKind::YesNo, None) => YES,
        (_, None) => 0,
        (_, Some(value)) => (value + 1) % condition.options.len() as Value,
    }
}

/// The value that comes before another when a reader cycles through them.
pub fn previous_value(model: &Model, condition: ConditionId, from: Option<Value>) -> Value {
    let condition = &model.conditions[condition.index()];
    let last = condition.options.len() as Value - 1;
    match (condition.kind, from) {
        (ConditionKind::YesNo, Some(value)) => 1 - value,
        (ConditionKind::YesNo, None) => NO,
        (_, None | Some(0)) => last,
        (_, Some(value)) => value - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sitting::history::tests::{A, B, model};

    #[test]
    fn values_are_cycled_both_ways() {
        let model = model();
        let table = [
            (A, None, YES, NO),
            (A, Some(NO), YES, YES),
            (A, Some(YES), NO, NO),
            (B, None, 0, 2),
            (B, Some(0), 1, 2),
            (B, Some(2), 0, 1),
        ];
        for (condition, from, next, previous) in table {
            assert_eq!(next_value(&model, condition, from), next, "{from:?}");
            assert_eq!(previous_value(&model, condition, from), previous, "{from:?}");
        }
    }
}
