//! What is said to a line.

use crate::report::escape::plain;
use crate::report::grid::Grid;
use crate::report::sentences::capitalised;

/// Lines said in reply, each whole: whoever shows them breaks them where they have to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The lines; those that belong below another begin with spaces.
    pub lines: Vec<String>,
    /// Whether the line was not understood.
    pub is_fault: bool,
}

impl Reply {
    /// Says something; of several paragraphs each in a line of its own.
    pub(super) fn say(&mut self, words: impl AsRef<str>) {
        let paragraphs = words.as_ref().lines().filter(|line| !line.trim().is_empty());
        self.lines.extend(paragraphs.map(plain));
    }

    /// The same, below what was said before.
    pub(super) fn say_below(&mut self, words: impl AsRef<str>) {
        for line in words.as_ref().lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.lines.push(format!("  {}", plain(line)));
        }
    }

    /// Says things below, each with its number.
    pub(super) fn number<Words: AsRef<str>>(&mut self, things: impl IntoIterator<Item = Words>) {
        for (index, thing) in things.into_iter().enumerate() {
            self.say_below(format!("{}. {}", index + 1, plain(thing.as_ref())));
        }
    }

    /// Says the rows of a table, each as what its columns hold.
    pub(super) fn table(&mut self, grid: &Grid) {
        self.number(grid.rows.iter().map(|row| {
            let cells: Vec<String> =
                grid.header.iter().zip(row).map(|(name, cell)| format!("{name}: {cell}")).collect();
            format!("{}.", cells.join("; "))
        }));
    }

    /// Says what was wrong with the line; after the first line, how to mend it.
    pub(super) fn fault(&mut self, words: &str) {
        self.is_fault = true;
        let (what, remedy) = words.split_once("\nhelp: ").unwrap_or((words, ""));
        self.say(format!("Not understood: {what}."));
        if !remedy.is_empty() {
            let stop = if remedy.ends_with(['?', '.']) { "" } else { "." };
            self.say(format!("{}{stop}", capitalised(remedy)));
        }
    }
}
