//! Lessons and those who follow them, over sockets in a folder of their own.

use interprocess::local_socket::traits::Listener as _;
use interprocess::local_socket::{Listener, Stream};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use super::page::Kind;
use super::place::{self, Running, Taken};
use super::{Follower, News, Page, Server};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// What the server grants a listener that takes nothing.
const SERVERS_PATIENCE: Duration = Duration::from_secs(5);

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("whatif-notes-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn server(&self) -> Server {
        Server::start_in(&self.0).expect("a server")
    }

    fn follower(&self, name: Option<&str>) -> Follower {
        Follower::new(vec![self.0.clone()], name.map(str::to_owned), Duration::from_millis(10))
    }

    fn running(&self) -> Vec<Running> {
        place::running(std::slice::from_ref(&self.0))
    }

    fn take(&self) -> (Taken, Listener) {
        place::take(&self.0).expect("a name")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(step: usize) -> Page {
    Page {
        lesson: "L".to_owned(),
        aim: "A".to_owned(),
        step,
        of: 99,
        kind: Kind::Say,
        text: "T".to_owned(),
        answer: None,
        why: None,
        notes: None,
        next: None,
        discussion: None,
        begun: 0,
    }
}

/// The news that was waited for; whatever comes before it is passed over.
fn wait(follower: &mut Follower, what: &str, wanted: impl Fn(&News) -> bool) -> News {
    let deadline = Instant::now() + PATIENCE;
    let mut heard = Vec::new();
    while Instant::now() < deadline {
        let news = follower.news();
        if wanted(&news) {
            return news;
        }
        if news != News::Tick {
            heard.push(news);
        }
    }
    panic!("waited for {what} in vain; heard {heard:?}")
}

fn wait_for(follower: &mut Follower, wanted: &News) {
    wait(follower, &format!("{wanted:?}"), |news| news == wanted);
}

fn wait_for_page(follower: &mut Follower, step: usize) {
    wait_for(follower, &News::Page(Box::new(page(step))));
}

fn following(name: &str, others: usize) -> News {
    News::Following { name: name.to_owned(), others }
}

fn lost(name: &str) -> News {
    News::Lost { name: name.to_owned() }
}

#[test]
fn several_listeners_see_each_page() {
    let folder = Folder::new("several");
    let server = folder.server();
    let mut followers: Vec<Follower> = (0..3).map(|_| folder.follower(None)).collect();
    for step in 1..4 {
        server.show(&page(step));
        for follower in &mut followers {
            wait_for_page(follower, step);
        }
    }
}

#[test]
fn a_late_listener_is_shown_the_present_page_at_once() {
    let folder = Folder::new("late");
    let server = folder.server();
    server.show(&page(1));
    server.show(&page(2));
    let mut follower = folder.follower(None);
    assert_eq!(follower.news(), following("lesson-1", 0));
    let first = wait(&mut follower, "a page", |news| matches!(news, News::Page(_)));
    assert_eq!(first, News::Page(Box::new(page(2))), "pages that are past are not shown");
}

#[test]
fn a_listener_waits_for_a_lesson_and_for_the_next_one() {
    let folder = Folder::new("restart");
    let mut follower = folder.follower(None);
    assert_eq!(follower.news(), News::Waiting, "it says so");
    assert_eq!(follower.news(), News::Tick, "once");
    for step in 1..4 {
        let server = folder.server();
        server.show(&page(step));
        wait_for(&mut follower, &following("lesson-1", 0));
        wait_for_page(&mut follower, step);
        drop(server);
        wait_for(&mut follower, &lost("lesson-1"));
    }
}

#[test]
fn a_listener_that_takes_nothing_holds_nobody_up() {
    let folder = Folder::new("stuck");
    let server = folder.server();
    let stuck: Vec<Stream> = (0..3).map(|_| folder.running()[0].connect().expect("it is let in")).collect();
    let mut follower = folder.follower(None);
    wait_for(&mut follower, &following("lesson-1", 0));
    let begun = Instant::now();
    let mut large = page(0);
    // Several times what a socket holds.
    large.text = "T".repeat(1 << 18);
    for step in 1..=20 {
        large.step = step;
        server.show(&large);
    }
    wait(&mut follower, "the last page", |news| matches!(news, News::Page(page) if page.step == 20));
    drop(server);
    assert!(begun.elapsed() < SERVERS_PATIENCE, "nobody waited for those who took nothing");
    drop(stuck);
}

#[test]
fn a_listener_that_talks_or_is_gone_harms_nobody() {
    let folder = Folder::new("talks");
    let server = folder.server();
    let mut talking = folder.running()[0].connect().expect("it is let in");
    let talker = thread::spawn(move || {
        // More than the socket holds: the lesson does not listen to it.
        let _ = talking.write_all(&vec![b'x'; 1 << 24]);
    });
    server.show(&page(1));
    // More than may listen at once come and go, and nothing else is shown by which that is noticed.
    for _ in 0..100 {
        let stream = folder.running()[0].connect().expect("it is let in");
        // It is let go where those who are gone have not been noticed yet.
        let _ = BufReader::new(stream).lines().nth(1);
    }
    wait_for_page(&mut folder.follower(None), 1);
    drop(server);
    talker.join().expect("it is let go with the lesson");
}

#[test]
fn the_newest_lesson_is_followed_or_the_one_that_is_named() {
    let folder = Folder::new("newest");
    let older = folder.server();
    older.show(&page(1));
    let mut follower = folder.follower(None);
    let mut named = folder.follower(Some("lesson-1"));
    wait_for_page(&mut follower, 1);
    wait_for_page(&mut named, 1);
    let newer = folder.server();
    assert_eq!((older.name(), newer.name()), ("lesson-1", "lesson-2"));
    newer.show(&page(2));
    wait_for(&mut follower, &following("lesson-2", 1));
    wait_for_page(&mut follower, 2);
    wait_for(&mut named, &following("lesson-1", 1));
    older.show(&page(3));
    wait_for_page(&mut named, 3);
    let all: Vec<String> = folder.running().into_iter().map(|running| running.name).collect();
    assert_eq!(all, ["lesson-2", "lesson-1"]);
    drop(newer);
    wait_for(&mut follower, &lost("lesson-2"));
    wait_for(&mut follower, &following("lesson-1", 0));
    wait_for_page(&mut follower, 3);
    // A name that is free again is taken by the newest of all.
    let newest = folder.server();
    assert_eq!(newest.name(), "lesson-2");
    drop(older);
    wait_for(&mut named, &lost("lesson-1"));
    assert_eq!(named.news(), News::Tick, "another lesson is not taken for the one that was named");
}

#[test]
fn nothing_but_locks_is_left_behind() {
    let folder = Folder::new("left");
    let server = folder.server();
    let files = || -> Vec<String> {
        let entries = fs::read_dir(&folder.0).expect("a folder");
        entries.map(|entry| entry.expect("a file").file_name().into_string().expect("a name")).collect()
    };
    if cfg!(unix) {
        assert!(files().contains(&"lesson-1.socket".to_owned()), "{:?}", files());
    }
    drop(server);
    assert_eq!(files(), ["lesson-1.lock"]);
    assert_eq!(folder.running(), []);
}

#[cfg(unix)]
#[test]
fn what_a_killed_program_left_is_taken_over() {
    use std::os::unix::net::UnixListener;
    let folder = Folder::new("stale");
    fs::create_dir_all(&folder.0).expect("a folder");
    fs::write(folder.0.join("lesson-1.lock"), "").expect("a file");
    // The socket's file outlives it.
    drop(UnixListener::bind(folder.0.join("lesson-1.socket")).expect("a socket"));
    let mut follower = folder.follower(None);
    assert_eq!(follower.news(), News::Waiting);
    let server = folder.server();
    assert_eq!(server.name(), "lesson-1");
    server.show(&page(1));
    wait_for_page(&mut follower, 1);
}

#[cfg(unix)]
#[test]
fn no_other_user_can_enter() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mode");
    let mode = || fs::metadata(&folder.0).expect("a folder").permissions().mode() & 0o777;
    drop(folder.server());
    assert_eq!(mode(), 0o700);
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o755)).expect("another mode");
    drop(folder.server());
    assert_eq!(mode(), 0o700, "a folder that others could enter is closed to them");
    fs::remove_dir_all(&folder.0).expect("it can be removed");
    std::os::unix::fs::symlink(std::env::temp_dir(), &folder.0).expect("a link");
    assert!(Server::start_in(&folder.0).is_err(), "a link leads elsewhere");
    fs::remove_file(&folder.0).expect("it can be removed");
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    assert!(Server::start_in(&PathBuf::from("/dev/null/whatif")).is_err());
}

