//! Handouts: every bundled case and a lesson in every format, read back by a parser of the format.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use whatif::language::bundled;
use whatif::language::files::Disk;
use whatif::language::library::Library;
use whatif::language::load::{load, load_texts};
use whatif::logic::compile::{Compiled, compile};
use whatif::logic::model::{FileId, StanceId, YES};
use whatif::logic::position::Position;
use whatif::report::handout::document::{Block, Document};
use whatif::report::handout::graph::Graph;
use whatif::report::handout::ladder::Ladder;
use whatif::report::handout::lesson::Course;
use whatif::report::handout::{
    Subject, case, dot, graph_picture, html, ladder_picture, lesson, markdown, steps, tidy,
};

const LIMIT: usize = 12;

/// A scenario with a lesson. Its outcomes are words that occur nowhere else in it.
const PICNIC: &str = r#"Scenario(
    title: "Picnic",
    as_of: "May",
    summary: "Whether there is one.",
    scales: [Scale(id: "mood", label: "Mood", values: [("glad", "delighted"), ("mixed", "torn"), ("sad", "crestfallen")])],
    conditions: [
        YesNo(id: "rain", label: "It rains", baseline: "no", grounds: stated),
        Choice(id: "tent", label: "The shelter", options: [("none", "nothing"), ("small", "a small tent"), ("big", "a big tent")],
               baseline: "none", grounds: assumed, note: "Tents are heavy."),
        YesNo(id: "guests", label: "Guests come", baseline: "unknown", grounds: implied),
    ],
    facts: [Fact(id: "dry", label: "Everyone stays dry", when: "not rain or tent is big")],
    stances: [
        Stance(id: "children", actor: "The children", toward: "going", scale: "mood", rules: [
            Rule(id: "fine", when: "dry", then: "glad", grounds: stated, because: "Dry is fine."),
            Rule(id: "wet", when: "not dry", then: "sad", grounds: implied, because: "Wet is not.", phrase: "soaked to the skin"),
        ]),
        Stance(id: "dog", actor: "The dog", toward: "going", scale: "mood", rules: [
            Rule(id: "company", when: "guests", then: "mixed", grounds: stated, because: "Strangers smell."),
            Rule(id: "alone", when: "not guests", then: "silent", grounds: assumed, because: "Nobody asked it."),
        ]),
    ],
    lessons: [
        Lesson(id: "weather", title: "What weather does", aim: "See what shelter changes.", steps: [
            Say("Look out of the window."),
            Set({"rain": "yes", "tent": "small"}),
            Predict(stance: "children", ask: "How do the children take it?"),
            Reveal("children"),
            Discuss("Why does the small one not help?", notes: "It holds two."),
            Set({"tent": "big"}),
            Predict(stance: "children", ask: "And with more canvas?"),
            Reveal("children"),
            Reset,
            Predict(stance: "dog", ask: "Where is the dog?"),
        ]),
    ],
)
"#;

/// Everything that a format could obey, in every text that a file may have.
const HOSTILE: &str = "</style><script>x</script> & &amp; \"q\" 'a' | a\\\\b \\\\n `c` *d* [e](f) \u{202e}g\u{2066} é漢 ]]> {h} $i$";

fn hostile() -> Library {
    let text = |start: &str| format!("{start} {HOSTILE}").replace('"', "\\\"");
    let scenario = format!(
        r#"Scenario(title: "{t}", as_of: "{t}", summary: "{t}",
            scales: [Scale(id: "s", label: "{t}", values: [("a", "{a}"), ("b", "{b}")], apart: [("c", "{c}")])],
            conditions: [
                YesNo(id: "x", label: "{t}\nsecond line", baseline: "unknown", grounds: stated, note: "{t}"),
                Reading(id: "y", label: "{minus}", options: [("k", "{a}"), ("l", "{b}")], baseline: "k", grounds: assumed),
            ],
            facts: [Fact(id: "f", label: "{t}", when: "x and y is k")],
            constraints: [Constraint(id: "x", label: "{t}", require: "x or y is k")],
            stances: [Stance(id: "z", actor: "{t}", toward: "{t}", scale: "s", rules: [
                Rule(id: "m", when: "f", then: "a", grounds: stated, because: "{t}", phrase: "{short}"),
                Rule(id: "n", when: "not f", then: "b", grounds: implied, because: "{t}"),
            ])],
            overrides: [Override(id: "x", when: "y is l", scales: ["s"], replaces: ["b"], then: "c", grounds: assumed, because: "{t}")],
            remarks: [Remark(id: "r", when: "always", text: "{t}")],
            lessons: [Lesson(id: "w", title: "{t}", aim: "{t}", steps: [
                Say("{t}"), Set({{"x": "yes"}}), Predict(stance: "z", ask: "{t}"), Reveal("z"), Discuss("{t}", notes: "{t}"), Reset,
            ])],
        )"#,
        t = text("#"),
        a = text("a"),
        b = text("- b"),
        c = text("1. c"),
        minus = text("=1+2"),
        short = "<b>&|",
    );
    load_texts(&[("hostile", &scenario)]).unwrap_or_else(|report| panic!("{}", report.render(false)))
}

