//! The scenario language: from text to a resolved [`Library`](library::Library), or to every
//! fault of every file, each with its place and its remedy. Knows files and spans, no logic.

mod balance;
mod bounds;
pub mod bundled;
mod circles;
mod claims;
pub mod copy;
mod declare;
pub mod diagnostic;
pub mod expression;
pub mod faults;
pub mod files;
mod guards;
pub mod layout;
mod lessons;
pub mod library;
mod lines;
pub mod load;
pub mod locator;
mod look_alike;
mod mend;
pub mod names;
mod outline;
mod outlines;
pub mod places;
pub mod rename;
mod resolve;
mod ron_fault;
pub mod source;
pub mod span;
pub mod syntax;
mod tokens;
