//! Libraries that hold more than can be answered for, refused before anything is asked of them.

use rustc_hash::FxHashMap;

use super::circles::Reach;
use super::declare::Declared;
use super::diagnostic::Code;
use super::faults::Faults;
use super::places::{Place, Places};
use crate::logic::model::{MOST_ITEMS, MOST_NAMED, MOST_REPLACED, MOST_RULES, Model, ScaleId};

/// Reports lists that are longer than any library needs, each at its first item too many; returns
/// whether there are any.
pub(super) fn too_many(declared: &Declared<'_>, faults: &mut [Faults]) -> bool {
    let mut any = false;
    let mut report = |place: Place, message: String, help: String| {
        any = true;
        faults[place.file.index()].error(Code::WrongNumber, place.span, message, help);
    };
    let places = &declared.places;
    let lists = [
        ("scales", &places.scales),
        ("facts", &places.facts),
        ("constraints", &places.constraints),
        ("stances", &places.stances),
        ("overrides", &places.overrides),
        ("remarks", &places.remarks),
        ("expectations", &places.expectations),
        ("lessons", &places.lessons),
    ];
    for (what, list) in lists {
        if let Some(first) = list.get(MOST_ITEMS) {
            let message = format!("{} {what} in all files together", list.len());
            let help = format!("a library may hold at most {MOST_ITEMS}, and this is the first beyond");
            report(*first, message, help);
        }
    }
    for (task, place) in declared.stances.iter().zip(&places.stances) {
        let number = task.item.rules.len();
        if number > MOST_RULES {
            let help = format!("a stance may have at most {MOST_RULES}");
            report(*place, format!("a stance with {number} rules"), help);
        }
    }
    for (task, place) in declared.overrides.iter().zip(&places.overrides) {
        let lists = [("names", "scales", &task.item.scales), ("replaces", "values", &task.item.replaces)];
        for (does, what, list) in lists.into_iter().filter(|(.., list)| list.len() > MOST_NAMED) {
            let message = format!("an override that {does} {} {what}", list.len());
            report(*place, message, format!("an override may name at most {MOST_NAMED} {what}"));
        }
    }
    any
}

/// Reports overrides that would replace more values than any library needs, at the first that goes
/// beyond; returns whether they do.
pub(super) fn replace_too_much(
    model: &Model,
    places: &Places,
    reaches: &[Reach],
    faults: &mut [Faults],
) -> bool {
    let mut stances: FxHashMap<ScaleId, usize> = FxHashMap::default();
    for stance in &model.stances {
        *stances.entry(stance.scale).or_default() += 1;
    }
    let on = |scale: &ScaleId| stances.get(scale).copied().unwrap_or_default();
    let mut replaced = 0;
    let mut first = None;
    for (reach, place) in reaches.iter().zip(&places.overrides) {
        replaced += reach.scales.iter().map(|(scale, ..)| on(scale)).sum::<usize>();
        if replaced > MOST_REPLACED {
            first = first.or(Some(*place));
        }
    }
    let Some(Place { file, span }) = first else { return false };
    let message = format!("all overrides together replace values of {replaced} stances");
    let help = format!("they may replace those of {MOST_REPLACED} in a library, and this one goes beyond");
    faults[file.index()].error(Code::WrongNumber, span, message, help);
    true
}
