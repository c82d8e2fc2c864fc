//! `whatif record`: what a sitting recorded.
//!
//! A line of JSON, and a row of the table, has these fields; what a row has nothing to say of is null,
//! or empty:
//!
//! | field | holds |
//! |---|---|
//! | `sitting`, `reader` | the sitting's name; the reader's, where one was given |
//! | `seconds` | since the sitting began |
//! | `time` | when, in UTC; only with `--times` |
//! | `kind` | `move`, `lesson`, `step`, `leave`, `prediction`, `vote` or `end` |
//! | `lesson`, `step` | the lesson's id, and its step from 1 |
//! | `what` | a move as it could be typed, the kind of a step, or the question |
//! | `stance` | which was asked about |
//! | `answer`, `sureness` | what was predicted (`silent` and `cannot_be_told` are answers), and from 1 to 3 how surely |
//! | `followed` | the ids of all outcomes that were possible |
//! | `participated` | whether a question was answered; one that a lesson asks and nobody answered has a row too |
//! | `right` | whether the prediction came true; empty where nothing was predicted |
//! | `first_vote`, `second_vote` | the hands for each answer, by its id |
//! | `first_right`, `second_right`, `first_hands`, `second_hands` | those for the answer that came true, and all |

mod text;

use clap::{Args, ValueEnum};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write;

use super::{Failure, stdout, text_width};
use crate::language::files::Disk;
use crate::language::library::Lesson;
use crate::language::load;
use crate::lesson::record::{Hands, Kind, Row, rows};
use crate::lesson::{Sureness, Tally};
use crate::report::escape::markdown;
use crate::report::grid::Grid;
use crate::report::handout::tidy::harmless;
use crate::report::json::Pairs;
use crate::sitting::journal::Journal;
use crate::sitting::store::Store;

/// What the record is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines to read, with a summary
    Text,
    /// Markdown, with a summary
    Md,
    /// Comma-separated values
    Csv,
    /// JSON objects, one a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(super) struct Record {
    /// The sitting; the last one if none is named
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// What the record is written as
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Tell also at what time everything was done, in UTC
    #[arg(long)]
    times: bool,
}

impl Record {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let (name, journal) = self.find()?;
        let sheet = Sheet {
            rows: rows(&journal, &lessons(&journal)),
            name: &name,
            journal: &journal,
            times: self.times,
        };
        let mut stdout = stdout();
        match self.format {
            Format::Text => stdout.write_all(sheet.text(text_width()).as_bytes())?,
            Format::Md => stdout.write_all(sheet.markdown().as_bytes())?,
            Format::Csv => stdout.write_all(harmless(sheet.grid(|_| true)).csv().as_bytes())?,
            Format::Jsonl => {
                for row in &sheet.rows {
                    serde_json::to_writer(&mut stdout, &sheet.object(row))?;
                    writeln!(stdout)?;
                }
            }
        }
        stdout.flush()?;
        Ok(())
    }

    /// The sitting of the name, or the last one that can be read.
    fn find(&self) -> Result<(String, Journal), Failure> {
        let store = Store::of_reader().ok_or_else(|| {
            Failure::Usage(
                "no folder for saved sittings is known\nhelp: set HOME or XDG_STATE_HOME".to_owned(),
            )
        })?;
        let mut list = store.list()?.into_iter();
        let found = match &self.name {
            Some(name) => list.find(|saved| saved.name == *name),
            None => list.find(|saved| saved.journal.is_ok()),
        };
        match (found, &self.name) {
            (Some(saved), _) => match saved.journal {
                Ok(journal) => Ok((saved.name, journal)),
                Err(error) => {
                    Err(Failure::Usage(format!("the sitting `{}` cannot be read: {error}", saved.name)))
                }
            },
            (None, Some(name)) => Err(Failure::Usage(format!(
                "there is no sitting `{name}`\nhelp: `whatif sittings` lists those that are saved"
            ))),
            (None, None) => Err(Failure::Usage(
                "there is no saved sitting\nhelp: begin one with `whatif` or `whatif ask`".to_owned(),
            )),
        }
    }
}

