//! The state of line mode, and how it hears a line.

use super::asking;
use super::choices::Choice;
use super::playing::Playing;
use super::reply::Reply;
use super::words;
use crate::dialogue::request;
use crate::language::library::Library;
use crate::lesson::{Question, Visible};
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::follow::WhatFollows;
use crate::logic::model::{FileId, StanceId};
use crate::logic::position::Position;
use crate::report::sentences::counted;
use crate::sitting::journal::Entry;
use crate::sitting::{Move, Refusal, Sitting};

/// One reader in line mode.
#[derive(Debug)]
pub struct LineMode {
    pub(super) library: Library,
    pub(super) compiled: Compiled,
    pub(super) sitting: Sitting,
    /// What follows from the position.
    pub(super) now: WhatFollows,
    /// The case that the reader looked at last.
    pub(super) case: Option<FileId>,
    /// While what follows is hidden at the reader's own wish.
    pub(super) veil: Option<Veil>,
    pub(super) playing: Option<Playing>,
    /// What numbers stand for, where a list was said last.
    pub(super) choices: Vec<Choice>,
    /// What nobody has taken down yet.
    pub(super) entries: Vec<Entry>,
    has_ended: bool,
}

/// What the reader hid, and may see of it.
#[derive(Debug, Default)]
pub(super) struct Veil {
    /// The stances that were predicted in this position.
    pub seen: Vec<StanceId>,
    /// What is to be predicted now.
    pub asked: Option<Asked>,
}

/// A prediction outside of lessons.
#[derive(Debug)]
pub(super) struct Asked {
    pub question: Question,
    /// Whether the reader told how sure.
    pub is_sure: bool,
    /// What the reader wanted to know, to be answered afterwards.
    pub then: request::Question,
}

impl LineMode {
    /// Line mode at the position of a sitting.
    pub fn new(library: Library, compiled: Compiled, sitting: Sitting) -> Self {
        let now = compiled.follow(sitting.position(), &mut Walk::default());
        Self {
            library,
            compiled,
            sitting,
            now,
            case: None,
            veil: None,
            playing: None,
            choices: Vec::new(),
            entries: Vec::new(),
            has_ended: false,
        }
    }

    /// What is said before anything is heard.
    pub fn greet(&self) -> Reply {
        let mut reply = Reply::default();
        let cases = counted(self.cases().len(), "case");
        let lessons = counted(self.library.lessons.len(), "lesson");
        reply.say(format!("whatif, line by line: {cases} and {lessons}. A line is a question."));
        reply.say("`help` lists what you can say, `cases` tells what there is, `quit` ends.");
        reply
    }

    /// Plays a lesson, by its place in the library.
    pub fn begin_lesson(&mut self, lesson: usize) -> Reply {
        let mut reply = Reply::default();
        self.begin(lesson, &mut reply);
        reply
    }

    /// Hears a line and replies. Lines that begin with `#` are remarks, and there is no reply to them.
    pub fn take(&mut self, line: &str) -> Reply {
        let mut reply = Reply::default();
        let text = line.trim();
        if !text.starts_with('#') {
            self.hear(text, &mut reply);
        }
        reply
    }

    /// What has been done since this was last asked, for whoever takes it down.
    pub fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Whether the reader asked for the end.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// What the reader assumes.
    pub fn position(&self) -> &Position {
        self.sitting.position()
    }

    /// Hears a line as it could have been typed.
    pub(super) fn hear(&mut self, text: &str, reply: &mut Reply) {
        if text.is_empty() {
            self.choices.clear();
            return self.go_on(reply);
        }
        if let Some(number) = number(text) {
            return self.choose(number, reply);
        }
        self.choices.clear();
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        match words::find(word) {
            None => self.request(word, rest, reply),
            Some(known) if !known.takes_more && !rest.is_empty() => {
                reply.fault(&format!("`{word}` stands alone\nhelp: leave out `{rest}`"));
            }
            Some(_) => self.command(word, rest, reply),
        }
    }

