//! An answer in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Drawn, chrome, page};
use crate::dialogue::request::Question;
use crate::report::grid::Grid;
use crate::tui::app::App;
use crate::tui::screens::AnswerScreen;
use crate::tui::theme::Role;

/// Draws the screen.
pub(super) fn draw(app: &App, screen: &AnswerScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let name = match screen.question {
        None => "What follows",
        Some(Question::Why(_)) => "Why",
        Some(Question::WhyNot(..)) => "Why not",
        Some(Question::Reach(..)) => "It would take",
        Some(Question::Matters(_)) => "What matters",
        Some(Question::Coverage(_)) => "Coverage",
        Some(Question::Table(_)) => "Table",
    };
    let inside = chrome::named_frame(app, name, true, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    let mut lines = Vec::new();
    for (index, words) in screen.answer.lines.iter().enumerate() {
        // What follows is indented as text is; an answer's first line is its gist.
        let own = words.len() - words.trim_start().len();
        let (role, indent) = match (index, screen.question) {
            (0, _) => (Role::Heading, 0),
            (_, None) => (Role::Text, own),
            _ => (Role::Text, 2),
        };
        page::push(&mut lines, words, room, indent, app.theme.style(role));
    }
    for grid in screen.answer.grids.iter().filter(|grid| !grid.rows.is_empty()) {
        lines.push(Line::raw(""));
        push_grid(app, grid, room, &mut lines);
    }
    page::draw(app, &lines, screen.first, area, inside, buffer, drawn);
}

/// A table: in columns where they fit, else a sentence for each row.
pub(super) fn push_grid(app: &App, grid: &Grid, room: usize, lines: &mut Vec<Line<'static>>) {
    let columns = grid.columns();
    if columns.lines().all(|line| crate::report::wrap::width(line) <= room) {
        for (index, line) in columns.lines().enumerate() {
            let role = if index == 0 { Role::Heading } else { Role::Text };
            lines.push(Line::styled(line.to_owned(), app.theme.style(role)));
        }
        return;
    }
    page::push(lines, &grid.header.join(" · "), room, 0, app.theme.style(Role::Heading));
    for row in &grid.rows {
        page::push(lines, &row.join(" · "), room, 2, app.theme.style(Role::Text));
    }
}