struct At {
    library: Library,
    compiled: Compiled,
    position: Position,
}

impl At {
    fn baseline(library: Library) -> Self {
        let compiled = compile(&library.model).expect("it compiles");
        let position = Position::baseline(&library.model);
        Self { library, compiled, position }
    }

    fn subject(&self) -> Subject<'_> {
        Subject::new(&self.library, &self.compiled, &self.position)
    }

    fn course(&self) -> Course<'_> {
        Course::new(&self.library, &self.compiled, &self.library.lessons[0])
    }
}

fn picnic() -> At {
    At::baseline(
        load_texts(&[("picnic", PICNIC)]).unwrap_or_else(|report| panic!("{}", report.render(false))),
    )
}

/// Every bundled scenario on its own that is a case, and what a library of several holds.
fn all() -> Vec<At> {
    let mut all: Vec<At> = bundled::names()
        .map(|name| load(&[name.to_owned()], &Disk).expect("a bundled scenario"))
        .map(At::baseline)
        .filter(|at| !at.subject().cases().is_empty())
        .collect();
    assert!(all.len() > 8, "{} cases", all.len());
    let several = ["sudan", "libya", "measures"].map(str::to_owned);
    all.push(At::baseline(load(&several, &Disk).expect("bundled scenarios")));
    all.push(picnic());
    all.push(At::baseline(hostile()));
    // Something is open, something moved, and something is replaced.
    let mut moved = At::baseline(load(&["partnership".to_owned()], &Disk).expect("a bundled scenario"));
    let id = moved.library.model.conditions.iter().position(|condition| condition.id == "iran.us_intervenes");
    moved.position.suppose(id.expect("a condition").into(), Some(YES));
    all.push(moved);
    all
}

fn documents(at: &At) -> Vec<Document> {
    let subject = at.subject();
    let mut documents = vec![case::document(&subject, &subject.cases(), LIMIT)];
    documents.extend(at.library.lessons.iter().map(|found| {
        let course = Course::new(&at.library, &at.compiled, found);
        lesson::document(&course, true)
    }));
    documents
}

fn stances(subject: &Subject<'_>) -> Vec<StanceId> {
    subject.cases().into_iter().flat_map(|file: FileId| subject.stances(file)).collect()
}

/// An element of a page and all that it holds, in order.
fn walk(node: &Handle, visit: &mut impl FnMut(&Handle)) {
    visit(node);
    for child in node.children.borrow().iter() {
        walk(child, visit);
    }
}

fn name_of(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Element { name, .. } => Some(name.local.to_string()),
        _ => None,
    }
}

fn attributes(node: &Handle) -> Vec<(String, String)> {
    match &node.data {
        NodeData::Element { attrs, .. } => {
            let attributes = attrs.borrow();
            attributes.iter().map(|found| (found.name.local.to_string(), found.value.to_string())).collect()
        }
        _ => Vec::new(),
    }
}

fn words(node: &Handle) -> String {
    let mut words = String::new();
    walk(node, &mut |inner| {
        if let NodeData::Text { contents } = &inner.data {
            words.push_str(&contents.borrow());
        }
    });
    words
}

