//! Everything that can be found: conditions, stances, rules, overrides, remarks, paragraphs, events.

use crate::language::library::Library;
use crate::logic::model::{ConditionId, StanceId};
use crate::report::citations::{self, Claim, citations};
use crate::report::text::cite;

/// A place to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A condition on the explorer.
    Condition(ConditionId),
    /// A stance on the explorer.
    Stance(StanceId),
    /// A claim, where the explorer shows it.
    Claim {
        /// The source that it cites.
        source: usize,
        /// The claim.
        claim: Claim,
    },
    /// A paragraph, counted over all sections of a source.
    Paragraph {
        /// The source.
        source: usize,
        /// The paragraph.
        paragraph: usize,
    },
}

/// Everything, each with its kind and its words.
pub fn all(library: &Library) -> Vec<(&'static str, String, Found)> {
    let model = &library.model;
    let mut found = Vec::new();
    for (index, condition) in model.conditions.iter().enumerate() {
        let words = format!("{} · {} · {}", condition.label, condition.id, cite(&condition.cite));
        found.push(("condition", words, Found::Condition(index.into())));
    }
    for (index, stance) in model.stances.iter().enumerate() {
        let words = format!("{}, toward {} · {}", stance.actor, stance.toward, stance.id);
        found.push(("stance", words, Found::Stance(index.into())));
    }
    for citation in citations(library) {
        if matches!(citation.claim, Claim::Condition(_)) {
            continue;
        }
        let source = citation.source;
        let words = citations::words(library, source, citation.claim);
        let (locators, _) = citations::cite_and_grounds(library, source, citation.claim);
        let id = id(library, citation.claim).map_or_else(String::new, |id| format!(" · {id}"));
        let words = format!("{words}{id} · {}", cite(locators));
        let claim = citation.claim;
        found.push((citations::kind(claim), words, Found::Claim { source, claim }));
    }
    for (source, outline) in library.sources.iter().enumerate() {
        for (place, (section, paragraph)) in outline.paragraphs().enumerate() {
            let words = format!("{} {} · {}", section.id, paragraph.id, paragraph.gist);
            found.push(("paragraph", words, Found::Paragraph { source, paragraph: place }));
        }
    }
    found
}

fn id(library: &Library, claim: Claim) -> Option<&str> {
    let model = &library.model;
    Some(match claim {
        Claim::Condition(id) => &model.conditions[id.index()].id,
        Claim::Fact(id) => &model.facts[id.index()].id,
        Claim::Constraint(id) => &model.constraints[id.index()].id,
        Claim::Rule(stance, place) => &model.stances[stance.index()].rules[place].id,
        Claim::Override(id) => &model.overrides[id.index()].id,
        Claim::Remark(id) => &model.remarks[id.index()].id,
        Claim::Entry(_) => return None,
    })
}
