//! Answers as JSON: full ids, counts as decimal strings, lists in the files' order.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::language::diagnostic::{Report, Severity};
use crate::language::library::Library;
use crate::logic::clash::Clash;
use crate::logic::follow::{Extent, WhatFollows};
use crate::logic::model::{Model, OutcomeSet, StanceId};
use crate::logic::position::Position;

/// A map in its own order.
#[derive(Clone, Debug)]
pub struct Pairs<'id, V>(pub Vec<(&'id str, V)>);

impl<V: Serialize> Serialize for Pairs<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// What clashes in a position that is ruled out.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RuledOut<'id> {
    constraints: Vec<&'id str>,
    conditions: Vec<&'id str>,
}

impl<'id> RuledOut<'id> {
    /// The ids of what clashes.
    pub fn new(model: &'id Model, clash: &Clash) -> Self {
        let constraints = clash.constraints.iter().map(|id| model.constraints[id.index()].id.as_str());
        let conditions = clash.conditions.iter().map(|id| model.conditions[id.index()].id.as_str());
        Self { constraints: constraints.collect(), conditions: conditions.collect() }
    }
}

#[derive(Clone, Debug, serde::Serialize)]
struct Extents<'id> {
    always: Vec<&'id str>,
    sometimes: Vec<&'id str>,
}

impl<'id> Extents<'id> {
    fn new(extents: &(impl Iterator<Item = (&'id str, Extent)> + Clone)) -> Self {
        let of =
            |extent| extents.clone().filter(move |(_, other)| *other == extent).map(|(id, _)| id).collect();
        Self { always: of(Extent::Always), sometimes: of(Extent::Sometimes) }
    }
}

#[derive(Clone, Debug, serde::Serialize)]
struct Stance<'id> {
    id: &'id str,
    outcomes: Vec<&'id str>,
    settled: bool,
    rules: Extents<'id>,
    overrides: Extents<'id>,
}

/// What follows from a position.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Evaluation<'id> {
    position: Pairs<'id, &'id str>,
    locked: Vec<&'id str>,
    ruled_out: Option<RuledOut<'id>>,
    worlds: String,
    stances: Vec<Stance<'id>>,
    remarks: Vec<&'id str>,
}

/// The ids of a stance's outcomes, in order.
pub fn outcome_ids(model: &Model, stance: StanceId, outcomes: OutcomeSet) -> Vec<&str> {
    let scale = model.scale_of(stance);
    outcomes.iter().map(|outcome| scale.outcome_id(outcome)).collect()
}

impl<'id> Evaluation<'id> {
    /// What follows from `position`, of which `worlds` admissible worlds are completions.
    pub fn new(library: &'id Library, position: &Position, follows: &WhatFollows, worlds: String) -> Self {
        let model = &library.model;
        let conditions = model.conditions.iter().zip(position.values());
        let position_pairs = conditions
            .map(|(condition, value)| (condition.id.as_str(), condition.value_id(*value)))
            .collect();
        let stances =
            model.stances.iter().zip(&follows.stances).enumerate().map(|(index, (stance, answer))| {
                let rules =
                    stance.rules.iter().zip(&answer.rules).map(|(rule, extent)| (rule.id.as_str(), *extent));
                let overrides = answer.overrides.iter();
                let overrides =
                    overrides.map(|(over, extent)| (model.overrides[over.index()].id.as_str(), *extent));
                Stance {
                    id: &stance.id,
                    outcomes: outcome_ids(model, StanceId::from(index), answer.outcomes),
                    settled: answer.outcomes.settled().is_some(),
                    rules: Extents::new(&rules),
                    overrides: Extents::new(&overrides),
                }
            });
        Self {
            position: Pairs(position_pairs),
            locked: position.locked().map(|id| model.conditions[id.index()].id.as_str()).collect(),
            ruled_out: follows.ruled_out.as_ref().map(|clash| RuledOut::new(model, clash)),
            worlds,
            stances: stances.collect(),
            remarks: follows.remarks.iter().map(|id| model.remarks[id.index()].id.as_str()).collect(),
        }
    }
}

#[derive(Clone, Debug, serde::Serialize)]
struct Finding<'text> {
    code: &'static str,
    severity: &'static str,
    file: &'text str,
    line: usize,
    column: usize,
    message: &'text str,
    help: &'text str,
}

/// What the audit found.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Findings<'text> {
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Finding<'text>>,
}

impl<'text> Findings<'text> {
    /// The report's diagnostics.
    pub fn new(report: &'text Report) -> Self {
        let places = report.lines_and_columns();
        let diagnostics = report.diagnostics.iter().zip(places).map(|(diagnostic, (line, column))| Finding {
            code: diagnostic.code.word(),
            severity: diagnostic.severity.word(),
            file: report.path(diagnostic),
            line,
            column,
            message: &diagnostic.message,
            help: &diagnostic.help,
        });
        Self {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            diagnostics: diagnostics.collect(),
        }
    }
}
