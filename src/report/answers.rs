//! Answers to the questions about one stance as JSON.

use serde::Serialize;

use super::json::{Pairs, outcome_ids};
use super::sentences::guard;
use crate::logic::coverage::{Coverage, Influence};
use crate::logic::follow::Extent;
use crate::logic::model::{ConditionId, Model, Outcome, StanceId, Value};
use crate::logic::position::Position;
use crate::logic::reach::{Change, Way, Ways};
use crate::logic::reason::{Obstacle, Reasons, parts};
use crate::logic::table::Table;

fn condition_id(model: &Model, condition: ConditionId) -> &str {
    &model.conditions[condition.index()].id
}

fn value_id(model: &Model, condition: ConditionId, value: Value) -> &str {
    model.conditions[condition.index()].value_id(Some(value))
}

/// Why a stance is where it is.
#[derive(Clone, Debug, Serialize)]
pub struct Why<'id> {
    stance: &'id str,
    outcome: &'id str,
    reasons: Vec<Pairs<'id, &'id str>>,
    more: bool,
}

impl<'id> Why<'id> {
    /// The reasons, each with the values that the position assumes.
    pub fn new(model: &'id Model, stance: StanceId, position: &Position, reasons: &Reasons) -> Self {
        let pairs = |reason: &Vec<ConditionId>| {
            let pairs = reason.iter().map(|condition| {
                let value = position.value(*condition);
                (condition_id(model, *condition), model.conditions[condition.index()].value_id(value))
            });
            Pairs(pairs.collect())
        };
        Self {
            stance: &model.stances[stance.index()].id,
            outcome: model.scale_of(stance).outcome_id(reasons.outcome),
            reasons: reasons.reasons.iter().map(pairs).collect(),
            more: reasons.more,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct RuleNot<'id> {
    id: &'id str,
    applicable: &'static str,
    failing: Vec<String>,
    overruled_by: Vec<&'id str>,
    overridden_by: Vec<&'id str>,
}

/// Why a stance does not have a value.
#[derive(Clone, Debug, Serialize)]
pub struct WhyNot<'id> {
    stance: &'id str,
    value: &'id str,
    rules: Vec<RuleNot<'id>>,
    ways: Vec<Pairs<'id, &'id str>>,
    more: bool,
}

impl<'id> WhyNot<'id> {
    /// What keeps each rule that says the value from deciding, and the ways there.
    pub fn new(
        model: &'id Model,
        stance: StanceId,
        value: Outcome,
        obstacles: &[Obstacle],
        ways: &Ways,
    ) -> Self {
        let rules = &model.stances[stance.index()].rules;
        let rule = |obstacle: &Obstacle| {
            let rule = &rules[obstacle.rule];
            let parts = parts(&rule.when);
            RuleNot {
                id: &rule.id,
                applicable: match obstacle.applicable {
                    Extent::Never => "never",
                    Extent::Sometimes => "sometimes",
                    Extent::Always => "always",
                },
                failing: obstacle.failing.iter().map(|part| guard(model, parts[*part])).collect(),
                overruled_by: obstacle.overruled_by.iter().map(|rule| rules[*rule].id.as_str()).collect(),
                overridden_by: obstacle
                    .overridden_by
                    .iter()
                    .map(|over| model.overrides[over.index()].id.as_str())
                    .collect(),
            }
        };
        let Reach { ways, more, stance, value, .. } = Reach::new(model, stance, value, ways);
        Self { stance, value, rules: obstacles.iter().map(rule).collect(), ways, more }
    }
}

/// What it would take.
#[derive(Clone, Debug, Serialize)]
pub struct Reach<'id> {
    stance: &'id str,
    value: &'id str,
    attainable: bool,
    ways: Vec<Pairs<'id, &'id str>>,
    more: bool,
    blocked_by: Vec<&'id str>,
}

