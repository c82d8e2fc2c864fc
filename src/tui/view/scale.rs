//! A scale as a track of places: where a stance stands, where it may stand, where the paper has it.

use ratatui::text::Span;

use crate::logic::model::{Outcome, OutcomeSet, Scale};
use crate::tui::app::App;
use crate::tui::theme::Role;

/// The mark of a place on a scale: whether the stance is there, may be there, was there, or is not.
pub(super) const fn mark(place: Outcome, now: OutcomeSet, was: bool, ascii: bool) -> &'static str {
    match (now.contains(place), now.len(), was, ascii) {
        (true, 1, _, false) => "●",
        (true, 1, _, true) => "*",
        (true, _, _, false) => "◐",
        (true, _, _, true) => "?",
        (false, _, true, false) => "◌",
        (false, _, true, true) => ".",
        (false, _, false, false) => "○",
        (false, _, false, true) => "o",
    }
}

/// The cells between two places, as many as there is room for; `None` if the places alone are too
/// many, and only words can say where a stance is.
pub(super) fn gap(scale: &Scale, room: usize) -> Option<usize> {
    (0..=3).rev().find(|gap| width(scale, Some(*gap)) <= room)
}

/// The track of a scale.
pub(super) fn track(
    app: &App,
    scale: &Scale,
    now: OutcomeSet,
    paper: OutcomeSet,
    gap: Option<usize>,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let Some(gap) = gap else { return spans };
    for index in 0..scale.ordered {
        if index > 0 {
            let between = if app.ascii { "-" } else { "─" }.repeat(gap);
            spans.push(Span::styled(between, app.theme.style(Role::Quiet)));
        }
        let here = now.contains(Outcome::value(index));
        let was = paper.settled() == Some(Outcome::value(index));
        let glyph = mark(Outcome::value(index), now, was, app.ascii);
        let role = if here { Role::Place(scale.tenths(index)) } else { Role::Quiet };
        spans.push(Span::styled(glyph, app.theme.style(role)));
    }
    spans
}

/// The cells that a track takes.
pub(super) fn width(scale: &Scale, gap: Option<usize>) -> usize {
    gap.map_or(0, |gap| (scale.ordered * (gap + 1)).saturating_sub(gap))
}

/// The cell of a place on the track, counted from the track's start.
pub(super) fn cell(outcome: Outcome, scale: &Scale, gap: Option<usize>) -> Option<usize> {
    let index = outcome.index().filter(|index| *index < scale.ordered)?;
    gap.map(|gap| index * (gap + 1))
}

/// The role of a stance's words: that of its place, if it has one.
pub(super) fn role(scale: &Scale, outcomes: OutcomeSet) -> Role {
    match outcomes.settled().and_then(Outcome::index) {
        Some(index) if index < scale.ordered => Role::Place(scale.tenths(index)),
        _ => Role::Apart,
    }
}
