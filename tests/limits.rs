//! The limits that the program promises: what is within them works, and what is beyond is refused
//! in words, in reasonable time.

use std::fmt::Write;
use whatif::language::library::Library;
use whatif::language::load::load_texts;
use whatif::logic::compile::{compile, compile_within};
use whatif::logic::diagram::Walk;
use whatif::logic::model::{Outcome, StanceId};
use whatif::logic::position::Position;

/// A scenario with one stance, which is `high` where the guard holds and `low` elsewhere.
fn scenario(conditions: usize, guard: &str, constraints: &str) -> String {
    let mut text = String::from("Scenario(title: \"L\", as_of: \"\", summary: \"\", conditions: [\n");
    for index in 0..conditions {
        let _ = writeln!(
            text,
            "YesNo(id: \"c{index}\", label: \"C{index}\", baseline: \"no\", grounds: stated),"
        );
    }
    let _ = write!(
        text,
        r#"], scales: [Scale(id: "scale", label: "", values: [("low", ""), ("high", "")])],
        constraints: [{constraints}],
        stances: [Stance(id: "s", actor: "", toward: "", scale: "scale", rules: [
            Rule(id: "low", when: "always", then: "low", grounds: stated, because: ""),
            Rule(id: "high", when: "{guard}", then: "high", over: ["low"], grounds: stated, because: ""),
        ])])"#
    );
    text
}

fn load(text: &str) -> Library {
    load_texts(&[("l", text)]).unwrap_or_else(|report| panic!("{}", report.render(false)))
}

fn names(number: usize, between: &str) -> String {
    (0..number).map(|index| format!("c{index}")).collect::<Vec<_>>().join(between)
}

#[test]
fn a_guard_may_name_every_condition_that_a_library_may_hold() {
    let most = 4096;
    let guards =
        [names(most, " or "), names(most, " and "), format!("at least 2 of ({})", names(most, ", "))];
    for guard in guards {
        let library = load(&scenario(most, &guard, ""));
        let compiled = compile(&library.model).expect("a long guard is a small diagram");
        let follows = compiled.follow(&Position::baseline(&library.model), &mut Walk::default());
        assert_eq!(follows.stances[0].outcomes.settled(), Some(Outcome::value(0)));
    }
    let counted = format!("at least 150 of ({})", names(300, ", "));
    assert!(compile(&load(&scenario(300, &counted, "")).model).is_ok());
}

#[test]
fn one_condition_more_is_refused() {
    let report = load_texts(&[("l", &scenario(4097, "c0", ""))]).expect_err("too many");
    assert!(report.render(false).contains("a library may hold at most 4096"));
}

#[test]
fn as_many_options_and_values_as_promised() {
    let pairs = |number: usize| {
        (0..number).map(|index| format!("(\"v{index}\", \"\")")).collect::<Vec<_>>().join(", ")
    };
    let text = |options: usize, values: usize| {
        format!(
            r#"Scenario(title: "L", as_of: "", summary: "",
            scales: [Scale(id: "scale", label: "", values: [{}])],
            conditions: [Choice(id: "c", label: "", options: [{}], baseline: "unknown", grounds: stated)],
            stances: [Stance(id: "s", actor: "", toward: "", scale: "scale", rules: [
                Rule(id: "r", when: "always", then: "v60", grounds: stated, because: ""),
                Rule(id: "q", when: "c is v63", then: "v0", over: ["r"], grounds: stated, because: ""),
            ])])"#,
            pairs(values),
            pairs(options)
        )
    };
    let library = load(&text(64, 61));
    let compiled = compile(&library.model).expect("small");
    let position = Position::baseline(&library.model);
    let follows = compiled.follow(&position, &mut Walk::default());
    assert_eq!(
        follows.stances[0].outcomes.iter().collect::<Vec<_>>(),
        [Outcome::value(0), Outcome::value(60)]
    );
    let ways =
        compiled.ways(&library.model, StanceId(0), Outcome::value(0), &position, false, 64).expect("small");
    assert_eq!(ways.ways.len(), 1);
    for (options, values, words) in [(65, 61, "at most 64"), (64, 62, "at most 61")] {
        let report = load_texts(&[("l", &text(options, values))]).expect_err("too many");
        assert!(report.render(false).contains(words), "{}", report.render(false));
    }
}

/// Clauses that tie conditions from everywhere together, so that no order keeps their diagram small.
fn intertwined(bits: usize) -> String {
    let clause = |index: usize| {
        let at = |step: usize| (index * step + step * step) % bits;
        format!(
            "(c{} or not c{} or c{}) and (not c{} or c{} or not c{})",
            at(7),
            at(11),
            at(13),
            at(17),
            at(19),
            at(23)
        )
    };
    (0..bits * 2).map(clause).collect::<Vec<_>>().join(" and ")
}

