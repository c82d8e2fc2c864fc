//! Which claims cite which paragraphs of a source.

use super::text::assumption;
use crate::language::library::Library;
use crate::language::locator::Locator;
use crate::logic::model::{ConditionId, ConstraintId, FactId, FileId, OverrideId, RemarkId, StanceId};

/// Something that is claimed of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// What it presents of a condition.
    Condition(ConditionId),
    /// What a fact means.
    Fact(FactId),
    /// What every world satisfies.
    Constraint(ConstraintId),
    /// A rule of a stance, by its place.
    Rule(StanceId, usize),
    /// An override.
    Override(OverrideId),
    /// A remark.
    Remark(RemarkId),
    /// An entry of the source's record, by its place.
    Entry(usize),
}

/// A claim and where it says that it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The claim.
    pub claim: Claim,
    /// The source, by its place in the library.
    pub source: usize,
    /// Where in it.
    pub locators: Vec<Locator>,
}

impl Citation {
    /// The sentences of a paragraph that the claim cites: ranges with both ends, none for the whole
    /// paragraph; `None` where it cites nothing there.
    pub fn in_paragraph(&self, section: &str, paragraph: &str) -> Option<Vec<(u16, u16)>> {
        let here = |locator: &&Locator| locator.section == section && locator.paragraph == paragraph;
        let mut found = self.locators.iter().filter(here).peekable();
        found.peek()?;
        Some(found.flat_map(|locator| locator.sentences.iter().copied()).collect())
    }
}

/// Every claim of a library that cites a source, in the order of conditions, facts, constraints,
/// rules, overrides, remarks and entries.
pub fn citations(library: &Library) -> Vec<Citation> {
    let model = &library.model;
    let mut found = Vec::new();
    let mut add = |claim, file: FileId, cite: &[String]| {
        if let Some(source) = library.files[file.index()].source {
            push(&mut found, claim, source, cite);
        }
    };
    for (index, condition) in model.conditions.iter().enumerate() {
        add(Claim::Condition(index.into()), condition.file, &condition.cite);
    }
    for (index, fact) in model.facts.iter().enumerate() {
        add(Claim::Fact(index.into()), fact.file, &fact.cite);
    }
    for (index, constraint) in model.constraints.iter().enumerate() {
        add(Claim::Constraint(index.into()), constraint.file, &constraint.cite);
    }
    for (index, stance) in model.stances.iter().enumerate() {
        for (place, rule) in stance.rules.iter().enumerate() {
            add(Claim::Rule(index.into(), place), stance.file, &rule.cite);
        }
    }
    for (index, over) in model.overrides.iter().enumerate() {
        add(Claim::Override(index.into()), over.file, &over.cite);
    }
    for (index, remark) in model.remarks.iter().enumerate() {
        add(Claim::Remark(index.into()), remark.file, &remark.cite);
    }
    for (source, outline) in library.sources.iter().enumerate() {
        for (place, entry) in outline.record.iter().enumerate() {
            push(&mut found, Claim::Entry(place), source, &entry.cite);
        }
    }
    found
}

fn push(found: &mut Vec<Citation>, claim: Claim, source: usize, cite: &[String]) {
    let locators: Vec<Locator> = cite.iter().filter_map(|text| Locator::parse(text).ok()).collect();
    if !locators.is_empty() {
        found.push(Citation { claim, source, locators });
    }
}

/// What kind of claim it is, in a word.
pub const fn kind(claim: Claim) -> &'static str {
    match claim {
        Claim::Condition(_) => "condition",
        Claim::Fact(_) => "fact",
        Claim::Constraint(_) => "constraint",
        Claim::Rule(..) => "rule",
        Claim::Override(_) => "override",
        Claim::Remark(_) => "remark",
        Claim::Entry(_) => "event",
    }
}

/// The claim in words. A rule is told without what it says, so that no outcome is given away.
pub fn words(library: &Library, source: usize, claim: Claim) -> String {
    let model = &library.model;
    match claim {
        Claim::Condition(id) => {
            let condition = &model.conditions[id.index()];
            assumption(condition, condition.baseline)
        }
        Claim::Fact(id) => model.facts[id.index()].label.clone(),
        Claim::Constraint(id) => model.constraints[id.index()].label.clone(),
        Claim::Rule(stance, place) => {
            let stance = &model.stances[stance.index()];
            format!("{}, toward {}: {}", stance.actor, stance.toward, stance.rules[place].because)
        }
        Claim::Override(id) => model.overrides[id.index()].because.clone(),
        Claim::Remark(id) => model.remarks[id.index()].text.clone(),
        Claim::Entry(place) => {
            let entry = &library.sources[source].record[place];
            format!("{}, {}: {}", entry.when, entry.place, entry.what)
        }
    }
}

/// The locators of a claim as the files have them, and how firmly it is made, in a word.
pub fn cite_and_grounds(library: &Library, source: usize, claim: Claim) -> (&[String], &str) {
    let model = &library.model;
    match claim {
        Claim::Condition(id) => {
            let condition = &model.conditions[id.index()];
            (&condition.cite, condition.grounds.word())
        }
        Claim::Fact(id) => (&model.facts[id.index()].cite, ""),
        Claim::Constraint(id) => (&model.constraints[id.index()].cite, ""),
        Claim::Rule(stance, place) => {
            let rule = &model.stances[stance.index()].rules[place];
            (&rule.cite, rule.grounds.word())
        }
        Claim::Override(id) => {
            let over = &model.overrides[id.index()];
            (&over.cite, over.grounds.word())
        }
        Claim::Remark(id) => (&model.remarks[id.index()].cite, ""),
        Claim::Entry(place) => {
            let entry = &library.sources[source].record[place];
            (&entry.cite, entry.firmness.word())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::files::Disk;
    use crate::language::load::load;

    #[test]
    fn every_paragraph_leads_to_what_cites_it() {
        let library = load(&[], &Disk).expect("the bundled scenarios");
        let citations = citations(&library);
        let find = |section: &str, paragraph: &str| {
            let here = |citation: &&Citation| citation.in_paragraph(section, paragraph).is_some();
            citations.iter().filter(here).map(|citation| citation.claim).collect::<Vec<_>>()
        };
        let refusal = |claim: &Claim| match claim {
            Claim::Rule(stance, place) => {
                library.model.stances[stance.index()].rules[*place].id == "iraq.overthrow.refusal"
            }
            _ => false,
        };
        let claims = find("§3", "¶7");
        assert!(claims.iter().any(refusal));
        assert!(claims.iter().any(|claim| matches!(claim, Claim::Condition(_))));
        assert!(find("§1", "¶3").iter().any(|claim| matches!(claim, Claim::Entry(_))));
        assert!(find("§9", "¶9").is_empty());
        let cited = citations.iter().find(|citation| refusal(&citation.claim)).expect("the rule");
        assert_eq!(cited.in_paragraph("§3", "¶7"), Some(vec![(4, 4)]));
    }
}
