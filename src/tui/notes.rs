//! The instructor's second terminal: the notes of a lesson that runs elsewhere.

use crossterm::event::{Event, KeyCode, KeyEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use super::key::Key;
use super::terminal::{Ended, Events, Input, Terminal};
use super::theme::{Name, Role};
use crate::notes::words::{self, Part};
use crate::notes::{Follower, News, Page};
use crate::report::wrap::{cut, width, wrap};
use crate::sitting::store::now;

/// What a key does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Quit,
    Down,
    Up,
    PageDown,
    PageUp,
    First,
    Last,
    Suspend,
    Redraw,
}

/// The keys: those that do a thing, the first being the one that the footer names, and its word.
#[rustfmt::skip]
const KEYS: &[(&[Key], Verb, Option<&str>)] = &[
    (&[Key::letter('j'), Key::plain(KeyCode::Down)], Verb::Down, Some("down")),
    (&[Key::letter('k'), Key::plain(KeyCode::Up)], Verb::Up, Some("up")),
    (&[Key::letter(' '), Key::plain(KeyCode::PageDown)], Verb::PageDown, Some("page down")),
    (&[Key::letter('b'), Key::plain(KeyCode::PageUp)], Verb::PageUp, Some("page up")),
    (&[Key::letter('g'), Key::plain(KeyCode::Home)], Verb::First, None),
    (&[Key::letter('G'), Key::plain(KeyCode::End)], Verb::Last, None),
    (&[Key::letter('q'), Key::control('c')], Verb::Quit, Some("quit")),
    (&[Key::control('z')], Verb::Suspend, None),
    (&[Key::control('l')], Verb::Redraw, None),
];

/// What the terminal shows.
#[derive(Debug)]
struct Screen {
    theme: Name,
    ascii: bool,
    /// The name that was asked for.
    wanted: Option<String>,
    /// The name of the lesson that is followed, or was last.
    followed: Option<String>,
    /// How things are with it.
    status: String,
    page: Option<Box<Page>>,
    /// When the lesson was lost from sight; its clock stands still.
    lost: Option<u64>,
    /// The first line of the page that is shown.
    first: usize,
    /// How many lines the last frame had room for, and how far it could be scrolled.
    room: usize,
    most: usize,
}

/// Shows the notes of the lesson that is followed until the reader quits or a signal ends that.
/// `wanted` is the name that was asked for.
///
/// # Errors
/// If the terminal cannot be prepared, read or written. It is restored in any case.
pub fn run(
    events: Events,
    follower: Follower,
    wanted: Option<String>,
    theme: Name,
    ascii: bool,
) -> io::Result<()> {
    let sender = events.sender();
    let mut terminal = Terminal::start(events, false)?;
    tell(follower, sender);
    let outcome = show(&mut Screen::new(wanted, theme, ascii), &mut terminal);
    terminal.end(outcome)
}

/// Sends on what the follower has to tell.
fn tell(mut follower: Follower, sender: Sender<Input>) {
    thread::spawn(move || while sender.send(Input::Notes(follower.news())).is_ok() {});
}

fn show(screen: &mut Screen, terminal: &mut Terminal) -> io::Result<Ended> {
    loop {
        let mut drawn = (0, 0);
        terminal.draw_by(|frame| drawn = screen.draw(now(), frame.area(), frame.buffer_mut()))?;
        (screen.room, screen.most) = drawn;
        let mut input = terminal.wait()?;
        loop {
            match input {
                Input::Notes(news) => screen.hear(news, now()),
                Input::Event(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                    match verb(key.into()) {
                        Some(Verb::Quit) => return Ok(Ended::ByReader),
                        Some(Verb::Suspend) => screen.suspend(),
                        Some(Verb::Redraw) => terminal.resume()?,
                        Some(verb) => screen.scroll(verb),
                        None => {}
                    }
                }
                Input::Suspend => terminal.suspend()?,
                Input::Continue => terminal.continued()?,
                Input::End(ended) => return Ok(ended),
                Input::Event(_) | Input::Resized | Input::Woken | Input::FilesChanged => {}
            }
            match terminal.waiting()? {
                Some(next) => input = next,
                None => break,
            }
        }
    }
}

/// What a key does.
fn verb(key: Key) -> Option<Verb> {
    KEYS.iter().find(|(keys, ..)| keys.contains(&key)).map(|(_, verb, _)| *verb)
}

impl Screen {
    fn new(wanted: Option<String>, theme: Name, ascii: bool) -> Self {
        let status = String::new();
        Self {
            theme,
            ascii,
            wanted,
            followed: None,
            status,
            page: None,
            lost: None,
            first: 0,
            room: 0,
            most: 0,
        }
    }

    /// Takes in what the follower tells.
    fn hear(&mut self, news: News, now: u64) {
        if let Some(status) = words::status(&news, self.wanted.as_deref()) {
            self.status = status;
        }
        match news {
            News::Page(page) => {
                self.lost = None;
                // The same page again, after a lesson was lost from sight, is read on where it was.
                if self.page.as_ref() != Some(&page) {
                    self.first = 0;
                }
                self.page = Some(page);
            }
            News::Following { name, .. } => {
                if self.followed.as_ref() != Some(&name) {
                    (self.page, self.lost, self.first) = (None, None, 0);
                }
                self.followed = Some(name);
            }
            News::Lost { .. } => self.lost = Some(now),
            News::Waiting | News::Foreign { .. } | News::Tick => {}
        }
    }

