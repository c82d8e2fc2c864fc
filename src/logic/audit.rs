//! What is wrong with a model that resolves, or may not be what its author thinks: each finding
//! with a witness where there is one. One look at each diagram, over all worlds.

use rustc_hash::{FxHashMap, FxHashSet};

use super::builder::{Builder, MOST_QUESTION_NODES};
use super::compile::{Compiled, standing_over};
use super::diagram::{Node, Walk};
use super::follow::Extent;
use super::model::{
    ConditionId, ConstraintId, Definition, Guard, Model, Outcome, OutcomeSet, OverrideId, ScaleId, StanceId,
};
use super::position::Position;
use super::reach::Way;

/// A part of a model that has a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// A fact or an override.
    Definition(Definition),
    /// A rule of a stance, by its place.
    Rule(StanceId, usize),
    /// A remark, by its place.
    Remark(usize),
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// In some world no rule of the stance is in force, or several disagree.
    Fault {
        /// The stance.
        stance: StanceId,
        /// `GAP` or `CONFLICT`.
        fault: Outcome,
        /// The fewest conditions that need to be set for it; `None` if they could not be found.
        witness: Option<Way>,
    },
    /// The rule applies in some world and is in force in none.
    DeadRule {
        /// The stance.
        stance: StanceId,
        /// The rule, by its place.
        rule: usize,
        /// The rules that stand over it wherever it applies.
        under: Vec<usize>,
    },
    /// The guard holds in no world.
    NeverHolds(Guarded),
    /// The guard holds in every world, and does not say `always`.
    AlwaysHolds(Guarded),
    /// The override replaces nothing in any world.
    IdleOverride(OverrideId),
    /// The first constraint holds wherever the second does.
    ImpliedConstraint(ConstraintId, ConstraintId),
    /// The context condition alters the outcome of the stance in some world.
    MovingContext(ConditionId, StanceId),
    /// No stance depends on the condition, which is not declared context.
    IdleCondition(ConditionId),
    /// No stance on the scale has the outcome in any world, though some stance is on it.
    UnreachedValue(ScaleId, Outcome),
}

/// Audits a model some world of which is admissible.
pub fn audit(model: &Model, compiled: &Compiled) -> Vec<Finding> {
    let mut audit = Audit {
        model,
        compiled,
        anything: vec![None; model.conditions.len()],
        walk: Walk::default(),
        found: Vec::new(),
    };
    audit.guards();
    audit.stances();
    audit.overrides();
    audit.constraints();
    audit.conditions();
    audit.scales();
    audit.found
}

struct Audit<'model> {
    model: &'model Model,
    compiled: &'model Compiled,
    anything: Vec<Option<u8>>,
    walk: Walk,
    found: Vec<Finding>,
}

