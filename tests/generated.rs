//! What is made of the table of keys and of the command line's definition: the pages in `docs/`, the
//! manual pages and the completions. `UPDATE_PAGES=1 cargo test --test generated` writes `docs/`.
#![cfg(feature = "tui")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn whatif(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_whatif")).args(arguments).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Checks a page of `docs/` against what the program prints.
fn assert_page(name: &str, arguments: &[&str]) {
    let printed = whatif(arguments);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(&path, &printed).expect("the page is written");
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(page == printed, "docs/{name} is out of date: UPDATE_PAGES=1 cargo test --test generated");
}

#[test]
fn the_page_of_keys_is_up_to_date() {
    assert_page("keys.md", &["keys", "--markdown"]);
}

#[test]
fn the_page_of_the_command_line_is_up_to_date() {
    assert_page("command-line.md", &["man", "--markdown"]);
}

#[test]
fn there_is_a_manual_page_for_every_subcommand() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("manual");
    let _ = std::fs::remove_dir_all(&folder);
    let shown = folder.to_str().expect("a path");
    let written = whatif(&["man", "--folder", shown]);
    // Once more, over what is there.
    assert_eq!(whatif(&["man", "--folder", shown]), written);
    let page = |name: &str| {
        let page = std::fs::read_to_string(folder.join(format!("{name}.1"))).expect("a page");
        page.replace(env!("CARGO_PKG_VERSION"), "VERSION")
    };
    let root = page("whatif");
    assert_eq!(whatif(&["man"]).replace(env!("CARGO_PKG_VERSION"), "VERSION"), root);
    let markdown = whatif(&["man", "--markdown"]);
    let subcommands: Vec<&str> =
        markdown.lines().filter_map(|line| line.strip_prefix("## `whatif ")?.strip_suffix('`')).collect();
    assert!(subcommands.len() > 15 && subcommands.contains(&"fmt"), "{subcommands:?}");
    for subcommand in &subcommands {
        assert!(root.contains(&format!("whatif\\-{subcommand}(1)")), "{subcommand}");
        assert!(page(&format!("whatif-{subcommand}")).contains(&format!("whatif {subcommand}")));
    }
    assert_eq!(written.lines().count(), subcommands.len() + 1);
    insta::assert_snapshot!("manual_page", page("whatif-completions"));
    let sections = root.split_once(".SH \"EXIT STATUS\"").expect("what no option says").1;
    insta::assert_snapshot!("manual_sections", sections);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_whatif"))
        .args(["man", "--folder", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml/pages")])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Cargo.toml/pages` cannot be written"));
}

#[test]
fn every_shell_can_complete_every_subcommand() {
    let fish = whatif(&["completions", "fish"]);
    let own: Vec<&str> = fish.lines().filter(|line| line.contains("using_subcommand check")).collect();
    insta::assert_snapshot!("completions_fish", own.join("\n"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = whatif(&["completions", shell]);
        assert!(script.contains("reach") && script.contains("watch"), "{shell}");
    }
}

#[test]
fn shells_that_are_at_hand_read_their_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let reads = Command::new(shell).args(["-n", "/dev/stdin"]).stdin(Stdio::piped()).spawn();
        let Ok(mut reads) = reads else { continue };
        let mut stdin = reads.stdin.take().expect("a pipe");
        stdin.write_all(whatif(&["completions", shell]).as_bytes()).expect("it reads");
        drop(stdin);
        assert!(reads.wait().expect("it ends").success(), "{shell}");
    }
}
