//! A class on one screen: think, vote, discuss, vote again, reveal. The instructor types how many
//! hands each answer has; no one sees how they are spread before the reveal.

/// Where a round is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Everyone thinks alone.
    Think,
    /// Hands are counted.
    Vote,
    /// Neighbours discuss.
    Discuss,
    /// Hands are counted again.
    VoteAgain,
    /// Everything is counted; one more key shows it.
    Sealed,
    /// The votes and the answer are shown.
    Revealed,
}

/// The most hands that can be typed for an answer.
const MOST_HANDS: u32 = 9999;

/// A round about one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    phase: Phase,
    /// The hands for each answer, in the first and in the second vote.
    counts: [Vec<u32>; 2],
    /// The answer that is being counted.
    pub answer: usize,
}

impl Round {
    /// A round over so many answers.
    pub fn new(answers: usize) -> Self {
        Self { phase: Phase::Think, counts: [vec![0; answers], vec![0; answers]], answer: 0 }
    }

    /// A round that is over, with the hands of both votes.
    pub fn over(counts: [Vec<u32>; 2]) -> Self {
        Self { phase: Phase::Revealed, counts, answer: 0 }
    }

    /// Where the round is.
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// Which vote is being counted, if one is.
    pub const fn vote(&self) -> Option<usize> {
        match self.phase {
            Phase::Vote => Some(0),
            Phase::VoteAgain => Some(1),
            _ => None,
        }
    }

    /// The hands of the first and of the second vote.
    pub const fn counts(&self) -> &[Vec<u32>; 2] {
        &self.counts
    }

    /// The number of hands in a vote.
    pub fn total(&self, vote: usize) -> u32 {
        self.counts[vote].iter().sum()
    }

    /// To the next phase; nothing follows the reveal.
    pub fn forward(&mut self) {
        self.answer = 0;
        self.phase = match self.phase {
            Phase::Think => Phase::Vote,
            Phase::Vote => Phase::Discuss,
            Phase::Discuss => Phase::VoteAgain,
            Phase::VoteAgain => Phase::Sealed,
            Phase::Sealed | Phase::Revealed => Phase::Revealed,
        };
    }

    /// To the phase before; what was revealed stays so, and nothing is before thinking. False if
    /// there was nothing to go back to.
    pub fn back(&mut self) -> bool {
        self.answer = 0;
        self.phase = match self.phase {
            Phase::Think | Phase::Revealed => return false,
            Phase::Vote => Phase::Think,
            Phase::Discuss => Phase::Vote,
            Phase::VoteAgain => Phase::Discuss,
            Phase::Sealed => Phase::VoteAgain,
        };
        true
    }

    /// Types a digit of the hands for the answer that is being counted.
    pub fn digit(&mut self, digit: u32) {
        if let Some(vote) = self.vote() {
            let count = &mut self.counts[vote][self.answer];
            *count = (*count * 10 + digit).min(MOST_HANDS);
        }
    }

    /// Takes the last digit back.
    pub fn erase(&mut self) {
        if let Some(vote) = self.vote() {
            self.counts[vote][self.answer] /= 10;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_goes_from_thinking_to_the_reveal_in_two_votes() {
        let mut round = Round::new(3);
        round.digit(9);
        assert_eq!(round.total(0), 0, "nobody votes while thinking");
        round.forward();
        round.digit(1);
        round.digit(2);
        round.answer = 2;
        round.digit(7);
        round.digit(3);
        round.erase();
        assert_eq!(round.counts()[0], [12, 0, 7]);
        round.forward();
        assert_eq!((round.phase(), round.vote()), (Phase::Discuss, None));
        round.forward();
        round.digit(5);
        round.forward();
        assert_eq!(round.phase(), Phase::Sealed, "one key seals the vote, the next shows it");
        assert!(round.back());
        round.forward();
        round.forward();
        assert_eq!(round.phase(), Phase::Revealed);
        assert!(!round.back(), "what was shown cannot be hidden again");
        assert_eq!((round.total(0), round.total(1)), (19, 5));
        let mut round = Round::new(1);
        round.forward();
        (0..20).for_each(|_| round.digit(9));
        assert_eq!(round.total(0), MOST_HANDS);
    }
}
