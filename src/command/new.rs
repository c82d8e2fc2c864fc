//! `whatif new`: a scenario file to start from.

use clap::Args;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Failure, stdout};
use crate::language::bundled;
use crate::language::diagnostic::{listed, nearest};
use crate::language::names::{is_well_formed, snake_case};
use crate::language::rename::with_bare_names;

#[derive(Debug, Args)]
pub(super) struct New {
    /// The scenario's name in lower case, as in `my_paper`, or the path of its file
    #[arg(value_name = "NAME")]
    name: String,
    /// Start from a copy of this bundled scenario, rather than from a commented example
    #[arg(long, value_name = "SCENARIO")]
    from: Option<String>,
}

impl New {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let path = path_of(&self.name).map_err(Failure::Usage)?;
        let text = text(&path, self.from.as_deref()).map_err(Failure::Usage)?;
        write(&path, &text).map_err(Failure::Usage)?;
        let shown = shown(&path);
        let mut stdout = stdout();
        writeln!(stdout, "{shown} is written. What to do next:")?;
        let next = [
            ("whatif", "explore it"),
            ("whatif check", "look for faults, after every change"),
            ("whatif fmt", "tidy its layout"),
        ];
        for (command, does) in next {
            writeln!(stdout, "  {:<width$}  {does}", format!("{command} {shown}"), width = shown.len() + 13)?;
        }
        stdout.flush()?;
        Ok(())
    }
}

/// The file of that name, which may be given with its extension or as a path.
pub(super) fn path_of(given: &str) -> Result<PathBuf, String> {
    let example = "help: name it in lower case with underscores, as in `whatif new my_paper`";
    let path = Path::new(given);
    let last = path.file_name().and_then(|last| last.to_str());
    let Some(last) = last.filter(|_| !given.ends_with(std::path::is_separator)) else {
        return Err(format!("`{given}` does not name a file\n{example}"));
    };
    let is_ron = last.len() > 4
        && last.is_char_boundary(last.len() - 4)
        && last[last.len() - 4..].eq_ignore_ascii_case(".ron");
    let name = if is_ron { &last[..last.len() - 4] } else { last };
    if !is_well_formed(name) {
        let help = match snake_case(name) {
            Some(better) => {
                let better = shown(&path.with_file_name(better));
                format!("help: try `whatif new {better}`")
            }
            None => example.to_owned(),
        };
        return Err(format!(
            "`{name}` cannot be the name of a scenario: names are lower-case letters, digits and underscores, \
             beginning with a letter\n{help}"
        ));
    }
    if bundled::scenario(name).is_some() {
        return Err(format!(
            "`{name}` is a bundled scenario, which files beside yours would no longer find\n\
             help: try another name, such as `my_{name}`"
        ));
    }
    Ok(path.with_file_name(format!("{name}.ron")))
}

/// What the file will say.
fn text(path: &Path, from: Option<&str>) -> Result<String, String> {
    let Some(from) = from else {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        return Ok(bundled::STARTER.replace("starter.ron", &file_name));
    };
    let Some(text) = bundled::scenario(from) else {
        let names = bundled::names();
        let help = match nearest(from, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", listed(names)),
        };
        return Err(format!("there is no bundled scenario `{from}`\nhelp: {help}"));
    };
    Ok(format!("// Begun as a copy of the bundled scenario `{from}`.\n{}", with_bare_names(text, from)))
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let shown = shown(path);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("{shown} is there already, and stays as it is\nhelp: choose another name, or move it away first")
        }
        io::ErrorKind::NotFound => {
            let folder = path.parent().map(Path::display);
            let folder = folder.map_or_else(String::new, |folder| folder.to_string());
            format!("there is no folder `{folder}`\nhelp: create it first, or leave it out")
        }
        _ => format!("{shown} cannot be written: {error}"),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| {
        // Half a file would be in the way of the next try.
        let _ = fs::remove_file(path);
        format!("{shown} cannot be written: {error}")
    })
}

