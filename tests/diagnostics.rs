//! Broken files, and what a reader is told of each: every report is a snapshot beside its file.

use proptest::prelude::*;
use std::path::{Path, PathBuf};
use whatif::language::diagnostic::Report;
use whatif::language::files::Disk;
use whatif::language::load::{load, load_texts};
use whatif::report::audit::checked;

fn report(path: &str) -> Report {
    match load(&[path.to_owned()], &Disk) {
        Ok(_) => panic!("{path} loads"),
        Err(report) => report,
    }
}

/// Compares a report with the snapshot of that name.
fn assert_report(name: &str, rendered: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("broken");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, rendered));
}

macro_rules! broken {
    ($($name:ident,)*) => {
        const BROKEN: &[&str] = &[$(stringify!($name),)*];

        $(#[test]
        fn $name() {
            let name = stringify!($name);
            assert_report(name, &report(&format!("tests/broken/{name}.ron")).render(false));
        })*
    };
}

broken! {
    ampersands,
    another_word,
    at_least_without_number,
    bad_escape,
    bare_word_for_string,
    baseline_not_an_option,
    bracket_too_many,
    byte_order_mark,
    capital_keywords,
    capitals_in_id,
    carriage_returns,
    choice_without_is,
    circle_of_facts,
    circle_one,
    circle_three,
    circle_two,
    combining_characters,
    control_characters,
    dot_before_a_word,
    double_equals,
    duplicate_field,
    duplicate_id,
    duplicate_top_level_field,
    duplicate_value,
    emoji,
    empty,
    empty_expression,
    empty_list,
    equals_for_colon,
    escaped_quotes_after_is,
    exclamation_mark,
    expectation_of_nothing,
    expectation_of_unknown_things,
    fact_with_is,
    full_width_marks,
    guard_on_unknown,
    guard_without_quotes,
    hash_comment,
    hyphen_in_id,
    if_then,
    if_without_then,
    is_in,
    is_not_a_list,
    json,
    keyword_for_name,
    lesson_that_names_nothing,
    list_for_map,
    list_for_pair,
    locator_not_in_the_outline,
    locator_with_commas,
    long_line,
    long_phrase,
    lower_case_variant,
    malformed_locator,
    minus_in_a_name,
    missing_colon,
    missing_comma,
    missing_comma_between_fields,
    missing_comma_between_items,
    missing_field,
    missing_operand,
    missing_stance_field,
    missing_top_level_field,
    misspelt_field,
    misspelt_name,
    misspelt_step,
    misspelt_top_level_field,
    misspelt_value,
    misspelt_variant,
    name_of_a_file_that_is_not_used,
    name_of_another_file_without_its_file,
    names_in_steps,
    nested_too_deep,
    no_values,
    non_breaking_space,
    notes_without_words,
    number_for_string,
    number_in_quotes,
    number_in_words,
    odd_space,
    of_without_brackets,
    off_the_globe,
    one_of_without_is,
    one_option,
    only_comments,
    option_after_or,
    outline_with_faults,
    over_an_unknown_rule,
    override_of_unknown_value,
    override_on_unknown_scale,
    path_in_uses,
    predict_without_a_name,
    quotation_in_a_string,
    quoted_field,
    quoted_word,
    quotes_after_is,
    reserved_value,
    reset_with_brackets,
    round_brackets_for_map,
    rule_over_itself,
    rules_over_one_another,
    scale_in_a_guard,
    set_without_a_map,
    several_misspelt_fields,
    single_equals,
    single_for_pair,
    single_quotes,
    smart_quote_at_the_end,
    smart_quotes,
    source_with_its_ending,
    stance_for_a_scale,
    string_for_items,
    string_for_list,
    string_for_truth,
    string_to_the_next_line,
    tabs,
    triple_for_pair,
    truth_for_string,
    two_faults_in_a_guard,
    two_locators_in_one,
    two_names,
    two_scenarios,
    unbalanced_bracket,
    unclosed_bracket,
    unclosed_comment,
    unclosed_list,
    unclosed_string,
    unknown_reading,
    unknown_scale,
    unknown_source,
    unknown_stance_field,
    unknown_step_field,
    unknown_top_level_field,
    unknown_used_file,
    unless,
    unopened_string,
    uses_itself,
    value_after_or,
    value_for_a_yes_no,
    value_not_on_the_scale,
    word_for_list_of_outcomes,
    word_for_number,
    wrong_bracket,
    wrong_item,
}

