//! The pane Because: for the chosen stance the rules in force and what replaces them, each with
//! its grounds and locators; then what the paper has of the chosen condition.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page::push;
use super::suppose::in_the_paper;
use super::{Drawn, Scroll, chrome, scale};
use crate::logic::follow::Extent;
use crate::logic::model::{Outcome, OutcomeSet, StanceId};
use crate::report::sentences;
use crate::report::text::{self, grounds_and_cite};
use crate::report::wrap::width;
use crate::tui::app::{App, Pane};
use crate::tui::theme::Role;
use crate::tui::veil::HIDDEN;

/// Draws the pane.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let inside = chrome::frame(app, Pane::Because, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let lines = lines(app, usize::from(inside.width.saturating_sub(2)));
    let height = usize::from(inside.height);
    drawn.because = Scroll { page: height, most: lines.len().saturating_sub(height) };
    let first = app.selection().because.min(drawn.because.most);
    if app.focus == Pane::Because {
        drawn.cursor = Some((inside.x, inside.y));
    }
    for (line, y) in lines.iter().skip(first).zip(inside.top()..inside.bottom()) {
        buffer.set_line(inside.x + 1, y, line, inside.width.saturating_sub(1));
    }
    chrome::hidden(app, area, first, lines.len().saturating_sub(first + height), buffer);
}

fn lines(app: &App, room: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some(id) = app.chosen_stance() {
        stance(app, id, room, &mut lines);
    }
    if let Some(id) = app.chosen_condition() {
        let condition = &app.model().conditions[id.index()];
        if !lines.is_empty() {
            lines.push(Line::raw(""));
        }
        push(&mut lines, &format!("“{}”", condition.label), room, 0, app.theme.style(Role::Heading));
        push(&mut lines, &in_the_paper(condition), room, 2, app.theme.style(Role::Text));
        if let Some(note) = &condition.note {
            push(&mut lines, note, room, 2, app.theme.style(Role::Text));
        }
        if condition.context && app.sees_all() {
            let words = "The paper gives it no effect on any stance.";
            push(&mut lines, words, room, 2, app.theme.style(Role::Text));
        }
    }
    lines
}

pub(super) fn stance(app: &App, id: StanceId, room: usize, lines: &mut Vec<Line<'static>>) {
    let model = app.model();
    let stance = &model.stances[id.index()];
    let answer = &app.now.stances[id.index()];
    let on = model.scale_of(id);
    let heading = app.theme.style(Role::Heading);
    if let Some(clash) = &app.now.ruled_out {
        push(lines, &text::ruled_out(model, app.position(), clash), room, 0, heading);
        push(lines, "Nothing follows until one of them gives way.", room, 0, app.theme.style(Role::Text));
        return;
    }
    push(lines, &format!("{}, toward {}", stance.actor, stance.toward), room, 0, heading);
    if !app.sees(id) {
        push(lines, &format!("What follows is {HIDDEN}."), room, 2, app.theme.style(Role::Quiet));
        return;
    }
    for (over, extent) in &answer.overrides {
        if *extent == Extent::Never {
            continue;
        }
        let over_id = *over;
        let replacement = model.overrides_of(id).find(|(other, _)| *other == over_id);
        let Some((_, replacement)) = replacement else { continue };
        let over = &model.overrides[over_id.index()];
        let source = grounds_and_cite(over.grounds, &over.cite);
        claim(
            app,
            lines,
            room,
            on.outcome_label(replacement.then),
            role(on, replacement.then),
            *extent,
            &source,
        );
        push(lines, &over.because, room, 2, app.theme.style(Role::Text));
    }
    let is_replaced = answer.overrides.iter().any(|(_, extent)| *extent == Extent::Always);
    if is_replaced {
        push(lines, "It replaces what the stance's own rules say:", room, 0, app.theme.style(Role::Quiet));
    }
    for (index, (rule, extent)) in stance.rules.iter().zip(&answer.rules).enumerate() {
        if *extent == Extent::Never {
            continue;
        }
        claim(
            app,
            lines,
            room,
            on.outcome_label(rule.then),
            role(on, rule.then),
            *extent,
            &grounds_and_cite(rule.grounds, &rule.cite),
        );
        push(lines, &sentences::because(rule), room, 2, app.theme.style(Role::Text));
        let lowers = app.about.stands_over.get(index).map_or(&[][..], Vec::as_slice);
        for lower in lowers.iter().map(|lower| &stance.rules[*lower]) {
            let words = sentences::stands_over(on, lower);
            push(lines, &words, room, 2, app.theme.style(Role::Quiet));
        }
    }
    rests_on(app, room, lines);
    for fault in sentences::faults(answer.outcomes) {
        push(lines, fault, room, 0, app.theme.style(Role::Alert));
    }
}

/// What the stance rests on: its smallest reasons.
fn rests_on(app: &App, room: usize, lines: &mut Vec<Line<'static>>) {
    const MOST: usize = 3;
    let Some(reasons) = &app.about.reasons else { return };
    let style = app.theme.style(Role::Text);
    for (index, reason) in reasons.reasons.iter().take(MOST).enumerate() {
        let words = match (reason.as_slice(), index) {
            ([], _) => "It is so whatever else holds.".to_owned(),
            (reason, 0) => {
                format!("It rests on {}.", sentences::held(app.model(), app.position(), reason))
            }
            (reason, _) => {
                format!("It would also rest on {}.", sentences::held(app.model(), app.position(), reason))
            }
        };
        push(lines, &words, room, 0, style);
    }
    let others = reasons.reasons.len().saturating_sub(MOST);
    if others > 0 {
        let more = if reasons.more { "at least " } else { "" };
        push(lines, &format!("There are {more}{others} reasons more."), room, 0, style);
    }
}

fn role(on: &crate::logic::model::Scale, outcome: Outcome) -> Role {
    scale::role(on, OutcomeSet::only(outcome))
}

/// What a rule or an override says, in how many worlds, and at the right where that stands.
fn claim(
    app: &App,
    lines: &mut Vec<Line<'static>>,
    room: usize,
    says: &str,
    role: Role,
    extent: Extent,
    source: &str,
) {
    let says = sentences::says(says, extent);
    let style = app.theme.style(role);
    let quiet = app.theme.style(Role::Quiet);
    if width(&says) + 2 + width(source) <= room {
        let gap = room - width(&says) - width(source);
        lines.push(Line::from(vec![
            Span::styled(says, style),
            Span::raw(" ".repeat(gap)),
            Span::styled(source.to_owned(), quiet),
        ]));
        return;
    }
    push(lines, &says, room, 0, style);
    push(lines, source, room, 2, quiet);
}
