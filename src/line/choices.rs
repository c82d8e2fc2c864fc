//! Numbered choices: what a number stands for, and what is asked for by numbers where a line leaves
//! it out.

use super::reply::Reply;
use super::state::LineMode;
use crate::dialogue::names;
use crate::dialogue::request::{Argument, VerbRow};
use crate::logic::model::{ConditionId, FileId, StanceId};
use crate::report::{sentences, text};

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// A line as it could have been typed.
    Line(String),
    /// A line, and the case that it is about.
    Within(FileId, String),
}

/// A question that is answered by a number.
struct Offer {
    ask: String,
    choices: Vec<(String, Choice)>,
}

impl LineMode {
    /// Asks by numbers for what a verb is about, if the line leaves that out. True if it asked.
    pub(super) fn complete(&mut self, verb: &VerbRow, rest: &str, reply: &mut Reply) -> bool {
        let Some(offer) = self.missing(verb, rest) else { return false };
        if offer.choices.is_empty() {
            reply.say("There is nothing to choose from.");
            return true;
        }
        reply.say(offer.ask);
        let (lines, choices): (Vec<String>, Vec<Choice>) = offer.choices.into_iter().unzip();
        reply.number(lines);
        self.choices = choices;
        true
    }

    fn missing(&self, verb: &VerbRow, rest: &str) -> Option<Offer> {
        let word = verb.word;
        match verb.argument {
            Argument::Condition if word == "unlock" && rest.is_empty() => {
                let ids = self.position().locked();
                Some(self.offer_conditions("Which condition?", ids, word, ""))
            }
            Argument::Condition if rest.is_empty() => Some(self.conditions(word, "")),
            Argument::Assumptions if rest.is_empty() => Some(self.conditions(word, "=")),
            Argument::Stance if rest.is_empty() => Some(self.stances(word, "")),
            Argument::Place if rest.is_empty() => Some(self.stances(word, "=")),
            Argument::Assumptions => self.values(word, name_alone(rest)?),
            Argument::Place => self.places(word, name_alone(rest)?),
            Argument::None | Argument::Code | Argument::Condition | Argument::Stance => None,
        }
    }

    /// The case that is meant where only one has something to choose from, else which one.
    fn in_case(&self, word: &str, has_some: impl Fn(FileId) -> bool) -> Result<FileId, Offer> {
        if let Some(case) = self.case.filter(|case| has_some(*case)) {
            return Ok(case);
        }
        let cases: Vec<FileId> = self.cases().into_iter().filter(|case| has_some(*case)).collect();
        if let [only] = cases.as_slice() {
            return Ok(*only);
        }
        let title = |case: FileId| self.library.files[case.index()].title.clone();
        let choices = cases.into_iter().map(|case| (title(case), Choice::Within(case, word.to_owned())));
        Err(Offer { ask: "In which case?".to_owned(), choices: choices.collect() })
    }

    fn conditions(&self, word: &str, sign: &str) -> Offer {
        match self.in_case(word, |case| !self.conditions_of(case).is_empty()) {
            Err(offer) => offer,
            Ok(case) => {
                self.offer_conditions("Which condition?", self.conditions_of(case).into_iter(), word, sign)
            }
        }
    }

    fn offer_conditions(
        &self,
        ask: &str,
        ids: impl Iterator<Item = ConditionId>,
        word: &str,
        sign: &str,
    ) -> Offer {
        let choice = |id: ConditionId| {
            let condition = &self.library.model.conditions[id.index()];
            let words = text::assumption(condition, self.position().value(id));
            (words, Choice::Line(format!("{word} {}{sign}", condition.id)))
        };
        Offer { ask: ask.to_owned(), choices: ids.map(choice).collect() }
    }

    fn stances(&self, word: &str, sign: &str) -> Offer {
        let model = &self.library.model;
        let choice = |id: StanceId| {
            let line = format!("{word} {}{sign}", model.stances[id.index()].id);
            (sentences::stance(model, id), Choice::Line(line))
        };
        match self.in_case(word, |case| !self.stances_of(case).is_empty()) {
            Err(offer) => offer,
            Ok(case) => Offer {
                ask: "Which stance?".to_owned(),
                choices: self.stances_of(case).into_iter().map(choice).collect(),
            },
        }
    }

    fn values(&self, word: &str, name: &str) -> Option<Offer> {
        let id = names::condition(&self.library.model, name).ok()?;
        let condition = &self.library.model.conditions[id.index()];
        let options = condition.options.iter().map(|option| (option.label.clone(), option.id.as_str()));
        let choices = options
            .chain([("unknown".to_owned(), "unknown")])
            .map(|(label, value)| (label, Choice::Line(format!("{word} {}={value}", condition.id))));
        let ask = format!("{}. Which value?", text::assumption(condition, self.position().value(id)));
        Some(Offer { ask, choices: choices.collect() })
    }

    fn places(&self, word: &str, name: &str) -> Option<Offer> {
        let model = &self.library.model;
        let id = names::stance(model, name).ok()?;
        let stance = &model.stances[id.index()].id;
        let scale = model.scale_of(id);
        let places = scale.values.iter().map(|value| value.id.as_str()).chain(["silent"]);
        let choices = places.filter_map(|place| {
            let label = scale.outcome_label(scale.outcome(place)?).to_owned();
            Some((label, Choice::Line(format!("{word} {stance}={place}"))))
        });
        let ask = format!("{}. Which place?", sentences::stance(model, id));
        Some(Offer { ask, choices: choices.collect() })
    }
}

/// The name in `NAME` or `NAME=`, if there is nothing else.
fn name_alone(text: &str) -> Option<&str> {
    let name = text.strip_suffix('=').unwrap_or(text).trim_end();
    let is_alone = !name.is_empty() && !name.contains('=') && !name.contains(char::is_whitespace);
    is_alone.then_some(name)
}
