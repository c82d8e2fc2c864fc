//! `whatif notes` from outside, beside lessons that run in this process.
#![cfg(all(unix, feature = "tui"))]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use whatif::language::files::Disk;
use whatif::language::load;
use whatif::lesson::Play;
use whatif::logic::compile::compile;
use whatif::logic::model::OutcomeSet;
use whatif::notes::page::{Kind, Page};
use whatif::notes::serve::Server;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A home of its own for one test.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("whatif-followed-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// A lesson where programs of this home look for it, in the runtime folder.
    fn lesson(&self) -> Server {
        Server::start_in(&self.0.join("run").join("whatif")).expect("a lesson")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whatif"));
        command.arg("notes").args(arguments);
        command.env("XDG_RUNTIME_DIR", self.0.join("run")).env("XDG_STATE_HOME", self.0.join("state"));
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code(), text(stdout), text(stderr))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A program that is ended with the test.
struct Following {
    child: Child,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
}

impl Following {
    fn start(mut command: Command) -> Self {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let stdout = lines(child.stdout.take().expect("a pipe"));
        let stderr = lines(child.stderr.take().expect("a pipe"));
        Self { child, stdout, stderr }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

/// The next line that has these words; whatever comes before it is passed over.
fn wait_for(lines: &Receiver<String>, words: &str) {
    let mut heard = Vec::new();
    loop {
        match lines.recv_timeout(PATIENCE) {
            Ok(line) if line.contains(words) => return,
            Ok(line) => heard.push(line),
            Err(error) => panic!("waited for `{words}` in vain: {error}; heard {heard:?}"),
        }
    }
}

fn page(lesson: &str, step: usize) -> Page {
    Page {
        lesson: lesson.to_owned(),
        aim: "To see.".to_owned(),
        step,
        of: 9,
        kind: Kind::Predict,
        text: format!("Question {step}?"),
        answer: Some(format!("Answer {step}.")),
        why: Some("Because.".to_owned()),
        notes: None,
        next: None,
        discussion: None,
        begun: whatif::sitting::store::now(),
    }
}

#[test]
fn without_a_lesson_the_answer_is_no() {
    let home = Home::new("none");
    assert_eq!(home.run(&["--once"]), (Some(1), String::new(), "No lesson runs.\n".to_owned()));
    let named = (Some(1), String::new(), "No lesson named lesson-1 runs.\n".to_owned());
    assert_eq!(home.run(&["--once", "lesson-1"]), named);
    assert_eq!(home.run(&["--list"]), (Some(0), "No lesson runs.\n".to_owned(), String::new()));
    assert_eq!(home.run(&["--list", "lesson-1"]).0, Some(2));
    assert!(!Path::new(&home.0).join("run").exists(), "looking leaves nothing behind");
}

#[test]
fn the_present_page_of_the_newest_lesson_or_of_one_by_name_is_printed() {
    let home = Home::new("once");
    let older = home.lesson();
    older.show(&page("The kettle", 2));
    let newer = home.lesson();
    newer.show(&page("The cup", 3));
    let (code, newest, _) = home.run(&["--once"]);
    assert_eq!(code, Some(0));
    assert!(newest.starts_with("The cup (0:") && newest.contains("Step 3 of 9: predict"), "{newest}");
    assert!(newest.contains("What will be revealed\n  Answer 3.\n  Because.\n"), "{newest}");
    let (_, named, _) = home.run(&["--once", older.name()]);
    assert!(named.starts_with("The kettle (") && named.contains("Answer 2."), "{named}");
    let (code, list, _) = home.run(&["--list"]);
    assert_eq!(code, Some(0));
    let rows: Vec<Vec<&str>> = list.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["name", "lesson", "step", "for"]);
    assert_eq!(rows[1][..6], ["lesson-2", "The", "cup", "3", "of", "9"]);
    assert_eq!(rows[2][..6], ["lesson-1", "The", "kettle", "2", "of", "9"]);
    drop((older, newer));
    assert_eq!(home.run(&["--once"]).0, Some(1));
}

#[test]
fn a_pipe_is_given_each_page_across_restarts() {
    let home = Home::new("pipe");
    let following = Following::start(home.command(&[]));
    wait_for(&following.stderr, "No lesson runs; waiting for one.");
    let lesson = home.lesson();
    wait_for(&following.stderr, "Following lesson-");
    for step in 1..4 {
        lesson.show(&page("The kettle", step));
        wait_for(&following.stdout, &format!("Step {step} of 9"));
        wait_for(&following.stdout, &format!("Answer {step}."));
    }
    drop(lesson);
    wait_for(&following.stderr, "lesson-1 is over or was ended; waiting for a lesson.");
    let lesson = home.lesson();
    lesson.show(&page("The cup", 5));
    wait_for(&following.stderr, "Following lesson-");
    wait_for(&following.stdout, "The cup");
    wait_for(&following.stdout, "Answer 5.");
}

#[test]
fn without_a_runtime_folder_the_state_folder_serves() {
    let home = Home::new("state");
    let lesson = Server::start_in(&home.0.join("state").join("whatif").join("notes")).expect("a lesson");
    lesson.show(&page("The kettle", 4));
    let mut command = home.command(&["--once"]);
    let output = command.env_remove("XDG_RUNTIME_DIR").output().expect("the program runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Answer 4."));
    assert!(home.run(&["--once"]).1.contains("Answer 4."), "the terminals need not agree on it");
}

#[test]
fn every_question_of_every_bundled_lesson_is_answered_with_its_reason() {
    let library = load::load(&[], &Disk).expect("the bundle");
    let compiled = compile(&library.model).expect("diagrams");
    let mut questions = 0;
    for (index, lesson) in library.lessons.iter().enumerate() {
        let mut play = Play::new(&library, index);
        loop {
            let page = Page::of(&library, &compiled, &play, 0);
            let asks = matches!(page.kind, Kind::Predict | Kind::Reveal);
            assert_eq!(page.answer.is_some(), asks, "{} at step {}", lesson.id, page.step);
            assert_eq!(page.why.is_some(), asks, "{} at step {}", lesson.id, page.step);
            questions += usize::from(asks);
            if let Some(question) = play.question_mut() {
                question.choose(0);
                question.commit(OutcomeSet::EMPTY);
            }
            if !play.forward() {
                break;
            }
        }
    }
    assert!(questions > 0, "the bundle has lessons");
}
