//! From a guard as it is written to a guard that the logic works with: names are looked up, and
//! what is said of them must make sense.

use std::ops::Range;

use super::diagnostic::{Code, listed};
use super::expression::{self, Expression, Quantity, Word};
use super::faults::Faults;
use super::names::{Names, Space, Symbol};
use super::span::{Span, Text};
use super::tokens::{Token, Tokens};
use crate::logic::model::{
    ConditionKind, FileId, Guard, Model, Outcome, OutcomeSet, Scale, StanceId, ValueSet, YES,
};

/// Resolves the guards of one file.
pub struct Guards<'all, 'source> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'source str,
    /// All names.
    pub names: &'all Names<'source>,
    /// The conditions, scales and stances that names lead to.
    pub model: &'all Model,
    /// The stances whose scale is known.
    pub scaled: &'all [bool],
}

impl Guards<'_, '_> {
    /// The guard that `text` says. Where it is faulty, the faults are added and it never holds.
    pub fn resolve(&self, text: &Text<'_>, fallback: Span, faults: &mut Faults) -> Guard {
        let span = text.span(self.text, fallback);
        if text.place.is_none() {
            let place = escaped_guard(&self.text[span.range()]).map_or(span, |place| span.part(place));
            faults.error(
                Code::Expression,
                place,
                "an expression cannot contain escapes",
                "write it without backslashes; values stand without quotes, as in `NAME is VALUE`",
            );
            return Guard::Never;
        }
        match expression::parse(&text.value) {
            Ok(expression) => self.guard(&expression, span, faults),
            Err(fault) => {
                let mut place = span.part(fault.place);
                if place.start == place.end && place.start > span.start {
                    // The end of an expression is underlined at its last character.
                    let before = self.text[..place.start].char_indices().next_back();
                    place.start = before.map_or(place.start, |(byte, _)| byte);
                }
                faults.error(Code::Expression, place, fault.message, fault.help);
                Guard::Never
            }
        }
    }

    fn guard(&self, expression: &Expression, span: Span, faults: &mut Faults) -> Guard {
        let mut all = |parts: &[Expression]| self.parts(parts, span, faults);
        match expression {
            Expression::Always => Guard::Always,
            Expression::Never => Guard::Never,
            Expression::Name(name) => self.name(name, span, faults),
            Expression::Is { name, negated, values } => {
                let guard = self.comparison(name, values, span, faults);
                if *negated { Guard::Not(Box::new(guard)) } else { guard }
            }
            Expression::Not(inner) => Guard::Not(Box::new(self.guard(inner, span, faults))),
            Expression::And(parts) | Expression::Of(Quantity::All, parts) => Guard::All(all(parts)),
            Expression::Or(parts) | Expression::Of(Quantity::Any, parts) => Guard::Any(all(parts)),
            Expression::Implies(first, second) => Guard::Implies(
                Box::new(self.guard(first, span, faults)),
                Box::new(self.guard(second, span, faults)),
            ),
            Expression::Of(Quantity::None, parts) => Guard::Not(Box::new(Guard::Any(all(parts)))),
            Expression::Of(Quantity::AtLeast(least), parts) => {
                Guard::Count { least: *least, most: u32::MAX, of: all(parts) }
            }
            Expression::Of(Quantity::AtMost(most), parts) => {
                Guard::Count { least: 0, most: *most, of: all(parts) }
            }
            Expression::Of(Quantity::Exactly(number), parts) => {
                Guard::Count { least: *number, most: *number, of: all(parts) }
            }
        }
    }

