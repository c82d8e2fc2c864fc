//! `whatif man`: the manual page, and the same as Markdown, both from the command line's definition.

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use super::replace::replace;
use super::{CommandLine, Failure, stdout};

#[derive(Debug, Args)]
pub(super) struct Manual {
    /// Write a page for whatif and one for each of its subcommands into this folder
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The help of every subcommand on one page, as Markdown
    #[arg(long, conflicts_with = "folder")]
    markdown: bool,
}

impl Manual {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let root = definition();
        let mut stdout = stdout();
        if let Some(folder) = &self.folder {
            let unwritable = |path: &PathBuf, error: &io::Error| {
                Failure::Usage(format!("`{}` cannot be written: {error}", path.display()))
            };
            fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
            for command in std::iter::once(&root).chain(root.get_subcommands()) {
                let path = folder.join(man(command).get_filename());
                replace(&path, &page(command)?).map_err(|error| unwritable(&path, &error))?;
                writeln!(stdout, "{}", path.display())?;
            }
        } else if self.markdown {
            stdout.write_all(markdown(&root).as_bytes())?;
        } else {
            stdout.write_all(&page(&root)?)?;
        }
        stdout.flush()?;
        Ok(())
    }
}

/// The command line's definition, complete.
fn definition() -> Command {
    let mut root = CommandLine::command().disable_help_subcommand(true);
    root.build();
    root
}

/// What no option says.
const SECTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "Exit status",
        &[
            ("0", "All is well."),
            ("1", "The answer is no: a check found errors, or a value is out of reach."),
            ("2", "The command line or a file is faulty, or something could not be read or written."),
        ],
    ),
    (
        "Environment",
        &[
            ("NO_COLOR", "If it is set to anything, no colours are used."),
            ("VISUAL, EDITOR", "The editor that `whatif edit` opens, where TMUX tells of a tmux session."),
            ("XDG_CONFIG_HOME", "The folder of the configuration, ~/.config otherwise."),
            ("XDG_STATE_HOME", "The folder of saved sittings, ~/.local/state otherwise."),
        ],
    ),
    (
        "Files",
        &[
            ("~/.config/whatif/config.ron", "The configuration: theme, mouse, saving and keys."),
            ("~/.local/state/whatif/sittings", "Saved sittings, a file of JSON lines each."),
        ],
    ),
];

fn man(command: &Command) -> Man {
    Man::new(command.clone()).source(concat!("whatif ", env!("CARGO_PKG_VERSION"))).manual("whatif")
}

/// The manual page of a command.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let man = man(command);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut rest = Roff::new();
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
        for (heading, entries) in SECTIONS {
            rest.control("SH", [heading.to_uppercase().as_str()]);
            for (term, words) in *entries {
                rest.control("TP", []);
                rest.text([bold(*term)]);
                rest.text([roman(*words)]);
            }
        }
    } else {
        rest.control("SH", ["SEE ALSO"]);
        rest.text([italic("whatif"), roman("(1)")]);
    }
    rest.to_writer(&mut page)?;
    Ok(page)
}

/// How wide the help is on the Markdown page, on which nothing is wrapped again.
const COLUMNS: usize = 100;

fn markdown(root: &Command) -> String {
    let mut text = String::from(
        "# The command line\n\n\
         What `whatif --help` says, and `--help` after each subcommand. `whatif man --markdown` prints this page.\n",
    );
    for command in std::iter::once(root).chain(root.get_subcommands()) {
        if !command.has_subcommands() {
            let _ = write!(text, "\n## `{}`\n", command.get_bin_name().unwrap_or_default());
        }
        let help = command.clone().term_width(COLUMNS).render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let _ = write!(text, "\n```text\n{}\n```\n", lines.join("\n").trim_end());
    }
    for (heading, entries) in SECTIONS {
        let _ = write!(text, "\n## {heading}\n\n");
        for (term, words) in *entries {
            let _ = writeln!(text, "- `{}`: {words}", term.replace(", ", "`, `"));
        }
    }
    text
}
