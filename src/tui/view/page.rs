//! A page of lines that scrolls to its true end.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{Drawn, Scroll, chrome};
use crate::report::wrap::wrap;
use crate::tui::app::App;

/// Draws the lines from `first` on, as many as fit; `frame` is the pane around `inside`, on which
/// hidden lines are counted.
pub(super) fn draw(
    app: &App,
    lines: &[Line<'_>],
    first: usize,
    frame: Rect,
    inside: Rect,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    let height = usize::from(inside.height);
    drawn.page = Scroll { page: height, most: lines.len().saturating_sub(height) };
    let first = first.min(drawn.page.most);
    for (line, y) in lines.iter().skip(first).zip(inside.top()..inside.bottom()) {
        buffer.set_line(inside.x + 1, y, line, inside.width.saturating_sub(1));
    }
    drawn.cursor = Some((inside.x, inside.y));
    chrome::hidden(app, frame, first, lines.len().saturating_sub(first + height), buffer);
}

/// Adds a text, wrapped and indented.
pub(super) fn push(lines: &mut Vec<Line<'static>>, text: &str, room: usize, indent: usize, style: Style) {
    for line in wrap(text, room.saturating_sub(indent)) {
        lines.push(Line::styled(format!("{:indent$}{line}", ""), style));
    }
}
