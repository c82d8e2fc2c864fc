//! From `--set` and `--lock` to a position.

use std::io::Write;

use super::{Failure, Supposed};
use crate::dialogue::names::{condition, settle};
use crate::language::library::Library;
use crate::logic::position::Position;
use crate::sitting::code;

/// The baseline, with what the command line supposes.
///
/// # Errors
/// All names and values that mean nothing, each with the nearest that does.
pub(super) fn position(library: &Library, supposed: &Supposed) -> Result<Position, Failure> {
    let model = &library.model;
    let mut position = match &supposed.code {
        None => Position::baseline(model),
        Some(code) => from_code(library, code)?,
    };
    let mut faults = settle(model, &mut position, &supposed.set);
    for name in &supposed.lock {
        match condition(model, name) {
            Ok(condition) => position.lock(condition, true),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(position) } else { Err(Failure::Usage(faults.join("\nerror: "))) }
}

/// The position of a state code.
fn from_code(library: &Library, code: &str) -> Result<Position, Failure> {
    let decoded = code::decode(library, code).map_err(|error| {
        let help = "name the scenarios that it was made for, as they were named then";
        Failure::Usage(format!("the code `{code}` holds no position here: {error}\nhelp: {help}"))
    })?;
    if decoded.changed_since {
        // Without stderr there is nobody to warn.
        let _ = writeln!(anstream::stderr(), "warning: {}", code::CHANGED_SINCE);
    }
    Ok(decoded.position)
}
