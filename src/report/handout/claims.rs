//! What is claimed of a stance in a position: the rules in force and what replaces them.

use super::Subject;
use crate::logic::diagram::{TooLarge, Walk};
use crate::logic::follow::Extent;
use crate::logic::model::{Grounds, StanceId};
use crate::report::sentences;

/// A rule in force, or an override.
#[derive(Clone, Debug)]
pub struct Claim<'model> {
    /// What it says, in the scale's words.
    pub says: &'model str,
    /// In how many worlds.
    pub extent: Extent,
    /// Why, with the phrase that pins it.
    pub because: String,
    /// How firmly the source supports it.
    pub grounds: Grounds,
    /// Where.
    pub cite: &'model [String],
    /// Whether it replaces what the stance's own rules say.
    pub replaces: bool,
    /// What it stands over, in sentences.
    pub stands_over: Vec<String>,
}

/// Those that decide: what holds in every world and is not replaced in all of them. Where nothing does,
/// because the stance is open, each that holds in some.
pub fn deciding<'claims, 'model>(
    claims: &'claims [Claim<'model>],
) -> impl Iterator<Item = &'claims Claim<'model>> {
    let always = |claim: &Claim<'_>| claim.extent == Extent::Always;
    let is_settled = claims.iter().any(always);
    let is_replaced = claims.iter().any(|claim| always(claim) && claim.replaces);
    claims.iter().filter(move |claim| !is_settled || always(claim) && (claim.replaces || !is_replaced))
}

impl<'all> Subject<'all> {
    /// The claims about a stance: overrides first, for they decide; then rules, in the file's order.
    pub fn claims(&self, id: StanceId) -> Vec<Claim<'all>> {
        let model = self.model();
        let answer = &self.follows.stances[id.index()];
        let scale = model.scale_of(id);
        let mut claims = Vec::new();
        for (over_id, extent) in answer.overrides.iter().filter(|(_, extent)| *extent != Extent::Never) {
            let found = model.overrides_of(id).find(|(other, _)| other == over_id);
            let Some((_, replacement)) = found else { continue };
            let over = &model.overrides[over_id.index()];
            claims.push(Claim {
                says: scale.outcome_label(replacement.then),
                extent: *extent,
                because: over.because.clone(),
                grounds: over.grounds,
                cite: &over.cite,
                replaces: true,
                stands_over: Vec::new(),
            });
        }
        let rules = &model.stances[id.index()].rules;
        let values = self.position.values();
        let stands_over = self.compiled.stands_over(model, id, values, &mut Walk::default());
        for (index, (rule, extent)) in rules.iter().zip(&answer.rules).enumerate() {
            if *extent == Extent::Never {
                continue;
            }
            let lowers = stands_over[index].iter();
            claims.push(Claim {
                says: scale.outcome_label(rule.then),
                extent: *extent,
                because: sentences::because(rule),
                grounds: rule.grounds,
                cite: &rule.cite,
                replaces: false,
                stands_over: lowers.map(|lower| sentences::stands_over(scale, &rules[*lower])).collect(),
            });
        }
        claims
    }

    /// Why a settled stance is where it is, in sentences that name what it rests on; nothing for
    /// one that is not settled.
    pub fn rests_on(&self, id: StanceId) -> Vec<String> {
        const MOST: usize = 3;
        let Some(outcome) = self.follows.stances[id.index()].outcomes.settled() else { return Vec::new() };
        match self.compiled.reasons(id, outcome, self.position.values(), MOST) {
            Ok(reasons) => sentences::reasons(self.model(), id, self.position, &reasons).split_off(1),
            Err(TooLarge) => vec![sentences::TOO_LARGE.to_owned()],
        }
    }
}
