//! What a reader's words name: conditions, values, stances and places on their scales.

use std::collections::BTreeSet;

use crate::language::diagnostic::{alternatives, nearest};
use crate::language::library::Library;
use crate::logic::model::{ConditionId, Model, Outcome, StanceId, Value};
use crate::logic::position::Position;

/// Supposes what `settings` say, each as `ID=VALUE`; returns those that mean nothing.
pub fn settle(model: &Model, position: &mut Position, settings: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for setting in settings {
        match assumption(model, setting) {
            Ok((condition, value)) => position.suppose(condition, value),
            Err(fault) => faults.push(fault),
        }
    }
    faults
}

/// The condition and the value of `ID=VALUE`.
///
/// # Errors
/// What is wrong with it, with a remedy on a line of its own.
pub fn assumption(model: &Model, setting: &str) -> Result<(ConditionId, Option<Value>), String> {
    let Some((name, value)) = setting.split_once('=') else {
        return Err(format!("`{setting}` supposes nothing\nhelp: write it as `{setting}=yes`"));
    };
    let id = condition(model, name.trim())?;
    value_of(model, id, value.trim()).map(|value| (id, value))
}

/// The value that a word names: an option, or unknown.
///
/// # Errors
/// If it names none.
pub fn value_of(model: &Model, id: ConditionId, word: &str) -> Result<Option<Value>, String> {
    let condition = &model.conditions[id.index()];
    if word == "unknown" {
        return Ok(None);
    }
    condition.value(word).map(Some).ok_or_else(|| {
        let words = || condition.options.iter().map(|option| option.id.as_str()).chain(["unknown"]);
        let help = match nearest(word, words()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it can be {}", alternatives(words())),
        };
        format!("`{}` cannot be `{word}`\nhelp: {help}", condition.id)
    })
}

/// The condition with this full id, or with this name in only one file.
///
/// # Errors
/// If there is none, or there are several.
pub fn condition(model: &Model, name: &str) -> Result<ConditionId, String> {
    let ids: Vec<&str> = model.conditions.iter().map(|condition| condition.id.as_str()).collect();
    named(&ids, name, "condition").map(ConditionId::from)
}

/// The stance with this full id, or with this name in only one file.
///
/// # Errors
/// If there is none, or there are several.
pub fn stance(model: &Model, name: &str) -> Result<StanceId, String> {
    let ids: Vec<&str> = model.stances.iter().map(|stance| stance.id.as_str()).collect();
    named(&ids, name, "stance").map(StanceId::from)
}

/// The place of the lesson with this full id, or with this name in only one file.
///
/// # Errors
/// If there is none, or there are several.
pub fn lesson(library: &Library, name: &str) -> Result<usize, String> {
    let ids: Vec<&str> = library.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
    let elsewhere = if library.is_whole_bundle { "; `-s` names other scenarios and files" } else { "" };
    let choose = || format!("choose {}{elsewhere}", alternatives(ids.iter().copied()));
    named(&ids, name, "lesson").map_err(|error| error.replace("`whatif list` shows every lesson", &choose()))
}

/// The outcome that a word names on a stance's scale; gaps and conflicts can be asked for.
///
/// # Errors
/// If it names none.
pub fn outcome(model: &Model, stance: StanceId, word: &str) -> Result<Outcome, String> {
    let scale = model.scale_of(stance);
    match word {
        "gap" => Ok(Outcome::GAP),
        "conflict" => Ok(Outcome::CONFLICT),
        _ => scale.outcome(word).ok_or_else(|| {
            let words = || scale.values.iter().map(|value| value.id.as_str()).chain(["silent"]);
            let help = match nearest(word, words()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its values are {}", alternatives(words())),
            };
            format!("`{word}` is not on the scale `{}`\nhelp: {help}", scale.id)
        }),
    }
}

/// The place of the full id that a name stands for: the whole id, or the part after the file where
/// only one file has it.
///
/// # Errors
/// If it stands for none, or for several.
pub fn named(ids: &[&str], name: &str, what: &str) -> Result<usize, String> {
    if let Some(index) = ids.iter().position(|id| *id == name) {
        return Ok(index);
    }
    let own_name = |id: &str| id.split_once('.').is_some_and(|(_, own)| own == name);
    let found: Vec<usize> = (0..ids.len()).filter(|index| own_name(ids[*index])).collect();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => {
            let all = ids.iter().copied();
            let help = match nearest(name, all.clone()).or_else(|| nearest_own(name, all)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`whatif list` shows every {what}"),
            };
            Err(format!("there is no {what} `{name}`\nhelp: {help}"))
        }
        several => {
            let ids: BTreeSet<&str> = several.iter().map(|index| ids[*index]).collect();
            Err(format!("`{name}` is in several scenarios\nhelp: write {}", alternatives(ids)))
        }
    }
}

fn nearest_own<'id>(name: &str, ids: impl Iterator<Item = &'id str> + Clone) -> Option<&'id str> {
    let own = |id: &'id str| id.split_once('.').map_or(id, |(_, own)| own);
    let near = nearest(name, ids.clone().map(own))?;
    ids.into_iter().find(|id| own(id) == near)
}
