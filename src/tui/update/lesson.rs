//! Lessons, and questions outside of them: what is chosen, committed to, counted and revealed.

use super::navigate;
use crate::language::library::Step;
use crate::lesson::{Phase, Play, Question, Sureness};
use crate::report::sentences;
use crate::sitting::journal::Entry;
use crate::sitting::{Move, Verb};
use crate::tui::app::{App, Pane};
use crate::tui::screens::Screen;
use crate::tui::veil::{HIDDEN, Veil};

/// To the running lesson, or to the list of lessons; from either back to the explorer.
pub(super) fn open(app: &mut App) {
    match app.screen {
        Screen::Lesson(_) | Screen::Lessons(_) => app.screen = Screen::Explore,
        _ if app.play.is_some() => adopt(app),
        _ if app.library.lessons.is_empty() => app.say("These scenarios have no lessons."),
        _ => app.screen = Screen::Lessons(0),
    }
}

/// Begins a lesson, by its place in the library.
pub fn begin(app: &mut App, lesson: usize) {
    let Some(found) = app.library.lessons.get(lesson) else { return };
    app.done.push(Entry::Lesson(found.id.clone()));
    app.veil = None;
    app.play = Some(Play::new(&app.library, lesson));
    arrive(app);
}

/// Takes a lesson up again at a step.
pub fn resume(app: &mut App, play: Play) {
    app.play = Some(play);
    adopt(app);
}

/// Leaves the lesson.
pub(super) fn leave(app: &mut App) {
    if app.play.take().is_some() {
        app.done.push(Entry::Leave);
        app.say("The lesson is left.");
    }
    app.screen = Screen::Explore;
    app.refresh();
}

/// To the next step.
pub(super) fn forward(app: &mut App) {
    let Some(play) = &mut app.play else { return };
    if play.forward() {
        arrive(app);
    } else if play.waits() {
        app.say("An answer first: choose one, and commit to it with enter.");
    } else {
        leave(app);
    }
}

/// To the step before; in a round to the phase before.
pub(super) fn back(app: &mut App) {
    if let Some(question) = app.question_mut()
        && let Some(round) = &mut question.round
        && round.back()
    {
        return;
    }
    if app.play.as_mut().is_some_and(Play::back) {
        arrive(app);
    }
}

/// Brings the sitting to the step: its position, and the stance that it is about.
fn arrive(app: &mut App) {
    app.screen = Screen::Lesson(0);
    app.message.clear();
    let Some(play) = &app.play else { return };
    app.done.push(Entry::Step(play.at()));
    adopt(app);
}

/// Shows the step in its own position, whatever the reader tried meanwhile.
fn adopt(app: &mut App) {
    app.screen = Screen::Lesson(0);
    let Some(play) = &app.play else { return };
    let position = play.position().cloned();
    let about = match play.step() {
        Some(Step::Predict { stance, .. } | Step::Reveal(stance)) => Some(*stance),
        _ => None,
    };
    if let Some(position) = position
        && position != *app.sitting.position()
        && app.sitting.make(Move::Do(Verb::Adopt(Box::new(position)))).is_ok()
    {
        app.follow();
    }
    if let Some(stance) = about {
        navigate::choose(app, stance);
    }
    app.moved.clear();
}

/// Chooses an answer, or the answer that is counted.
pub(super) fn go(app: &mut App, to: super::navigate::Step<'_>) {
    let page = app.drawn.page;
    if !app.is_asking() {
        if let Screen::Lesson(first) = &mut app.screen {
            *first = to((*first).min(page.most), page.page).min(page.most);
        }
        return;
    }
    let Some(question) = app.question_mut() else { return };
    let last = question.guesses.len().saturating_sub(1);
    if let Some(round) = &mut question.round {
        round.answer = to(round.answer, last).min(last);
    } else {
        // The first key chooses the first answer: none is suggested before.
        let at = question.choice.map_or(0, |choice| to(choice, last).min(last));
        question.choose(at);
    }
}

/// How sure the reader is, or a digit of the hands that are counted.
pub(super) fn digit(app: &mut App, digit: u8) {
    let Some(question) = app.question_mut().filter(|question| !question.is_settled()) else { return };
    if let Some(round) = &mut question.round {
        round.digit(digit.into());
    } else if let Some(sureness) = Sureness::new(digit) {
        question.sureness = sureness;
    }
}