impl<'id> Reach<'id> {
    /// The ways.
    pub fn new(model: &'id Model, stance: StanceId, value: Outcome, ways: &Ways) -> Self {
        let pairs = |way: &Way| {
            Pairs(
                way.iter()
                    .map(|(id, value)| (condition_id(model, *id), value_id(model, *id, *value)))
                    .collect(),
            )
        };
        Self {
            stance: &model.stances[stance.index()].id,
            value: model.scale_of(stance).outcome_id(value),
            attainable: ways.attainable,
            ways: ways.ways.iter().map(pairs).collect(),
            more: ways.more,
            blocked_by: ways.blocked_by.iter().map(|id| condition_id(model, *id)).collect(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct SingleChange<'id> {
    condition: &'id str,
    value: &'id str,
    outcomes: Vec<&'id str>,
}

/// What matters now.
#[derive(Clone, Debug, Serialize)]
pub struct Matters<'id> {
    stance: &'id str,
    outcomes: Vec<&'id str>,
    changes: Vec<SingleChange<'id>>,
}

impl<'id> Matters<'id> {
    /// The single changes that alter the present outcomes.
    pub fn new(
        model: &'id Model,
        stance: StanceId,
        now: crate::logic::model::OutcomeSet,
        changes: &[Change],
    ) -> Self {
        let single = |change: &Change| SingleChange {
            condition: condition_id(model, change.condition),
            value: value_id(model, change.condition, change.value),
            outcomes: outcome_ids(model, stance, change.outcomes),
        };
        Self {
            stance: &model.stances[stance.index()].id,
            outcomes: outcome_ids(model, stance, now),
            changes: changes.iter().map(single).collect(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct Pivotal {
    pivotal: String,
    of: String,
}

/// How many worlds have which outcome, and in how many a condition makes a difference.
#[derive(Clone, Debug, Serialize)]
pub struct Covered<'id> {
    stance: &'id str,
    worlds: String,
    outcomes: Pairs<'id, String>,
    influence: Pairs<'id, Pivotal>,
}

impl<'id> Covered<'id> {
    /// The counts as decimal strings.
    pub fn new(model: &'id Model, stance: StanceId, coverage: &Coverage, influence: &[Influence]) -> Self {
        let scale = model.scale_of(stance);
        let outcomes = coverage.outcomes.iter();
        let pivotal = |influence: &Influence| {
            let counts = Pivotal { pivotal: influence.pivotal.to_string(), of: coverage.worlds.to_string() };
            (condition_id(model, influence.condition), counts)
        };
        Self {
            stance: &model.stances[stance.index()].id,
            worlds: coverage.worlds.to_string(),
            outcomes: Pairs(
                outcomes.map(|(outcome, number)| (scale.outcome_id(*outcome), number.to_string())).collect(),
            ),
            influence: Pairs(influence.iter().map(pivotal).collect()),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct TableRow<'id> {
    when: Pairs<'id, Vec<&'id str>>,
    outcome: &'id str,
    worlds: String,
}

/// A decision table.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the fields are the contract's names")]
pub struct Rows<'id> {
    stance: &'id str,
    conditions: Vec<&'id str>,
    rows: Vec<TableRow<'id>>,
    /// Given where the table is cut.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    more: bool,
}

impl<'id> Rows<'id> {
    /// The rows.
    pub fn new(model: &'id Model, stance: StanceId, table: &Table) -> Self {
        let scale = model.scale_of(stance);
        let row = |row: &crate::logic::table::Row| {
            let when = row.when.iter().map(|(id, set)| {
                let options = model.conditions[id.index()].options.iter().enumerate();
                let inside = options.filter(|(value, _)| set.contains(*value as Value));
                (condition_id(model, *id), inside.map(|(_, option)| option.id.as_str()).collect())
            });
            TableRow {
                when: Pairs(when.collect()),
                outcome: scale.outcome_id(row.outcome),
                worlds: row.worlds.to_string(),
            }
        };
        Self {
            stance: &model.stances[stance.index()].id,
            conditions: table.conditions.iter().map(|id| condition_id(model, *id)).collect(),
            rows: table.rows.iter().map(row).collect(),
            more: table.more,
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct DifferingCondition<'id> {
    id: &'id str,
    left: &'id str,
    right: &'id str,
}

#[derive(Clone, Debug, Serialize)]
struct DifferingStance<'id> {
    id: &'id str,
    left: Vec<&'id str>,
    right: Vec<&'id str>,
}

/// Two positions beside one another.
#[derive(Clone, Debug, Serialize)]
pub struct Compared<'id> {
    conditions: Vec<DifferingCondition<'id>>,
    stances: Vec<DifferingStance<'id>>,
}

impl<'id> Compared<'id> {
    /// What differs between the left and the right position.
    pub fn new(model: &'id Model, differences: &crate::logic::compare::Differences) -> Self {
        let value = |id: ConditionId, value| model.conditions[id.index()].value_id(value);
        Self {
            conditions: differences
                .conditions
                .iter()
                .map(|(id, left, right)| DifferingCondition {
                    id: condition_id(model, *id),
                    left: value(*id, *left),
                    right: value(*id, *right),
                })
                .collect(),
            stances: differences
                .stances
                .iter()
                .map(|(id, left, right)| DifferingStance {
                    id: &model.stances[id.index()].id,
                    left: outcome_ids(model, *id, *left),
                    right: outcome_ids(model, *id, *right),
                })
                .collect(),
        }
    }
}
