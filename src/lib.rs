//! whatif explores the conditional stances of a policy paper.
//!
//! *Suppose* some conditions hold; *then* these stances follow; *because* of these rules. The
//! rooms of the house, and what each is for:
//!
//! - [`language`] reads scenario files: from text to a resolved library, or to every fault of
//!   every file with its place and its remedy. It knows files and spans, and no logic.
//! - [`logic`] answers. It is pure: positions, rules and overrides go in, sets of outcomes come
//!   out, over one decision diagram per stance.
//! - [`sitting`] is one reader's way through positions: verbs, undo and redo, saved as it goes.
//! - [`lesson`] plays lessons: steps, predictions and votes, and what may be seen when.
//! - [`dialogue`] is what a reader types: names, requests, and answers to them in words.
//! - [`mod@line`] is line mode: a line of input, lines of answer, for screen readers and slow lines.
//! - [`report`] puts answers into sentences and into JSON.
//! - [`command`] is the command line: load, ask, report.
//! - [`notes`] takes the instructor's notes from a lesson to a second terminal.
//! - [`tui`] is the full screen; it and the notes are behind the feature of that name. It and
//!   `check --watch` are told of saved files by `watch`.
//!
//! Arrows run one way: `language` → `logic`; `sitting` and `report` → those; `dialogue` → all of
//! these; `line` → all of those; `command` and `tui` → all of them. `logic` needs nothing of the house.

pub mod command;
pub mod dialogue;
pub mod language;
pub mod lesson;
pub mod line;
pub mod logic;
#[cfg(feature = "tui")]
pub mod notes;
pub mod report;
pub mod sitting;
#[cfg(feature = "tui")]
pub mod tui;
#[cfg(feature = "tui")]
mod watch;
