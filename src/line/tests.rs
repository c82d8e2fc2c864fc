use super::LineMode;
use crate::language::load::load_texts;
use crate::logic::compile::compile;
use crate::logic::position::Position;
use crate::sitting::Sitting;
use crate::sitting::journal::Entry;

/// Outcomes are words that occur nowhere else.
const PICNIC: &str = r#"Scenario(
    title: "Picnic", as_of: "May", summary: "Whether there is one.",
    scales: [Scale(id: "mood", label: "Mood", values: [("glad", "delighted"), ("sad", "crestfallen")])],
    conditions: [
        YesNo(id: "rain", label: "It rains", baseline: "no", grounds: stated, cite: []),
        Choice(id: "tent", label: "The shelter", options: [("none", "nothing"), ("big", "a big tent")],
               baseline: "none", grounds: assumed),
    ],
    stances: [
        Stance(id: "children", actor: "The children", toward: "going", scale: "mood", rules: [
            Rule(id: "fine", when: "not rain or tent is big", then: "glad", grounds: stated, because: "Dry is fine."),
            Rule(id: "wet", when: "rain and tent is none", then: "sad", grounds: implied, because: "Wet is not."),
        ]),
        Stance(id: "dog", actor: "The dog", toward: "going", scale: "mood", rules: [
            Rule(id: "always", when: "always", then: "glad", grounds: stated, because: "It is a dog."),
        ]),
    ],
    lessons: [Lesson(id: "rain", title: "Rain", aim: "See what it does.", steps: [
        Say("A day in May."),
        Set({"rain": "yes"}),
        Predict(stance: "children", ask: "How are they?"),
        Say("Let us see."),
        Reveal("children"),
        Reset,
        Discuss("Was that so bad?", notes: "For the instructor alone."),
        Set({"rain": "yes"}),
    ])],
)"#;

fn mode() -> LineMode {
    let library = load_texts(&[("picnic", PICNIC)]).expect("a scenario");
    let compiled = compile(&library.model).expect("it compiles");
    let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
    LineMode::new(library, compiled, sitting)
}

/// What is said to the last of these lines.
fn said(mode: &mut LineMode, lines: &[&str]) -> Vec<String> {
    let mut reply = super::Reply::default();
    for line in lines {
        reply = mode.take(line);
        assert!(!reply.is_fault, "`{line}`: {:?}", reply.lines);
    }
    reply.lines
}

#[test]
fn moves_tell_what_they_change_and_what_that_moves() {
    let moved = "The children, toward going: from “delighted” to “crestfallen”.";
    let back = "The children, toward going: from “crestfallen” to “delighted”.";
    let table: [(&str, &[&str]); 14] = [
        ("suppose rain=yes", &["Supposed: It rains: yes.", moved]),
        ("suppose rain=yes", &["It is so already."]),
        ("undo", &["Undone: It rains: no.", back]),
        ("undo", &["There is nothing to undo."]),
        ("redo", &["Done again: It rains: yes.", moved]),
        ("redo", &["There is nothing to do again."]),
        ("lock rain", &["Locked."]),
        ("suppose rain=no", &["“It rains” is locked: `unlock picnic.rain` lets it go."]),
        ("unlock rain", &["Unlocked."]),
        ("suppose tent=big rain=no", &["Supposed: It rains: no; The shelter: a big tent.", back]),
        ("suppose rain=yes", &["Supposed: It rains: yes.", "No stance moves."]),
        ("paper", &["Supposed: It rains: no; The shelter: nothing.", "No stance moves."]),
        ("# a remark", &[]),
        ("  ", &["`help` lists what you can say."]),
    ];
    let mut mode = mode();
    for (line, expected) in table {
        assert_eq!(said(&mut mode, &[line]), expected, "{line}");
    }
    assert_eq!(mode.take_entries().len(), 8, "eight moves were made");
    assert!(mode.take_entries().is_empty(), "and are handed over once");
}

