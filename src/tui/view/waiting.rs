//! The screen before there is anything to explore: what is wrong with the files, on the whole width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::fmt::Write;

use super::{Drawn, LEAST, Scroll, chrome, faults};
use crate::report::wrap::{cut, width, wrap};
use crate::tui::keymap::Command;
use crate::tui::theme::Role;
use crate::tui::waiting::{KEYS, Waiting};

/// Draws the screen.
pub(in crate::tui) fn draw(waiting: &Waiting, area: Rect, buffer: &mut Buffer) -> Drawn {
    let mut drawn = Drawn { area, ..Drawn::default() };
    let theme = waiting.theme;
    buffer.set_style(area, theme.base());
    if area.width < LEAST.0 || area.height < LEAST.1 {
        chrome::too_small(area, buffer);
        return drawn;
    }
    let name = " whatif ";
    let (x, _) = buffer.set_stringn(area.x, area.y, name, width(name), theme.style(Role::Title));
    let heading = cut(&format!(" {} ", waiting.hindrance.heading), usize::from(area.right() - x));
    buffer.set_stringn(x, area.y, &heading, width(&heading), theme.style(Role::Alert));

    let room = usize::from(area.width - 2);
    let advice = wrap(&waiting.advice, room);
    let advice = &advice[..advice.len().min(usize::from(area.height / 4))];
    let keys = area.bottom() - 1;
    let bottom = keys - advice.len() as u16;
    for (line, y) in advice.iter().zip(bottom..keys) {
        buffer.set_stringn(area.x + 1, y, line, room, theme.style(Role::Quiet));
    }

    let lines = faults::lines(&waiting.hindrance.text, theme, room);
    let top = area.y + 1;
    let page = usize::from(bottom - top);
    drawn.page = Scroll { page, most: lines.len().saturating_sub(page) };
    let first = waiting.first.min(drawn.page.most);
    for (line, y) in lines.iter().skip(first).zip(top..bottom) {
        buffer.set_line(area.x + 1, y, line, area.width - 2);
    }
    drawn.cursor = Some((area.x, top));
    footer(
        waiting,
        first,
        lines.len().saturating_sub(first + page),
        Rect { y: keys, height: 1, ..area },
        buffer,
    );
    if waiting.ascii {
        chrome::plain(buffer);
    }
    drawn
}

/// The way out, and how many lines are hidden.
fn footer(waiting: &Waiting, above: usize, below: usize, area: Rect, buffer: &mut Buffer) {
    let (up, down) = if waiting.ascii { ("^", "v") } else { ("↑", "↓") };
    let mut words = String::new();
    for (mark, hidden) in [(up, above), (down, below)] {
        if hidden > 0 {
            let _ = write!(words, " {mark} {hidden}");
        }
    }
    let theme = waiting.theme;
    let quit = waiting.keymap.bindings(KEYS).find(|row| row.binding.command == Command::Close);
    let mut x = area.x + 1;
    if let Some(key) = quit.and_then(|row| row.keys.first()) {
        (x, _) = buffer.set_stringn(x, area.y, key.label(), room(x, area), theme.style(Role::Key));
        (x, _) = buffer.set_stringn(x, area.y, " quit", room(x, area), theme.style(Role::Quiet));
    }
    let words = cut(&words, room(x, area));
    let right = area.right() - width(&words) as u16;
    buffer.set_stringn(right, area.y, &words, width(&words), theme.style(Role::Key));
}

fn room(x: u16, area: Rect) -> usize {
    usize::from(area.right().saturating_sub(x))
}
