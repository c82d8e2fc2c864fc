//! Random small scenarios, written as text, loaded and answered, beside a reference that was
//! written from the language's definition alone: it walks through every world.

mod reference;

use num_bigint::BigUint;
use proptest::prelude::*;
use reference::{Answer, Scenario, scenarios};
use std::collections::BTreeSet;
use whatif::language::load::load_texts;
use whatif::logic::compile::{Compiled, compile, compile_in_order};
use whatif::logic::diagram::Walk;
use whatif::logic::follow::{Extent, WhatFollows};
use whatif::logic::model::{ConditionId, Model, StanceId};
use whatif::logic::position::Position;

/// For each condition a value or unknown.
fn positions() -> impl Strategy<Value = Vec<Option<u8>>> {
    prop::collection::vec(prop::option::of(0_u8..6), reference::CONDITIONS)
}

fn supposed(model: &Model, values: &[Option<u8>]) -> Position {
    let mut position = Position::baseline(model);
    for (index, value) in values.iter().enumerate() {
        let options = model.conditions[index].options.len() as u8;
        position.suppose(ConditionId::from(index), value.map(|value| value % options));
    }
    position
}

/// The program's answer in the reference's terms.
fn answer(model: &Model, compiled: &Compiled, follows: &WhatFollows, position: &Position) -> Answer {
    let outcomes = |(index, answer): (usize, &whatif::logic::follow::StanceAnswer)| -> BTreeSet<String> {
        let scale = model.scale_of(StanceId::from(index));
        answer.outcomes.iter().map(|outcome| scale.outcome_id(outcome).to_owned()).collect()
    };
    let extent = |extent: Extent| match extent {
        Extent::Never => 0,
        Extent::Sometimes => 1,
        Extent::Always => 2,
    };
    Answer {
        worlds: compiled.worlds(position.values()),
        outcomes: follows.stances.iter().enumerate().map(outcomes).collect(),
        rules: follows
            .stances
            .iter()
            .map(|stance| stance.rules.iter().map(|rule| extent(*rule)).collect())
            .collect(),
        overrides: follows
            .stances
            .iter()
            .map(|stance| stance.overrides.iter().map(|(over, how)| (over.index(), extent(*how))).collect())
            .collect(),
        remarks: follows.remarks.iter().map(|remark| remark.index()).collect(),
    }
}

