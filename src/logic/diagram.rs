//! Reduced ordered multi-valued decision diagrams with many terminals, hash-consed.
//!
//! A node asks for one condition and has a child for each of its values; a terminal is a small
//! number, whose meaning (truth, an outcome, a count) belongs to the diagram's use. Two diagrams
//! of one store denote the same function exactly when they are the same [`Node`].
//!
//! After Bryant, *Graph-Based Algorithms for Boolean Function Manipulation* (1986), with the
//! many-valued nodes of Kam et al., *Multi-valued decision diagrams* (1998).

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::model::{ConditionId, Outcome, OutcomeSet, Value, ValueSet};

/// A diagram: a terminal, or the index of an inner node of its store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

const TERMINAL: u32 = 1 << 31;

/// How many results of operations a builder remembers.
const MOST_RESULTS: usize = 1 << 20;

impl Node {
    /// The diagram that is 0, or false, everywhere.
    pub const FALSE: Self = Self::terminal(0);
    /// The diagram that is 1, or true, everywhere.
    pub const TRUE: Self = Self::terminal(1);
    /// The terminal of worlds that violate a constraint: no outcome, neither true nor false.
    pub const INADMISSIBLE: Self = Self::terminal(64);

    /// The constant diagram of a number below 2^31.
    pub const fn terminal(number: u32) -> Self {
        assert!(number < TERMINAL, "terminals are below 2^31");
        Self(number | TERMINAL)
    }

    /// The constant diagram of an outcome.
    pub const fn outcome(outcome: Outcome) -> Self {
        Self::terminal(outcome.bit())
    }

    /// The number, if this is a terminal.
    pub const fn as_terminal(self) -> Option<u32> {
        if self.0 & TERMINAL == 0 { None } else { Some(self.0 & !TERMINAL) }
    }
}

#[derive(Clone, Copy, Debug)]
struct Inner {
    condition: u32,
    first_child: u32,
}

/// A finished store of diagrams, to be asked.
#[derive(Clone, Debug)]
pub struct Diagrams {
    nodes: Vec<Inner>,
    children: Vec<Node>,
    arities: Vec<u8>,
    levels: Vec<u32>,
}

impl Diagrams {
    /// The condition that a node asks for and its children, one a value; `None` for a terminal.
    pub fn branch(&self, node: Node) -> Option<(ConditionId, &[Node])> {
        if node.as_terminal().is_some() {
            return None;
        }
        let inner = self.nodes[node.0 as usize];
        let first = inner.first_child as usize;
        let arity = usize::from(self.arities[inner.condition as usize]);
        Some((ConditionId(inner.condition), &self.children[first..first + arity]))
    }

    /// How far from the top of every diagram a condition is asked for.
    pub fn level(&self, condition: ConditionId) -> u32 {
        self.levels[condition.index()]
    }

    /// How many values a condition has.
    pub fn arity(&self, condition: ConditionId) -> u8 {
        self.arities[condition.index()]
    }

    /// How many values each condition has, in the model's order.
    pub fn arities(&self) -> &[u8] {
        &self.arities
    }

    /// The number of conditions.
    pub fn conditions(&self) -> usize {
        self.arities.len()
    }

    /// The level of the condition that a diagram asks for first; below all others for a terminal.
    pub fn top_level(&self, diagram: Node) -> u32 {
        self.branch(diagram).map_or(u32::MAX, |(condition, _)| self.level(condition))
    }

    /// The inner nodes that `root` leads to, itself included, each before its children.
    pub fn below(&self, root: Node) -> Vec<Node> {
        let mut seen = FxHashSet::default();
        let mut pending = vec![root];
        let mut below = Vec::new();
        while let Some(node) = pending.pop() {
            if let Some((_, children)) = self.branch(node)
                && seen.insert(node)
            {
                below.push(node);
                pending.extend_from_slice(children);
            }
        }
        below.sort_unstable_by_key(|node| (self.top_level(*node), *node));
        below
    }

    /// The number of inner nodes in the store.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the store has no inner node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The terminals below 64 that `root` reaches in worlds that agree with `values`, one bit
    /// each. Visits every node at most once.
    pub fn reach(&self, root: Node, values: &[Option<Value>], walk: &mut Walk) -> u64 {
        let mut found = 0_u64;
        walk.start(self.nodes.len());
        walk.stack.push(root);
        while let Some(node) = walk.stack.pop() {
            if let Some(number) = node.as_terminal() {
                found |= 1_u64.checked_shl(number).unwrap_or(0);
                continue;
            }
            if !walk.visit(node) {
                continue;
            }
            let inner = self.nodes[node.0 as usize];
            let first = inner.first_child as usize;
            if let Some(value) = values[inner.condition as usize] {
                walk.stack.push(self.children[first + usize::from(value)]);
            } else {
                let arity = usize::from(self.arities[inner.condition as usize]);
                walk.stack.extend_from_slice(&self.children[first..first + arity]);
            }
        }
        found
    }
}

/// Working memory of walks along diagrams, kept from one walk to the next.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    stack: Vec<Node>,
    seen: Vec<u32>,
    round: u32,
}

impl Walk {
    fn start(&mut self, nodes: usize) {
        self.stack.clear();
        if self.seen.len() < nodes || self.round == u32::MAX {
            self.seen.clear();
            self.seen.resize(nodes, 0);
            self.round = 0;
        }
        self.round += 1;
    }

    fn visit(&mut self, node: Node) -> bool {
        let seen = &mut self.seen[node.0 as usize];
        let first_time = *seen != self.round;
        *seen = self.round;
        first_time
    }
}

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

/// The diagrams would take more nodes than the builder's bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

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
