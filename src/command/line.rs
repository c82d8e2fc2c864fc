//! `whatif ask`: line mode, one question and one answer at a time.

use clap::Args;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};

use super::{Failure, Supposed, explore, load, stdout, suppose, text_width};
use crate::dialogue::names;
use crate::language::library::Library;
use crate::line::{LineMode, Reply};
use crate::logic::compile::Compiled;
use crate::logic::position::Position;
use crate::report::escape::plain;
use crate::report::sentences::counted;
use crate::report::wrap::wrap;
use crate::sitting::Sitting;
use crate::sitting::journal::{Entry, Header};
use crate::sitting::store::{self, Recorder, Store};

/// The most bytes that a line may have.
const MOST_BYTES: u64 = 1 << 16;
/// The most lines that were not understood and are named.
const MOST_NAMED: usize = 10;

#[derive(Debug, Args)]
pub(super) struct Line {
    /// The scenarios to ask about: names of bundled ones, or paths
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    #[command(flatten)]
    supposed: Supposed,
    /// Begin with this lesson
    #[arg(long, value_name = "ID", conflicts_with_all = ["set", "lock", "code"])]
    lesson: Option<String>,
    #[command(flatten)]
    saved: Saved,
}

/// Whether and how the sitting is saved.
#[derive(Debug, Args)]
pub(super) struct Saved {
    /// Do not save the sitting
    #[arg(long)]
    pub(super) no_save: bool,
    /// Save the sitting under a reader's name; without it, it is anonymous
    #[arg(long, value_name = "NAME", conflicts_with = "no_save")]
    pub(super) reader: Option<String>,
}

impl Line {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let scenarios: Vec<String> = self.scenarios.iter().chain(&self.supposed.scenario).cloned().collect();
        let (library, compiled) = load(&scenarios)?;
        let position = suppose::position(&library, &self.supposed)?;
        converse(library, compiled, &position, &scenarios, self.lesson.as_deref(), &self.saved)
    }
}

/// Hears lines and replies to them until the reader or the input ends.
pub(super) fn converse(
    library: Library,
    compiled: Compiled,
    position: &Position,
    scenarios: &[String],
    lesson: Option<&str>,
    saved: &Saved,
) -> Result<(), Failure> {
    let lesson = lesson.map(|name| names::lesson(&library, name)).transpose();
    let lesson = lesson.map_err(Failure::Usage)?;
    let mut header = Header::new(
        &library,
        scenarios.iter().map(|name| explore::lasting(name)).collect(),
        position,
        store::now(),
    );
    header.reader = saved.reader.clone().filter(|name| !name.trim().is_empty());
    let store = Store::of_reader().filter(|_| !saved.no_save);
    let store = if store.is_some() && !explore::saves()? { None } else { store };
    let sitting = Sitting::new(&library.model, position.clone());
    let mut talk = Talk {
        mode: LineMode::new(library, compiled, sitting),
        recorder: store.map(|store| store.begin(header)),
        is_told: false,
        is_interactive: io::stdin().is_terminal(),
        width: io::stdout().is_terminal().then(text_width),
        faults: Vec::new(),
    };
    talk.run(lesson, &mut BufReader::new(io::stdin()), &mut stdout())
}

/// Line mode between an input and an output.
struct Talk {
    mode: LineMode,
    recorder: Option<Recorder>,
    /// Whether the reader knows already that the sitting cannot be saved.
    is_told: bool,
    /// Whether somebody types, and is to be prompted.
    is_interactive: bool,
    /// How wide lines may be, where they are not a program's to read.
    width: Option<usize>,
    /// The numbers of the lines that were not understood.
    faults: Vec<usize>,
}

impl Talk {
    fn run(
        &mut self,
        lesson: Option<usize>,
        input: &mut impl BufRead,
        output: &mut impl Write,
    ) -> Result<(), Failure> {
        let greeting = match lesson {
            Some(lesson) => self.mode.begin_lesson(lesson),
            None => self.mode.greet(),
        };
        self.save();
        self.write(&greeting, output)?;
        let mut number = 0;
        while !self.mode.has_ended() {
            if self.is_interactive {
                write!(output, "> ")?;
                output.flush()?;
            }
            let Some(line) = read(input)? else { break };
            number += 1;
            self.echo(&line, output)?;
            let reply = self.mode.take(&line);
            // What was done is on disk before the reader sees what came of it.
            self.save();
            self.write(&reply, output)?;
            if reply.is_fault {
                self.faults.push(number);
            }
        }
        if self.is_interactive && !self.mode.has_ended() {
            // The shell's prompt begins a line of its own.
            writeln!(output)?;
            output.flush()?;
        }
        self.close();
        if self.is_interactive || self.faults.is_empty() {
            return Ok(());
        }
        let number = self.faults.len();
        let were = if number == 1 { "was" } else { "were" };
        let named: Vec<String> = self.faults.iter().take(MOST_NAMED).map(usize::to_string).collect();
        let others = if number > MOST_NAMED { " and more" } else { "" };
        let lines = counted(number, "line");
        let places = named.join(", ");
        Err(Failure::Usage(format!("{lines} of the input {were} not understood: {places}{others}")))
    }

    /// Repeats a line that nobody typed here, so that the output can be read by itself.
    fn echo(&self, line: &str, output: &mut impl Write) -> io::Result<()> {
        let line = plain(line);
        match line.trim() {
            _ if self.is_interactive => Ok(()),
            "" => writeln!(output, ">"),
            remark if remark.starts_with('#') => writeln!(output, "{remark}"),
            words => writeln!(output, "> {words}"),
        }
    }

    fn write(&self, reply: &Reply, output: &mut impl Write) -> io::Result<()> {
        for line in &reply.lines {
            let Some(width) = self.width else {
                writeln!(output, "{line}")?;
                continue;
            };
            let indent = line.len() - line.trim_start().len();
            for (row, part) in wrap(line, width.saturating_sub(indent + 2)).iter().enumerate() {
                let deeper = if row > 0 { indent + 2 } else { indent };
                writeln!(output, "{:deeper$}{part}", "")?;
            }
        }
        output.flush()
    }

    fn save(&mut self) {
        let entries = self.mode.take_entries();
        if let Some(recorder) = &mut self.recorder
            && let Err(error) = recorder.append(&entries)
            && !self.is_told
        {
            self.is_told = true;
            // Without stderr there is nobody to tell.
            let _ = writeln!(anstream::stderr(), "warning: the sitting cannot be saved: {error}");
        }
    }

    /// Notes that the sitting was ended, and tells its name.
    fn close(&mut self) {
        let Some(recorder) = &mut self.recorder else { return };
        let Some(name) = recorder.name().map(str::to_owned) else { return };
        // Should that fail, the sitting is offered again, and nothing is lost.
        let _ = recorder.append(&[Entry::Close]);
        let _ = writeln!(anstream::stderr(), "Saved as {name}: `whatif record {name}` tells what it holds.");
    }
}

/// The next line, or nothing at the end of the input. A line that is too long is cut, and what
/// follows of it is passed over.
fn read(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if input.by_ref().take(MOST_BYTES).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    while line.len() as u64 >= MOST_BYTES && line.last() != Some(&b'\n') {
        let mut rest = Vec::new();
        let read = input.by_ref().take(MOST_BYTES).read_until(b'\n', &mut rest)?;
        if read == 0 || rest.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned()))
}