#[test]
fn every_page_is_one_file_without_faults() {
    for at in all() {
        for document in documents(&at) {
            let page = html::render(&document);
            let parsed = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default())
                .one(page.as_str());
            assert_eq!(
                parsed.errors.borrow().as_slice(),
                &[] as &[std::borrow::Cow<'_, str>],
                "{}",
                document.title
            );
            let mut ids = BTreeSet::new();
            let mut levels = Vec::new();
            let mut titles = Vec::new();
            walk(&parsed.document, &mut |node| {
                let Some(name) = name_of(node) else { return };
                assert!(
                    !["script", "link", "img", "iframe", "object", "base"].contains(&name.as_str()),
                    "{name}"
                );
                let found = attributes(node);
                for (key, value) in &found {
                    assert!(
                        !key.starts_with("on") && !["src", "srcset", "xlink:href"].contains(&key.as_str()),
                        "{key}"
                    );
                    assert!(key != "href" || value.starts_with("#chapter-"), "{value}");
                    assert!(key != "id" || ids.insert(value.clone()), "{value} twice");
                }
                match name.as_str() {
                    "html" => assert!(found.contains(&("lang".to_owned(), "en".to_owned()))),
                    "title" => titles.push(words(node)),
                    "h1" | "h2" | "h3" | "h4" => levels.push(name.as_bytes()[1] - b'0'),
                    _ => {}
                }
            });
            let plain = whatif::report::escape::plain(&document.title);
            assert_eq!(titles[0], plain);
            assert!(levels[0] == 1 && !levels[1..].contains(&1), "{levels:?}");
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is left out: {levels:?}");
            assert!(!page.contains("@import") && !page.contains("url("), "nothing is loaded");
            for wanted in ["prefers-color-scheme:dark", "@media print", "size:A4"] {
                assert!(page.contains(wanted), "{wanted}");
            }
        }
    }
}

#[test]
fn every_table_of_a_page_is_even() {
    for at in all() {
        for document in documents(&at) {
            for grid in document.blocks.iter().filter_map(|block| match block {
                Block::Table(grid) => Some(grid),
                _ => None,
            }) {
                assert!(grid.rows.iter().all(|row| row.len() == grid.header.len()), "{:?}", grid.header);
                assert!(!grid.rows.is_empty(), "{:?}", grid.header);
            }
        }
    }
}

/// The cells of a line of a Markdown table: pipes that are escaped begin none.
fn cells(line: &str) -> usize {
    let mut pipes = 0;
    let mut escaped = false;
    for character in line.chars() {
        pipes += usize::from(character == '|' && !escaped);
        escaped = character == '\\' && !escaped;
    }
    pipes
}

#[test]
fn markdown_has_even_tables_and_no_markup_of_a_files_own() {
    for at in all() {
        for document in documents(&at) {
            let text = markdown::render(&document);
            let mut width = None;
            for line in text.lines() {
                if line.starts_with('|') {
                    let cells = cells(line);
                    assert_eq!(*width.get_or_insert(cells), cells, "{line}");
                } else {
                    width = None;
                }
                let own = line.starts_with("<div style=") || line == "&nbsp;";
                let mut escaped = false;
                for character in line.chars() {
                    assert!(
                        own || escaped
                            || !['<', '`', '[', '&'].contains(&character)
                            || line.starts_with("- [ ] "),
                        "{line}"
                    );
                    escaped = character == '\\' && !escaped;
                }
            }
            assert!(!text.contains('\u{202e}') && !text.contains('\u{2066}'));
        }
    }
}

fn svg(text: &str) -> roxmltree::Document<'_> {
    let parsed = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let root = parsed.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    for label in root.attribute("aria-labelledby").expect("a label").split(' ') {
        let named = root.children().find(|child| child.attribute("id") == Some(label)).expect(label);
        assert!(named.text().is_some_and(|words| !words.is_empty()), "{label}");
    }
    parsed
}

fn number(node: roxmltree::Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name} of {node:?}"))
}

