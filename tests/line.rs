//! Line mode from outside: scripts in, transcripts out.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use whatif::language::files::Disk;
use whatif::language::library::{Library, Step};
use whatif::language::load::load;
use whatif::lesson::{Guess, Play, Question, Visible};
use whatif::logic::compile::{Compiled, compile};
use whatif::logic::diagram::Walk;
use whatif::logic::model::{Model, OutcomeSet, StanceId};
use whatif::report::{sentences, text};
use whatif::sitting::store::Store;

/// A home of its own for one test, so that no reader's own settings and sittings count.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("line-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whatif"));
        command
            .args(arguments)
            .env("XDG_STATE_HOME", self.0.join("state"))
            .env("XDG_CONFIG_HOME", self.0.join("config"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn whatif(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = self.command(arguments).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let input = input.to_vec();
        // It may end before it has read everything.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("it ends");
        writer.join().expect("the input is written");
        output
    }

    fn store(&self) -> Store {
        Store::at(self.0.join("state/whatif/sittings"))
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn bundle() -> (Library, Compiled) {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    (library, compiled)
}

/// What a reader does at the questions of a lesson.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Player {
    /// Answers all questions rightly.
    Knows,
    /// Answers none rightly, and names no outcome that is to come.
    Errs,
    /// The same, and before every step asks for whatever could tell.
    Pries,
}

/// A reveal as it must be told.
struct Revealed {
    stance: String,
    outcomes: String,
    labels: Vec<String>,
    right: bool,
}

/// The place of an answer.
fn answer(model: &Model, question: &Question, outcomes: OutcomeSet, player: Player) -> usize {
    let scale = model.scale_of(question.stance);
    let labels = || outcomes.iter().map(|outcome| scale.outcome_label(outcome));
    let names_one = |guess: &Guess| labels().any(|label| says(guess.words(scale), label));
    let wanted = |guess: &&Guess| {
        if player == Player::Knows {
            guess.is_right(outcomes)
        } else {
            !guess.is_right(outcomes) && !names_one(guess)
        }
    };
    let found = question.guesses.iter().position(|guess| wanted(&guess));
    found.unwrap_or_else(|| panic!("an answer on the scale {}", scale.id))
}

/// What a curious reader types where something is hidden; the last of it leaves no list open.
fn pry(library: &Library, question: Option<&Question>, script: &mut String) {
    let model = &library.model;
    for line in ["eval", "compare", "why", "table", "undo", "redo", "case iraq", "veil"] {
        let _ = writeln!(script, "{line}");
    }
    for stance in model.stances.iter().map(|stance| &stance.id) {
        for verb in ["why", "matters", "coverage", "table"] {
            let _ = writeln!(script, "{verb} {stance}");
        }
    }
    if let Some(question) = question {
        let stance = &model.stances[question.stance.index()].id;
        for value in &model.scale_of(question.stance).values {
            let _ = writeln!(script, "reach {stance}={}\nwhy-not {stance}={}", value.id, value.id);
        }
    }
    let condition = &model.conditions[0].id;
    let _ = writeln!(script, "suppose {condition}=unknown\nundo\nlock {condition}\nunlock {condition}\ncode");
}

/// The input for a lesson, and its reveals as they must be told.
fn script(library: &Library, compiled: &Compiled, lesson: usize, player: Player) -> (String, Vec<Revealed>) {
    let model = &library.model;
    let mut play = Play::new(library, lesson);
    let mut script = String::new();
    let mut reveals = Vec::new();
    while let Some(step) = play.step().cloned() {
        let position = play.position().expect("a position").clone();
        let follows = compiled.follow(&position, &mut Walk::default());
        let outcomes = |stance: StanceId| follows.stances[stance.index()].outcomes;
        // The input stops at every step but those that only move the position.
        let stops = !matches!(step, Step::Set(_) | Step::Reset);
        let is_hidden = play.visible() != Visible::All || play.asks_about(&position);
        if stops && player == Player::Pries && is_hidden {
            pry(library, play.question(), &mut script);
        }
        match step {
            Step::Predict { stance, .. } => {
                let question = play.question_mut().expect("a question");
                let place = answer(model, question, outcomes(stance), player);
                question.choose(place);
                assert!(question.commit(outcomes(stance)));
                let _ = writeln!(script, "{}\n2\n", place + 1);
            }
            Step::Reveal(stance) => {
                let scale = model.scale_of(stance);
                let labels = outcomes(stance).iter();
                reveals.push(Revealed {
                    stance: sentences::stance(model, stance),
                    outcomes: text::outcomes(model, stance, outcomes(stance)),
                    labels: labels.map(|outcome| scale.outcome_label(outcome).to_owned()).collect(),
                    right: player == Player::Knows,
                });
                script.push('\n');
            }
            Step::Say(_) | Step::Discuss { .. } => script.push('\n'),
            Step::Set(_) | Step::Reset => {}
        }
        assert!(play.forward());
    }
    (script, reveals)
}

/// Whether a line has these words, as words.
fn says(line: &str, words: &str) -> bool {
    let (line, words) = (line.to_lowercase(), words.to_lowercase());
    line.match_indices(&words).any(|(at, _)| {
        let is_edge = |character: Option<char>| character.is_none_or(|found| !found.is_alphanumeric());
        is_edge(line[..at].chars().next_back()) && is_edge(line[at + words.len()..].chars().next())
    })
}

/// Plays every bundled lesson, and holds each reveal to the logic and everything before it to silence.
fn play_all(player: Player, name: &str) {
    let (library, compiled) = bundle();
    let home = Home::new(name);
    for (index, lesson) in library.lessons.iter().enumerate() {
        let id = &lesson.id;
        let (input, expected) = script(&library, &compiled, index, player);
        let output = home.whatif(&["ask", "--lesson", id, "--no-save"], input.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{id}: {}", text_of(&output.stderr));
        let transcript = text_of(&output.stdout);
        let lines: Vec<&str> = transcript.lines().collect();
        assert!(lines.contains(&"That is the end of the lesson."), "{id}: {transcript}");
        let is_numbered = |line: &str| {
            let answer = line.strip_prefix("  ").and_then(|line| line.split_once(". "));
            answer.is_some_and(|(number, answer)| {
                let scales = library.model.scales.iter();
                number.parse::<usize>().is_ok()
                    && (answer == "the paper does not say"
                        || scales.flat_map(|scale| &scale.values).any(|value| value.label == answer))
            })
        };
        let mut found = 0;
        let mut since = 0;
        for at in 0..lines.len() {
            if !lines[at].ends_with(" Revealed:") {
                continue;
            }
            let Revealed { stance, outcomes, labels, right } = &expected[found];
            found += 1;
            for line in &lines[since..at] {
                let is_silent = is_numbered(line) || line.starts_with('>');
                for label in labels.iter().filter(|_| !is_silent && player != Player::Knows) {
                    assert!(!says(line, label), "{id}: “{line}” tells “{label}” before reveal {found}");
                }
            }
            assert_eq!(lines[at + 1], format!("{stance}: {outcomes}."), "{id}: reveal {found}");
            let judgement = if *right { " (fairly sure): right." } else { " (fairly sure): not so." };
            assert!(lines[at + 2].ends_with(judgement), "{id}: {}", lines[at + 2]);
            assert!(lines[at + 3].starts_with("  "), "{id}: reveal {found} has a reason");
            // What a reveal tells of one question is told before the next.
            let end = lines[at..].iter().position(|line| line.starts_with('>'));
            since = at + end.expect("the input goes on");
        }
        assert_eq!(found, expected.len(), "{id}: every reveal is told");
        let made = expected.len();
        if made > 0 {
            let right = if player == Player::Knows { made } else { 0 };
            let words = format!("{right} of {made} predictions came true: fairly sure, {right} of {made}.");
            assert!(lines.contains(&words.as_str()), "{id}: {words}");
        }
        let wrong = lines.iter().filter(|line| line.contains(", on “")).count();
        assert_eq!(wrong, if player == Player::Knows { 0 } else { made }, "{id}: what to read again");
        for step in &lesson.steps {
            if let Step::Discuss { notes: Some(notes), .. } = step {
                let beginning: String = notes.chars().take(30).collect();
                assert!(!transcript.contains(&beginning), "{id}: the notes are the instructor's");
            }
        }
    }
}

#[test]
fn every_lesson_can_be_played_by_someone_who_knows() {
    play_all(Player::Knows, "knows");
}

#[test]
fn no_lesson_tells_an_outcome_before_its_reveal() {
    play_all(Player::Errs, "errs");
}

#[test]
fn no_lesson_tells_an_outcome_to_someone_who_asks_for_it() {
    play_all(Player::Pries, "pries");
}

#[test]
fn a_class_script_reads_as_a_transcript() {
    let home = Home::new("class");
    let script = include_str!("scripts/class.txt");
    let output = home.whatif(&["ask", "iraq"], script.as_bytes());
    let (transcript, errors) = (text_of(&output.stdout), text_of(&output.stderr));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("line__class_script", transcript);
    });
    assert_eq!(output.status.code(), Some(2), "a line was not understood");
    assert!(errors.contains("one line of the input was not understood: 17\n"), "{errors}");
    let again = home.whatif(&["ask", "iraq"], script.as_bytes());
    assert_eq!(text_of(&again.stdout), transcript, "the same lines have the same answers");
}

#[test]
fn moves_are_saved_under_the_readers_name_if_one_is_given() {
    let home = Home::new("saved");
    let input = b"suppose bw_confirmed=yes\nundo\n";
    let output = home.whatif(&["ask", "iraq", "--reader", "Ada", "--set", "iraq.pretext=other"], input);
    assert_eq!(output.status.code(), Some(0));
    let errors = text_of(&output.stderr);
    assert_eq!(errors, "Saved as iraq-1: `whatif record iraq-1` tells what it holds.\n");
    assert_eq!(home.whatif(&["ask", "iraq"], input).status.code(), Some(0));
    assert_eq!(home.whatif(&["ask", "iraq", "--no-save"], input).status.code(), Some(0));
    assert_eq!(home.whatif(&["ask", "iraq"], b"eval\n").status.code(), Some(0), "nothing was done");
    let saved = home.store().list().expect("a list");
    let mut readers: Vec<(String, Option<String>)> = saved
        .into_iter()
        .map(|saved| (saved.name, saved.journal.expect("a sitting").header.reader))
        .collect();
    readers.sort();
    assert_eq!(readers, [("iraq-1".to_owned(), Some("Ada".to_owned())), ("iraq-2".to_owned(), None)]);
    let model = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario").model;
    let (journal, _) = home.store().resume("iraq-1").expect("it can be taken up again");
    assert!(journal.is_closed());
    let (sitting, lost) = journal.restore(&model);
    assert_eq!((sitting.steps().len(), sitting.at(), lost.names.len()), (2, 0, 0));
    let config = home.0.join("config/whatif");
    std::fs::create_dir_all(&config).expect("a folder");
    std::fs::write(config.join("config.ron"), "Config(save: false)").expect("a configuration");
    assert_eq!(home.whatif(&["ask", "iraq"], input).status.code(), Some(0));
    assert_eq!(home.store().list().expect("a list").len(), 2, "the configuration says not to save");
}

#[test]
fn a_lesson_under_way_can_be_gone_on_with() {
    let home = Home::new("under-way");
    let output = home.whatif(&["lesson", "short_of_overthrow"], b"\n1\n1\n\n");
    assert_eq!(output.status.code(), Some(0));
    let (journal, _) = home.store().resume("all-1").expect("it is saved");
    assert_eq!(journal.lesson(), Some(("iraq.short_of_overthrow", 3)));
}

#[test]
fn no_input_makes_it_fail_or_go_on_for_ever() {
    let home = Home::new("any");
    let long = [b"why ".to_vec(), vec![b'x'; 200_000], b"\nquit\n".to_vec()].concat();
    let table: [(&[u8], i32); 6] = [
        (b"", 0),
        (b"\n\n\n", 0),
        (b"# nothing", 0),
        (b"\xff\xfe\0\x1b[2J\n", 2),
        (&long, 2),
        (b"quit\nnonsense\n", 0),
    ];
    for (input, code) in table {
        let output = home.whatif(&["ask", "iraq", "--no-save"], input);
        assert_eq!(output.status.code(), Some(code), "{}", text_of(&output.stderr));
        assert!(!output.stdout.contains(&0x1b), "nothing typed moves the cursor");
    }
    // Whoever reads may stop reading.
    let mut child = home.command(&["ask", "iraq", "--no-save"]).spawn().expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let _ = stdin.write_all(b"eval\neval\n");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), text_of(&output.stderr).as_str()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_once_and_ends_nothing() {
    let home = Home::new("full");
    let state = home.0.join("state");
    std::fs::write(&state, "a file where a folder should be").expect("a file");
    assert!(Path::new(&state).is_file());
    let output = home.whatif(&["ask", "iraq"], b"suppose bw_confirmed=yes\nundo\nredo\n");
    assert_eq!(output.status.code(), Some(0));
    let errors = text_of(&output.stderr);
    assert_eq!(errors.matches("warning: the sitting cannot be saved").count(), 1, "{errors}");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    let mut child = home.command(&["ask", "iraq", "--no-save"]).stdout(full).spawn().expect("it starts");
    drop(child.stdin.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(2));
    assert!(text_of(&output.stderr).starts_with("error: "), "{}", text_of(&output.stderr));
}

#[test]
fn lessons_are_listed() {
    let home = Home::new("list");
    let (library, _) = bundle();
    let output = home.whatif(&["lesson", "--json"], b"");
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), library.lessons.len());
    let plain = text_of(&home.whatif(&["lesson"], b"").stdout);
    for (listed, lesson) in list.iter().zip(&library.lessons) {
        assert_eq!(listed["id"], lesson.id.as_str());
        assert_eq!(listed["title"], lesson.title.as_str());
        assert_eq!(listed["aim"], lesson.aim.as_str());
        assert_eq!(listed["steps"], lesson.steps.len());
        let line = format!("{}: {} ({} steps)", lesson.id, lesson.title, lesson.steps.len());
        assert!(plain.contains(&line), "{line}");
    }
    assert_eq!(
        text_of(&home.whatif(&["lesson", "-s", "libya"], b"").stdout),
        "These scenarios hold no lessons.\n"
    );
    let output = home.whatif(&["lesson", "what_would_it"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text_of(&output.stderr).contains("help: "), "{}", text_of(&output.stderr));
}

