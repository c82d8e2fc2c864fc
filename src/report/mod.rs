//! Answers as text and as JSON.

pub mod audit;
pub mod json;
pub mod text;
pub mod wrap;
