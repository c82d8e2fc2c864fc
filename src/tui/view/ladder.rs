//! The ladder: every stance of a scale on one grid, so that a change shows as a move.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::{self, Item};
use super::{Drawn, Target, chrome, page, scale};
use crate::logic::model::{Outcome, OutcomeSet, Scale, Stance, StanceId};
use crate::report::sentences;
use crate::report::text;
use crate::report::wrap::{width, wrap};
use crate::tui::app::{App, Pane};
use crate::tui::theme::Role;
use crate::tui::veil::HIDDEN;

/// Draws the ladder of the chosen stance's scale as the pane Then.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let Some(chosen) = app.chosen_stance() else {
        super::then::draw(app, area, buffer, drawn);
        return;
    };
    let on = app.model().scale_of(chosen);
    let focused = app.focus == Pane::Then;
    let name = format!("Then: {}", on.label);
    let inside = chrome::named_frame(app, &name, focused, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    if app.now.ruled_out.is_some() {
        super::then::ruled_out(app, area, inside, buffer, drawn);
        return;
    }
    let stances = app.ladder(chosen);
    drawn.then_page = usize::from(inside.height).max(1);
    let columns = Columns::of(app, on, &stances, room);
    let mut items = vec![Item::plain(columns.header(app))];
    for stance in stances {
        items.push(Item {
            lines: columns.row(app, stance),
            target: Some(Target::Rung(stance)),
            chosen: stance == chosen,
            mark: 0,
        });
    }
    if app.sees_all() {
        items.push(Item::plain(columns.legend(app, room)));
    }
    list::draw(app, &items, area, inside, focused, buffer, drawn);
}

/// What a row is called: what the stance is toward, and whose it is where others' stand beside it.
fn name(stance: &Stance, has_several_actors: bool) -> String {
    let Stance { actor, toward, .. } = stance;
    sentences::capitalised(&if has_several_actors { format!("{actor}: {toward}") } else { toward.clone() })
}

/// The columns: a label, a place for each value, one for silence, and the words.
struct Columns<'scale> {
    on: &'scale Scale,
    /// Whether the rows are several actors' stances, so that each has to name its own.
    has_several_actors: bool,
    label: usize,
    /// Cells between two places.
    gap: usize,
    /// Room for the words at the right; none where they stand under the row.
    words: usize,
    room: usize,
}

impl<'scale> Columns<'scale> {
    fn of(app: &App, on: &'scale Scale, stances: &[StanceId], room: usize) -> Self {
        let all = || stances.iter().map(|id| &app.model().stances[id.index()]);
        let has_several_actors = all().any(|stance| all().any(|other| other.actor != stance.actor));
        let longest = all().map(|stance| width(&name(stance, has_several_actors))).max().unwrap_or(0);
        let places = on.values.len() + 1;
        let label = longest.min(room * 2 / 5);
        let left = room.saturating_sub(label + 1);
        let gap = (1..=3).rev().find(|gap| places * (gap + 1) + 18 <= left).unwrap_or(1);
        let words = left.saturating_sub(places * (gap + 1) + 1);
        if words >= 14 {
            return Self { on, has_several_actors, label, gap, words, room };
        }
        let gap = (0..=2).rev().find(|gap| places * (gap + 1) + 18 <= room).unwrap_or(0);
        Self { on, has_several_actors, label: 0, gap, words: 0, room }
    }

    /// The places in the order of the columns: the scale's values, then silence.
    fn places(&self) -> impl Iterator<Item = Outcome> {
        (0..self.on.values.len()).map(Outcome::value).chain([Outcome::SILENT])
    }