#[test]
fn every_ladder_is_a_picture_that_has_each_stance_once_a_place() {
    for at in all() {
        let subject = at.subject();
        let stances = stances(&subject);
        let ladder = Ladder::of(&subject, &stances);
        assert_eq!(ladder.rungs.iter().map(|rungs| rungs.rows.len()).sum::<usize>(), stances.len());
        let text = ladder_picture::svg(&ladder, "Ladder");
        let parsed = svg(&text);
        let width = number(parsed.root_element(), "width");
        for node in parsed.descendants().filter(|node| node.has_tag_name("circle")) {
            assert!(number(node, "cx") < width);
        }
        let places: usize = ladder.rungs.iter().map(|rungs| rungs.places.len() * rungs.rows.len()).sum();
        let circles = parsed.descendants().filter(|node| node.has_tag_name("circle")).count();
        assert!(circles >= places, "{circles} circles for {places} places");
    }
}

#[test]
fn no_box_of_a_graph_covers_another() {
    for at in all() {
        let subject = at.subject();
        let graph = Graph::of_files(&subject, &subject.cases());
        let text = graph_picture::svg(&subject, &graph, "Graph").expect("it is small enough");
        let parsed = svg(&text);
        let boxes: Vec<[f64; 4]> = parsed
            .descendants()
            .filter(|node| node.has_tag_name("rect") && node.attribute("x").is_some())
            .map(|node| {
                let (x, y) = (number(node, "x"), number(node, "y"));
                [x, y, x + number(node, "width"), y + number(node, "height")]
            })
            .collect();
        assert_eq!(boxes.len(), graph.nodes.len());
        let (width, height) =
            (number(parsed.root_element(), "width"), number(parsed.root_element(), "height"));
        for (index, left) in boxes.iter().enumerate() {
            assert!(left[2] < width && left[3] < height, "{left:?}");
            for right in &boxes[..index] {
                let apart =
                    left[2] <= right[0] || right[2] <= left[0] || left[3] <= right[1] || right[3] <= left[1];
                assert!(apart, "{left:?} and {right:?}");
            }
        }
        assert_eq!(
            parsed.descendants().filter(|node| node.attribute("marker-end").is_some()).count(),
            graph.edges.len()
        );
        for edge in &graph.edges {
            assert!(edge.from < edge.to, "what is depended on stands first");
        }
    }
}

#[test]
fn tables_for_spreadsheets_are_read_back() {
    for at in all() {
        let subject = at.subject();
        let cases = subject.cases();
        let text = tidy::grid(&subject, &cases).csv();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().expect("a header").clone();
        assert_eq!(header.iter().next(), Some("case"));
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("as long as the header")).collect();
        let model = &at.library.model;
        let in_cases = |file: FileId| cases.contains(&file);
        let conditions = model.conditions.iter().filter(|condition| in_cases(condition.file));
        let ids: Vec<&str> = conditions.map(|condition| condition.id.as_str()).collect();
        let found: Vec<&str> = rows.iter().filter(|row| &row[1] != "stance").map(|row| &row[2]).collect();
        assert_eq!(BTreeSet::from_iter(found), BTreeSet::from_iter(ids));
        assert_eq!(rows.iter().filter(|row| &row[1] == "stance").count(), stances(&subject).len());
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{text}");
        for found in &at.library.lessons {
            let course = Course::new(&at.library, &at.compiled, found);
            let text = steps::grid(&course, true).csv();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows: Vec<csv::StringRecord> =
                reader.records().map(|row| row.expect("as long as the header")).collect();
            assert!(rows.len() > found.steps.len(), "{text}");
        }
    }
}

/// The quoted strings of a DOT file line by line, and what is left of each line without them.
fn dot_lines(text: &str) -> Vec<(Vec<String>, String)> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (mut strings, mut rest) = (Vec::new(), String::new());
        let mut characters = line.chars();
        while let Some(character) = characters.next() {
            if character != '"' {
                rest.push(character);
                continue;
            }
            let mut string = String::new();
            loop {
                match characters.next().expect("a string ends in its line") {
                    '"' => break,
                    '\\' => string.extend(['\\', characters.next().expect("an escape")]),
                    other => string.push(other),
                }
            }
            strings.push(string);
            rest.push('S');
        }
        lines.push((strings, rest));
    }
    lines
}

