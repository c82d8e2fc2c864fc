//! The real program in a real terminal: what it does with keys, sizes and signals, and whether it
//! gives the terminal back.
#![cfg(all(unix, feature = "tui"))]

use portable_pty::{Child, CommandBuilder, MasterPty, NativePtySystem, PtySize, PtySystem};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    bytes: Vec<u8>,
}

impl Session {
    fn start(columns: u16, rows: u16, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_whatif"));
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command.env_remove("NO_COLOR");
        // Nothing of the person who runs the tests is read or written.
        own_home(&mut command);
        for (name, value) in environment {
            command.env(name, value);
        }
        Self::spawn(columns, rows, command)
    }

    fn spawn(columns: u16, rows: u16, command: CommandBuilder) -> Self {
        let pair = NativePtySystem::default()
            .openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(number) = reader.read(&mut buffer) {
                if number == 0 || sender.send(buffer[..number].to_vec()).is_err() {
                    return;
                }
            }
        });
        let size = |number| NonZeroU16::new(number).expect("a size");
        Self {
            child,
            writer: pair.master.take_writer().expect("a writer"),
            master: pair.master,
            output,
            screen: vt100::Parser::new(size(rows), size(columns), 0),
            bytes: Vec::new(),
        }
    }

    fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Waits until the screen is as wanted.
    fn wait(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !wanted(self.screen.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.bytes.extend(bytes);
                }
                Err(error) => {
                    panic!("waited for {what} in vain: {error}:\n{}", self.screen.screen().contents())
                }
            }
        }
    }

    fn wait_for(&mut self, words: &str) {
        self.wait(words, |screen| screen.contents().contains(words));
    }

    /// Waits for the end and returns what was written since the last wait.
    fn end(mut self) -> (portable_pty::ExitStatus, vt100::Parser) {
        let (sender, ended) = mpsc::channel();
        let mut child = self.child;
        thread::spawn(move || sender.send(child.wait()));
        let status = ended.recv_timeout(PATIENCE);
        // What a process of another test may hold open has no end.
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.screen.process(&bytes);
        }
        let status = status.unwrap_or_else(|error| {
            panic!("waited for the end in vain: {error}:\n{}", self.screen.screen().contents())
        });
        (status.expect("the program ends"), self.screen)
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("a process").to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &id]).status().expect("kill runs");
        assert!(status.success());
    }

    /// The letter of the process's state, as the system has it.
    fn state(&self) -> char {
        let id = self.child.process_id().expect("a process");
        let line = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        line.rsplit(") ").next().and_then(|rest| rest.chars().next()).unwrap_or('?')
    }

    fn wait_for_state(&mut self, wanted: char) {
        let deadline = Instant::now() + PATIENCE;
        while self.state() != wanted {
            assert!(Instant::now() < deadline, "the process never got into state {wanted}");
            thread::yield_now();
        }
    }
}

/// Gives a program folders of its own among the build's temporary files.
fn own_home(command: &mut CommandBuilder) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let home =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("home-{}-{number}", std::process::id()));
    for (name, folder) in [("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
        command.env(name, home.join(folder));
    }
}

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("whatif-terminal-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn is_given_back(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen()
        && !screen.hide_cursor()
        && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
}

#[test]
fn a_reader_toggles_and_quits() {
    let mut session = Session::start(120, 40, &["iraq"], &[]);
    session.wait_for("not tolerated");
    session.wait_for("germ-warfare programme is confirmed");
    session.send(" ");
    session.wait_for("1 changed");
    session.send("jpL");
    session.wait_for("open to terms");
    session.wait_for("locked");
    session.send("q");
    let (status, screen) = session.end();
    assert!(status.success());
    assert!(is_given_back(screen.screen()));
}

