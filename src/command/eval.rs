//! `whatif eval`: what follows.

use clap::Args;
use serde::Serialize;
use std::io::Write;

use super::ask::{Format, Written, no_table};
use super::{Failure, Supposed, load, stdout, suppose, text_width, worlds};
use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::follow::WhatFollows;
use crate::logic::model::Outcome;
use crate::logic::position::Position;
use crate::report::json::Evaluation;
use crate::report::text;

#[derive(Debug, Args)]
pub(super) struct Eval {
    #[command(flatten)]
    supposed: Supposed,
    #[command(flatten)]
    written: Written,
    /// Answer many positions: JSON objects, one a line, over the position of --set; `-` reads stdin
    #[arg(long, value_name = "FILE")]
    worlds: Option<String>,
}

impl Eval {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (library, compiled) = load(&self.supposed.scenario)?;
        let position = suppose::position(&library, &self.supposed)?;
        if let Some(file) = &self.worlds {
            return worlds::run(&library, &compiled, &position, file);
        }
        match self.written.chosen() {
            Format::Json => {}
            Format::Text | Format::Md => return print(&library, &compiled, &position),
            Format::Csv => return Err(no_table()),
        }
        let mut stdout = stdout();
        stdout.write_all(&json(&library, &compiled, &position)?)?;
        stdout.flush()?;
        Ok(())
    }
}

/// What follows, as JSON.
pub(super) fn json(library: &Library, compiled: &Compiled, position: &Position) -> Result<Vec<u8>, Failure> {
    let follows = compiled.follow(position, &mut Walk::default());
    warn_of_faults(library, &follows);
    let worlds = compiled.worlds(position.values()).to_string();
    pretty(&Evaluation::new(library, position, &follows, worlds))
}

/// JSON for people to read.
pub(super) fn pretty(answer: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut json = serde_json::to_vec_pretty(answer)?;
    json.push(b'\n');
    Ok(json)
}

/// Prints what follows, as sentences.
pub(super) fn print(library: &Library, compiled: &Compiled, position: &Position) -> Result<(), Failure> {
    let follows = compiled.follow(position, &mut Walk::default());
    warn_of_faults(library, &follows);
    let mut stdout = stdout();
    stdout.write_all(text::evaluation(library, position, &follows, text_width()).as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Says on stderr which stances have gaps or conflicts.
pub(super) fn warn_of_faults(library: &Library, follows: &WhatFollows) {
    let mut stderr = anstream::stderr();
    for (stance, fault) in follows.faults() {
        let id = &library.model.stances[stance.index()].id;
        let what = if fault == Outcome::GAP { "no rule is in force" } else { "rules in force disagree" };
        // Without stderr there is nobody to warn.
        let _ = writeln!(stderr, "warning: in some worlds of this position, {what} for `{id}`");
    }
}