    /// Asks the shell to take over.
    fn suspend(&mut self) {
        if !Terminal::stop_group() {
            "There is no shell to go back to.".clone_into(&mut self.status);
        }
    }

    fn scroll(&mut self, verb: Verb) {
        let first = self.first.min(self.most);
        let page = self.room.saturating_sub(1).max(1);
        self.first = match verb {
            Verb::Down => first + 1,
            Verb::Up => first.saturating_sub(1),
            Verb::PageDown => first + page,
            Verb::PageUp => first.saturating_sub(page),
            Verb::First => 0,
            Verb::Last => self.most,
            Verb::Quit | Verb::Suspend | Verb::Redraw => first,
        }
        .min(self.most);
    }

    /// Draws the lesson and its clock, how things are, the page, and the keys. Returns for how many
    /// lines of the page there is room, and how far it can be scrolled.
    fn draw(&self, now: u64, area: Rect, buffer: &mut Buffer) -> (usize, usize) {
        buffer.set_style(area, self.theme.base());
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let columns = usize::from(inside.width);
        let rows: Vec<u16> = (area.top()..area.bottom()).collect();
        let put = |buffer: &mut Buffer, y: u16, text: &str, role| {
            buffer.set_stringn(inside.x, y, cut(text, columns), columns, self.theme.style(role));
        };
        let mut body = rows.as_slice();
        if let Some((first, rest)) = body.split_first() {
            self.title(now, Rect { y: *first, height: 1, ..inside }, buffer);
            body = rest;
        }
        let footer = body.split_last().map(|(last, rest)| {
            body = rest;
            Rect { y: *last, height: 1, ..inside }
        });
        if let Some((first, rest)) = body.split_first() {
            put(buffer, *first, &self.status, if self.lost.is_some() { Role::Alert } else { Role::Quiet });
            body = rest;
        }
        let lines = self.lines(columns);
        let most = lines.len().saturating_sub(body.len());
        let first = self.first.min(most);
        for (line, y) in lines.iter().skip(first).zip(body) {
            buffer.set_line(inside.x, *y, line, inside.width);
        }
        if let Some(footer) = footer {
            let footer = self.hidden(first, most - first, footer, buffer);
            self.keys(footer, buffer);
        }
        (body.len(), most)
    }

    fn title(&self, now: u64, area: Rect, buffer: &mut Buffer) {
        let mut room = usize::from(area.width);
        let (lesson, clock) = match &self.page {
            Some(page) => (page.lesson.as_str(), words::elapsed(page, self.lost.unwrap_or(now))),
            None => ("whatif notes", String::new()),
        };
        if width(&clock) < room {
            room -= width(&clock);
            let x = area.x + room as u16;
            buffer.set_stringn(x, area.y, &clock, clock.len(), self.theme.style(Role::Moved));
            room = room.saturating_sub(1);
        }
        buffer.set_stringn(area.x, area.y, cut(lesson, room), room, self.theme.style(Role::Title));
    }

    /// The keys, as many as fit, the way out always.
    fn keys(&self, area: Rect, buffer: &mut Buffer) {
        let hints: Vec<(String, &str, Verb)> = KEYS
            .iter()
            .filter_map(|(keys, verb, word)| Some((keys.first()?.label(), (*word)?, *verb)))
            .collect();
        let cells = |(key, word, _): &(String, &str, Verb)| width(key) + width(word) + 4;
        let is_quit = |(_, _, verb): &(String, &str, Verb)| *verb == Verb::Quit;
        let mut room = usize::from(area.width);
        let reserved: usize = hints.iter().filter(|hint| is_quit(hint)).map(cells).sum();
        let mut x = area.x;
        for hint in &hints {
            let kept = if is_quit(hint) { 0 } else { reserved };
            // Half a word helps nobody.
            if cells(hint) + kept > room + 3 {
                continue;
            }
            room = room.saturating_sub(cells(hint));
            let (key, word, _) = hint;
            let left = |x: u16| usize::from(area.right().saturating_sub(x));
            (x, _) = buffer.set_stringn(x, area.y, key, left(x), self.theme.style(Role::Key));
            let word = format!(" {word}   ");
            (x, _) = buffer.set_stringn(x, area.y, word, left(x), self.theme.style(Role::Quiet));
        }
    }

    /// Counts the lines that are hidden, at the end of the row of keys; returns the room before.
    fn hidden(&self, above: usize, below: usize, area: Rect, buffer: &mut Buffer) -> Rect {
        let (up, down) = if self.ascii { ("^", "v") } else { ("↑", "↓") };
        let counted = [(up, above), (down, below)];
        let counted = counted.iter().filter(|(_, lines)| *lines > 0);
        let words: Vec<String> = counted.map(|(way, lines)| format!(" {way} {lines}")).collect();
        let words = cut(&words.concat(), area.width.into());
        let left = area.width - width(&words) as u16;
        buffer.set_stringn(area.x + left, area.y, &words, words.len(), self.theme.style(Role::Key));
        Rect { width: left, ..area }
    }

