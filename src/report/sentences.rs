//! Answers to the questions about one stance as sentences that a student understands.

use super::grid::Grid;
use super::text::{self, alternatives, conjunction, value_word};
use crate::lesson::Question;
use crate::logic::compare::Differences;
use crate::logic::follow::Extent;
use crate::logic::model::{
    Condition, ConditionId, ConditionKind, Guard, Model, NO, Outcome, OutcomeSet, Rule, Scale, StanceId,
    Value, YES,
};
use crate::logic::position::Position;
use crate::logic::reach::{Change, Way, Ways};
use crate::logic::reason::{Obstacle, Reasons, parts as parts_of};

/// What is said instead of an answer that would take too many steps.
pub const TOO_LARGE: &str = "Too many conditions interact for this question to be answered.";

/// A condition with a value, as a part of a sentence: `“It rains”`, `not “It rains”`, or
/// `“The weather” is “fair”`.
pub fn state(condition: &Condition, value: Option<Value>) -> String {
    match (condition.kind, value) {
        (ConditionKind::YesNo, Some(YES)) => format!("“{}”", condition.label),
        (ConditionKind::YesNo, Some(NO)) => format!("not “{}”", condition.label),
        _ => format!("“{}” is “{}”", condition.label, value_word(condition, value)),
    }
}

/// A stance, as the beginning of a sentence.
pub fn stance(model: &Model, id: StanceId) -> String {
    let stance = &model.stances[id.index()];
    format!("{}, toward {}", stance.actor, stance.toward)
}

/// A small number in words.
pub fn number(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A number of things in words: `one change`, `two changes`.
pub fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("one {one}") } else { format!("{} {one}s", number(count)) }
}

fn joined(parts: &[String]) -> String {
    conjunction(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// States in one sentence, the negated ones last: in `not “A” and “B”` the first word could be about both.
fn states(model: &Model, values: impl Iterator<Item = (ConditionId, Option<Value>)>) -> String {
    let mut values: Vec<_> = values.map(|(id, value)| (&model.conditions[id.index()], value)).collect();
    values.sort_by_key(|(condition, value)| condition.kind == ConditionKind::YesNo && *value == Some(NO));
    joined(&values.into_iter().map(|(condition, value)| state(condition, value)).collect::<Vec<_>>())
}

/// Why a stance is where it is, a line for each reason.
pub fn reasons(model: &Model, id: StanceId, position: &Position, reasons: &Reasons) -> Vec<String> {
    let label = model.scale_of(id).outcome_label(reasons.outcome);
    let mut lines = vec![format!("{}: {label}.", stance(model, id))];
    for reason in &reasons.reasons {
        lines.push(if reason.is_empty() {
            "It is so whatever else holds.".to_owned()
        } else {
            match reasons.reasons.len() {
                1 => format!("It rests on {}. Nothing else matters for it.", held(model, position, reason)),
                _ => format!("It would rest on this alone: {}.", held(model, position, reason)),
            }
        });
    }
    if reasons.more {
        lines.push("There are more reasons than are listed here.".to_owned());
    }
    lines
}

/// A guard in words.
pub fn guard(model: &Model, said: &Guard) -> String {
    let list = |parts: &[Guard], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| bracketed(model, part)).collect();
        parts.join(&format!(" {word} "))
    };
    match said {
        Guard::Always => "always".to_owned(),
        Guard::Never => "never".to_owned(),
        Guard::Condition(id, values) => {
            let condition = &model.conditions[id.index()];
            if condition.kind == ConditionKind::YesNo && values.0.is_power_of_two() {
                return state(condition, if values.contains(YES) { Some(YES) } else { Some(NO) });
            }
            let options = condition.options.iter().enumerate();
            let inside = options.filter(|(value, _)| values.contains(*value as Value));
            let labels: Vec<String> = inside.map(|(_, option)| format!("“{}”", option.label)).collect();
            format!(
                "“{}” is {}",
                condition.label,
                alternatives(&labels.iter().map(String::as_str).collect::<Vec<_>>())
            )
        }
        Guard::Fact(id) => format!("“{}”", model.facts[id.index()].label),
        Guard::Stance(id, outcomes) => {
            let scale = model.scale_of(*id);
            let labels: Vec<&str> = outcomes.iter().map(|outcome| scale.outcome_label(outcome)).collect();
            format!("{}: {}", stance(model, *id), alternatives(&labels))
        }
        Guard::Not(inner) => format!("not {}", bracketed(model, inner)),
        Guard::All(parts) => list(parts, "and"),
        Guard::Any(parts) => list(parts, "or"),
        Guard::Implies(first, second) => {
            format!("{} only if {}", bracketed(model, first), bracketed(model, second))
        }
        Guard::Count { least, most, of } => {
            let bound = match (*least, *most) {
                (least, u32::MAX) => format!("at least {least}"),
                (least, most) if least == most => format!("exactly {least}"),
                (_, most) => format!("at most {most}"),
            };
            let parts: Vec<String> = of.iter().map(|part| guard(model, part)).collect();
            format!("{bound} of ({})", parts.join("; "))
        }
    }
}

