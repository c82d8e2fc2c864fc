//! A lesson being played: at which step it is, what may be seen there, and what was predicted.

use super::question::Question;
use crate::language::library::{Lesson, Library, Step};
use crate::logic::model::{Model, StanceId};
use crate::logic::position::Position;

/// What may be seen of what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visible {
    /// Everything.
    All,
    /// One stance alone: others could tell what is still to be asked.
    Only(StanceId),
    /// Nothing.
    Nothing,
}

/// A lesson being played.
#[derive(Clone, Debug)]
pub struct Play {
    /// The lesson, by its place in the library.
    pub lesson: usize,
    at: usize,
    /// The position after each step.
    positions: Vec<Position>,
    /// For each step the number of the position that it finds or makes: steps with the same number
    /// stand in the same position.
    segments: Vec<usize>,
    /// For each prediction the question.
    questions: Vec<Option<Question>>,
    steps: Vec<Step>,
}

impl Play {
    /// A lesson at its first step.
    pub fn new(library: &Library, lesson: usize) -> Self {
        let model = &library.model;
        let Lesson { steps, .. } = &library.lessons[lesson];
        let baseline = Position::baseline(model);
        let mut position = baseline.clone();
        let mut positions = Vec::with_capacity(steps.len());
        let mut segments = Vec::with_capacity(steps.len());
        let mut segment = 0;
        for step in steps {
            match step {
                Step::Set(changes) => {
                    for (condition, value) in changes {
                        position.suppose(*condition, *value);
                    }
                    segment += 1;
                }
                Step::Reset => {
                    position.clone_from(&baseline);
                    segment += 1;
                }
                _ => {}
            }
            positions.push(position.clone());
            segments.push(segment);
        }
        let questions = steps.iter().map(|step| question(model, step)).collect();
        Self { lesson, at: 0, positions, segments, questions, steps: steps.clone() }
    }

    /// The number of steps; the end comes after the last.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether the lesson has no steps.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The step's number, from 0; that of the end is the number of steps.
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The step, but at the end.
    pub fn step(&self) -> Option<&Step> {
        self.steps.get(self.at)
    }

    /// Every step.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The position of the step; at the end that of the last.
    pub fn position(&self) -> Option<&Position> {
        self.positions.get(self.at.min(self.len().saturating_sub(1)))
    }

    /// The position that the step found; at the first step none but the source's own.
    pub fn before(&self) -> Option<&Position> {
        self.positions.get(self.at.checked_sub(1)?)
    }

    /// The position of any step.
    pub fn position_at(&self, step: usize) -> Option<&Position> {
        self.positions.get(step)
    }

    /// The question asked at this step, or answered by its reveal.
    pub fn question(&self) -> Option<&Question> {
        self.questions[self.asked_at()?].as_ref()
    }

    /// The question asked at this step, to be answered.
    pub fn question_mut(&mut self) -> Option<&mut Question> {
        self.questions.get_mut(self.at)?.as_mut()
    }

    /// Every question in the lesson's order.
    pub fn questions(&self) -> impl Iterator<Item = (usize, &Question)> {
        self.questions.iter().enumerate().filter_map(|(at, question)| Some((at, question.as_ref()?)))
    }

    /// The step whose question this one asks or answers.
    fn asked_at(&self) -> Option<usize> {
        match self.step()? {
            Step::Predict { .. } => Some(self.at),
            Step::Reveal(stance) => (0..self.at).rev().find(
                |step| matches!(&self.steps[*step], Step::Predict { stance: asked, .. } if asked == stance),
            ),
            _ => None,
        }
    }

    /// Whether the step waits for an answer before the lesson goes on.
    pub fn waits(&self) -> bool {
        matches!(self.step(), Some(Step::Predict { .. }))
            && self.question().is_some_and(|question| !question.is_settled())
    }

    /// To the next step, unless this one waits for an answer or is the end. True if it went on.
    pub fn forward(&mut self) -> bool {
        if self.waits() || self.at >= self.len() {
            return false;
        }
        self.at += 1;
        true
    }

    /// To the step before. True if there is one.
    pub fn back(&mut self) -> bool {
        let went = self.at > 0;
        self.at = self.at.saturating_sub(1);
        went
    }

    /// To a step, or to the end if there are not so many: for a lesson that is taken up again.
    pub fn resume(&mut self, step: usize) {
        self.at = step.min(self.len());
    }

    /// Whether something about a position is still to be predicted, at whatever step.
    pub fn asks_about(&self, position: &Position) -> bool {
        self.questions().any(|(at, question)| !question.is_settled() && self.positions[at] == *position)
    }

