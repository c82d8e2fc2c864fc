//! What is wrong with a file that was saved, over the last good state.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Drawn, chrome, page};
use crate::report::wrap::{cut, width};
use crate::tui::app::App;
use crate::tui::theme::Role;

/// Draws the report from a line on. Its lines are not wrapped, since places are marked under them.
pub(super) fn draw(app: &App, text: &str, first: usize, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    chrome::clear(app, area, buffer);
    let note = "what was read before is kept";
    let inside = chrome::named_frame(app, "The file as saved has faults", true, area, note, buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    let lines: Vec<Line<'static>> = text
        .lines()
        .map(|line| {
            let line = line.replace('\t', "    ");
            let is_message = line.starts_with("error") || line.starts_with("warning");
            let role = if is_message { Role::Heading } else { Role::Text };
            let shown = if width(&line) > room { cut(&line, room) } else { line };
            Line::styled(shown, app.theme.style(role))
        })
        .collect();
    page::draw(app, &lines, first, area, inside, buffer, drawn);
}
