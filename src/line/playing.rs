//! Playing a lesson line by line.

use super::asking;
use super::choices::Choice;
use super::reply::Reply;
use super::state::LineMode;
use crate::dialogue::names;
use crate::language::library::Step;
use crate::lesson::{Play, Question, Tally};
use crate::logic::diagram::Walk;
use crate::logic::model::StanceId;
use crate::logic::position::Position;
use crate::report::handout::{Subject, lesson};
use crate::report::text::{cite, grounds_and_cite};
use crate::report::{moved, sentences, text};
use crate::sitting::journal::Entry;
use crate::sitting::{Move, Verb};

/// A lesson under way.
#[derive(Debug)]
pub(super) struct Playing {
    pub play: Play,
    /// Whether the reader told how sure, at the question that waits.
    pub is_sure: bool,
    /// What did not come true: the question, and where to read again.
    again: Vec<(String, Vec<String>)>,
}

impl LineMode {
    /// Tells which lessons there are, or plays one.
    pub(super) fn lesson(&mut self, name: &str, reply: &mut Reply) {
        let lessons = &self.library.lessons;
        if name.is_empty() {
            if lessons.is_empty() {
                return reply.say("These scenarios hold no lessons.");
            }
            reply.say("Lessons:");
            reply.number(
                lessons
                    .iter()
                    .map(|lesson| format!("{} ({} steps): {}", lesson.title, lesson.steps.len(), lesson.aim)),
            );
            self.choices = lessons.iter().map(|found| Choice::Line(format!("lesson {}", found.id))).collect();
            return reply.say("A number begins a lesson.");
        }
        let by_number = name.parse::<usize>().ok().filter(|number| (1..=lessons.len()).contains(number));
        match by_number.map_or_else(|| names::lesson(&self.library, name), |number| Ok(number - 1)) {
            Ok(found) => self.begin(found, reply),
            Err(fault) => reply.fault(&fault),
        }
    }

    /// Begins a lesson; one that is under way is left.
    pub(super) fn begin(&mut self, found: usize, reply: &mut Reply) {
        if self.playing.take().is_some() {
            self.entries.push(Entry::Leave);
        }
        // A lesson hides by itself what it asks.
        self.veil = None;
        let lesson = &self.library.lessons[found];
        self.case = Some(lesson.file);
        self.choices.clear();
        self.entries.push(Entry::Lesson(lesson.id.clone()));
        reply.say(format!("Lesson: {}", lesson.title));
        reply.say(format!("Aim: {}", lesson.aim));
        reply.say("An empty line goes on, `back` goes back, `again` says it once more, `leave` leaves the lesson. It begins with all as in the paper.");
        let play = Play::new(&self.library, found);
        self.playing = Some(Playing { play, is_sure: false, again: Vec::new() });
        self.enter(reply);
    }

    /// Leaves the lesson.
    pub(super) fn leave(&mut self, reply: &mut Reply) {
        if self.playing.take().is_none() {
            return reply.say(NO_LESSON);
        }
        self.entries.push(Entry::Leave);
        reply.say(
            "The lesson is left; what it supposed stays. `paper` puts all back, `lesson` lists the lessons.",
        );
    }

    /// On to the next step; at a question, once it is answered.
    pub(super) fn next(&mut self, reply: &mut Reply) {
        let Some(playing) = &self.playing else { return reply.say(NO_LESSON) };
        if playing.play.waits()
            && let Some(question) = playing.play.question()
        {
            let heard = asking::empty(&self.library.model, question, playing.is_sure, reply);
            if heard == asking::Heard::Waits {
                return;
            }
            self.commit();
        }
        self.forward(reply);
    }

    fn forward(&mut self, reply: &mut Reply) {
        let Some(playing) = &mut self.playing else { return };
        if playing.play.forward() {
            self.entries.push(Entry::Step(playing.play.at()));
            self.enter(reply);
        }
    }

    /// Back to the step before at which the lesson stopped.
    pub(super) fn back(&mut self, reply: &mut Reply) {
        let Some(playing) = &mut self.playing else { return reply.say(NO_LESSON) };
        let play = &mut playing.play;
        let from = play.at();
        while play.back() && moves(play.step()) && play.at() > 0 {}
        if play.at() == from {
            return reply.say("This is the first step.");
        }
        self.entries.push(Entry::Step(play.at()));
        self.enter(reply);
    }

    /// Commits to the answer of the question that waits.
    fn commit(&mut self) {
        let Some(playing) = &mut self.playing else { return };
        let Some(position) = playing.play.position().cloned() else { return };
        let id = self.library.lessons[playing.play.lesson].id.clone();
        let step = playing.play.at();
        let Some(question) = playing.play.question_mut() else { return };
        let subject = Subject::new(&self.library, &self.compiled, &position);
        question.commit(subject.follows.stances[question.stance.index()].outcomes);
        if question.prediction.is_some_and(|prediction| !prediction.is_right()) {
            playing.again.push((question.ask.clone(), lesson::locators(&subject, question.stance)));
        }
        let predicted = question.predicted(&self.library.model, Some((id, step)));
        self.entries.extend(predicted.map(Entry::Predict));
    }