    fn header(&self, app: &App) -> Vec<Line<'static>> {
        let mut text = " ".repeat(if self.words == 0 { 2 } else { self.label + 1 });
        for place in self.places() {
            let name = place.index().map_or("-".to_owned(), |index| (index + 1).to_string());
            text.push_str(&name);
            text.push_str(&" ".repeat((self.gap + 1).saturating_sub(width(&name))));
        }
        vec![Line::styled(text, app.theme.style(Role::Quiet))]
    }

    /// What the numbers of the columns stand for.
    fn legend(&self, app: &App, room: usize) -> Vec<Line<'static>> {
        let names = self.places().map(|place| {
            let number = place.index().map_or("-".to_owned(), |index| (index + 1).to_string());
            format!("{number} {}", self.on.outcome_label(place))
        });
        let mut lines = vec![Line::raw("")];
        page::push(&mut lines, &names.collect::<Vec<_>>().join(" · "), room, 0, app.theme.style(Role::Quiet));
        lines
    }

    fn row(&self, app: &App, id: StanceId) -> Vec<Line<'static>> {
        let model = app.model();
        let now = app.outcomes(id);
        let paper = app.paper_outcomes(id);
        let moved = app.moved.iter().find(|moved| moved.stance == id);
        let from = moved.and_then(|moved| moved.from.settled());
        let name = name(&model.stances[id.index()], self.has_several_actors);
        let mut spans = Vec::new();
        let places: Vec<Outcome> = self.places().collect();
        let column = |outcome: Outcome| places.iter().position(|place| *place == outcome);
        let way = from.and_then(column).zip(now.settled().and_then(column));
        for (index, place) in places.iter().enumerate() {
            let (glyph, role) = self.glyph(app, *place, now, paper);
            spans.push(Span::styled(glyph, app.theme.style(role)));
            // Between ordered places the track goes on; what stands apart has none.
            let on_track = index + 1 < self.on.ordered;
            let between = match way {
                Some((from, to)) if from < to && (from..to).contains(&index) => (">", Role::Moved),
                Some((from, to)) if to < from && (to..from).contains(&index) => ("<", Role::Moved),
                _ if on_track && app.ascii => ("-", Role::Quiet),
                _ if on_track => ("─", Role::Quiet),
                _ => (" ", Role::Text),
            };
            spans.push(Span::styled(between.0.repeat(self.gap), app.theme.style(between.1)));
        }
        let words = if app.sees(id) { text::outcomes(model, id, now) } else { HIDDEN.to_owned() };
        let style = app.theme.style(scale::role(self.on, now));
        let track: usize = spans.iter().map(|span| width(&span.content)).sum();
        if self.words == 0 {
            // The name above; the track and the words under it.
            let mut lines: Vec<Line<'static>> = wrap(&name, self.room).into_iter().map(Line::raw).collect();
            let room = self.room.saturating_sub(track + 3);
            let mut parts = wrap(&words, room).into_iter();
            spans.insert(0, Span::raw("  "));
            spans.push(Span::styled(format!(" {}", parts.next().unwrap_or_default()), style));
            lines.push(Line::from(spans));
            let indent = track + 3;
            lines.extend(parts.map(|part| Line::styled(format!("{:indent$}{part}", ""), style)));
            return lines;
        }
        let names = wrap(&name, self.label);
        let parts = wrap(&words, self.words);
        let start = self.room - self.words;
        let mut lines = Vec::new();
        for row in 0..names.len().max(parts.len()) {
            let name = names.get(row).map_or("", String::as_str);
            let mut line = vec![Span::raw(format!("{name}{:gap$} ", "", gap = self.label - width(name)))];
            let mut drawn = self.label + 1;
            if row == 0 {
                drawn += track;
                line.append(&mut spans);
            }
            line.push(Span::raw(" ".repeat(start.saturating_sub(drawn))));
            line.push(Span::styled(parts.get(row).cloned().unwrap_or_default(), style));
            lines.push(Line::from(line));
        }
        lines
    }

    fn glyph(&self, app: &App, place: Outcome, now: OutcomeSet, paper: OutcomeSet) -> (&'static str, Role) {
        let here = now.contains(place);
        let was = paper.settled() == Some(place);
        let role = if here { scale::role(self.on, OutcomeSet::only(place)) } else { Role::Quiet };
        let on_scale = place.index().is_some_and(|index| index < self.on.ordered);
        let glyph = if here || was || on_scale { scale::mark(place, now, was, app.ascii) } else { " " };
        (glyph, role)
    }
}
