//! `whatif check`: the faults of scenario files.

use clap::Args;
use std::io::Write;

use super::explain::pointer;
#[cfg(feature = "tui")]
use super::repeat;
use super::{Failure, stdout};
use crate::language::diagnostic::{Report, Severity};
use crate::language::files::Disk;
use crate::language::library::Library;
use crate::language::load;
use crate::report::audit;
use crate::report::json::Findings;
use crate::report::text::number_of_faults;

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Scenario files or names of bundled scenarios; all bundled ones if none is given
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
    /// Report again after every save, of these files and of those that they use
    #[cfg(feature = "tui")]
    #[arg(long, conflicts_with = "json")]
    watch: bool,
}

impl Check {
    pub(super) fn run(&self) -> Result<(), Failure> {
        #[cfg(feature = "tui")]
        if self.watch {
            return repeat::until_ended(&self.files, |loaded| self.report(loaded).map(drop));
        }
        let report = self.report(load::load(&self.files, &Disk))?;
        // What is found in a file that was read has its place there.
        if report.diagnostics.iter().any(|found| found.file.is_none()) {
            return Err(Failure::Usage("not every file could be read".to_owned()));
        }
        if report.count(Severity::Error) > 0 { Err(Failure::No) } else { Ok(()) }
    }

    /// Prints what is wrong with the files.
    fn report(&self, loaded: Result<Library, Report>) -> Result<Report, Failure> {
        let report = audit::checked(loaded);
        let mut stdout = stdout();
        if self.json {
            serde_json::to_writer_pretty(&mut stdout, &Findings::new(&report))?;
            writeln!(stdout)?;
        } else {
            let shown = report.render_with(true, "; `whatif check --json` lists all");
            write!(stdout, "{shown}{}{}", summary(&report), pointer(&report))?;
        }
        stdout.flush()?;
        Ok(report)
    }
}

fn summary(report: &Report) -> String {
    match report.diagnostics.as_slice() {
        [] => "No fault found.\n".to_owned(),
        _ => format!("{}.\n", number_of_faults(report)),
    }
}
