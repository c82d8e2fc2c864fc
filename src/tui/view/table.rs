//! The screen Table: how many worlds have which outcome, which conditions count, and the rows of
//! the decision table with the present one marked.

use num_bigint::BigUint;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Drawn, chrome, page, scale};
use crate::logic::model::{OutcomeSet, Value};
use crate::logic::table::Row;
use crate::report::sentences;
use crate::report::tables::share;
use crate::report::text::alternatives;
use crate::report::wrap::{cut, width, wrap};
use crate::tui::app::App;
use crate::tui::screens::TableScreen;
use crate::tui::theme::Role;

const BAR: usize = 20;
/// The most present rows that are listed.
const MOST_PRESENT: usize = 8;

/// Draws the screen.
pub(super) fn draw(app: &App, screen: &TableScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let name = sentences::stance(app.model(), screen.stance);
    let inside = chrome::named_frame(app, &name, true, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    let lines = lines(app, screen, usize::from(inside.width.saturating_sub(2)));
    page::draw(app, &lines, screen.first, area, inside, buffer, drawn);
}

fn lines(app: &App, screen: &TableScreen, room: usize) -> Vec<Line<'static>> {
    let model = app.model();
    let on = model.scale_of(screen.stance);
    let heading = |words: String| Line::styled(cut(&words, room), app.theme.style(Role::Heading));
    let mut lines = vec![heading(format!("Of {} worlds", screen.coverage.worlds))];
    for (outcome, worlds) in &screen.coverage.outcomes {
        let style = app.theme.style(scale::role(on, OutcomeSet::only(*outcome)));
        lines.push(bar(app, worlds, &screen.coverage.worlds, on.outcome_label(*outcome), style, room));
    }
    lines.push(Line::raw(""));
    match &screen.influence {
        Err(_) => lines.push(heading("Too many conditions interact to tell which count".to_owned())),
        Ok(influence) => {
            lines.push(heading("Where a condition alone makes a difference".to_owned()));
            let mut sorted: Vec<_> = influence.iter().collect();
            sorted.sort_by(|left, right| right.pivotal.cmp(&left.pivotal));
            for influence in sorted {
                let label = &model.conditions[influence.condition.index()].label;
                let style = app.theme.style(Role::Text);
                lines.push(bar(app, &influence.pivotal, &screen.coverage.worlds, label, style, room));
            }
        }
    }
    lines.push(Line::raw(""));
    // Where the table is whole, it marks them itself.
    if screen.table.more && !screen.here.is_empty() {
        let one = screen.here.len() == 1;
        lines.push(heading(if one { "The present row" } else { "The present rows" }.to_owned()));
        for row in screen.here.iter().take(MOST_PRESENT) {
            push_row(app, screen, row, room, &mut lines);
        }
        let others = screen.here.len().saturating_sub(MOST_PRESENT);
        if others > 0 {
            lines.push(Line::raw(format!("  … and {others} more, since much is unknown")));
        }
        lines.push(Line::raw(""));
    }
    let table = &screen.table;
    lines.push(heading(if table.more {
        format!("The first {} rows of the table; there are more", table.rows.len())
    } else {
        "The table: every world is in one row".to_owned()
    }));
    for row in &table.rows {
        push_row(app, screen, row, room, &mut lines);
    }
    lines
}

fn push_row(app: &App, screen: &TableScreen, row: &Row, room: usize, lines: &mut Vec<Line<'static>>) {
    let on = app.model().scale_of(screen.stance);
    let outcome_style = app.theme.style(scale::role(on, OutcomeSet::only(row.outcome)));
    let here = row.admits(app.position().values());
    let mark = match (here, app.ascii) {
        (true, false) => "▌",
        (true, true) => ">",
        (false, _) => " ",
    };
    let says = format!("{} ({})", on.outcome_label(row.outcome), share(&row.worlds, &screen.coverage.worlds));
    for (index, part) in
        wrap(&format!("{says}: {}", when(app, row)), room.saturating_sub(4)).iter().enumerate()
    {
        let (indent, style) =
            if index == 0 { ("", outcome_style) } else { ("  ", app.theme.style(Role::Text)) };
        lines.push(Line::from(vec![
            Span::styled(mark, app.theme.style(Role::Key)),
            Span::styled(format!("{indent}{part}"), style),
        ]));
    }
}

/// When a row applies, in words.
fn when(app: &App, row: &Row) -> String {
    let model = app.model();
    if row.when.is_empty() {
        return "always".to_owned();
    }
    let parts: Vec<String> = row
        .when
        .iter()
        .map(|(id, set)| {
            let condition = &model.conditions[id.index()];
            if set.0.is_power_of_two() {
                return sentences::state(condition, Some(set.0.trailing_zeros() as Value));
            }
            let options = condition.options.iter().enumerate();
            let inside = options.filter(|(value, _)| set.contains(*value as Value));
            let labels: Vec<&str> = inside.map(|(_, option)| option.label.as_str()).collect();
            format!("“{}” is {}", condition.label, alternatives(&labels))
        })
        .collect();
    parts.join("; ")
}

fn bar(
    app: &App,
    part: &BigUint,
    whole: &BigUint,
    label: &str,
    style: ratatui::style::Style,
    room: usize,
) -> Line<'static> {
    let filled = if *whole == BigUint::ZERO { BigUint::ZERO } else { part * (BAR as u32) / whole };
    let filled = usize::try_from(&filled).unwrap_or(BAR).min(BAR);
    let (full, empty) = if app.ascii { ("#", ".") } else { ("█", "░") };
    let share = share(part, whole);
    let gap = 8_usize.saturating_sub(width(&share));
    let label = cut(label, room.saturating_sub(BAR + 11));
    Line::from(vec![
        Span::raw(" "),
        Span::styled(full.repeat(filled), style),
        Span::styled(empty.repeat(BAR - filled), app.theme.style(Role::Quiet)),
        Span::raw(format!("{:gap$}{share}  ", "")),
        Span::styled(label, style),
    ])
}
