//! The screen History: every step of the sitting with what it changed, branches under the step
//! from which they were made.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::{self, Item};
use super::{Drawn, Scroll, Target, chrome};
use crate::logic::model::{ConditionId, Value};
use crate::report::text;
use crate::report::{sentences, wrap::wrap};
use crate::sitting::Verb;
use crate::tui::app::App;
use crate::tui::screens::{HistoryLine, HistoryScreen};
use crate::tui::theme::Role;

/// The most stances of which a line tells how they moved; the chosen one tells of all.
const MOST_MOVED: usize = 2;

/// Draws the screen.
pub(super) fn draw(app: &App, screen: &HistoryScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let steps = screen.lines.len().saturating_sub(1);
    let note = match steps {
        0 => String::new(),
        1 => "1 step".to_owned(),
        steps => format!("{steps} steps"),
    };
    let inside = chrome::named_frame(app, "History", true, area, &note, buffer);
    if inside.is_empty() {
        return;
    }
    drawn.page = Scroll { page: usize::from(inside.height / 2).max(1), most: 0 };
    let room = usize::from(inside.width.saturating_sub(2));
    // Only what can be in sight is laid out: a sitting may have thousands of steps.
    let around = usize::from(inside.height);
    let first = screen.line.saturating_sub(around);
    let last = (screen.line + around).min(screen.lines.len());
    let items: Vec<Item<'_>> = screen.lines[first..last]
        .iter()
        .zip(first..)
        .map(|(line, place)| Item {
            lines: lines(app, line, room, place == screen.line),
            target: Some(Target::Step(place)),
            chosen: place == screen.line,
            mark: 0,
        })
        .collect();
    let others = (first, screen.lines.len() - last);
    list::draw_among(app, &items, others, area, inside, true, buffer, drawn);
}

fn lines(app: &App, line: &HistoryLine, room: usize, chosen: bool) -> Vec<Line<'static>> {
    let step = &app.sitting.steps()[line.step];
    let here = line.step == app.sitting.at();
    let mark = match (here, line.on_way, app.ascii) {
        (true, _, false) => "●",
        (true, _, true) => "*",
        (false, true, false) => "○",
        (false, true, true) => "o",
        (false, false, false) => "·",
        (false, false, true) => ".",
    };
    let rail = if app.ascii { "| " } else { "│ " }.repeat(line.branch.min(room / 6));
    let indent = rail.chars().count() + 2;
    let said = match &step.verb {
        None => "The beginning".to_owned(),
        Some(verb) => words(app, verb),
    };
    let role = if here { Role::Heading } else { Role::Text };
    let mut lines = Vec::new();
    for (index, part) in wrap(&said, room.saturating_sub(indent)).into_iter().enumerate() {
        let mark = if index == 0 { mark } else { " " };
        lines.push(Line::from(vec![
            Span::styled(rail.clone(), app.theme.style(Role::Quiet)),
            Span::styled(format!("{mark} "), app.theme.style(Role::Key)),
            Span::styled(part, app.theme.style(role)),
        ]));
    }
    let mut moved: Vec<String> = Vec::new();
    if line.ruled_out {
        moved.push("the position is ruled out".to_owned());
    } else if step.verb.is_some() {
        let model = app.model();
        let most = if chosen { usize::MAX } else { MOST_MOVED };
        for moved_stance in line.moved.iter().take(most) {
            let from = text::outcomes(model, moved_stance.stance, moved_stance.from);
            let from = if moved_stance.from.is_empty() { "ruled out".to_owned() } else { from };
            let to = text::outcomes(model, moved_stance.stance, moved_stance.to);
            let arrow = if app.ascii { "->" } else { "→" };
            let toward = &model.stances[moved_stance.stance.index()].toward;
            moved.push(format!("{}: {from} {arrow} {to}", sentences::capitalised(toward)));
        }
        let others = line.moved.len().saturating_sub(most);
        if others > 0 {
            moved.push(format!("and {others} more"));
        }
    }
    for words in moved {
        for part in wrap(&words, room.saturating_sub(indent + 2)) {
            lines.push(Line::from(vec![
                Span::styled(rail.clone(), app.theme.style(Role::Quiet)),
                Span::styled(format!("    {part}"), app.theme.style(Role::Quiet)),
            ]));
        }
    }
    lines
}

/// What a step did, in words.
fn words(app: &App, verb: &Verb) -> String {
    let model = app.model();
    let state = |condition: ConditionId, value: Option<Value>| {
        sentences::state(&model.conditions[condition.index()], value)
    };
    match verb {
        Verb::Suppose(condition, value) => sentences::capitalised(&state(*condition, *value)),
        Verb::Change(changes) if changes.is_empty() => "A change to something that is gone".to_owned(),
        Verb::Change(changes) => {
            let parts: Vec<String> =
                changes.iter().map(|(condition, value)| state(*condition, *value)).collect();
            sentences::capitalised(&parts.join("; "))
        }
        Verb::Lock(condition, locked) => {
            let label = &model.conditions[condition.index()].label;
            format!("“{label}” is {}", if *locked { "locked" } else { "unlocked" })
        }
        Verb::ReturnToPaper => "All as in the paper".to_owned(),
        Verb::Adopt(_) => "To a position from elsewhere".to_owned(),
    }
}
