//! Reduced ordered multi-valued decision diagrams with many terminals, hash-consed.
//!
//! A node asks for one condition and has a child for each of its values; a terminal is a small
//! number, whose meaning (truth, an outcome, a count) belongs to the diagram's use. Two diagrams
//! of one store denote the same function exactly when they are the same [`Node`].
//!
//! After Bryant, *Graph-Based Algorithms for Boolean Function Manipulation* (1986), with the
//! many-valued nodes of Kam et al., *Multi-valued decision diagrams* (1998).

use rustc_hash::FxHashSet;

use super::model::{ConditionId, Outcome, Value};

/// A diagram: a terminal, or the index of an inner node of its store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(super) u32);

const TERMINAL: u32 = 1 << 31;

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
pub(super) struct Inner {
    pub condition: u32,
    pub first_child: u32,
}

/// A finished store of diagrams, to be asked.
#[derive(Clone, Debug)]
pub struct Diagrams {
    pub(super) nodes: Vec<Inner>,
    pub(super) children: Vec<Node>,
    pub(super) arities: Vec<u8>,
    pub(super) levels: Vec<u32>,
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

/// The diagrams would take more nodes than the builder's bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;
