//! The pages in `docs/`: every example on them is loaded, and what they say that the program says is
//! compared with what it says.
//!
//! A block of code says by its first line what it is, and nothing else may be there:
//! - `ron NAME.ron` is a file without a fault; with `faulty` behind it, one with a fault.
//! - `ron add` goes before the last bracket of the file above; with `faulty`, until the next block.
//! - `ron fragment`: all of a page, in their order between `Scenario(` and `)`, are one file.
//! - `console` are commands behind `$`, run in the folder of these files, and what they print.
//! - `sh` are commands without their answers; those that need no classroom are run.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use whatif::language::expression::KEYWORDS;
use whatif::language::files::Disk;
use whatif::language::load::load;
use whatif::report::audit::checked;

const TUTORIAL: &str = include_str!("../docs/tutorial.md");
const LANGUAGE: &str = include_str!("../docs/language.md");
const INSTRUCTOR: &str = include_str!("../docs/instructor.md");

struct Block<'page> {
    info: &'page str,
    text: &'page str,
}

/// The blocks of code of a page.
fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (info, after) = after.split_once('\n').expect("a first line");
        let (text, after) = after.split_once("\n```\n").expect("a last line");
        blocks.push(Block { info, text });
        rest = after;
    }
    blocks
}

/// A folder of its own for one test, with what a page has in it.
struct Desk {
    folder: PathBuf,
    /// The scenario that the page works on, and its text without faulty additions.
    file: Option<(String, String)>,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("documents-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self { folder, file: None }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), format!("{}\n", text.trim_end())).expect("written");
    }

    fn put(&mut self, name: &str, text: &str, is_faulty: bool) {
        self.write(name, text);
        let found = self.findings(&[name]);
        assert_eq!(!found.is_empty(), is_faulty, "{text}\n{found}");
        if !is_faulty || self.file.as_ref().is_none_or(|(other, _)| other != name) {
            self.file = Some((name.to_owned(), text.to_owned()));
        }
    }

    fn add(&mut self, part: &str, is_faulty: bool) {
        let (name, text) = self.file.clone().expect("a file to add to");
        let start = text.trim_end().strip_suffix(')').expect("a scenario").trim_end();
        self.put(&name, &format!("{start}\n\n{part}\n)\n"), is_faulty);
    }

    fn requests(&self, names: &[&str]) -> Vec<String> {
        names.iter().map(|name| self.folder.join(name).display().to_string()).collect()
    }

    /// What `check` finds in files.
    fn findings(&self, names: &[&str]) -> String {
        let report = checked(load(&self.requests(names), &Disk));
        if report.diagnostics.is_empty() { String::new() } else { report.render(false) }
    }

    /// What a command prints, on both streams.
    fn run(&self, command: &str) -> String {
        let mut words = command.split(' ');
        assert_eq!(words.next(), Some("whatif"), "{command}");
        let output = Command::new(env!("CARGO_BIN_EXE_whatif"))
            .args(words)
            .current_dir(&self.folder)
            .output()
            .expect("the program starts");
        let mut printed = String::from_utf8(output.stdout).expect("UTF-8");
        printed.push_str(&String::from_utf8(output.stderr).expect("UTF-8"));
        printed
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn the_tutorial_says_what_the_program_says() {
    let mut desk = Desk::new("tutorial");
    let mut consoles = 0;
    for Block { info, text } in blocks(TUTORIAL) {
        match info.split(' ').collect::<Vec<_>>().as_slice() {
            ["ron", "add"] => desk.add(text, false),
            ["ron", "add", "faulty"] => desk.add(text, true),
            ["ron", name] => desk.put(name, text, false),
            ["ron", name, "faulty"] => desk.put(name, text, true),
            ["console"] => {
                consoles += 1;
                let mut said = String::new();
                for command in text.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    let _ = writeln!(said, "$ {command}\n{}", desk.run(command).trim_end());
                }
                assert_eq!(said.trim_end(), text);
            }
            ["sh"] => text.lines().for_each(|command| assert_eq!(desk.run(command), "", "{command}")),
            _ => panic!("a block of {info}"),
        }
    }
    assert!(consoles >= 9, "{consoles} consoles");
    let library = load(&desk.requests(&["snow_day.ron"]), &Disk).expect("what the tutorial arrives at");
    let model = &library.model;
    assert_eq!((model.conditions.len(), model.stances.len(), library.lessons.len()), (4, 2, 1));
}

#[test]
fn the_fragments_of_the_reference_are_one_file_without_a_fault() {
    let desk = Desk::new("language");
    let mut names = vec!["page.ron"];
    let mut fragments = String::new();
    for Block { info, text } in blocks(LANGUAGE) {
        match info.split(' ').collect::<Vec<_>>().as_slice() {
            ["ron", "fragment"] => fragments.extend([text, "\n\n"]),
            ["ron", name] => {
                desk.write(name, text);
                if !name.ends_with(".source.ron") {
                    names.push(name);
                }
            }
            _ => panic!("a block of {info}"),
        }
    }
    desk.write("page.ron", &format!("Scenario(\n{fragments})"));
    assert_eq!(desk.findings(&names), "");
    let library = load(&desk.requests(&names), &Disk).expect("no fault");
    assert_eq!(library.sources.len(), 1, "the outline is found, and locators are checked");
    assert_eq!((library.expectations.len(), library.lessons.len()), (2, 1));
}

/// Whatever the language has is on the page: its items, their fields, its words.
#[test]
fn the_reference_leaves_nothing_out() {
    let syntax = include_str!("../src/language/syntax.rs");
    let mut names = 0;
    for line in syntax.lines().map(str::trim) {
        let field = line.strip_prefix("pub ").unwrap_or(line).trim_start_matches("r#");
        let Some((name, _)) = field.split_once([':', '(', ' ', ',']) else { continue };
        let is_field = line.ends_with(',')
            && field.contains(": ")
            && name.chars().all(|letter| letter.is_lowercase() || letter == '_');
        let is_variant = (line.ends_with(',') || line.ends_with('{')) && name.starts_with(char::is_uppercase);
        if is_field {
            names += 1;
            assert!(LANGUAGE.contains(&format!("{name}:")), "the field `{name}`");
        } else if is_variant {
            names += 1;
            let word = name.to_lowercase();
            assert!(LANGUAGE.contains(name) || LANGUAGE.contains(&word), "the word `{name}`");
        }
    }
    assert!(names > 60, "{names} names");
    let (_, listed) = LANGUAGE.split_once("These words are no names: `").expect("the words of expressions");
    let mut listed: Vec<&str> = listed.split('`').next().unwrap_or_default().split_whitespace().collect();
    listed.sort_unstable();
    let mut words: Vec<&str> = KEYWORDS.into_iter().chain(["most"]).collect();
    words.sort_unstable();
    assert_eq!(listed, words);
}

/// A row of a session plan: from which minute, which steps, and which keys.
#[cfg(feature = "tui")]
struct Row {
    minute: u16,
    steps: (usize, usize),
    keys: Vec<String>,
}

#[cfg(feature = "tui")]
fn plan() -> Vec<Row> {
    let table = INSTRUCTOR.split("| minute |").nth(1).expect("a plan");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (first, last) = cells[1].split_once('-').unwrap_or((cells[1], cells[1]));
        let number = |text: &str| text.parse().expect("a number");
        Row {
            minute: cells[0].parse().expect("a minute"),
            steps: (number(first), number(last)),
            keys: cells[2].split(' ').map(str::to_owned).collect(),
        }
    })
    .collect()
}