    /// What may be seen at this step. While something is still to be predicted in its position, what
    /// follows is hidden: from the step that makes the position on, lest it be seen before the
    /// question is read.
    pub fn visible(&self) -> Visible {
        let Some(step) = self.step() else { return Visible::All };
        let segment = self.segments[self.at];
        let is_pending = (0..self.len()).filter(|asked| self.segments[*asked] == segment).any(|asked| {
            let Step::Predict { stance, .. } = &self.steps[asked] else { return false };
            let reveal = (asked + 1..self.len())
                .take_while(|later| self.segments[*later] == segment)
                .find(|later| self.steps[*later] == Step::Reveal(*stance));
            match reveal {
                Some(reveal) => self.at < reveal,
                // Never revealed: it is hidden until it is answered.
                None => self.at < asked || (self.at == asked && self.waits()),
            }
        });
        match step {
            _ if !is_pending => Visible::All,
            Step::Reveal(stance) => Visible::Only(*stance),
            _ => Visible::Nothing,
        }
    }
}

fn question(model: &Model, step: &Step) -> Option<Question> {
    match step {
        Step::Predict { stance, ask } => Some(Question::new(model, *stance, ask.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::model::OutcomeSet;

    fn library() -> Library {
        let text = r#"Scenario(title: "T", as_of: "", summary: "",
            scales: [Scale(id: "s", label: "S", values: [("x", "X"), ("y", "Y")])],
            conditions: [YesNo(id: "a", label: "A", baseline: "no", grounds: stated)],
            stances: [
                Stance(id: "p", actor: "P", toward: "a", scale: "s", rules: [
                    Rule(id: "x", when: "a", then: "x", grounds: stated, because: "B"),
                    Rule(id: "y", when: "not a", then: "y", grounds: stated, because: "B"),
                ]),
                Stance(id: "q", actor: "Q", toward: "a", scale: "s", rules: [
                    Rule(id: "x", when: "always", then: "x", grounds: stated, because: "B"),
                ]),
            ],
            lessons: [Lesson(id: "l", title: "L", aim: "A", steps: [
                Say("Welcome."),
                Predict(stance: "p", ask: "What now?"),
                Say("Let us see."),
                Reveal("p"),
                Predict(stance: "q", ask: "And this?"),
                Reveal("q"),
                Say("So far."),
                Set({"a": "yes"}),
                Predict(stance: "p", ask: "And now?"),
                Discuss("Why?"),
                Reset,
                Say("The end."),
            ])],
        )"#;
        load_texts(&[("t", text)]).expect("a scenario")
    }

    #[test]
    fn nothing_is_seen_of_a_position_before_all_about_it_is_asked() {
        let library = library();
        let mut play = Play::new(&library, 0);
        let p = StanceId(0);
        let expected = [
            Visible::Nothing,
            Visible::Nothing,
            Visible::Nothing,
            Visible::Only(p),
            Visible::Nothing,
            Visible::All,
            Visible::All,
            Visible::Nothing,
            Visible::Nothing,
            Visible::All,
            Visible::All,
            Visible::All,
            Visible::All,
        ];
        for (at, visible) in expected.into_iter().enumerate() {
            assert_eq!((play.at(), play.visible()), (at, visible), "step {at}");
            if play.waits() {
                assert!(!play.forward(), "it waits for an answer");
                let question = play.question_mut().expect("a question");
                assert!(!question.commit(OutcomeSet::EMPTY), "nothing is chosen");
                question.choose(99);
                assert_eq!(question.choice, None);
                question.choose(1);
                assert!(question.commit(OutcomeSet::EMPTY));
                question.choose(0);
                assert_eq!(question.choice, Some(1), "what was said was said");
            }
            assert_eq!(play.forward(), at < 12);
        }
        assert_eq!(play.at(), 12);
        assert!(play.step().is_none());
        (0..12).for_each(|_| assert!(play.back()));
        assert!(!play.back());
        assert_eq!(play.questions().filter(|(_, question)| question.prediction.is_some()).count(), 3);
    }

    #[test]
    fn a_reveal_knows_what_was_asked() {
        let library = library();
        let mut play = Play::new(&library, 0);
        while play.at() < 3 {
            if let Some(question) = play.question_mut() {
                question.choose(0);
                question.commit(OutcomeSet::EMPTY);
            }
            play.forward();
        }
        assert_eq!(play.question().map(|question| question.ask.as_str()), Some("What now?"));
        assert_eq!(play.position().map(|position| position.values().to_vec()), Some(vec![Some(1)]));
    }
}