#[test]
fn graphviz_reads_the_graph() {
    let is_installed = Command::new("dot").arg("-V").stderr(Stdio::null()).status().is_ok();
    for at in all() {
        let subject = at.subject();
        let graph = Graph::of_files(&subject, &subject.cases());
        let text = dot::render(&subject, &graph, &subject.title_of(&subject.cases()));
        let lines = dot_lines(&text);
        let declared: Vec<&String> = lines
            .iter()
            .filter(|(_, rest)| rest.starts_with("    S [label=S, "))
            .map(|(strings, _)| &strings[0])
            .collect();
        assert_eq!(declared.len(), graph.nodes.len());
        assert_eq!(BTreeSet::from_iter(&declared).len(), declared.len(), "no name twice");
        let edges: Vec<&Vec<String>> = lines
            .iter()
            .filter(|(_, rest)| rest.starts_with("  S -> S"))
            .map(|(strings, _)| strings)
            .collect();
        assert_eq!(edges.len(), graph.edges.len());
        assert!(edges.iter().all(|ends| declared.contains(&&ends[0]) && declared.contains(&&ends[1])));
        let braces = |brace: char| lines.iter().map(|(_, rest)| rest.matches(brace).count()).sum::<usize>();
        assert_eq!(braces('{'), braces('}'));
        if is_installed {
            let mut child = Command::new("dot")
                .arg("-Tsvg")
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it starts");
            // It may answer while it reads.
            let mut stdin = child.stdin.take().expect("a pipe");
            let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
            let output = child.wait_with_output().expect("it ends");
            writer.join().expect("it does not panic").expect("it reads everything");
            assert!(output.status.success() && !output.stdout.is_empty());
            assert!(!String::from_utf8_lossy(&output.stderr).contains("syntax error"));
        }
    }
}

#[test]
fn no_outcome_is_told_before_the_key() {
    let at = picnic();
    let course = at.course();
    let document = lesson::document(&course, true);
    let outcomes = ["delighted", "torn", "crestfallen", "the paper does not say"];
    let asked = 3;
    for text in [markdown::render(&document), html::render(&document)] {
        let (before, key) = match text.split_once("## Key") {
            Some(parts) => parts,
            None => text.split_once(">Key</h2>").expect("a key"),
        };
        for outcome in outcomes {
            assert_eq!(before.matches(outcome).count(), asked, "{outcome} only as a box to tick");
        }
        for secret in ["Wet is not", "soaked", "Strangers", "It holds two", "It rests on"] {
            assert!(!before.contains(secret), "{secret}");
        }
        assert_eq!(before.matches("cannot be told").count(), asked);
        assert_eq!(before.matches("How sure:").count(), asked);
        for told in [
            "crestfallen",
            "delighted",
            "torn or the paper does not say",
            "soaked to the skin",
            "It rests on",
        ] {
            assert!(key.contains(told), "{told}");
        }
        assert!(key.contains("The lesson asks this and does not reveal it."));
        assert!(key.contains("It holds two."));
    }
    let page = html::render(&document);
    assert!(page.contains("class=\"new-page\">Key</h2>"), "the key begins a page");
    let without_notes = markdown::render(&lesson::document(&course, false));
    assert!(!without_notes.contains("It holds two") && !without_notes.contains("For the instructor"));
    let table = steps::grid(&course, false);
    let key = table.rows.iter().position(|row| row[0] == "key").expect("a key");
    assert!(table.rows[..key].iter().all(|row| row[0] == "lesson" && row[6].is_empty()));
    assert_eq!(
        table.rows[key..].iter().map(|row| row[6].as_str()).collect::<Vec<_>>(),
        ["crestfallen", "delighted", "open: torn or the paper does not say"]
    );
    let ladder = ladder_picture::svg(&Ladder::blank(&at.subject(), &course.stances()), "Blank");
    let parsed = svg(&ladder);
    assert!(!parsed.descendants().any(|node| node.attribute("r") == Some("7")), "no place is marked");
}

#[test]
fn no_bundled_lesson_tells_its_answers_before_the_key() {
    let at = At::baseline(load(&[], &Disk).expect("the bundled scenarios"));
    for found in &at.library.lessons {
        let course = Course::new(&at.library, &at.compiled, found);
        let text = markdown::render(&lesson::document(&course, true));
        let (before, key) = text.split_once("## Key").expect("a key");
        for answer in course.key() {
            let subject = course.at(answer.position);
            for claim in subject.claims(answer.stance) {
                let because = whatif::report::escape::markdown(&claim.because);
                assert!(!before.contains(&because) && key.contains(&because), "{}: {because}", found.id);
            }
            let stance = whatif::report::sentences::stance(&at.library.model, answer.stance);
            let told = before.lines().filter(|line| line.starts_with(&stance)).collect::<BTreeSet<_>>();
            assert!(
                told.iter().all(|line| line.strip_prefix(&stance) == Some(":")),
                "{}: {told:?}",
                found.id
            );
        }
    }
}

