//! A question: the answers that can be given and how sure one is, or the hands of a class; and when it
//! is answered, what was said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use std::fmt::Write;

use super::list::{self, Item};
use super::{Drawn, Scroll, Target, chrome, lesson, page};
use crate::lesson::{Phase, Question, Round, Sureness};
use crate::report::sentences;
use crate::report::wrap::{cut, width, wrap};
use crate::tui::app::App;
use crate::tui::theme::Role;

const BAR: usize = 20;

/// Draws a question outside of lessons, with the position beneath it.
pub(super) fn draw(app: &App, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let Some(question) = app.question() else { return };
    let (above, below) = lesson::split(app, area);
    let inside = chrome::named_frame(app, "Predict", true, above, phase(question), buffer);
    if !inside.is_empty() {
        asked(app, question, above, inside, buffer, drawn);
    }
    lesson::draw_position(app, below, buffer, drawn);
}

/// The word for where a round is.
pub(super) fn phase(question: &Question) -> &'static str {
    match question.round.as_ref().map(Round::phase) {
        None => "",
        Some(Phase::Think) => "think",
        Some(Phase::Vote) => "vote",
        Some(Phase::Discuss) => "discuss",
        Some(Phase::VoteAgain) => "vote again",
        Some(Phase::Sealed) => "all hands counted",
        Some(Phase::Revealed) => "revealed",
    }
}

/// Draws a question that waits for an answer.
pub(super) fn asked(
    app: &App,
    question: &Question,
    frame: Rect,
    inside: Rect,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    let room = usize::from(inside.width.saturating_sub(2));
    drawn.page = Scroll { page: usize::from(inside.height).max(1), most: 0 };
    let mut items = vec![Item::plain(styled(app, &question.ask, room, Role::Heading))];
    items.push(Item::plain(vec![Line::raw("")]));
    let vote = question.round.as_ref().and_then(Round::vote);
    let counted = question.round.as_ref().map(|round| round.answer).filter(|_| vote.is_some());
    let scale = app.model().scale_of(question.stance);
    for (place, guess) in question.guesses.iter().enumerate() {
        let chosen =
            if question.round.is_some() { counted == Some(place) } else { question.choice == Some(place) };
        let mark = match (question.round.is_none() && chosen, app.ascii) {
            (true, false) => "●",
            (true, true) => "*",
            (false, false) => "○",
            (false, true) => "o",
        };
        let mut words = format!("{mark} {}", guess.words(scale));
        if let (Some(round), Some(vote)) = (&question.round, vote) {
            let hands = round.counts()[vote][place];
            // Only the number that is being typed is seen: the spread would sway the next vote.
            let _ = match (chosen, hands) {
                (true, hands) => write!(words, ": {hands}_"),
                (false, 0) => Ok(()),
                (false, _) => write!(words, ": counted"),
            };
        }
        items.push(Item {
            lines: styled(app, &words, room, if chosen { Role::Heading } else { Role::Text }),
            target: Some(Target::Guess(place)),
            chosen,
            mark: 0,
        });
    }
    items.push(Item::plain(vec![Line::raw("")]));
    for words in advice(question) {
        items.push(Item::plain(styled(app, &words, room, Role::Quiet)));
    }
    if !items.iter().any(|item| item.chosen) {
        drawn.cursor = Some((inside.x, inside.y));
    }
    list::draw(app, &items, frame, inside, true, buffer, drawn);
}

/// What to do now.
fn advice(question: &Question) -> Vec<String> {
    let Some(round) = &question.round else {
        let sureness = Sureness::ALL.map(|sureness| {
            let words = format!("{} {}", sureness.number(), sureness.words());
            if sureness == question.sureness { format!("[{words}]") } else { words }
        });
        return vec![
            format!("How sure? {}", sureness.join(" · ")),
            "Up and down choose; enter commits, and only then it is shown. c: a class votes.".to_owned(),
        ];
    };
    vec![match round.phase() {
        Phase::Think => "Think alone, without a word. Enter: the first vote.".to_owned(),
        Phase::Vote => "Type the hands for each answer. Enter: discuss with a neighbour.".to_owned(),
        Phase::Discuss => "Convince a neighbour who voted otherwise. Enter: the second vote.".to_owned(),
        Phase::VoteAgain => "Type the hands for each answer again. Enter: close the vote.".to_owned(),
        Phase::Sealed | Phase::Revealed => {
            format!(
                "{} and {} hands are counted. Enter once more shows the votes and the answer.",
                round.total(0),
                round.total(1)
            )
        }
    }]
}

/// What was said to a question that is answered: the prediction, or both votes as bars.
pub(super) fn push_said(app: &App, question: &Question, room: usize, lines: &mut Vec<Line<'static>>) {
    let scale = app.model().scale_of(question.stance);
    if let Some(words) = sentences::said(app.model(), question) {
        page::push(lines, &words, room, 0, app.theme.style(Role::Heading));
    }
    let Some(round) = &question.round else { return };
    page::push(lines, &sentences::votes(app.model(), question), room, 0, app.theme.style(Role::Heading));
    let [first, second] = round.counts();
    let most = first.iter().chain(second).copied().max().unwrap_or(0).max(1);
    for (place, guess) in question.guesses.iter().enumerate() {
        if first[place] == 0 && second[place] == 0 {
            continue;
        }
        let is_so = if guess.is_right(app.outcomes(question.stance)) { " (it is so)" } else { "" };
        page::push(lines, &format!("{}{is_so}", guess.words(scale)), room, 0, app.theme.style(Role::Text));
        for (name, hands) in [("first", first[place]), ("then", second[place])] {
            lines.push(bar(app, name, hands, most, room));
        }
    }
}

fn bar(app: &App, name: &str, hands: u32, most: u32, room: usize) -> Line<'static> {
    let cells = BAR.min(room.saturating_sub(16));
    let filled = (hands as usize * cells).div_ceil(most as usize).min(cells);
    let (full, empty) = if app.ascii { ("#", ".") } else { ("█", "░") };
    let role = if name == "first" { Role::Place(2) } else { Role::Place(9) };
    Line::from(vec![
        Span::styled(cut(&format!("  {name:<6}"), room), app.theme.style(Role::Quiet)),
        Span::styled(full.repeat(filled), app.theme.style(role)),
        Span::styled(empty.repeat(cells - filled), app.theme.style(Role::Quiet)),
        Span::raw(format!(" {hands}")),
    ])
}

fn styled(app: &App, text: &str, room: usize, role: Role) -> Vec<Line<'static>> {
    let indent = if text.starts_with(['○', '●', 'o', '*']) { 2 } else { 0 };
    let mut parts = wrap(text, room).into_iter();
    let first = parts.next().unwrap_or_default();
    let rest: String = text.strip_prefix(first.as_str()).unwrap_or_default().trim_start().to_owned();
    let mut lines = vec![Line::styled(first, app.theme.style(role))];
    if width(&rest) > 0 {
        page::push(&mut lines, &rest, room, indent, app.theme.style(role));
    }
    lines
}
