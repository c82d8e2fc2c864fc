//! The map: every placed stance where it is meant, framed on the region that the stances span; beside
//! it the ladder, and the conditions, so that toggling stays possible.
//!
//! ```text
//! ┌ map ───────────────┬ ladder ───────┐   under 100 columns the map gives way to the ladder, as it
//! │                    │               │   does where colours or braille are missing
//! ├ Suppose ───────────┴───────────────┤
//! └────────────────────────────────────┘
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Map, MapResolution};

use super::{Drawn, NARROW, Target, WIDE, chrome, ladder, scale, suppose};
use crate::logic::model::{Place, StanceId};
use crate::report::text;
use crate::report::wrap::{cut, width};
use crate::tui::app::{App, Pane};
use crate::tui::theme::Role;

/// Degrees around the outermost places.
const MARGIN: f64 = 9.0;

/// Draws the screen.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    if area.width < NARROW || area.height < 11 {
        let pane = if app.focus == Pane::Suppose { Pane::Suppose } else { Pane::Then };
        drawn.panes.push((pane, area));
        match pane {
            Pane::Suppose => suppose::draw(app, area, buffer, drawn),
            _ => ladder::draw(app, area, buffer, drawn),
        }
        return;
    }
    let below = (area.height / 3).max(5);
    let above = Rect { height: area.height - below, ..area };
    let below = Rect { y: above.bottom(), height: below, ..area };
    let has_map = area.width >= WIDE && app.theme.has_colours() && !app.ascii;
    let map = if has_map { area.width * 11 / 20 } else { 0 };
    let beside = Rect { x: area.x + map, width: area.width - map, ..above };
    drawn.panes.push((Pane::Then, beside));
    drawn.panes.push((Pane::Suppose, below));
    if has_map {
        draw_map(app, Rect { width: map, ..above }, buffer, drawn);
    }
    ladder::draw(app, beside, buffer, drawn);
    suppose::draw(app, below, buffer, drawn);
}

/// What the map has of one place.
struct Spot {
    place: Place,
    stances: Vec<StanceId>,
}

fn spots(app: &App) -> Vec<Spot> {
    let model = app.model();
    let mut spots: Vec<Spot> = Vec::new();
    for (index, stance) in model.stances.iter().enumerate() {
        let Some(place) = &stance.place else { continue };
        match spots.iter_mut().find(|spot| spot.place == *place) {
            Some(spot) => spot.stances.push(index.into()),
            None => spots.push(Spot { place: place.clone(), stances: vec![index.into()] }),
        }
    }
    spots
}

fn draw_map(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let spots = spots(app);
    let frame = chrome::named_frame(app, "Map", false, area, "", buffer);
    if frame.is_empty() {
        return;
    }
    if spots.is_empty() {
        buffer.set_stringn(
            frame.x + 1,
            frame.y,
            "No stance of these scenarios has a place.",
            usize::from(frame.width.saturating_sub(1)),
            app.theme.style(Role::Quiet),
        );
        return;
    }
    let view = View::around(&spots, frame);
    let land = app.theme.style(Role::Frame).fg.unwrap_or_default();
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds(view.longitudes)
        .y_bounds(view.latitudes)
        .paint(|context| context.draw(&Map { resolution: MapResolution::High, color: land }))
        .render(frame, buffer);
    // The canvas paints its own background.
    if let Some(background) = app.theme.base().bg {
        for position in frame.positions() {
            buffer[position].bg = background;
        }
    }
    let hidden = draw_labels(app, &spots, &view, frame, buffer, drawn);
    if hidden > 0 {
        let words = format!(" {hidden} on the ladder only ");
        let x = area.right().saturating_sub(1 + width(&words) as u16).max(area.x + 1);
        buffer.set_stringn(
            x,
            area.bottom() - 1,
            cut(&words, usize::from(area.width.saturating_sub(2))),
            usize::from(area.width.saturating_sub(2)),
            app.theme.style(Role::Quiet),
        );
    }
}

/// Which part of the world is shown, and where in it a place lies.
struct View {
    longitudes: [f64; 2],
    latitudes: [f64; 2],
    frame: Rect,
}

impl View {
    /// The part around all places, widened to the shape of the frame: a cell is twice as high as it
    /// is wide.
    fn around(spots: &[Spot], frame: Rect) -> Self {
        let bounds = |values: &dyn Fn(&Place) -> f64| {
            let values = spots.iter().map(|spot| values(&spot.place));
            let (least, most) =
                values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
            [least - MARGIN, most + MARGIN]
        };
        let mut longitudes = bounds(&|place| place.longitude);
        let mut latitudes = bounds(&|place| place.latitude);
        let (width, height) = (f64::from(frame.width), f64::from(frame.height) * 2.0);
        let spans = (longitudes[1] - longitudes[0], latitudes[1] - latitudes[0]);
        if spans.0 / width > spans.1 / height {
            widen(&mut latitudes, spans.0 / width * height);
        } else {
            widen(&mut longitudes, spans.1 / height * width);
        }
        Self { longitudes, latitudes, frame }
    }

    /// The cell of a place.
    fn cell(&self, place: &Place) -> (u16, u16) {
        let share = |value: f64, [least, most]: [f64; 2]| (value - least) / (most - least);
        let along =
            |share: f64, cells: u16| (share * f64::from(cells)).clamp(0.0, f64::from(cells - 1)) as u16;
        let x = along(share(place.longitude, self.longitudes), self.frame.width);
        let y = along(1.0 - share(place.latitude, self.latitudes), self.frame.height);
        (self.frame.x + x, self.frame.y + y)
    }
}

