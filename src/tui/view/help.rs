//! The help page: what is on the screen, and every key, read from the one table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Drawn, chrome, page};
use crate::report::wrap::{width, wrap};
use crate::tui::app::App;
use crate::tui::keymap::Context;
use crate::tui::theme::Role;

/// Draws the page from its line `at` on.
pub(super) fn draw(app: &App, at: usize, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    chrome::clear(app, area, buffer);
    let inside = chrome::named_frame(app, "Help", true, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let lines = lines(app, usize::from(inside.width.saturating_sub(2)));
    page::draw(app, &lines, at, area, inside, buffer, drawn);
}

fn lines(app: &App, room: usize) -> Vec<Line<'static>> {
    let heading = app.theme.style(Role::Heading);
    let mut lines = vec![Line::styled("What is on the screen", heading)];
    for words in [
        "Suppose: what you assume. Change a condition, and see what follows.",
        "Then: where each stance stands on its scale; what stands apart from it has no dot.",
        "Because: the rules that say so, how firmly the paper supports them, and where.",
        "Silence is an answer: where the paper does not say, the screen says so.",
    ] {
        lines.extend(
            wrap(words, room.saturating_sub(2)).into_iter().map(|line| Line::raw(format!("  {line}"))),
        );
    }
    lines.push(Line::raw(""));
    lines.push(Line::styled("Marks", heading));
    let marks: &[(&str, &str)] = if app.ascii {
        &[
            ("[x] [ ] [?]", "yes, no, unknown"),
            ("<...>", "the option chosen of several"),
            ("^", "it would change the chosen stance"),
            ("*", "at a condition: it differs from the paper; on a scale: where the stance stands"),
            ("?", "on a scale: a place where it may stand, since something is unknown"),
            (".", "on a scale: where the paper has it"),
        ]
    } else {
        &[
            ("■ □ ?", "yes, no, unknown"),
            ("‹…›", "the option chosen of several"),
            ("•", "it differs from the paper"),
            ("↕", "it would change the chosen stance"),
            ("●", "on a scale: where the stance stands"),
            ("◐", "where it may stand, since something is unknown"),
            ("◌", "where the paper has it"),
        ]
    };
    push_row(app, &mut lines, "!", "at a case: one of its stances has just moved", room, 12);
    for (mark, words) in marks {
        push_row(app, &mut lines, mark, words, room, 12);
    }
    for words in [
        "stated, implied, assumed: the paper says it; its words imply it; the editors suppose it.",
        "§3 ¶7 s4: section 3, paragraph 7, sentence 4 of the paper.",
    ] {
        lines.extend(
            wrap(words, room.saturating_sub(2)).into_iter().map(|line| Line::raw(format!("  {line}"))),
        );
    }
    for context in Context::ALL {
        lines.push(Line::raw(""));
        lines.push(Line::styled(context.heading(), heading));
        for row in app.keymap.bindings(&[context]) {
            let keys: Vec<String> = row.keys.iter().map(|key| chrome::label(app, *key)).collect();
            let keys = if keys.is_empty() { "no key".to_owned() } else { keys.join(", ") };
            push_row(app, &mut lines, &keys, row.binding.words, room, 18);
        }
    }
    lines.push(Line::raw(""));
    lines.push(Line::styled("Mouse", heading));
    push_row(
        app,
        &mut lines,
        "click",
        "chooses; on a mark, or on what is chosen already, it toggles",
        room,
        18,
    );
    push_row(app, &mut lines, "wheel", "moves the pane under the pointer", room, 18);
    lines
}

fn push_row(app: &App, lines: &mut Vec<Line<'static>>, key: &str, words: &str, room: usize, column: usize) {
    let start = 2 + column.max(width(key) + 2);
    for (index, part) in wrap(words, room.saturating_sub(start)).into_iter().enumerate() {
        let key = if index == 0 { key } else { "" };
        let gap = start - 2 - width(key);
        lines.push(Line::from(vec![
            Span::styled(format!("  {key}"), app.theme.style(Role::Key)),
            Span::raw(format!("{:gap$}{part}", "")),
        ]));
    }
}
