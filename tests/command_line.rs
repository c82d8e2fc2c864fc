//! The command line from outside: what it prints, where, and with which exit code.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn whatif(arguments: &[&str]) -> Output {
    whatif_with(arguments, "")
}

fn whatif_with(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads its input");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn eval_answers_in_json() {
    let output = whatif(&[
        "eval",
        "--json",
        "-s",
        "iraq",
        "--set",
        "bw_confirmed=yes",
        "--set",
        "iraq.regime_decision=joint_shadow",
        "--lock",
        "iraq.bw_confirmed",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["position"]["iraq.bw_confirmed"], "yes");
    assert_eq!(answer["locked"], serde_json::json!(["iraq.bw_confirmed"]));
    assert_eq!(answer["ruled_out"], serde_json::Value::Null);
    assert_eq!(answer["worlds"], "8");
    let overthrow = &answer["stances"].as_array().expect("a list")[1];
    assert_eq!(
        *overthrow,
        serde_json::json!({
            "id": "iraq.overthrow", "outcomes": ["open_to_terms"], "settled": true,
            "rules": {"always": ["iraq.overthrow.possible"], "sometimes": []},
            "overrides": {"always": [], "sometimes": []}
        })
    );
    assert_eq!(
        answer["remarks"],
        serde_json::json!(["iraq.inspectors", "iraq.incumbent", "iraq.later_world"])
    );
}

#[test]
fn eval_names_what_clashes() {
    let arguments = [
        "eval",
        "--json",
        "-s",
        "iraq",
        "--set",
        "iraq.terms_reading=enabler",
        "--set",
        "iraq.regime_decision=joint_open",
    ];
    let output = whatif(&arguments);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        answer["ruled_out"],
        serde_json::json!({
            "constraints": ["iraq.enabler"],
            "conditions": ["iraq.regime_decision", "iraq.ready_to_step_down", "iraq.terms_reading"]
        })
    );
    assert_eq!(answer["worlds"], "0");
}