    fn command(&mut self, word: &str, rest: &str, reply: &mut Reply) {
        match word {
            "case" if !rest.is_empty() => self.tell_case(rest, reply),
            "cases" | "case" | "list" => self.tell_cases(reply),
            "lesson" => self.lesson(rest, reply),
            "veil" => self.turn_veil(reply),
            "again" => self.again(reply),
            "next" => self.next(reply),
            "back" => self.back(reply),
            "leave" => self.leave(reply),
            "quit" => self.has_ended = true,
            _ => {
                for (heading, lines) in words::help() {
                    reply.say(heading);
                    for line in &lines {
                        reply.say_below(line);
                    }
                }
                reply.say("What you leave out is asked for by numbers. An empty line goes on.");
            }
        }
    }

    /// Takes the choice of this number: from the list said last, or as the answer to a question.
    fn choose(&mut self, number: usize, reply: &mut Reply) {
        if !self.choices.is_empty() {
            let found = number.checked_sub(1).and_then(|place| self.choices.get(place)).cloned();
            let Some(choice) = found else {
                let all = self.choices.len();
                return reply.fault(&format!("there is no {number} here\nhelp: choose from 1 to {all}"));
            };
            self.choices.clear();
            return match choice {
                Choice::Line(line) => self.hear(&line, reply),
                Choice::Within(case, line) => {
                    self.case = Some(case);
                    self.hear(&line, reply);
                }
            };
        }
        let model = &self.library.model;
        if let Some(Veil { asked: Some(asked), .. }) = &mut self.veil {
            return asking::number(model, &mut asked.question, &mut asked.is_sure, number, reply);
        }
        if let Some(playing) = &mut self.playing
            && playing.play.waits()
            && let Some(question) = playing.play.question_mut()
        {
            return asking::number(model, question, &mut playing.is_sure, number, reply);
        }
        reply.fault("there is nothing to choose from\nhelp: `help` lists what you can say");
    }

    /// Goes on, as an empty line asks.
    fn go_on(&mut self, reply: &mut Reply) {
        if let Some(Veil { asked: Some(asked), .. }) = &self.veil {
            let heard = asking::empty(&self.library.model, &asked.question, asked.is_sure, reply);
            if heard == asking::Heard::Commits {
                self.lift(reply);
            }
        } else if self.playing.is_some() {
            self.next(reply);
        } else {
            reply.say("`help` lists what you can say.");
        }
    }

    /// Says once more what was asked.
    fn again(&mut self, reply: &mut Reply) {
        if let Some(Veil { asked: Some(asked), .. }) = &self.veil {
            asking::ask(&self.library.model, &asked.question, reply);
            asking::so_far(&self.library.model, &asked.question, asked.is_sure, reply);
        } else if self.playing.is_some() {
            self.tell_step(reply);
        } else {
            reply.say("Nothing was asked. `cases` tells what there is.");
        }
    }

    /// Hides what follows, or shows it again.
    fn turn_veil(&mut self, reply: &mut Reply) {
        if self.playing.is_some() {
            reply.say("A lesson hides by itself what it is going to ask.");
        } else if self.veil.take().is_some() {
            reply.say("What follows is shown again.");
        } else {
            self.veil = Some(Veil::default());
            reply.say("What follows is hidden: the next answer is a prediction. Ask about a stance, and say first where it stands.");
        }
    }

    /// Whether the lesson hides what follows: at its step, or because moves and undo led to a position
    /// that is still to be asked about.
    pub(super) fn is_hidden_by_lesson(&self) -> bool {
        let Some(Playing { play, .. }) = &self.playing else { return false };
        play.visible() != Visible::All || play.asks_about(self.position())
    }

    /// Whether where a stance stands is not to be told.
    pub(super) fn is_hidden(&self, stance: StanceId) -> bool {
        self.is_hidden_by_lesson() || self.veil.as_ref().is_some_and(|veil| !veil.seen.contains(&stance))
    }

    /// Makes a move, and notes it to be taken down.
    pub(super) fn make(&mut self, made: Move) -> Result<(), Refusal> {
        self.sitting.make(made)?;
        let model = &self.library.model;
        self.entries.extend(self.sitting.take_down(model));
        self.now = self.compiled.follow(self.sitting.position(), &mut Walk::default());
        if let Some(veil) = &mut self.veil {
            *veil = Veil::default();
        }
        Ok(())
    }
}

/// The number that a line consists of; one too large for any list is that of none.
fn number(text: &str) -> Option<usize> {
    let digits = text.strip_suffix('.').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}
