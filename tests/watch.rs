//! `check --watch` from outside: what it prints after a save, and how it ends.
#![cfg(feature = "tui")]

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn watching(path: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(["check", "--watch", path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

struct Lines(Receiver<String>);

impl Lines {
    fn of(child: &mut Child) -> Self {
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || stdout.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        Self(lines)
    }

    /// Reads until a line has these words in it; returns what was read.
    fn until(&self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut read = String::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let line = self.0.recv_timeout(left);
            let line = line.unwrap_or_else(|error| panic!("waited for {words} in vain: {error}\n{read}"));
            read.push_str(&line);
            read.push('\n');
            if line.contains(words) {
                return read;
            }
        }
    }
}

const GOOD: &str = r#"Scenario(title: "T", as_of: "now", summary: "S")"#;

#[test]
fn every_save_is_checked_of_the_file_and_of_those_that_it_uses() {
    let folder = folder("watch");
    let path = folder.join("tea.ron");
    let shown = path.to_str().expect("a path");
    std::fs::write(&path, GOOD).expect("written");
    let mut child = watching(shown);
    let lines = Lines::of(&mut child);
    lines.until("No fault found.");

    std::fs::write(&path, GOOD.replace("summary", "uses: [\"pot\"], summary")).expect("written");
    let read = lines.until("1 error.");
    assert!(read.contains(&format!("── {shown} saved ──")), "{read}");
    assert!(read.contains("there is no scenario `pot`"), "{read}");

    // A file that is not there yet is concerned as well.
    let used = folder.join("pot.ron");
    std::fs::write(&used, GOOD).expect("written");
    let read = lines.until("No fault found.");
    assert!(read.contains("pot.ron saved ──"), "{read}");

    // Nothing else is: of these two the second is told alone.
    std::fs::write(folder.join("cup.ron"), "Scenario(").expect("written");
    std::fs::remove_file(&used).expect("removed");
    let read = lines.until("1 error.");
    assert!(read.contains("pot.ron gone ──") && !read.contains("cup.ron"), "{read}");

    // Editors write another file and put it in this one's place.
    std::fs::write(folder.join("tea.ron.new"), GOOD).expect("written");
    std::fs::rename(folder.join("tea.ron.new"), &path).expect("a file in its place");
    let read = lines.until("No fault found.");
    assert!(read.contains("tea.ron saved ──"), "{read}");
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
}

#[cfg(unix)]
#[test]
fn it_ends_with_its_reader() {
    let folder = folder("watch_unread");
    let path = folder.join("tea.ron");
    std::fs::write(&path, GOOD).expect("written");
    let mut child = watching(path.to_str().expect("a path"));
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("a line");
    assert_eq!(line, "No fault found.\n");
    drop(stdout);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn what_cannot_be_watched_is_refused() {
    for (arguments, words) in [
        (&["check", "--watch", "iraq"][..], "what is bundled is never saved"),
        (&["check", "--watch", "no/such/folder/tea.ron"][..], "the folder `"),
        (&["check", "--watch", "No-Name.ron"][..], "cannot be the name of a scenario"),
        (&["check", "--watch", "--json"][..], "cannot be used with"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_whatif")).args(arguments).output().expect("it runs");
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains(words), "{complaint}");
    }
}
