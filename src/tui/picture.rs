//! A frame of the screen without a terminal, for tests and pictures.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::App;
use super::view;

/// Draws the app once at a size, and remembers where things are, as the terminal would.
pub fn frame(app: &mut App, width: u16, height: u16) -> Buffer {
    let area = Rect { x: 0, y: 0, width, height };
    let mut buffer = Buffer::empty(area);
    app.look();
    app.drawn = view::draw(app, area, &mut buffer);
    buffer
}
