//! A lesson taken up again, from what a sitting took down.

use super::play::Play;
use super::prediction::{Guess, Prediction, Sureness};
use super::round::Round;
use crate::language::library::Library;
use crate::logic::model::OutcomeSet;
use crate::sitting::journal::{Entry, Journal, Predicted, Voted};

impl Play {
    /// The lesson that was being played at the end of a sitting, with what was said in it; none if none
    /// was, or the scenarios no longer have it.
    pub fn of(journal: &Journal, library: &Library) -> Option<Self> {
        let (id, step) = journal.lesson()?;
        let lesson = library.lessons.iter().position(|lesson| lesson.id == id)?;
        let mut play = Self::new(library, lesson);
        for line in &journal.lines {
            match &line.entry {
                // Whoever begins a lesson again answers it again.
                Entry::Lesson(begun) if begun == id => play = Self::new(library, lesson),
                Entry::Predict(predicted) => {
                    answer(library, &mut play, id, predicted);
                }
                Entry::Vote(voted) => {
                    vote(library, &mut play, id, voted);
                }
                _ => {}
            }
        }
        play.resume(step);
        Some(play)
    }
}

/// Gives a question the votes on record, if it is still asked with these answers.
fn vote(library: &Library, play: &mut Play, id: &str, voted: &Voted) -> Option<()> {
    let (_, step) = voted.lesson.as_ref().filter(|(lesson, _)| lesson == id)?;
    play.resume(*step);
    let question = play.question_mut()?;
    let model = &library.model;
    let scale = model.scale_of(question.stance);
    let hands = |votes: &[(String, u32)]| -> Vec<u32> {
        let of =
            |guess: &Guess| votes.iter().find(|(id, _)| id == guess.id(scale)).map_or(0, |(_, hands)| *hands);
        question.guesses.iter().map(of).collect()
    };
    if model.stances[question.stance.index()].id != voted.stance {
        return None;
    }
    question.round = Some(Round::over([hands(&voted.first), hands(&voted.second)]));
    Some(())
}

/// Gives a question the answer on record, if it is still asked and still has that answer.
fn answer(library: &Library, play: &mut Play, id: &str, predicted: &Predicted) -> Option<()> {
    let (lesson, step) = predicted.lesson.as_ref()?;
    if lesson != id {
        return None;
    }
    play.resume(*step);
    let question = play.question_mut()?;
    let model = &library.model;
    if model.stances[question.stance.index()].id != predicted.stance {
        return None;
    }
    let scale = model.scale_of(question.stance);
    let place = question.guesses.iter().position(|guess: &Guess| guess.id(scale) == predicted.guess)?;
    let outcomes: Option<OutcomeSet> = predicted.outcomes.iter().map(|id| scale.outcome(id)).collect();
    question.choice = Some(place);
    question.sureness = Sureness::new(predicted.sureness)?;
    question.prediction =
        Some(Prediction { guess: question.guesses[place], sureness: question.sureness, outcomes: outcomes? });
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::files::Disk;
    use crate::language::load::load;

    #[test]
    fn a_lesson_is_taken_up_where_it_was_left() {
        let library = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario");
        let lesson = &library.lessons[0];
        let mut play = Play::new(&library, 0);
        while !play.waits() {
            assert!(play.forward());
        }
        let step = play.at();
        let stance = &library.model.stances[play.question().expect("a question").stance.index()].id;
        let lines = [
            r#"{"whatif":1,"scenarios":["iraq"],"begun":1}"#.to_owned(),
            format!(r#"{{"at":1,"do":{{"lesson":"{}"}}}}"#, lesson.id),
            format!(
                r#"{{"at":2,"do":{{"predict":{{"lesson":["{}",{step}],"stance":"{stance}","guess":"silent","sureness":3,"outcomes":["not_tolerated"],"right":false}}}}}}"#,
                lesson.id
            ),
            format!(r#"{{"at":2,"do":{{"step":{}}}}}"#, step + 1),
        ];
        let journal = Journal::read(&(lines.join("\n") + "\n")).expect("a sitting");
        let resumed = Play::of(&journal, &library).expect("a lesson");
        assert_eq!(resumed.at(), step + 1);
        let (_, question) = resumed.questions().next().expect("a question");
        let prediction = question.prediction.expect("a prediction");
        assert!(!prediction.is_right());
        assert_eq!(prediction.sureness.number(), 3);
    }
}