/// The path as it can be typed after a command.
pub(super) fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = if cfg!(windows) { "/\\._-:~+@%" } else { "/._-:+@%" };
    if !path.is_empty() && path.chars().all(|other| other.is_alphanumeric() || plain.contains(other)) {
        path
    } else if cfg!(windows) {
        // No name can have such a quote in it there.
        format!("\"{path}\"")
    } else {
        // Within single quotes a shell takes everything but such a quote as it stands.
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::diagnostic::Severity;
    use crate::language::layout;
    use crate::language::load::load_texts;
    use crate::logic::compile::compile;
    use crate::report::audit::audit;

    /// What `check` finds in a file of that name, with `-` for each fault.
    fn findings(text: &str) -> (usize, usize) {
        let library =
            load_texts(&[("my_paper", text)]).unwrap_or_else(|report| panic!("{}", report.render(false)));
        let report = audit(&library, &compile(&library.model).expect("small"));
        (report.count(Severity::Error), report.count(Severity::Warning))
    }

    #[test]
    fn the_starter_has_no_fault_and_is_laid_out() {
        let text = text(Path::new("papers/my_paper.ron"), None).unwrap();
        assert_eq!(findings(&text), (0, 0));
        assert_eq!(layout::text("my_paper.ron", &text).unwrap(), text);
        assert!(text.contains("`whatif check my_paper.ron`") && !text.contains("starter"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 100));
        for word in
            ["condition", "stance", "scale", "rule", "`over`", "Grounds", "locator", "expectation", "lesson"]
        {
            let comments = text.lines().filter(|line| line.trim_start().starts_with("//"));
            assert!(comments.into_iter().any(|line| line.contains(word)), "{word} is explained");
        }
    }

    #[test]
    fn every_bundled_scenario_is_one_to_start_from() {
        for name in bundled::names() {
            let text = text(Path::new("my_paper.ron"), Some(name)).unwrap();
            let own = load_texts(&[(name, bundled::scenario(name).unwrap())]).unwrap();
            let own = audit(&own, &compile(&own.model).expect("small"));
            assert_eq!(findings(&text), (own.count(Severity::Error), own.count(Severity::Warning)), "{name}");
            assert_eq!(layout::text("my_paper.ron", &text).unwrap(), text, "{name}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_shell_reads_a_shown_path_as_the_path() {
        use std::process::Command;

        assert_eq!(shown(Path::new("papers/my_paper.ron")), "papers/my_paper.ron");
        assert_eq!(shown(Path::new("My Folder/p.ron")), "'My Folder/p.ron'");
        for path in
            ["a b/x.ron", "a\"b", "$HOME/x", "`id`", "it's", "~/x", "a\\b", "a;b", "*", "", "'", "!x", "é/§"]
        {
            let script = format!("printf %s {}", shown(Path::new(path)));
            let read = Command::new("sh").args(["-c", &script]).output().expect("a shell");
            assert_eq!(String::from_utf8(read.stdout).expect("UTF-8"), path, "{script}");
        }
    }

    #[test]
    fn names_come_with_their_extension_or_without_and_faulty_ones_with_better() {
        for (given, path) in [
            ("my_paper", "my_paper.ron"),
            ("my_paper.ron", "my_paper.ron"),
            ("My Folder/p2.RON", "My Folder/p2.ron"),
            ("./p", "./p.ron"),
        ] {
            assert_eq!(path_of(given).unwrap(), Path::new(path));
        }
        for (given, words) in [
            ("My Paper", "try `whatif new my_paper`"),
            ("papers/My-Paper.ron", "try `whatif new papers/my_paper`"),
            ("My-Folder/P", "try `whatif new My-Folder/p`"),
            ("paper.txt", "try `whatif new paper_txt`"),
            ("3rd", "as in `whatif new my_paper`"),
            ("", "does not name a file"),
            ("papers/", "does not name a file"),
            ("..", "does not name a file"),
            (".ron", "cannot be the name"),
            ("Ünder", "as in `whatif new my_paper`"),
            ("iraq", "such as `my_iraq`"),
        ] {
            let fault = path_of(given).unwrap_err();
            assert!(fault.contains(words), "{given}: {fault}");
        }
    }
}
