//! What the screen shows: reads the state, changes nothing, and returns where things were drawn.
//!
//! ```text
//! ┌ tabs ──────────────────────────────┐   from 100 columns on Suppose and Then stand side by
//! │ Suppose        │ Then              │   side; below that all three stand on one another;
//! │                │                   │   under 60 columns only the pane with the focus is
//! ├────────────────┴───────────────────┤   shown; under 24×8 one line says what is needed.
//! │ Because                            │
//! │ message                            │
//! └ keys ──────────────────────────────┘
//! ```

mod answer;
mod because;
mod chrome;
mod compare;
mod faults;
mod help;
mod history;
mod ladder;
mod lesson;
mod letters;
mod list;
mod map;
mod page;
mod projector;
mod prompt;
mod question;
mod reach;
mod scale;
mod source;
mod suppose;
mod table;
mod then;
mod waiting;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Overlay, Pane};
use super::screens::Screen;
use crate::logic::model::StanceId;

pub(super) use waiting::draw as waiting;

/// The least size at which there is a screen.
pub const LEAST: (u16, u16) = (24, 8);
/// From this width on panes stand side by side.
pub const WIDE: u16 = 100;
/// Under this width there is one pane at a time.
pub const NARROW: u16 = 60;

/// Under this height of the panes, too.
const LEAST_FOR_THREE: u16 = 11;

/// Something that a click can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A tab.
    Case(usize),
    /// A condition of the case; `mark` if its mark or value was hit.
    Condition {
        /// Counted over all groups.
        place: usize,
        /// Whether the click was on the mark.
        mark: bool,
    },
    /// A stance of the case.
    Stance(usize),
    /// A place on the scale, on the screen It would take.
    Place(usize),
    /// A way there.
    Way(usize),
    /// A stance on the ladder or the map.
    Rung(StanceId),
    /// A line of the history.
    Step(usize),
    /// A paragraph of the outline.
    Paragraph(usize),
    /// A claim that cites it.
    Claim(usize),
    /// An entry of the record.
    Entry(usize),
    /// A lesson.
    Lesson(usize),
    /// An answer to a question.
    Guess(usize),
    /// Something that fits what is typed.
    Candidate(usize),
}

/// How far a text reaches beyond what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The lines of a page.
    pub page: usize,
    /// The largest first line that still fills the page.
    pub most: usize,
}

/// Where things were drawn.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// The whole screen.
    pub area: Rect,
    /// The panes shown.
    pub panes: Vec<(Pane, Rect)>,
    /// What clicks mean, the topmost last.
    pub targets: Vec<(Rect, Target)>,
    /// The lines of a page of conditions.
    pub suppose_page: usize,
    /// The lines of a page of stances.
    pub then_page: usize,
    /// How far the reasons reach.
    pub because: Scroll,
    /// How far the passage on the screen Source reaches.
    pub passage: Scroll,
    /// How far the page on top reaches.
    pub page: Scroll,
    /// Where the terminal's cursor stands: at the line that keys go to, which screen readers follow.
    pub cursor: Option<(u16, u16)>,
}

impl Drawn {
    /// The pane at a place.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<Pane> {
        self.panes.iter().find(|(_, area)| area.contains((column, row).into())).map(|(pane, _)| *pane)
    }

    /// What a click at a place means.
    pub fn target_at(&self, column: u16, row: u16) -> Option<Target> {
        self.targets
            .iter()
            .rev()
            .find(|(area, _)| area.contains((column, row).into()))
            .map(|(_, target)| *target)
    }
}