#[test]
fn a_code_leads_back() {
    let mut mode = mode();
    let code = said(&mut mode, &["suppose rain=yes", "lock rain", "code"]).concat();
    assert_eq!(said(&mut mode, &["undo", "undo", &format!("code {code}")])[0], "Supposed: It rains: yes.");
    assert_eq!(
        said(&mut mode, &["unlock"]),
        ["Which condition?", "  1. It rains: yes"],
        "locks are part of it"
    );
}

#[test]
fn what_is_left_out_is_asked_for_by_numbers() {
    let mut mode = mode();
    assert_eq!(
        said(&mut mode, &["suppose"]),
        ["Which condition?", "  1. It rains: no", "  2. The shelter: nothing"]
    );
    assert_eq!(
        said(&mut mode, &["2."]),
        ["The shelter: nothing. Which value?", "  1. nothing", "  2. a big tent", "  3. unknown"]
    );
    assert_eq!(said(&mut mode, &["2"])[0], "Supposed: The shelter: a big tent.");
    assert_eq!(said(&mut mode, &["suppose rain"])[0], "It rains: no. Which value?");
    assert_eq!(
        said(&mut mode, &["reach", "1"]),
        [
            "The children, toward going. Which place?",
            "  1. delighted",
            "  2. crestfallen",
            "  3. the paper does not say"
        ]
    );
    assert_eq!(
        said(&mut mode, &["2"])[1],
        "It would take two changes: “It rains” and “The shelter” is “nothing”."
    );
    assert_eq!(said(&mut mode, &["unlock"]), ["There is nothing to choose from."]);
    assert_eq!(said(&mut mode, &["lock rain", "unlock"]), ["Which condition?", "  1. It rains: no"]);
    assert_eq!(said(&mut mode, &["1"]), ["Unlocked."]);
    assert_eq!(
        said(&mut mode, &["cases", "1"])[1..3],
        [
            "  1. Suppose: It rains: no. picnic.rain",
            "  2. Suppose: The shelter: a big tent; in the paper nothing. picnic.tent",
        ]
    );
    assert_eq!(said(&mut mode, &["4"])[0], "The dog, toward going: delighted.");
}

#[test]
fn what_is_not_understood_comes_with_a_remedy() {
    let table = [
        ("supose rain=yes", "Did you mean `suppose`?"),
        ("leson", "Did you mean `lesson`?"),
        ("sandwich", "`help` lists what you can say."),
        ("quit now", "Leave out `now`."),
        ("7", "`help` lists what you can say."),
        ("99999999999999999999999", "`help` lists what you can say."),
        ("suppose rain=maybe", "It can be `yes`, `no` or `unknown`."),
        ("suppose rian", "Write it as `rian=yes`."),
        ("why dgo", "Did you mean `picnic.dog`?"),
        ("case picnik", "Did you mean `picnic`?"),
        ("lesson snow", "Choose `picnic.rain`."),
        ("lesson 2", "Choose `picnic.rain`."),
    ];
    let mut mode = mode();
    for (line, remedy) in table {
        let reply = mode.take(line);
        assert!(reply.is_fault, "{line}");
        assert!(reply.lines[0].starts_with("Not understood: "), "{line}: {:?}", reply.lines);
        assert_eq!(reply.lines[1], remedy, "{line}");
    }
    assert!(mode.take("code 7").is_fault);
    assert!(mode.take("why\u{7}\u{202e}").lines.iter().all(|line| !line.contains(['\u{7}', '\u{202e}'])));
    said(&mut mode, &["cases"]);
    assert_eq!(mode.take("2").lines, ["Not understood: there is no 2 here.", "Choose from 1 to 1."]);
    assert_eq!(mode.take("0").lines[1], "Choose from 1 to 1.", "the list is still there");
}

