//! What a reader says before the answer is shown, and how sure the reader is.

use crate::logic::model::{Outcome, OutcomeSet, Scale};

/// An answer that can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// A place on the scale, or that the paper does not say.
    Is(Outcome),
    /// Several answers are possible.
    CannotBeTold,
}

/// How sure a reader is, from 1 (a guess) to 3 (certain).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sureness(u8);

impl Sureness {
    /// The least, the middle and the most.
    pub const ALL: [Self; 3] = [Self(1), Self(2), Self(3)];

    /// The sureness of this number, from 1 to 3.
    pub const fn new(number: u8) -> Option<Self> {
        if matches!(number, 1..=3) { Some(Self(number)) } else { None }
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The words for it.
    pub const fn words(self) -> &'static str {
        match self.0 {
            1 => "a guess",
            2 => "fairly sure",
            _ => "certain",
        }
    }
}

impl Default for Sureness {
    fn default() -> Self {
        Self(2)
    }
}

/// What was predicted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The answer.
    pub guess: Guess,
    /// How sure the reader was.
    pub sureness: Sureness,
    /// What followed.
    pub outcomes: OutcomeSet,
}

impl Prediction {
    /// Whether it came true.
    pub fn is_right(&self) -> bool {
        self.guess.is_right(self.outcomes)
    }
}

impl Guess {
    /// Every answer that can be given about a stance on a scale: its values, that the paper does not
    /// say, that it cannot be told.
    pub fn all(scale: &Scale) -> Vec<Self> {
        let places = (0..scale.values.len()).map(Outcome::value).chain([Outcome::SILENT]);
        places.map(Self::Is).chain([Self::CannotBeTold]).collect()
    }

    /// Whether it is so.
    pub fn is_right(self, outcomes: OutcomeSet) -> bool {
        match self {
            Self::Is(outcome) => outcomes.settled() == Some(outcome),
            Self::CannotBeTold => outcomes.len() > 1,
        }
    }

    /// The words for it.
    pub fn words(self, scale: &Scale) -> &str {
        match self {
            Self::Is(outcome) => scale.outcome_label(outcome),
            Self::CannotBeTold => "cannot be told: several are possible",
        }
    }

    /// The id for it in records: a value's, `silent`, or `cannot_be_told`.
    pub fn id(self, scale: &Scale) -> &str {
        match self {
            Self::Is(outcome) => scale.outcome_id(outcome),
            Self::CannotBeTold => "cannot_be_told",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_is_right_where_it_is_all_that_can_be_said() {
        let [a, b] = [Outcome::value(0), Outcome::value(1)];
        let both = OutcomeSet::only(a).with(b);
        let table = [
            (Guess::Is(a), OutcomeSet::only(a), true),
            (Guess::Is(a), OutcomeSet::only(b), false),
            (Guess::Is(a), both, false),
            (Guess::CannotBeTold, both, true),
            (Guess::CannotBeTold, OutcomeSet::only(a), false),
            (Guess::Is(Outcome::SILENT), OutcomeSet::only(Outcome::SILENT), true),
        ];
        for (guess, outcomes, right) in table {
            assert_eq!(guess.is_right(outcomes), right, "{guess:?} of {outcomes:?}");
        }
        assert_eq!(Sureness::new(0), None);
        assert_eq!(Sureness::new(3).map(Sureness::number), Some(3));
    }
}
