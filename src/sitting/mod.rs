//! One reader's sitting: the position, and how it came about. Moved by verbs, never by keys; holds
//! nothing of any screen, so that many readers can each have one.

pub mod code;
pub mod history;
pub mod journal;
pub mod moves;
pub mod restore;
pub mod store;
pub mod values;

pub use history::{Sitting, Step};
pub use moves::{Move, Refusal, Verb};
pub use values::{next_value, previous_value};
