//! `whatif notes`: the instructor's notes of a lesson that runs in another terminal.

use clap::Args;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use super::explore::Look;
use super::{Failure, stdout, text_width};
use crate::notes::place::{self, Running};
use crate::notes::{Follower, News, follow, words};
use crate::report::grid::Grid;
use crate::sitting::store::now;
use crate::tui::{Events, notes};

/// How long a lesson may take to show where it is.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the clock moves and new lessons are looked for.
const PERIOD: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub(super) struct Notes {
    /// Follow the lesson of this name, as --list gives it; without one the newest
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The lessons that run now
    #[arg(long, conflicts_with_all = ["name", "once"])]
    list: bool,
    /// Print where the lesson is now, and end; exit code 1 if none runs
    #[arg(long)]
    once: bool,
}

impl Notes {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.list {
            return list(&place::running(&place::usual()));
        }
        if self.once {
            return self.once();
        }
        let follower = Follower::new(place::usual(), self.name.clone(), PERIOD);
        if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            let events = Events::start()?;
            let look = Look::default();
            let config = look.config()?;
            let theme = look.theme(&config);
            return Ok(notes::run(events, follower, self.name.clone(), theme, config.ascii)?);
        }
        self.print(follower)
    }

    /// Prints pages as they change, until nobody reads them.
    fn print(&self, mut follower: Follower) -> Result<(), Failure> {
        let mut last = None;
        loop {
            let news = follower.news();
            if let Some(status) = words::status(&news, self.name.as_deref()) {
                // Without stderr there is nobody to tell.
                let _ = writeln!(anstream::stderr(), "{status}");
            }
            let News::Page(page) = news else { continue };
            if last.as_ref() == Some(&page) {
                continue;
            }
            let mut stdout = stdout();
            if last.is_some() {
                writeln!(stdout)?;
            }
            write!(stdout, "{}", words::plain(&page, now(), text_width()))?;
            stdout.flush()?;
            last = Some(page);
        }
    }

    /// Prints where the lesson is.
    fn once(&self) -> Result<(), Failure> {
        let running = place::running(&place::usual());
        let is_wanted = |running: &&Running| self.name.as_ref().is_none_or(|name| *name == running.name);
        let wanted: Vec<&Running> = running.iter().filter(is_wanted).collect();
        let Some(page) = wanted.iter().find_map(|running| follow::present(running, PATIENCE)) else {
            let words = match (wanted.first(), &self.name) {
                (Some(running), _) => format!("{} does not answer.", running.name),
                (None, Some(name)) => format!("No lesson named {name} runs."),
                (None, None) => "No lesson runs.".to_owned(),
            };
            // Without stderr there is nobody to tell.
            let _ = writeln!(anstream::stderr(), "{words}");
            return Err(Failure::No);
        };
        let mut stdout = stdout();
        write!(stdout, "{}", words::plain(&page, now(), text_width()))?;
        stdout.flush()?;
        Ok(())
    }
}

fn list(running: &[Running]) -> Result<(), Failure> {
    let mut grid = Grid::new(["name", "lesson", "step", "for"]);
    for running in running {
        let name = running.name.clone();
        grid.rows.push(match follow::present(running, PATIENCE) {
            Some(page) => {
                let step = format!("{} of {}", page.step, page.of);
                vec![name, words::harmless(&page.lesson), step, words::elapsed(&page, now())]
            }
            None => vec![name, "(it does not answer)".to_owned(), String::new(), String::new()],
        });
    }
    let mut stdout = stdout();
    if grid.rows.is_empty() {
        writeln!(stdout, "No lesson runs.")?;
    } else {
        write!(stdout, "{}", grid.columns())?;
        writeln!(stdout, "\n`whatif notes NAME` follows one; without a name, the first of these.")?;
    }
    stdout.flush()?;
    Ok(())
}