#[test]
fn every_broken_file_is_looked_at() {
    let mut names: Vec<String> = std::fs::read_dir("tests/broken")
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        // The outline of a source lies beside the file that names it.
        .filter(|name| !name.ends_with(".source"))
        .collect();
    names.sort_unstable();
    assert_eq!(names, BROKEN);
}

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("diagnostics").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The report of what lies at a path, which is called by its name alone in the snapshot.
fn assert_report_of(path: &Path) {
    let shown = path.to_str().expect("a path");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let rendered = report(shown).render(false).replace(shown, name);
    assert_report(path.file_stem().and_then(|stem| stem.to_str()).expect("a stem"), &rendered);
}

/// The report of a file with these bytes.
fn assert_report_of_bytes(name: &str, bytes: &[u8]) {
    let path = folder(name).join(format!("made_{name}.ron"));
    std::fs::write(&path, bytes).expect("written");
    assert_report_of(&path);
}

const SOUND: &str =
    "Scenario(\n    title: \"Café\",\n    as_of: \"today\",\n    summary: \"Where we sit.\",\n)\n";

#[test]
fn utf_16() {
    let little: Vec<u8> =
        std::iter::once(0xfeff_u16).chain(SOUND.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_report_of_bytes("utf_16", &little);
}

#[test]
fn latin_1() {
    let bytes: Vec<u8> =
        SOUND.chars().filter_map(|character| u8::try_from(u32::from(character)).ok()).collect();
    assert_report_of_bytes("latin_1", &bytes);
}

#[test]
fn a_folder() {
    let path = folder("a_folder").join("made_folder.ron");
    std::fs::create_dir(&path).expect("a folder");
    assert_report_of(&path);
}

#[test]
fn no_file() {
    assert_report_of(&folder("no_file").join("made_nothing.ron"));
}

#[test]
fn an_outline_by_itself() {
    let report = report("tests/broken/outline_with_faults.source.ron");
    assert_report("made_outline_by_itself", &report.render(false));
}

#[test]
fn ten_megabytes() {
    assert_report_of_bytes("ten_megabytes", &vec![b' '; 10 << 20]);
}

#[test]
fn nesting() {
    for (name, open, close) in [("round", "(", ")"), ("square", "[", "]"), ("comments", "/*", "*/")] {
        let depth = 100_000;
        let text = format!("Scenario(facts: {}{})\n", open.repeat(depth), close.repeat(depth));
        let path = folder(&format!("nesting_{name}")).join("nested.ron");
        std::fs::write(&path, text).expect("written");
        let report = report(path.to_str().expect("a path"));
        assert!(report.diagnostics.len() <= 2, "{name}");
    }
    let unclosed = format!("Scenario(facts: {}", "(".repeat(100_000));
    let path = folder("nesting_unclosed").join("nested.ron");
    std::fs::write(&path, unclosed).expect("written");
    assert!(!report(path.to_str().expect("a path")).diagnostics.is_empty());
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let path = folder("mark").join("marked.ron");
    std::fs::write(&path, format!("\u{feff}{SOUND}")).expect("written");
    assert!(load(&[path.to_str().expect("a path").to_owned()], &Disk).is_ok());
}

#[test]
fn a_fault_in_a_used_file_is_shown_there_and_not_where_its_names_are_used() {
    let folder = folder("used");
    let one = folder.join("one.ron");
    std::fs::write(
        &one,
        SOUND
            .replace("today\",", "today\", uses: [\"two\"],")
            .replace(")\n", "facts: [Fact(id: \"warm\", label: \"Warm\", when: \"two.sun\")])\n"),
    )
    .expect("written");
    let two = folder.join("two.ron");
    std::fs::write(
        &two,
        SOUND.replace(")\n", "facts: [Fact(id: \"sun\", label: \"Sun\", when: \"always\"]\n"),
    )
    .expect("written");
    let report = report(one.to_str().expect("a path"));
    let found: Vec<(&str, &str)> =
        report.diagnostics.iter().map(|found| (found.code.word(), report.path(found))).collect();
    assert_eq!(found, [("syntax", two.to_str().expect("a path"))]);
}

/// What is wrong with a scenario: each fault's code, and where it is, as line and column and what is underlined.
fn places(parts: &str) -> Vec<String> {
    let text = format!("Scenario(title: \"T\", as_of: \"\", summary: \"\",\n{parts})\n");
    let report = checked(load_texts(&[("t", &text)]));
    let places = report.lines_and_columns();
    let found = report.diagnostics.iter().zip(places).map(|(found, (line, column))| {
        format!("{} {line}:{column} {}", found.code.word(), &text[found.span.range()])
    });
    found.collect()
}

const A_AND_B: &str = r#"conditions: [
    YesNo(id: "a", label: "", baseline: "no", grounds: stated),
    YesNo(id: "b", label: "", baseline: "no", grounds: stated),
],
"#;

