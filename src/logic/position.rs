//! What a reader assumes.

use super::model::{ConditionId, Model, Value};

/// For each condition a value or unknown (`None`), and whether it is locked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    values: Vec<Option<Value>>,
    locked: Vec<bool>,
}

impl Position {
    /// The source's own position: every baseline value, nothing locked.
    pub fn baseline(model: &Model) -> Self {
        Self {
            values: model.conditions.iter().map(|condition| condition.baseline).collect(),
            locked: vec![false; model.conditions.len()],
        }
    }

    /// A position in which nothing is assumed and nothing is locked.
    pub fn unknown(model: &Model) -> Self {
        let conditions = model.conditions.len();
        Self { values: vec![None; conditions], locked: vec![false; conditions] }
    }

    /// The assumed value, or `None` where it is unknown.
    pub fn value(&self, condition: ConditionId) -> Option<Value> {
        self.values[condition.index()]
    }

    /// Assumes a value, or nothing.
    pub fn suppose(&mut self, condition: ConditionId, value: Option<Value>) {
        self.values[condition.index()] = value;
    }

    /// Whether the condition is held fast.
    pub fn is_locked(&self, condition: ConditionId) -> bool {
        self.locked[condition.index()]
    }

    /// Holds the condition fast, or lets it go.
    pub fn lock(&mut self, condition: ConditionId, locked: bool) {
        self.locked[condition.index()] = locked;
    }

    /// The values of all conditions, in the model's order.
    pub fn values(&self) -> &[Option<Value>] {
        &self.values
    }

    /// The locked conditions, in the model's order.
    pub fn locked(&self) -> impl Iterator<Item = ConditionId> + '_ {
        self.locked
            .iter()
            .enumerate()
            .filter(|(_, locked)| **locked)
            .map(|(index, _)| ConditionId::from(index))
    }

    /// The conditions on which two positions of the same model differ in value.
    pub fn differences<'position>(
        &'position self,
        other: &'position Self,
    ) -> impl Iterator<Item = ConditionId> + 'position {
        let pairs = self.values.iter().zip(&other.values).enumerate();
        pairs.filter(|(_, (mine, theirs))| mine != theirs).map(|(index, _)| ConditionId::from(index))
    }
}
