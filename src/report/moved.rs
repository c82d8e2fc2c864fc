//! What a change moved, and which of that says most.

use super::sentences::{capitalised, counted, stance};
use super::text::alternatives;
use crate::logic::follow::{Extent, WhatFollows};
use crate::logic::model::{Model, OutcomeSet, StanceId};

/// A stance whose outcomes a change altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The stance.
    pub stance: StanceId,
    /// Its outcomes before.
    pub from: OutcomeSet,
    /// Its outcomes now.
    pub to: OutcomeSet,
}

/// The stances whose outcomes differ between two answers.
pub fn between(before: &WhatFollows, now: &WhatFollows) -> Vec<Moved> {
    let pairs = before.stances.iter().zip(&now.stances).enumerate();
    pairs
        .filter(|(_, (before, now))| before.outcomes != now.outcomes)
        .map(|(index, (before, now))| Moved { stance: index.into(), from: before.outcomes, to: now.outcomes })
        .collect()
}

/// The one that says most: what moved where the reader is; else what moved by itself, rather than by
/// an override.
pub fn foremost<'moved>(
    moved: &'moved [Moved],
    now: &WhatFollows,
    is_here: impl Fn(StanceId) -> bool,
) -> Option<&'moved Moved> {
    let by_itself = |moved: &&Moved| {
        let overrides = &now.stances[moved.stance.index()].overrides;
        overrides.iter().all(|(_, extent)| *extent == Extent::Never)
    };
    let here = moved.iter().find(|moved| is_here(moved.stance));
    here.or_else(|| moved.iter().find(by_itself)).or(moved.first())
}

/// What moved, in one or two sentences that need no signs to be understood.
pub fn sentences(
    model: &Model,
    now: &WhatFollows,
    moved: &[Moved],
    is_here: impl Fn(StanceId) -> bool,
) -> String {
    let Some(first) = foremost(moved, now, is_here) else { return "No stance moves.".to_owned() };
    let how_many = match moved.len() {
        1 => String::new(),
        number => format!("{} move. ", capitalised(&counted(number, "stance"))),
    };
    let words = |outcomes| outcomes_within(model, first.stance, outcomes);
    format!("{how_many}{}: from {} to {}.", stance(model, first.stance), words(first.from), words(first.to))
}

/// Outcomes as a part of a sentence.
fn outcomes_within(model: &Model, id: StanceId, outcomes: OutcomeSet) -> String {
    let scale = model.scale_of(id);
    let labels: Vec<&str> = outcomes.iter().map(|outcome| scale.outcome_label(outcome)).collect();
    match labels.as_slice() {
        [] => "no answer".to_owned(),
        [only] => format!("“{only}”"),
        _ => format!("open ({})", alternatives(&labels)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::compile::compile;
    use crate::logic::diagram::Walk;
    use crate::logic::model::{ConditionId, YES};
    use crate::logic::position::Position;

    #[test]
    fn what_says_most_is_told() {
        let stance = |id: &str, when: &str| {
            format!(
                r#"Stance(id: "{id}", actor: "{id}", toward: "it", scale: "s", rules: [
                Rule(id: "x", when: "{when}", then: "x", grounds: stated, because: "B"),
                Rule(id: "y", when: "not ({when})", then: "y", grounds: stated, because: "B"),
            ])"#
            )
        };
        let text = format!(
            r#"Scenario(title: "T", as_of: "", summary: "",
                scales: [Scale(id: "s", label: "S", values: [("x", "near"), ("y", "far")])],
                conditions: [
                    YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
                    YesNo(id: "b", label: "B", baseline: "no", grounds: stated),
                ],
                stances: [{}, {}],
                overrides: [Override(id: "o", when: "a", scales: ["s"], replaces: ["x"], then: "silent",
                    grounds: stated, because: "B")],
            )"#,
            stance("p", "not b"),
            stance("q", "not a")
        );
        let library = load_texts(&[("t", text.as_str())]).expect("a scenario");
        let model = &library.model;
        let compiled = compile(model).expect("it compiles");
        let mut walk = Walk::default();
        let mut position = Position::baseline(model);
        let before = compiled.follow(&position, &mut walk);
        let told = |position: &Position, here: Option<StanceId>, walk: &mut Walk| {
            let now = compiled.follow(position, walk);
            sentences(model, &now, &between(&before, &now), |stance| Some(stance) == here)
        };
        assert_eq!(told(&position, None, &mut walk), "No stance moves.");
        position.suppose(ConditionId(1), None);
        let open = "p, toward it: from “near” to open (near or far).";
        assert_eq!(told(&position, None, &mut walk), open);
        position.suppose(ConditionId(1), Some(1));
        position.suppose(ConditionId(0), Some(YES));
        // p is moved by the override, q by itself.
        let itself = "Two stances move. q, toward it: from “near” to “far”.";
        assert_eq!(told(&position, None, &mut walk), itself);
        let here = "Two stances move. p, toward it: from “near” to “the paper does not say”.";
        assert_eq!(told(&position, Some(StanceId(0)), &mut walk), here);
    }
}
