//! Line mode: one question, one answer, in plain lines. Made for screen readers and slow lines, for
//! scripts and for classes that keep a transcript.
//!
//! A state machine without a terminal: [`LineMode::take`] hears a line and replies with lines, which
//! whoever drives it writes where they belong. What is to be taken down is handed over by
//! [`LineMode::take_entries`]. Every list is numbered, and a number chooses from the list said last.

mod asking;
mod cases;
mod choices;
mod playing;
mod reply;
mod requests;
mod state;
#[cfg(test)]
mod tests;
mod words;

pub use reply::Reply;
pub use state::LineMode;
