//! One reader's sitting: the position, and how it came about. Moved by verbs, never by keys; holds
//! nothing of any screen, so that many readers can each have one.

use crate::logic::model::{ConditionId, ConditionKind, Model, Value};
use crate::logic::position::Position;

/// Something that a reader does to the position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Assume a value, or nothing.
    Suppose(ConditionId, Option<Value>),
    /// Make several changes at once: one way of what it would take.
    Change(Vec<(ConditionId, Value)>),
    /// Hold a condition fast, or let it go.
    Lock(ConditionId, bool),
    /// Put all conditions that are not locked back to the baseline.
    ReturnToPaper,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The condition is locked.
    Locked(ConditionId),
    /// The position is that already.
    NothingToDo,
}

/// One step of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub verb: Verb,
    /// The position before it.
    pub before: Position,
    /// The position after it.
    pub after: Position,
}

/// A position and its history.
#[derive(Clone, Debug)]
pub struct Sitting {
    baseline: Position,
    position: Position,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Sitting {
    /// A sitting that begins at a position.
    pub fn new(model: &Model, position: Position) -> Self {
        Self { baseline: Position::baseline(model), position, done: Vec::new(), undone: Vec::new() }
    }

    /// What the reader assumes now.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// What the source presents.
    pub fn baseline(&self) -> &Position {
        &self.baseline
    }

    /// The conditions whose value differs from the baseline.
    pub fn changed(&self) -> impl Iterator<Item = ConditionId> + '_ {
        self.position.differences(&self.baseline)
    }

    /// The step that led here, unless the sitting is at its beginning.
    pub fn last(&self) -> Option<&Step> {
        self.done.last()
    }

    /// How many steps can be undone and how many redone.
    pub fn depth(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Does what the verb says.
    ///
    /// # Errors
    /// Why nothing was done.
    pub fn apply(&mut self, verb: Verb) -> Result<(), Refusal> {
        let mut after = self.position.clone();
        match verb {
            Verb::Suppose(condition, _) if self.position.is_locked(condition) => {
                return Err(Refusal::Locked(condition));
            }
            Verb::Suppose(condition, value) => after.suppose(condition, value),
            Verb::Change(ref changes) => {
                if let Some((locked, _)) =
                    changes.iter().find(|(condition, _)| self.position.is_locked(*condition))
                {
                    return Err(Refusal::Locked(*locked));
                }
                for (condition, value) in changes {
                    after.suppose(*condition, Some(*value));
                }
            }
            Verb::Lock(condition, locked) => after.lock(condition, locked),
            Verb::ReturnToPaper => {
                for condition in self.position.differences(&self.baseline) {
                    if !self.position.is_locked(condition) {
                        after.suppose(condition, self.baseline.value(condition));
                    }
                }
            }
        }
        if after == self.position {
            return Err(Refusal::NothingToDo);
        }
        let before = std::mem::replace(&mut self.position, after.clone());
        self.done.push(Step { verb, before, after });
        self.undone.clear();
        Ok(())
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// If there is none.
    pub fn undo(&mut self) -> Result<&Step, Refusal> {
        let step = self.done.pop().ok_or(Refusal::NothingToDo)?;
        self.position = step.before.clone();
        self.undone.push(step);
        self.undone.last().ok_or(Refusal::NothingToDo)
    }

    /// Does the step again that was undone last.
    ///
    /// # Errors
    /// If there is none.
    pub fn redo(&mut self) -> Result<&Step, Refusal> {
        let step = self.undone.pop().ok_or(Refusal::NothingToDo)?;
        self.position = step.after.clone();
        self.done.push(step);
        self.done.last().ok_or(Refusal::NothingToDo)
    }
}

/// The value that comes after another when a reader cycles through them. Unknown is not among
/// them: from there the cycle begins with the first value, for a yes/no condition with yes.
pub fn next_value(model: &Model, condition: ConditionId, from: Option<Value>) -> Value {
    let condition = &model.conditions[condition.index()];
    match (condition.kind, from) {
        (ConditionKind::YesNo, Some(value)) => 1 - value,
        (ConditionKind::YesNo, None) => crate::logic::model::YES,
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
        (ConditionKind::YesNo, None) => crate::logic::model::NO,
        (_, None | Some(0)) => last,
        (_, Some(value)) => value - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::model::{NO, YES};

    fn model() -> Model {
        let text = r#"Scenario(title: "T", as_of: "", summary: "", conditions: [
            YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
            Choice(id: "b", label: "B", options: [("x", "X"), ("y", "Y"), ("z", "Z")], baseline: "unknown", grounds: stated),
        ])"#;
        crate::language::load::load_texts(&[("t", text)]).expect("a scenario").model
    }

    const A: ConditionId = ConditionId(0);
    const B: ConditionId = ConditionId(1);

    #[test]
    fn undo_and_redo_walk_the_same_way_back_and_forth() {
        let model = model();
        let mut sitting = Sitting::new(&model, Position::baseline(&model));
        let verbs = [
            Verb::Suppose(A, Some(YES)),
            Verb::Suppose(B, Some(2)),
            Verb::Lock(A, true),
            Verb::ReturnToPaper,
        ];
        let mut positions = vec![sitting.position().clone()];
        for verb in verbs {
            sitting.apply(verb).expect("every verb changes something");
            positions.push(sitting.position().clone());
        }
        assert_eq!(sitting.position().value(A), Some(YES), "a locked condition stays");
        assert_eq!(sitting.position().value(B), None);
        for position in positions.iter().rev().skip(1) {
            sitting.undo().expect("as many steps back");
            assert_eq!(sitting.position(), position);
        }
        assert_eq!(sitting.undo().err(), Some(Refusal::NothingToDo));
        for position in &positions[1..] {
            sitting.redo().expect("as many steps forth");
            assert_eq!(sitting.position(), position);
        }
        assert_eq!(sitting.redo().err(), Some(Refusal::NothingToDo));
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let model = model();
        let mut sitting = Sitting::new(&model, Position::baseline(&model));
        assert_eq!(sitting.apply(Verb::Suppose(A, Some(NO))), Err(Refusal::NothingToDo));
        assert_eq!(sitting.apply(Verb::ReturnToPaper), Err(Refusal::NothingToDo));
        sitting.apply(Verb::Lock(A, true)).expect("a step");
        assert_eq!(sitting.apply(Verb::Suppose(A, Some(YES))), Err(Refusal::Locked(A)));
        assert_eq!(sitting.depth(), (1, 0));
    }

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
