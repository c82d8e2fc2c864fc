//! The lesson: its step, and the position beneath it. The instructor's notes are never here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::list::{self, Item};
use super::{Drawn, Scroll, Target, chrome, page, question, suppose};
use crate::language::library::Step;
use crate::lesson::{Play, Sureness};
use crate::report::handout::{Subject, lesson::locators};
use crate::report::sentences;
use crate::report::text::{self, cite, value_word};
use crate::tui::app::App;
use crate::tui::theme::Role;

/// Draws the list of lessons.
pub(super) fn list(app: &App, at: usize, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let inside = chrome::named_frame(app, "Lessons", true, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    drawn.page = Scroll { page: usize::from(inside.height / 3).max(1), most: 0 };
    let items: Vec<Item<'_>> = app
        .library
        .lessons
        .iter()
        .enumerate()
        .map(|(place, lesson)| {
            let mut lines = Vec::new();
            page::push(&mut lines, &lesson.title, room, 0, app.theme.style(Role::Heading));
            let words = format!("{} ({} steps)", lesson.aim, lesson.steps.len());
            page::push(&mut lines, &words, room, 2, app.theme.style(Role::Text));
            Item { lines, target: Some(Target::Lesson(place)), chosen: place == at, mark: 0 }
        })
        .collect();
    list::draw(app, &items, area, inside, true, buffer, drawn);
}

/// Draws the step of the lesson that is played.
pub(super) fn draw(app: &App, first: usize, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let Some(play) = &app.play else { return };
    let lesson = &app.library.lessons[play.lesson];
    let (above, below) = split(app, area);
    let progress = format!("{} of {}", (play.at() + 1).min(play.len()), play.len());
    let asked = play.question().filter(|_| play.waits());
    let note = match asked.map(question::phase) {
        Some(phase) if !phase.is_empty() => format!("{phase} · {progress}"),
        _ => progress,
    };
    let inside = chrome::named_frame(app, &lesson.title, true, above, &note, buffer);
    if !inside.is_empty() {
        if let Some(asked) = asked {
            question::asked(app, asked, above, inside, buffer, drawn);
        } else {
            let lines = lines(app, play, usize::from(inside.width.saturating_sub(2)));
            page::draw(app, &lines, first, above, inside, buffer, drawn);
        }
    }
    draw_position(app, below, buffer, drawn);
}

/// The room of the step, and that of the position beneath it.
pub(super) fn split(app: &App, area: Rect) -> (Rect, Rect) {
    let changed = app.position().differences(app.sitting.baseline()).count() as u16;
    let below = (changed + 2).clamp(3, (area.height / 3).max(3));
    // Where there is no room for both, the step has it.
    let below = if area.height < 10 { 0 } else { below };
    let above = Rect { height: area.height - below, ..area };
    (above, Rect { y: above.bottom(), height: below, ..area })
}

/// Draws what differs from the paper.
pub(super) fn draw_position(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let model = app.model();
    let changed: Vec<_> = app.position().differences(app.sitting.baseline()).collect();
    let note = match changed.len() {
        0 => String::new(),
        number => format!("{number} changed"),
    };
    let inside = chrome::named_frame(app, "Suppose", false, area, &note, buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    let mut lines = Vec::new();
    if changed.is_empty() {
        page::push(&mut lines, "All is as in the paper.", room, 0, app.theme.style(Role::Quiet));
    }
    for id in changed {
        let condition = &model.conditions[id.index()];
        let words = format!("{}: {}", condition.label, value_word(condition, app.position().value(id)));
        let paper = format!("{words} ({})", suppose::in_the_paper(condition));
        page::push(&mut lines, &paper, room, 0, app.theme.style(Role::Text));
    }
    let height = usize::from(inside.height);
    for (line, y) in lines.iter().zip(inside.top()..inside.bottom()) {
        buffer.set_line(inside.x + 1, y, line, inside.width.saturating_sub(1));
    }
    chrome::hidden(app, area, 0, lines.len().saturating_sub(height), buffer);
    drawn.cursor = drawn.cursor.or(Some((inside.x, inside.y)));
}

fn lines(app: &App, play: &Play, room: usize) -> Vec<Line<'static>> {
    let model = app.model();
    let text_style = app.theme.style(Role::Text);
    let heading = app.theme.style(Role::Heading);
    let mut lines = Vec::new();
    match play.step() {
        None => end(app, play, room, &mut lines),
        Some(Step::Say(words)) => {
            if play.at() == 0 {
                let aim = &app.library.lessons[play.lesson].aim;
                page::push(&mut lines, aim, room, 0, heading);
                lines.push(Line::raw(""));
            }
            page::push(&mut lines, words, room, 0, text_style);
        }
        Some(Step::Set(changes)) => {
            page::push(&mut lines, "Suppose now:", room, 0, heading);
            for (condition, value) in changes {
                let words = sentences::state(&model.conditions[condition.index()], *value);
                page::push(&mut lines, &sentences::capitalised(&words), room, 2, text_style);
            }
        }
        Some(Step::Reset) => {
            page::push(&mut lines, "Back to the paper: all is as it has it.", room, 0, heading);
        }
        Some(Step::Discuss { ask, .. }) => {
            page::push(&mut lines, "Discuss", room, 0, heading);
            lines.push(Line::raw(""));
            page::push(&mut lines, ask, room, 0, text_style);
        }
        Some(Step::Predict { ask, .. }) => {
            page::push(&mut lines, ask, room, 0, heading);
            if let Some(question) = play.question() {
                lines.push(Line::raw(""));
                // What it was about is shown by the reveal, perhaps a step later.
                let scale = model.scale_of(question.stance);
                let said = question.prediction.map_or_else(
                    || "The class has voted.".to_owned(),
                    |prediction| format!("You said “{}”.", prediction.guess.words(scale)),
                );
                page::push(&mut lines, &said, room, 0, text_style);
            }
        }
        Some(Step::Reveal(stance)) => {
            if let Some(question) = play.question() {
                page::push(&mut lines, &question.ask, room, 0, text_style);
                lines.push(Line::raw(""));
            }
            let outcomes = app.outcomes(*stance);
            let words = sentences::capitalised(&text::outcomes(model, *stance, outcomes));
            let role = super::scale::role(model.scale_of(*stance), outcomes);
            page::push(&mut lines, &format!("{words}."), room, 0, app.theme.style(role));
            if let Some(question) = play.question() {
                question::push_said(app, question, room, &mut lines);
            }
            lines.push(Line::raw(""));
            // What is derived is of the chosen stance, which a reveal chooses.
            if app.chosen_stance() == Some(*stance) {
                super::because::stance(app, *stance, room, &mut lines);
            }
        }
    }
    lines
}

/// How the predictions went, how sure they were, and what to read again.
fn end(app: &App, play: &Play, room: usize, lines: &mut Vec<Line<'static>>) {
    let model = app.model();
    let heading = app.theme.style(Role::Heading);
    let text_style = app.theme.style(Role::Text);
    page::push(lines, "The end of the lesson.", room, 0, heading);
    let predicted: Vec<_> = play
        .questions()
        .filter_map(|(step, question)| Some((step, question, question.prediction?)))
        .collect();
    if predicted.is_empty() {
        return;
    }
    lines.push(Line::raw(""));
    let right = predicted.iter().filter(|(.., prediction)| prediction.is_right()).count();
    let words = format!("Of {} predictions, {right} came true.", predicted.len());
    page::push(lines, &words, room, 0, heading);
    for sureness in Sureness::ALL {
        let of: Vec<_> =
            predicted.iter().filter(|(.., prediction)| prediction.sureness == sureness).collect();
        if !of.is_empty() {
            let right = of.iter().filter(|(.., prediction)| prediction.is_right()).count();
            let words = format!("{}: {right} of {}", sentences::capitalised(sureness.words()), of.len());
            page::push(lines, &words, room, 2, text_style);
        }
    }
    let wrong: Vec<_> = predicted.iter().filter(|(.., prediction)| !prediction.is_right()).collect();
    if !wrong.is_empty() {
        lines.push(Line::raw(""));
        page::push(lines, "To read again:", room, 0, heading);
        for (step, question, prediction) in wrong {
            let scale = model.scale_of(question.stance);
            let locators = play.position_at(*step).map_or_else(Vec::new, |position| {
                let subject = Subject::new(&app.library, &app.compiled, position);
                locators(&subject, question.stance)
            });
            let words = format!(
                "{} You said “{}”; it is: {}. {}",
                question.ask,
                prediction.guess.words(scale),
                text::outcomes(model, question.stance, prediction.outcomes),
                cite(&locators)
            );
            page::push(lines, &words, room, 2, text_style);
        }
    }
}
