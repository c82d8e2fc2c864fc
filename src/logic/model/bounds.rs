//! How much of anything a library may hold: far more than any paper needs, and little enough for
//! every question about it to end.

/// The most options a condition may have: a set of them fits one machine word.
pub const MOST_OPTIONS: usize = 64;
/// The most values a scale may declare: with `silent`, `gap` and `conflict` a set of them fits
/// one machine word.
pub const MOST_SCALE_VALUES: usize = 61;
/// The most conditions a library may hold: it bounds how deep a walk along a diagram can go.
pub const MOST_CONDITIONS: usize = 4096;

/// The most rules that a stance may have.
pub const MOST_RULES: usize = 1000;
/// The most stances whose values all overrides of a library may replace, one counted as often as it is
/// replaced.
pub const MOST_REPLACED: usize = 1_000_000;
/// The most scales that an override may name, and the most values that it may replace by name.
pub const MOST_NAMED: usize = 4096;
/// The most scales, facts, constraints, stances, overrides, remarks, expectations and lessons, of each,
/// that a library may hold.
pub const MOST_ITEMS: usize = 20_000;