#[test]
fn a_stance_is_not_taken_for_a_scale_of_the_same_name() {
    let stance = r#"conditions: [YesNo(id: "a", label: "", baseline: "no", grounds: stated)],
scales: [Scale(id: "toll", label: "", values: [("free", "")])],
stances: [Stance(id: "toll", actor: "", toward: "", scale: "toll", rules: [
    Rule(id: "toll", when: "a", then: "free", grounds: stated, because: ""),
])],"#;
    assert_eq!(places(stance), ["gap 4:23 toll"]);
}

#[test]
fn facts_constraints_remarks_and_comments_of_one_name_are_told_apart() {
    let facts = r#"// A fact is declared as in `id: "f"`.
remarks: [Remark(id: "f", when: "b and not b", text: "")],
constraints: [Constraint(id: "f", label: "", require: "a and not a")],
facts: [Fact(id /* of the fact */ : "f", label: "", when: "always")],"#;
    assert_eq!(places(&format!("{A_AND_B}{facts}")), ["unsatisfiable-constraint 8:31 f"]);
    let facts = facts.replace("a and not a", "a or not b");
    let facts = facts.replace("always", "a or not a");
    let found = places(&format!("{A_AND_B}{facts}"));
    assert!(found.contains(&"never-holds 7:23 f".to_owned()), "{found:?}");
    assert!(found.contains(&"always-holds 9:38 f".to_owned()), "{found:?}");
}

#[test]
fn a_value_is_underlined_in_its_own_scale() {
    let scales = r#"scales: [
    Scale(id: "x", label: "", values: [( "p", ""), ("q", "")], apart: [( "r", "")]),
    Scale(id: "y", label: "", values: [("p", ""), ("r", "")]),
],
stances: [
    Stance(id: "s", actor: "", toward: "", scale: "x", rules: [
        Rule(id: "r", when: "always", then: "q", grounds: stated, because: ""),
    ]),
    Stance(id: "t", actor: "", toward: "", scale: "y", rules: [
        Rule(id: "r", when: "a and b", then: "p", over: ["q"], grounds: stated, because: ""),
        Rule(id: "q", when: "always", then: "r", grounds: stated, because: ""),
    ]),
],"#;
    let found = places(&format!("{A_AND_B}{scales}"));
    assert_eq!(found, ["unreached-value 7:43 p", "unreached-value 7:75 r"]);
}

#[test]
fn a_circle_is_shown_however_its_ids_are_written() {
    let facts = r#"facts: [
    Fact(label: "", when: "g", id : "f"),
    Fact(id
        : "g", label: "", when: "f"),
],"#;
    assert_eq!(places(facts), ["circle 3:38 f"]);
}