    /// The guards of a list. Values that follow a comparison as if it still went on, as in `sky is grey
    /// or blue`, are one fault together.
    fn parts(&self, parts: &[Expression], span: Span, faults: &mut Faults) -> Vec<Guard> {
        let mut guards = Vec::new();
        let mut rest = parts;
        while let [part, after @ ..] = rest {
            rest = after;
            guards.push(self.guard(part, span, faults));
            let Expression::Is { name, negated, values } = part else { continue };
            let more = after.iter().map_while(|part| match part {
                Expression::Name(word) if self.is_only_a_value_of(name, word) => Some(word),
                _ => None,
            });
            let more: Vec<&Word> = more.collect();
            let (Some(first), Some(last)) = (more.first(), more.last()) else { continue };
            rest = &after[more.len()..];
            let is = if *negated { "is not" } else { "is" };
            let all = values.iter().chain(more.iter().copied()).map(|word| word.text.as_str());
            let all: Vec<&str> = all.collect();
            faults.error(
                Code::UnknownName,
                span.part(first.place.start..last.place.end),
                format!("a value of `{}` is no sentence by itself", name.text),
                format!("write `{} {is} one of ({})`", name.text, all.join(", ")),
            );
        }
        guards
    }

    /// Whether a word names nothing but a value of what another names.
    fn is_only_a_value_of(&self, name: &Word, word: &Word) -> bool {
        let found = self.names.look_up(self.file, &word.text, Space::Symbols);
        if !found.is_err_and(|fault| fault.code == Code::UnknownName) {
            return false;
        }
        match self.names.look_up(self.file, &name.text, Space::Symbols) {
            Ok(Symbol::Condition(id)) => self.model.conditions[id.index()].value(&word.text).is_some(),
            Ok(Symbol::Stance(id)) => {
                self.scaled[id.index()] && self.model.scale_of(id).outcome(&word.text).is_some()
            }
            _ => false,
        }
    }

    fn symbol(&self, name: &Word, span: Span, faults: &mut Faults) -> Option<Symbol> {
        match self.names.look_up(self.file, &name.text, Space::Symbols) {
            Ok(Symbol::Faulty) => None,
            Ok(symbol) => Some(symbol),
            Err(fault) => {
                faults.error(fault.code, span.part(name.place.clone()), fault.message, fault.help);
                None
            }
        }
    }

    fn name(&self, name: &Word, span: Span, faults: &mut Faults) -> Guard {
        let place = span.part(name.place.clone());
        let text = &name.text;
        let (what, example) = match self.symbol(name, span, faults) {
            None => return Guard::Never,
            Some(Symbol::Fact(fact)) => return Guard::Fact(fact),
            Some(Symbol::Condition(id)) => {
                let condition = &self.model.conditions[id.index()];
                let what = match condition.kind {
                    ConditionKind::YesNo => return Guard::Condition(id, ValueSet::only(YES)),
                    ConditionKind::Choice => "a choice",
                    ConditionKind::Reading => "a reading",
                };
                (what, condition.options.first().map_or("…", |option| option.id.as_str()))
            }
            Some(Symbol::Stance(stance)) => ("a stance", self.example(stance)),
            Some(Symbol::Scale(_) | Symbol::Faulty) => {
                faults.error(
                    Code::WrongKind,
                    place,
                    format!("`{text}` is a scale"),
                    "name a condition, a fact or a stance",
                );
                return Guard::Never;
            }
        };
        faults.error(
            Code::WrongKind,
            place,
            format!("`{text}` is {what}: by itself it is neither true nor false"),
            format!("compare it with a value, as in `{text} is {example}`"),
        );
        Guard::Never
    }

    fn example(&self, stance: StanceId) -> &str {
        if !self.scaled[stance.index()] {
            return "…";
        }
        self.model.scale_of(stance).values.first().map_or("silent", |value| &value.id)
    }