fn bracketed(model: &Model, part: &Guard) -> String {
    match part {
        Guard::All(_) | Guard::Any(_) | Guard::Implies(..) => format!("({})", guard(model, part)),
        _ => guard(model, part),
    }
}

/// Why a stance does not have a value: what keeps each rule that says so from deciding, and what
/// it would take.
pub fn why_not(
    model: &Model,
    id: StanceId,
    value: Outcome,
    obstacles: &[Obstacle],
    found: &Ways,
) -> Vec<String> {
    let label = model.scale_of(id).outcome_label(value);
    let rules = &model.stances[id.index()].rules;
    let mut lines = vec![format!("{}: why not {label}?", stance(model, id))];
    if obstacles.is_empty() {
        lines.push("No rule says so.".to_owned());
    }
    for obstacle in obstacles {
        let rule = &rules[obstacle.rule];
        let name = rule.id.rsplit('.').next().unwrap_or(&rule.id);
        let mut parts = Vec::new();
        let of_guard = parts_of(&rule.when);
        for part in &obstacle.failing {
            let how = if obstacle.applicable == Extent::Never {
                "it asks for"
            } else {
                "it asks for (and that is open)"
            };
            parts.push(format!("{how} {}", guard(model, of_guard[*part])));
        }
        for upper in &obstacle.overruled_by {
            parts.push(format!("over it stands “{}”", rules[*upper].because));
        }
        for over in &obstacle.overridden_by {
            parts.push(format!("it is replaced: “{}”", model.overrides[over.index()].because));
        }
        lines.push(match parts.as_slice() {
            [] => format!("The rule `{name}` says so, and is in force."),
            parts => format!("The rule `{name}` says so, but {}.", joined(parts)),
        });
    }
    lines.extend(ways(model, id, value, found).into_iter().skip(1));
    lines
}

/// Two positions beside one another.
pub fn compared(model: &Model, differences: &Differences) -> (Vec<String>, Vec<Grid>) {
    let lines = vec![match (differences.conditions.len(), differences.stances.len()) {
        (0, _) => "The positions are the same.".to_owned(),
        (conditions, 0) => format!("They differ in {}, and in no stance.", counted(conditions, "condition")),
        (conditions, stances) => {
            format!(
                "They differ in {} and in {}.",
                counted(conditions, "condition"),
                counted(stances, "stance")
            )
        }
    }];
    let mut conditions = Grid::new(["condition", "here", "there"]);
    for (id, left, right) in &differences.conditions {
        let condition = &model.conditions[id.index()];
        let word = |value| value_word(condition, value).to_owned();
        conditions.rows.push(vec![condition.label.clone(), word(*left), word(*right)]);
    }
    let mut stances = Grid::new(["stance", "here", "there"]);
    for (id, left, right) in &differences.stances {
        let words = |outcomes| text::outcomes(model, *id, outcomes);
        stances.rows.push(vec![stance(model, *id), words(*left), words(*right)]);
    }
    (lines, vec![conditions, stances])
}

/// Assumed conditions as a list.
pub fn held(model: &Model, position: &Position, conditions: &[ConditionId]) -> String {
    states(model, conditions.iter().map(|id| (*id, position.value(*id))))
}

/// One way as a list of changes.
pub fn changes(model: &Model, way: &Way) -> String {
    states(model, way.iter().map(|(id, value)| (*id, Some(*value))))
}

/// What it would take, a line for each way.
pub fn ways(model: &Model, id: StanceId, value: Outcome, ways: &Ways) -> Vec<String> {
    let label = model.scale_of(id).outcome_label(value);
    let mut lines = vec![format!("{}: {label}?", stance(model, id))];
    for way in &ways.ways {
        lines.push(match way.len() {
            0 => "It is so already.".to_owned(),
            size => format!("It would take {}: {}.", counted(size, "change"), changes(model, way)),
        });
    }
    if ways.more {
        lines.push("There are more ways than are listed here.".to_owned());
    }
    if ways.ways.is_empty() {
        lines.push(if !ways.blocked_by.is_empty() {
            let labels: Vec<String> = ways
                .blocked_by
                .iter()
                .map(|id| format!("“{}”", model.conditions[id.index()].label))
                .collect();
            format!("Locks stand in the way: unlock {}.", joined(&labels))
        } else if ways.by_reading {
            "No change of events leads there; another reading of the text does.".to_owned()
        } else if ways.attainable {
            "No set of changes leads there for sure, though some world gives this answer.".to_owned()
        } else {
            "Nothing in the paper leads there: no admissible world gives this answer.".to_owned()
        });
    }
    lines
}