#[test]
fn escape_never_quits() {
    let mut session = Session::start(80, 24, &["iraq"], &[]);
    session.wait_for("Suppose");
    session.send("?");
    session.wait_for("Help");
    session.send("\x1b");
    session.wait("the explorer", |screen| screen.contents().contains("Because"));
    session.send("\x1b");
    session.send("?");
    session.wait_for("Help");
    session.send("q");
    session.wait("the explorer", |screen| screen.contents().contains("Because"));
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn a_new_size_is_drawn_at_once() {
    let mut session = Session::start(120, 40, &["iraq"], &[]);
    session.wait_for("Because");
    session
        .master
        .resize(PtySize { rows: 6, cols: 20, pixel_width: 0, pixel_height: 0 })
        .expect("a new size");
    let size = |number| NonZeroU16::new(number).expect("a size");
    session.screen.screen_mut().set_size(size(6), size(20));
    session.wait_for("needs 24×8");
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn signals_give_the_terminal_back() {
    for name in ["TERM", "INT", "HUP", "QUIT"] {
        let mut session = Session::start(100, 30, &["iraq"], &[]);
        session.wait_for("Because");
        session.signal(name);
        let (status, screen) = session.end();
        assert!(!status.success(), "SIG{name} is not a success");
        assert!(is_given_back(screen.screen()), "SIG{name}");
    }
}

#[test]
fn a_stopped_program_gives_the_terminal_back_and_takes_it_again() {
    let mut session = Session::start(100, 30, &["iraq"], &[]);
    session.wait_for("Because");
    session.signal("TSTP");
    session.wait("the terminal given back", is_given_back);
    session.wait_for_state('T');
    session.signal("CONT");
    session.wait("the screen again", |screen| {
        screen.alternate_screen() && screen.contents().contains("Because")
    });
    session.send("j ");
    session.wait_for("1 changed");
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn control_z_goes_to_the_shell_and_fg_comes_back() {
    let mut shell = CommandBuilder::new("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    shell.env("TERM", "xterm-256color");
    shell.env("PS1", "shell> ");
    own_home(&mut shell);
    shell.env_remove("NO_COLOR");
    let mut session = Session::spawn(100, 30, shell);
    session.wait_for("shell>");
    session.send(&format!("{} iraq\n", env!("CARGO_BIN_EXE_whatif")));
    session.wait("the screen", |screen| screen.alternate_screen() && screen.contents().contains("Because"));
    session.send("\x1a");
    session.wait("the shell", |screen| is_given_back(screen) && screen.contents().contains("Stopped"));
    session.send("stty -a | grep -o ' echo '; fg\n");
    session.wait("the screen again", |screen| {
        screen.alternate_screen() && screen.contents().contains("Because")
    });
    session.send("q");
    session.wait("the shell's prompt", |screen| {
        is_given_back(screen) && screen.contents().trim_end().ends_with("shell>")
    });
    session.send("exit\n");
    session.end();
}

#[test]
fn without_colours_the_selection_is_still_visible() {
    for (arguments, environment) in
        [(&["iraq", "--theme", "mono"][..], &[][..]), (&["iraq"][..], &[("NO_COLOR", "1")][..])]
    {
        let mut session = Session::start(100, 30, arguments, environment);
        session.wait("a reversed line in no colour", |screen| {
            let cells =
                || (0..30).flat_map(|row| (0..100).filter_map(move |column| screen.cell(row, column)));
            let reversed = cells().filter(|cell| cell.inverse() && cell.has_contents()).count();
            reversed > 20 && cells().all(|cell| cell.fgcolor() == vt100::Color::Default)
        });
        session.send("q");
        assert!(session.end().0.success());
    }
}

#[test]
fn an_idle_program_writes_nothing_and_a_toggle_little() {
    let mut session = Session::start(120, 40, &["iraq"], &[]);
    session.wait_for("not tolerated");
    session.send("j");
    while session.output.recv_timeout(Duration::from_millis(100)).is_ok() {}
    session.bytes.clear();
    session.send(" ");
    session.wait_for("1 changed");
    assert!(session.bytes.len() < 4096, "{} bytes", session.bytes.len());
    while session.output.recv_timeout(Duration::from_millis(100)).is_ok() {}
    assert!(session.output.recv_timeout(Duration::from_millis(300)).is_err(), "an idle program is silent");
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn a_killed_sitting_is_offered_and_resumed_at_its_last_step() {
    let folder = Folder::new("resume");
    let state = folder.path("state");
    let environment = [("XDG_STATE_HOME", state.as_str())];
    let mut session = Session::start(120, 40, &["iraq"], &environment);
    session.wait_for("not tolerated");
    session.send(" jp");
    session.wait_for("open to terms");
    session.signal("KILL");
    let (status, _) = session.end();
    assert!(!status.success());

    let mut session = Session::start(120, 40, &["iraq"], &environment);
    session.wait_for("`whatif --resume iraq-1` goes on with it.");
    session.send("q");
    assert!(session.end().0.success());

    let mut session = Session::start(120, 40, &["--resume", "iraq-1"], &environment);
    session.wait_for("iraq-1 goes on after 2 steps");
    session.wait_for("2 changed");
    session.send("u");
    session.wait_for("1 changed");
    session.send("q");
    let (status, screen) = session.end();
    assert!(status.success());
    assert!(screen.screen().contents().contains("Saved as iraq-1"), "{}", screen.screen().contents());

    let output = std::process::Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(["sittings", "--json"])
        .env("XDG_STATE_HOME", &state)
        .output()
        .expect("the program runs");
    let listed = String::from_utf8_lossy(&output.stdout);
    assert!(listed.contains("\"iraq-1\"") && listed.contains("\"closed\": true"), "{listed}");
}

/// A scenario about one condition.
fn scenario(label: &str) -> String {
    format!(
        r#"Scenario(title: "Tea", as_of: "now", summary: "S",
            scales: [Scale(id: "mood", label: "Mood", values: [("good", "good"), ("bad", "bad")])],
            conditions: [YesNo(id: "hot", label: "{label}", baseline: "no", grounds: stated, cite: [])],
            stances: [Stance(id: "guest", actor: "The guest", toward: "the tea", scale: "mood", rules: [
                Rule(id: "good", when: "hot", then: "good", grounds: stated, cite: [], because: "B"),
                Rule(id: "bad", when: "not hot", then: "bad", grounds: stated, cite: [], because: "B"),
            ])],
        )"#
    )
}

#[test]
fn a_scenario_that_is_saved_is_read_again_and_a_broken_one_loses_nothing() {
    let folder = Folder::new("reload");
    let path = folder.path("tea.ron");
    std::fs::write(&path, scenario("The water is hot")).expect("a file");
    let mut session = Session::start(100, 30, &[&path], &[]);
    session.wait_for("The water is hot");
    session.send(" ");
    session.wait_for("1 changed");
    std::fs::write(&path, scenario("The pot is warm")).expect("a file");
    session.wait_for("The pot is warm");
    session.wait_for("1 changed");
    std::fs::write(&path, scenario("The pot is warm").replace("YesNo(", "YesOrNo(")).expect("a file");
    session.wait_for("The file as saved has faults");
    session.wait_for("YesOrNo");
    session.send("q");
    session.wait_for("The pot is warm");
    // Editors write another file and put it in this one's place.
    let other = folder.path("tea.ron.new");
    std::fs::write(&other, scenario("The cup is full")).expect("a file");
    std::fs::rename(&other, &path).expect("a file in its place");
    session.wait_for("The cup is full");
    session.wait_for("1 changed");
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn edit_waits_for_a_file_and_for_a_good_save_and_then_keeps_the_position() {
    let folder = Folder::new("edit");
    let path = folder.path("tea.ron");
    let environment = [("EDITOR", "my-editor -x"), ("VISUAL", ""), ("TMUX", "")];
    let mut session = Session::start(120, 30, &["edit", &path], &environment);
    session.wait_for("There is no file");
    session.wait_for("writes one to start from");
    std::fs::write(&path, scenario("The water is hot").replace("YesNo(", "YesOrNo(")).expect("a file");
    session.wait_for("tea.ron has faults");
    session.wait_for("YesOrNo");
    std::fs::write(&path, scenario("The water is hot")).expect("a file");
    session.wait_for("Because");
    session.wait_for("Every save is read at once.");
    session.send(" ");
    session.wait_for("1 changed");
    std::fs::write(&path, "Scenario(").expect("a file");
    session.wait_for("The file as saved has faults");
    std::fs::write(&path, scenario("The pot is warm")).expect("a file");
    session.wait_for("The pot is warm");
    session.wait_for("1 changed");
    // What it uses from now on is concerned, too.
    let using = scenario("The pot is warm").replace("scales:", "uses: [\"cup\"], scales:");
    std::fs::write(&path, using).expect("a file");
    // What was said of the save before is taken back.
    session.wait("the fault alone", |screen| {
        let contents = screen.contents();
        contents.contains("there is no scenario `cup`") && !contents.contains("Read again.")
    });
    std::fs::write(folder.path("cup.ron"), scenario("The cup is full")).expect("a file");
    session.wait_for("Read again.");
    session.send("q");
    let (status, screen) = session.end();
    assert!(status.success());
    assert!(is_given_back(screen.screen()));
}

#[test]
fn while_edit_waits_keys_scroll_and_end() {
    let folder = Folder::new("edit-waits");
    let path = folder.path("tea.ron");
    let faulty = format!("Scenario(title: \"T\",\n{})", "    nonsense: 1,\n".repeat(30));
    std::fs::write(&path, faulty).expect("a file");
    let environment = [("EDITOR", "my-editor -x"), ("VISUAL", ""), ("TMUX", "")];
    let mut session = Session::start(80, 20, &["edit", &path], &environment);
    session.wait_for("tea.ron has faults");
    session.wait_for("`my-editor -x");
    session.send("G");
    session.wait("the end", |screen| screen.contents().contains('↑') && !screen.contents().contains('↓'));
    session.send("g");
    session
        .wait("the beginning", |screen| !screen.contents().contains('↑') && screen.contents().contains('↓'));
    session
        .master
        .resize(PtySize { rows: 6, cols: 20, pixel_width: 0, pixel_height: 0 })
        .expect("a new size");
    let size = |number| NonZeroU16::new(number).expect("a size");
    session.screen.screen_mut().set_size(size(6), size(20));
    session.wait_for("needs 24×8");
    session.send("q");
    let (status, screen) = session.end();
    assert!(status.success());
    assert!(is_given_back(screen.screen()));

    let mut session = Session::start(80, 20, &["edit", &path], &environment);
    session.wait_for("tea.ron has faults");
    session.signal("TERM");
    let (status, screen) = session.end();
    assert!(!status.success());
    assert!(is_given_back(screen.screen()));
}

/// A search path on which tmux only notes what it is asked, and where it does.
fn tmux_in(folder: &Folder) -> (String, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let (tmux, asked) = (folder.path("tmux"), folder.path("asked"));
    std::fs::write(&tmux, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{asked}'\n")).expect("a file");
    std::fs::set_permissions(&tmux, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let search = format!("{}:{}", folder.path(""), std::env::var("PATH").unwrap_or_default());
    (search, PathBuf::from(asked))
}

#[test]
fn edit_refuses_what_no_save_can_mend_and_opens_no_editor() {
    let folder = Folder::new("edit-names");
    let path = folder.path("My Tea.ron");
    let (search, asked) = tmux_in(&folder);
    let environment = [("PATH", search.as_str()), ("TMUX", "1"), ("VISUAL", "my-editor")];
    for there in [false, true] {
        if there {
            std::fs::write(&path, scenario("The water is hot")).expect("a file");
        }
        let session = Session::start(100, 30, &["edit", &path], &environment);
        let (status, screen) = session.end();
        assert_eq!(status.exit_code(), 2);
        assert!(screen.screen().contents().contains("my_tea"), "{}", screen.screen().contents());
        assert!(!asked.exists());
    }
    let (path, config) = (folder.path("tea.ron"), folder.path("config.ron"));
    std::fs::write(&path, scenario("The water is hot")).expect("a file");
    std::fs::write(&config, "Config(").expect("a file");
    let session = Session::start(100, 30, &["edit", &path, "--config", &config], &environment);
    let (status, screen) = session.end();
    assert_eq!(status.exit_code(), 2);
    assert!(screen.screen().contents().contains("config.ron"), "{}", screen.screen().contents());
    assert!(!asked.exists());
}

#[test]
fn edit_takes_a_file_by_its_name_though_a_bundled_one_has_it() {
    let folder = Folder::new("edit-bundled");
    std::fs::write(folder.path("iraq.ron"), scenario("The water is hot")).expect("a file");
    let mut session = Session::start(100, 30, &["edit", &folder.path("iraq")], &[("TMUX", "")]);
    session.wait_for("The water is hot");
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn edit_opens_the_editor_in_tmux() {
    let folder = Folder::new("edit-tmux");
    let path = folder.path("tea.ron");
    std::fs::write(&path, scenario("The water is hot")).expect("a file");
    let (search, asked) = tmux_in(&folder);
    let environment =
        [("PATH", search.as_str()), ("TMUX", "1"), ("VISUAL", "my-editor -x"), ("EDITOR", "other")];
    let mut session = Session::start(100, 30, &["edit", &path], &environment);
    session.wait_for("Your editor is open beside this screen");
    session.send("q");
    assert!(session.end().0.success());
    let asked = std::fs::read_to_string(asked).expect("tmux was asked");
    let asked: Vec<&str> = asked.lines().collect();
    assert_eq!(asked[..3], ["split-window", "-h", "-c"]);
    assert_eq!(asked[4..], ["sh", "-c", "my-editor -x \"$@\"", "my-editor -x", path.as_str()]);
}

#[test]
fn a_code_is_copied_through_the_terminal_and_leads_back() {
    let mut session = Session::start(120, 40, &["iraq"], &[]);
    session.wait_for("not tolerated");
    session.send(" jp");
    session.wait_for("open to terms");
    session.send("y");
    session.wait_for("Copied the code: ");
    let contents = session.screen.screen().contents();
    let code = contents.split("code: ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let code = code.expect("a code").to_owned();
    let osc = session.bytes.windows(7).any(|bytes| bytes == b"\x1b]52;c;");
    assert!(osc, "the terminal was asked to copy");
    session.send("q");
    assert!(session.end().0.success());
    let mut session = Session::start(120, 40, &["iraq", "--code", &code], &[]);
    session.wait_for("2 changed");
    session.wait_for("open to terms");
    session.send("B");
    session.wait_for("not tolerated");
    session.send(&format!(":code {code}\r"));
    session.wait_for("2 changed");
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn keys_of_the_configuration_are_in_force_and_conflicts_are_refused() {
    let folder = Folder::new("config");
    let path = folder.path("config.ron");
    std::fs::write(&path, r#"Config(theme: "mono", keys: {"help": ["f1"], "palette": ["?"]})"#)
        .expect("a file");
    let mut session = Session::start(100, 30, &["iraq", "--config", &path], &[]);
    session.wait_for("f1 help");
    session.send("?");
    session.wait_for("Command");
    session.send("\x1b");
    session.wait("the explorer", |screen| screen.contents().contains("Because"));
    session.send("q");
    assert!(session.end().0.success());
    std::fs::write(&path, r#"Config(keys: {"undo": ["x"]})"#).expect("a file");
    let session = Session::start(100, 30, &["iraq", "--config", &path], &[]);
    let (status, screen) = session.end();
    assert_eq!(status.exit_code(), 2);
    assert!(screen.screen().contents().contains("would mean both"), "{}", screen.screen().contents());
}

#[test]
fn a_replay_shows_how_it_was_and_then_how_it_is() {
    let mut session = Session::start(120, 40, &["iraq"], &[]);
    session.wait_for("not tolerated");
    session.send(" jp");
    session.wait_for("open to terms");
    for _ in 0..2 {
        session.send(".");
        session.wait_for("Before the last change");
        session.wait("how it is", |screen| {
            let contents = screen.contents();
            !contents.contains("Before the last change") && contents.contains("moved: not tolerated")
        });
    }
    session.send("q");
    assert!(session.end().0.success());
}

#[test]
fn a_panic_gives_the_terminal_back_and_ends_the_program() {
    for child in ["panics_as_it_draws", "panics_beside_what_draws"] {
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.args(["--ignored", "--exact", child, "--nocapture"]);
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        let session = Session::spawn(100, 30, command);
        let (status, screen) = session.end();
        assert!(!status.success(), "{child}");
        assert!(is_given_back(screen.screen()), "{child}");
        assert!(screen.screen().contents().contains("panicked"), "{}", screen.screen().contents());
    }
}

/// Run by the test above: a state that no reader can bring about, which cannot be drawn.
#[test]
#[ignore = "panics, in a terminal of its own"]
fn panics_as_it_draws() {
    run_explorer(usize::MAX);
}

/// Run by the test above: another thread panics once the terminal is taken.
#[test]
#[ignore = "panics, in a terminal of its own"]
fn panics_beside_what_draws() {
    thread::spawn(|| {
        while !crossterm::terminal::is_raw_mode_enabled().unwrap_or(false) {
            thread::yield_now();
        }
        panic!("beside what draws");
    });
    run_explorer(0);
}

fn run_explorer(case: usize) {
    use whatif::tui::{Events, Files, app::App, config::Config, theme::Name};
    let library = whatif::language::load::load(&["iraq".to_owned()], &whatif::language::files::Disk)
        .expect("a scenario");
    let compiled = whatif::logic::compile::compile(&library.model).expect("it compiles");
    let position = whatif::logic::position::Position::baseline(&library.model);
    let sitting = whatif::sitting::Sitting::new(&library.model, position);
    let mut app = App::new(library, compiled, sitting, Config::default(), Name::Mono);
    app.case = case;
    let files = Files {
        scenarios: Vec::new(),
        recorder: None,
        watched: std::collections::BTreeSet::new(),
        lesson_begun: None,
    };
    let _ = whatif::tui::run(app, Events::start().expect("signals"), files);
}

#[test]
fn a_lesson_that_is_named_opens_on_the_full_screen() {
    let mut session = Session::start(80, 24, &["lesson", "short_of_overthrow", "--no-save"], &[]);
    session.wait_for("Washington can press Baghdad");
    session.send("\u{3}");
    let (status, screen) = session.end();
    assert!(status.success());
    assert!(is_given_back(screen.screen()));
}

#[test]
fn the_notes_of_a_lesson_are_followed_on_a_second_terminal() {
    use whatif::notes::page::{Kind, Page};
    use whatif::notes::serve::Server;
    let folder = Folder::new("notes");
    let run = folder.path("run");
    let environment = [("XDG_RUNTIME_DIR", run.as_str())];
    let start = || Server::start_in(&folder.0.join("run").join("whatif")).expect("a lesson");
    let page = |step| Page {
        lesson: "The kettle".to_owned(),
        aim: "To see.".to_owned(),
        step,
        of: 9,
        kind: Kind::Discuss,
        text: "Why?".to_owned(),
        answer: None,
        why: None,
        notes: Some(format!("Whisper {step}.")),
        next: None,
        discussion: None,
        begun: whatif::sitting::store::now() - 60,
    };
    let mut session = Session::start(80, 24, &["notes"], &environment);
    session.wait_for("No lesson runs; waiting for one.");
    let lesson = start();
    lesson.show(&page(3));
    session.wait_for("Following lesson-");
    session.wait_for("Whisper 3.");
    let clock = |screen: &vt100::Screen| screen.rows(70, 10).next().unwrap_or_default();
    let first = clock(session.screen.screen());
    session.wait("a clock that moves by itself", |screen| {
        clock(screen).contains("1:") && clock(screen) != first
    });
    lesson.show(&page(4));
    session.wait_for("Whisper 4.");
    drop(lesson);
    session.wait_for("waiting for a lesson");
    session.send("\x1b?j");
    let lesson = start();
    lesson.show(&page(5));
    session.wait_for("Whisper 5.");
    session.send("q");
    let (status, screen) = session.end();
    assert!(status.success());
    assert!(is_given_back(screen.screen()));

    let mut session = Session::start(80, 24, &["notes", lesson.name()], &environment);
    session.wait_for("Whisper 5.");
    session.signal("TERM");
    let (status, screen) = session.end();
    assert!(!status.success());
    assert!(is_given_back(screen.screen()));
}