/// The lessons of a sitting's scenarios, as far as these can still be read.
fn lessons(journal: &Journal) -> Vec<Lesson> {
    let Ok(library) = load::load(&journal.header.scenarios, &Disk) else {
        // Without stderr there is nobody to warn.
        let _ = writeln!(
            anstream::stderr(),
            "warning: the scenarios of this sitting cannot be read any more; questions that nobody answered are left out"
        );
        return Vec::new();
    };
    library.lessons
}

/// A record to be written.
struct Sheet<'all> {
    rows: Vec<Row>,
    name: &'all str,
    journal: &'all Journal,
    times: bool,
}

/// A row as a line of JSON.
#[derive(Serialize)]
struct Object<'row> {
    sitting: &'row str,
    reader: Option<&'row str>,
    seconds: Option<u64>,
    time: Option<String>,
    kind: &'static str,
    lesson: Option<&'row str>,
    step: Option<usize>,
    what: &'row str,
    stance: Option<&'row str>,
    answer: Option<&'row str>,
    sureness: Option<u8>,
    followed: &'row [String],
    participated: Option<bool>,
    right: Option<bool>,
    first_vote: Option<Pairs<'row, u32>>,
    second_vote: Option<Pairs<'row, u32>>,
    first_right: Option<u32>,
    second_right: Option<u32>,
    first_hands: Option<u64>,
    second_hands: Option<u64>,
}