#[test]
fn what_is_too_intertwined_is_refused_in_good_time() {
    let library = load(&scenario(97, &intertwined(97), ""));
    let started = std::time::Instant::now();
    assert!(compile_within(&library.model, 20_000).is_err(), "it does not fit");
    assert!(started.elapsed().as_secs() < 20, "and that is found out soon");
}

#[test]
fn a_clash_that_is_hard_to_minimise_is_still_named() {
    let constraint =
        format!(r#"Constraint(id: "k", label: "K", require: "at least 12 of ({})")"#, names(24, ", "));
    let library = load(&scenario(24, "c0", &constraint));
    let compiled = compile(&library.model).expect("small");
    let position = Position::baseline(&library.model);
    let clash = compiled.follow(&position, &mut Walk::default()).ruled_out.expect("it is ruled out");
    // Thirteen of twenty-four must be no for it to fail; which thirteen does not matter.
    assert_eq!((clash.constraints.len(), clash.conditions.len()), (1, 13));
    assert!(!clash.is_smallest, "the search gave up, and says so");
}

/// Items of a list, made from their numbers.
fn items(number: usize, item: impl Fn(usize) -> String) -> String {
    (0..number).map(item).collect::<Vec<_>>().join(",\n")
}

#[test]
fn files_beyond_all_bounds_are_refused_in_good_time() {
    let condition = r#"YesNo(id: "c", label: "", baseline: "no", grounds: stated)"#;
    let scale = r#"scales: [Scale(id: "scale", label: "", values: [("v", "")])]"#;
    let stances = |number| {
        items(number, |index| {
            format!(r#"Stance(id: "s{index}", actor: "", toward: "", scale: "scale", rules: [])"#)
        })
    };
    let over = |scales: &str| {
        format!(r#"when: "c", scales: [{scales}], replaces: ["v"], then: "v", grounds: stated, because: "")"#)
    };
    let table = [
        (
            "options that are compared with one another",
            format!(
                r#"conditions: [Choice(id: "c", label: "", options: [{}], baseline: "unknown", grounds: stated)]"#,
                items(150_000, |index| format!(r#"("o{index}", "")"#))
            ),
            "at most 64",
        ),
        (
            "misspelt names that are compared with right ones",
            format!(
                "facts: [{}]",
                items(15_000, |index| format!(
                    r#"Fact(id: "number_{index}", label: "", when: "numbr_{index}_x")"#
                ))
            ),
            "there is no condition, fact or stance `numbr_0_x` in this file",
        ),
        (
            "names that are longer than any word",
            format!(
                r#"facts: [Fact(id: "{}", label: "", when: "{}")]"#,
                "a".repeat(1_000_000),
                "a".repeat(1_000_001)
            ),
            "there is no condition, fact or stance `aaaa",
        ),
        (
            "files that are looked for",
            format!("uses: [{}]", items(200_000, |index| format!(r#""no_file_{index}""#))),
            "a file may use at most 256",
        ),
        (
            "stances that are replaced over and over",
            format!(
                "conditions: [{condition}], {scale}, stances: [{}], overrides: [{}]",
                stances(15_000),
                items(15_000, |index| format!(r#"Override(id: "o{index}", {}"#, over("\"scale\"")))
            ),
            "all overrides together replace values of 225000000 stances",
        ),
        (
            "scales that are named over and over",
            format!(
                r#"conditions: [{condition}], {scale}, overrides: [Override(id: "o", {}]"#,
                over(&items(200_000, |_| "\"scale\"".to_owned()))
            ),
            "may name at most 4096 scales",
        ),
        (
            "overrides with long lists that do not match",
            format!(
                "conditions: [{condition}], scales: [{}], overrides: [{}]",
                items(4000, |index| format!(r#"Scale(id: "s{index}", label: "", values: [("v", "")])"#)),
                items(40, |index| format!(
                    r#"Override(id: "o{index}", when: "c", scales: [{}], replaces: [{}], then: "v",
                    grounds: stated, because: "")"#,
                    items(4000, |index| format!("\"s{index}\"")),
                    items(4000, |index| format!("\"other_{index}\"")),
                ))
            ),
            "no scale of this override has a value `other_0`",
        ),
        (
            "faults on one long line",
            format!("facts: [Fact(id: \"f\", label: \"\", when: \"{}\")]", names(200_000, " and ")),
            "there is no condition, fact or stance `c0` in this file",
        ),
    ];
    for (what, fields, words) in table {
        let text = format!("Scenario(title: \"L\", as_of: \"\", summary: \"\", {fields})");
        assert!(text.len() < whatif::language::files::MOST_BYTES, "{what}");
        let started = std::time::Instant::now();
        let report = load_texts(&[("l", &text)]).expect_err("it is refused");
        let rendered = report.render(false);
        assert!(rendered.contains(words), "{what}: {}", rendered.chars().take(2000).collect::<String>());
        assert!(rendered.len() < 1 << 20, "{what}: {} bytes of report", rendered.len());
        assert_eq!(report.lines_and_columns().count(), report.diagnostics.len());
        assert!(started.elapsed().as_secs() < 20, "{what} took {:?}", started.elapsed());
    }
}

#[test]
fn an_override_may_name_every_value_of_its_scales() {
    let scale = |name: &str, number| {
        let values = items(number, |index| format!(r#"("{name}{index}", "")"#));
        format!(r#"Scale(id: "{name}", label: "", values: [("same", ""), {values}])"#)
    };
    let stance = |name: &str| {
        format!(
            r#"Stance(id: "on_{name}", actor: "", toward: "", scale: "{name}", rules: [
                Rule(id: "r", when: "always", then: "{name}34", grounds: stated, because: "")])"#
        )
    };
    let replaces = ["x", "y"].map(|name| items(35, |index| format!("\"{name}{index}\"")));
    let load = |then: &str, more: &str| {
        load_texts(&[(
            "l",
            &format!(
                r#"Scenario(title: "L", as_of: "", summary: "", scales: [{}, {}], stances: [{}, {}],
                overrides: [Override(id: "o", when: "always", scales: ["x", "y", "x"],
                    replaces: [{}, {more}], then: "{then}", grounds: stated, because: "")])"#,
                scale("x", 35),
                scale("y", 60),
                stance("y"),
                stance("x"),
                replaces.join(", ")
            ),
        )])
    };
    let library = load("same", "").unwrap_or_else(|report| panic!("{}", report.render(false)));
    let compiled = compile(&library.model).expect("small");
    let follows = compiled.follow(&Position::baseline(&library.model), &mut Walk::default());
    for stance in &follows.stances {
        assert_eq!(stance.outcomes.settled(), Some(Outcome::value(0)));
    }
    let reached: Vec<usize> =
        library.model.overrides[0].replaces.iter().map(|reached| reached.stance.index()).collect();
    assert_eq!(reached, [0, 1], "each once, in the files' order");
    let report = load("same", "\"z35\"").expect_err("on no scale");
    assert!(report.render(false).contains("no scale of this override has a value `z35`"));
    let report = load("same", &items(4096, |_| "\"same\"".to_owned())).expect_err("too many");
    assert!(
        report.render(false).contains("an override that replaces 4166 values"),
        "{}",
        report.render(false)
    );
}

#[test]
fn what_is_too_much_for_a_library_is_reported_where_it_goes_beyond() {
    let file = |fields: &str| format!("Scenario(title: \"L\", as_of: \"\", summary: \"\", {fields})");
    let facts = |number| {
        let facts = items(number, |index| format!(r#"Fact(id: "f{index}", label: "", when: "always")"#));
        file(&format!("facts: [{facts}]"))
    };
    let scales = items(20_001, |index| format!(r#"Scale(id: "s{index}", label: "", values: [("v", "")])"#));
    let overrides = items(1001, |index| {
        format!(
            r#"Override(id: "o{index}", when: "always", scales: ["s"], replaces: ["v"], then: "v",
            grounds: stated, because: "")"#
        )
    });
    let stances = items(1000, |index| {
        format!(r#"Stance(id: "t{index}", actor: "", toward: "", scale: "s", rules: [])"#)
    });
    let scale = r#"Scale(id: "s", label: "", values: [("v", "")])"#;
    let overrides = format!("scales: [{scale}], stances: [{stances}], overrides: [{overrides}]");
    let table = [
        ([facts(15_000), facts(5001)], "20001 facts in all files together", 1, "f5000"),
        ([file(&format!("scales: [{scales}]")), facts(1)], "20001 scales in all files together", 0, "s20000"),
        (
            [file(&overrides), facts(1)],
            "all overrides together replace values of 1001000 stances",
            0,
            "o1000",
        ),
    ];
    for (texts, message, number, id) in table {
        let report = load_texts(&[("a", &texts[0]), ("b", &texts[1])]).expect_err("too much");
        let found = &report.diagnostics[0];
        assert_eq!((found.message.as_str(), found.file), (message, Some(number)));
        assert_eq!(&texts[number][found.span.range()], id);
    }
}

#[test]
fn many_expectations_of_many_stances_are_checked_in_good_time() {
    let text = format!(
        r#"Scenario(title: "L", as_of: "", summary: "",
        scales: [Scale(id: "scale", label: "", values: [("v", "")])], stances: [{}], expectations: [{}])"#,
        items(15_000, |index| format!(
            r#"Stance(id: "s{index}", actor: "", toward: "", scale: "scale", rules: [
                Rule(id: "r", when: "always", then: "v", grounds: stated, because: "")])"#
        )),
        items(15_000, |index| format!(r#"Expect(label: "", given: {{}}, then: {{"s{index}": ["v"]}})"#))
    );
    let started = std::time::Instant::now();
    let library = load(&text);
    let report = whatif::report::audit::audit(&library, &compile(&library.model).expect("small"));
    assert_eq!(report.diagnostics.len(), 0, "{}", report.render(false));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
