//! What surrounds the panes: tabs, frames, the message and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};
use std::fmt::Write;

use super::{Drawn, LEAST, Target};
use crate::report::wrap::{cut, width, wrap};
use crate::tui::app::{App, Pane};
use crate::tui::key::Key;
use crate::tui::keymap::{Command, Row};
use crate::tui::screens::Screen;
use crate::tui::theme::Role;

/// Says how large the screen must be, as far as that fits.
pub(super) fn too_small(area: Rect, buffer: &mut Buffer) {
    if !area.is_empty() {
        let words = format!("whatif needs {}×{}", LEAST.0, LEAST.1);
        buffer.set_stringn(area.x, area.y, cut(&words, area.width.into()), area.width.into(), Style::new());
    }
}

/// The name, the tabs, and of what time the case speaks. Where not all tabs fit, those around the
/// chosen one are shown between angle brackets.
pub(super) fn tabs(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let name = " whatif ";
    let mut x = area.x;
    if area.width >= 40 {
        buffer.set_stringn(x, area.y, name, area.width.into(), app.theme.style(Role::Title));
        x += width(name) as u16;
    }
    let as_of = app.case().file.map_or("", |file| app.library.files[file.index()].as_of.as_str());
    let as_of = format!(" {as_of} ");
    let mut right = area.right();
    for note in standing(app) {
        let note = cut(&format!(" {note} "), usize::from(area.width / 3));
        right -= width(&note) as u16;
        buffer.set_stringn(right, area.y, &note, width(&note), app.theme.style(Role::Alert));
    }
    if area.width >= super::NARROW && width(&as_of) > 2 {
        let as_of = cut(&as_of, 24);
        right -= width(&as_of) as u16;
        buffer.set_stringn(right, area.y, &as_of, as_of.len(), app.theme.style(Role::Quiet));
    }
    let room = usize::from(right.saturating_sub(x));
    let widths: Vec<usize> = app.cases.iter().map(|case| (width(&case.title) + 2).min(room)).collect();
    let shown = around(&widths, app.case, room);
    if shown.start > 0 {
        buffer.set_stringn(x, area.y, if app.ascii { "<" } else { "‹" }, 1, app.theme.style(Role::Quiet));
        x += 1;
    }
    for place in shown.clone() {
        let chosen = place == app.case;
        let moved = app.cases[place].file.is_some() && has_moved(app, place);
        let title = format!(" {}{}", app.cases[place].title, if moved { "!" } else { " " });
        let left = usize::from(right.saturating_sub(x));
        let title = cut(&title, widths[place].min(left));
        let style = app.theme.style(if chosen { Role::ChosenTab } else { Role::Text });
        buffer.set_stringn(x, area.y, &title, left, style);
        let taken = width(&title) as u16;
        drawn.targets.push((Rect { x, y: area.y, width: taken, height: 1 }, Target::Case(place)));
        x += taken;
    }
    if shown.end < app.cases.len() && x < right {
        buffer.set_stringn(x, area.y, if app.ascii { ">" } else { "›" }, 1, app.theme.style(Role::Quiet));
    }
}

/// What holds until it is mended.
fn standing(app: &App) -> impl Iterator<Item = String> {
    let unsaved = app.unsaved.is_some().then(|| "not saved".to_owned());
    let faults = app.faults.as_ref().map(|faults| {
        let what = if faults.hinder { "file has faults" } else { &faults.number };
        match app.keymap.key_of(Command::Faults) {
            Some(key) => format!("{what}: {}", key.label()),
            None => what.to_owned(),
        }
    });
    unsaved.into_iter().chain(faults)
}

/// Whether the last step moved a stance of the case.
fn has_moved(app: &App, place: usize) -> bool {
    app.moved.iter().any(|moved| app.cases[place].stances.contains(&moved.stance))
}

/// The longest run around `chosen` whose widths fit into `room`, with a cell for each mark.
fn around(widths: &[usize], chosen: usize, room: usize) -> std::ops::Range<usize> {
    if widths.iter().sum::<usize>() <= room {
        return 0..widths.len();
    }
    let room = room.saturating_sub(2);
    let mut shown = chosen..(chosen + 1).min(widths.len());
    let mut used: usize = widths[shown.clone()].iter().sum();
    loop {
        let after = widths.get(shown.end).filter(|next| used + **next <= room);
        if let Some(next) = after {
            used += next;
            shown.end += 1;
            continue;
        }
        let before = shown.start.checked_sub(1).filter(|place| used + widths[*place] <= room);
        match before {
            Some(place) => {
                used += widths[place];
                shown.start = place;
            }
            None => return shown,
        }
    }
}

/// A pane's frame with its name and a word at its right. Returns the room inside.
pub(super) fn frame(app: &App, pane: Pane, area: Rect, note: &str, buffer: &mut Buffer) -> Rect {
    let name = match pane {
        Pane::Suppose => "Suppose",
        Pane::Then => "Then",
        Pane::Because => "Because",
    };
    named_frame(app, name, app.focus == pane, area, note, buffer)
}

