//! A list whose items take several lines, one of them chosen; the chosen one is always in sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::Line;

use super::chrome;
use super::{Drawn, Target};
use crate::tui::app::App;
use crate::tui::theme::Role;

/// One item.
pub(super) struct Item<'line> {
    /// Its lines.
    pub lines: Vec<Line<'line>>,
    /// What a click on it means; headings have none.
    pub target: Option<Target>,
    /// Whether it is the chosen one.
    pub chosen: bool,
    /// How many cells at the start of its first line are its mark.
    pub mark: u16,
}

impl<'line> Item<'line> {
    /// Lines that cannot be chosen.
    pub(super) fn plain(lines: Vec<Line<'line>>) -> Self {
        Self { lines, target: None, chosen: false, mark: 0 }
    }
}

/// Draws as many lines as fit around the chosen item. `frame` is the pane around `area`, on which
/// hidden lines are marked.
pub(super) fn draw(
    app: &App,
    items: &[Item<'_>],
    frame: Rect,
    area: Rect,
    focused: bool,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    draw_among(app, items, (0, 0), frame, area, focused, buffer, drawn);
}

/// The same for items of a longer list, of which so many are not laid out before and after these.
#[expect(clippy::too_many_arguments, reason = "those of `draw`, and the others")]
pub(super) fn draw_among(
    app: &App,
    items: &[Item<'_>],
    (before, after): (usize, usize),
    frame: Rect,
    area: Rect,
    focused: bool,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    let height = usize::from(area.height);
    let total: usize = items.iter().map(|item| item.lines.len()).sum();
    let first = first_line(items, height, total);
    let chosen_style = app.theme.style(if focused { Role::ChosenLine } else { Role::RememberedLine });
    let mut line_number = 0;
    for item in items {
        for (index, line) in item.lines.iter().enumerate() {
            let number = line_number;
            line_number += 1;
            if number < first || number >= first + height {
                continue;
            }
            let y = area.y + (number - first) as u16;
            let row = Rect { y, height: 1, ..area };
            buffer.set_line(area.x + 1, y, line, area.width.saturating_sub(1));
            if item.chosen {
                let bar = if app.ascii { ">" } else { "▌" };
                buffer.set_stringn(area.x, y, bar, area.width.into(), app.theme.style(Role::Key));
                if index == 0 {
                    if focused {
                        drawn.cursor = Some((area.x, y));
                    }
                    let text = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..row };
                    restyle(app, buffer, text, chosen_style);
                }
            }
            if let Some(target) = item.target {
                drawn.targets.push((row, target));
                if let (Target::Condition { place, .. }, 0) = (target, index) {
                    let mark = Rect { width: item.mark.min(row.width), ..row };
                    drawn.targets.push((mark, Target::Condition { place, mark: true }));
                }
            }
        }
    }
    chrome::hidden(app, frame, before + first, after + total.saturating_sub(first + height), buffer);
}

fn restyle(app: &App, buffer: &mut Buffer, area: Rect, style: Style) {
    // Colours of single words give way, so that the line reads as one.
    let plain = app.theme.base().fg.unwrap_or(Color::Reset);
    for x in area.left()..area.right() {
        if let Some(cell) = buffer.cell_mut((x, area.y)) {
            cell.fg = plain;
            cell.set_style(style);
        }
    }
}

/// The first line shown: the chosen item in the middle, and no empty lines at the end.
fn first_line(items: &[Item<'_>], height: usize, total: usize) -> usize {
    let mut before = 0;
    for item in items {
        if item.chosen {
            let middle = before + item.lines.len() / 2;
            let centred = middle.saturating_sub(height / 2);
            // An item longer than the page is shown from its beginning.
            return centred.min(before).min(total.saturating_sub(height));
        }
        before += item.lines.len();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_item_is_in_sight() {
        let table = [(0, 5), (3, 5), (9, 5), (9, 1), (4, 100), (4, 0)];
        for (chosen, height) in table {
            let items: Vec<Item<'_>> = (0..10)
                .map(|index| Item {
                    chosen: index == chosen,
                    ..Item::plain(vec![Line::raw("a"), Line::raw("b")])
                })
                .collect();
            let first = first_line(&items, height, 20);
            assert!(first <= chosen * 2, "{chosen} at {height}: {first}");
            assert!(height == 0 || first + height > chosen * 2, "{chosen} at {height}: {first}");
            assert!(first + height <= 20 || first == 0);
        }
    }
}
