//! `whatif explain`: what a code in a report means.

use clap::Args;
use std::io::Write;

use super::{Failure, stdout, text_width};
use crate::language::diagnostic::{Code, Report, nearest};
use crate::report::explanation::{explanation, list};

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The word in square brackets of a report, such as unknown-name; all are listed if none is given
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let width = text_width();
        let text = match &self.code {
            None => list(width),
            Some(word) => {
                let code = code(word).map_err(Failure::Usage)?;
                explanation(code).render(code, width)
            }
        };
        let mut stdout = stdout();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()?;
        Ok(())
    }
}

/// The code of this name, however it was copied from a report: `error[unknown-name]` will do.
fn code(written: &str) -> Result<Code, String> {
    let word = written.trim_start_matches("error").trim_start_matches("warning");
    let word = word.trim_matches(['[', ']', ':']).to_lowercase().replace('_', "-");
    let words = || Code::ALL.iter().map(|code| code.word());
    Code::ALL.iter().copied().find(|code| code.word() == word).ok_or_else(|| {
        let help = match nearest(&word, words()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`whatif explain` lists all codes".to_owned(),
        };
        format!("there is no code `{written}`\nhelp: {help}")
    })
}

/// Where to read more of what a report shows: a line for people, or nothing.
pub(super) fn pointer(report: &Report) -> String {
    let Some(first) = report.diagnostics.first().map(|diagnostic| diagnostic.code) else {
        return String::new();
    };
    if report.diagnostics.iter().all(|diagnostic| diagnostic.code == first) {
        return format!("`whatif explain {}` tells more.\n", first.word());
    }
    format!("`whatif explain CODE` tells more of each, as in `whatif explain {}`.\n", first.word())
}