#[test]
fn behind_the_veil_the_next_answer_is_a_prediction() {
    let mut mode = mode();
    said(&mut mode, &["veil"]);
    let hidden = "What that moves is hidden: ask about a stance, and say first where it stands.";
    assert_eq!(said(&mut mode, &["suppose rain=yes"]), ["Supposed: It rains: yes.", hidden]);
    for line in ["eval", "compare"] {
        assert!(said(&mut mode, &[line])[0].starts_with("What follows is hidden."), "{line}");
    }
    assert!(said(&mut mode, &["case picnic"])[3].ends_with("going: hidden. picnic.children"));
    let asked = said(&mut mode, &["matters children"]);
    assert_eq!(asked[0], "It is hidden. Where do you think it stands?");
    assert_eq!(asked[5], "  4. cannot be told: several are possible");
    assert!(said(&mut mode, &[""])[0].starts_with("Choose an answer by its number"));
    assert!(mode.take("5").is_fault);
    assert_eq!(
        said(&mut mode, &["1"]),
        ["You say “delighted”. How sure are you? 1 a guess, 2 fairly sure, 3 certain."]
    );
    assert!(mode.take("4").is_fault, "how sure is one of three");
    said(&mut mode, &["3"]);
    // A number changes the answer, until an empty line commits to it.
    assert_eq!(
        said(&mut mode, &["2", "1"]),
        ["You say “crestfallen”, a guess. An empty line commits to it; a number changes the answer."]
    );
    assert_eq!(said(&mut mode, &["again"]).last(), said(&mut mode, &["again"]).last());
    assert_eq!(
        said(&mut mode, &[""]),
        [
            "The children, toward going: crestfallen.",
            "You said “crestfallen” (a guess): right.",
            "  Crestfallen: Wet is not. (implied)",
            "  It rests on “It rains” and “The shelter” is “nothing”. Nothing else matters for it.",
            "The children, toward going: crestfallen.",
            "Two single changes would move it:",
            "  1. change: not “It rains”; then: delighted.",
            "  2. change: “The shelter” is “a big tent”; then: delighted.",
        ]
    );
    let entries = mode.take_entries();
    let Some(Entry::Predict(predicted)) = entries.last() else { panic!("a prediction is taken down") };
    assert_eq!((predicted.lesson.as_ref(), predicted.guess.as_str()), (None, "sad"));
    assert_eq!((predicted.sureness, predicted.right), (1, true));
    assert_eq!(said(&mut mode, &["why children"])[0], "The children, toward going: crestfallen.");
    assert_eq!(said(&mut mode, &["why dog"])[0], "It is hidden. Where do you think it stands?");
    said(&mut mode, &["undo"]);
    assert_eq!(said(&mut mode, &["why children"])[0], "It is hidden. Where do you think it stands?");
    assert_eq!(said(&mut mode, &["veil"]), ["What follows is shown again."]);
    assert_eq!(said(&mut mode, &["why children"])[0], "The children, toward going: delighted.");
}