/// Everything that is written to a terminal of 60 columns while these lines are typed.
#[cfg(unix)]
fn typed(home: &Home, arguments: &[&str], input: &str) -> String {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    use std::io::Read as _;
    let size = PtySize { rows: 24, cols: 60, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_whatif"));
    command.args(arguments);
    command.env("XDG_STATE_HOME", home.0.join("state"));
    command.env("XDG_CONFIG_HOME", home.0.join("config"));
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    writer.write_all(input.as_bytes()).expect("it can be typed");
    let mut written = Vec::new();
    let mut some = [0; 4096];
    // When the program has ended, reading is an error on some systems and the end on others.
    while let Ok(number @ 1..) = reader.read(&mut some) {
        written.extend_from_slice(&some[..number]);
    }
    assert!(child.wait().expect("it ends").success(), "whoever types reads what was not understood");
    text_of(&written)
}

#[cfg(unix)]
#[test]
fn a_terminal_is_prompted_and_nothing_is_drawn() {
    let home = Home::new("terminal");
    // What is not understood by someone who types is no failure of a script; the last is the end of input.
    let written = typed(&home, &["ask", "iraq"], "nonsense\nsuppose bw_confirmed=yes\ncase iraq\n\u{4}");
    assert!(!written.contains('\u{1b}'), "{written}");
    assert_eq!(written.matches("> ").count(), 4, "{written}");
    assert!(!written.contains("> nonsense\r\n> nonsense"), "what is typed is not echoed again: {written}");
    assert!(written.contains("Supposed: A germ-warfare programme is confirmed: yes.\r\n"), "{written}");
    assert!(written.lines().all(|line| line.chars().count() <= 60), "{written}");
    assert!(written.contains("\r\n    "), "long lines go on further in: {written}");
    assert!(written.contains("Saved as iraq-1"), "{written}");
}
