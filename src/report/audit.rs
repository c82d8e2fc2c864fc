//! What the logic finds wrong with files that can be read, as diagnostics in their texts.

use crate::language::diagnostic::{Code, Diagnostic, Report, Severity, SourceText};
use crate::language::library::{Expectation, Library};
use crate::language::span::Span;
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::model::{FileId, Outcome, OutcomeSet, StanceId};
use crate::logic::position::Position;

use super::text::{conjunction, ruled_out};

/// Audits a library.
pub fn audit(library: &Library, compiled: &Compiled) -> Report {
    let texts = library.files.iter();
    let texts = texts.map(|file| SourceText { path: file.path.clone(), text: file.text.to_string() });
    let mut audit = Audit {
        library,
        compiled,
        report: Report { texts: texts.collect(), diagnostics: Vec::new() },
        walk: Walk::default(),
    };
    if audit.baseline() {
        audit.stances();
        audit.expectations();
    }
    audit.report.sort();
    audit.report
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

    /// Whether the baseline is admissible.
    fn baseline(&mut self) -> bool {
        let model = &self.library.model;
        let baseline = Position::baseline(model);
        let Some(clash) = self.compiled.follow(&baseline, &mut self.walk).ruled_out else { return true };
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

    /// Worlds in which a stance has no answer, or more than one.
    fn stances(&mut self) {
        let anything = vec![None; self.library.model.conditions.len()];
        for index in 0..self.library.model.stances.len() {
            let outcomes = self.compiled.outcomes(StanceId::from(index), &anything, &mut self.walk);
            let stance = &self.library.model.stances[index];
            let span = self.library.span_of_id(stance.file, &[own_name(&stance.id)]);
            if outcomes.contains(Outcome::GAP) {
                let message = format!("in some worlds no rule of `{}` is in force", stance.id);
                let help = "add a rule for them; if the source does not say, let it say `silent`".to_owned();
                self.error(Code::Gap, stance.file, span, message, help);
            }
            if outcomes.contains(Outcome::CONFLICT) {
                let message = format!("in some worlds `{}` is given different values at once", stance.id);
                let help =
                    "let one of the rules stand over the other, or let their guards exclude each other";
                self.error(Code::Conflict, stance.file, span, message, help.to_owned());
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
        if let Some(clash) = self.compiled.follow(&position, &mut self.walk).ruled_out {
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

/// The id within its file.
fn own_name(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, own)| own)
}
