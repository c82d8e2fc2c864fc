//! Random small scenarios, written as text, loaded and answered, beside a reference that was
//! written from the language's definition alone: it walks through every world.

mod reference;

use num_bigint::BigUint;
use proptest::prelude::*;
use reference::{Answer, Scenario, scenarios};
use std::collections::BTreeSet;
use whatif::language::load::load_texts;
use whatif::logic::compile::{Compiled, compile};
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
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

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
            prop_assert!(scenario.clashes(&constraints, &conditions, position.values()));
            prop_assert_eq!(clash.len(), scenario.smallest_clash(position.values()), "{}", scenario.text());
        }
    }

    #[test]
    fn the_order_of_the_conditions_does_not_matter(scenario in scenarios(), values in positions()) {
        // The same model under the least favourable bound either fails or answers the same.
        let (model, compiled) = load(&scenario);
        let position = supposed(&model, &values);
        let expected = compiled.follow(&position, &mut Walk::default());
        for most_nodes in [0, 10, 50] {
            if let Ok(small) = whatif::logic::compile::compile_within(&model, most_nodes) {
                prop_assert!(small.diagrams.len() <= most_nodes);
                prop_assert_eq!(small.follow(&position, &mut Walk::default()), expected.clone());
            }
        }
    }
}