    fn comparison(&self, name: &Word, values: &[Word], span: Span, faults: &mut Faults) -> Guard {
        match self.symbol(name, span, faults) {
            None => Guard::Never,
            Some(Symbol::Condition(id)) => {
                let condition = &self.model.conditions[id.index()];
                let what = if condition.kind == ConditionKind::YesNo { "values" } else { "options" };
                let mut set = ValueSet(0);
                for value in values {
                    if let Some(index) = condition.value(&value.text) {
                        set = set.with(index);
                    } else {
                        let options = condition.options.iter().map(|option| option.id.as_str());
                        let (message, help) =
                            unknown_value(self.names, &name.text, &value.text, options, what);
                        let help = only_what_is_so(&value.text).unwrap_or(help);
                        let place = span.part(value.place.clone());
                        faults.error(Code::UnknownValue, place, message, help);
                    }
                }
                Guard::Condition(id, set)
            }
            Some(Symbol::Stance(id)) => {
                if !self.scaled[id.index()] {
                    return Guard::Never;
                }
                let scale = self.model.scale_of(id);
                let mut set = OutcomeSet::EMPTY;
                for value in values {
                    if let Some(outcome) = scale.outcome(&value.text) {
                        set = set.with(outcome);
                    } else {
                        let (message, help) = unknown_outcome(self.names, scale, &value.text);
                        let help = only_what_is_so(&value.text).unwrap_or(help);
                        let place = span.part(value.place.clone());
                        faults.error(Code::UnknownValue, place, message, help);
                    }
                }
                Guard::Stance(id, set)
            }
            Some(Symbol::Fact(_)) => {
                faults.error(
                    Code::WrongKind,
                    span.part(name.place.clone()),
                    format!("`{}` is a fact: it holds or it does not", name.text),
                    format!("write `{}` or `not {}`", name.text, name.text),
                );
                Guard::Never
            }
            Some(Symbol::Scale(_) | Symbol::Faulty) => {
                faults.error(
                    Code::WrongKind,
                    span.part(name.place.clone()),
                    format!("`{}` is a scale", name.text),
                    "name a stance that stands on it",
                );
                Guard::Never
            }
        }
    }
}

/// Where the guard with escapes stands in an item.
fn escaped_guard(item: &str) -> Option<Range<usize>> {
    let tokens: Vec<Token<'_>> = Tokens::of(item).without_comments().collect();
    let guard = tokens.windows(3).find(|tokens| {
        matches!(tokens[0].text, "when" | "require") && tokens[1].text == ":" && tokens[2].text.contains('\\')
    })?;
    Some(guard[2].start..guard[2].end())
}

/// What to say where a guard asks whether something is known.
fn only_what_is_so(value: &str) -> Option<String> {
    let help = "a guard asks what is so, not what is known: a value that is unknown may be any of them";
    (value == "unknown").then(|| help.to_owned())
}

/// What to say of a value that is not among the options.
pub fn unknown_value<'option>(
    names: &Names<'_>,
    name: &str,
    value: &str,
    options: impl Iterator<Item = &'option str> + Clone,
    what: &str,
) -> (String, String) {
    let message = format!("`{value}` is not one of the {what} of `{name}`");
    let help = match names.nearest(value, options.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if options.clone().count() == 1 => format!("its only value is {}", listed(options)),
        None => format!("its {what} are {}", listed(options)),
    };
    (message, help)
}

/// What to say of a value that is not on a scale.
pub fn unknown_outcome(names: &Names<'_>, scale: &Scale, value: &str) -> (String, String) {
    if matches!(value, "gap" | "conflict") {
        return (
            format!("`{value}` is a fault, not a value"),
            "the audit reports every gap and every conflict".to_owned(),
        );
    }
    let values = scale.values.iter().map(|value| value.id.as_str()).chain(["silent"]);
    unknown_value(names, &scale.id, value, values, "values")
}

/// The outcome that a value names, or a fault.
pub fn outcome(
    names: &Names<'_>,
    scale: &Scale,
    value: &Text<'_>,
    span: Span,
    faults: &mut Faults,
) -> Option<Outcome> {
    let outcome = scale.outcome(&value.value);
    if outcome.is_none() {
        let (message, help) = unknown_outcome(names, scale, &value.value);
        faults.error(Code::UnknownValue, span, message, help);
    }
    outcome
}