/// Sends whoever comes first these lines, and lets it go.
fn say(listener: Listener, lines: &'static str) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut stream = listener.accept().expect("somebody comes");
        // Whoever does not understand may be gone already.
        let _ = stream.write_all(lines.as_bytes());
    })
}

#[test]
fn another_version_is_named_and_passed_over() {
    let folder = Folder::new("foreign");
    let (_foreign, listener) = folder.take();
    let said = say(listener, "{\"whatif_notes\": 4711, \"more\": []}\n{}\n");
    let mut follower = folder.follower(None);
    wait_for(&mut follower, &News::Foreign { name: "lesson-1".to_owned() });
    said.join().expect("it has spoken");
    let server = folder.server();
    server.show(&page(1));
    wait_for(&mut follower, &following("lesson-2", 1));
    wait_for_page(&mut follower, 1);
}

#[test]
fn nonsense_loses_a_lesson_and_nothing_else() {
    for nonsense in [
        "",
        "nonsense\n",
        "\u{fffd}",
        "{\"whatif_notes\": 1}\nnonsense\n",
        "{\"whatif_notes\": 1}\n{\"step\": -1}\n",
        "{\"whatif_notes\": 1}\n\n\n{\"lesson\": \"torn",
    ] {
        let folder = Folder::new("nonsense");
        let (_taken, listener) = folder.take();
        let said = say(listener, nonsense);
        let mut follower = folder.follower(None);
        wait(&mut follower, "the end of it", |news| {
            *news == lost("lesson-1") || *news == News::Foreign { name: "lesson-1".to_owned() }
        });
        said.join().expect("it has spoken");
    }
}

#[test]
fn what_is_sent_is_a_greeting_and_a_page_a_line() {
    let folder = Folder::new("lines");
    let server = folder.server();
    server.show(&page(7));
    let stream = folder.running()[0].connect().expect("it is let in");
    let mut lines = BufReader::new(stream).lines();
    let mut next = || lines.next().expect("a line").expect("it can be read");
    assert_eq!(next(), "{\"whatif_notes\":1}");
    let sent: serde_json::Value = serde_json::from_str(&next()).expect("JSON");
    assert_eq!((&sent["step"], &sent["kind"]), (&7.into(), &"say".into()));
}