/// Draws the whole screen.
pub fn draw(app: &App, area: Rect, buffer: &mut Buffer) -> Drawn {
    let mut drawn = Drawn { area, ..Drawn::default() };
    buffer.set_style(area, app.theme.base());
    if area.width < LEAST.0 || area.height < LEAST.1 {
        chrome::too_small(area, buffer);
        return drawn;
    }
    let tabs = Rect { height: 1, ..area };
    let keys = Rect { y: area.bottom() - 1, height: 1, ..area };
    // The message takes as many lines as it needs, where the screen has them to give.
    let lines = chrome::message_lines(app, area).len().clamp(1, if area.height < 16 { 2 } else { 4 }) as u16;
    let message = Rect { y: keys.y - lines, height: lines, ..area };
    let body = Rect { y: area.y + 1, height: area.height - 2 - lines, ..area };
    if let Screen::Projector(size) = app.screen
        && app.overlay.is_none()
    {
        let whole = Rect { height: area.height - 1 - lines, ..area };
        projector::draw(app, size, whole, buffer, &mut drawn);
        chrome::message(app, message, buffer);
        chrome::keys(app, keys, buffer);
        if app.ascii {
            chrome::plain(buffer);
        }
        return drawn;
    }
    chrome::tabs(app, tabs, buffer, &mut drawn);
    let whole_body = Rect { height: body.height + lines, ..body };
    match &app.overlay {
        Some(Overlay::Help(first)) => help::draw(app, *first, whole_body, buffer, &mut drawn),
        Some(Overlay::Faults(first)) => faults::draw(app, *first, whole_body, buffer, &mut drawn),
        Some(Overlay::Prompt(prompt)) => {
            screen(app, body, buffer, &mut drawn);
            // What lies under the prompt takes no clicks.
            drawn.targets.clear();
            drawn.panes.clear();
            chrome::message(app, message, buffer);
            prompt::draw(app, prompt, whole_body, buffer, &mut drawn);
        }
        None => {
            screen(app, body, buffer, &mut drawn);
            chrome::message(app, message, buffer);
        }
    }
    chrome::keys(app, keys, buffer);
    if app.ascii {
        chrome::plain(buffer);
    }
    drawn
}

fn screen(app: &App, body: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    match &app.screen {
        Screen::Explore => {
            for (pane, area) in panes(app, body) {
                drawn.panes.push((pane, area));
                match pane {
                    Pane::Suppose => suppose::draw(app, area, buffer, drawn),
                    Pane::Then => then::draw(app, area, buffer, drawn),
                    Pane::Because => because::draw(app, area, buffer, drawn),
                }
            }
        }
        Screen::Map => map::draw(app, body, buffer, drawn),
        Screen::Projector(size) => projector::draw(app, *size, body, buffer, drawn),
        Screen::Reach(reach) => reach::draw(app, reach, body, buffer, drawn),
        Screen::Table(screen) => table::draw(app, screen, body, buffer, drawn),
        Screen::Answer(screen) => answer::draw(app, screen, body, buffer, drawn),
        Screen::Compare(screen) => compare::draw(app, screen, body, buffer, drawn),
        Screen::History(screen) => history::draw(app, screen, body, buffer, drawn),
        Screen::Source(screen) => source::draw(app, screen, body, buffer, drawn),
        Screen::Lessons(at) => lesson::list(app, *at, body, buffer, drawn),
        Screen::Lesson(first) => lesson::draw(app, *first, body, buffer, drawn),
        Screen::Question => question::draw(app, body, buffer, drawn),
    }
}

/// The panes that the body has room for.
fn panes(app: &App, body: Rect) -> Vec<(Pane, Rect)> {
    // Where there is no room for three panes with a line each, there is one.
    if body.width < NARROW || body.height < LEAST_FOR_THREE {
        return vec![(app.focus, body)];
    }
    if body.width >= WIDE {
        let because = (body.height * 3 / 10).clamp(5, 14);
        let above = body.height - because;
        let left = body.width * 2 / 5;
        return vec![
            (Pane::Suppose, Rect { width: left, height: above, ..body }),
            (Pane::Then, Rect { x: body.x + left, width: body.width - left, height: above, ..body }),
            (Pane::Because, Rect { y: body.y + above, height: because, ..body }),
        ];
    }
    // The pane with the focus gets the larger share; the others keep three lines within their frames.
    let height = body.height;
    let share = |pane: Pane| if pane == app.focus { height * 2 / 5 } else { height * 3 / 10 };
    let suppose = share(Pane::Suppose).max(3);
    let then = share(Pane::Then).max(3);
    let because = height.saturating_sub(suppose + then);
    vec![
        (Pane::Suppose, Rect { height: suppose, ..body }),
        (Pane::Then, Rect { y: body.y + suppose, height: then, ..body }),
        (Pane::Because, Rect { y: body.y + suppose + then, height: because, ..body }),
    ]
}