fn load(scenario: &Scenario) -> (Model, Compiled) {
    let text = scenario.text();
    let library =
        load_texts(&[("world", &text)]).unwrap_or_else(|report| panic!("{}\n{text}", report.render(false)));
    let compiled = compile(&library.model).expect("small models fit");
    (library.model, compiled)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_follows_is_what_every_world_says(scenario in scenarios(), all in prop::collection::vec(positions(), 6)) {
        let (model, compiled) = load(&scenario);
        let mut walk = Walk::default();
        for values in all {
            let position = supposed(&model, &values);
            let follows = compiled.follow(&position, &mut walk);
            let expected = scenario.answer(position.values());
            prop_assert_eq!(follows.ruled_out.is_some(), expected.worlds == BigUint::ZERO);
            prop_assert_eq!(answer(&model, &compiled, &follows, &position), expected, "{}", scenario.text());
        }
    }

    #[test]
    fn a_position_that_is_ruled_out_names_a_smallest_clash(scenario in scenarios(), values in positions()) {
        let (model, compiled) = load(&scenario);
        let position = supposed(&model, &values);
        let follows = compiled.follow(&position, &mut Walk::default());
        if let Some(clash) = follows.ruled_out {
            let constraints: Vec<usize> = clash.constraints.iter().map(|id| id.index()).collect();
            let conditions: Vec<usize> = clash.conditions.iter().map(|id| id.index()).collect();
            prop_assert!(clash.is_smallest);
            prop_assert!(scenario.clashes(&constraints, &conditions, position.values()));
            prop_assert_eq!(clash.len(), scenario.smallest_clash(position.values()), "{}", scenario.text());
        }
    }

    #[test]
    fn reasons_are_all_minimal_sets_that_settle(scenario in scenarios(), values in positions()) {
        let (model, compiled) = load(&scenario);
        let position = supposed(&model, &values);
        let follows = compiled.follow(&position, &mut Walk::default());
        for (index, answer) in follows.stances.iter().enumerate() {
            if let Some(outcome) = answer.outcomes.settled() {
                let found = compiled.reasons(index.into(), outcome, position.values(), usize::MAX).expect("small");
                let found: Vec<Vec<usize>> =
                    found.reasons.iter().map(|reason| reason.iter().map(|id| id.index()).collect()).collect();
                prop_assert_eq!(found, scenario.reasons(index, position.values()), "{}", scenario.text());
            }
        }
    }

    #[test]
    fn ways_are_all_minimal_sets_of_changes_that_lead_there(
        scenario in scenarios(),
        values in positions(),
        locked in prop::collection::vec(prop::bool::weighted(0.2), reference::CONDITIONS),
        vary_readings: bool,
        target in 0_usize..4,
    ) {
        let (model, compiled) = load(&scenario);
        let mut position = supposed(&model, &values);
        for (index, locked) in locked.iter().enumerate() {
            position.lock(ConditionId::from(index), *locked);
        }
        let stance = StanceId(2);
        let outcome = model.scale_of(stance).outcome(reference::value(target)).expect("on the scale");
        let found = compiled.ways(&model, stance, outcome, &position, vary_readings, usize::MAX).expect("small");
        let expected = scenario.ways(2, target, position.values(), &locked, vary_readings);
        let ways: Vec<Vec<(usize, u8)>> =
            found.ways.iter().map(|way| way.iter().map(|(id, value)| (id.index(), *value)).collect()).collect();
        prop_assert_eq!(&ways, &expected, "{}", scenario.text());
        if expected.is_empty() && !found.blocked_by.is_empty() {
            let released: Vec<bool> = locked
                .iter()
                .enumerate()
                .map(|(index, locked)| *locked && !found.blocked_by.contains(&ConditionId::from(index)))
                .collect();
            prop_assert!(!scenario.ways(2, target, position.values(), &released, vary_readings).is_empty());
        }
        if let Some(first) = expected.first() {
            let (cut, more) = (1, expected.len() > 1);
            let cut = compiled.ways(&model, stance, outcome, &position, vary_readings, cut).expect("small");
            prop_assert_eq!(cut.ways[0].len(), first.len());
            prop_assert_eq!(cut.more, more, "a cut list says so");
        }
    }

    #[test]
    fn what_matters_is_every_single_change_that_alters_the_outcomes(scenario in scenarios(), values in positions()) {
        let (model, compiled) = load(&scenario);
        let position = supposed(&model, &values);
        for stance in 0..model.stances.len() {
            let changes = compiled.matters(stance.into(), &position, &mut Walk::default());
            let scale = model.scale_of(stance.into());
            let found: Vec<(usize, u8, BTreeSet<String>)> = changes
                .iter()
                .map(|change| {
                    let ids = change.outcomes.iter().map(|outcome| scale.outcome_id(outcome).to_owned());
                    (change.condition.index(), change.value, ids.collect())
                })
                .collect();
            prop_assert_eq!(found, scenario.matters(stance, position.values()), "{}", scenario.text());
        }
    }

    #[test]
    fn counts_tables_and_influence_are_those_of_all_worlds(
        scenario in scenarios(),
        values in positions(),
        locked in prop::collection::vec(prop::bool::weighted(0.2), reference::CONDITIONS),
    ) {
        let (model, compiled) = load(&scenario);
        let mut position = supposed(&model, &values);
        for (index, locked) in locked.iter().enumerate() {
            position.lock(ConditionId::from(index), *locked);
        }
        let bound: Vec<Option<u8>> =
            locked.iter().zip(position.values()).map(|(locked, value)| value.filter(|_| *locked)).collect();
        for stance in 0..model.stances.len() {
            let cone: Vec<usize> =
                compiled.stances[stance].cone.iter().map(ConditionId::index).collect();
            let scale = model.scale_of(stance.into());
            let coverage = compiled.coverage(stance.into(), &position);
            let counted: Vec<(String, BigUint)> = coverage
                .outcomes
                .iter()
                .map(|(outcome, number)| (scale.outcome_id(*outcome).to_owned(), number.clone()))
                .collect();
            let mut expected = scenario.coverage(stance, &cone, &bound);
            expected.sort_by_key(|(id, _)| reference::rank(id));
            prop_assert_eq!(&counted, &expected, "{}", scenario.text());
            for influence in compiled.influence(stance.into(), &position).expect("small") {
                let expected = scenario.pivotal(stance, influence.condition.index(), &cone, &bound);
                prop_assert_eq!(influence.pivotal, expected, "{}", scenario.text());
            }
            let table = compiled.table(stance.into(), &position, usize::MAX);
            prop_assert!(!table.more);
            for world in scenario.admissible(&cone, &bound) {
                let world_values: Vec<Option<u8>> = world.iter().map(|value| Some(*value as u8)).collect();
                let rows: Vec<_> = table.rows.iter().filter(|row| row.admits(&world_values)).collect();
                prop_assert_eq!(rows.len(), 1, "rows are disjoint and cover every world: {}", scenario.text());
                prop_assert_eq!(scale.outcome_id(rows[0].outcome), scenario.outcome(stance, &world));
            }
            let all: BigUint = table.rows.iter().map(|row| &row.worlds).sum();
            prop_assert_eq!(all, coverage.worlds);
        }
    }

    #[test]
    fn the_order_in_which_conditions_are_asked_for_changes_no_answer(
        scenario in scenarios(),
        values in positions(),
        order in Just((0..reference::CONDITIONS).map(ConditionId::from).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let (model, compiled) = load(&scenario);
        let position = supposed(&model, &values);
        let expected = compiled.follow(&position, &mut Walk::default());
        let other = compile_in_order(&model, &order, 100_000).expect("small models fit");
        prop_assert_eq!(other.follow(&position, &mut Walk::default()), expected, "{:?}\n{}", order, scenario.text());
        prop_assert_eq!(other.worlds(position.values()), compiled.worlds(position.values()));
    }
}
