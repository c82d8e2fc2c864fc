//! On which conditions things depend, by their names: through facts, stances and overrides.

use super::model::{ConditionId, Definition, Guard, Model, Stance};

/// The conditions on which something depends, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support(Vec<u64>);

impl Support {
    /// Adds a condition.
    pub fn add(&mut self, condition: ConditionId) {
        let word = condition.index() / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (condition.index() % 64);
    }

    /// Removes a condition.
    pub fn remove(&mut self, condition: ConditionId) {
        if let Some(word) = self.0.get_mut(condition.index() / 64) {
            *word &= !(1 << (condition.index() % 64));
        }
    }

    /// Adds all of the other conditions.
    pub fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    /// Whether the two share a condition.
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(mine, theirs)| mine & theirs != 0)
    }

    /// Whether the condition is among them.
    pub fn contains(&self, condition: ConditionId) -> bool {
        self.0.get(condition.index() / 64).is_some_and(|word| word >> (condition.index() % 64) & 1 == 1)
    }

    /// The conditions, in the model's order.
    pub fn iter(&self) -> impl Iterator<Item = ConditionId> + '_ {
        (0..self.0.len() * 64).map(ConditionId::from).filter(|condition| self.contains(*condition))
    }
}

/// For each stance, the conditions that its own rules depend on, whatever overrides reach it.
pub fn of_own_rules(model: &Model) -> Vec<Support> {
    let supports = Supports::of(model);
    model.stances.iter().map(|stance| supports.of_rules(stance)).collect()
}

/// What each part of a model depends on, by its names.
pub(super) struct Supports {
    pub facts: Vec<Support>,
    pub stances: Vec<Support>,
    pub overrides: Vec<Support>,
    pub constraints: Vec<Support>,
    pub remarks: Vec<Support>,
}

impl Supports {
    /// Those of all parts.
    pub fn of(model: &Model) -> Self {
        let mut supports = Self {
            facts: vec![Support::default(); model.facts.len()],
            stances: vec![Support::default(); model.stances.len()],
            overrides: vec![Support::default(); model.overrides.len()],
            constraints: Vec::new(),
            remarks: Vec::new(),
        };
        for definition in &model.evaluation_order {
            match *definition {
                Definition::Fact(fact) => {
                    supports.facts[fact.index()] = supports.of_guard(&model.facts[fact.index()].when);
                }
                Definition::Override(over) => {
                    supports.overrides[over.index()] = supports.of_guard(&model.overrides[over.index()].when);
                }
                Definition::Stance(stance) => {
                    let mut support = Support::default();
                    for rule in &model.stances[stance.index()].rules {
                        support.add_all(&supports.of_guard(&rule.when));
                    }
                    for (over, _) in model.overrides_of(stance) {
                        support.add_all(&supports.overrides[over.index()]);
                    }
                    supports.stances[stance.index()] = support;
                }
            }
        }
        supports.constraints =
            model.constraints.iter().map(|constraint| supports.of_guard(&constraint.require)).collect();
        supports.remarks = model.remarks.iter().map(|remark| supports.of_guard(&remark.when)).collect();
        supports
    }

    fn of_guard(&self, guard: &Guard) -> Support {
        let mut support = Support::default();
        guard.walk(&mut |part| match part {
            Guard::Condition(condition, _) => support.add(*condition),
            Guard::Fact(fact) => support.add_all(&self.facts[fact.index()]),
            Guard::Stance(stance, _) => support.add_all(&self.stances[stance.index()]),
            _ => {}
        });
        support
    }

    /// The conditions that a stance's own rules depend on.
    fn of_rules(&self, stance: &Stance) -> Support {
        let mut support = Support::default();
        for rule in &stance.rules {
            support.add_all(&self.of_guard(&rule.when));
        }
        support
    }

    /// The groups of conditions that interact. An override is a group of its own: it would
    /// otherwise draw all the stances that it reaches together.
    pub fn groups(&self, model: &Model) -> Vec<Vec<ConditionId>> {
        let own = model.stances.iter().map(|stance| self.of_rules(stance));
        let others = self.facts.iter().chain(&self.overrides).chain(&self.constraints).cloned();
        own.chain(others).map(|support| support.iter().collect()).collect()
    }
}
