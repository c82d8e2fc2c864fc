//! The pages of `whatif explain`: each faulty example has the fault that it is about and no other,
//! and each mended one has none.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::{Command, Output};
use whatif::language::diagnostic::{Code, Report};
use whatif::language::files::{Disk, MOST_BYTES};
use whatif::language::load::{load, load_texts};
use whatif::logic::compile::{TooIntertwined, compile_within};
use whatif::report::audit::intertwined;
use whatif::report::explanation::{explanation, list, report_on};
use whatif::report::wrap::width;

/// The codes that no text shows: files on a disk, and models too large for a page.
const WITHOUT_EXAMPLE: [Code; 4] =
    [Code::UnreadableFile, Code::UnwritableFile, Code::LargeFile, Code::Intertwined];

fn codes(report: &Report) -> Vec<&str> {
    report.diagnostics.iter().map(|found| found.code.word()).collect()
}

#[test]
fn a_faulty_example_has_its_fault_and_no_other_and_a_mended_one_has_none() {
    let mut wrong = String::new();
    for code in Code::ALL.iter().filter(|code| !WITHOUT_EXAMPLE.contains(code)) {
        let page = explanation(*code);
        let faulty = report_on(&page.faulty);
        if codes(&faulty) != [code.word()] {
            let _ = writeln!(wrong, "{}, faulty:\n{}", code.word(), faulty.render(false));
        }
        let mended = report_on(&page.mended);
        if page.mended.is_empty() || !mended.diagnostics.is_empty() {
            let _ = writeln!(wrong, "{}, mended:\n{}", code.word(), mended.render(false));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_page_has_its_form() {
    for code in Code::ALL {
        let page = explanation(*code);
        let has_example = !WITHOUT_EXAMPLE.contains(code);
        let word = code.word();
        assert!(page.summary.ends_with('.') && width(page.summary) <= 72, "{word}: {}", page.summary);
        assert!(!page.meaning.is_empty(), "{word}");
        let parts = [page.faulty.is_empty(), page.why.is_empty(), page.mended.is_empty()];
        assert_eq!(parts, [!has_example; 3], "{word}");
        for line in code.page().lines() {
            assert!(width(line) <= 100, "{word}: {line}");
        }
    }
    let pages = std::fs::read_dir("assets/explanations").expect("a folder").count();
    assert_eq!(pages, Code::ALL.len(), "a page without a code");
}

#[test]
fn what_is_printed_fits() {
    for most in [20, 40, 80, 120] {
        for line in list(most).lines().map(without_colours) {
            assert!(width(&line) <= most.max(24), "{line}");
        }
        for code in Code::ALL {
            let page = explanation(*code).render(*code, most);
            // Of files nothing is broken: their lines are as they are.
            for line in page.lines().map(without_colours).filter(|line| !line.starts_with("    ")) {
                assert!(width(&line) <= most.max(32), "{line}");
            }
        }
    }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    for part in line.split('\u{1b}') {
        plain.push_str(
            part.strip_prefix('[').and_then(|part| part.split_once('m')).map_or(part, |(_, rest)| rest),
        );
    }
    plain
}

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("explanations").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn what_no_text_shows_is_found_as_well() {
    let folder = folder("files");
    let unreadable = folder.join("unreadable.ron");
    std::fs::write(&unreadable, b"Scenario(title: \"Caf\xe9\")").expect("written");
    let large = folder.join("large.ron");
    std::fs::write(&large, vec![b' '; MOST_BYTES + 1]).expect("written");
    for (path, code) in [(&unreadable, "unreadable-file"), (&folder, "unknown-file"), (&large, "large-file")]
    {
        let request = format!("{}{}", path.display(), if path == &folder { "/nothing.ron" } else { "" });
        let report = load(&[request], &Disk).expect_err("it cannot be read");
        assert_eq!(codes(&report), [code]);
    }
    let read_only = folder.join("read_only.ron");
    std::fs::write(&read_only, "Scenario()").expect("written");
    let mut permissions = std::fs::metadata(&read_only).expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&read_only, permissions).expect("set");
    let told = text(&whatif(&["fmt", &read_only.display().to_string()]).stderr);
    assert!(told.starts_with("error[unwritable-file]: "), "{told}");
    assert!(told.ends_with("`whatif explain unwritable-file` tells more.\n"), "{told}");
}

#[test]
fn what_is_intertwined_is_found_as_well() {
    let names: Vec<String> = (0..40).map(|number| format!("c{number}")).collect();
    let conditions: Vec<String> = names
        .iter()
        .map(|name| format!(r#"YesNo(id: "{name}", label: "", baseline: "no", grounds: assumed)"#))
        .collect();
    let text = format!(
        r#"Scenario(title: "", as_of: "", summary: "", conditions: [{}],
            facts: [Fact(id: "f", label: "", when: "exactly 20 of ({})")])"#,
        conditions.join(", "),
        names.join(", ")
    );
    let library = load_texts(&[("l", &text)]).expect("it can be read");
    let Err(TooIntertwined { part }) = compile_within(&library.model, 100) else { panic!("it is small") };
    assert_eq!(codes(&intertwined(&library, part)), ["intertwined"]);
}

fn whatif(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whatif")).args(arguments).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn a_code_is_explained_as_it_was_copied_from_a_report() {
    for written in ["unknown-name", "error[unknown-name]", "[unknown-name]:", "Unknown_Name"] {
        let output = whatif(&["explain", written]);
        assert_eq!(output.status.code(), Some(0), "{written}");
        let page = text(&output.stdout);
        assert!(page.starts_with("unknown-name: A name that nothing has.\n"), "{page}");
        assert!(
            page.contains("    error[unknown-name]: there is no condition, fact or stance `rian`"),
            "{page}"
        );
        assert!(!page.contains('\u{1b}'), "no colours where nobody sees them");
    }
    assert_eq!(text(&whatif(&["explain"]).stdout).lines().count(), Code::ALL.len());
    let output = whatif(&["explain", "unkown-name"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(text(&output.stderr).ends_with("help: did you mean `unknown-name`?\n"));
}

#[test]
fn a_report_for_people_tells_once_where_to_read_more() {
    let table = [
        ("misspelt_name", "`whatif explain unknown-name` tells more."),
        (
            "carriage_returns",
            "`whatif explain CODE` tells more of each, as in `whatif explain unknown-variant`.",
        ),
    ];
    for (name, pointer) in table {
        let path = format!("tests/broken/{name}.ron");
        let told = text(&whatif(&["check", &path]).stdout);
        assert!(told.ends_with(&format!("{pointer}\n")), "{told}");
        assert_eq!(told.matches("whatif explain").count(), pointer.matches("whatif explain").count());
        let told = text(&whatif(&["eval", "-s", &path]).stderr);
        assert!(told.ends_with(&format!("{pointer}\n")), "{told}");
        assert!(!text(&whatif(&["check", "--json", &path]).stdout).contains("explain"));
    }
    assert!(!text(&whatif(&["check"]).stdout).contains("explain"), "nothing to explain");
}
