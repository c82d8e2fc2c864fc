//! Answers as sentences.

use std::fmt::Write;

use crate::language::diagnostic::{Report, Severity};
use crate::language::library::Library;
use crate::logic::clash::Clash;
use crate::logic::follow::{Extent, WhatFollows};
use crate::logic::model::{Condition, ConditionKind, FileId, Grounds, Model, OutcomeSet, StanceId, Value};
use crate::logic::position::Position;

use super::wrap::wrap;

/// The outcomes in words: `not tolerated`, or `open: practical or declarative`.
pub fn outcomes(model: &Model, stance: StanceId, outcomes: OutcomeSet) -> String {
    let scale = model.scale_of(stance);
    let words: Vec<&str> = outcomes.iter().map(|outcome| scale.outcome_label(outcome)).collect();
    match words.as_slice() {
        [] => "no answer: the position is ruled out".to_owned(),
        [only] => (*only).to_owned(),
        _ => format!("open: {}", alternatives(&words)),
    }
}

/// `a`, `a or b`, `a, b or c`.
pub fn alternatives(words: &[&str]) -> String {
    listed(words, "or")
}

/// `a`, `a and b`, `a, b and c`.
pub fn conjunction(words: &[&str]) -> String {
    listed(words, "and")
}

fn listed(words: &[&str], last_word: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {last_word} {last}", first.join(", ")),
    }
}

/// An assumption in words: `A germ-warfare programme is confirmed: yes`.
pub fn assumption(condition: &Condition, value: Option<Value>) -> String {
    format!("{}: {}", condition.label, value_word(condition, value))
}

/// A value in words.
pub fn value_word(condition: &Condition, value: Option<Value>) -> &str {
    value.map_or("unknown", |value| &condition.options[usize::from(value)].label)
}

/// The grounds and locators of a claim: `stated · §3 ¶7 s4`.
pub fn grounds_and_cite(grounds: Grounds, locators: &[String]) -> String {
    if locators.is_empty() {
        return grounds.word().to_owned();
    }
    format!("{grounds} · {}", cite(locators))
}

/// Locators in one line, a section named once: `§3 ¶7 s5, s8 · ¶8 s2`.
pub fn cite(locators: &[String]) -> String {
    let mut text = String::new();
    let mut section = "";
    let mut paragraph = "";
    for locator in locators {
        let (this_section, rest) = locator.split_once(' ').unwrap_or((locator, ""));
        let (this_paragraph, sentences) = rest.split_once(' ').unwrap_or((rest, ""));
        if !section.is_empty()
            && this_section == section
            && this_paragraph == paragraph
            && !sentences.is_empty()
        {
            let _ = write!(text, ", {sentences}");
        } else {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(if this_section == section && !rest.is_empty() { rest } else { locator });
        }
        (section, paragraph) = (this_section, this_paragraph);
    }
    text
}

/// Why a position is ruled out, in a sentence.
pub fn ruled_out(model: &Model, position: &Position, clash: &Clash) -> String {
    let constraints: Vec<String> =
        clash.constraints.iter().map(|id| format!("“{}”", model.constraints[id.index()].label)).collect();
    let supposed =
        |condition: &Condition, value| format!("“{}” ({})", condition.label, value_word(condition, value));
    let assumptions = clash.conditions.iter();
    let assumptions: Vec<String> =
        assumptions.map(|id| supposed(&model.conditions[id.index()], position.value(*id))).collect();
    let join = |words: &[String]| conjunction(&words.iter().map(String::as_str).collect::<Vec<_>>());
    match (constraints.is_empty(), assumptions.is_empty()) {
        (_, true) => format!("No world satisfies {}.", join(&constraints)),
        _ => format!("Ruled out: {} does not go with {}.", join(&constraints), join(&assumptions)),
    }
}

/// How a position differs from the paper: an opening, and each assumption that is another.
pub fn supposition(model: &Model, position: &Position) -> (&'static str, Vec<String>) {
    let baseline = Position::baseline(model);
    let changed: Vec<String> = position
        .differences(&baseline)
        .map(|id| assumption(&model.conditions[id.index()], position.value(id)))
        .collect();
    let opening = if changed.is_empty() {
        "Suppose that all is as in the paper."
    } else {
        "Suppose that, unlike in the paper:"
    };
    (opening, changed)
}

