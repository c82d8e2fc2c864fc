//! From a journal back to a sitting, over scenarios that may have changed since.

use super::history::Sitting;
use super::journal::{Assumed, Entry, Journal};
use super::moves::{Move, Verb};
use crate::logic::model::{ConditionId, Model, Value};
use crate::logic::position::Position;

/// What could not be done again when a sitting was restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// Names and values that the scenarios no longer have, each once.
    pub names: Vec<String>,
}

impl Journal {
    /// The sitting over the scenarios as they are now, and what of it they no longer have.
    pub fn restore(&self, model: &Model) -> (Sitting, Lost) {
        restore(model, &self.header.start, self.lines.iter().map(|line| &line.entry))
    }
}

impl Sitting {
    /// The same sitting over a model that was read again, as far as it was taken down: what the model no
    /// longer has does nothing there, what is new stands as in the baseline.
    #[must_use]
    pub fn over(&self, model: &Model) -> Self {
        restore(model, &self.start, &self.log).0
    }
}

impl Assumed {
    /// The position, as far as a model has what it names.
    pub fn position(&self, model: &Model) -> Position {
        Restoring { model, lost: Lost::default() }.position(self)
    }
}

fn restore<'entry>(
    model: &Model,
    start: &Assumed,
    entries: impl IntoIterator<Item = &'entry Entry>,
) -> (Sitting, Lost) {
    let mut restoring = Restoring { model, lost: Lost::default() };
    let mut sitting = Sitting::new(model, restoring.position(start));
    let mut log = Vec::new();
    for entry in entries {
        let Some(made) = restoring.made(entry) else { continue };
        // What is refused now did something once, and later steps are counted with it.
        if sitting.make(made.clone()).is_err()
            && let Move::Do(verb) = made
        {
            sitting.keep_place(verb);
        }
        log.push(entry.clone());
    }
    // They are taken down already, with all that the model does not have.
    sitting.take_down(model);
    (sitting.start, sitting.log) = (start.clone(), log);
    (sitting, restoring.lost)
}

struct Restoring<'model> {
    model: &'model Model,
    lost: Lost,
}

impl Restoring<'_> {
    fn lose(&mut self, name: String) {
        if !self.lost.names.contains(&name) {
            self.lost.names.push(name);
        }
    }

    fn condition(&mut self, id: &str) -> Option<ConditionId> {
        let found = self.model.conditions.iter().position(|condition| condition.id == id);
        if found.is_none() {
            self.lose(id.to_owned());
        }
        found.map(ConditionId::from)
    }

    fn assumption(&mut self, id: &str, value: &str) -> Option<(ConditionId, Option<Value>)> {
        let condition = self.condition(id)?;
        if value == "unknown" {
            return Some((condition, None));
        }
        let found = self.model.conditions[condition.index()].value(value);
        if found.is_none() {
            self.lose(format!("{id}={value}"));
        }
        Some((condition, Some(found?)))
    }

    fn position(&mut self, assumed: &Assumed) -> Position {
        let mut position = Position::baseline(self.model);
        for (id, value) in &assumed.set {
            if let Some((id, value)) = self.assumption(id, value) {
                position.suppose(id, value);
            }
        }
        for id in &assumed.locked {
            if let Some(id) = self.condition(id) {
                position.lock(id, true);
            }
        }
        position
    }

    /// The move that a line tells of, if it tells of one.
    fn made(&mut self, entry: &Entry) -> Option<Move> {
        let nothing = Verb::Change(Vec::new());
        let lock = |condition: Option<ConditionId>, locked| {
            condition.map_or(Verb::Change(Vec::new()), |condition| Verb::Lock(condition, locked))
        };
        Some(Move::Do(match entry {
            Entry::Suppose(id, value) => {
                self.assumption(id, value).map_or(nothing, |(id, value)| Verb::Suppose(id, value))
            }
            Entry::Change(changes) => {
                Verb::Change(changes.iter().filter_map(|(id, value)| self.assumption(id, value)).collect())
            }
            Entry::Lock(id) => lock(self.condition(id), true),
            Entry::Unlock(id) => lock(self.condition(id), false),
            Entry::ReturnToPaper => Verb::ReturnToPaper,
            Entry::Adopt(assumed) => Verb::Adopt(Box::new(self.position(assumed))),
            Entry::Undo => return Some(Move::Undo),
            Entry::Redo => return Some(Move::Redo),
            Entry::Jump(step) => return Some(Move::Jump(*step)),
            Entry::Close
            | Entry::Lesson(_)
            | Entry::Step(_)
            | Entry::Leave
            | Entry::Predict(_)
            | Entry::Vote(_) => return None,
        }))
    }
}
