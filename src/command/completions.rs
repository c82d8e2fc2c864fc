//! `whatif completions`: what a shell needs to complete the command line.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use std::io::Write;

use super::{CommandLine, Failure, stdout};

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<(), Failure> {
        // Written at once: the generators panic where a pipe is closed.
        let mut script = Vec::new();
        generate(self.shell, &mut CommandLine::command(), "whatif", &mut script);
        let mut stdout = stdout();
        stdout.write_all(&script)?;
        stdout.flush()?;
        Ok(())
    }
}