impl Sheet<'_> {
    fn seconds(&self, row: &Row) -> Option<u64> {
        Some(row.at?.saturating_sub(self.journal.header.begun))
    }

    fn time(&self, row: &Row) -> Option<String> {
        row.at.filter(|_| self.times).map(utc)
    }

    fn object<'row>(&'row self, row: &'row Row) -> Object<'row> {
        let votes = |vote: usize| row.votes.as_ref().map(|votes| &votes[vote]);
        let pairs = |hands: &'row Hands| {
            Pairs(hands.counts.iter().map(|(answer, hands)| (answer.as_str(), *hands)).collect())
        };
        Object {
            sitting: self.name,
            reader: self.journal.header.reader.as_deref(),
            seconds: self.seconds(row),
            time: self.time(row),
            kind: row.kind.word(),
            lesson: row.lesson.as_deref(),
            step: row.step,
            what: &row.what,
            stance: row.stance.as_deref(),
            answer: row.answer.as_deref(),
            sureness: row.sureness,
            followed: &row.followed,
            participated: row.participated,
            right: row.right,
            first_vote: votes(0).map(pairs),
            second_vote: votes(1).map(pairs),
            first_right: votes(0).map(|hands| hands.right),
            second_right: votes(1).map(|hands| hands.right),
            first_hands: votes(0).map(Hands::total),
            second_hands: votes(1).map(Hands::total),
        }
    }

    /// The wanted rows as a table.
    fn grid(&self, wanted: impl Fn(Kind) -> bool) -> Grid {
        let mut grid = Grid::new([
            "sitting",
            "reader",
            "seconds",
            "time",
            "kind",
            "lesson",
            "step",
            "what",
            "stance",
            "answer",
            "sureness",
            "followed",
            "participated",
            "right",
            "first_vote",
            "second_vote",
            "first_right",
            "second_right",
            "first_hands",
            "second_hands",
        ]);
        let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let truth = |truth: Option<bool>| truth.map_or("", |truth| if truth { "yes" } else { "no" });
        for row in self.rows.iter().filter(|row| wanted(row.kind)) {
            let votes = |vote: usize| row.votes.as_ref().map(|votes| &votes[vote]);
            grid.rows.push(vec![
                self.name.to_owned(),
                self.journal.header.reader.clone().unwrap_or_default(),
                number(self.seconds(row)),
                self.time(row).unwrap_or_default(),
                row.kind.word().to_owned(),
                row.lesson.clone().unwrap_or_default(),
                number(row.step.map(|step| step as u64)),
                row.what.clone(),
                row.stance.clone().unwrap_or_default(),
                row.answer.clone().unwrap_or_default(),
                number(row.sureness.map(u64::from)),
                row.followed.join("; "),
                truth(row.participated).to_owned(),
                truth(row.right).to_owned(),
                votes(0).map(spread).unwrap_or_default(),
                votes(1).map(spread).unwrap_or_default(),
                number(votes(0).map(|hands| u64::from(hands.right))),
                number(votes(1).map(|hands| u64::from(hands.right))),
                number(votes(0).map(Hands::total)),
                number(votes(1).map(Hands::total)),
            ]);
        }
        grid
    }

    /// The record as a page: a summary, what was answered, and all steps.
    fn markdown(&self) -> String {
        let mut page = format!("# What {} recorded\n\n", markdown(self.name));
        for line in self.summary() {
            let _ = writeln!(page, "- {}", markdown(&line));
        }
        let parts = [
            ("Predictions and votes", self.grid(Kind::is_answer)),
            ("Steps", self.grid(|kind| !kind.is_answer())),
        ];
        for (heading, mut grid) in parts.into_iter().filter(|(_, grid)| !grid.rows.is_empty()) {
            // The page says already whose it is.
            for row in &mut grid.rows {
                row[..2].fill(String::new());
            }
            let _ = write!(page, "\n## {heading}\n\n{}", grid.without_blank_columns().markdown());
        }
        page
    }

    fn summary(&self) -> Vec<String> {
        let header = &self.journal.header;
        let about = match header.scenarios.as_slice() {
            [] => "all bundled scenarios".to_owned(),
            scenarios => scenarios.join(", "),
        };
        let reader = header.reader.clone().unwrap_or_else(|| "anonymous".to_owned());
        let last = self.journal.lines.last().map_or(0, |line| line.at.saturating_sub(header.begun));
        let mut lines = vec![
            format!("Reader: {reader}."),
            format!("About: {about}."),
            format!("From its beginning to what was done last: {last} seconds."),
        ];
        let predictions = || self.rows.iter().filter(|row| row.kind == Kind::Prediction);
        let asked = predictions().count();
        if asked > 0 {
            let answered = predictions().filter(|row| row.participated == Some(true)).count();
            lines.push(format!("Participation: {answered} of {asked} predictions were made."));
        }
        let mut tally = Tally::default();
        for row in predictions() {
            if let (Some(sureness), Some(right)) = (row.sureness.and_then(Sureness::new), row.right) {
                tally.add(sureness, right);
            }
        }
        if tally.made() > 0 {
            lines.push(format!("Correctness: {}", tally.words()));
        }
        for row in &self.rows {
            if let Some([first, second]) = &row.votes {
                let place = match (&row.lesson, row.step) {
                    (Some(lesson), Some(step)) => format!("{lesson}, step {step}"),
                    _ => row.stance.clone().unwrap_or_default(),
                };
                lines.push(format!(
                    "Vote ({place}): before the talk {} of {} hands were right, after it {} of {}.",
                    first.right,
                    first.total(),
                    second.right,
                    second.total()
                ));
            }
        }
        lines
    }
}

/// The hands for each answer that had any.
fn spread(hands: &Hands) -> String {
    let some = hands.counts.iter().filter(|(_, hands)| *hands > 0);
    some.map(|(answer, hands)| format!("{answer} {hands}")).collect::<Vec<_>>().join("; ")
}

/// A time in UTC, as ISO 8601 has it. Days are counted in years that begin in March, so that the day
/// that comes and goes is the last of its year.
fn utc(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // From 1 March of the year 0 on, in eras of 400 years.
    let day = days + 719_468;
    let (era, day) = (day / 146_097, day % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        let table = [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_007_078_400, "2001-11-30T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ];
        for (seconds, expected) in table {
            assert_eq!(utc(seconds), expected);
        }
    }
}
