//! The pane Then: every stance of the case, where it stands on its scale, and the remarks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::chrome;
use super::list::{self, Item};
use super::scale;
use super::{Drawn, Target};
use crate::logic::follow::Extent;
use crate::logic::model::{FileId, StanceId};
use crate::report::text::{self, cite, grounds_and_cite};
use crate::report::wrap::{width, wrap};
use crate::tui::app::{App, Pane};
use crate::tui::theme::Role;
use crate::tui::veil::HIDDEN;

/// Says that the position is ruled out, and by what.
pub(super) fn ruled_out(app: &App, frame: Rect, inside: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let items = items(app, usize::from(inside.width.saturating_sub(2)), false);
    list::draw(app, &items, frame, inside, false, buffer, drawn);
}

/// Draws the pane.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let inside = chrome::frame(app, Pane::Then, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    drawn.then_page = usize::from(inside.height).max(1);
    let room = usize::from(inside.width.saturating_sub(2));
    let items = items(app, room, inside.height >= 12);
    list::draw(app, &items, area, inside, app.focus == Pane::Then, buffer, drawn);
}

fn items(app: &App, room: usize, spacious: bool) -> Vec<Item<'static>> {
    let model = app.model();
    let mut items = Vec::new();
    if let Some(clash) = &app.now.ruled_out {
        let words = text::ruled_out(model, app.position(), clash);
        let style = app.theme.style(Role::Alert);
        let lines = wrap(&words, room).into_iter().map(|line| Line::styled(line, style));
        return vec![Item::plain(lines.collect())];
    }
    let mut heading: Option<FileId> = app.case().file;
    for (place, id) in app.case().stances.iter().enumerate() {
        let file = model.stances[id.index()].file;
        if heading != Some(file) {
            heading = Some(file);
            let title = app.library.files[file.index()].title.clone();
            items.push(Item::plain(vec![Line::styled(title, app.theme.style(Role::Heading))]));
        }
        let mut lines = stance(app, *id, room);
        if spacious {
            lines.push(Line::raw(""));
        }
        items.push(Item {
            lines,
            target: Some(Target::Stance(place)),
            chosen: place == app.selection().stance,
            mark: 0,
        });
    }
    let remarks = if app.sees_all() { app.now.remarks.as_slice() } else { &[] };
    for id in remarks.iter().filter(|id| app.case().remarks.contains(id)) {
        let remark = &model.remarks[id.index()];
        let words = format!("Note: {} ({})", remark.text, cite(&remark.cite));
        items.push(Item::plain(wrap(&words, room).into_iter().map(Line::raw).collect()));
    }
    if items.is_empty() {
        items.push(Item::plain(vec![Line::raw("No stance depends on these.")]));
    }
    items
}

fn stance(app: &App, id: StanceId, room: usize) -> Vec<Line<'static>> {
    let model = app.model();
    let stance = &model.stances[id.index()];
    let on = model.scale_of(id);
    let now = app.outcomes(id);
    let paper = app.paper_outcomes(id);
    let mut lines: Vec<Line<'static>> = wrap(&format!("{}, toward {}", stance.actor, stance.toward), room)
        .into_iter()
        .map(Line::raw)
        .collect();
    if !app.sees(id) {
        lines.push(Line::styled(format!("  {HIDDEN}"), app.theme.style(Role::Quiet)));
        return lines;
    }
    if now.is_empty() {
        return lines;
    }
    let words = text::outcomes(model, id, now);
    let words_style = app.theme.style(scale::role(on, now));
    let mut line = vec![Span::raw("  ")];
    let gap = scale::gap(on, room.saturating_sub(2));
    line.extend(scale::track(app, on, now, paper, gap));
    let taken = 2 + scale::width(on, gap) + 3;
    let grounds = grounds(app, id);
    if taken + width(&words) <= room {
        line.push(Span::raw("   "));
        line.push(Span::styled(words.clone(), words_style));
        let left = room - taken - width(&words);
        if width(&grounds) + 3 <= left {
            line.push(Span::raw(" ".repeat(left - width(&grounds))));
            line.push(Span::styled(grounds, app.theme.style(Role::Quiet)));
            lines.push(Line::from(line));
        } else {
            lines.push(Line::from(line));
            for part in wrap(&grounds, room.saturating_sub(2)).into_iter().filter(|part| !part.is_empty()) {
                lines.push(Line::styled(format!("  {part}"), app.theme.style(Role::Quiet)));
            }
        }
    } else {
        lines.push(Line::from(line));
        for part in wrap(&words, room.saturating_sub(2)) {
            lines.push(Line::from(vec![Span::raw("  "), Span::styled(part, words_style)]));
        }
    }
    if now != paper && !paper.is_empty() {
        let words = format!("in the paper: {}", text::outcomes(model, id, paper));
        let (corner, indent) = match paper.settled().and_then(|outcome| scale::cell(outcome, on, gap)) {
            Some(cell) if 2 + cell + 2 + width(&words) <= room => {
                (if app.ascii { "` " } else { "╰ " }, 2 + cell)
            }
            _ => ("", 2),
        };
        for (index, part) in wrap(&words, room.saturating_sub(indent + 2)).into_iter().enumerate() {
            let corner = if index == 0 { corner } else { "" };
            lines.push(Line::styled(format!("{:indent$}{corner}{part}", ""), app.theme.style(Role::Quiet)));
        }
    }
    if let Some(moved) = app.moved.iter().find(|moved| moved.stance == id) {
        let arrow = if app.ascii { "->" } else { "→" };
        let (from, to) = (text::outcomes(model, id, moved.from), text::outcomes(model, id, moved.to));
        let from = if moved.from.is_empty() { "ruled out" } else { &from };
        let words = format!("moved: {from} {arrow} {to}");
        for part in wrap(&words, room.saturating_sub(2)) {
            lines.push(Line::from(vec![Span::raw("  "), Span::styled(part, app.theme.style(Role::Moved))]));
        }
    }
    lines
}

/// Grounds and locators of the rule that settles a stance, where one does.
fn grounds(app: &App, id: StanceId) -> String {
    let model = app.model();
    let answer = &app.now.stances[id.index()];
    let mut overrides = answer.overrides.iter().filter(|(_, extent)| *extent == Extent::Always);
    if let Some((over, _)) = overrides.next() {
        let over = &model.overrides[over.index()];
        return grounds_and_cite(over.grounds, &over.cite);
    }
    let rules = model.stances[id.index()].rules.iter().zip(&answer.rules);
    let mut always = rules.filter(|(_, extent)| **extent == Extent::Always).map(|(rule, _)| rule);
    match (always.next(), always.next()) {
        (Some(only), None) => grounds_and_cite(only.grounds, &only.cite),
        _ => String::new(),
    }
}
