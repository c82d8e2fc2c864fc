//! A question about a stance whose answer is hidden until the reader, or the class, has committed.

use super::prediction::{Guess, Prediction, Sureness};
use super::round::{Phase, Round};
use crate::logic::model::{Model, OutcomeSet, Scale, StanceId};
use crate::sitting::journal::{Predicted, Voted};

/// A question and what was said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// About which stance.
    pub stance: StanceId,
    /// The question.
    pub ask: String,
    /// The answers that can be given.
    pub guesses: Vec<Guess>,
    /// The chosen one, by its place; none until the reader chooses.
    pub choice: Option<usize>,
    /// How sure the reader is.
    pub sureness: Sureness,
    /// What was predicted, once the reader committed to it.
    pub prediction: Option<Prediction>,
    /// The round of a class, if one votes.
    pub round: Option<Round>,
}

impl Question {
    /// A question that nobody has answered.
    pub fn new(model: &Model, stance: StanceId, ask: String) -> Self {
        Self {
            stance,
            ask,
            guesses: Guess::all(model.scale_of(stance)),
            choice: None,
            sureness: Sureness::default(),
            prediction: None,
            round: None,
        }
    }

    /// Whether the answer may be shown.
    pub fn is_settled(&self) -> bool {
        let revealed = |round: &Round| round.phase() == Phase::Revealed;
        self.prediction.is_some() || self.round.as_ref().is_some_and(revealed)
    }

    /// Chooses an answer; nothing changes once the reader has committed.
    pub fn choose(&mut self, place: usize) {
        if self.prediction.is_none() && place < self.guesses.len() {
            self.choice = Some(place);
        }
    }

    /// Commits to the chosen answer, given what follows. False if none is chosen, or it is done.
    pub fn commit(&mut self, outcomes: OutcomeSet) -> bool {
        let (None, Some(choice)) = (self.prediction, self.choice) else { return false };
        let guess = self.guesses[choice];
        self.prediction = Some(Prediction { guess, sureness: self.sureness, outcomes });
        true
    }

    /// What was predicted, as it is taken down; `lesson` names the lesson and the step.
    pub fn predicted(&self, model: &Model, lesson: Option<(String, usize)>) -> Option<Predicted> {
        let prediction = self.prediction?;
        let scale = model.scale_of(self.stance);
        Some(Predicted {
            lesson,
            stance: model.stances[self.stance.index()].id.clone(),
            guess: prediction.guess.id(scale).to_owned(),
            sureness: prediction.sureness.number(),
            outcomes: ids(scale, prediction.outcomes),
            right: prediction.is_right(),
        })
    }

    /// How the class voted, as it is taken down, given what followed.
    pub fn voted(
        &self,
        model: &Model,
        lesson: Option<(String, usize)>,
        outcomes: OutcomeSet,
    ) -> Option<Voted> {
        let round = self.round.as_ref()?;
        let scale = model.scale_of(self.stance);
        let hands = |vote: usize| {
            let counts = round.counts()[vote].iter();
            self.guesses
                .iter()
                .zip(counts)
                .map(|(guess, hands)| (guess.id(scale).to_owned(), *hands))
                .collect()
        };
        let right = self.guesses.iter().find(|guess| guess.is_right(outcomes));
        Some(Voted {
            lesson,
            stance: model.stances[self.stance.index()].id.clone(),
            first: hands(0),
            second: hands(1),
            outcomes: ids(scale, outcomes),
            right: right.map_or_else(String::new, |guess| guess.id(scale).to_owned()),
        })
    }

    /// Lets a class vote, or the reader alone predict; only while nothing is settled and no hand is counted.
    pub fn turn_to_class(&mut self) {
        let is_counting = self.round.as_ref().is_some_and(|round| round.phase() != Phase::Think);
        if !self.is_settled() && !is_counting {
            self.round = match self.round {
                None => Some(Round::new(self.guesses.len())),
                Some(_) => None,
            };
        }
    }
}

fn ids(scale: &Scale, outcomes: OutcomeSet) -> Vec<String> {
    outcomes.iter().map(|outcome| scale.outcome_id(outcome).to_owned()).collect()
}
