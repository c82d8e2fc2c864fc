//! How many admissible worlds there are, and in how many of them a condition makes a difference:
//! counted exactly at any size.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use super::builder::{Builder, MOST_QUESTION_NODES};
use super::compile::Compiled;
use super::diagram::{Diagrams, Node, TooLarge};
use super::model::{ConditionId, Outcome, StanceId, Value};
use super::position::Position;
use super::support::Support;

/// The admissible worlds of a stance's cone, by outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// All of them.
    pub worlds: BigUint,
    /// Those of each outcome that occurs, in the scale's order.
    pub outcomes: Vec<(Outcome, BigUint)>,
}

/// In how many worlds a condition makes a difference by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Influence {
    /// The condition.
    pub condition: ConditionId,
    /// The admissible worlds in which giving it some other value, which stays admissible, alters
    /// the outcome.
    pub pivotal: BigUint,
}

/// The most visits to nodes of a stance's diagram, one for each value of each condition, that
/// influence may take.
const MOST_VISITS: usize = 2_000_000;

/// The values that bind coverage, influence and table: those of locked conditions.
pub fn locked_values(position: &Position) -> Vec<Option<Value>> {
    let mut values = vec![None; position.values().len()];
    for condition in position.locked() {
        values[condition.index()] = position.value(condition);
    }
    values
}

impl Compiled {
    /// How many admissible worlds of the stance's cone have which outcome, under the position's
    /// locks alone. One pass along the stance's diagram.
    pub fn coverage(&self, stance: StanceId, position: &Position) -> Coverage {
        let stance = &self.stances[stance.index()];
        let counts = count(&self.diagrams, stance.outcome, &stance.cone, &locked_values(position));
        let outcomes: Vec<(Outcome, BigUint)> = counts
            .into_iter()
            .filter(|(terminal, number)| *terminal < 64 && *number != BigUint::ZERO)
            .map(|(terminal, number)| (Outcome::from_bit(terminal), number))
            .collect();
        Coverage { worlds: outcomes.iter().map(|(_, number)| number).sum(), outcomes }
    }

    /// The influence of every condition of the stance's cone that is not held fast, under the
    /// position's locks alone. For each condition its cofactors are compared two by two, and the
    /// worlds in which they differ are counted.
    ///
    /// # Errors
    /// If that takes more than [`MOST_QUESTION_NODES`] nodes, or the diagram's size times the number of values
    /// of its conditions is more than two millions.
    pub fn influence(&self, stance: StanceId, position: &Position) -> Result<Vec<Influence>, TooLarge> {
        let stance = &self.stances[stance.index()];
        let locked = locked_values(position);
        let size = self.diagrams.below(stance.outcome).len();
        let values: usize =
            stance.cone.iter().map(|condition| usize::from(self.diagrams.arity(condition))).sum();
        if size.saturating_mul(values) > MOST_VISITS {
            return Err(TooLarge);
        }
        let arities = self.diagrams.arities().to_vec();
        let mut builder = Builder::beside(&self.diagrams, arities, MOST_QUESTION_NODES);
        let mut influences = Vec::new();
        for condition in stance.cone.iter().filter(|condition| locked[condition.index()].is_none()) {
            let mut cofactors = Vec::new();
            for value in 0..self.diagrams.arity(condition) {
                let fixed = Some((condition, value));
                cofactors.push(builder.copy(
                    &self.diagrams,
                    stance.outcome,
                    fixed,
                    &mut FxHashMap::default(),
                )?);
            }
            let mut others = stance.cone.clone();
            others.remove(condition);
            let mut pivotal = BigUint::ZERO;
            for (value, cofactor) in cofactors.iter().enumerate() {
                let mut differs = Node::FALSE;
                for (_, other) in cofactors.iter().enumerate().filter(|(other, _)| *other != value) {
                    let differ = builder.differ(*cofactor, *other)?;
                    differs = builder.or(differs, differ)?;
                }
                let counts = count(builder.diagrams(), differs, &others, &locked);
                pivotal += counts.get(&1).cloned().unwrap_or_default();
            }
            influences.push(Influence { condition, pivotal });
        }
        Ok(influences)
    }

    /// The number of admissible worlds that agree with the values, over all conditions.
    pub fn worlds(&self, values: &[Option<Value>]) -> BigUint {
        let mut worlds = BigUint::from(1_u8);
        let mut constrained = Support::default();
        for component in &self.components {
            let counts = count(&self.diagrams, component.admissible, &component.conditions, values);
            worlds *= counts.get(&1).cloned().unwrap_or_default();
            constrained.add_all(&component.conditions);
        }
        for (index, value) in values.iter().enumerate() {
            let condition = ConditionId::from(index);
            if value.is_none() && !constrained.contains(condition) {
                worlds *= self.diagrams.arity(condition);
            }
        }
        worlds
    }
}

/// For each terminal of `root`, the number of assignments to `conditions` that agree with
/// `values` and lead there. `conditions` must include every condition that `root` asks for.
///
/// One pass from the top: each node passes the number of ways to reach it on to its children,
/// times the values of the unknown conditions that an edge skips.
pub fn count(
    diagrams: &Diagrams,
    root: Node,
    conditions: &Support,
    values: &[Option<Value>],
) -> BTreeMap<u32, BigUint> {
    let mut free: Vec<(u32, u8)> = conditions
        .iter()
        .filter(|condition| values[condition.index()].is_none())
        .map(|condition| (diagrams.level(condition), diagrams.arity(condition)))
        .collect();
    free.sort_unstable();
    // The number of assignments to the unknown conditions from one level up to, not including, another.
    let between = |from: u32, to: u32| {
        let start = free.partition_point(|(level, _)| *level < from);
        let end = free.partition_point(|(level, _)| *level < to);
        free[start..end].iter().fold(BigUint::from(1_u8), |product, (_, arity)| product * *arity)
    };
    let mut ways: FxHashMap<Node, BigUint> = FxHashMap::default();
    let mut terminals: BTreeMap<u32, BigUint> = BTreeMap::new();
    let mut arrive = |node: Node, from: u32, number: BigUint, ways: &mut FxHashMap<Node, BigUint>| {
        let number = number * between(from, diagrams.top_level(node));
        match node.as_terminal() {
            Some(terminal) => *terminals.entry(terminal).or_default() += number,
            None => *ways.entry(node).or_default() += number,
        }
    };
    arrive(root, 0, BigUint::from(1_u8), &mut ways);
    for node in diagrams.below(root) {
        let Some(number) = ways.remove(&node) else { continue };
        let Some((condition, children)) = diagrams.branch(node) else { continue };
        let next = diagrams.level(condition) + 1;
        match values[condition.index()] {
            Some(value) => arrive(children[usize::from(value)], next, number, &mut ways),
            None => {
                for child in children {
                    arrive(*child, next, number.clone(), &mut ways);
                }
            }
        }
    }
    terminals
}
