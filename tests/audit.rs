//! The audit: each finding from a scenario that has it, and nothing from one that has not.

use whatif::language::diagnostic::{Code, Diagnostic};
use whatif::language::load::load_texts;
use whatif::logic::compile::compile;
use whatif::report::audit::audit;

/// What the audit finds in a scenario with these parts.
fn diagnostics(parts: &str) -> Vec<Diagnostic> {
    let text = format!(
        r#"Scenario(title: "T", as_of: "", summary: "",
    scales: [Scale(id: "scale", label: "", values: [("good", ""), ("bad", "")])],
    {parts}
)"#
    );
    let library = load_texts(&[("t", &text)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let compiled = compile(&library.model).expect("small");
    audit(&library, &compiled).diagnostics
}

/// The same as `code: message`.
fn findings(parts: &str) -> Vec<String> {
    let found = diagnostics(parts).into_iter();
    found.map(|found| format!("{}: {}", found.code.word(), found.message)).collect()
}

const CONDITIONS: &str = r#"conditions: [
        YesNo(id: "a", label: "", baseline: "no", grounds: stated),
        YesNo(id: "b", label: "", baseline: "no", grounds: stated),
    ],"#;

fn stance(rules: &str) -> String {
    format!(
        r#"{CONDITIONS} stances: [Stance(id: "s", actor: "", toward: "", scale: "scale", rules: [{rules}])],"#
    )
}

fn rule(id: &str, when: &str, then: &str, over: &str) -> String {
    format!(
        r#"Rule(id: "{id}", when: "{when}", then: "{then}", over: [{over}], grounds: stated, because: ""),"#
    )
}

/// A stance in which nothing is amiss, and which both conditions move.
fn sound() -> String {
    stance(&[rule("r", "always", "bad", ""), rule("q", "a and b", "good", "\"r\"")].concat())
}

#[test]
fn a_sound_scenario_has_no_findings() {
    assert_eq!(findings(&sound()), [""; 0]);
}

#[test]
fn gaps_and_conflicts_come_with_a_smallest_witness() {
    assert_eq!(
        findings(&stance(&[rule("r", "a or b", "bad", ""), rule("q", "a", "good", "\"r\"")].concat())),
        ["gap: where `t.a` is `no` and `t.b` is `no`, no rule is in force for `t.s`"]
    );
    let found =
        findings(&stance(&[rule("r", "always", "bad", ""), rule("q", "a and b", "good", "")].concat()));
    assert_eq!(
        found[1..],
        ["conflict: where `t.a` is `yes` and `t.b` is `yes`, different things are said at once for `t.s`"]
    );
}

#[test]
fn a_conflict_names_what_disagrees_where_that_is_known() {
    let scales = r#"scales: ["scale"], grounds: stated, because: """#;
    let over = |id: &str, when: &str, then: &str| {
        format!(r#"Override(id: "{id}", when: "{when}", replaces: ["silent"], then: "{then}", {scales}),"#)
    };
    let table = [
        (
            stance(
                &[rule("r", "a", "bad", ""), rule("q", "b", "good", ""), rule("p", "always", "bad", "")]
                    .concat(),
            ),
            "`q` says `good` and `p` says `bad`; write `over: [\"q\"]` in `p` or the other way round, or let their guards exclude each other",
        ),
        (
            format!(
                "{} overrides: [{}{}],",
                stance(&rule("r", "always", "silent", "")),
                over("first", "a", "bad"),
                over("second", "a and b", "good")
            ),
            "`t.first` says `bad` and `t.second` says `good`; let their guards exclude each other",
        ),
        (
            // Two of the three disagree, which ones depends on the rest.
            stance(
                &[rule("r", "a", "bad", ""), rule("q", "not a", "bad", ""), rule("p", "b", "good", "")]
                    .concat(),
            ),
            "let one rule stand over the other, or let their guards exclude each other",
        ),
    ];
    for (parts, help) in table {
        let found = diagnostics(&parts);
        let conflict = found.iter().find(|found| found.code == Code::Conflict).expect("a conflict");
        assert_eq!(conflict.help, help, "{parts}");
    }
}

#[test]
fn dead_rules_and_hollow_guards_are_found() {
    let rules = [
        rule("r", "always", "bad", ""),
        rule("q", "a", "good", "\"r\""),
        rule("p", "a or b", "good", "\"r\""),
        rule("dead", "a", "bad", "\"r\""),
        rule("top", "a or (a and b)", "good", "\"dead\", \"r\""),
        rule("hollow", "a and not a", "bad", ""),
        rule("full", "a or not a", "bad", ""),
    ];
    let found = findings(&stance(&rules.concat()));
    for expected in [
        "dead-rule: the rule `t.s.dead` is never in force",
        "never-holds: the guard of `t.s.hollow` holds in no world",
        "always-holds: the guard of `t.s.full` holds in every world",
    ] {
        assert!(found.iter().any(|finding| finding == expected), "{expected}\n{found:#?}");
    }
}

#[test]
fn what_has_no_effect_is_found() {
    let table = [
        (
            r#"overrides: [Override(id: "o", when: "a", scales: ["scale"], replaces: ["silent"], then: "good", grounds: stated, because: "")],"#,
            "idle-override: the override `t.o` never replaces anything",
        ),
        (
            r#"constraints: [
                Constraint(id: "k", label: "", require: "a implies b"),
                Constraint(id: "l", label: "", require: "not a or b or a and b"),
            ],"#,
            "implied-constraint: the constraint `t.l` holds wherever `t.k` does",
        ),
    ];
    for (parts, expected) in table {
        let found = findings(&format!("{}{parts}", sound()));
        assert!(found.iter().any(|finding| finding == expected), "{expected}\n{found:#?}");
    }
}

#[test]
fn conditions_and_values_that_nothing_uses_are_found() {
    let found = findings(&stance(&rule("r", "a or not a or b", "bad", "")));
    for expected in [
        "idle-condition: `t.a` moves no stance",
        "idle-condition: `t.b` moves no stance",
        "unreached-value: no stance on `t.scale` ever is `good`",
    ] {
        assert!(found.iter().any(|finding| finding == expected), "{expected}\n{found:#?}");
    }
    let moving = sound().replacen("grounds: stated)", "grounds: stated, context: true)", 1);
    assert_eq!(findings(&moving), ["moving-context: `t.a` is declared context, and moves `t.s`"]);
}

#[test]
fn positions_that_cannot_be_are_found() {
    let baseline = format!(r#"{}constraints: [Constraint(id: "k", label: "K", require: "a")],"#, sound());
    assert!(findings(&baseline)[0].starts_with("ruled-out-baseline"), "{:?}", findings(&baseline));
    let nothing =
        format!(r#"{}constraints: [Constraint(id: "k", label: "K", require: "a and not a")],"#, sound());
    assert!(findings(&nothing)[0].starts_with("unsatisfiable-constraint"), "{:?}", findings(&nothing));
    let lesson = format!(
        r#"{}constraints: [Constraint(id: "k", label: "K", require: "not (a and b)")],
        lessons: [Lesson(id: "l", title: "", aim: "", steps: [
            Say("…"), Set({{"a": "yes"}}), Predict(stance: "s", ask: "?"), Reveal("s"),
            Discuss("Why?", notes: "Because."), Set({{"b": "yes"}}), Reset,
        ])],"#,
        sound()
    );
    assert!(
        findings(&lesson)
            .contains(&"ruled-out-lesson: at step 6 of `t.l` the position is ruled out".to_owned()),
        "{:?}",
        findings(&lesson)
    );
}
