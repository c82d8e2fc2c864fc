//! The command line: one file per subcommand, each a page that loads, asks and reports.

mod ask;
mod check;
mod compare;
mod completions;
mod coverage;
#[cfg(feature = "tui")]
mod edit;
mod eval;
mod explain;
mod explore;
mod export;
mod format;
#[cfg(feature = "tui")]
mod keys;
mod lesson;
mod line;
mod list;
mod manual;
mod matters;
mod new;
#[cfg(feature = "tui")]
mod notes;
mod output;
mod reach;
mod record;
#[cfg(feature = "tui")]
mod repeat;
mod replace;
mod sittings;
mod suppose;
mod table;
mod why;
mod worlds;

use clap::{Args, Parser, Subcommand};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use crate::language::diagnostic::Report;
use crate::language::files::{Disk, Reader};
use crate::language::library::Library;
use crate::language::load;
use crate::logic::compile::{Compiled, TooIntertwined, compile};
use crate::report::audit;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "whatif",
    version,
    about = "Explore the conditional stances of a policy paper",
    long_about = "Explore the conditional stances of a policy paper.\n\n\
                  Suppose that some conditions hold; then these stances follow, because of these rules. \
                  Without a subcommand, whatif opens the explorer on the scenarios named, or on all \
                  bundled ones.",
    args_conflicts_with_subcommands = true
)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    explore: explore::Explore,
}

/// What a question is asked about.
#[derive(Debug, Default, Args)]
struct Supposed {
    /// A bundled scenario's name or a path; repeatable, all bundled ones if none is given
    #[arg(short, long = "scenario", value_name = "NAME_OR_PATH")]
    scenario: Vec<String>,
    /// Suppose a condition: yes, no, unknown or one of its options; repeatable
    #[arg(long, value_name = "ID=VALUE")]
    set: Vec<String>,
    /// Hold a condition fast; repeatable
    #[arg(long, value_name = "ID")]
    lock: Vec<String>,
    /// Begin at the position of a state code, as the explorer copies it; --set comes on top
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The scenarios, their conditions and stances
    List(list::List),
    /// What follows
    Eval(eval::Eval),
    /// Why a stance is where it is, or why it is not elsewhere
    Why(why::WhyCommand),
    /// What it would take for a stance to have a value
    Reach(reach::ReachCommand),
    /// What each single change would do to a stance
    Matters(matters::MattersCommand),
    /// How many worlds have which outcome, and which conditions make a difference
    Coverage(coverage::CoverageCommand),
    /// A stance's decision table
    Table(table::TableCommand),
    /// Two positions beside one another
    Compare(compare::CompareCommand),
    /// One question, one answer, in plain lines: for screen readers, slow lines and scripts
    Ask(line::Line),
    /// The lessons, or one of them to play
    Lesson(lesson::LessonCommand),
    /// Handouts for a seminar: scenarios or a lesson as a page, a picture or a table
    Export(export::Export),
    /// Look for faults in scenario files
    Check(check::Check),
    /// Write a scenario file to start from
    New(new::New),
    /// Explore a scenario file beside the editor in which it is written
    ///
    /// What is saved is read again at once, and the position stays; the head of the screen tells how many
    /// faults `whatif check` would find, and F shows them. A file that cannot be read, or that is not there
    /// yet, is waited for: the screen shows what is missing until a save mends it. In a tmux session the
    /// editor that VISUAL or EDITOR names is opened beside it.
    #[cfg(feature = "tui")]
    Edit(edit::Edit),
    /// Give scenario files the canonical layout
    ///
    /// One field a line, four spaces deeper than its bracket, with a comma behind it. Comments and
    /// blank lines stay, and so does all that a file says. Lines end as the first one does, with LF or
    /// with CRLF; a byte order mark goes. A file with a syntax error is not touched.
    #[command(name = "fmt")]
    Format(format::Format),
    /// What a sitting recorded: predictions, votes and steps
    Record(record::Record),
    /// Saved sittings
    Sittings(sittings::Sittings),
    /// The instructor's notes of the lesson that runs in another terminal
    #[cfg(feature = "tui")]
    Notes(notes::Notes),
    /// Every key, and what it does
    #[cfg(feature = "tui")]
    Keys(keys::Keys),
    /// What a code in a report means, and how to mend it
    Explain(explain::Explain),
    /// The manual page
    ///
    /// On standard output; `whatif man | man -l -` reads it at once.
    #[command(name = "man")]
    Manual(manual::Manual),
    /// What a shell needs to complete the command line
    ///
    /// On standard output, to be put where the shell looks for completions.
    Completions(completions::Completions),
}

