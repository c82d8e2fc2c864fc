//! What follows from a position: for each stance the set of outcomes over all admissible
//! completions, exactly those, and the rules, overrides and remarks behind them.

use super::clash::{self, Clash};
use super::compile::Compiled;
use super::diagram::{Node, Walk};
use super::model::{Outcome, OutcomeSet, OverrideId, RemarkId, StanceId, Value};
use super::position::Position;

/// In how many completions something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// In none.
    Never,
    /// In some, not in all.
    Sometimes,
    /// In all.
    Always,
}

/// What follows for one stance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceAnswer {
    /// The outcomes of the completions; empty if there are none.
    pub outcomes: OutcomeSet,
    /// For each rule of the stance, in how many completions it is in force.
    pub rules: Vec<Extent>,
    /// For each override that reaches the stance, in how many completions it replaces a value.
    pub overrides: Vec<(OverrideId, Extent)>,
}

/// What follows from a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatFollows {
    /// What clashes, if no admissible world agrees with the position.
    pub ruled_out: Option<Clash>,
    /// For each stance, in the model's order.
    pub stances: Vec<StanceAnswer>,
    /// The remarks that hold in every completion; none if there is no completion.
    pub remarks: Vec<RemarkId>,
}

impl WhatFollows {
    /// The stances that have a gap or a conflict in some completion.
    pub fn faults(&self) -> impl Iterator<Item = (StanceId, Outcome)> + '_ {
        self.stances.iter().enumerate().flat_map(|(index, answer)| {
            let faults = [Outcome::GAP, Outcome::CONFLICT].into_iter();
            faults
                .filter(|fault| answer.outcomes.contains(*fault))
                .map(move |fault| (StanceId::from(index), fault))
        })
    }
}

impl Compiled {
    /// What follows from `position`. One walk along each diagram: the cost is at most the number
    /// of its nodes, and far less where the position leaves little unknown.
    pub fn follow(&self, position: &Position, walk: &mut Walk) -> WhatFollows {
        if let Some(clash) = self.ruled_out(position, walk) {
            let nothing = |stance: &super::compile::CompiledStance| StanceAnswer {
                outcomes: OutcomeSet::EMPTY,
                rules: vec![Extent::Never; stance.rules.len()],
                overrides: stance.overrides.iter().map(|(over, _)| (*over, Extent::Never)).collect(),
            };
            return WhatFollows {
                ruled_out: Some(clash),
                stances: self.stances.iter().map(nothing).collect(),
                remarks: Vec::new(),
            };
        }
        let values = position.values();
        let stances = self.stances.iter().map(|stance| StanceAnswer {
            outcomes: OutcomeSet(self.diagrams.reach(stance.outcome, values, walk)),
            rules: stance.rules.iter().map(|rule| self.extent(*rule, values, walk)).collect(),
            overrides: {
                let extents = stance.overrides.iter();
                extents.map(|(over, node)| (*over, self.extent(*node, values, walk))).collect()
            },
        });
        let stances = stances.collect();
        let remarks = self.remarks.iter().enumerate();
        let remarks = remarks
            .filter(|(_, remark)| self.extent(**remark, values, walk) == Extent::Always)
            .map(|(index, _)| RemarkId::from(index))
            .collect();
        WhatFollows { ruled_out: None, stances, remarks }
    }

    /// What rules a position out, if anything does.
    pub fn ruled_out(&self, position: &Position, walk: &mut Walk) -> Option<Clash> {
        self.is_ruled_out(position.values(), walk).then(|| clash::smallest(self, position))
    }

    /// Whether no admissible world agrees with the values.
    pub fn is_ruled_out(&self, values: &[Option<Value>], walk: &mut Walk) -> bool {
        let possible = |node, walk: &mut Walk| self.diagrams.reach(node, values, walk) & 0b10 != 0;
        self.components.iter().any(|component| !possible(component.admissible, walk))
    }

    /// The outcomes of one stance, in a position that is not ruled out.
    pub fn outcomes(&self, stance: StanceId, values: &[Option<Value>], walk: &mut Walk) -> OutcomeSet {
        OutcomeSet(self.diagrams.reach(self.stances[stance.index()].outcome, values, walk))
    }

    /// In how many completions a diagram of truth holds, in a position that is not ruled out.
    pub fn extent(&self, node: Node, values: &[Option<Value>], walk: &mut Walk) -> Extent {
        match self.diagrams.reach(node, values, walk) & 0b11 {
            0b10 => Extent::Always,
            0b11 => Extent::Sometimes,
            _ => Extent::Never,
        }
    }
}