/// Whoever presses the keys of the plan is where the plan says, and has everything revealed.
#[test]
#[cfg(feature = "tui")]
fn the_session_plan_runs_as_written() {
    use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
    use whatif::logic::compile::compile;
    use whatif::logic::position::Position;
    use whatif::sitting::Sitting;
    use whatif::tui::app::App;
    use whatif::tui::config::Config;
    use whatif::tui::theme::Name;
    use whatif::tui::{picture, take};

    let library = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario");
    let compiled = compile(&library.model).expect("and it compiles");
    let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
    let mut app = App::new(library, compiled, sitting, Config::default(), Name::HighContrast);
    picture::frame(&mut app, 80, 24);
    let press = |app: &mut App, code| {
        take(app, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        picture::frame(app, 80, 24);
    };
    let rows = plan();
    let mut next = 1;
    for pair in rows.windows(2) {
        assert!(pair[0].minute < pair[1].minute && pair[1].minute < 50);
    }
    for Row { minute, steps: (first, last), keys } in &rows {
        assert_eq!(*first, next, "minute {minute} goes on where the last row ended");
        for key in keys {
            match key.as_str() {
                "`enter`" => press(&mut app, KeyCode::Enter),
                "*choice*" => press(&mut app, KeyCode::Down),
                "*counts*" => [KeyCode::Down, KeyCode::Char('1'), KeyCode::Char('8'), KeyCode::Down]
                    .into_iter()
                    .for_each(|code| press(&mut app, code)),
                letter => {
                    let letter = letter.trim_matches('`');
                    assert_eq!(letter.len(), 1, "the key {letter}");
                    letter.chars().for_each(|letter| press(&mut app, KeyCode::Char(letter)));
                }
            }
        }
        let play = app.play.as_ref().expect("the lesson is played");
        assert_eq!(play.at() + 1, *last, "minute {minute}");
        assert!(!play.waits(), "minute {minute} leaves no question open");
        next = last + 1;
    }
    let play = app.play.as_ref().expect("the lesson is played");
    assert_eq!(app.library.lessons[play.lesson].id, "iraq.what_would_it_take");
    assert_eq!(play.len(), next - 1, "the plan has the whole lesson");
    let votes = play.questions().filter(|(_, question)| question.round.is_some()).count();
    assert_eq!(votes, 2, "two questions are voted on");
}

#[test]
fn the_handouts_of_the_plan_can_be_printed() {
    let desk = Desk::new("instructor");
    let handouts = blocks(INSTRUCTOR);
    let handouts = handouts.iter().flat_map(|block| block.text.lines());
    for command in handouts.filter(|command| command.starts_with("whatif export ")) {
        assert_eq!(desk.run(command), "", "{command}");
    }
    let class = fs::read_to_string(desk.folder.join("handout.html")).expect("a handout");
    let own = fs::read_to_string(desk.folder.join("notes.html")).expect("a handout");
    assert!(class.contains("Key</h2>") && !class.contains("Typical mistake"));
    assert!(own.contains("Typical mistake"));
}