/// How a command ended, if not well.
#[derive(Debug)]
pub enum Failure {
    /// The answer is no: exit code 1. It has been printed.
    No,
    /// The command line or a file is faulty: exit code 2, with these words on stderr.
    Usage(String),
    /// Files are faulty: exit code 2, with these diagnostics on stderr.
    Faults(Report),
    /// Something could not be written or read: exit code 2. A closed pipe ends quietly instead.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

/// Reads the command line, does what it says and tells how that went.
pub fn run() -> ExitCode {
    let command_line = match CommandLine::try_parse() {
        Ok(command_line) => command_line,
        Err(error) => {
            // Help goes to stdout and is no failure; what cannot be printed needs no words.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let outcome = match command_line.command {
        None => command_line.explore.run(),
        Some(Command::List(list)) => list.run(),
        Some(Command::Eval(eval)) => eval.run(),
        Some(Command::Why(why)) => why.run(),
        Some(Command::Reach(reach)) => reach.run(),
        Some(Command::Matters(matters)) => matters.run(),
        Some(Command::Coverage(coverage)) => coverage.run(),
        Some(Command::Table(table)) => table.run(),
        Some(Command::Compare(compare)) => compare.run(),
        Some(Command::Ask(line)) => line.run(),
        Some(Command::Lesson(lesson)) => lesson.run(),
        Some(Command::Export(export)) => export.run(),
        Some(Command::Check(check)) => check.run(),
        Some(Command::New(new)) => new.run(),
        #[cfg(feature = "tui")]
        Some(Command::Edit(edit)) => edit.run(),
        Some(Command::Format(format)) => format.run(),
        Some(Command::Record(record)) => record.run(),
        Some(Command::Sittings(sittings)) => sittings.run(),
        #[cfg(feature = "tui")]
        Some(Command::Notes(notes)) => notes.run(),
        #[cfg(feature = "tui")]
        Some(Command::Keys(keys)) => keys.run(),
        Some(Command::Explain(explain)) => explain.run(),
        Some(Command::Manual(manual)) => manual.run(),
        Some(Command::Completions(completions)) => completions.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::No) => ExitCode::from(1),
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            let mut stderr = anstream::stderr();
            // With stderr closed there is nobody left to tell.
            let _ = match failure {
                Failure::Usage(words) => writeln!(stderr, "error: {words}"),
                Failure::Faults(report) => {
                    write!(stderr, "{}{}", report.render(true), explain::pointer(&report))
                }
                Failure::Io(error) => writeln!(stderr, "error: {error}"),
                Failure::No => Ok(()),
            };
            ExitCode::from(2)
        }
    }
}

/// Loads and compiles the named scenarios, all bundled ones if none is named.
fn load(scenarios: &[String]) -> Result<(Library, Compiled), Failure> {
    load_with(scenarios, &Disk)
}

fn load_with(scenarios: &[String], reader: &dyn Reader) -> Result<(Library, Compiled), Failure> {
    let library = load::load(scenarios, reader).map_err(Failure::Faults)?;
    let compiled = compiled(&library)?;
    Ok((library, compiled))
}

fn compiled(library: &Library) -> Result<Compiled, Failure> {
    compile(&library.model)
        .map_err(|TooIntertwined { part }| Failure::Faults(audit::intertwined(library, part)))
}

/// Standard output, buffered and without colours where it is not a terminal.
fn stdout() -> BufWriter<anstream::AutoStream<io::Stdout>> {
    BufWriter::with_capacity(1 << 16, anstream::stdout())
}

/// How wide text on standard output may be.
fn text_width() -> usize {
    const WITHOUT_TERMINAL: usize = 100;
    const WIDEST: usize = 120;
    match terminal_size::terminal_size_of(io::stdout()) {
        Some((terminal_size::Width(columns), _)) => usize::from(columns).clamp(20, WIDEST),
        None => WITHOUT_TERMINAL,
    }
}
