//! The pane Suppose: the conditions, what is assumed of each, and how that differs from the paper.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::chrome;
use super::list::{self, Item};
use super::{Drawn, Target};
use crate::logic::model::{Condition, ConditionId, ConditionKind, NO, Value, YES};
use crate::report::text::{grounds_and_cite, value_word};
use crate::report::wrap::{cut, width, wrap};
use crate::tui::app::{App, Pane};
use crate::tui::theme::Role;

/// Draws the pane.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let changed = app.position().differences(app.sitting.baseline()).count();
    let note = if changed == 0 { String::new() } else { format!("{changed} changed") };
    let inside = chrome::frame(app, Pane::Suppose, area, &note, buffer);
    if inside.is_empty() {
        return;
    }
    // The last line says what the paper has, where that leaves room for conditions.
    let detail = u16::from(inside.height >= 4);
    let list_area = Rect { height: inside.height - detail, ..inside };
    drawn.suppose_page = usize::from(list_area.height).max(1);
    let items = items(app, usize::from(list_area.width.saturating_sub(2)));
    list::draw(app, &items, area, list_area, app.focus == Pane::Suppose, buffer, drawn);
    if detail > 0
        && let Some(id) = app.chosen_condition()
    {
        let words = in_the_paper(&app.model().conditions[id.index()]);
        let words = cut(&words, usize::from(inside.width.saturating_sub(2)));
        let y = inside.bottom() - 1;
        buffer.set_stringn(inside.x + 1, y, &words, inside.width.into(), app.theme.style(Role::Quiet));
    }
}

/// What the paper has of a condition, how firmly and where.
pub(super) fn in_the_paper(condition: &Condition) -> String {
    let value = value_word(condition, condition.baseline);
    format!("in the paper: {value} · {}", grounds_and_cite(condition.grounds, &condition.cite))
}

/// Whether a condition differs from the paper, or would move the chosen stance.
pub(super) fn counts(app: &App, target: Target) -> bool {
    let Target::Condition { place, .. } = target else { return false };
    app.case().conditions().nth(place).is_some_and(|id| {
        app.position().value(id) != app.sitting.baseline().value(id)
            || (app.sees_all() && app.about.matters.iter().any(|change| change.condition == id))
    })
}

/// The conditions of the case under their headings.
pub(super) fn items(app: &App, room: usize) -> Vec<Item<'static>> {
    let mut items = Vec::new();
    let mut place = 0;
    let own = app.case().file;
    for group in &app.case().groups {
        let title = &app.library.files[group.file.index()].title;
        let heading = match own {
            Some(file) if file != group.file => format!("{title}, on which it depends"),
            _ => title.clone(),
        };
        if !(own == Some(group.file) && app.case().groups.len() == 1) {
            let lines = wrap(&heading, room).into_iter();
            let style = app.theme.style(Role::Heading);
            items.push(Item::plain(lines.map(|line| Line::styled(line, style)).collect()));
        }
        for condition in &group.conditions {
            items.push(item(app, *condition, place, room));
            place += 1;
        }
    }
    if items.is_empty() {
        items.push(Item::plain(vec![Line::raw("There is nothing to suppose here.")]));
    }
    items
}

fn item(app: &App, id: ConditionId, place: usize, room: usize) -> Item<'static> {
    let condition = &app.model().conditions[id.index()];
    let position = app.position();
    let value = position.value(id);
    let mark = cut(&mark(condition, value, app.ascii), room * 2 / 3);
    let mut notes = String::new();
    // That something has no effect is an answer, too.
    if condition.context && app.sees_all() {
        notes.push_str(" no effect");
    }
    if position.is_locked(id) {
        notes.push_str(" locked");
    }
    if value != condition.baseline {
        notes.push_str(if app.ascii { " *" } else { " •" });
    }
    let sees = app.chosen_stance().is_some_and(|stance| app.sees(stance));
    if sees && app.about.matters.iter().any(|change| change.condition == id) {
        notes.push_str(if app.ascii { " ^" } else { " ↕" });
    }
    let mark_width = width(&mark);
    // The value of a choice is part of the sentence; its label continues under itself.
    let indent = if condition.kind == ConditionKind::YesNo { mark_width + 1 } else { 2 };
    let lines = wrap_first(&condition.label, room, mark_width + 1 + width(&notes), indent);
    let mark_role = if value == condition.baseline { Role::Text } else { Role::Changed };
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        if index > 0 {
            return Line::raw(format!("{:indent$}{line}", ""));
        }
        let gap = room.saturating_sub(mark_width + 1 + width(&line) + width(&notes));
        Line::from(vec![
            Span::styled(mark.clone(), app.theme.style(mark_role)),
            Span::raw(format!(" {line}{:gap$}", "")),
            Span::styled(notes.clone(), app.theme.style(Role::Changed)),
        ])
    });
    Item {
        lines: lines.collect(),
        target: Some(Target::Condition { place, mark: false }),
        chosen: place == app.selection().condition,
        mark: mark_width as u16 + 1,
    }
}

/// Wraps a text whose first line shares its room with `taken` cells and whose others are indented.
fn wrap_first(text: &str, room: usize, taken: usize, indent: usize) -> Vec<String> {
    let first_room = room.saturating_sub(taken);
    let mut words = text.split_whitespace();
    let mut first = String::new();
    let mut rest = String::new();
    for word in words.by_ref() {
        let needed = if first.is_empty() { 0 } else { width(&first) + 1 };
        if needed + width(word) > first_room {
            rest.push_str(word);
            break;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
    }
    for word in words {
        rest.push(' ');
        rest.push_str(word);
    }
    let mut lines = vec![first];
    if !rest.is_empty() {
        lines.extend(wrap(&rest, room.saturating_sub(indent)));
    }
    lines
}

/// What is assumed, as a glyph or as the value's words.
fn mark(condition: &Condition, value: Option<Value>, ascii: bool) -> String {
    match (condition.kind, value) {
        (ConditionKind::YesNo, Some(YES)) if ascii => "[x]".to_owned(),
        (ConditionKind::YesNo, Some(NO)) if ascii => "[ ]".to_owned(),
        (ConditionKind::YesNo, None) if ascii => "[?]".to_owned(),
        (ConditionKind::YesNo, Some(YES)) => "■".to_owned(),
        (ConditionKind::YesNo, Some(_)) => "□".to_owned(),
        (ConditionKind::YesNo, None) => "?".to_owned(),
        (_, value) => {
            let words = value_word(condition, value);
            if ascii { format!("<{words}>") } else { format!("‹{words}›") }
        }
    }
}
