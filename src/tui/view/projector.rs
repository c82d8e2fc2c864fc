//! The projector: the chosen stance, where it stands, and its conditions, in words that a lecture hall
//! can read. The larger the words, the fewer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::letters::{self, Scale};
use super::list::{self, Item};
use super::{Drawn, scale, suppose};
use crate::report::text;
use crate::report::wrap::{width, wrap};
use crate::tui::app::App;
use crate::tui::screens::Size;
use crate::tui::theme::Role;

/// Draws the screen.
pub(super) fn draw(app: &App, size: Size, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let Some(id) = app.chosen_stance() else {
        let words = "No stance depends on these.";
        buffer.set_stringn(area.x + 1, area.y, words, area.width.into(), app.theme.style(Role::Text));
        return;
    };
    let margin = (area.width / 20).max(1);
    let inside = Rect { x: area.x + margin, width: area.width.saturating_sub(2 * margin), ..area };
    let room = usize::from(inside.width);
    let model = app.model();
    let stance = &model.stances[id.index()];
    let outcomes = app.outcomes(id);
    let mut y = inside.y + u16::from(area.height > 16);
    let heading = format!("{}, toward {}", stance.actor, stance.toward);
    y = plain(&heading, inside, y, app.theme.style(Role::Heading), buffer);
    y += 1;
    let (words, role) = if !app.sees(id) {
        ("?".to_owned(), Role::Quiet)
    } else if outcomes.is_empty() {
        ("ruled out".to_owned(), Role::Alert)
    } else {
        (text::outcomes(model, id, outcomes), scale::role(model.scale_of(id), outcomes))
    };
    let style = app.theme.style(role);
    let conditions = usize::from(inside.height.saturating_sub(4)) / 2;
    let height = match size {
        Size::Large => conditions.max(3),
        Size::Larger => usize::from(inside.height) * 2 / 3,
        // The condition that keys go to stays in sight.
        Size::Largest => usize::from(inside.bottom().saturating_sub(y + 3)),
    };
    let wanted = match size {
        Size::Large => Scale::Half,
        Size::Larger => Scale::Whole,
        Size::Largest => Scale::Double,
    };
    y = match letters::fit(&words, room, height, wanted, app.ascii) {
        Some(rows) => {
            for row in rows {
                if y < inside.bottom() {
                    buffer.set_stringn(inside.x, y, row, room, style);
                    y += 1;
                }
            }
            y
        }
        None => plain(&words, inside, y, style, buffer),
    };
    y += 1;
    if y >= inside.bottom() {
        return;
    }
    let rest = Rect { y, height: inside.bottom() - y, ..inside };
    drawn.suppose_page = usize::from(rest.height).max(1);
    let mut items = suppose::items(app, usize::from(rest.width.saturating_sub(2)));
    if size == Size::Largest {
        items.retain(|item| item.chosen);
    } else if size == Size::Larger {
        let counts =
            |item: &Item<'_>| item.chosen || item.target.is_some_and(|target| suppose::counts(app, target));
        items.retain(counts);
    }
    drawn.panes.push((crate::tui::app::Pane::Suppose, rest));
    list::draw(app, &items, rest, rest, true, buffer, drawn);
}

/// Words in the terminal's own letters.
fn plain(words: &str, area: Rect, mut y: u16, style: Style, buffer: &mut Buffer) -> u16 {
    for line in wrap(words, usize::from(area.width)) {
        if y < area.bottom() {
            buffer.set_stringn(area.x, y, &line, width(&line), style);
            y += 1;
        }
    }
    y
}