#[test]
fn an_unreadable_item_counts_as_declared_however_its_id_is_written() {
    let facts = r#"facts: [
    Fact(id /* id: "d" */ : "c", lable: "", when: "always"),
    Fact(id: "e", label: "", when: "c"),
],"#;
    let found = places(facts);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("unknown-field 3:"), "{found:?}");
}

#[test]
fn a_fact_of_one_letter_is_not_offered_for_another() {
    let Err(report) = load_texts(&[(
        "t",
        r#"Scenario(title: "T", as_of: "", summary: "", facts: [Fact(id: "f", label: "", when: "c")])"#,
    )]) else {
        panic!("it loads")
    };
    assert!(!report.diagnostics[0].help.contains("did you mean"), "{}", report.render(false));
}

#[test]
fn a_file_that_several_use_is_one_however_they_are_named() {
    let folder = folder("shared");
    let uses = SOUND.replace("today\",", "today\", uses: [\"lib\"],");
    for name in ["one/a", "one/b", "two/c"] {
        std::fs::create_dir_all(folder.join(name).parent().expect("a folder")).expect("a folder");
        std::fs::write(folder.join(format!("{name}.ron")), &uses).expect("written");
    }
    std::fs::write(folder.join("one/lib.ron"), SOUND).expect("written");
    let loaded = |names: &[&str]| {
        let paths = names.iter().map(|name| format!("{}/{name}.ron", folder.display()));
        load(&paths.collect::<Vec<_>>(), &Disk).map(|library| library.files.len())
    };
    for other in ["one/b", "./one/b", "one/./b", "two/../one/b"] {
        assert_eq!(loaded(&["one/a", other]).map_err(|report| report.render(false)), Ok(3), "{other}");
    }
    assert_eq!(loaded(&["one/a", "two/../one/a"]).map_err(|report| report.render(false)), Ok(2));
    // Another file of that name is another file.
    std::fs::write(folder.join("two/lib.ron"), SOUND).expect("written");
    let report = loaded(&["one/a", "two/c"]).expect_err("two files of one name");
    let codes: Vec<&str> = report.diagnostics.iter().map(|found| found.code.word()).collect();
    assert_eq!(codes, ["duplicate-file"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_slip_of_the_pen_makes_the_reading_panic(
        at in any::<prop::sample::Index>(),
        length in 0_usize..12,
        slip in "[]()\\[\\]{}\"'“”,:=/*\\\\ \na-c§-]{0,4}",
    ) {
        let text = std::fs::read_to_string("tests/broken/several_misspelt_fields.ron").expect("a text");
        let start = at.index(text.len());
        let broken = format!("{}{slip}{}", &text[..start], &text[(start + length).min(text.len())..]);
        if let Err(report) = load_texts(&[("slip", &broken)]) {
            prop_assert!(!report.diagnostics.is_empty());
            report.render(false);
        }
    }
}

#[test]
fn a_text_full_of_faults_is_read_in_good_time() {
    let fields: Vec<String> = (0..20_000).map(|number| format!("author_{number}: [1],\n")).collect();
    let facts: Vec<String> =
        (0..20_000).map(|number| format!("Fact(id: \"f{number}\", lable: \"\", whn: \"\"),\n")).collect();
    let path = folder("full").join("full.ron");
    let started = std::time::Instant::now();
    for text in [
        format!("Scenario({})", fields.concat()),
        format!("Scenario(facts: [{}])", facts.concat()),
        "Scenario(title: ".to_owned() + &"“a” ".repeat(400_000),
        "Scenario(title: ".to_owned() + &"/*".repeat(1_000_000),
        "Scenario(title: ".to_owned() + &"'".repeat(1_000_001),
        "Scenario(title: ".to_owned() + &"r#".repeat(1_000_000),
        format!(
            "Scenario(scales: [{}])",
            "Scale(id: \"a\", label: \"\", values: [(\"a\", \"b\", \"c\")]), ".repeat(20_000)
        ),
    ] {
        std::fs::write(&path, text).expect("written");
        assert!(!report(path.to_str().expect("a path")).diagnostics.is_empty());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
