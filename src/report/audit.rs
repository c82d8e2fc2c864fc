//! What the logic finds wrong with files that can be read, as diagnostics in their texts.

use crate::language::diagnostic::{Code, Diagnostic, Report, Severity, listed};
use crate::language::library::{Expectation, Library, Step};
use crate::language::span::Span;
use crate::logic::audit::{self as logic, Finding, Guarded};
use crate::logic::compile::{Compiled, Part, TooIntertwined, compile};
use crate::logic::diagram::Walk;
use crate::logic::model::{ConditionId, Definition, FileId, Model, Outcome, OutcomeSet, Value};
use crate::logic::position::Position;

use super::text::{conjunction, ruled_out};

/// Everything that is wrong with what was loaded, by the loading or by the audit.
pub fn checked(loaded: Result<Library, Report>) -> Report {
    match loaded {
        Ok(library) => match compile(&library.model) {
            Ok(compiled) => audit(&library, &compiled),
            Err(TooIntertwined { part }) => intertwined(&library, part),
        },
        Err(report) => report,
    }
}

/// Audits a library.
pub fn audit(library: &Library, compiled: &Compiled) -> Report {
    let mut audit = Audit {
        library,
        compiled,
        report: Report { texts: library.texts(), diagnostics: Vec::new() },
        walk: Walk::default(),
    };
    if audit.baseline() {
        audit.findings();
        audit.expectations();
        audit.lessons();
    }
    audit.report.sort();
    audit.report
}

/// The report of a part over so many interacting conditions that nothing can be answered.
pub fn intertwined(library: &Library, part: Part) -> Report {
    let model = &library.model;
    let (id, file) = match part {
        Part::Definition(definition) => guarded_id(model, Guarded::Definition(definition)),
        Part::Constraint(id) => (&*model.constraints[id.index()].id, model.constraints[id.index()].file),
        Part::Remark(index) => guarded_id(model, Guarded::Remark(index)),
    };
    let diagnostic = Diagnostic {
        code: Code::Intertwined,
        severity: Severity::Error,
        file: Some(file.index()),
        span: library.span_of_id(file, &[own_name(id)]),
        message: format!("`{id}` depends on so many interacting conditions that it cannot be answered"),
        label: String::new(),
        help: "let it depend on fewer of them".to_owned(),
    };
    Report { texts: library.texts(), diagnostics: vec![diagnostic] }
}

struct Audit<'library> {
    library: &'library Library,
    compiled: &'library Compiled,
    report: Report,
    walk: Walk,
}

