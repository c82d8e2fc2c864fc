//! The logic: what follows from a position, and why. Pure and total: no files, no clock, no
//! terminal, no serialization; every question has an answer for every model.

pub mod audit;
pub mod builder;
pub mod clash;
pub mod compare;
pub mod compile;
pub mod coverage;
pub mod diagram;
pub mod family;
pub mod follow;
pub mod model;
pub mod order;
pub mod position;
pub mod reach;
pub mod reason;
pub mod support;
pub mod table;
