//! `whatif sittings`: the saved sittings.

use clap::Args;
use serde::Serialize;
use std::io::Write;
use std::time::{Duration, SystemTime};

use super::{Failure, stdout};
use crate::report::grid::Grid;
use crate::sitting::store::{Saved, Store};

#[derive(Debug, Args)]
pub(super) struct Sittings {
    /// Remove sittings by their names
    #[arg(long, value_name = "NAME", num_args = 1..)]
    remove: Vec<String>,
    /// The list as JSON
    #[arg(long, conflicts_with = "remove")]
    json: bool,
}

#[derive(Serialize)]
struct Listed<'saved> {
    name: &'saved str,
    scenarios: &'saved [String],
    begun: u64,
    steps: usize,
    closed: bool,
}

impl Sittings {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let store = Store::of_reader().ok_or_else(|| {
            Failure::Usage(
                "no folder for saved sittings is known\nhelp: set HOME or XDG_STATE_HOME".to_owned(),
            )
        })?;
        if !self.remove.is_empty() {
            return self.remove(&store);
        }
        let list = store.list()?;
        let mut stdout = stdout();
        if self.json {
            serde_json::to_writer_pretty(&mut stdout, &list.iter().filter_map(listed).collect::<Vec<_>>())?;
            writeln!(stdout)?;
        } else if list.is_empty() {
            writeln!(stdout, "No sitting is saved yet.")?;
        } else {
            write!(stdout, "{}", grid(&list).columns())?;
            writeln!(stdout, "\n`whatif --resume NAME` goes on with one; `--remove NAME` removes one.")?;
        }
        stdout.flush()?;
        Ok(())
    }

    fn remove(&self, store: &Store) -> Result<(), Failure> {
        let mut faults = Vec::new();
        for name in &self.remove {
            if let Err(error) = store.remove(name) {
                faults.push(match error.kind() {
                    std::io::ErrorKind::NotFound => format!("there is no sitting `{name}`"),
                    _ => format!("the sitting `{name}` cannot be removed: {error}"),
                });
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Failure::Usage(faults.join("\nerror: "))) }
    }
}

fn listed(saved: &Saved) -> Option<Listed<'_>> {
    let journal = saved.journal.as_ref().ok()?;
    Some(Listed {
        name: &saved.name,
        scenarios: &journal.header.scenarios,
        begun: journal.header.begun,
        steps: journal.steps(),
        closed: journal.is_closed(),
    })
}

fn grid(list: &[Saved]) -> Grid {
    let mut grid = Grid::new(["name", "last changed", "steps", "about"]);
    for saved in list {
        let age = SystemTime::now().duration_since(saved.changed).unwrap_or_default();
        let (steps, about) = match &saved.journal {
            Ok(journal) if journal.header.scenarios.is_empty() => {
                (journal.steps().to_string(), "all bundled scenarios".to_owned())
            }
            Ok(journal) => (journal.steps().to_string(), journal.header.scenarios.join(", ")),
            Err(error) => (String::new(), format!("({error})")),
        };
        grid.rows.push(vec![saved.name.clone(), ago(age), steps, about]);
    }
    grid
}

/// How long ago something was, in the largest unit of which there is one.
fn ago(age: Duration) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];
    let seconds = age.as_secs();
    let found = UNITS.iter().find(|(size, _)| seconds >= *size);
    found.map_or_else(
        || "just now".to_owned(),
        |(size, unit)| match seconds / size {
            1 => format!("1 {unit} ago"),
            number => format!("{number} {unit}s ago"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        let table = [
            (0, "just now"),
            (1, "1 second ago"),
            (59, "59 seconds ago"),
            (60, "1 minute ago"),
            (7200, "2 hours ago"),
            (86_400, "1 day ago"),
            (900_000, "10 days ago"),
        ];
        for (seconds, words) in table {
            assert_eq!(ago(Duration::from_secs(seconds)), words);
        }
    }
}