    /// Comes to a step. Steps that only move the position go on by themselves.
    fn enter(&mut self, reply: &mut Reply) {
        loop {
            let Some(playing) = &mut self.playing else { return };
            let is_move = moves(playing.play.step());
            playing.is_sure = playing.play.question().is_some_and(|question| question.choice.is_some());
            if let Some(position) = playing.play.position() {
                let adopted = Move::Do(Verb::Adopt(Box::new(position.clone())));
                // That the position is this one already is how it should be.
                let _ = self.make(adopted);
            }
            self.tell_step(reply);
            if !is_move {
                break;
            }
            self.tell_step_moved(reply);
            let Some(playing) = &mut self.playing else { return };
            if !playing.play.forward() {
                break;
            }
            self.entries.push(Entry::Step(playing.play.at()));
        }
        if self.playing.as_ref().is_some_and(|playing| playing.play.step().is_none()) {
            self.end(reply);
        }
    }

    /// Says what a step moved, unless that is something that is still to be asked about: whence a
    /// stance comes can tell where it goes. The way back to the paper moves nothing that is new.
    fn tell_step_moved(&self, reply: &mut Reply) {
        let Some(Playing { play, .. }) = &self.playing else { return };
        if play.step() == Some(&Step::Reset) {
            return;
        }
        let before = self.compiled.follow(&self.before_step(), &mut Walk::default());
        let asked = |stance: StanceId| {
            let mut questions = play.questions().filter(|(step, _)| *step > play.at());
            questions.any(|(_, question)| question.stance == stance)
        };
        let tells = moved::between(&before, &self.now).iter().any(|moved| asked(moved.stance));
        if !tells && !self.is_hidden_by_lesson() {
            self.tell_moved(&before, reply);
        }
    }

    /// The position that the step found.
    fn before_step(&self) -> Position {
        let before = self.playing.as_ref().and_then(|playing| playing.play.before());
        before.unwrap_or_else(|| self.sitting.baseline()).clone()
    }

    /// Says what the step says.
    pub(super) fn tell_step(&self, reply: &mut Reply) {
        let Some(Playing { play, is_sure, .. }) = &self.playing else { return };
        let (Some(step), Some(position)) = (play.step(), play.position()) else { return };
        let model = &self.library.model;
        let number = format!("Step {} of {}.", play.at() + 1, play.len());
        match step {
            Step::Say(words) => reply.say(format!("{number} {words}")),
            Step::Set(given) => {
                let changes = lesson::changes(&self.library, &self.before_step(), given);
                reply.say(format!("{number} Suppose now: {}.", changes.join("; ")));
            }
            Step::Reset => reply.say(format!("{number} Suppose again that all is as in the paper.")),
            Step::Discuss { ask, .. } => reply.say(format!("{number} Discuss: {ask}")),
            Step::Predict { ask, .. } => {
                reply.say(format!("{number} Predict: {ask}"));
                let Some(question) = play.question() else { return };
                asking::ask(model, question, reply);
                match sentences::said(model, question) {
                    // The reveal alone tells whether it came true.
                    Some(_) => reply.say("You have committed to an answer. An empty line goes on."),
                    None => asking::so_far(model, question, *is_sure, reply),
                }
            }
            Step::Reveal(stance) => {
                reply.say(format!("{number} Revealed:"));
                let subject = Subject::new(&self.library, &self.compiled, position);
                reveal(&subject, *stance, play.question(), reply);
            }
        }
    }

    /// Says how the lesson went, and ends it.
    fn end(&mut self, reply: &mut Reply) {
        let Some(playing) = self.playing.take() else { return };
        self.entries.push(Entry::Leave);
        reply.say("That is the end of the lesson.");
        let mut tally = Tally::default();
        for (_, question) in playing.play.questions() {
            if let Some(prediction) = question.prediction {
                tally.add(prediction.sureness, prediction.is_right());
            }
        }
        if tally.made() > 0 {
            reply.say(tally.words());
        }
        if !playing.again.is_empty() {
            reply.say("To read again, where it was otherwise than you said:");
            for (ask, locators) in &playing.again {
                reply.say_below(if locators.is_empty() {
                    ask.clone()
                } else {
                    format!("{}, on “{ask}”", cite(locators))
                });
            }
        }
        reply.say("`lesson` lists the lessons, `paper` puts all back as in the paper.");
    }
}

const NO_LESSON: &str = "No lesson is being played; `lesson` lists them.";

/// Whether a step only moves the position.
fn moves(step: Option<&Step>) -> bool {
    matches!(step, Some(Step::Set(_) | Step::Reset))
}

/// Says where a stance stands, whether that was predicted, and why it is so.
pub(super) fn reveal(
    subject: &Subject<'_>,
    stance: StanceId,
    question: Option<&Question>,
    reply: &mut Reply,
) {
    let model = &subject.library.model;
    if let Some(clash) = &subject.follows.ruled_out {
        return reply.say(text::ruled_out(model, subject.position, clash));
    }
    let outcomes = subject.follows.stances[stance.index()].outcomes;
    let words = text::outcomes(model, stance, outcomes);
    reply.say(format!("{}: {words}.", sentences::stance(model, stance)));
    if let Some(judgement) = question.and_then(|question| sentences::said(model, question)) {
        reply.say(judgement);
    }
    for claim in subject.claims(stance) {
        let source = grounds_and_cite(claim.grounds, claim.cite);
        let says = sentences::capitalised(&sentences::says(claim.says, claim.extent));
        reply.say_below(format!("{says}: {} ({source})", claim.because));
        for lower in &claim.stands_over {
            reply.say_below(lower);
        }
    }
    for line in subject.rests_on(stance) {
        reply.say_below(line);
    }
    for fault in sentences::faults(outcomes) {
        reply.say_below(fault);
    }
}
