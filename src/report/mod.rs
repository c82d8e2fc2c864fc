//! Answers as text and as JSON.

pub mod answers;
pub mod audit;
pub mod citations;
pub mod escape;
pub mod explanation;
pub mod grid;
pub mod groups;
pub mod handout;
pub mod json;
pub mod moved;
pub mod sentences;
pub mod tables;
pub mod text;
pub mod wrap;