/// What follows from a position, file by file, at most `width` cells wide.
pub fn evaluation(library: &Library, position: &Position, follows: &WhatFollows, width: usize) -> String {
    let model = &library.model;
    let mut text = String::new();
    let (opening, changed) = supposition(model, position);
    let _ = writeln!(text, "{opening}");
    for assumption in changed {
        push(&mut text, &format!("• {assumption}"), 2, width);
    }
    if let Some(clash) = &follows.ruled_out {
        text.push('\n');
        push(&mut text, &ruled_out(model, position, clash), 0, width);
        return text;
    }
    for (index, file) in library.files.iter().enumerate().filter(|(_, file)| file.named) {
        let file_id = FileId::from(index);
        let stances = model.stances.iter().enumerate().filter(|(_, stance)| stance.file == file_id);
        let mut stances = stances.peekable();
        if stances.peek().is_some() {
            let _ = write!(text, "\n{}\n", file.title);
        }
        for (index, stance) in stances {
            let answer = &follows.stances[index];
            let words = outcomes(model, StanceId::from(index), answer.outcomes);
            push(&mut text, &format!("{}, toward {}: {words}.", stance.actor, stance.toward), 2, width);
            let scale = &model.scales[stance.scale.index()];
            let is_replaced = answer.overrides.iter().any(|(_, extent)| *extent == Extent::Always);
            let rules = stance.rules.iter().zip(&answer.rules).filter(|_| !is_replaced);
            for (rule, extent) in rules {
                let grounds = grounds_and_cite(rule.grounds, &rule.cite);
                let said = scale.outcome_label(rule.then);
                push_reason(&mut text, *extent, said, &format!("{} ({grounds})", rule.because), width);
            }
            for (over, extent) in &answer.overrides {
                let over = &model.overrides[over.index()];
                let grounds = grounds_and_cite(over.grounds, &over.cite);
                let here = over.replaces.iter().find(|replaces| replaces.stance.index() == index);
                let said = here.map_or("", |replaces| scale.outcome_label(replaces.then));
                push_reason(&mut text, *extent, said, &format!("{} ({grounds})", over.because), width);
            }
        }
        for remark in follows.remarks.iter().map(|id| &model.remarks[id.index()]) {
            if remark.file == file_id {
                push(&mut text, &format!("Note: {} ({})", remark.text, cite(&remark.cite)), 2, width);
            }
        }
    }
    text
}

/// A reason, and what it says where it holds in some worlds only.
fn push_reason(text: &mut String, extent: Extent, said: &str, words: &str, width: usize) {
    match extent {
        Extent::Always => push(text, words, 4, width),
        Extent::Sometimes => push(text, &format!("In some worlds {said}: {words}"), 4, width),
        Extent::Never => {}
    }
}

/// The scenarios, their conditions and stances.
pub fn list(library: &Library, width: usize) -> String {
    let model = &library.model;
    let mut text = String::new();
    for (index, file) in library.files.iter().enumerate().filter(|(_, file)| file.named) {
        let file_id = FileId::from(index);
        if !text.is_empty() {
            text.push('\n');
        }
        push(&mut text, &format!("{} ({}): {}", file.name, file.as_of, file.summary), 0, width);
        for condition in model.conditions.iter().filter(|condition| condition.file == file_id) {
            let values: Vec<&str> = condition.options.iter().map(|option| option.id.as_str()).collect();
            let kind = match condition.kind {
                ConditionKind::YesNo => String::new(),
                ConditionKind::Choice => format!(" [{}]", values.join(" | ")),
                ConditionKind::Reading => format!(" [reading: {}]", values.join(" | ")),
            };
            let baseline = condition.value_id(condition.baseline);
            push(&mut text, &format!("{} = {baseline}: {}{kind}", condition.id, condition.label), 2, width);
        }
        for stance in model.stances.iter().filter(|stance| stance.file == file_id) {
            let scale = &model.scales[stance.scale.index()];
            let values: Vec<&str> = scale.values.iter().map(|value| value.id.as_str()).collect();
            let values = values.join(" | ");
            push(
                &mut text,
                &format!("{}: {}, toward {} [{values} | silent]", stance.id, stance.actor, stance.toward),
                2,
                width,
            );
        }
        let used: Vec<&str> =
            file.uses.iter().map(|used| library.files[used.index()].name.as_str()).collect();
        if !used.is_empty() {
            push(&mut text, &format!("It uses {}.", conjunction(&used)), 2, width);
        }
    }
    text
}

/// Adds a paragraph whose first line is indented by `indent` and the others by two more.
fn push(text: &mut String, paragraph: &str, indent: usize, width: usize) {
    for (index, line) in wrap(paragraph, width.saturating_sub(indent + 2)).iter().enumerate() {
        let indent = if index == 0 { indent } else { indent + 2 };
        let _ = writeln!(text, "{:indent$}{line}", "");
    }
}

/// How many errors and warnings a report has, as in `1 error, 2 warnings`; nothing if it has none.
pub fn number_of_faults(report: &Report) -> String {
    let number = |severity, one: &str| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {one}s")),
    };
    let numbers = [number(Severity::Error, "error"), number(Severity::Warning, "warning")];
    numbers.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_named_once() {
        let table: [(&[&str], &str); 4] = [
            (&["§3 ¶7 s5", "§3 ¶7 s8"], "§3 ¶7 s5, s8"),
            (&["§3 ¶7 s4", "§3 ¶8 s2"], "§3 ¶7 s4; ¶8 s2"),
            (&["§3 ¶9", "§0 ¶2"], "§3 ¶9; §0 ¶2"),
            (&[], ""),
        ];
        for (locators, expected) in table {
            let locators: Vec<String> = locators.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(cite(&locators), expected);
        }
    }

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        assert_eq!(alternatives(&["a", "b", "c"]), "a, b or c");
        assert_eq!(conjunction(&["a", "b"]), "a and b");
    }
}