/// What each single change would do.
pub fn matters(model: &Model, id: StanceId, now: OutcomeSet, found: &[Change]) -> (Vec<String>, Grid) {
    let mut lines = vec![format!("{}: {}.", stance(model, id), text::outcomes(model, id, now))];
    let mut grid = Grid::new(["change", "then"]);
    for change in found {
        let changed = state(&model.conditions[change.condition.index()], Some(change.value));
        grid.rows.push(vec![changed, text::outcomes(model, id, change.outcomes)]);
    }
    if found.is_empty() {
        let id = &model.stances[id.index()].id;
        lines.push(format!(
            "No single change moves it; `whatif reach {id}=VALUE` finds sets of changes that do."
        ));
    } else {
        lines.push(format!("{} would move it:", capitalised(&counted(found.len(), "single change"))));
    }
    (lines, grid)
}

/// Where outcomes lie on their scale: `place 6 of 7`, `place 1 of 3 or off the scale`.
pub fn place(scale: &Scale, outcomes: OutcomeSet) -> String {
    let ordered: Vec<String> = outcomes
        .iter()
        .filter_map(Outcome::index)
        .filter(|index| *index < scale.ordered)
        .map(|index| (index + 1).to_string())
        .collect();
    let mut words = Vec::new();
    if !ordered.is_empty() {
        let places = if ordered.len() == 1 { "place" } else { "places" };
        let numbers = alternatives(&ordered.iter().map(String::as_str).collect::<Vec<_>>());
        words.push(format!("{places} {numbers} of {}", scale.ordered));
    }
    if outcomes.iter().filter_map(Outcome::index).any(|index| index >= scale.ordered) {
        words.push("apart from the order".to_owned());
    }
    if outcomes.contains(Outcome::SILENT) {
        words.push("off the scale".to_owned());
    }
    if outcomes.contains(Outcome::GAP) || outcomes.contains(Outcome::CONFLICT) {
        words.push("nowhere, by a fault of the file".to_owned());
    }
    alternatives(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Why a rule says what it says, with the phrase of the source that pins it.
pub fn because(rule: &Rule) -> String {
    match &rule.phrase {
        Some(phrase) => format!("{} “{phrase}”", rule.because),
        None => rule.because.clone(),
    }
}

/// That a rule stands over another of the same stance, which is applicable too.
pub fn stands_over(scale: &Scale, lower: &Rule) -> String {
    let because = || lower.because.trim_end_matches('.').to_owned();
    let phrase = lower.phrase.as_ref().map_or_else(because, |phrase| format!("“{phrase}”"));
    format!("It stands over: {} ({phrase}, {}).", scale.outcome_label(lower.then), text::cite(&lower.cite))
}

/// What a claim says, and whether it does so in every world.
pub fn says(label: &str, extent: Extent) -> String {
    match extent {
        Extent::Sometimes => format!("in some worlds: {label}"),
        Extent::Always | Extent::Never => label.to_owned(),
    }
}

/// The faults of the file that a stance's outcomes show.
pub fn faults(outcomes: OutcomeSet) -> Vec<&'static str> {
    let mut lines = Vec::new();
    if outcomes.contains(Outcome::GAP) {
        lines.push("In some worlds no rule is in force: a fault of the file.");
    }
    if outcomes.contains(Outcome::CONFLICT) {
        lines.push("In some worlds rules in force disagree: a fault of the file.");
    }
    lines
}

/// What a reader said to a question, and whether it came true; nothing before that.
pub fn said(model: &Model, question: &Question) -> Option<String> {
    let prediction = question.prediction?;
    let scale = model.scale_of(question.stance);
    let verdict = if prediction.is_right() { "right" } else { "not so" };
    let guess = prediction.guess.words(scale);
    Some(format!("You said “{guess}” ({}): {verdict}.", prediction.sureness.words()))
}

/// How a class voted, and what moved between its two votes.
pub fn votes(model: &Model, question: &Question) -> String {
    let Some(round) = &question.round else { return String::new() };
    let scale = model.scale_of(question.stance);
    let [first, second] = round.counts();
    let favourite = |counts: &[u32]| {
        let most = counts.iter().max().filter(|most| **most > 0)?;
        let place = counts.iter().position(|count| count == most)?;
        Some(question.guesses[place].words(scale).to_owned())
    };
    // Where more or fewer hands are up in the end, only so many have moved for sure.
    let pairs = || first.iter().zip(second);
    let gained: u32 = pairs().map(|(before, after)| after.saturating_sub(*before)).sum();
    let lost: u32 = pairs().map(|(before, after)| before.saturating_sub(*after)).sum();
    let moved = gained.min(lost);
    match (favourite(first), favourite(second)) {
        (Some(before), Some(after)) if before == after => {
            format!("Most said “{after}” both times; {moved} moved.")
        }
        (Some(before), Some(after)) => {
            format!("Most said “{before}” at first, and “{after}” in the end; {moved} moved.")
        }
        (None, Some(after)) => format!("Most said “{after}” in the second vote."),
        (Some(before), None) => format!("Most said “{before}”; there was no second vote."),
        (None, None) => "Nobody voted.".to_owned(),
    }
}

/// The text with a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
