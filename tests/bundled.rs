//! The bundled scenarios: the paper's own position, and an audit that finds nothing.

use std::collections::{BTreeMap, BTreeSet};
use whatif::language::bundled;
use whatif::language::diagnostic::Severity;
use whatif::language::files::Disk;
use whatif::language::library::Library;
use whatif::language::load::{load, load_texts};
use whatif::logic::compile::compile;
use whatif::logic::diagram::Walk;
use whatif::logic::model::StanceId;
use whatif::logic::position::Position;
use whatif::report::audit;

#[test]
fn the_baseline_is_the_papers() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
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
    assert_eq!(baseline(&library), expected);
}

/// The outcomes of every stance at the baseline.
fn baseline(library: &Library) -> BTreeMap<&str, Vec<&str>> {
    let compiled = compile(&library.model).expect("it compiles");
    let model = &library.model;
    let follows = compiled.follow(&Position::baseline(model), &mut Walk::default());
    let stances = model.stances.iter().enumerate().map(|(index, stance)| {
        let scale = model.scale_of(StanceId::from(index));
        let outcomes = follows.stances[index].outcomes.iter();
        (stance.id.as_str(), outcomes.map(|outcome| scale.outcome_id(outcome)).collect())
    });
    stances.collect()
}

#[test]
fn the_audit_finds_no_fault_and_every_expectation_comes_true() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let report = audit::audit(&library, &compiled);
    assert_eq!(report.count(Severity::Error), 0, "{}", report.render(false));
    assert!(library.expectations.len() >= 60, "{} expectations", library.expectations.len());
}

fn assert_every_claim_is_cited(library: &Library) {
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
    assert!(library.sources.iter().flat_map(|source| &source.record).all(|entry| !entry.cite.is_empty()));
    assert!(library.expectations.iter().all(|expectation| !expectation.cite.is_empty()));
}

#[test]
fn every_claim_has_its_locator() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    assert_every_claim_is_cited(&library);
    let source = &library.sources[0];
    assert_eq!(source.sections.iter().map(|section| section.paragraphs.len()).sum::<usize>(), 24);
    let strands: Vec<Option<&str>> = source.record.iter().map(|entry| entry.strand.as_deref()).collect();
    assert_eq!(strands[..12], [None; 12], "the threat record");
    assert_eq!(strands[12..], [Some("the diplomacy of 2001"); 8]);
}

#[test]
fn every_scenario_loads_with_what_it_uses_alone() {
    for name in bundled::names() {
        let library =
            load(&[name.to_owned()], &Disk).unwrap_or_else(|report| panic!("{}", report.render(false)));
        assert!(compile(&library.model).is_ok());
        assert_eq!(
            library.files.last().map(|file| file.name.as_str()),
            Some(name),
            "what it uses stands before it"
        );
    }
}

#[test]
fn the_example_is_loaded_only_where_it_is_named() {
    let whole = load(&[], &Disk).expect("the bundled scenarios load");
    for (name, _) in bundled::EXAMPLES {
        assert!(whole.files.iter().all(|file| file.name != *name), "{name} is not the paper's");
        assert!(bundled::SCENARIOS.iter().all(|(other, _)| other != name));
    }
    let own = r#"Scenario(title: "T", as_of: "", summary: "", uses: ["boarding"],
        remarks: [Remark(id: "fire", when: "boarding.in_distress", text: "It burns.")])"#;
    let library = load_texts(&[("own", own)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let names: Vec<&str> = library.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["boarding", "own"]);
    // It stands alone: neither scales nor sources of the paper come along.
    let library = load(&["boarding".to_owned()], &Disk).expect("an example");
    assert_eq!(library.files.len(), 1);
    let sources: Vec<&str> = library.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(sources, ["whose_deck"]);
}

#[test]
fn the_example_shows_authors_every_part_without_a_fault() {
    let library = load(&["boarding".to_owned()], &Disk).expect("an example");
    let report = audit::audit(&library, &compile(&library.model).expect("it compiles"));
    assert!(report.diagnostics.is_empty(), "{}", report.render(false));
    assert_every_claim_is_cited(&library);
    assert_eq!(
        baseline(&library),
        BTreeMap::from([
            ("boarding.mid_ocean", vec!["hail"]),
            ("boarding.outer_belt", vec!["hail"]),
            ("boarding.foreign_waters", vec!["barred"]),
            ("boarding.harbour", vec!["papers"]),
            ("boarding.aboard", vec!["nothing"]),
        ])
    );
    let model = &library.model;
    assert!(model.stances.iter().all(|stance| stance.place.is_some()), "the map has all of them");
    assert!(model.scales.len() >= 2 && model.constraints.len() >= 2 && model.overrides.len() >= 3);
    assert!(library.expectations.len() >= 10 && library.lessons.len() >= 2);
    let source = &library.sources[0];
    assert!(source.note.starts_with("A made-up paper"), "{}", source.note);
    let firmness: BTreeSet<&str> = source.record.iter().map(|entry| entry.firmness.word()).collect();
    assert_eq!(firmness, BTreeSet::from(["asserted", "assessed", "claimed", "reported", "rumoured"]));
}
