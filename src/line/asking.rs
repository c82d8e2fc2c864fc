//! Asking for a prediction: an answer by its number, how sure the reader is, and an empty line that
//! commits to it. Until then both can be changed.

use super::reply::Reply;
use crate::lesson::{Question, Sureness};
use crate::logic::model::Model;
use crate::report::sentences;

/// What an empty line or a number did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// The question waits for more.
    Waits,
    /// The reader committed.
    Commits,
}

/// Asks a question, or asks for what is still missing of its answer.
pub(super) fn ask(model: &Model, question: &Question, reply: &mut Reply) {
    reply.say(format!("{}:", sentences::stance(model, question.stance)));
    let scale = model.scale_of(question.stance);
    reply.number(question.guesses.iter().map(|guess| guess.words(scale)));
}

/// Hears the number of an answer, or how sure the reader is; `is_sure` says whether that is told.
pub(super) fn number(
    model: &Model,
    question: &mut Question,
    is_sure: &mut bool,
    number: usize,
    reply: &mut Reply,
) {
    if question.choice.is_some() && !*is_sure {
        match u8::try_from(number).ok().and_then(Sureness::new) {
            Some(sureness) => {
                question.sureness = sureness;
                *is_sure = true;
                commit_to(model, question, reply);
            }
            None => reply.fault(&format!("there is no {number}\nhelp: {HOW_SURE}")),
        }
        return;
    }
    if number == 0 || number > question.guesses.len() {
        let all = question.guesses.len();
        return reply.fault(&format!("there is no answer {number}\nhelp: choose from 1 to {all}"));
    }
    question.choose(number - 1);
    *is_sure = false;
    reply.say(format!("You say “{}”. {HOW_SURE}", said(model, question)));
}

/// Hears an empty line.
pub(super) fn empty(model: &Model, question: &Question, is_sure: bool, reply: &mut Reply) -> Heard {
    match (question.choice, is_sure) {
        (None, _) => reply.say("Choose an answer by its number; `again` tells them once more."),
        (Some(_), false) => reply.say(format!("You say “{}”. {HOW_SURE}", said(model, question))),
        (Some(_), true) => return Heard::Commits,
    }
    Heard::Waits
}

/// Says what was chosen so far, if anything was.
pub(super) fn so_far(model: &Model, question: &Question, is_sure: bool, reply: &mut Reply) {
    match (question.choice, is_sure) {
        (None, _) => {}
        (Some(_), false) => reply.say(format!("You say “{}”. {HOW_SURE}", said(model, question))),
        (Some(_), true) => commit_to(model, question, reply),
    }
}

const HOW_SURE: &str = "How sure are you? 1 a guess, 2 fairly sure, 3 certain.";

fn commit_to(model: &Model, question: &Question, reply: &mut Reply) {
    reply.say(format!(
        "You say “{}”, {}. An empty line commits to it; a number changes the answer.",
        said(model, question),
        question.sureness.words()
    ));
}

fn said<'model>(model: &'model Model, question: &Question) -> &'model str {
    let guess = question.choice.and_then(|choice| question.guesses.get(choice));
    guess.map_or("", |guess| guess.words(model.scale_of(question.stance)))
}
