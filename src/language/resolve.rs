//! From files as they are written to a library: every name looked up, every fault collected.
//!
//! First everything is declared, so that names may be used before they stand in the text; then
//! guards, scales and values are resolved. A thing that is faulty in itself still counts as
//! declared, so that one fault is reported once.

use rustc_hash::FxHashSet;
use std::cell::LazyCell;

use super::bounds;
use super::circles::{self, Circle, Reach};
use super::claims::{Claims, grounds, owned};
use super::declare::{Declared, Task, declare};
use super::diagnostic::{Code, Diagnostic, listed};
use super::faults::Faults;
use super::guards::{Guards, outcome};
use super::lessons::Lessons;
use super::library::{Library, ScenarioFile};
use super::names::{Space, Symbol};
use super::places::{Place, Places};
use super::source::Source;
use super::span::{Span, Text};
use super::syntax;
use crate::logic::model::{Definition, FileId, Guard, Model, Outcome, OutcomeSet, Rule, ScaleId, StanceId};

/// A file that was read, whatever it says.
#[derive(Debug)]
pub struct FileText<'source> {
    /// Its name and text.
    pub file: ScenarioFile,
    /// The text that `scenario` borrows from.
    pub text: &'source str,
    /// What it says, unless its text is not RON.
    pub scenario: Option<syntax::Scenario<'source>>,
    /// Whether something was left out that may have declared names.
    pub incomplete: bool,
}

/// Resolves files, in the library's order. `faults` has one entry a file, with what was found
/// wrong with it before.
///
/// # Errors
/// All faults.
pub fn resolve(
    files: Vec<FileText<'_>>,
    sources: Vec<Source>,
    mut faults: Vec<Faults>,
) -> Result<Library, Vec<Diagnostic>> {
    let found = |faults: Vec<Faults>| faults.into_iter().flat_map(|faults| faults.found).collect();
    let mut declared = declare(&files, &mut faults);
    // What names mean in a library beyond all bounds could take beyond all bounds to find out.
    if declared.too_many {
        return Err(found(faults));
    }
    resolve_scales(&files, &mut declared, &mut faults);
    resolve_guards(&files, &mut declared, &mut faults);
    let claims = Claims { files: &files, sources: &sources };
    claims.check(&mut faults);
    let reaches = resolve_overrides(&files, &mut declared, &mut faults);
    if bounds::replace_too_much(&declared.model, &declared.places, &reaches, &mut faults) {
        return Err(found(faults));
    }
    let mut model = std::mem::take(&mut declared.model);
    if let Err(found) = circles::order(&mut model, &reaches) {
        for circle in found {
            report_circle(&model, &declared.places, &circle, &mut faults);
        }
    }
    declared.model = model;
    let (expectations, lessons) = Lessons { files: &files, declared: &declared }.resolve(&mut faults);

    let found: Vec<Diagnostic> = found(faults);
    if !found.is_empty() {
        return Err(found);
    }
    let Declared { model, places, .. } = declared;
    let files = files.into_iter().map(|file| file.file).collect();
    Ok(Library { model, places, files, sources, expectations, lessons, is_whole_bundle: false })
}