impl Audit<'_> {
    fn extent(&mut self, node: Node) -> Extent {
        self.compiled.extent(node, &self.anything, &mut self.walk)
    }

    fn outcomes(&mut self, stance: usize) -> OutcomeSet {
        self.compiled.outcomes(stance.into(), &self.anything, &mut self.walk)
    }

    fn guard(&mut self, guard: &Guard, node: Node, guarded: Guarded) {
        match self.extent(node) {
            Extent::Never => self.found.push(Finding::NeverHolds(guarded)),
            Extent::Always if *guard != Guard::Always => self.found.push(Finding::AlwaysHolds(guarded)),
            _ => {}
        }
    }

    fn guards(&mut self) {
        let (model, compiled) = (self.model, self.compiled);
        for (index, fact) in model.facts.iter().enumerate() {
            let guarded = Guarded::Definition(Definition::Fact(index.into()));
            self.guard(&fact.when, compiled.facts[index], guarded);
        }
        for (index, stance) in model.stances.iter().enumerate() {
            for (place, rule) in stance.rules.iter().enumerate() {
                let node = compiled.stances[index].guards[place].whole;
                self.guard(&rule.when, node, Guarded::Rule(index.into(), place));
            }
        }
        for (index, remark) in model.remarks.iter().enumerate() {
            self.guard(&remark.when, compiled.remarks[index], Guarded::Remark(index));
        }
    }

    fn stances(&mut self) {
        for index in 0..self.model.stances.len() {
            let outcomes = self.outcomes(index);
            for fault in [Outcome::GAP, Outcome::CONFLICT] {
                if outcomes.contains(fault) {
                    let witness = self.witness(index.into(), fault);
                    self.found.push(Finding::Fault { stance: index.into(), fault, witness });
                }
            }
            self.rules(index);
        }
    }

    /// The fewest conditions, all else being unknown, that lead to a fault for sure.
    fn witness(&self, stance: StanceId, fault: Outcome) -> Option<Way> {
        let position = Position::unknown(self.model);
        let ways = self.compiled.ways(self.model, stance, fault, &position, true, 1).ok()?;
        ways.ways.into_iter().next()
    }

    fn rules(&mut self, stance: usize) {
        let compiled = &self.compiled.stances[stance];
        let rules = &self.model.stances[stance].rules;
        let standing = standing_over(rules);
        for (rule, uppers) in standing.iter().enumerate() {
            let guard = compiled.guards[rule].whole;
            if self.extent(compiled.rules[rule]) != Extent::Never || self.extent(guard) == Extent::Never {
                continue;
            }
            let under =
                uppers.iter().copied().filter(|upper| self.implies(guard, compiled.guards[*upper].whole));
            let under = under.collect();
            self.found.push(Finding::DeadRule { stance: stance.into(), rule, under });
        }
    }

    /// Whether one diagram of truth holds wherever another does, in admissible worlds.
    fn implies(&self, first: Node, second: Node) -> bool {
        let mut seen = FxHashSet::default();
        let mut pending = vec![(first, second)];
        while let Some((first, second)) = pending.pop() {
            if first == second || first == Node::FALSE || first == Node::INADMISSIBLE || second == Node::TRUE
            {
                continue;
            }
            let diagrams = &self.compiled.diagrams;
            let (left, right) = (diagrams.branch(first), diagrams.branch(second));
            let top = match (left, right) {
                (None, None) => {
                    if second == Node::INADMISSIBLE {
                        continue;
                    }
                    return false;
                }
                (Some((condition, _)), None) | (None, Some((condition, _))) => condition,
                (Some((left, _)), Some((right, _))) => {
                    if diagrams.level(left) <= diagrams.level(right) {
                        left
                    } else {
                        right
                    }
                }
            };
            if !seen.insert((first, second)) {
                continue;
            }
            for value in 0..usize::from(diagrams.arity(top)) {
                let child = |node: Node, branch: Option<(ConditionId, &[Node])>| match branch {
                    Some((condition, children)) if condition == top => children[value],
                    _ => node,
                };
                pending.push((child(first, left), child(second, right)));
            }
        }
        true
    }

    fn overrides(&mut self) {
        for index in 0..self.model.overrides.len() {
            let id = OverrideId::from(index);
            let nodes: Vec<Node> = self
                .compiled
                .stances
                .iter()
                .flat_map(|stance| {
                    stance.overrides.iter().filter(|(over, _)| *over == id).map(|(_, node)| *node)
                })
                .collect();
            if nodes.iter().all(|node| self.extent(*node) == Extent::Never) {
                self.found.push(Finding::IdleOverride(id));
            }
        }
    }

    fn constraints(&mut self) {
        let constraints = &self.compiled.constraints;
        for (index, constraint) in constraints.iter().enumerate() {
            // Of two that imply each other the later one is reported.
            let implied_by = (0..constraints.len()).filter(|other| *other != index).find(|other| {
                self.implies(constraints[*other], *constraint)
                    && (*other < index || !self.implies(*constraint, constraints[*other]))
            });
            if let Some(other) = implied_by {
                self.found.push(Finding::ImpliedConstraint(index.into(), other.into()));
            }
        }
    }

    fn conditions(&mut self) {
        let (model, compiled) = (self.model, self.compiled);
        let mut asked: Vec<Vec<StanceId>> = vec![Vec::new(); model.conditions.len()];
        for (index, stance) in compiled.stances.iter().enumerate() {
            let conditions: FxHashSet<ConditionId> = compiled
                .diagrams
                .below(stance.outcome)
                .into_iter()
                .filter_map(|node| compiled.diagrams.branch(node).map(|(condition, _)| condition))
                .collect();
            for condition in conditions {
                asked[condition.index()].push(index.into());
            }
        }
        for (index, condition) in model.conditions.iter().enumerate() {
            if condition.context {
                let moved = asked[index].iter().find(|stance| self.moves(index.into(), **stance));
                if let Some(stance) = moved {
                    self.found.push(Finding::MovingContext(index.into(), *stance));
                }
            } else if asked[index].is_empty() {
                self.found.push(Finding::IdleCondition(index.into()));
            }
        }
    }

    /// Whether the condition alone alters the stance's outcome in some admissible world. Where
    /// that cannot be told within bounds, it is taken to.
    fn moves(&self, condition: ConditionId, stance: StanceId) -> bool {
        let diagrams = &self.compiled.diagrams;
        let mut builder = Builder::beside(diagrams, diagrams.arities().to_vec(), MOST_QUESTION_NODES);
        let outcome = self.compiled.stances[stance.index()].outcome;
        let mut cofactors: Vec<Node> = Vec::new();
        for value in 0..diagrams.arity(condition) {
            let fixed = Some((condition, value));
            let Ok(cofactor) = builder.copy(diagrams, outcome, fixed, &mut FxHashMap::default()) else {
                return true;
            };
            for other in &cofactors {
                if builder.differ(cofactor, *other) != Ok(Node::FALSE) {
                    return true;
                }
            }
            cofactors.push(cofactor);
        }
        false
    }

    fn scales(&mut self) {
        let mut reached: Vec<Option<OutcomeSet>> = vec![None; self.model.scales.len()];
        for index in 0..self.model.stances.len() {
            let outcomes = self.outcomes(index);
            let reached = &mut reached[self.model.stances[index].scale.index()];
            *reached = Some(outcomes.iter().fold(reached.unwrap_or_default(), OutcomeSet::with));
        }
        for (index, scale) in self.model.scales.iter().enumerate() {
            let Some(reached) = reached[index] else { continue };
            for value in (0..scale.values.len()).map(Outcome::value).filter(|value| !reached.contains(*value))
            {
                self.found.push(Finding::UnreachedValue(index.into(), value));
            }
        }
    }
}
