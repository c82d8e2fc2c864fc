//! Moves and questions, and what is said to them.

use super::asking;
use super::reply::Reply;
use super::state::{Asked, LineMode};
use super::words;
use crate::dialogue::answer::answer;
use crate::dialogue::request::{self, Question, Request, VERBS};
use crate::lesson;
use crate::logic::diagram::Walk;
use crate::logic::follow::WhatFollows;
use crate::logic::model::StanceId;
use crate::logic::position::Position;
use crate::report::handout::Subject;
use crate::report::{moved, sentences, tables, text};
use crate::sitting::journal::Entry;
use crate::sitting::{Move, Refusal, Verb, code};

/// The most reasons, ways and rows that are told.
const MOST_LISTED: usize = 24;
/// The most conditions whose change is told one by one.
const MOST_CHANGES: usize = 4;

const HIDDEN_BY_LESSON: &str = "What follows is hidden until the lesson has revealed it.";

impl LineMode {
    /// Does what a line asks for.
    pub(super) fn request(&mut self, word: &str, rest: &str, reply: &mut Reply) {
        let Some(verb) = VERBS.iter().find(|verb| verb.word == word) else {
            return reply.fault(&words::unknown(word));
        };
        let tells = matches!(
            word,
            "eval" | "why" | "why-not" | "reach" | "matters" | "coverage" | "table" | "compare"
        );
        if tells && self.is_hidden_by_lesson() {
            return reply.say(HIDDEN_BY_LESSON);
        }
        if self.complete(verb, rest, reply) {
            return;
        }
        match request::parse(&self.library.model, &format!("{word} {rest}")) {
            Err(fault) => reply.fault(&fault),
            Ok(Request::Move(made)) => self.move_by(made, reply),
            Ok(Request::Ask(question)) => self.ask(question, reply),
            Ok(Request::Eval) => self.all(reply, Self::eval),
            Ok(Request::Compare) => self.all(reply, Self::compare),
            Ok(Request::Code) => reply.say(code::encode(&self.library, self.position())),
            Ok(Request::GoTo(text)) => self.go_to(&text, reply),
        }
    }

    /// Makes a move, and says what it changed and what that moved.
    fn move_by(&mut self, made: Move, reply: &mut Reply) {
        let before = (self.position().clone(), self.now.clone());
        let done = match made {
            Move::Do(Verb::Lock(_, true)) => "Locked",
            Move::Do(Verb::Lock(_, false)) => "Unlocked",
            Move::Undo => "Undone",
            Move::Redo => "Done again",
            Move::Do(_) | Move::Jump(_) => "Supposed",
        };
        let nothing = match made {
            Move::Do(_) | Move::Jump(_) => "It is so already.",
            Move::Undo => "There is nothing to undo.",
            Move::Redo => "There is nothing to do again.",
        };
        match self.make(made) {
            Err(Refusal::NothingToDo) => reply.say(nothing),
            Err(Refusal::Locked(id)) => {
                let condition = &self.library.model.conditions[id.index()];
                reply.say(format!("“{}” is locked: `unlock {}` lets it go.", condition.label, condition.id));
            }
            Ok(()) => {
                let changes = self.changes(&before.0);
                if changes.is_empty() {
                    reply.say(format!("{done}."));
                } else {
                    reply.say(format!("{done}: {changes}."));
                    self.tell_moved(&before.1, reply);
                }
            }
        }
    }

    /// How the position differs from one before it, in words.
    fn changes(&self, before: &Position) -> String {
        let now = self.position();
        let changed: Vec<String> = now
            .differences(before)
            .map(|id| text::assumption(&self.library.model.conditions[id.index()], now.value(id)))
            .collect();
        if changed.len() > MOST_CHANGES {
            let others = changed.len() - MOST_CHANGES;
            return format!("{}; and {others} more", changed[..MOST_CHANGES].join("; "));
        }
        changed.join("; ")
    }

    /// Says what a change moved, unless that is hidden.
    pub(super) fn tell_moved(&self, before: &WhatFollows, reply: &mut Reply) {
        let model = &self.library.model;
        if let Some(clash) = &self.now.ruled_out {
            reply.say(text::ruled_out(model, self.position(), clash));
        } else if self.is_hidden_by_lesson() {
            reply.say("What that moves is hidden until the lesson has revealed it.");
        } else if self.veil.is_some() {
            reply.say("What that moves is hidden: ask about a stance, and say first where it stands.");
        } else {
            let is_here = |stance: StanceId| Some(model.stances[stance.index()].file) == self.case;
            let moved = moved::between(before, &self.now);
            reply.say(moved::sentences(model, &self.now, &moved, is_here));
        }
    }

