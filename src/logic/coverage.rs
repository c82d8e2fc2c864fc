//! How many admissible worlds a position leaves, counted exactly at any size.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

use super::compile::{Compiled, Support};
use super::diagram::{Diagrams, Node};
use super::model::{ConditionId, Value};

impl Compiled {
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
