//! Making diagrams: operations on whole diagrams, every node made once.

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

use super::diagram::{Diagrams, Inner, Node, TooLarge};
use super::model::{ConditionId, Outcome, OutcomeSet, Value, ValueSet};

/// The most inner nodes that one question may make.
pub const MOST_QUESTION_NODES: usize = 1_000_000;

/// How many results of operations a builder remembers.
const MOST_RESULTS: usize = 1 << 20;

/// A function of the terminals of one or two diagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Operation {
    And,
    Or,
    Max,
    Differ,
    Decide(Outcome),
    Replace,
    Restrict,
    Not,
    IsOneOf(OutcomeSet),
}

impl Operation {
    /// The result where it is known without looking at both diagrams to the end.
    fn shortcut(self, left: Node, right: Node) -> Option<Node> {
        let terminals = (left.as_terminal(), right.as_terminal());
        match self {
            Self::And => match terminals {
                (Some(0), _) | (_, Some(0)) => Some(Node::FALSE),
                (Some(_), _) => Some(right),
                (_, Some(_)) => Some(left),
                _ => (left == right).then_some(left),
            },
            Self::Or => match terminals {
                (Some(1), _) | (_, Some(1)) => Some(Node::TRUE),
                (Some(_), _) => Some(right),
                (_, Some(_)) => Some(left),
                _ => (left == right).then_some(left),
            },
            Self::Max => match terminals {
                (Some(0), _) => Some(right),
                (_, Some(0)) => Some(left),
                (Some(left), Some(right)) => Some(Node::terminal(left.max(right))),
                _ => (left == right).then_some(left),
            },
            Self::Differ => match terminals {
                _ if left == right => Some(Node::FALSE),
                (Some(64), _) | (_, Some(64)) => Some(Node::FALSE),
                (Some(_), Some(_)) => Some(Node::TRUE),
                _ => None,
            },
            // `left` is what the rules so far say, `right` whether one more is in force.
            Self::Decide(says) => match terminals {
                (_, Some(0)) => Some(left),
                (Some(so_far), Some(_)) => Some(if so_far == Outcome::GAP.bit() || so_far == says.bit() {
                    Node::outcome(says)
                } else {
                    Node::outcome(Outcome::CONFLICT)
                }),
                _ => None,
            },
            // `left` is what overrides say, `right` the stance's own value.
            Self::Replace => {
                left.as_terminal().map(|says| if says == Outcome::GAP.bit() { right } else { left })
            }
            Self::Restrict => {
                right.as_terminal().map(|holds| if holds == 0 { Node::INADMISSIBLE } else { left })
            }
            Self::Not => left.as_terminal().map(|holds| Node::terminal(1 - holds)),
            Self::IsOneOf(set) => {
                left.as_terminal().map(|bit| Node::terminal(u32::from(set.0 >> bit & 1 == 1)))
            }
        }
    }

    fn commutes(self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Max | Self::Differ)
    }
}

/// A store of diagrams under construction.
#[derive(Debug)]
pub(crate) struct Builder {
    diagrams: Diagrams,
    unique: HashTable<u32>,
    results: FxHashMap<(Operation, Node, Node), Node>,
    pending: Vec<Node>,
    most_nodes: usize,
    steps: usize,
}

impl Builder {
    /// An empty store for conditions with the given numbers of values, asked for in `order`.
    /// Operations fail with [`TooLarge`] rather than make more than `most_nodes` inner nodes, or
    /// eight times as many children, or take twenty times as many steps: so that neither memory nor
    /// time is without bound.
    pub fn new(arities: Vec<u8>, order: &[ConditionId], most_nodes: usize) -> Self {
        let mut levels = vec![0; arities.len()];
        for (level, condition) in order.iter().enumerate() {
            levels[condition.index()] = level as u32;
        }
        Self {
            diagrams: Diagrams { nodes: Vec::new(), children: Vec::new(), arities, levels },
            unique: HashTable::new(),
            results: FxHashMap::default(),
            pending: Vec::new(),
            most_nodes,
            steps: 0,
        }
    }

