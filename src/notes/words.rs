//! A page in words: what the second terminal shows, and what a pipe is given.

use super::follow::News;
use super::page::{Kind, Page};
use crate::report::sentences::number;
use crate::report::wrap::wrap;

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the texts after it are.
    Heading(String),
    /// Something to read.
    Text(String),
}

/// A page from what is needed first to what is needed last.
pub fn parts(page: &Page) -> Vec<Part> {
    let mut parts = vec![Part::Heading(step(page)), Part::Text(page.text.clone())];
    let mut part = |heading: String, texts: &[Option<&String>]| {
        if texts.iter().any(Option::is_some) {
            parts.push(Part::Heading(heading));
            parts.extend(texts.iter().flatten().map(|text| Part::Text((*text).clone())));
        }
    };
    let answer = if page.kind == Kind::Predict { "What will be revealed" } else { "The answer" };
    part(answer.to_owned(), &[page.answer.as_ref(), page.why.as_ref()]);
    part("Your notes".to_owned(), &[page.notes.as_ref()]);
    if let Some(next) = &page.next {
        part(format!("Next is step {}: {}", next.step, next.kind.word()), &[Some(&next.text)]);
    }
    if let Some(discussion) = &page.discussion {
        let is_next = page.next.as_ref().is_some_and(|next| next.step == discussion.step);
        let ask = Some(&discussion.ask).filter(|_| !is_next);
        let heading = format!("Your notes for the discussion at step {}", discussion.step);
        part(heading, &[ask, discussion.notes.as_ref()]);
    }
    part("What the lesson is for".to_owned(), &[Some(&page.aim)]);
    parts
}

/// Where the lesson is: `Step 3 of 41: predict`.
fn step(page: &Page) -> String {
    match page.kind {
        Kind::End => format!("After step {} of {}: {}", page.step, page.of, page.kind.word()),
        kind => format!("Step {} of {}: {}", page.step, page.of, kind.word()),
    }
}

/// How long the lesson has lasted, as a clock shows it: `4:05`, `1:02:03`.
pub fn elapsed(page: &Page, now: u64) -> String {
    let seconds = now.saturating_sub(page.begun);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// How things are with the lesson that is followed; nothing of what does not change that. `wanted`
/// is the name that was asked for.
pub fn status(news: &News, wanted: Option<&str>) -> Option<String> {
    Some(match (news, wanted) {
        (News::Waiting, None) => "No lesson runs; waiting for one.".to_owned(),
        (News::Waiting, Some(wanted)) => format!("{wanted} does not run; waiting for it."),
        (News::Foreign { name }, _) => {
            format!("{name} is run by another version of whatif; waiting for one of this version.")
        }
        (News::Following { name, others: 0 }, _) => format!("Following {name}."),
        (News::Following { name, others }, None) => {
            let all = others + 1;
            format!("Following {name}, the newest of {all} lessons; `whatif notes --list` names them.")
        }
        (News::Following { name, others }, Some(_)) => {
            format!("Following {name}; `whatif notes --list` names {} more.", number(*others))
        }
        (News::Lost { name }, None) => format!("{name} is over or was ended; waiting for a lesson."),
        (News::Lost { name }, Some(_)) => format!("{name} is over or was ended; waiting for it."),
        (News::Page(_) | News::Tick, _) => return None,
    })
}

/// A text of another program, with nothing in it that a terminal could take for a command.
pub fn harmless(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).collect()
}

/// The whole page in lines of at most `width` cells.
pub fn plain(page: &Page, now: u64, width: usize) -> String {
    const INDENT: usize = 2;
    let mut text = String::new();
    let mut add = |words: &str, indent: usize| {
        for line in wrap(words, width.saturating_sub(indent)) {
            text.push_str(harmless(&format!("{:indent$}{line}", "")).trim_end());
            text.push('\n');
        }
    };
    add(&format!("{} ({} since it began)", page.lesson, elapsed(page, now)), 0);
    for part in parts(page) {
        match part {
            Part::Heading(words) => {
                add("", 0);
                add(&words, 0);
            }
            Part::Text(words) => add(&words, INDENT),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::page::{Discussion, Next};

    fn page() -> Page {
        Page {
            lesson: "The kettle".to_owned(),
            aim: "To see what tea hangs on.".to_owned(),
            step: 2,
            of: 4,
            kind: Kind::Predict,
            text: "Is there tea?".to_owned(),
            answer: Some("The guest, toward tea: glad.".to_owned()),
            why: Some("The water boils. (stated)\nIt rests on “The water boils”.".to_owned()),
            notes: None,
            next: Some(Next { step: 3, kind: Kind::Reveal, text: "The guest, toward tea.".to_owned() }),
            discussion: Some(Discussion {
                step: 4,
                ask: "Why?".to_owned(),
                notes: Some("Ten minutes.".to_owned()),
            }),
            begun: 100,
        }
    }

    #[test]
    fn a_page_is_said_from_what_is_needed_first_to_last() {
        let expected = "\
The kettle (1:05 since it began)

Step 2 of 4: predict
  Is there tea?

What will be revealed
  The guest, toward tea: glad.
  The water boils. (stated)
  It rests on “The water boils”.

Next is step 3: reveal
  The guest, toward tea.

Your notes for the discussion at step 4
  Why?
  Ten minutes.

What the lesson is for
  To see what tea hangs on.
";
        assert_eq!(plain(&page(), 165, 60), expected);
        let narrow = plain(&page(), 165, 20);
        assert!(narrow.lines().all(|line| crate::report::wrap::width(line) <= 20), "{narrow}");
    }

    #[test]
    fn a_discussion_that_is_next_is_asked_once() {
        let mut page = page();
        page.next = Some(Next { step: 4, kind: Kind::Discuss, text: "Why?".to_owned() });
        assert_eq!(plain(&page, 0, 60).matches("Why?").count(), 1);
    }

    #[test]
    fn nothing_in_a_page_commands_a_terminal() {
        let mut page = page();
        page.text = "one\u{1b}[2Jtwo\u{9b}three\nfour\rfive".to_owned();
        page.lesson = "\u{7}bell".to_owned();
        let text = plain(&page, 0, 60);
        assert!(text.lines().all(|line| !line.contains(char::is_control)), "{text:?}");
        assert!(text.contains("two"), "{text:?}");
    }

    #[test]
    fn the_clock_shows_hours_once_there_are_any() {
        let table = [
            (99, "0:00"),
            (100, "0:00"),
            (109, "0:09"),
            (3699, "59:59"),
            (3700, "1:00:00"),
            (7825, "2:08:45"),
        ];
        for (now, words) in table {
            assert_eq!(elapsed(&page(), now), words, "at {now}");
        }
    }
}