fn widen(bounds: &mut [f64; 2], span: f64) {
    let more = (span - (bounds[1] - bounds[0])) / 2.0;
    bounds[0] -= more;
    bounds[1] += more;
}

/// Draws each place with its stances' glyphs and words; returns for how many stances there was no
/// room. The chosen stance's place comes first.
fn draw_labels(
    app: &App,
    spots: &[Spot],
    view: &View,
    frame: Rect,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) -> usize {
    let chosen = app.chosen_stance();
    let mut order: Vec<&Spot> = spots.iter().collect();
    order.sort_by_key(|spot| !chosen.is_some_and(|chosen| spot.stances.contains(&chosen)));
    // No label may cover the point of another place.
    let mut taken: Vec<Rect> = spots
        .iter()
        .map(|spot| {
            let (x, y) = view.cell(&spot.place);
            Rect { x, y, width: 1, height: 1 }
        })
        .collect();
    let mut hidden = 0;
    for spot in order {
        let all = lines(app, spot, |_| true);
        let scale = chosen.map(|chosen| app.model().stances[chosen.index()].scale);
        let same = |id: StanceId| Some(app.model().stances[id.index()].scale) == scale;
        let fewer = lines(app, spot, same);
        let (x, y) = view.cell(&spot.place);
        let mut drawn_stances = 0;
        for lines in [all, fewer] {
            let Some(area) = (!lines.is_empty()).then(|| free(&lines, (x, y), frame, &taken)).flatten()
            else {
                continue;
            };
            for (row, (id, text)) in lines.iter().enumerate() {
                let outcomes = app.outcomes(*id);
                let role = scale::role(app.model().scale_of(*id), outcomes);
                let style = over_land(app, if chosen == Some(*id) { Role::RememberedLine } else { role });
                let y = area.y + row as u16;
                buffer.set_stringn(area.x, y, text, width(text), style);
                // A cell of sea keeps the coast from running into the words.
                if area.x + width(text) as u16 + 1 < frame.right() {
                    buffer.set_stringn(area.x + width(text) as u16, y, " ", 1, style);
                }
                drawn.targets.push((Rect { y, height: 1, ..area }, Target::Rung(*id)));
            }
            taken.push(area);
            drawn_stances = lines.len();
            break;
        }
        hidden += spot.stances.len() - drawn_stances;
        let lead = spot.stances.iter().find(|id| same(**id)).or(spot.stances.first());
        if let Some(lead) = lead {
            let outcomes = app.outcomes(*lead);
            let style = over_land(app, scale::role(app.model().scale_of(*lead), outcomes));
            buffer.set_stringn(x, y, glyph(outcomes.len()), 1, style);
            drawn.targets.push((Rect { x, y, width: 1, height: 1 }, Target::Rung(*lead)));
        }
    }
    hidden
}

/// How a role looks on the map: where it has no colour, that of all words, and not the land's beneath.
fn over_land(app: &App, role: Role) -> Style {
    Style::new().fg(Color::Reset).patch(app.theme.base()).patch(app.theme.style(role))
}

const fn glyph(outcomes: usize) -> &'static str {
    match outcomes {
        0 => "×",
        1 => "●",
        _ => "◐",
    }
}

/// The label of a place: a line for each wanted stance, the first with the place's name.
fn lines(app: &App, spot: &Spot, wanted: impl Fn(StanceId) -> bool) -> Vec<(StanceId, String)> {
    let stances = spot.stances.iter().filter(|id| wanted(**id)).enumerate();
    stances
        .map(|(index, id)| {
            let outcomes = app.outcomes(*id);
            let words = if !app.sees(*id) {
                "?".to_owned()
            } else if outcomes.is_empty() {
                "ruled out".to_owned()
            } else {
                text::outcomes(app.model(), *id, outcomes)
            };
            let name = if index == 0 { format!("{}: ", spot.place.name) } else { "  ".to_owned() };
            (*id, format!("{name}{words}"))
        })
        .collect()
}

/// A free area for lines beside a point: at its right, its left, under or over it.
fn free(lines: &[(StanceId, String)], (x, y): (u16, u16), frame: Rect, taken: &[Rect]) -> Option<Rect> {
    let longest = lines.iter().map(|(_, text)| width(text)).max()? as u16;
    let height = lines.len() as u16;
    let middle = x.saturating_sub(longest / 2).max(frame.x).min(frame.right().saturating_sub(longest));
    let left = x.checked_sub(longest + 1);
    let above = y.checked_sub(height);
    let corners = [
        Some((x + 2, y)),
        left.map(|left| (left, y)),
        Some((middle, y + 1)),
        above.map(|above| (middle, above)),
        above.map(|above| (x + 2, above)),
        left.zip(above),
        Some((x + 2, y + 1)),
        left.map(|left| (left, y + 1)),
    ];
    corners.into_iter().flatten().find_map(|(x, y)| {
        let area = Rect { x, y, width: longest, height };
        let inside =
            x >= frame.x && y >= frame.y && area.right() <= frame.right() && area.bottom() <= frame.bottom();
        // A cell of air at both sides keeps labels apart.
        let aired = Rect { x: x.saturating_sub(1), width: longest + 1, ..area };
        (inside && !taken.iter().any(|other| other.intersects(aired))).then_some(area)
    })
}
