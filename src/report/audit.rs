//! What the logic finds wrong with files that can be read, as diagnostics in their texts.

use crate::language::diagnostic::{Code, Diagnostic, Report, Severity, listed};
use crate::language::library::{Expectation, Library, Step};
use crate::language::places::{Place, Places};
use crate::logic::audit::{self as logic, Finding, Guarded};
use crate::logic::compile::{Compiled, Part, TooIntertwined, compile};
use crate::logic::diagram::Walk;
use crate::logic::follow::Extent;
use crate::logic::model::{ConditionId, Definition, Model, Outcome, OutcomeSet, StanceId, Value};
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
    let (model, places) = (&library.model, &library.places);
    let (id, place) = match part {
        Part::Definition(definition) => guarded(model, places, Guarded::Definition(definition)),
        Part::Constraint(id) => (&*model.constraints[id.index()].id, places.constraints[id.index()]),
        Part::Remark(index) => guarded(model, places, Guarded::Remark(index)),
    };
    let diagnostic = Diagnostic {
        code: Code::Intertwined,
        severity: Severity::Error,
        file: Some(place.file.index()),
        span: place.span,
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
    fn error(&mut self, code: Code, place: Place, message: String, help: String) {
        self.report.diagnostics.push(Diagnostic {
            code,
            severity: Severity::Error,
            file: Some(place.file.index()),
            span: place.span,
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
        let place = self.library.places.constraints[constraint.index()];
        let (code, message) = if clash.conditions.is_empty() {
            (Code::UnsatisfiableConstraint, ruled_out(model, &baseline, &clash))
        } else {
            (
                Code::RuledOutBaseline,
                format!("The baseline is ruled out. {}", ruled_out(model, &baseline, &clash)),
            )
        };
        self.error(code, place, message, "change a baseline value or what is required".to_owned());
        false
    }

    fn findings(&mut self) {
        for finding in logic::audit(&self.library.model, self.compiled) {
            self.finding(&finding);
        }
    }

    /// Warns, if the reader named the file: of a file that others use, only part may be in use.
    fn warning(&mut self, code: Code, place: Place, message: String, help: String) {
        if self.library.files[place.file.index()].named {
            self.error(code, place, message, help);
            if let Some(last) = self.report.diagnostics.last_mut() {
                last.severity = Severity::Warning;
            }
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let library = self.library;
        let (model, places) = (&library.model, &library.places);
        match finding {
            Finding::Fault { stance: id, fault, witness } => {
                let stance = &model.stances[id.index()];
                let (code, what, remedy) = if *fault == Outcome::GAP {
                    let remedy = "add a rule for it; if the source does not say, let the rule say `silent`";
                    (Code::Gap, "no rule is in force", remedy.to_owned())
                } else {
                    let remedy =
                        witness.as_ref().and_then(|way| self.clashing(*id, way)).unwrap_or_else(|| {
                            "let one rule stand over the other, or let their guards exclude each other"
                                .to_owned()
                        });
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
                self.error(code, places.stances[id.index()], message, remedy);
            }
            Finding::DeadRule { stance, rule, under } => {
                let place = places.rules[stance.index()][*rule];
                let stance = &model.stances[stance.index()];
                let rule = &stance.rules[*rule];
                let uppers: Vec<&str> =
                    under.iter().map(|upper| own_name(&stance.rules[*upper].id)).collect();
                let help = match uppers.as_slice() {
                    [] => "other rules stand over it, each in some of the worlds where it applies".to_owned(),
                    uppers => format!("{} always stands over it", listed(uppers.iter().copied())),
                };
                let message = format!("the rule `{}` is never in force", rule.id);
                self.warning(Code::DeadRule, place, message, help);
            }
            Finding::NeverHolds(part) => {
                let (id, place) = guarded(model, places, *part);
                let message = format!("the guard of `{id}` holds in no world");
                let help = "something in it excludes something else, or a constraint excludes all of it; or remove what it guards";
                let help = help.to_owned();
                self.warning(Code::NeverHolds, place, message, help);
            }
            Finding::AlwaysHolds(part) => {
                let (id, place) = guarded(model, places, *part);
                let message = format!("the guard of `{id}` holds in every world");
                self.warning(Code::AlwaysHolds, place, message, "write `always`".to_owned());
            }
            Finding::IdleOverride(id) => {
                let over = &model.overrides[id.index()];
                let message = format!("the override `{}` never replaces anything", over.id);
                let help =
                    "no stance that it reaches has one of those values where its guard holds".to_owned();
                self.warning(Code::IdleOverride, places.overrides[id.index()], message, help);
            }
            Finding::ImpliedConstraint(id, by) => {
                let constraint = &model.constraints[id.index()];
                let message = format!(
                    "the constraint `{}` holds wherever `{}` does",
                    constraint.id,
                    model.constraints[by.index()].id
                );
                let help = "it changes nothing; remove one of the two".to_owned();
                self.warning(Code::ImpliedConstraint, places.constraints[id.index()], message, help);
            }
            Finding::MovingContext(id, stance) => {
                let condition = &model.conditions[id.index()];
                let stance = &model.stances[stance.index()].id;
                let message = format!("`{}` is declared context, and moves `{stance}`", condition.id);
                let help = "remove `context: true`".to_owned();
                self.error(Code::MovingContext, places.conditions[id.index()], message, help);
            }
            Finding::IdleCondition(id) => {
                let condition = &model.conditions[id.index()];
                let message = format!("`{}` moves no stance", condition.id);
                let help = "use it in a guard; or, if that is the point, declare `context: true`".to_owned();
                self.warning(Code::IdleCondition, places.conditions[id.index()], message, help);
            }
            Finding::UnreachedValue(id, value) => {
                let scale = &model.scales[id.index()];
                let values = &places.values[id.index()];
                let place = value.index().map_or(places.scales[id.index()], |index| values[index]);
                let message = format!("no stance on `{}` ever is `{}`", scale.id, scale.outcome_id(*value));
                self.warning(Code::UnreachedValue, place, message, "no rule says so".to_owned());
            }
        }
    }

    /// How to mend that two rules, or two overrides, disagree about a stance where a way leads: which they
    /// are, if it is the same ones in all worlds there.
    fn clashing(&mut self, stance: StanceId, way: &[(ConditionId, Value)]) -> Option<String> {
        let model = &self.library.model;
        let mut position = Position::unknown(model);
        for (condition, value) in way {
            position.suppose(*condition, Some(*value));
        }
        let follows = self.compiled.follow(&position, &mut self.walk);
        let answer = &follows.stances[stance.index()];
        let rules = model.stances[stance.index()].rules.iter().zip(&answer.rules);
        let rules: Vec<(&str, Outcome)> = rules
            .filter(|(_, extent)| **extent == Extent::Always)
            .map(|(rule, _)| (rule.id.rsplit_once('.').map_or(&*rule.id, |(_, own)| own), rule.then))
            .collect();
        let overrides: Vec<(&str, Outcome)> = model
            .overrides_of(stance)
            .filter(|(id, _)| answer.overrides.contains(&(*id, Extent::Always)))
            .map(|(id, replaces)| (model.overrides[id.index()].id.as_str(), replaces.then))
            .collect();
        let scale = model.scale_of(stance);
        let disagreement = |[(first, left), (second, right)]: [(&str, Outcome); 2]| {
            let (left, right) = (scale.outcome_id(left), scale.outcome_id(right));
            format!("`{first}` says `{left}` and `{second}` says `{right}`")
        };
        if let Some(two) = disagreeing(&overrides) {
            return Some(format!("{}; let their guards exclude each other", disagreement(two)));
        }
        let two = disagreeing(&rules)?;
        let [(first, _), (second, _)] = two;
        Some(format!(
            "{}; write `over: [\"{first}\"]` in `{second}` or the other way round, or let their guards exclude each other",
            disagreement(two)
        ))
    }

    /// Lessons whose position is ruled out at a step.
    fn lessons(&mut self) {
        let model = &self.library.model;
        for (lesson, place) in self.library.lessons.iter().zip(&self.library.places.lessons) {
            let mut position = Position::baseline(model);
            for (number, step) in lesson.steps.iter().enumerate() {
                match step {
                    Step::Set(given) => given.iter().for_each(|(id, value)| position.suppose(*id, *value)),
                    Step::Reset => position = Position::baseline(model),
                    _ => continue,
                }
                if let Some(clash) = self.compiled.ruled_out(&position, &mut self.walk) {
                    let message =
                        format!("at step {} of `{}` the position is ruled out", number + 1, lesson.id);
                    let help = ruled_out(model, &position, &clash);
                    self.error(Code::RuledOutLesson, *place, message, help);
                    break;
                }
            }
        }
    }

    fn expectations(&mut self) {
        for (expectation, place) in self.library.expectations.iter().zip(&self.library.places.expectations) {
            self.expectation(expectation, *place);
        }
    }

    fn expectation(&mut self, expectation: &Expectation, place: Place) {
        let model = &self.library.model;
        let mut position = Position::baseline(model);
        for (condition, value) in &expectation.given {
            position.suppose(*condition, *value);
        }
        if let Some(clash) = self.compiled.ruled_out(&position, &mut self.walk) {
            let message = format!("“{}” supposes what cannot be", expectation.label);
            let help = ruled_out(model, &position, &clash);
            self.error(Code::FailedExpectation, place, message, help);
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
                self.error(Code::FailedExpectation, place, message, help);
            }
        }
    }
}

/// The id of what a guard belongs to, and where it is declared.
fn guarded<'model>(model: &'model Model, places: &Places, part: Guarded) -> (&'model str, Place) {
    match part {
        Guarded::Definition(definition) => {
            let id = match definition {
                Definition::Fact(id) => &model.facts[id.index()].id,
                Definition::Override(id) => &model.overrides[id.index()].id,
                Definition::Stance(id) => &model.stances[id.index()].id,
            };
            (id, places.definition(definition))
        }
        Guarded::Rule(stance, rule) => {
            (&model.stances[stance.index()].rules[rule].id, places.rules[stance.index()][rule])
        }
        Guarded::Remark(index) => (&model.remarks[index].id, places.remarks[index]),
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

/// The first two of those that say different things.
fn disagreeing<'id>(said: &[(&'id str, Outcome)]) -> Option<[(&'id str, Outcome); 2]> {
    let first = *said.first()?;
    Some([first, *said.iter().find(|(_, then)| *then != first.1)?])
}

/// The id within its file.
fn own_name(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, own)| own)
}
