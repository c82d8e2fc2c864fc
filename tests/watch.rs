//! `check --watch` from outside: what it prints after a save, and how it ends.
#![cfg(feature = "tui")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
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

fn watching(path: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(["check", "--watch"])
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn end(mut child: Child) {
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
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

/// It uses a scenario that is not there.
const FAULTY: &str = r#"Scenario(title: "T", as_of: "now", uses: ["pot"], summary: "S")"#;

#[test]
fn every_save_is_checked_of_the_file_and_of_those_that_it_uses() {
    let folder = folder("watch");
    let path = folder.join("tea.ron");
    let shown = path.to_str().expect("a path");
    std::fs::write(&path, GOOD).expect("written");
    let mut child = watching(&path);
    let lines = Lines::of(&mut child);
    lines.until("No fault found.");

    std::fs::write(&path, FAULTY).expect("written");
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
    end(child);
}

#[test]
fn a_file_that_does_not_rest_is_told_all_the_same() {
    let folder = folder("watch_restless");
    let path = folder.join("tea.ron");
    std::fs::write(&path, GOOD).expect("written");
    let mut child = watching(&path);
    let lines = Lines::of(&mut child);
    lines.until("No fault found.");
    let (end_writing, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        // It is dropped in any case, so that the writing ends.
        let _end_writing = end_writing;
        scope.spawn(move || {
            let between = Duration::from_millis(1);
            while ended.recv_timeout(between) == Err(RecvTimeoutError::Timeout) {
                std::fs::write(&path, GOOD).expect("written");
            }
        });
        lines.until("tea.ron saved ──");
        lines.until("tea.ron saved ──");
    });
    end(child);
}

#[test]
fn a_folder_that_is_put_back_is_watched_again() {
    let folder = folder("watch_folders");
    let (above, leaves) = (folder.join("above"), folder.join("above/leaves"));
    let path = leaves.join("tea.ron");
    std::fs::create_dir_all(&leaves).expect("a folder");
    std::fs::write(&path, GOOD).expect("written");
    let mut child = watching(&path);
    let lines = Lines::of(&mut child);
    lines.until("No fault found.");

    let away = folder.join("away");
    for (from, is_moved) in [(&leaves, false), (&leaves, true), (&above, false), (&above, true)] {
        let take_away = || {
            let _ = std::fs::remove_dir_all(&away);
            let taken = if is_moved { std::fs::rename(from, &away) } else { std::fs::remove_dir_all(from) };
            taken.expect("it is taken away");
        };
        take_away();
        let read = lines.until("1 error.");
        assert!(read.contains("tea.ron gone ──"), "{read}");
        // The file may be there before the folder is watched, or after.
        std::fs::create_dir_all(&leaves).expect("a folder");
        std::fs::write(&path, GOOD).expect("written");
        let read = lines.until("No fault found.");
        assert!(read.contains("tea.ron saved ──"), "{read}");
        std::fs::write(&path, FAULTY).expect("written");
        lines.until("there is no scenario `pot`");
        std::fs::write(&path, GOOD).expect("written");
        lines.until("No fault found.");

        // Or all is put back before anything is told.
        take_away();
        std::fs::create_dir_all(&leaves).expect("a folder");
        std::fs::write(&path, FAULTY).expect("written");
        lines.until("there is no scenario `pot`");
        std::fs::write(&path, GOOD).expect("written");
        lines.until("No fault found.");
    }
    end(child);
}

#[cfg(unix)]
#[test]
fn links_are_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder("watch_links");
    let [first, second, other] = ["first", "second", "other"].map(|name| folder.join(name));
    for place in [&first, &second, &other] {
        std::fs::create_dir(place).expect("a folder");
    }
    // A folder that is a link, and in it a file that is one to another.
    let current = folder.join("current");
    symlink("first", &current).expect("a link");
    symlink("../other/between.ron", first.join("tea.ron")).expect("a link");
    symlink("last.ron", other.join("between.ron")).expect("a link");
    let last = other.join("last.ron");
    std::fs::write(&last, GOOD).expect("written");
    std::fs::write(second.join("tea.ron"), FAULTY).expect("written");

    let path = current.join("tea.ron");
    let saved = format!("── {} saved ──", path.display());
    let mut child = watching(&path);
    let lines = Lines::of(&mut child);
    lines.until("No fault found.");

    std::fs::write(&last, FAULTY).expect("written");
    let read = lines.until("there is no scenario `pot`");
    assert!(read.contains(&saved), "{read}");
    std::fs::write(other.join("better.ron"), GOOD).expect("written");
    replace_link(&other.join("between.ron"), "better.ron");
    let read = lines.until("No fault found.");
    assert!(read.contains(&saved), "{read}");
    replace_link(&current, "second");
    let read = lines.until("there is no scenario `pot`");
    assert!(read.contains(&saved), "{read}");
    std::fs::write(second.join("tea.ron"), GOOD).expect("written");
    let read = lines.until("No fault found.");
    assert!(read.contains(&saved), "{read}");
    end(child);
}

/// Lets a link lead elsewhere, in one step.
#[cfg(unix)]
fn replace_link(link: &Path, target: &str) {
    let new = link.with_extension("new");
    std::os::unix::fs::symlink(target, &new).expect("a link");
    std::fs::rename(new, link).expect("a link in its place");
}

#[cfg(unix)]
#[test]
fn it_ends_with_its_reader() {
    let folder = folder("watch_unread");
    let path = folder.join("tea.ron");
    std::fs::write(&path, GOOD).expect("written");
    let mut child = watching(&path);
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