    /// An empty store for the same conditions in the same order, with other numbers of values.
    pub fn beside(diagrams: &Diagrams, arities: Vec<u8>, most_nodes: usize) -> Self {
        Self {
            diagrams: Diagrams {
                nodes: Vec::new(),
                children: Vec::new(),
                arities,
                levels: diagrams.levels.clone(),
            },
            unique: HashTable::new(),
            results: FxHashMap::default(),
            pending: Vec::new(),
            most_nodes,
            steps: 0,
        }
    }

    /// A diagram of another store for the same conditions, with one condition held fast if asked.
    pub fn copy(
        &mut self,
        from: &Diagrams,
        node: Node,
        fixed: Option<(ConditionId, Value)>,
        copied: &mut FxHashMap<Node, Node>,
    ) -> Result<Node, TooLarge> {
        let Some((condition, children)) = from.branch(node) else { return Ok(node) };
        if let Some(&known) = copied.get(&node) {
            return Ok(known);
        }
        let result = match fixed {
            Some((fixed_condition, value)) if fixed_condition == condition => {
                self.copy(from, children[usize::from(value)], fixed, copied)?
            }
            _ => {
                let mut below = Vec::with_capacity(children.len());
                for child in children {
                    below.push(self.copy(from, *child, fixed, copied)?);
                }
                self.branch(condition, &below)?
            }
        };
        copied.insert(node, result);
        Ok(result)
    }

    /// The store as it is so far.
    pub fn diagrams(&self) -> &Diagrams {
        &self.diagrams
    }

    /// The diagram that asks for a condition first, with a child for each of its values.
    pub fn branch(&mut self, condition: ConditionId, children: &[Node]) -> Result<Node, TooLarge> {
        let start = self.pending.len();
        self.pending.extend_from_slice(children);
        self.node(condition, start)
    }

