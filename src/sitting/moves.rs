//! What a reader can do in a sitting.

use crate::logic::model::{ConditionId, Value};
use crate::logic::position::Position;

/// Something that a reader does to the position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Assume a value, or nothing.
    Suppose(ConditionId, Option<Value>),
    /// Make several changes at once: one way of what it would take, or a position from elsewhere.
    Change(Vec<(ConditionId, Option<Value>)>),
    /// Hold a condition fast, or let it go.
    Lock(ConditionId, bool),
    /// Put all conditions that are not locked back to the baseline.
    ReturnToPaper,
    /// Take over a position whole, its locks included.
    Adopt(Box<Position>),
}

/// A move within a sitting: forward by a verb, or along the steps that were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// A new step from where the sitting is.
    Do(Verb),
    /// Back to the step before.
    Undo,
    /// Forward to the step that was left last.
    Redo,
    /// To any step, by its number.
    Jump(usize),
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The condition is locked.
    Locked(ConditionId),
    /// The position is that already, or there is no such step.
    NothingToDo,
}
