//! What is wrong with files that were saved.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Drawn, chrome, page};
use crate::report::wrap::{cut, width};
use crate::tui::app::{App, Faults};
use crate::tui::theme::{self, Role};

/// What a remedy begins with.
const HELP: &str = "= help: ";

/// Draws the report from a line on.
pub(super) fn draw(app: &App, first: usize, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let Some(Faults { text, number, hinder }) = &app.faults else { return };
    chrome::clear(app, area, buffer);
    let (name, note) = if *hinder {
        ("The file as saved has faults", "what was read before is kept")
    } else {
        ("What is wrong with the files", number.as_str())
    };
    let inside = chrome::named_frame(app, name, true, area, note, buffer);
    if inside.is_empty() {
        return;
    }
    let lines = lines(text, app.theme, usize::from(inside.width.saturating_sub(2)));
    page::draw(app, &lines, first, area, inside, buffer, drawn);
}

/// The lines of a report, those that say what is wrong standing out. Sentences are wrapped; lines of
/// the file are not, since places are marked under them.
pub(super) fn lines(text: &str, theme: theme::Name, room: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.replace('\t', "    ");
        let is_message = line.starts_with("error") || line.starts_with("warning");
        let style = theme.style(if is_message { Role::Heading } else { Role::Text });
        if let Some(at) = line.find(HELP).filter(|at| line[..*at].trim().is_empty()) {
            page::push(&mut lines, &line[at..], room, at, style);
        } else if is_message {
            page::push(&mut lines, &line, room, 0, style);
        } else {
            lines.push(Line::styled(if width(&line) > room { cut(&line, room) } else { line }, style));
        }
    }
    lines
}