    /// The greater of two numbers.
    pub fn max(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::Max, left, right)
    }

    /// True where both are admissible and differ.
    pub fn differ(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::Differ, left, right)
    }

    /// Ends the construction.
    pub fn finish(mut self) -> Diagrams {
        self.diagrams.nodes.shrink_to_fit();
        self.diagrams.children.shrink_to_fit();
        self.diagrams
    }

    /// True where the condition has one of the values.
    pub fn condition(&mut self, condition: ConditionId, values: ValueSet) -> Result<Node, TooLarge> {
        let start = self.pending.len();
        for value in 0..self.diagrams.arities[condition.index()] {
            self.pending.push(Node::terminal(u32::from(values.contains(value))));
        }
        self.node(condition, start)
    }

    /// True where both are.
    pub fn and(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::And, left, right)
    }

    /// True where at least one is.
    pub fn or(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::Or, left, right)
    }

    /// True where the diagram is false.
    pub fn not(&mut self, diagram: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::Not, diagram, Node::FALSE)
    }

    /// True where the number of true diagrams lies between `least` and `most`, both included.
    ///
    /// From the last part to the first, with one diagram for each number of earlier parts that may
    /// be true; parts that ask for the last conditions should come last.
    pub fn count(&mut self, parts: &[Node], least: u32, most: u32) -> Result<Node, TooLarge> {
        // Counts that the bounds do not tell apart are one.
        let enough = least.max(most.saturating_add(1)).min(parts.len() as u32 + 1);
        let mut after: Vec<Node> =
            (0..=enough).map(|count| Node::terminal(u32::from(least <= count && count <= most))).collect();
        for (index, part) in parts.iter().enumerate().rev() {
            let unless = self.not(*part)?;
            let most_before = (index as u32).min(enough);
            let mut before = Vec::with_capacity(after.len());
            for count in 0..=most_before {
                let counted = after[(count + 1).min(enough) as usize];
                let (with, without) = (self.and(*part, counted)?, self.and(unless, after[count as usize])?);
                before.push(self.or(with, without)?);
            }
            after = before;
        }
        Ok(after[0])
    }

    /// What rules say when one more, which says `says` where `in_force` is true, joins those that
    /// say `so_far`: `GAP` where none is in force, `CONFLICT` where they disagree.
    pub fn decide(&mut self, so_far: Node, in_force: Node, says: Outcome) -> Result<Node, TooLarge> {
        self.apply(Operation::Decide(says), so_far, in_force)
    }

    /// `instead`, or `own` where `instead` is `GAP`.
    pub fn replace(&mut self, instead: Node, own: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::Replace, instead, own)
    }

    /// The diagram, with [`Node::INADMISSIBLE`] where `admissible` is false.
    pub fn restrict(&mut self, diagram: Node, admissible: Node) -> Result<Node, TooLarge> {
        self.apply(Operation::Restrict, diagram, admissible)
    }

    /// True where the diagram of outcomes has one of `outcomes`.
    pub fn is_one_of(&mut self, diagram: Node, outcomes: OutcomeSet) -> Result<Node, TooLarge> {
        self.apply(Operation::IsOneOf(outcomes), diagram, Node::FALSE)
    }

    /// Applies an operation to the terminals of two diagrams. At most as many steps as the
    /// product of their sizes; the recursion is as deep as there are conditions.
    fn apply(&mut self, operation: Operation, left: Node, right: Node) -> Result<Node, TooLarge> {
        if let Some(result) = operation.shortcut(left, right) {
            return Ok(result);
        }
        self.steps += 1;
        if self.steps > self.most_nodes.saturating_mul(20) {
            return Err(TooLarge);
        }
        let (left, right) =
            if operation.commutes() && left.0 > right.0 { (right, left) } else { (left, right) };
        if let Some(&result) = self.results.get(&(operation, left, right)) {
            return Ok(result);
        }
        let condition = match (self.top(left), self.top(right)) {
            (Some(left), Some(right)) if self.diagrams.level(right) < self.diagrams.level(left) => right,
            (Some(left), _) => left,
            (None, Some(right)) => right,
            (None, None) => unreachable!("two terminals always have a shortcut"),
        };
        let start = self.pending.len();
        for value in 0..self.diagrams.arities[condition.index()] {
            let child = self.apply(
                operation,
                self.child(left, condition, value),
                self.child(right, condition, value),
            );
            match child {
                Ok(child) => self.pending.push(child),
                Err(too_large) => {
                    self.pending.truncate(start);
                    return Err(too_large);
                }
            }
        }
        let result = self.node(condition, start)?;
        if self.results.len() >= MOST_RESULTS {
            // Forgetting costs time, never a result.
            self.results.clear();
        }
        self.results.insert((operation, left, right), result);
        Ok(result)
    }

    /// The level of the condition that a diagram asks for first; below all others for a terminal.
    pub fn top_level(&self, diagram: Node) -> u32 {
        self.diagrams.top_level(diagram)
    }

    fn top(&self, node: Node) -> Option<ConditionId> {
        self.diagrams.branch(node).map(|(condition, _)| condition)
    }

    fn child(&self, node: Node, condition: ConditionId, value: Value) -> Node {
        match self.diagrams.branch(node) {
            Some((asked, children)) if asked == condition => children[usize::from(value)],
            _ => node,
        }
    }

    /// The node whose children are those pending from `start`; consumes them.
    fn node(&mut self, condition: ConditionId, start: usize) -> Result<Node, TooLarge> {
        let children = &self.pending[start..];
        let first = children[0];
        if children.iter().all(|child| *child == first) {
            self.pending.truncate(start);
            return Ok(first);
        }
        let Diagrams { nodes, children: all_children, arities, .. } = &mut self.diagrams;
        let children_of = |node: u32, nodes: &[Inner]| {
            let inner = nodes[node as usize];
            let first = inner.first_child as usize;
            first..first + usize::from(arities[inner.condition as usize])
        };
        let hash = hash_of(condition, children);
        let found = self.unique.find(hash, |&node| {
            nodes[node as usize].condition == condition.0
                && all_children[children_of(node, nodes)] == *children
        });
        let node = if let Some(&node) = found {
            node
        } else {
            if nodes.len() >= self.most_nodes || all_children.len() >= self.most_nodes.saturating_mul(8) {
                self.pending.truncate(start);
                return Err(TooLarge);
            }
            let node = nodes.len() as u32;
            nodes.push(Inner { condition: condition.0, first_child: all_children.len() as u32 });
            all_children.extend_from_slice(children);
            self.unique.insert_unique(hash, node, |&node| {
                hash_of(ConditionId(nodes[node as usize].condition), &all_children[children_of(node, nodes)])
            });
            node
        };
        self.pending.truncate(start);
        Ok(Node(node))
    }
}

fn hash_of(condition: ConditionId, children: &[Node]) -> u64 {
    let mut hasher = FxHasher::default();
    condition.0.hash(&mut hasher);
    children.hash(&mut hasher);
    hasher.finish()
}
