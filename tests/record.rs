//! What a sitting recorded, from outside: who took part, who was right, and nothing about when.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const LESSON: &str = "iraq.short_of_overthrow";

/// A home of its own for one test.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("record-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("whatif/sittings")).expect("a folder");
        Self(folder)
    }

    fn whatif(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_whatif"))
            .args(arguments)
            .env("XDG_STATE_HOME", &self.0)
            .env("XDG_CONFIG_HOME", &self.0)
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

    /// What is printed where all is well.
    fn printed(&self, arguments: &[&str]) -> String {
        let output = self.whatif(arguments, "");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Plays the first two questions of a lesson of six, one rightly and one not.
    fn play(&self, reader: &[&str]) {
        let arguments = [&["ask", "--lesson", LESSON][..], reader].concat();
        let input = "\n7\n3\n\n\n\n1\n1\n\nsuppose iraq.pretext=other\n";
        assert_eq!(self.whatif(&arguments, input).status.code(), Some(0));
    }

    fn keep(&self, name: &str, lines: &[Value]) {
        let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
        let file = self.0.join("whatif/sittings").join(format!("{name}.jsonl"));
        std::fs::write(file, lines.join("\n") + "\n").expect("it can be written");
    }
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

const FIELDS: [&str; 20] = [
    "sitting",
    "reader",
    "seconds",
    "time",
    "kind",
    "lesson",
    "step",
    "what",
    "stance",
    "answer",
    "sureness",
    "followed",
    "participated",
    "right",
    "first_vote",
    "second_vote",
    "first_right",
    "second_right",
    "first_hands",
    "second_hands",
];

#[test]
fn taking_part_and_being_right_are_two_things() {
    let home = Home::new("lesson");
    home.play(&[]);
    let rows = objects(&home.printed(&["record", "--format", "jsonl"]));
    for row in &rows {
        let mut fields: Vec<&str> = row.as_object().expect("an object").keys().map(String::as_str).collect();
        let mut expected = FIELDS;
        fields.sort_unstable();
        expected.sort_unstable();
        assert_eq!(fields, expected, "every line has every field");
    }
    let predictions: Vec<&Value> = rows.iter().filter(|row| row["kind"] == "prediction").collect();
    let told: Vec<Value> = predictions
        .iter()
        .map(|row| json!([row["step"], row["answer"], row["sureness"], row["participated"], row["right"]]))
        .collect();
    let expected = [
        json!([3, "cannot_be_told", 3, true, true]),
        json!([7, "both_met", 1, true, false]),
        json!([10, null, null, false, null]),
        json!([13, null, null, false, null]),
        json!([17, null, null, false, null]),
        json!([20, null, null, false, null]),
    ];
    assert_eq!(told, expected);
    assert_eq!(predictions[1]["followed"], json!(["both_met", "requirement_met"]));
    assert_eq!(predictions[1]["stance"], "iraq.pressure");
    assert!(predictions[1]["what"].as_str().expect("a question").ends_with("Where does Moscow stand?"));
    assert!(predictions[1]["seconds"].is_u64() && predictions[2]["seconds"].is_null());
    assert!(rows.iter().any(|row| row["what"] == "suppose iraq.pretext=other"));
    let text = home.printed(&["record", "all-1"]);
    for words in [
        "What all-1 recorded\n\n  Reader: anonymous.\n",
        "\nPredictions and votes\n\n",
        " s, prediction, iraq.short_of_overthrow, step 3\n",
        "\n    Said: both_met (a guess). It was: both_met or requirement_met; not so.\n",
        "\n    Nobody answered.\n",
        "\nSteps\n\n",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let page = home.printed(&["record", "all-1", "--format", "md"]);
    for words in [
        "# What all-1 recorded",
        "- Reader: anonymous.",
        "- Participation: 2 of 6 predictions were made.",
        "- Correctness: 1 of 2 predictions came true: certain, 1 of 1; a guess, 0 of 1.",
        "## Predictions and votes",
        "| step | what |",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_sitting_is_anonymous_and_without_times_unless_asked() {
    let home = Home::new("anonymous");
    home.play(&[]);
    home.play(&["--reader", "=HYPERLINK(\"x\")"]);
    for format in ["text", "md", "csv", "jsonl"] {
        let anonymous = home.printed(&["record", "all-1", "--format", format]);
        assert!(!anonymous.contains("HYPERLINK"));
        let named = home.printed(&["record", "all-2", "--format", format]);
        assert!(named.contains("HYPERLINK"), "{format}");
        let begun = home.printed(&["sittings", "--json"]);
        let begun: Value = serde_json::from_str(&begun).expect("JSON");
        let begun = begun[0]["begun"].as_u64().expect("a time").to_string();
        assert!(!named.contains(&begun[..7]), "{format}: no time since 1970");
        assert!(!has_date(&named), "{format}: no date");
        assert!(has_date(&home.printed(&["record", "all-2", "--times", "--format", format])), "{format}");
    }
    let rows = objects(&home.printed(&["record", "all-2", "--format", "jsonl"]));
    assert!(rows.iter().all(|row| row["reader"] == "=HYPERLINK(\"x\")"));
}

/// Whether a text has a date such as 2001-11-30.
fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(10).any(|window| {
        window.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    })
}

#[test]
fn the_table_is_read_back_and_holds_no_formula() {
    let home = Home::new("table");
    home.play(&["--reader", "=1+1"]);
    let text = home.printed(&["record", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a header").iter().collect::<Vec<_>>(), FIELDS);
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    let objects = objects(&home.printed(&["record", "--format", "jsonl"]));
    assert_eq!(rows.len(), objects.len());
    let column = |name: &str| FIELDS.iter().position(|field| *field == name).expect("a column");
    for (row, object) in rows.iter().zip(&objects) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
        assert_eq!(&row[column("reader")], "'=1+1");
        for name in ["participated", "right"] {
            let words = object[name].as_bool().map_or("", |holds| if holds { "yes" } else { "no" });
            assert_eq!(&row[column(name)], words);
        }
        for name in ["kind", "lesson", "what", "stance", "answer"] {
            assert_eq!(&row[column(name)], object[name].as_str().unwrap_or_default());
        }
        for name in ["seconds", "step", "sureness"] {
            let words = object[name].as_u64().map(|number| number.to_string()).unwrap_or_default();
            assert_eq!(row[column(name)], words);
        }
    }
}

#[test]
fn votes_are_told_before_and_after_the_talk() {
    let home = Home::new("votes");
    let hands = |counts: &[(&str, u32)]| json!(counts);
    home.keep(
        "iraq-1",
        &[
            json!({"whatif": 1, "scenarios": ["iraq"], "begun": 1000}),
            json!({"at": 1001, "do": {"lesson": LESSON}}),
            json!({"at": 1090, "do": {"vote": {
                "lesson": [LESSON, 9], "stance": "iraq.pressure",
                "first": hands(&[("both_met", 12), ("requirement_met", 5), ("silent", 0)]),
                "second": hands(&[("both_met", 3), ("requirement_met", 14), ("silent", 0)]),
                "outcomes": ["requirement_met"], "right": "requirement_met"
            }}}),
            json!({"at": 999, "do": "close"}),
        ],
    );
    let text = home.printed(&["record", "iraq-1"]);
    assert!(
        text.contains(
            "\n    First vote: both_met 12; requirement_met 5. Second vote: both_met 3; requirement_met 14.\n    It was: requirement_met.\n"
        ),
        "{text}"
    );
    let page = home.printed(&["record", "iraq-1", "--format", "md"]);
    let words = "before the talk 5 of 17 hands were right, after it 14 of 17.";
    assert!(page.contains(words), "{page}");
    let rows = objects(&home.printed(&["record", "--format", "jsonl"]));
    let vote = rows.iter().find(|row| row["kind"] == "vote").expect("a vote");
    assert_eq!(vote["seconds"], 90);
    assert_eq!((&vote["participated"], &vote["right"]), (&json!(true), &Value::Null));
    assert_eq!(vote["second_vote"], json!({"both_met": 3, "requirement_met": 14, "silent": 0}));
    assert_eq!((&vote["first_right"], &vote["first_hands"]), (&json!(5), &json!(17)));
    let unanswered = rows.iter().filter(|row| row["participated"] == json!(false)).count();
    assert_eq!(unanswered, 5, "of six questions one was voted on");
    assert_eq!(rows.last().expect("an end")["seconds"], 0, "a clock that was set back does no harm");
    let table = home.printed(&["record", "--format", "csv"]);
    assert!(table.contains(",both_met 12; requirement_met 5,both_met 3; requirement_met 14,5,14,17,17"));
}

#[test]
fn a_sitting_outlives_its_scenarios() {
    let home = Home::new("gone");
    home.keep(
        "gone-1",
        &[
            json!({"whatif": 1, "scenarios": ["/nowhere/gone.ron"], "begun": 1}),
            json!({"at": 2, "do": {"lesson": "gone.l"}}),
            json!({"at": 3, "do": {"predict": {
                "lesson": ["gone.l", 0], "stance": "gone.p", "guess": "x", "sureness": 2,
                "outcomes": ["x"], "right": true
            }}}),
        ],
    );
    let output = home.whatif(&["record"], "");
    assert_eq!(output.status.code(), Some(0));
    let (page, warning) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(page.contains("1 of 1 prediction came true: fairly sure, 1 of 1."), "{page}");
    assert!(
        warning.starts_with("warning: the scenarios of this sitting cannot be read any more"),
        "{warning}"
    );
}

#[test]
fn what_is_not_there_is_told_with_a_remedy() {
    let home = Home::new("none");
    for (arguments, words) in [
        (&["record"][..], "there is no saved sitting\nhelp: "),
        (&["record", "iraq-7"][..], "there is no sitting `iraq-7`\nhelp: "),
        (&["record", "../../secret"][..], "there is no sitting `../../secret`\nhelp: "),
    ] {
        let output = home.whatif(arguments, "");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), errors.contains(words)), (Some(2), true), "{errors}");
    }
    std::fs::write(home.0.join("whatif/sittings/bad-1.jsonl"), "nothing\n").expect("a file");
    let output = home.whatif(&["record", "bad-1"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`bad-1` cannot be read"));
}