impl Audit<'_> {
    fn error(&mut self, code: Code, file: FileId, span: Span, message: String, help: String) {
        self.report.diagnostics.push(Diagnostic {
            code,
            severity: Severity::Error,
            file: Some(file.index()),
            span,
            message,
            label: String::new(),
            help,
        });
    }

    /// Whether any world is admissible; says so if none is, or if the baseline is not.
    fn baseline(&mut self) -> bool {
        let model = &self.library.model;
        let baseline = Position::baseline(model);
        let Some(clash) = self.compiled.ruled_out(&baseline, &mut self.walk) else { return true };
        let Some(constraint) = clash.constraints.first() else { return true };
        let constraint = &model.constraints[constraint.index()];
        let span = self.library.span_of_id(constraint.file, &[own_name(&constraint.id)]);
        let (code, message) = if clash.conditions.is_empty() {
            (Code::UnsatisfiableConstraint, ruled_out(model, &baseline, &clash))
        } else {
            (
                Code::RuledOutBaseline,
                format!("The baseline is ruled out. {}", ruled_out(model, &baseline, &clash)),
            )
        };
        self.error(
            code,
            constraint.file,
            span,
            message,
            "change a baseline value or what is required".to_owned(),
        );
        false
    }

    fn findings(&mut self) {
        for finding in logic::audit(&self.library.model, self.compiled) {
            self.finding(&finding);
        }
    }

    /// Warns, if the reader named the file: of a file that others use, only part may be in use.
    fn warning(&mut self, code: Code, file: FileId, span: Span, message: String, help: String) {
        if self.library.files[file.index()].named {
            self.error(code, file, span, message, help);
            if let Some(last) = self.report.diagnostics.last_mut() {
                last.severity = Severity::Warning;
            }
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let library = self.library;
        let model = &library.model;
        let span_of =
            |file: FileId, id: &str| library.span_of_id(file, &id.split('.').skip(1).collect::<Vec<_>>());
        match finding {
            Finding::Fault { stance: id, fault, witness } => {
                let stance = &model.stances[id.index()];
                let (code, what, remedy) = if *fault == Outcome::GAP {
                    let remedy = "add a rule for it; if the source does not say, let the rule say `silent`";
                    (Code::Gap, "no rule is in force", remedy)
                } else {
                    let remedy = "let one rule stand over the other, or let their guards exclude each other";
                    (Code::Conflict, "different things are said at once", remedy)
                };
                let world = witness.as_ref().map_or_else(
                    || "in some worlds".to_owned(),
                    |way| match way.as_slice() {
                        [] => "in every world".to_owned(),
                        way => format!("where {}", settings(model, way)),
                    },
                );
                let message = format!("{world}, {what} for `{}`", stance.id);
                self.error(code, stance.file, span_of(stance.file, &stance.id), message, remedy.to_owned());
            }
            Finding::DeadRule { stance, rule, under } => {
                let stance = &model.stances[stance.index()];
                let rule = &stance.rules[*rule];
                let uppers: Vec<&str> =
                    under.iter().map(|upper| own_name(&stance.rules[*upper].id)).collect();
                let help = match uppers.as_slice() {
                    [] => "other rules stand over it, each in some of the worlds where it applies".to_owned(),
                    uppers => format!("{} always stands over it", listed(uppers.iter().copied())),
                };
                let message = format!("the rule `{}` is never in force", rule.id);
                self.warning(Code::DeadRule, stance.file, span_of(stance.file, &rule.id), message, help);
            }
            Finding::NeverHolds(guarded) => {
                let (id, file) = guarded_id(model, *guarded);
                let message = format!("the guard of `{id}` holds in no world");
                let help = "something in it excludes something else; or remove what it guards".to_owned();
                self.warning(Code::NeverHolds, file, span_of(file, id), message, help);
            }
            Finding::AlwaysHolds(guarded) => {
                let (id, file) = guarded_id(model, *guarded);
                let message = format!("the guard of `{id}` holds in every world");
                self.warning(
                    Code::AlwaysHolds,
                    file,
                    span_of(file, id),
                    message,
                    "write `always`".to_owned(),
                );
            }
            Finding::IdleOverride(id) => {
                let over = &model.overrides[id.index()];
                let message = format!("the override `{}` never replaces anything", over.id);
                let help =
                    "no stance that it reaches has one of those values where its guard holds".to_owned();
                self.warning(Code::IdleOverride, over.file, span_of(over.file, &over.id), message, help);
            }
            Finding::ImpliedConstraint(id, by) => {
                let constraint = &model.constraints[id.index()];
                let message = format!(
                    "the constraint `{}` holds wherever `{}` does",
                    constraint.id,
                    model.constraints[by.index()].id
                );
                let span = span_of(constraint.file, &constraint.id);
                let help = "it changes nothing; remove one of the two".to_owned();
                self.warning(Code::ImpliedConstraint, constraint.file, span, message, help);
            }
            Finding::MovingContext(id, stance) => {
                let condition = &model.conditions[id.index()];
                let stance = &model.stances[stance.index()].id;
                let message = format!("`{}` is declared context, and moves `{stance}`", condition.id);
                let span = span_of(condition.file, &condition.id);
                self.error(
                    Code::MovingContext,
                    condition.file,
                    span,
                    message,
                    "remove `context: true`".to_owned(),
                );
            }
            Finding::IdleCondition(id) => {
                let condition = &model.conditions[id.index()];
                let message = format!("`{}` moves no stance", condition.id);
                let help = "use it in a guard; or, if that is the point, declare `context: true`".to_owned();
                let span = span_of(condition.file, &condition.id);
                self.warning(Code::IdleCondition, condition.file, span, message, help);
            }
            Finding::UnreachedValue(id, value) => {
                let scale = &model.scales[id.index()];
                let value = scale.outcome_id(*value);
                let message = format!("no stance on `{}` ever is `{value}`", scale.id);
                let span = library.span_of_value(scale.file, own_name(&scale.id), value);
                self.warning(Code::UnreachedValue, scale.file, span, message, "no rule says so".to_owned());
            }
        }
    }

    /// Lessons whose position is ruled out at a step.
    fn lessons(&mut self) {
        let model = &self.library.model;
        for lesson in &self.library.lessons {
            let mut position = Position::baseline(model);
            for (number, step) in lesson.steps.iter().enumerate() {
                match step {
                    Step::Set(given) => given.iter().for_each(|(id, value)| position.suppose(*id, *value)),
                    Step::Reset => position = Position::baseline(model),
                    _ => continue,
                }
                if let Some(clash) = self.compiled.ruled_out(&position, &mut self.walk) {
                    let span = self.library.span_of_id(lesson.file, &[own_name(&lesson.id)]);
                    let message =
                        format!("at step {} of `{}` the position is ruled out", number + 1, lesson.id);
                    let help = ruled_out(model, &position, &clash);
                    self.error(Code::RuledOutLesson, lesson.file, span, message, help);
                    break;
                }
            }
        }
    }

    fn expectations(&mut self) {
        for expectation in &self.library.expectations {
            self.expectation(expectation);
        }
    }

    fn expectation(&mut self, expectation: &Expectation) {
        let model = &self.library.model;
        let mut position = Position::baseline(model);
        for (condition, value) in &expectation.given {
            position.suppose(*condition, *value);
        }
        if let Some(clash) = self.compiled.ruled_out(&position, &mut self.walk) {
            let message = format!("“{}” supposes what cannot be", expectation.label);
            let help = ruled_out(model, &position, &clash);
            self.error(Code::FailedExpectation, expectation.file, expectation.span, message, help);
            return;
        }
        for (stance, expected) in &expectation.then {
            let found = self.compiled.outcomes(*stance, position.values(), &mut self.walk);
            if found != *expected {
                let words = |outcomes: OutcomeSet| {
                    let scale = model.scale_of(*stance);
                    let ids: Vec<String> =
                        outcomes.iter().map(|outcome| format!("`{}`", scale.outcome_id(outcome))).collect();
                    conjunction(&ids.iter().map(String::as_str).collect::<Vec<_>>())
                };
                let id = &model.stances[stance.index()].id;
                let message = format!("“{}” does not come true for `{id}`", expectation.label);
                let help = format!("expected was {}, what follows is {}", words(*expected), words(found));
                self.error(Code::FailedExpectation, expectation.file, expectation.span, message, help);
            }
        }
    }
}

