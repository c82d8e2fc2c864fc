//! Sentences that hold or do not hold in a world.

use super::{ConditionId, FactId, OutcomeSet, StanceId, ValueSet};

/// A sentence that holds or does not hold in a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Holds in every world.
    Always,
    /// Holds in no world.
    Never,
    /// The condition has one of these values.
    Condition(ConditionId, ValueSet),
    /// The fact holds.
    Fact(FactId),
    /// The stance, after overrides, has one of these outcomes.
    Stance(StanceId, OutcomeSet),
    /// The sentence does not hold.
    Not(Box<Guard>),
    /// Every one holds; of none, it holds.
    All(Vec<Guard>),
    /// At least one holds; of none, it does not.
    Any(Vec<Guard>),
    /// If the first holds, so does the second.
    Implies(Box<Guard>, Box<Guard>),
    /// The number that hold lies between the bounds, both included.
    Count {
        /// The lower bound.
        least: u32,
        /// The upper bound.
        most: u32,
        /// The sentences counted.
        of: Vec<Guard>,
    },
}

impl Guard {
    /// Calls `visit` with this guard and every guard inside it.
    pub fn walk<'guard>(&'guard self, visit: &mut impl FnMut(&'guard Self)) {
        visit(self);
        match self {
            Self::Not(inner) => inner.walk(visit),
            Self::Implies(first, second) => {
                first.walk(visit);
                second.walk(visit);
            }
            Self::All(parts) | Self::Any(parts) | Self::Count { of: parts, .. } => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Self::Always | Self::Never | Self::Condition(..) | Self::Fact(_) | Self::Stance(..) => {}
        }
    }
}
