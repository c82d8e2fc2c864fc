//! How predictions went, by how sure the reader was.

use super::prediction::Sureness;

/// Predictions counted: those that were made and those that came true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    made: [usize; 3],
    right: [usize; 3],
}

impl Tally {
    /// Counts a prediction.
    pub fn add(&mut self, sureness: Sureness, is_right: bool) {
        let place = usize::from(sureness.number()) - 1;
        self.made[place] += 1;
        self.right[place] += usize::from(is_right);
    }

    /// How many were made.
    pub fn made(&self) -> usize {
        self.made.iter().sum()
    }

    /// How many of them came true.
    pub fn right(&self) -> usize {
        self.right.iter().sum()
    }

    /// For each sureness with which any was made, the surest first: how many were made and how many
    /// came true.
    pub fn by_sureness(&self) -> impl Iterator<Item = (Sureness, usize, usize)> + '_ {
        let all = Sureness::ALL.into_iter().zip(self.made).zip(self.right).rev();
        all.filter(|((_, made), _)| *made > 0).map(|((sureness, made), right)| (sureness, made, right))
    }

    /// How it went, in a sentence.
    pub fn words(&self) -> String {
        if self.made() == 0 {
            return "No prediction was made.".to_owned();
        }
        let parts = self.by_sureness();
        let parts: Vec<String> =
            parts.map(|(sureness, made, right)| format!("{}, {right} of {made}", sureness.words())).collect();
        let noun = if self.made() == 1 { "prediction" } else { "predictions" };
        format!("{} of {} {noun} came true: {}.", self.right(), self.made(), parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_are_counted_by_sureness() {
        let [guess, fairly, certain] = Sureness::ALL;
        let mut tally = Tally::default();
        assert_eq!((tally.made(), tally.right(), tally.by_sureness().count()), (0, 0, 0));
        for (sureness, right) in [(certain, true), (guess, false), (certain, false), (guess, true)] {
            tally.add(sureness, right);
        }
        assert_eq!((tally.made(), tally.right()), (4, 2));
        let counted: Vec<_> = tally.by_sureness().collect();
        assert_eq!(counted, [(certain, 2, 1), (guess, 2, 1)]);
        assert_eq!(tally.words(), "2 of 4 predictions came true: certain, 1 of 2; a guess, 1 of 2.");
        tally.add(fairly, true);
        assert_eq!(tally.by_sureness().nth(1), Some((fairly, 1, 1)));
    }
}