#[test]
fn a_lesson_in_json_has_its_steps_and_answers() {
    let at = picnic();
    let course = at.course();
    let json = serde_json::to_value(steps::Written::new(&course, false)).expect("JSON");
    let steps = json["steps"].as_array().expect("steps");
    let kinds: Vec<&str> = steps.iter().map(|step| step["step"].as_str().expect("a word")).collect();
    let expected =
        ["say", "set", "predict", "reveal", "discuss", "set", "predict", "reveal", "reset", "predict"];
    assert_eq!(kinds, expected);
    assert_eq!(steps[1]["changes"], serde_json::json!({"picnic.rain": "yes", "picnic.tent": "small"}));
    assert_eq!(steps[2]["answer"], serde_json::json!(["sad"]));
    assert_eq!(steps[2]["places"], serde_json::json!(["glad", "mixed", "sad", "silent"]));
    assert_eq!(steps[3]["outcomes"], serde_json::json!(["sad"]));
    assert_eq!(steps[7]["outcomes"], serde_json::json!(["glad"]));
    assert_eq!(steps[9]["answer"], serde_json::json!(["mixed", "silent"]));
    assert!(steps[4].get("notes").is_none());
    let json = serde_json::to_value(steps::Written::new(&course, true)).expect("JSON");
    assert_eq!(json["steps"][4]["notes"], "It holds two.");
}

#[test]
fn a_position_that_is_ruled_out_is_named_as_such() {
    let mut at = At::baseline(load(&["iraq".to_owned()], &Disk).expect("a bundled scenario"));
    for (id, value) in [("iraq.terms_reading", "enabler"), ("iraq.regime_decision", "joint_open")] {
        let index = at.library.model.conditions.iter().position(|condition| condition.id == id).expect(id);
        let value = at.library.model.conditions[index].value(value).expect(value);
        at.position.suppose(index.into(), Some(value));
    }
    let subject = at.subject();
    let text = markdown::render(&case::document(&subject, &subject.cases(), LIMIT));
    assert!(text.contains("Ruled out: ") && text.contains("## It would take"), "{text}");
    assert!(!text.contains("## Then") && !text.contains("## The ladder"), "{text}");
}

#[test]
fn a_long_table_holds_fast_what_is_of_no_concern_and_says_so() {
    let at = At::baseline(load(&[], &Disk).expect("the bundled scenarios"));
    let subject = at.subject();
    let sudan = at.library.files.iter().position(|file| file.name == "sudan").expect("a file");
    let document = case::document(&subject, &[FileId::from(sudan)], LIMIT);
    let text = markdown::render(&document);
    let (_, tables) = text.split_once("## Decision tables").expect("tables");
    assert!(tables.contains("stay as supposed above"), "{tables}");
    assert!(!tables.contains("there are more"), "{tables}");
    assert_eq!(tables.lines().filter(|line| line.starts_with('|')).count(), 2 + 4, "{tables}");
}

#[test]
fn a_small_case_reads_well() {
    let at = At::baseline(load(&["libya".to_owned()], &Disk).expect("a bundled scenario"));
    let subject = at.subject();
    let document = case::document(&subject, &subject.cases(), LIMIT);
    insta::assert_snapshot!("libya", markdown::render(&document));
    let at = picnic();
    insta::assert_snapshot!("lesson", markdown::render(&lesson::document(&at.course(), true)));
}

