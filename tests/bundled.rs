//! The bundled scenarios: the paper's own position, and an audit that finds nothing.

use std::collections::BTreeMap;
use whatif::language::bundled;
use whatif::language::diagnostic::Severity;
use whatif::language::files::Disk;
use whatif::language::load::load;
use whatif::logic::compile::compile;
use whatif::logic::diagram::Walk;
use whatif::logic::model::StanceId;
use whatif::logic::position::Position;
use whatif::report::audit;

#[test]
fn the_baseline_is_the_papers() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let model = &library.model;
    let follows = compiled.follow(&Position::baseline(model), &mut Walk::default());
    let found: BTreeMap<&str, Vec<&str>> = model
        .stances
        .iter()
        .enumerate()
        .map(|(index, stance)| {
            let scale = model.scale_of(StanceId::from(index));
            let outcomes = follows.stances[index].outcomes.iter();
            (stance.id.as_str(), outcomes.map(|outcome| scale.outcome_id(outcome)).collect())
        })
        .collect();
    let expected = BTreeMap::from([
        ("campaign.focus", vec!["preferred"]),
        ("afghanistan.campaign", vec!["supports"]),
        ("philippines.strikes", vec!["no_problem"]),
        ("indonesia.strikes", vec!["no_problem"]),
        ("sudan.strikes", vec!["not_ruled_out"]),
        ("libya.strikes", vec!["not_ruled_out"]),
        ("iraq.overthrow", vec!["not_tolerated"]),
        ("iraq.regime_change", vec!["not_reconciled"]),
        ("iraq.pressure", vec!["moot"]),
        ("iran.intervention", vec!["no_compromise"]),
        ("iran.nervousness", vec!["rising"]),
        ("syria.intervention", vec!["no_compromise"]),
        ("partnership.alliance", vec!["alive"]),
        ("partnership.window", vec!["at_risk"]),
        ("partnership.joint_action", vec!["declarative", "silent"]),
        (
            "measures.cooperation",
            vec![
                "complete",
                "one_level",
                "partial_with_exchange",
                "partial_without_exchange",
                "none_in_place",
            ],
        ),
    ]);
    assert_eq!(found, expected);
}

#[test]
fn the_audit_finds_no_fault_and_every_expectation_comes_true() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let report = audit::audit(&library, &compiled);
    assert_eq!(report.count(Severity::Error), 0, "{}", report.render(false));
    assert!(library.expectations.len() >= 60, "{} expectations", library.expectations.len());
    assert!(library.expectations.iter().all(|expectation| !expectation.cite.is_empty()));
}

#[test]
fn every_claim_has_its_locator() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let model = &library.model;
    let cited = model.conditions.iter().map(|condition| (&condition.id, &condition.cite));
    let cited = cited.chain(model.facts.iter().map(|fact| (&fact.id, &fact.cite)));
    let cited = cited.chain(model.constraints.iter().map(|constraint| (&constraint.id, &constraint.cite)));
    let cited = cited.chain(model.overrides.iter().map(|over| (&over.id, &over.cite)));
    let cited = cited.chain(model.remarks.iter().map(|remark| (&remark.id, &remark.cite)));
    let rules = model.stances.iter().flat_map(|stance| &stance.rules);
    for (id, cite) in cited.chain(rules.map(|rule| (&rule.id, &rule.cite))) {
        assert!(!cite.is_empty(), "{id}");
    }
    let source = &library.sources[0];
    assert_eq!(source.sections.iter().map(|section| section.paragraphs.len()).sum::<usize>(), 24);
    let strands: Vec<Option<&str>> = source.record.iter().map(|entry| entry.strand.as_deref()).collect();
    assert_eq!(strands[..12], [None; 12], "the threat record");
    assert_eq!(strands[12..], [Some("the diplomacy of 2001"); 8]);
    assert!(source.record.iter().all(|entry| !entry.cite.is_empty()));
}

#[test]
fn every_scenario_loads_with_what_it_uses_alone() {
    for (name, _) in bundled::SCENARIOS {
        let library =
            load(&[(*name).to_owned()], &Disk).unwrap_or_else(|report| panic!("{}", report.render(false)));
        assert!(compile(&library.model).is_ok());
        assert_eq!(
            library.files.last().map(|file| file.name.as_str()),
            Some(*name),
            "what it uses stands before it"
        );
    }
}
