//! What a stance says, and the scales on which it says it.

use super::{FileId, MOST_SCALE_VALUES, Named};

/// What a stance says in a world: a place on its scale, silence, or a fault of the file.
///
/// Ordered as answers are listed: the scale's values, those apart from its order, `silent`,
/// `gap`, `conflict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome(u8);

impl Outcome {
    /// The source does not say.
    pub const SILENT: Self = Self(61);
    /// No rule is in force: a fault of the file.
    pub const GAP: Self = Self(62);
    /// Rules in force disagree: a fault of the file.
    pub const CONFLICT: Self = Self(63);

    /// The scale's value at `index`, which is below [`MOST_SCALE_VALUES`].
    pub const fn value(index: usize) -> Self {
        assert!(index < MOST_SCALE_VALUES, "a scale has at most 61 values");
        Self(index as u8)
    }

    /// The outcome whose bit is `bit`, below 64.
    pub const fn from_bit(bit: u32) -> Self {
        assert!(bit < 64, "a set of outcomes has 64 bits");
        Self(bit as u8)
    }

    /// The bit of this outcome in an [`OutcomeSet`].
    pub const fn bit(self) -> u32 {
        self.0 as u32
    }

    /// The index among the scale's values, unless this is silence or a fault.
    pub const fn index(self) -> Option<usize> {
        if (self.0 as usize) < MOST_SCALE_VALUES { Some(self.0 as usize) } else { None }
    }
}

/// A set of outcomes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OutcomeSet(pub u64);

impl OutcomeSet {
    /// No outcome: that of a position which is ruled out.
    pub const EMPTY: Self = Self(0);

    /// The set of one outcome.
    pub const fn only(outcome: Outcome) -> Self {
        Self(1 << outcome.bit())
    }

    /// Whether `outcome` is in the set.
    pub const fn contains(self, outcome: Outcome) -> bool {
        self.0 >> outcome.bit() & 1 == 1
    }

    /// The set with `outcome` added.
    #[must_use]
    pub const fn with(self, outcome: Outcome) -> Self {
        Self(self.0 | 1 << outcome.bit())
    }

    /// The number of outcomes.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The outcome, if there is exactly one.
    pub const fn settled(self) -> Option<Outcome> {
        if self.0.is_power_of_two() { Some(Outcome::from_bit(self.0.trailing_zeros())) } else { None }
    }

    /// The outcomes in order.
    pub fn iter(self) -> impl Iterator<Item = Outcome> {
        (0..64).filter(move |bit| self.0 >> bit & 1 == 1).map(Outcome::from_bit)
    }
}

impl FromIterator<Outcome> for OutcomeSet {
    fn from_iter<I: IntoIterator<Item = Outcome>>(outcomes: I) -> Self {
        outcomes.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// The places on which stances stand.
#[derive(Clone, Debug)]
pub struct Scale {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// The words on the screen.
    pub label: String,
    /// The values in order, then those that stand apart.
    pub values: Vec<Named>,
    /// How many of `values` are in the scale's order; the others stand apart.
    pub ordered: usize,
}

impl Scale {
    /// The outcome with this id: a value of the scale or `silent`.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        if id == "silent" {
            return Some(Outcome::SILENT);
        }
        self.values.iter().position(|value| value.id == id).map(Outcome::value)
    }

    /// The id of an outcome, reserved words included.
    pub fn outcome_id(&self, outcome: Outcome) -> &str {
        match outcome {
            Outcome::SILENT => "silent",
            Outcome::GAP => "gap",
            Outcome::CONFLICT => "conflict",
            _ => &self.values[usize::from(outcome.0)].id,
        }
    }

    /// How far along the scale's order a place is, in tenths.
    pub fn tenths(&self, index: usize) -> u8 {
        (index * 10 / self.ordered.saturating_sub(1).max(1)).min(10) as u8
    }

    /// The words for an outcome.
    pub fn outcome_label(&self, outcome: Outcome) -> &str {
        match outcome {
            Outcome::SILENT => "the paper does not say",
            Outcome::GAP => "no rule answers (a fault of the file)",
            Outcome::CONFLICT => "rules disagree (a fault of the file)",
            _ => &self.values[usize::from(outcome.0)].label,
        }
    }
}