    fn lines(&self, columns: usize) -> Vec<Line<'static>> {
        const INDENT: usize = 2;
        const HELP: &str = "Begin a lesson in another terminal of this machine: its notes come here by \
                            themselves, and never onto its screen.";
        let parts = match &self.page {
            Some(page) => words::parts(page),
            None => vec![Part::Text(HELP.to_owned())],
        };
        let mut lines = Vec::new();
        for part in &parts {
            let (words, indent, role) = match part {
                Part::Heading(words) => {
                    lines.push(Line::default());
                    (words, 0, Role::Heading)
                }
                Part::Text(words) => (words, INDENT, Role::Text),
            };
            for line in wrap(words, columns.saturating_sub(indent)) {
                lines.push(Line::styled(format!("{:indent$}{line}", ""), self.theme.style(role)));
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::page::Kind;

    fn page(text: &str) -> Box<Page> {
        Box::new(Page {
            lesson: "The kettle".to_owned(),
            aim: "To see.".to_owned(),
            step: 1,
            of: 2,
            kind: Kind::Say,
            text: text.to_owned(),
            answer: None,
            why: None,
            notes: None,
            next: None,
            discussion: None,
            begun: 100,
        })
    }

    fn screen() -> Screen {
        let mut screen = Screen::new(None, Name::Mono, true);
        screen.hear(News::Following { name: "lesson-1".to_owned(), others: 0 }, 0);
        screen
    }

    fn drawn(screen: &mut Screen, now: u64, (columns, rows): (u16, u16)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        (screen.room, screen.most) = screen.draw(now, buffer.area, &mut buffer);
        let symbols: Vec<&str> = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        let lines = symbols.chunks(usize::from(columns).max(1)).map(<[&str]>::concat);
        lines.map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<&Key> = KEYS.iter().flat_map(|(keys, ..)| *keys).collect();
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{}", key.label());
        }
    }

    #[test]
    fn the_page_is_under_its_clock_and_above_the_keys() {
        let mut screen = screen();
        screen.hear(News::Page(page("Welcome.")), 100);
        let expected = "
 The kettle                          1:05
 Following lesson-1.

 Step 1 of 2: say
   Welcome.

 What the lesson is for
   To see.

 j down   k up   space page down   q quit
";
        assert_eq!(drawn(&mut screen, 165, (42, 10)), expected.trim_start_matches('\n'));
    }

    #[test]
    fn a_page_scrolls_to_its_true_end_and_hidden_lines_are_counted() {
        let mut screen = screen();
        screen.hear(News::Page(page("one two three four five six seven")), 100);
        let first = drawn(&mut screen, 100, (14, 8));
        assert!(first.contains("Step 1 of 2") && first.ends_with(" q quit   v 7\n"), "{first}");
        screen.scroll(Verb::Last);
        let last = drawn(&mut screen, 100, (14, 8));
        assert!(last.contains("To see.") && last.ends_with(" q quit   ^ 7\n"), "{last}");
        screen.scroll(Verb::Down);
        assert_eq!(drawn(&mut screen, 100, (14, 8)), last, "nothing is below the end");
        screen.scroll(Verb::PageUp);
        assert_eq!((screen.first, screen.room), (3, 5));
        screen.scroll(Verb::Up);
        screen.hear(News::Page(page("one two three four five six seven")), 100);
        assert_eq!(screen.first, 2, "the same page is read on where it was");
        screen.hear(News::Page(page("another")), 100);
        assert_eq!(screen.first, 0);
    }

    #[test]
    fn a_lost_lesson_stays_to_be_read_and_its_clock_stands_still() {
        let mut screen = screen();
        screen.hear(News::Page(page("Welcome.")), 100);
        screen.hear(News::Lost { name: "lesson-1".to_owned() }, 160);
        let shown = drawn(&mut screen, 999, (80, 12));
        assert!(shown.contains("1:00") && shown.contains("Welcome."), "{shown}");
        assert!(shown.contains("lesson-1 is over or was ended; waiting for a lesson."), "{shown}");
        screen.hear(News::Following { name: "lesson-2".to_owned(), others: 1 }, 1000);
        let shown = drawn(&mut screen, 1000, (80, 12));
        assert!(!shown.contains("Welcome.") && shown.contains("the newest of 2 lessons"), "{shown}");
    }

    #[test]
    fn every_size_can_be_drawn() {
        let mut screen = screen();
        for page in [None, Some(page("Wide: 漢字 漢字漢字漢字漢字漢字\u{1b}[2J"))] {
            if let Some(page) = page {
                screen.hear(News::Page(page), 100);
            }
            for columns in 0..40 {
                for rows in 0..12 {
                    screen.scroll(Verb::Last);
                    let shown = drawn(&mut screen, 100, (columns, rows));
                    assert!(!shown.contains('\u{1b}'), "{shown:?}");
                }
            }
        }
    }
}
