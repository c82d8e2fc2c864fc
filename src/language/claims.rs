//! What ties claims to their source: locators that the outline has, phrases that stay short.

use super::diagnostic::Code;
use super::faults::Faults;
use super::locator::Locator;
use super::resolve::FileText;
use super::source::Source;
use super::span::{Item, Span, Text};
use super::syntax;
use crate::logic::model::Grounds;

/// The most words of the source that may stand together.
pub const MOST_WORDS: usize = 8;

/// The grounds as the logic knows them.
pub const fn grounds(grounds: syntax::Grounds) -> Grounds {
    match grounds {
        syntax::Grounds::Stated => Grounds::Stated,
        syntax::Grounds::Implied => Grounds::Implied,
        syntax::Grounds::Assumed => Grounds::Assumed,
    }
}

/// The strings without their places.
pub fn owned(texts: &[Text<'_>]) -> Vec<String> {
    texts.iter().map(|text| text.value.to_string()).collect()
}

/// Checks the claims of all files.
pub struct Claims<'all, 'source> {
    /// The files.
    pub files: &'all [FileText<'source>],
    /// Their sources.
    pub sources: &'all [Source],
}

impl Claims<'_, '_> {
    /// Adds what is wrong.
    pub fn check(&self, faults: &mut [Faults]) {
        for (file, faults) in self.files.iter().zip(faults) {
            if let Some(scenario) = &file.scenario {
                let source = file.file.source.map(|source| &self.sources[source]);
                check_scenario(scenario, &mut Check { text: file.text, source, faults });
            }
        }
    }
}

fn check_scenario(scenario: &syntax::Scenario<'_>, check: &mut Check<'_, '_>) {
    for (place, condition) in readable(&scenario.conditions) {
        let (syntax::Condition::YesNo { cite, .. }
        | syntax::Condition::Choice { cite, .. }
        | syntax::Condition::Reading { cite, .. }) = condition;
        check.locators(place, cite);
    }
    for (place, fact) in readable(&scenario.facts) {
        check.locators(place, &fact.cite);
    }
    for (place, constraint) in readable(&scenario.constraints) {
        check.locators(place, &constraint.cite);
    }
    for (_, stance) in readable(&scenario.stances) {
        for (place, rule) in readable(&stance.rules) {
            check.locators(place, &rule.cite);
            if let Some(phrase) = &rule.phrase {
                check.phrase(place, phrase);
            }
        }
    }
    for (place, over) in readable(&scenario.overrides) {
        check.locators(place, &over.cite);
    }
    for (place, remark) in readable(&scenario.remarks) {
        check.locators(place, &remark.cite);
    }
    for (place, expectation) in readable(&scenario.expectations) {
        check.locators(place, &expectation.cite);
    }
}

fn readable<'all, 'source, T>(
    items: &'all [Item<'source, T>],
) -> impl Iterator<Item = (&'source str, &'all T)> {
    items.iter().filter_map(|item| item.value.as_ref().ok().map(|value| (item.place, value)))
}

/// Checks the claims of one text.
pub struct Check<'all, 'source> {
    /// The text.
    pub text: &'source str,
    /// What locators are checked against; without a source they may say anything.
    pub source: Option<&'all Source>,
    /// Where faults go.
    pub faults: &'all mut Faults,
}

impl Check<'_, '_> {
    /// Checks locators that stand in the item at `place`.
    pub fn locators(&mut self, place: &str, cite: &[Text<'_>]) {
        let Some(source) = self.source else { return };
        for text in cite {
            let span = text.span(self.text, Span::of(place, self.text));
            match Locator::parse(&text.value) {
                Ok(locator) => {
                    // An outline that could not be read has been reported itself.
                    if source.sections.is_empty() {
                        continue;
                    }
                    if let Err(message) = source.check(&locator) {
                        let help = format!("cite a place of `{}`", source.name);
                        self.faults.error(Code::Locator, span, message, help);
                    }
                }
                Err(fault) => self.faults.error(Code::Locator, span, fault.message, fault.help),
            }
        }
    }

    /// Checks the length of a phrase that stands in the item at `place`.
    pub fn phrase(&mut self, place: &str, phrase: &Text<'_>) {
        let words = phrase.value.split_whitespace().count();
        if words > MOST_WORDS {
            self.faults.error(
                Code::LongPhrase,
                phrase.span(self.text, Span::of(place, self.text)),
                format!("a phrase of {words} words, where at most {MOST_WORDS} may be quoted"),
                "quote the words that matter and leave out the rest",
            );
        }
    }
}
