//! The command palette and the search: a line to type in, and above it what fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::{self, Item};
use super::{Drawn, Scroll, Target, chrome};
use crate::report::wrap::{width, wrap};
use crate::tui::app::App;
use crate::tui::prompt::{Candidate, Kind, Prompt};
use crate::tui::theme::Role;

/// Draws the prompt at the foot of the area, over what is there.
pub(super) fn draw(app: &App, prompt: &Prompt, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let room = usize::from(area.width.saturating_sub(4));
    let mut items: Vec<Item<'_>> = prompt
        .fitting
        .iter()
        .enumerate()
        .map(|(place, candidate)| Item {
            lines: lines(app, candidate, room),
            target: Some(Target::Candidate(place)),
            chosen: place == prompt.at,
            mark: 0,
        })
        .collect();
    if items.is_empty() && prompt.error.is_empty() && prompt.kind == Kind::Search {
        items.push(Item::plain(vec![Line::raw("Nothing of this is here.")]));
    }
    if !prompt.error.is_empty() {
        let style = app.theme.style(Role::Alert);
        let lines = wrap(&prompt.error, room).into_iter().map(|line| Line::styled(line, style));
        items.insert(0, Item::plain(lines.collect()));
    }
    // As high as it needs to be, and never so high that the screen under it is lost.
    let needed = items.iter().map(|item| item.lines.len()).sum::<usize>().min(200) as u16 + 3;
    let height = needed.min((area.height * 3 / 5).max(area.height.min(8))).max(area.height.min(4));
    let area = Rect { y: area.bottom() - height, height, ..area };
    chrome::clear(app, area, buffer);
    let (name, sign) = match prompt.kind {
        Kind::Palette => ("Command", ":"),
        Kind::Search => ("Find", "/"),
    };
    let note = match prompt.fitting.len() {
        0 => String::new(),
        number => format!("{} of {number}", prompt.at + 1),
    };
    let inside = chrome::named_frame(app, name, true, area, &note, buffer);
    if inside.height < 2 {
        return;
    }
    let line = Rect { y: inside.bottom() - 1, height: 1, ..inside };
    let list = Rect { height: inside.height - 1, ..inside };
    drawn.page = Scroll { page: usize::from(list.height).max(1), most: 0 };
    list::draw(app, &items, area, list, true, buffer, drawn);
    let room = usize::from(line.width.saturating_sub(4));
    let scroll = prompt.input.visual_scroll(room);
    let shown: String = skip(prompt.text(), scroll);
    buffer.set_stringn(line.x, line.y, sign, 1, app.theme.style(Role::Key));
    buffer.set_stringn(line.x + 2, line.y, &shown, room, app.theme.style(Role::Text));
    let cursor = prompt.input.visual_cursor().saturating_sub(scroll).min(room) as u16;
    drawn.cursor = Some((line.x + 2 + cursor, line.y));
}

/// What a candidate is, and beside it, or under it where there is little room, what that means.
fn lines(app: &App, candidate: &Candidate, room: usize) -> Vec<Line<'static>> {
    const COLUMN: usize = 12;
    let column = COLUMN.max(width(&candidate.name) + 2);
    let name = app.theme.style(Role::Key);
    if room < column + 24 {
        let names = wrap(&candidate.name, room).into_iter().map(|part| Line::styled(part, name));
        let words = wrap(&candidate.words, room.saturating_sub(2));
        return names.chain(words.into_iter().map(|part| Line::raw(format!("  {part}")))).collect();
    }
    let parts = wrap(&candidate.words, room - column).into_iter().enumerate();
    parts
        .map(|(row, part)| {
            let named = if row == 0 { candidate.name.as_str() } else { "" };
            let gap = column - width(named);
            Line::from(vec![Span::styled(named.to_owned(), name), Span::raw(format!("{:gap$}{part}", ""))])
        })
        .collect()
}

/// The text without the characters in its first cells.
fn skip(text: &str, cells: usize) -> String {
    let mut left = cells;
    let mut characters = text.chars();
    while left > 0 {
        let Some(character) = characters.next() else { break };
        left = left.saturating_sub(width(character.encode_utf8(&mut [0; 4])).max(1));
    }
    characters.collect()
}
