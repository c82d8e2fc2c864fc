//! `whatif list`: the scenarios, their conditions and stances.

use clap::Args;
use std::io::Write;

use super::{Failure, stdout, text_width};
use crate::language::bundled;
use crate::language::files::Disk;
use crate::language::load;
use crate::report::text;

#[derive(Debug, Args)]
pub(super) struct List {
    /// A bundled scenario's name or a path; repeatable, all bundled ones if none is given
    #[arg(short, long = "scenario", value_name = "NAME_OR_PATH")]
    scenario: Vec<String>,
}

impl List {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let library = load::load(&self.scenario, &Disk).map_err(Failure::Faults)?;
        let mut stdout = stdout();
        stdout.write_all(text::list(&library, text_width()).as_bytes())?;
        if library.is_whole_bundle {
            let names: Vec<String> =
                bundled::EXAMPLES.iter().map(|(name, _)| format!("`whatif {name}`")).collect();
            writeln!(stdout, "\nAn example from another field, for authors: {}.", names.join(", "))?;
        }
        stdout.flush()?;
        Ok(())
    }
}