#[test]
fn a_lesson_hides_what_it_asks_until_it_reveals_it() {
    let mut mode = mode();
    assert_eq!(said(&mut mode, &["lesson"])[1], "  1. Rain (8 steps): See what it does.");
    let begun = said(&mut mode, &["1"]);
    assert_eq!((begun[0].as_str(), begun[3].as_str()), ("Lesson: Rain", "Step 1 of 8. A day in May."));
    // Whoever comes early to what will be asked is not told either.
    said(&mut mode, &["why dog", "suppose tent=big", "undo"]);
    let hidden_move = "What that moves is hidden until the lesson has revealed it.";
    assert_eq!(said(&mut mode, &["suppose rain=yes"]), ["Supposed: It rains: yes.", hidden_move]);
    assert!(said(&mut mode, &["why children"])[0].starts_with("What follows is hidden"));
    let asked = said(&mut mode, &[""]);
    assert_eq!(
        asked,
        [
            "Step 2 of 8. Suppose now: It rains: yes (before: no).",
            "Step 3 of 8. Predict: How are they?",
            "The children, toward going:",
            "  1. delighted",
            "  2. crestfallen",
            "  3. the paper does not say",
            "  4. cannot be told: several are possible",
        ]
    );
    assert_eq!(said(&mut mode, &["again"]), asked[1..]);
    let hidden = |mode: &mut LineMode| {
        for line in [
            "eval",
            "why children",
            "why-not children=glad",
            "reach",
            "matters dog",
            "coverage children",
            "table",
            "compare",
        ] {
            let words = ["What follows is hidden until the lesson has revealed it."];
            assert_eq!(said(mode, &[line]), words, "{line}");
        }
        for line in ["undo", "redo", "suppose rain=unknown", "undo", "case picnic", "veil", "again"] {
            let lines = said(mode, &[line]).join("\n");
            let tells = lines.contains("crestfallen") && !lines.contains("  2. crestfallen");
            assert!(!tells && !lines.contains("from “"), "{line}: {lines}");
        }
    };
    hidden(&mut mode);
    said(&mut mode, &["1", "3"]);
    assert_eq!(said(&mut mode, &[""]), ["Step 4 of 8. Let us see."]);
    hidden(&mut mode);
    assert_eq!(
        said(&mut mode, &["back"]).last().map(String::as_str),
        Some("You have committed to an answer. An empty line goes on.")
    );
    assert!(mode.take("2").is_fault, "what was said was said");
    assert_eq!(said(&mut mode, &["back"]), ["Step 1 of 8. A day in May."]);
    assert_eq!(said(&mut mode, &["back"]), ["This is the first step."]);
    assert_eq!(
        said(&mut mode, &["next", "next", "next"]),
        [
            "Step 5 of 8. Revealed:",
            "The children, toward going: crestfallen.",
            "You said “delighted” (certain): not so.",
            "  Crestfallen: Wet is not. (implied)",
            "  It rests on “It rains” and “The shelter” is “nothing”. Nothing else matters for it.",
        ]
    );
    assert_eq!(said(&mut mode, &["why dog"])[0], "The dog, toward going: delighted.");
    assert_eq!(
        said(&mut mode, &[""]),
        ["Step 6 of 8. Suppose again that all is as in the paper.", "Step 7 of 8. Discuss: Was that so bad?",]
    );
    assert_eq!(
        said(&mut mode, &[""])[..5],
        [
            "Step 8 of 8. Suppose now: It rains: yes (before: no).",
            "The children, toward going: from “delighted” to “crestfallen”.",
            "That is the end of the lesson.",
            "0 of 1 prediction came true: certain, 0 of 1.",
            "To read again, where it was otherwise than you said:",
        ]
    );
    let entries = mode.take_entries();
    assert_eq!(entries.first(), Some(&Entry::Lesson("picnic.rain".to_owned())));
    assert_eq!(entries.last(), Some(&Entry::Leave));
    let predictions = entries.iter().filter(|entry| matches!(entry, Entry::Predict(_))).count();
    assert_eq!(predictions, 1, "going back and forth makes no second prediction");
}

#[test]
fn a_lesson_can_be_left_and_another_begun() {
    let mut mode = mode();
    for line in ["next", "back", "leave"] {
        assert_eq!(said(&mut mode, &[line]), ["No lesson is being played; `lesson` lists them."]);
    }
    said(&mut mode, &["lesson rain", "", "2", "lesson picnic.rain"]);
    assert!(said(&mut mode, &["leave"])[0].starts_with("The lesson is left"));
    let rain = || Entry::Lesson("picnic.rain".to_owned());
    let lessons: Vec<Entry> = mode
        .take_entries()
        .into_iter()
        .filter(|entry| matches!(entry, Entry::Lesson(_) | Entry::Leave))
        .collect();
    assert_eq!(lessons, [rain(), Entry::Leave, rain(), Entry::Leave]);
    assert!(!mode.has_ended());
    said(&mut mode, &["quit"]);
    assert!(mode.has_ended());
}

#[test]
fn everything_that_can_be_said_is_in_the_help_and_understood() {
    let mut mode = mode();
    let help = said(&mut mode, &["help"]);
    let words: Vec<String> = help
        .iter()
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split([' ', ':']).next())
        .map(str::to_owned)
        .collect();
    assert!(words.len() >= 20, "{words:?}");
    for word in words.iter().filter(|word| *word != "quit") {
        assert!(!mode.take(word).is_fault, "{word}");
    }
}