#[test]
fn worlds_are_answered_line_by_line() {
    let input = "{\"iraq.bw_confirmed\": \"yes\"}\n\n{\"iraq.regime_decision\": \"unknown\", \"iraq.bw_confirmed\": \"yes\"}\n\
                 {\"iraq.terms_reading\": \"enabler\", \"iraq.regime_decision\": \"joint_open\"}\n{}\n";
    let output = whatif_with(&["eval", "--worlds", "-", "-s", "iraq"], input);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(text(&output.stdout), @r#"
    {"campaign.focus":["preferred"],"iraq.overthrow":["not_tolerated"],"iraq.regime_change":["not_reconciled"],"iraq.pressure":["moot"]}
    {"campaign.focus":["preferred"],"iraq.overthrow":["open_to_terms","not_tolerated"],"iraq.regime_change":["reconcilement_possible","not_reconciled"],"iraq.pressure":["moot"]}
    {"ruled_out":{"constraints":["iraq.enabler"],"conditions":["iraq.regime_decision","iraq.ready_to_step_down","iraq.terms_reading"]}}
    {"campaign.focus":["preferred"],"iraq.overthrow":["not_tolerated"],"iraq.regime_change":["not_reconciled"],"iraq.pressure":["moot"]}
    "#);
}

#[test]
fn a_bad_line_of_worlds_is_named_and_the_answers_before_it_are_kept() {
    let output =
        whatif_with(&["eval", "--worlds", "-", "-s", "iraq"], "{}\n{\"iraq.bw_confirmd\": \"yes\"}\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).lines().count(), 1);
    let complaint = text(&output.stderr);
    assert!(
        complaint.contains("line 2") && complaint.contains("did you mean `iraq.bw_confirmed`?"),
        "{complaint}"
    );
}

#[test]
fn what_means_nothing_is_refused_with_the_nearest_that_does() {
    let table: [(&[&str], &str); 6] = [
        (&["eval", "--set", "iraq.bw_confirmd=yes"], "did you mean `iraq.bw_confirmed`?"),
        (&["eval", "--set", "bw_confirmed=maybe"], "it can be `yes`, `no` or `unknown`"),
        (&["eval", "--set", "bw_confirmed"], "write it as `bw_confirmed=yes`"),
        (&["eval", "--set", "pretext=other"], "`iran.pretext`, `iraq.pretext` or `syria.pretext`"),
        (&["eval", "-s", "iraqq"], "did you mean `iraq`?"),
        (&["eval", "-s", "./nowhere.ron"], "there is no file `./nowhere.ron`"),
    ];
    for (arguments, words) in table {
        let output = whatif(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(text(&output.stderr).contains(words), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn without_a_terminal_the_explorer_prints_what_follows() {
    let output = whatif(&["iraq"]);
    assert_eq!(output.status.code(), Some(0));
    let answer = text(&output.stdout);
    assert!(
        answer.contains("Russia, toward a U.S. operation to overthrow Saddam: not tolerated."),
        "{answer}"
    );
}

#[test]
fn list_shows_conditions_and_stances() {
    let output = whatif(&["list", "-s", "sudan"]);
    assert_eq!(output.status.code(), Some(0));
    let answer = text(&output.stdout);
    assert!(
        answer.contains("sudan.strikes: Russia, toward U.S. strikes in Sudan [supports | no_problem |"),
        "{answer}"
    );
    assert!(
        answer.contains("It uses scales and campaign.") && !answer.contains("campaign.strike_kind"),
        "{answer}"
    );
    let answer = text(&whatif(&["list", "-s", "campaign"]).stdout);
    assert!(
        answer.contains("campaign.strike_kind = pinpoint: The kind of strike [pinpoint | broader]"),
        "{answer}"
    );
}

#[test]
fn the_example_is_listed_by_its_name_and_answers_where_it_is_named() {
    let listed = text(&whatif(&["list"]).stdout);
    assert!(listed.ends_with("An example from another field, for authors: `whatif boarding`.\n"), "{listed}");
    assert!(!listed.contains("boarding.mid_ocean"), "{listed}");
    assert!(!text(&whatif(&["eval", "--json"]).stdout).contains("boarding"));
    let listed = text(&whatif(&["list", "-s", "boarding"]).stdout);
    assert!(listed.starts_with("boarding (in peacetime)") && !listed.contains("An example from"), "{listed}");
    let found = text(&whatif(&["boarding"]).stdout);
    assert!(found.contains("The patrol, toward the freighter in mid-ocean: may only hail her."), "{found}");
    let found = text(&whatif(&["reach", "-s", "boarding", "mid_ocean=silent", "--vary-readings"]).stdout);
    assert!(found.contains("three changes"), "{found}");
    let near = text(&whatif(&["boardin"]).stderr);
    assert!(near.contains("did you mean `boarding`?"), "{near}");
}

#[test]
fn check_reports_all_faults_of_all_files_at_once() {
    let folder = folder("check");
    std::fs::write(
        folder.join("one.ron"),
        r#"Scenario(title: "One", as_of: "", summary: "", uses: ["two"],
    conditions: [
        YesNo(id: "a", label: "A", baseline: "maybe", grounds: stated),
        YesNo(id: "b", lable: "B", baseline: "no", grounds: stated),
    ],
    facts: [
        Fact(id: "f", label: "F", when: "a and g"),
        Fact(id: "g", label: "G", when: "f or b"),
    ],
    remarks: [Remark(id: "r", when: "a && b", text: "R")],
)
"#,
    )
    .expect("written");
    std::fs::write(folder.join("two.ron"), "Scenario(title: \"Two\", as_of: \"\"\n    summary: \"\")\n")
        .expect("written");
    let one = folder.join("one.ron");
    let output = whatif(&["check", "--json", one.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found: Vec<(&str, &str, u64, u64)> = answer["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|found| {
            let path = found["file"].as_str().expect("a path").rsplit('/').next().expect("a name");
            let number = |key: &str| found[key].as_u64().expect("a number");
            (found["code"].as_str().expect("a code"), path, number("line"), number("column"))
        })
        .collect();
    assert_eq!(
        found,
        [
            ("syntax", "two.ron", 2, 5),
            ("unknown-value", "one.ron", 3, 47),
            ("unknown-field", "one.ron", 4, 24),
            ("circle", "one.ron", 7, 19),
            ("expression", "one.ron", 10, 40),
        ]
    );
    assert_eq!(answer["errors"], 5);
}

#[test]
fn check_tells_by_its_exit_code() {
    assert_eq!(whatif(&["check"]).status.code(), Some(0));
    assert_eq!(whatif(&["check", "./nowhere.ron"]).status.code(), Some(2));
    let folder = folder("expectation");
    // No file is read that has no name for others, or the name of another.
    let good = r#"Scenario(title: "Good", as_of: "", summary: "")"#;
    std::fs::create_dir_all(folder.join("other")).expect("a folder");
    let [good_path, same, misnamed] = ["good.ron", "other/good.ron", "Good-1.ron"].map(|name| {
        let path = folder.join(name);
        std::fs::write(&path, good).expect("written");
        path.to_str().expect("a path").to_owned()
    });
    for (files, word) in [(vec![&*good_path, &*same], "duplicate-file"), (vec![&*misnamed], "file-name")] {
        let output = whatif(&[&["check"], &*files].concat());
        assert!(text(&output.stdout).contains(word), "{files:?}");
        assert_eq!(output.status.code(), Some(2), "{files:?}");
    }
    let path = folder.join("wrong.ron");
    std::fs::write(
        &path,
        r#"Scenario(title: "Wrong", as_of: "", summary: "", uses: ["iraq"],
    expectations: [Expect(label: "peace", given: {}, then: {"iraq.overthrow": ["supports"]})],
)
"#,
    )
    .expect("written");
    let output = whatif(&["check", path.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(report.contains("failed-expectation") && report.contains("`not_tolerated`"), "{report}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(["eval", "--worlds", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    // Enough lines to fill every buffer; the program may be gone before the last.
    for _ in 0..2000 {
        if stdin.write_all(b"{}\n").is_err() {
            break;
        }
    }
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_table_that_is_too_wide_is_told_in_sentences() {
    let wide = whatif(&["table", "iran.intervention"]);
    let told = text(&wide.stdout);
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    assert!(told.contains("\n  no compromise (55296 worlds): "), "{told}");
    let narrow = text(&whatif(&["table", "campaign.focus"]).stdout);
    assert!(narrow.lines().any(|line| line.contains("outcome  ") && line.ends_with("  worlds")), "{narrow}");
}
