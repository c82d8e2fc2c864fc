//! `whatif fmt`: the canonical layout of scenario files.

use clap::Args;
use std::io::{self, Read, Write};
use std::path::Path;

use super::new::shown;
use super::replace::replace_what_was_read;
use super::{Failure, stdout};
use crate::language::bundled;
use crate::language::diagnostic::{Code, Diagnostic, Report};
use crate::language::files::{Disk, MOST_BYTES, Reader};
use crate::language::layout::{self, LaidOut};

#[derive(Debug, Args)]
pub(super) struct Format {
    /// Scenario files or source outlines; `-` reads one from stdin and writes it to stdout
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// Touch nothing: name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

impl Format {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.files.iter().filter(|file| *file == "-").count() > 1 {
            return Err(Failure::Usage("`-` can be given once, since stdin is read once".to_owned()));
        }
        let mut stdout = stdout();
        let mut faults = Report::default();
        let printed = self.lay_out(&mut stdout, &mut faults).and_then(|would_change| {
            stdout.flush()?;
            Ok(would_change)
        });
        if faults.diagnostics.is_empty() {
            let would_change = printed?;
            return if self.check && would_change { Err(Failure::No) } else { Ok(()) };
        }
        if let Err(error) = printed
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            let message = format!("standard output cannot be written: {error}");
            let help = "is its disk full?".to_owned();
            faults.diagnostics.push(Diagnostic::of_file(Code::UnwritableFile, message, help));
        }
        Err(Failure::Faults(faults))
    }

    /// Lays out the files, prints how that went and collects what is wrong; whether any of them
    /// would change.
    fn lay_out(&self, stdout: &mut impl Write, faults: &mut Report) -> io::Result<bool> {
        let mut would_change = false;
        for file in &self.files {
            let laid_out = match laid_out(file) {
                Ok(laid_out) => laid_out,
                Err(report) => {
                    faults.append(report);
                    continue;
                }
            };
            would_change |= laid_out.is_new();
            if self.check {
                if laid_out.is_new() {
                    writeln!(stdout, "{file}")?;
                }
            } else if file == "-" {
                stdout.write_all(laid_out.text.as_bytes())?;
            } else if !laid_out.is_new() {
                writeln!(stdout, "{file}: nothing to do")?;
            } else if let Err(error) =
                replace_what_was_read(Path::new(file), &laid_out.read, laid_out.text.as_bytes())
            {
                let message = format!("`{file}` cannot be written: {error}");
                let help = format!("`whatif fmt - < {}` prints its layout instead", shown(Path::new(file)));
                faults.diagnostics.push(Diagnostic::of_file(Code::UnwritableFile, message, help));
            } else {
                writeln!(stdout, "{file}: laid out anew")?;
            }
        }
        Ok(would_change)
    }
}

fn laid_out(file: &str) -> Result<LaidOut, Report> {
    if file == "-" {
        return layout::file(&Stdin, Path::new("stdin"));
    }
    layout::file(&Disk, Path::new(file)).map_err(|mut report| {
        for found in report.diagnostics.iter_mut().filter(|found| found.code == Code::UnknownFile) {
            let own = format!("{file}.ron");
            let name = file.trim_end_matches(".ron");
            if Path::new(&own).is_file() {
                found.help = format!("did you mean `{own}`?");
            } else if bundled::scenario(name).is_some() {
                found.help = format!(
                    "`{name}` is part of the program; `whatif new my_{name} --from {name}` writes a copy that is yours"
                );
            }
        }
        report
    })
}

struct Stdin;

impl Reader for Stdin {
    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // One byte more than allowed, so that an endless input is found to be too large.
        io::stdin().lock().take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