/// Gives every stance its scale.
fn resolve_scales(files: &[FileText<'_>], declared: &mut Declared<'_>, faults: &mut [Faults]) {
    for index in 0..declared.stances.len() {
        let Task { file, place, item } = declared.stances[index];
        let text = files[file.index()].text;
        let span = item.scale.span(text, Span::of(place, text));
        match declared.names.look_up(file, &item.scale.value, Space::Scales) {
            Ok(Symbol::Scale(scale)) => {
                declared.model.stances[index].scale = scale;
                declared.scaled[index] = true;
            }
            Ok(Symbol::Faulty) => {}
            Ok(symbol) => faults[file.index()].error(
                Code::WrongKind,
                span,
                format!("`{}` is {}, not a scale", item.scale.value, symbol.what()),
                declared.names.to_choose_from(file, Space::Scales),
            ),
            Err(fault) => faults[file.index()].error(fault.code, span, fault.message, fault.help),
        }
    }
}

/// Fills in every guard, and the rules of every stance.
fn resolve_guards(files: &[FileText<'_>], declared: &mut Declared<'_>, faults: &mut [Faults]) {
    let resolved = |declared: &Declared<'_>,
                    file: FileId,
                    place: &str,
                    guard: &Text<'_>,
                    faults: &mut [Faults]| {
        let text = files[file.index()].text;
        let guards =
            Guards { file, text, names: &declared.names, model: &declared.model, scaled: &declared.scaled };
        guards.resolve(guard, Span::of(place, text), &mut faults[file.index()])
    };
    for index in 0..declared.facts.len() {
        let Task { file, place, item } = declared.facts[index];
        declared.model.facts[index].when = resolved(declared, file, place, &item.when, faults);
    }
    for index in 0..declared.constraints.len() {
        let Task { file, place, item } = declared.constraints[index];
        declared.model.constraints[index].require = resolved(declared, file, place, &item.require, faults);
    }
    for index in 0..declared.overrides.len() {
        let Task { file, place, item } = declared.overrides[index];
        declared.model.overrides[index].when = resolved(declared, file, place, &item.when, faults);
    }
    for index in 0..declared.remarks.len() {
        let Task { file, place, item } = declared.remarks[index];
        declared.model.remarks[index].when = resolved(declared, file, place, &item.when, faults);
    }
    for index in 0..declared.stances.len() {
        let Task { file, place, item } = declared.stances[index];
        let mut whens = Vec::new();
        for rule in &item.rules {
            whens.push(match &rule.value {
                Ok(syntax) => resolved(declared, file, rule.place, &syntax.when, faults),
                Err(_) => Guard::Never,
            });
        }
        let text = files[file.index()].text;
        let rules =
            rules(declared, index, Task { file, place, item }, whens, text, &mut faults[file.index()]);
        declared.model.stances[index].rules = rules;
    }
}

fn rules(
    declared: &Declared<'_>,
    stance: usize,
    task: Task<'_, '_, syntax::Stance<'_>>,
    whens: Vec<Guard>,
    text: &str,
    faults: &mut Faults,
) -> Vec<Rule> {
    let stance_id = &declared.model.stances[stance].id;
    let scale = declared.scaled[stance].then(|| declared.model.scale_of(StanceId::from(stance)));
    let written: Vec<(Span, &syntax::Rule<'_>, Guard)> = task
        .item
        .rules
        .iter()
        .zip(whens)
        .filter_map(|(item, when)| Some((Span::of(item.place, text), item.value.as_ref().ok()?, when)))
        .collect();
    let some_unreadable = written.len() < task.item.rules.len();
    let mut ids: Vec<&str> = Vec::new();
    let mut rules = Vec::new();
    for (span, rule, when) in &written {
        let id_span = rule.id.span(text, *span);
        if let Some(fault) = super::names::id_fault(&rule.id.value, false) {
            faults.error(fault.code, id_span, fault.message, fault.help);
        } else if ids.contains(&&*rule.id.value) {
            faults.error(
                Code::DuplicateId,
                id_span,
                format!("this stance has a rule `{}` already", rule.id.value),
                "give one of the two another id",
            );
        }
        ids.push(&rule.id.value);
        let then = scale.and_then(|scale| {
            outcome(&declared.names, scale, &rule.then, rule.then.span(text, *span), faults)
        });
        rules.push(Rule {
            id: format!("{stance_id}.{}", rule.id.value),
            when: when.clone(),
            then: then.unwrap_or(Outcome::SILENT),
            over: Vec::new(),
            grounds: grounds(rule.grounds),
            cite: owned(&rule.cite),
            because: rule.because.value.to_string(),
            phrase: rule.phrase.as_ref().map(|phrase| phrase.value.to_string()),
        });
    }
    for (index, (span, rule, _)) in written.iter().enumerate() {
        for over in &rule.over {
            if let Some(lower) = ids.iter().position(|id| *id == over.value) {
                rules[index].over.push(lower);
            } else if !some_unreadable {
                let help = match declared.names.nearest(&over.value, ids.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a rule stands over other rules of its own stance".to_owned(),
                };
                let message = format!("this stance has no rule `{}`", over.value);
                faults.error(Code::UnknownName, over.span(text, *span), message, help);
            }
        }
    }
    let over: Vec<Vec<usize>> = rules.iter().map(|rule| rule.over.clone()).collect();
    let found = circles::circles_in(&over);
    for circle in &found {
        let (span, rule, _) = &written[circle[0]];
        if let [only] = circle.as_slice() {
            let own = rule.over.iter().find(|over| over.value == ids[*only]);
            let place = own.map_or(*span, |over| over.span(text, *span));
            let message = format!("the rule `{}` stands over itself", ids[*only]);
            faults.error(Code::Circle, place, message, "name the rules that it stands over, without itself");
            continue;
        }
        let path: Vec<&str> = circle.iter().chain([&circle[0]]).map(|rule| ids[*rule]).collect();
        faults.error(
            Code::Circle,
            rule.id.span(text, *span),
            format!("these rules stand over one another in a circle: {}", path.join(" → ")),
            "decide which of them stands over the others",
        );
    }
    if !found.is_empty() {
        // A circle among rules has no meaning; what else is wrong can still be found.
        for rule in &mut rules {
            rule.over.clear();
        }
    }
    rules
}

/// What each override says of each scale.
fn resolve_overrides(
    files: &[FileText<'_>],
    declared: &mut Declared<'_>,
    faults: &mut [Faults],
) -> Vec<Reach> {
    let mut reaches = Vec::new();
    for Task { file, place, item } in &declared.overrides {
        let text = files[file.index()].text;
        let fallback = Span::of(place, text);
        let faults = &mut faults[file.index()];
        let mut scales: Vec<ScaleId> = Vec::new();
        let mut seen = FxHashSet::default();
        let mut complete = true;
        for name in &item.scales {
            let span = name.span(text, fallback);
            match declared.names.look_up(*file, &name.value, Space::Scales) {
                Ok(Symbol::Scale(scale)) => {
                    if seen.insert(scale) {
                        scales.push(scale);
                    }
                }
                Ok(Symbol::Faulty) => complete = false,
                Ok(symbol) => {
                    complete = false;
                    let message = format!("`{}` is {}, not a scale", name.value, symbol.what());
                    let help = declared.names.to_choose_from(*file, Space::Scales);
                    faults.error(Code::WrongKind, span, message, help);
                }
                Err(fault) => {
                    complete = false;
                    faults.error(fault.code, span, fault.message, fault.help);
                }
            }
        }
        let model = &declared.model;
        // Each list can be long, so that neither is looked through for every item of the other.
        let replaced: FxHashSet<&str> = item.replaces.iter().map(|value| &*value.value).collect();
        let mut known = FxHashSet::default();
        let mut reach = Reach::default();
        for scale in &scales {
            let on = &model.scales[scale.index()];
            let then = outcome(&declared.names, on, &item.then, item.then.span(text, fallback), faults);
            let own = on.values.iter().enumerate();
            let own = own.map(|(index, value)| (value.id.as_str(), Outcome::value(index)));
            let own: Vec<(&str, Outcome)> = own.chain([("silent", Outcome::SILENT)]).collect();
            known.extend(own.iter().map(|(id, _)| *id));
            let values = own.iter().filter(|(id, _)| replaced.contains(id));
            let values: OutcomeSet = values.map(|(_, value)| *value).collect();
            reach.scales.push((*scale, values, then.unwrap_or(Outcome::SILENT)));
        }
        let all = scales.iter().flat_map(|scale| &model.scales[scale.index()].values);
        let values = all.map(|value| value.id.as_str());
        let choices = LazyCell::new(|| format!("their values are {}", listed(values.clone())));
        for value in &item.replaces {
            if !known.contains(&*value.value) && complete && !scales.is_empty() {
                let message = format!("no scale of this override has a value `{}`", value.value);
                let help = match declared.names.nearest(&value.value, values.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => choices.clone(),
                };
                faults.error(Code::UnknownValue, value.span(text, fallback), message, help);
            }
        }
        reaches.push(reach);
    }
    reaches
}

fn report_circle(model: &Model, places: &Places, circle: &Circle, faults: &mut [Faults]) {
    let id = |definition: &Definition| match definition {
        Definition::Fact(fact) => model.facts[fact.index()].id.as_str(),
        Definition::Stance(stance) => model.stances[stance.index()].id.as_str(),
        Definition::Override(over) => model.overrides[over.index()].id.as_str(),
    };
    let Some(first) = circle.0.first() else { return };
    let path: Vec<&str> = circle.0.iter().chain([first]).map(id).collect();
    let Place { file, span } = places.definition(*first);
    faults[file.index()].error(
        Code::Circle,
        span,
        format!("`{}` depends on itself: {}", id(first), path.join(" → ")),
        "facts and stances may build on one another, but not in a circle",
    );
}