/// A frame with a name and a word at its right. Returns the room inside.
pub(super) fn named_frame(
    app: &App,
    name: &str,
    focused: bool,
    area: Rect,
    note: &str,
    buffer: &mut Buffer,
) -> Rect {
    let name = format!(" {} ", cut(name, usize::from(area.width.saturating_sub(4))));
    let style = app.theme.style(if focused { Role::FocusedFrame } else { Role::Frame });
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(style)
        .title(Line::from(Span::styled(name.clone(), app.theme.style(Role::Title))));
    if app.ascii {
        block = block.border_set(ratatui::symbols::border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        });
    }
    if !note.is_empty() && width(note) + width(&name) + 4 <= area.width.into() {
        let note = Span::styled(format!(" {note} "), app.theme.style(Role::Changed));
        block = block.title(Line::from(note).right_aligned());
    }
    let inside = block.inner(area);
    block.render(area, buffer);
    inside
}

/// Marks on a frame how many lines are hidden above and below.
pub(super) fn hidden(app: &App, area: Rect, above: usize, below: usize, buffer: &mut Buffer) {
    let (up, down) = if app.ascii { ("^", "v") } else { ("↑", "↓") };
    let mut words = String::new();
    if above > 0 {
        let _ = write!(words, " {up} {above}");
    }
    if below > 0 {
        let _ = write!(words, " {down} {below}");
    }
    if words.is_empty() || area.height < 2 {
        return;
    }
    words.push(' ');
    let words = cut(&words, usize::from(area.width.saturating_sub(2)));
    let x = area.right().saturating_sub(1 + width(&words) as u16);
    buffer.set_stringn(x, area.bottom() - 1, &words, width(&words), app.theme.style(Role::Key));
}

/// What the last key did, in lines that fit.
pub(super) fn message_lines(app: &App, area: Rect) -> Vec<String> {
    let words = if app.ascii { app.message.replace('→', "->") } else { app.message.clone() };
    wrap(&words, usize::from(area.width.saturating_sub(2)))
}

/// Says what the last key did.
pub(super) fn message(app: &App, area: Rect, buffer: &mut Buffer) {
    let role = if app.now.ruled_out.is_some() {
        Role::Alert
    } else if app.moved.is_empty() {
        Role::Quiet
    } else {
        Role::Moved
    };
    let lines = message_lines(app, area);
    let room = usize::from(area.width.saturating_sub(2));
    for (index, (line, y)) in lines.iter().zip(area.top()..area.bottom()).enumerate() {
        let is_cut = y + 1 == area.bottom() && index + 1 < lines.len();
        let line = if is_cut { cut(&format!("{line} …"), room) } else { line.clone() };
        buffer.set_stringn(area.x + 1, y, &line, room, app.theme.style(role));
    }
}

/// Puts plain characters in the place of typographic ones, cell by cell; § and ¶ are what locators
/// are made of, and stay.
pub(super) fn plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let plain = match cell.symbol() {
            "“" | "”" | "„" => "\"",
            "‘" | "’" => "'",
            "–" | "—" | "·" => "-",
            "…" => "~",
            "→" => ">",
            "×" => "x",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}

/// The keys that matter here, as many as fit; help and the way out always.
pub(super) fn keys(app: &App, area: Rect, buffer: &mut Buffer) {
    let contexts = app.contexts();
    // With one pane at a time, the way to the others is what a reader needs most.
    let narrow = area.width < super::NARROW;
    let always = |row: &Row| match row.binding.command {
        Command::Help | Command::Close | Command::Back => true,
        Command::NextPane | Command::NextValue | Command::Choose | Command::Mark => narrow,
        _ => false,
    };
    let hinted: Vec<Hint<'_>> = app
        .keymap
        .bindings(contexts)
        .filter_map(|row| {
            let hint = row.binding.hint?;
            let ends = row.binding.command == Command::Close && matches!(app.screen, Screen::Explore);
            Some(Hint { row, key: label(app, *row.keys.first()?), words: if ends { "quit" } else { hint } })
        })
        .collect();
    let cells = |hint: &&Hint<'_>| width(&hint.key) + 1 + width(hint.words) + 3;
    let reserved: usize = hinted.iter().filter(|hint| always(hint.row)).map(|hint| cells(&hint)).sum();
    let mut room = usize::from(area.width).saturating_sub(reserved + 1);
    let mut shown = Vec::new();
    let mut full = false;
    for hint in &hinted {
        if always(hint.row) {
            shown.push(hint);
        } else if !full && cells(&hint) <= room {
            room -= cells(&hint);
            shown.push(hint);
        } else {
            full = true;
        }
    }
    let mut x = area.x + 1;
    for hint in shown {
        // Half a word helps nobody.
        if usize::from(area.right().saturating_sub(x)) + 3 < cells(&hint) {
            continue;
        }
        let left = usize::from(area.right().saturating_sub(x));
        (x, _) = buffer.set_stringn(x, area.y, &hint.key, left, app.theme.style(Role::Key));
        let left = usize::from(area.right().saturating_sub(x));
        let words = format!(" {}   ", hint.words);
        (x, _) = buffer.set_stringn(x, area.y, words, left, app.theme.style(Role::Quiet));
    }
}

/// A key and what it does here.
struct Hint<'app> {
    row: &'app Row,
    key: String,
    words: &'app str,
}

/// How a key is written, with plain characters where the screen keeps to them.
pub(super) fn label(app: &App, key: Key) -> String {
    let label = key.label();
    if !app.ascii {
        return label;
    }
    label.replace('↑', "up").replace('↓', "down").replace('←', "left").replace('→', "right")
}

/// Clears an area for what is drawn on top.
pub(super) fn clear(app: &App, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    buffer.set_style(area, app.theme.base());
}
