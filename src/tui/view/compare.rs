//! The screen Compare: another position beside the present one, and what differs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Drawn, chrome, page, scale};
use crate::logic::model::OutcomeSet;
use crate::report::sentences;
use crate::report::text::{self, value_word};
use crate::report::wrap::{width, wrap};
use crate::tui::app::App;
use crate::tui::screens::CompareScreen;
use crate::tui::theme::Role;

/// Draws the screen.
pub(super) fn draw(app: &App, screen: &CompareScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let other = if screen.with_paper { "In the paper" } else { "Marked" };
    let name = format!("Compare: {} and now", other.to_lowercase());
    let inside = chrome::named_frame(app, &name, true, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    let lines = lines(app, screen, other, room);
    page::draw(app, &lines, screen.first, area, inside, buffer, drawn);
}

fn lines(app: &App, screen: &CompareScreen, other: &str, room: usize) -> Vec<Line<'static>> {
    let model = app.model();
    let differences = &screen.differences;
    let mut lines = Vec::new();
    let heading = app.theme.style(Role::Heading);
    if app.marked.is_none() {
        let words = "No position is marked: M marks one. Until then this is the paper's.";
        page::push(&mut lines, words, room, 0, app.theme.style(Role::Quiet));
    }
    let (said, _) = sentences::compared(model, differences);
    for words in said {
        page::push(&mut lines, &words, room, 0, heading);
    }
    let columns = Columns::over(room);
    if !differences.conditions.is_empty() {
        lines.push(Line::raw(""));
        columns.push(
            app,
            &mut lines,
            ("Suppose", Role::Heading),
            (other, Role::Heading),
            ("Now", Role::Heading),
        );
        for (id, left, right) in &differences.conditions {
            let condition = &model.conditions[id.index()];
            columns.push(
                app,
                &mut lines,
                (&condition.label, Role::Text),
                (value_word(condition, *left), Role::Quiet),
                (value_word(condition, *right), Role::Changed),
            );
        }
    }
    if !differences.stances.is_empty() {
        lines.push(Line::raw(""));
        columns.push(
            app,
            &mut lines,
            ("Then", Role::Heading),
            (other, Role::Heading),
            ("Now", Role::Heading),
        );
        for (id, left, right) in &differences.stances {
            let words = |outcomes: OutcomeSet| {
                if outcomes.is_empty() {
                    "ruled out".to_owned()
                } else {
                    text::outcomes(model, *id, outcomes)
                }
            };
            let on = model.scale_of(*id);
            columns.push(
                app,
                &mut lines,
                (&sentences::stance(model, *id), Role::Text),
                (&words(*left), scale::role(on, *left)),
                (&words(*right), scale::role(on, *right)),
            );
        }
    }
    lines
}

/// Three columns, or one under another where there is no room.
struct Columns {
    label: usize,
    value: usize,
}

impl Columns {
    fn over(room: usize) -> Self {
        if room < 66 {
            return Self { label: room, value: 0 };
        }
        let value = (room / 4).min(36);
        Self { label: room - 2 * value - 4, value }
    }

    fn push(
        &self,
        app: &App,
        lines: &mut Vec<Line<'static>>,
        label: (&str, Role),
        left: (&str, Role),
        right: (&str, Role),
    ) {
        if self.value == 0 {
            page::push(lines, label.0, self.label, 0, app.theme.style(label.1));
            let arrow = if app.ascii { "->" } else { "→" };
            let words = format!("{} {arrow} {}", left.0, right.0);
            page::push(lines, &words, self.label, 2, app.theme.style(right.1));
            return;
        }
        let parts = [(label, self.label), (left, self.value), (right, self.value)];
        let wrapped = parts.map(|((text, _), room)| wrap(text, room));
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let mut spans = Vec::new();
            for (((_, role), room), part) in parts.iter().zip(&wrapped) {
                let text = part.get(row).map_or("", String::as_str);
                let gap = room + 2 - width(text).min(*room);
                spans.push(Span::styled(text.to_owned(), app.theme.style(*role)));
                spans.push(Span::raw(" ".repeat(gap)));
            }
            lines.push(Line::from(spans));
        }
    }
}
