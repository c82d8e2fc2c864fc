//! What authors do with their files, from outside: `whatif new` and `whatif fmt`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("authors-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).expect("written");
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a text")
    }

    /// The names of all that is in it.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Runs the program in it.
    fn whatif(&self, arguments: &[&str]) -> Run {
        self.whatif_with(arguments, "")
    }

    fn whatif_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_whatif"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // It may end without reading.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Run::of(child.wait_with_output().expect("it ends"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

const UNTIDY: &str = "\u{feff}Scenario(title: \"T\", as_of: \"\", // when\n  summary: \"S\")";
const TIDY: &str = "Scenario(\n    title: \"T\",\n    as_of: \"\", // when\n    summary: \"S\",\n)\n";

#[test]
fn a_new_file_can_be_explored_checked_and_laid_out_at_once() {
    let folder = Folder::new("new");
    let run = folder.whatif(&["new", "my_paper"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(run.stdout, @r"
    my_paper.ron is written. What to do next:
      whatif my_paper.ron        explore it
      whatif check my_paper.ron  look for faults, after every change
      whatif fmt my_paper.ron    tidy its layout
    ");
    assert_eq!(folder.names(), ["my_paper.ron"]);
    let run = folder.whatif(&["my_paper.ron"]);
    assert!(run.stdout.contains("The council, toward opening on Sundays: against."), "{}", run.stdout);
    let run = folder.whatif(&["check", "my_paper.ron"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "No fault found.\n"));
    let run = folder.whatif(&["fmt", "my_paper.ron"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "my_paper.ron: nothing to do\n"));
}

#[test]
fn a_new_file_may_start_from_a_bundled_one() {
    let folder = Folder::new("from");
    fs::create_dir(folder.path("papers")).expect("a folder");
    let run = folder.whatif(&["new", "papers/my_iraq.ron", "--from", "iraq"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let run =
        folder.whatif(&["eval", "-s", "papers/my_iraq.ron", "--set", "my_iraq.bw_confirmed=yes", "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("\"my_iraq.overthrow\""), "{}", run.stdout);
    assert_eq!(folder.whatif(&["check", "papers/my_iraq.ron"]).code, Some(0));
    assert_eq!(folder.whatif(&["fmt", "--check", "papers/my_iraq.ron"]).code, Some(0));
    let run = folder.whatif(&["new", "other", "--from", "irak"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("did you mean `iraq`?"), "{}", run.stderr);
    assert_eq!(folder.names(), ["papers"]);
}

#[test]
fn a_new_file_replaces_none() {
    let folder = Folder::new("occupied");
    folder.write("my_paper.ron", "mine");
    for name in ["my_paper", "my_paper.ron", "./my_paper"] {
        let run = folder.whatif(&["new", name]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(run.stderr.contains("is there already"), "{}", run.stderr);
    }
    let run = folder.whatif(&["new", "nowhere/my_paper"]);
    assert!(run.code == Some(2) && run.stderr.contains("there is no folder `nowhere`"), "{}", run.stderr);
    let run = folder.whatif(&["new", "My Paper"]);
    assert!(run.code == Some(2) && run.stderr.contains("try `whatif new my_paper`"), "{}", run.stderr);
    assert_eq!(folder.names(), ["my_paper.ron"]);
    assert_eq!(folder.read("my_paper.ron"), "mine");
}

#[test]
fn files_are_laid_out_where_they_need_it() {
    let folder = Folder::new("layout");
    folder.write("untidy.ron", UNTIDY);
    folder.write("tidy.ron", TIDY);
    let before = fs::metadata(folder.path("tidy.ron")).expect("a file").modified().expect("a time");

    let run = folder.whatif(&["fmt", "--check", "untidy.ron", "tidy.ron"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(1), "untidy.ron\n", ""));
    assert_eq!(folder.read("untidy.ron"), UNTIDY);

    let run = folder.whatif(&["fmt", "untidy.ron", "tidy.ron"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(run.stdout, "untidy.ron: laid out anew\ntidy.ron: nothing to do\n");
    assert_eq!(folder.read("untidy.ron"), TIDY);
    let after = fs::metadata(folder.path("tidy.ron")).expect("a file").modified().expect("a time");
    assert_eq!(before, after);

    let run = folder.whatif(&["fmt", "--check", "untidy.ron", "tidy.ron"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""));
    assert_eq!(folder.names(), ["tidy.ron", "untidy.ron"], "nothing is left behind");
}

#[test]
fn the_line_ends_of_windows_stay_and_a_byte_order_mark_goes() {
    let folder = Folder::new("windows");
    let tidy = TIDY.replace('\n', "\r\n");
    folder.write("untidy.ron", &UNTIDY.replace('\n', "\r\n"));
    folder.write("tidy.ron", &tidy);
    let run = folder.whatif(&["fmt", "--check", "untidy.ron", "tidy.ron"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), "untidy.ron\n"));
    assert_eq!(folder.whatif(&["fmt", "untidy.ron"]).code, Some(0));
    assert_eq!(folder.read("untidy.ron"), tidy);
}

#[test]
fn stdin_is_laid_out_on_stdout() {
    let folder = Folder::new("stdin");
    let run = folder.whatif_with(&["fmt", "-"], UNTIDY);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), TIDY));
    let run = folder.whatif_with(&["fmt", "--check", "-"], UNTIDY);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), "-\n"));
    let run = folder.whatif_with(&["fmt", "-"], "Scenario(");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("stdin:1:"), "{}", run.stderr);
    assert_eq!(folder.whatif(&["fmt", "-", "-"]).code, Some(2));
}

#[test]
fn faulty_files_stay_and_the_others_are_laid_out() {
    let folder = Folder::new("faulty");
    let faulty = "Scenario(title: \"T\"\n  as_of: \"\")";
    folder.write("faulty.ron", faulty);
    folder.write("latin.ron", "");
    fs::write(folder.path("latin.ron"), b"Scenario(title: \"\xe9\")").expect("written");
    folder.write("untidy.ron", UNTIDY);
    let run = folder.whatif(&["fmt", "faulty.ron", "latin.ron", "untidy.ron", "nowhere.ron", "untidy"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stdout, "untidy.ron: laid out anew\n");
    for words in [
        "faulty.ron:2:3",
        "a comma or a closing bracket is missing",
        "`latin.ron` is not UTF-8 text",
        "there is no file `nowhere.ron`",
        "did you mean `untidy.ron`?",
    ] {
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
    assert_eq!(folder.read("faulty.ron"), faulty);
    assert_eq!(folder.read("untidy.ron"), TIDY);
    let run = folder.whatif(&["fmt", "iraq"]);
    assert!(run.code == Some(2) && run.stderr.contains("whatif new my_iraq --from iraq"), "{}", run.stderr);
}

#[test]
#[cfg(unix)]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    let folder = Folder::new("links");
    fs::create_dir(folder.path("papers")).expect("a folder");
    let path = folder.write("papers/untidy.ron", UNTIDY);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
    symlink("papers/untidy.ron", folder.path("link.ron")).expect("a link");
    let run = folder.whatif(&["fmt", "link.ron"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(fs::symlink_metadata(folder.path("link.ron")).expect("a link").is_symlink());
    assert_eq!(folder.read("papers/untidy.ron"), TIDY);
    assert_eq!(mode(&path), 0o640);

    let path = folder.write("read_only.ron", UNTIDY);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
    let run = folder.whatif(&["fmt", "read_only.ron"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`read_only.ron` cannot be written: it is read-only"), "{}", run.stderr);
    assert_eq!(folder.read("read_only.ron"), UNTIDY);
    assert_eq!(folder.names(), ["link.ron", "papers", "read_only.ron"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let folder = Folder::new("full");
    let path = folder.write("untidy.ron", UNTIDY);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let run = |files: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_whatif"))
            .arg("fmt")
            .args(files)
            .current_dir(&folder.0)
            .stdin(fs::File::open(&path).expect("a file"))
            .stdout(full.try_clone().expect("a device"))
            .stderr(Stdio::piped())
            .output();
        Run::of(output.expect("it ends"))
    };
    let alone = run(&["-"]);
    assert_eq!(alone.code, Some(2));
    assert!(alone.stderr.starts_with("error: "), "{}", alone.stderr);
    // So is what had been found before.
    let after_a_fault = run(&["nowhere.ron", "-"]);
    assert_eq!(after_a_fault.code, Some(2));
    for words in ["there is no file `nowhere.ron`", "standard output cannot be written: "] {
        assert!(after_a_fault.stderr.contains(words), "{}", after_a_fault.stderr);
    }
}

#[test]
#[cfg(unix)]
fn a_file_for_which_there_is_no_room_stays_as_it_is() {
    let folder = Folder::new("no-room");
    folder.write("untidy.ron", UNTIDY);
    // No file may grow by a byte, which is told as a full disk is: by the write.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" fmt untidy.ron";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_whatif")])
        .current_dir(&folder.0)
        .output()
        .expect("a shell");
    let run = Run::of(output);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("`untidy.ron` cannot be written: File too large"), "{}", run.stderr);
    assert_eq!(folder.read("untidy.ron"), UNTIDY);
    assert_eq!(folder.names(), ["untidy.ron"], "nothing is left behind");
}
