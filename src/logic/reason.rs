//! Why a stance is where it is: every minimal set of assumed conditions that settles it.

use rustc_hash::FxHashMap;

use super::builder::{Builder, MOST_QUESTION_NODES};
use super::compile::{Compiled, standing_over};
use super::diagram::{Diagrams, Node, TooLarge, Walk};
use super::family::{Families, Family};
use super::follow::Extent;
use super::model::{ConditionId, Guard, Model, Outcome, OverrideId, StanceId, Value};

/// The reasons for a settled outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasons {
    /// The outcome.
    pub outcome: Outcome,
    /// Each a set of assumed conditions, smallest first, sets of one size in the model's order.
    pub reasons: Vec<Vec<ConditionId>>,
    /// Whether there are more.
    pub more: bool,
}

impl Compiled {
    /// The first `limit` reasons why `stance` has `outcome` in a position in which it is settled:
    /// subset-minimal sets of assumed conditions such that every admissible world that agrees on
    /// them has that outcome.
    ///
    /// A diagram over *which conditions are held fast* tells whether the others may be anything;
    /// it is monotone, and its minimal sets are read off from below. The cost is that of
    /// conjoining the children of every node.
    ///
    /// # Errors
    /// If that takes more than [`MOST_QUESTION_NODES`] nodes.
    pub fn reasons(
        &self,
        stance: StanceId,
        outcome: Outcome,
        values: &[Option<Value>],
        limit: usize,
    ) -> Result<Reasons, TooLarge> {
        let arities = vec![2; self.diagrams.conditions()];
        let mut holding = Holding {
            diagrams: &self.diagrams,
            values,
            outcome: Node::outcome(outcome),
            builder: Builder::beside(&self.diagrams, arities, MOST_QUESTION_NODES),
            known: FxHashMap::default(),
        };
        let settles = holding.settles(self.stances[stance.index()].outcome)?;
        let mut minimal = Minimal {
            diagrams: holding.builder.diagrams(),
            families: Families::default(),
            known: FxHashMap::default(),
            condition_at: FxHashMap::default(),
        };
        let family = minimal.sets(settles);
        if minimal.families.is_exhausted() {
            return Err(TooLarge);
        }
        let (reasons, more) = minimal.families.smallest(family, limit, |level| minimal.condition_at[&level]);
        Ok(Reasons { outcome, reasons, more })
    }
}

impl Compiled {
    /// For each rule of a stance, the rules that it stands over, directly or through others, and
    /// that are applicable in some completion.
    pub fn stands_over(
        &self,
        model: &Model,
        stance: StanceId,
        values: &[Option<Value>],
        walk: &mut Walk,
    ) -> Vec<Vec<usize>> {
        let rules = &model.stances[stance.index()].rules;
        let guards = &self.stances[stance.index()].guards;
        let mut stands_over = vec![Vec::new(); rules.len()];
        for (lower, uppers) in standing_over(rules).iter().enumerate() {
            if self.extent(guards[lower].whole, values, walk) != Extent::Never {
                for upper in uppers {
                    stands_over[*upper].push(lower);
                }
            }
        }
        stands_over
    }
}

/// What keeps a rule that says a certain thing from deciding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The rule, by its place in the stance's list.
    pub rule: usize,
    /// In how many completions it is applicable.
    pub applicable: Extent,
    /// The parts of its guard, counted as [`parts`] lists them, that do not hold in every completion.
    pub failing: Vec<usize>,
    /// The rules that stand over it and are applicable in some completion.
    pub overruled_by: Vec<usize>,
    /// The overrides that replace what it says in some completion.
    pub overridden_by: Vec<OverrideId>,
}

/// The parts that must all hold for a guard to hold.
pub fn parts(guard: &Guard) -> Vec<&Guard> {
    match guard {
        Guard::All(all) => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

impl Compiled {
    /// For each rule of the stance that says `outcome`: what keeps it from deciding, in a position
    /// that is not ruled out.
    pub fn obstacles(
        &self,
        model: &Model,
        stance: StanceId,
        outcome: Outcome,
        values: &[Option<Value>],
        walk: &mut Walk,
    ) -> Vec<Obstacle> {
        let rules = &model.stances[stance.index()].rules;
        let compiled = &self.stances[stance.index()];
        let standing = standing_over(rules);
        let replaced = |extent: Extent| extent != Extent::Never;
        let says = rules.iter().enumerate().filter(|(_, rule)| rule.then == outcome);
        let obstacles = says.map(|(index, _)| {
            let guards = &compiled.guards[index];
            let failing = guards.parts.iter().enumerate();
            let failing = failing
                .filter(|(_, part)| self.extent(**part, values, walk) != Extent::Always)
                .map(|(part, _)| part);
            let failing: Vec<usize> = failing.collect();
            let over = standing[index].iter().copied();
            let overruled_by = over
                .filter(|upper| replaced(self.extent(compiled.guards[*upper].whole, values, walk)))
                .collect();
            let overridden_by = compiled
                .overrides
                .iter()
                .filter(|(_, node)| replaced(self.extent(*node, values, walk)))
                .map(|(over, _)| *over)
                .filter(|over| {
                    let reaches = model.overrides_of(stance).find(|(other, _)| other == over);
                    reaches.is_some_and(|(_, replacement)| replacement.values.contains(outcome))
                })
                .collect();
            let applicable = self.extent(guards.whole, values, walk);
            Obstacle { rule: index, applicable, failing, overruled_by, overridden_by }
        });
        obstacles.collect()
    }
}

struct Holding<'compiled> {
    diagrams: &'compiled Diagrams,
    values: &'compiled [Option<Value>],
    outcome: Node,
    builder: Builder,
    known: FxHashMap<Node, Node>,
}

impl Holding<'_> {
    /// Where holding fast the conditions chosen (1) and letting the others vary (0) leads from
    /// `node` to the outcome alone.
    fn settles(&mut self, node: Node) -> Result<Node, TooLarge> {
        let Some((condition, children)) = self.diagrams.branch(node) else {
            return Ok(if node == self.outcome || node == Node::INADMISSIBLE {
                Node::TRUE
            } else {
                Node::FALSE
            });
        };
        if let Some(&known) = self.known.get(&node) {
            return Ok(known);
        }
        let mut all = Node::TRUE;
        for child in children {
            let child = self.settles(*child)?;
            all = self.builder.and(all, child)?;
        }
        let result = match self.values[condition.index()] {
            None => all,
            Some(value) => {
                let held = self.settles(children[usize::from(value)])?;
                self.builder.branch(condition, &[all, held])?
            }
        };
        self.known.insert(node, result);
        Ok(result)
    }
}

/// The minimal sets of a monotone diagram of truth.
struct Minimal<'diagrams> {
    diagrams: &'diagrams Diagrams,
    families: Families,
    known: FxHashMap<Node, Family>,
    condition_at: FxHashMap<u32, ConditionId>,
}

impl Minimal<'_> {
    fn sets(&mut self, node: Node) -> Family {
        let Some((condition, children)) = self.diagrams.branch(node) else {
            return if node == Node::TRUE { Family::UNIT } else { Family::EMPTY };
        };
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        let without = self.sets(children[0]);
        let with = self.sets(children[1]);
        let with = self.families.without_supersets(with, without);
        let level = self.diagrams.level(condition);
        self.condition_at.insert(level, condition);
        let result = self.families.branch(level, without, with);
        self.known.insert(node, result);
        result
    }
}