fn whatif(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("export").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn every_export_is_the_same_on_every_run() {
    let folder = folder("same");
    let lesson = folder.join("picnic.ron");
    std::fs::write(&lesson, PICNIC).expect("written");
    let lesson = lesson.to_str().expect("a path");
    let of_lesson: &[&str] = &["-s", lesson, "--lesson", "weather", "--notes"];
    let of_case: &[&str] = &["-s", "afghanistan", "--set", "iran.us_intervenes=yes"];
    for about in [of_lesson, of_case] {
        for format in ["md", "html", "svg", "csv", "dot", "json"] {
            let mut arguments = vec!["export", "--format", format];
            arguments.extend(about);
            let (first, second) = (whatif(&arguments), whatif(&arguments));
            assert!(first.status.success(), "{}", text(&first.stderr));
            assert!(!first.stdout.is_empty() && first.stdout == second.stdout, "{arguments:?}");
            if format == "svg" {
                arguments.push("--graph");
                let (graph, again) = (whatif(&arguments), whatif(&arguments));
                assert!(
                    graph.status.success() && graph.stdout == again.stdout && graph.stdout != first.stdout
                );
            }
        }
    }
}

#[test]
fn json_is_what_eval_says() {
    let about = ["-s", "iraq", "--set", "bw_confirmed=yes", "--lock", "bw_confirmed"];
    let mut export = vec!["export", "--format", "json"];
    export.extend(about);
    let mut eval = vec!["eval", "--json"];
    eval.extend(about);
    let (export, eval) = (whatif(&export), whatif(&eval));
    assert!(export.status.success());
    assert_eq!(text(&export.stdout), text(&eval.stdout));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = folder("output");
    let file = folder.join("iraq.md");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, "an older handout").expect("written");
    let written = whatif(&["export", "-s", "iraq", "--output", path]);
    assert!(written.status.success() && written.stdout.is_empty(), "{}", text(&written.stderr));
    let printed = whatif(&["export", "-s", "iraq"]);
    assert_eq!(std::fs::read(&file).expect("a file"), printed.stdout);
    let nowhere = folder.join("no such folder").join("iraq.md");
    for impossible in [folder.to_str().expect("a path"), nowhere.to_str().expect("a path")] {
        let refused = whatif(&["export", "-s", "iraq", "--output", impossible]);
        assert_eq!(refused.status.code(), Some(2), "{impossible}");
        assert!(text(&refused.stderr).contains("cannot be written"), "{}", text(&refused.stderr));
    }
    // A faulty command line leaves the file as it is.
    assert_eq!(whatif(&["export", "-s", "iraq", "--set", "x=yes", "--output", path]).status.code(), Some(2));
    assert_eq!(std::fs::read(&file).expect("a file"), printed.stdout);
    let left: Vec<_> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left, ["iraq.md"], "nothing is left beside it");
}

#[cfg(unix)]
#[test]
fn a_link_and_its_files_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("link");
    let (file, link) = (folder.join("file.csv"), folder.join("link.csv"));
    std::fs::write(&file, "").expect("written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("permitted");
    std::os::unix::fs::symlink(&file, &link).expect("a link");
    let written =
        whatif(&["export", "-s", "iraq", "--format", "csv", "--output", link.to_str().expect("a path")]);
    assert!(written.status.success(), "{}", text(&written.stderr));
    assert!(std::fs::symlink_metadata(&link).expect("a link").is_symlink());
    let found = std::fs::metadata(&file).expect("a file");
    assert!(found.len() > 0 && found.permissions().mode() & 0o777 == 0o640);
}

#[test]
fn what_does_not_go_together_is_said() {
    let folder = folder("together");
    let picnic = folder.join("picnic.ron");
    std::fs::write(&picnic, PICNIC).expect("written");
    let picnic = picnic.to_str().expect("a path");
    let table: [(&[&str], &str); 8] = [
        (&["--graph"], "--format svg"),
        (&["-s", "scales"], "nothing to hand out"),
        (&["-s", "iraq", "--notes"], "--lesson"),
        (&["--lesson", "x", "--set", "a=yes"], "cannot be used with"),
        (&["-s", "measures", "--lesson", "x"], "lesson"),
        (&["-s", "nowhere"], "no bundled scenario"),
        (&["-s", picnic, "--lesson", "wether"], "did you mean `picnic.weather`?"),
        (&["-s", picnic, "--lesson", "history"], "choose `picnic.weather`"),
    ];
    for (arguments, said) in table {
        let output = whatif(&[&["export"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = text(&output.stderr);
        assert!(stderr.contains(said) && output.stdout.is_empty(), "{stderr}");
    }
}
