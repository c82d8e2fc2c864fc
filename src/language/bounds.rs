//! Libraries that hold more than can be answered for, refused before anything is asked of them.

use rustc_hash::FxHashMap;

use super::circles::Reach;
use super::declare::Declared;
use super::diagnostic::Code;
use super::faults::Faults;
use super::resolve::FileText;
use super::span::Span;
use super::syntax;
use crate::logic::model::{MOST_ITEMS, MOST_NAMED, MOST_REPLACED, MOST_RULES, Model, ScaleId};

/// Reports lists that are longer than any library needs; returns whether there are any.
pub(super) fn too_many(files: &[FileText<'_>], declared: &Declared<'_>, faults: &mut [Faults]) -> bool {
    let mut any = false;
    let lists = [
        ("facts", declared.facts.len()),
        ("constraints", declared.constraints.len()),
        ("stances", declared.stances.len()),
        ("overrides", declared.overrides.len()),
        ("remarks", declared.remarks.len()),
        ("expectations", declared.expectations.len()),
        ("lessons", declared.lessons.len()),
    ];
    for (what, number) in lists.into_iter().filter(|(_, number)| *number > MOST_ITEMS) {
        any = true;
        if let Some(faults) = faults.last_mut() {
            let message = format!("{number} {what} in {} files", files.len());
            let help = format!("a library may hold at most {MOST_ITEMS}");
            faults.error(Code::WrongNumber, Span::default(), message, help);
        }
    }
    for task in declared.stances.iter().filter(|task| task.item.rules.len() > MOST_RULES) {
        any = true;
        let text = files[task.file.index()].text;
        let span = task.item.id.span(text, Span::of(task.place, text));
        let message = format!("a stance with {} rules", task.item.rules.len());
        let help = format!("a stance may have at most {MOST_RULES}");
        faults[task.file.index()].error(Code::WrongNumber, span, message, help);
    }
    let named_by = |item: &syntax::Override<'_>| item.scales.len().max(item.replaces.len());
    for task in declared.overrides.iter().filter(|task| named_by(task.item) > MOST_NAMED) {
        any = true;
        let text = files[task.file.index()].text;
        let span = task.item.id.span(text, Span::of(task.place, text));
        let message = format!("an override that names {} scales or values", named_by(task.item));
        let help = format!("an override may name at most {MOST_NAMED} of each");
        faults[task.file.index()].error(Code::WrongNumber, span, message, help);
    }
    any
}

/// Reports overrides that would replace more values than any library needs; returns whether they do.
pub(super) fn replace_too_much(model: &Model, reaches: &[Reach], faults: &mut [Faults]) -> bool {
    let mut stances: FxHashMap<ScaleId, usize> = FxHashMap::default();
    for stance in &model.stances {
        *stances.entry(stance.scale).or_default() += 1;
    }
    let on = |scale: &ScaleId| stances.get(scale).copied().unwrap_or_default();
    let replaced: usize = reaches.iter().flat_map(|reach| &reach.scales).map(|(scale, ..)| on(scale)).sum();
    if replaced > MOST_REPLACED
        && let Some(faults) = faults.last_mut()
    {
        let message = format!("all overrides together replace values of {replaced} stances");
        let help = format!("they may replace those of {MOST_REPLACED} in a library");
        faults.error(Code::WrongNumber, Span::default(), message, help);
    }
    replaced > MOST_REPLACED
}