/// The id of what a guard belongs to, and its file.
fn guarded_id(model: &Model, guarded: Guarded) -> (&str, FileId) {
    match guarded {
        Guarded::Definition(Definition::Fact(id)) => {
            (&model.facts[id.index()].id, model.facts[id.index()].file)
        }
        Guarded::Definition(Definition::Override(id)) => {
            (&model.overrides[id.index()].id, model.overrides[id.index()].file)
        }
        Guarded::Definition(Definition::Stance(id)) => {
            (&model.stances[id.index()].id, model.stances[id.index()].file)
        }
        Guarded::Rule(stance, rule) => {
            let stance = &model.stances[stance.index()];
            (&stance.rules[rule].id, stance.file)
        }
        Guarded::Remark(index) => (&model.remarks[index].id, model.remarks[index].file),
    }
}

/// Conditions and values as an author writes them: `iraq.bw_confirmed` is `yes`.
fn settings(model: &Model, way: &[(ConditionId, Value)]) -> String {
    let parts: Vec<String> = way
        .iter()
        .map(|(id, value)| {
            let condition = &model.conditions[id.index()];
            format!("`{}` is `{}`", condition.id, condition.value_id(Some(*value)))
        })
        .collect();
    conjunction(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The id within its file.
fn own_name(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, own)| own)
}
