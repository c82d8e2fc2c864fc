//! Expectations and lessons: positions and questions that name conditions and stances.

use rustc_hash::FxHashSet;

use super::declare::{Declared, Task};
use super::diagnostic::Code;
use super::faults::Faults;
use super::guards::{outcome, unknown_value};
use super::library::{Expectation, Lesson, Step};
use super::names::{Space, Symbol};
use super::resolve::FileText;
use super::span::{Entries, Span, Text};
use super::syntax;
use crate::logic::model::{ConditionId, ConditionKind, FileId, OutcomeSet, StanceId, Value};

/// Resolves expectations and lessons.
pub struct Lessons<'all, 'source> {
    /// The files.
    pub files: &'all [FileText<'source>],
    /// What they declare.
    pub declared: &'all Declared<'source>,
}

impl Lessons<'_, '_> {
    /// The expectations and the lessons of all files.
    pub fn resolve(&self, faults: &mut [Faults]) -> (Vec<Expectation>, Vec<Lesson>) {
        let mut expectations = Vec::new();
        for task in &self.declared.expectations {
            expectations.push(self.expectation(*task, &mut faults[task.file.index()]));
        }
        let mut lessons = Vec::new();
        for task in &self.declared.lessons {
            lessons.push(self.lesson(*task, &mut faults[task.file.index()]));
        }
        (expectations, lessons)
    }

    fn text(&self, file: FileId) -> &str {
        self.files[file.index()].text
    }

    fn expectation(&self, task: Task<'_, '_, syntax::Expect<'_>>, faults: &mut Faults) -> Expectation {
        let Task { file, place, item } = task;
        let text = self.text(file);
        let span = Span::of(place, text);
        let names = &self.declared.names;
        let mut expected = FxHashSet::default();
        let mut then: Vec<(StanceId, OutcomeSet)> = Vec::new();
        for (name, values) in &item.then.0 {
            let Some(stance) = self.stance(file, name, span, faults) else { continue };
            if !expected.insert(stance) {
                let message = format!("`{}` is expected twice", name.value);
                faults.error(
                    Code::DuplicateId,
                    name.span(text, span),
                    message,
                    "list all its outcomes at once",
                );
            }
            let scale = self.declared.model.scale_of(stance);
            let outcomes = values
                .iter()
                .filter_map(|value| outcome(names, scale, value, value.span(text, span), faults));
            let outcomes: OutcomeSet = outcomes.collect();
            if values.is_empty() {
                let message = format!("no outcome is given for `{}`", name.value);
                faults.error(
                    Code::WrongNumber,
                    name.span(text, span),
                    message,
                    "list every outcome that is possible",
                );
            }
            then.push((stance, outcomes));
        }
        Expectation {
            file,
            label: item.label.value.to_string(),
            given: self.given(file, &item.given, span, faults),
            then,
            cite: super::claims::owned(&item.cite),
        }
    }

    fn lesson(&self, task: Task<'_, '_, syntax::Lesson<'_>>, faults: &mut Faults) -> Lesson {
        let Task { file, item, .. } = task;
        let text = self.text(file);
        let mut steps = Vec::new();
        for step in &item.steps {
            let span = Span::of(step.place, text);
            let Ok(value) = &step.value else { continue };
            steps.extend(match value {
                syntax::Step::Say(words) => Some(Step::Say(words.value.to_string())),
                syntax::Step::Set(given) => Some(Step::Set(self.given(file, given, span, faults))),
                syntax::Step::Predict { stance, ask } => self
                    .stance(file, stance, span, faults)
                    .map(|stance| Step::Predict { stance, ask: ask.value.to_string() }),
                syntax::Step::Reveal(stance) => self.stance(file, stance, span, faults).map(Step::Reveal),
                syntax::Step::Discuss(ask, notes) => Some(Step::Discuss {
                    ask: ask.value.to_string(),
                    notes: notes.as_ref().map(|notes| notes.value.to_string()),
                }),
                syntax::Step::Reset => Some(Step::Reset),
            });
        }
        Lesson {
            id: format!("{}.{}", self.files[file.index()].file.name, item.id.value),
            file,
            title: item.title.value.to_string(),
            aim: item.aim.value.to_string(),
            steps,
        }
    }

    fn stance(&self, file: FileId, name: &Text<'_>, fallback: Span, faults: &mut Faults) -> Option<StanceId> {
        let span = name.span(self.text(file), fallback);
        match self.declared.names.look_up(file, &name.value, Space::Stances) {
            Ok(Symbol::Stance(stance)) => self.declared.scaled[stance.index()].then_some(stance),
            Ok(Symbol::Faulty) => None,
            Ok(symbol) => {
                let message = format!("`{}` is {}, not a stance", name.value, symbol.what());
                let help = self.declared.names.to_choose_from(file, Space::Stances);
                faults.error(Code::WrongKind, span, message, help);
                None
            }
            Err(fault) => {
                faults.error(fault.code, span, fault.message, fault.help);
                None
            }
        }
    }

    fn given(
        &self,
        file: FileId,
        entries: &Entries<'_, Text<'_>>,
        fallback: Span,
        faults: &mut Faults,
    ) -> Vec<(ConditionId, Option<Value>)> {
        let text = self.text(file);
        let names = &self.declared.names;
        let mut set = FxHashSet::default();
        let mut given: Vec<(ConditionId, Option<Value>)> = Vec::new();
        for (name, value) in &entries.0 {
            let span = name.span(text, fallback);
            match self.declared.names.look_up(file, &name.value, Space::Conditions) {
                Ok(Symbol::Condition(id)) => {
                    if !set.insert(id) {
                        let message = format!("`{}` is set twice", name.value);
                        faults.error(Code::DuplicateId, span, message, "remove one of the two");
                    }
                    let condition = &self.declared.model.conditions[id.index()];
                    if value.value == "unknown" {
                        given.push((id, None));
                    } else if let Some(index) = condition.value(&value.value) {
                        given.push((id, Some(index)));
                    } else {
                        let options =
                            condition.options.iter().map(|option| option.id.as_str()).chain(["unknown"]);
                        let what = if condition.kind == ConditionKind::YesNo { "values" } else { "options" };
                        let (message, help) = unknown_value(names, &name.value, &value.value, options, what);
                        faults.error(Code::UnknownValue, value.span(text, fallback), message, help);
                    }
                }
                Ok(Symbol::Faulty) => {}
                Ok(symbol) => {
                    let message = format!("`{}` is {}, not a condition", name.value, symbol.what());
                    faults.error(Code::WrongKind, span, message, "only conditions can be set");
                }
                Err(fault) => faults.error(fault.code, span, fault.message, fault.help),
            }
        }
        given
    }
}
