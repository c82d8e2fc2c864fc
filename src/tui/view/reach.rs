//! The screen It would take: the places of a scale, and every way to the chosen one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::list::{self, Item};
use super::{Drawn, NARROW, Target, chrome};
use crate::dialogue::answer::TOO_LARGE;
use crate::logic::model::{Outcome, OutcomeSet};
use crate::report::sentences;
use crate::report::wrap::wrap;
use crate::tui::app::App;
use crate::tui::screens::ReachScreen;
use crate::tui::theme::Role;

/// Draws the screen.
pub(super) fn draw(app: &App, reach: &ReachScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let beside = area.width >= NARROW;
    let places_width = if beside { area.width / 3 } else { area.width };
    let (places, ways) = if beside {
        (
            Rect { width: places_width, ..area },
            Rect { x: area.x + places_width, width: area.width - places_width, ..area },
        )
    } else {
        let height = (reach.places.len() as u16 + 2).min(area.height / 2);
        (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
    };
    draw_places(app, reach, places, buffer, drawn);
    draw_ways(app, reach, ways, buffer, drawn);
}

fn draw_places(app: &App, reach: &ReachScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let inside = chrome::named_frame(app, "To be", !reach.on_ways, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let scale = app.model().scale_of(reach.stance);
    let now = app.now.stances[reach.stance.index()].outcomes;
    let room = usize::from(inside.width.saturating_sub(2));
    let items: Vec<Item<'_>> = reach
        .places
        .iter()
        .enumerate()
        .map(|(place, outcome)| {
            let mark = super::scale::mark(*outcome, now, false, app.ascii);
            let style = app.theme.style(super::scale::role(scale, OutcomeSet::only(*outcome)));
            let here = if now.settled() == Some(*outcome) { " (it is)" } else { "" };
            let lines = lines(&format!("{mark} {}{here}", scale.outcome_label(*outcome)), room, style);
            Item { lines, target: Some(Target::Place(place)), chosen: place == reach.place, mark: 0 }
        })
        .collect();
    list::draw(app, &items, area, inside, !reach.on_ways, buffer, drawn);
}

fn draw_ways(app: &App, reach: &ReachScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let note = if reach.vary_readings { "readings may vary" } else { "" };
    let inside = chrome::named_frame(app, "It would take", reach.on_ways, area, note, buffer);
    if inside.is_empty() {
        return;
    }
    let model = app.model();
    let room = usize::from(inside.width.saturating_sub(2));
    let text = app.theme.style(Role::Text);
    let mut items = Vec::new();
    let heading = sentences::stance(model, reach.stance);
    items.push(Item::plain(lines(&heading, room, app.theme.style(Role::Heading))));
    match &reach.ways {
        Err(_) => {
            let words = TOO_LARGE;
            items.push(Item::plain(lines(words, room, app.theme.style(Role::Alert))));
        }
        Ok(ways) => {
            let outcome: Outcome = reach.places[reach.place];
            // The first line repeats the question, which the frame already asks.
            let sentences = sentences::ways(model, reach.stance, outcome, ways);
            for (index, words) in sentences.into_iter().skip(1).enumerate() {
                let is_way = index < ways.ways.len();
                items.push(Item {
                    lines: lines(&words, room, text),
                    target: is_way.then_some(Target::Way(index)),
                    chosen: is_way && index == reach.way,
                    mark: 0,
                });
            }
        }
    }
    list::draw(app, &items, area, inside, reach.on_ways, buffer, drawn);
}

fn lines(words: &str, room: usize, style: Style) -> Vec<Line<'static>> {
    wrap(words, room).into_iter().map(|line| Line::styled(line, style)).collect()
}