/// Takes a digit of the hands back; else a step.
pub(super) fn erase(app: &mut App) {
    match app.question_mut().and_then(|question| question.round.as_mut()) {
        Some(round) if round.vote().is_some() => round.erase(),
        _ => back(app),
    }
}

/// Lets a class vote, or the reader alone predict.
pub(super) fn turn_to_class(app: &mut App) {
    if let Some(question) = app.question_mut() {
        question.turn_to_class();
    }
}

/// Commits to the chosen answer, or goes on in a round; anywhere else in a lesson goes on.
pub(super) fn enter(app: &mut App) {
    if let Screen::Lessons(at) = app.screen {
        begin(app, at);
        return;
    }
    if !app.is_asking() {
        forward(app);
        return;
    }
    let Some(stance) = app.question().map(|question| question.stance) else { return };
    let outcomes = app.asked_outcomes(stance);
    let Some(question) = app.question_mut() else { return };
    if let Some(round) = &mut question.round {
        round.forward();
        if round.phase() == Phase::Revealed {
            reveal(app);
        }
    } else if question.commit(outcomes) {
        reveal(app);
    } else {
        app.say("Choose an answer first.");
    }
}

/// Takes down what was said, and shows the answer.
fn reveal(app: &mut App) {
    let Some(question) = app.question().cloned() else { return };
    let outcomes = app.asked_outcomes(question.stance);
    let place = match (&app.screen, &app.play) {
        (Screen::Lesson(_), Some(play)) => Some((app.library.lessons[play.lesson].id.clone(), play.at())),
        _ => None,
    };
    let model = app.model();
    let entry = question
        .predicted(model, place.clone())
        .map(Entry::Predict)
        .or_else(|| question.voted(model, place, outcomes).map(Entry::Vote));
    app.done.extend(entry);
    if matches!(app.screen, Screen::Lesson(_)) {
        forward(app);
        return;
    }
    let words =
        sentences::said(app.model(), &question).unwrap_or_else(|| sentences::votes(app.model(), &question));
    app.veil = None;
    app.screen = Screen::Explore;
    // Where there is one pane at a time, why it is so is what to look at.
    if app.drawn.area.width < crate::tui::view::NARROW {
        app.focus = Pane::Because;
    }
    app.follow();
    app.moved.clear();
    app.say(words);
}

/// Hides what follows; then asks about the chosen stance; then shows it without an answer.
pub(super) fn veil(app: &mut App) {
    if app.play.is_some() {
        app.say("In a lesson, its steps hide and show.");
        return;
    }
    match &app.veil {
        // Of a position that is ruled out nothing can be asked.
        _ if app.now.ruled_out.is_some() => {
            let words = app
                .now
                .ruled_out
                .as_ref()
                .map(|clash| crate::report::text::ruled_out(app.model(), app.sitting.position(), clash));
            app.say(words.unwrap_or_default());
        }
        None => {
            app.veil = Some(Veil { question: None });
            if !app.screen.is_explorer() {
                app.screen = Screen::Explore;
            }
            app.moved.clear();
            app.say("What follows is hidden. Change what you like; v asks about the chosen stance.");
        }
        Some(Veil { question: None }) => {
            let Some(stance) = app.chosen_stance() else { return };
            let ask = format!("{}: where does it stand?", sentences::stance(app.model(), stance));
            let question = Question::new(app.model(), stance, ask);
            app.veil = Some(Veil { question: Some(question) });
            app.screen = Screen::Question;
        }
        Some(Veil { question: Some(_) }) => {
            app.veil = None;
            app.screen = Screen::Explore;
            app.say("Shown without a prediction.");
        }
    }
}

/// Back from a question to the explorer, with everything still hidden.
pub(super) fn withdraw(app: &mut App) {
    if let Some(veil) = &mut app.veil {
        veil.question = None;
    }
    app.screen = Screen::Explore;
}

/// Says that something is hidden, if it is.
pub(super) fn refuses(app: &mut App) -> bool {
    let hidden = !app.sees_all();
    if hidden {
        app.say(format!("That is {HIDDEN}."));
    }
    hidden
}

/// What was done, where what it moved is hidden.
pub(super) fn tell_hidden(app: &mut App, done: &str) {
    let done = if done.is_empty() { "Done" } else { done };
    let changed = app.sitting.changed().count();
    let words = match changed {
        0 => "all is as in the paper".to_owned(),
        1 => "1 condition differs from the paper".to_owned(),
        number => format!("{number} conditions differ from the paper"),
    };
    app.say(format!("{done}: {words}. What follows is {HIDDEN}."));
}