    fn go_to(&mut self, text: &str, reply: &mut Reply) {
        match code::decode(&self.library, text) {
            Err(error) => reply.fault(&format!("`{text}` holds no position here: {error}")),
            Ok(decoded) => {
                self.move_by(Move::Do(Verb::Adopt(Box::new(decoded.position))), reply);
                if decoded.changed_since {
                    reply.say(format!("Mind: {}.", code::CHANGED_SINCE));
                }
            }
        }
    }

    /// Answers a question about a stance; while that is hidden, asks first for a prediction.
    fn ask(&mut self, question: Question, reply: &mut Reply) {
        let stance = stance_of(question);
        let is_hidden = self.is_hidden(stance);
        let model = &self.library.model;
        if let Some(veil) = &mut self.veil
            && is_hidden
        {
            reply.say("It is hidden. Where do you think it stands?");
            let asked = lesson::Question::new(model, stance, String::new());
            asking::ask(model, &asked, reply);
            veil.asked = Some(Asked { question: asked, is_sure: false, then: question });
            return;
        }
        self.answer(question, reply);
    }

    fn answer(&self, question: Question, reply: &mut Reply) {
        let model = &self.library.model;
        if let Question::Table(stance) = question {
            // A row says only what it asks for, rather than “any” of all the others.
            let table = self.compiled.table(stance, self.position(), MOST_LISTED);
            for line in tables::table(model, stance, &table).0 {
                reply.say(line);
            }
            return reply.table(&tables::narrow_table(model, stance, &table));
        }
        let answer = answer(model, &self.compiled, self.position(), question, MOST_LISTED);
        for line in &answer.lines {
            reply.say(line);
        }
        for grid in &answer.grids {
            reply.table(grid);
        }
    }

    /// Answers a question about all stances, unless any of them is hidden.
    fn all(&self, reply: &mut Reply, answer: impl Fn(&Self, &mut Reply)) {
        if self.veil.is_some() {
            reply.say("What follows is hidden. Ask about one stance, as in `why STANCE`, and say first where it stands; `veil` shows all again.");
        } else {
            answer(self, reply);
        }
    }

    fn eval(&self, reply: &mut Reply) {
        let text = text::evaluation(&self.library, self.position(), &self.now, usize::MAX);
        for line in text.lines().filter(|line| !line.is_empty()) {
            if line.starts_with(' ') { reply.say_below(line) } else { reply.say(line) }
        }
    }

    fn compare(&self, reply: &mut Reply) {
        let model = &self.library.model;
        let baseline = self.sitting.baseline();
        let differences = self.compiled.compare(self.position(), baseline, &mut Walk::default());
        let (lines, mut grids) = sentences::compared(model, &differences);
        for line in &lines {
            reply.say(line);
        }
        for grid in &mut grids {
            if let Some(there) = grid.header.last_mut() {
                "in the paper".clone_into(there);
            }
            reply.table(grid);
        }
    }

    /// Takes a prediction outside of lessons down, shows what it was about, and answers what was asked.
    pub(super) fn lift(&mut self, reply: &mut Reply) {
        let Some(Asked { mut question, then, .. }) = self.veil.as_mut().and_then(|veil| veil.asked.take())
        else {
            return;
        };
        let model = &self.library.model;
        question.commit(self.now.stances[question.stance.index()].outcomes);
        self.entries.extend(question.predicted(model, None).map(Entry::Predict));
        let subject = Subject::new(&self.library, &self.compiled, self.sitting.position());
        super::playing::reveal(&subject, question.stance, Some(&question), reply);
        if let Some(veil) = &mut self.veil {
            veil.seen.push(question.stance);
        }
        // Why it is so has just been told.
        if !matches!(then, Question::Why(_)) {
            self.answer(then, reply);
        }
    }
}

fn stance_of(question: Question) -> StanceId {
    match question {
        Question::Why(stance)
        | Question::WhyNot(stance, _)
        | Question::Reach(stance, _)
        | Question::Matters(stance)
        | Question::Coverage(stance)
        | Question::Table(stance) => stance,
    }
}
