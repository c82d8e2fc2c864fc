//! Words that a reader types: a command, with completion, or what to search for.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_input::{Input, InputRequest};

use super::found::{self, Found};
use super::keymap::{Command, Keymap};
use crate::dialogue::request::{Argument, VERBS};
use crate::language::library::Library;
use crate::logic::model::Model;

use super::theme;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A command.
    Palette,
    /// A place.
    Search,
}

/// What taking a candidate does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// What is typed becomes this.
    Completion(String),
    /// The command is done.
    Command(Command),
    /// The reader gets there.
    Found(Found),
}

/// Something that fits what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is, in a word or an id.
    pub name: String,
    /// What that means.
    pub words: String,
    /// What taking it does.
    pub takes: Takes,
}

impl Candidate {
    /// Whether its name, or a part of it, begins with what is typed.
    fn begins_with(&self, query: &str) -> bool {
        self.name.starts_with(query) || self.name.split(['.', '-']).any(|part| part.starts_with(query))
    }
}

/// The prompt.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked for.
    pub kind: Kind,
    /// What is typed.
    pub input: Input,
    /// Everything that could fit at this place, whatever is typed.
    all: Vec<Candidate>,
    /// What fits, the best first.
    pub fitting: Vec<Candidate>,
    /// The chosen one.
    pub at: usize,
    /// Whether the reader chose it.
    pub is_chosen: bool,
    /// What was wrong with what was typed.
    pub error: String,
}

/// What a prompt chooses from.
pub struct Choices<'app> {
    /// What the files say.
    pub library: &'app Library,
    /// The keys in force.
    pub keymap: &'app Keymap,
    /// What follows is hidden, and with it whatever could tell it.
    pub hides: bool,
}

impl Prompt {
    /// An empty prompt.
    pub fn new(kind: Kind, choices: &Choices<'_>) -> Self {
        let all = match kind {
            Kind::Palette => Vec::new(),
            Kind::Search => found::all(choices.library)
                .into_iter()
                .filter(|(_, _, found)| {
                    !choices.hides || matches!(found, Found::Condition(_) | Found::Stance(_))
                })
                .map(|(kind, words, found)| Candidate {
                    name: kind.to_owned(),
                    words,
                    takes: Takes::Found(found),
                })
                .collect(),
        };
        let mut prompt = Self {
            kind,
            input: Input::default(),
            all,
            fitting: Vec::new(),
            at: 0,
            is_chosen: false,
            error: String::new(),
        };
        prompt.fit(choices);
        prompt
    }

    /// Chooses among what there is now, with what is typed as it was.
    pub fn renew(&mut self, choices: &Choices<'_>) {
        let typed = std::mem::take(&mut self.input);
        *self = Self::new(self.kind, choices);
        self.input = typed;
        self.fit(choices);
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Changes what is typed.
    pub fn edit(&mut self, request: InputRequest, choices: &Choices<'_>) {
        self.input.handle(request);
        self.fit(choices);
    }

    /// Replaces what is typed.
    pub fn set(&mut self, text: String, choices: &Choices<'_>) {
        self.input = Input::new(text);
        self.fit(choices);
    }

    /// The candidate that enter takes: one that the reader chose, or whose name begins with what is
    /// typed; what only fits loosely is not done unasked.
    pub fn meant(&self) -> Option<&Candidate> {
        let last = self.text().rsplit([' ', '=']).next().unwrap_or_default();
        self.chosen().filter(|candidate| self.is_chosen || candidate.begins_with(last))
    }

    /// The chosen candidate.
    pub fn chosen(&self) -> Option<&Candidate> {
        self.fitting.get(self.at)
    }

    fn fit(&mut self, choices: &Choices<'_>) {
        self.error.clear();
        self.at = 0;
        self.is_chosen = false;
        let (query, all) = match self.kind {
            Kind::Search => (self.text().to_owned(), std::borrow::Cow::Borrowed(&self.all)),
            Kind::Palette => {
                let (query, candidates) = palette(self.text(), choices);
                (query, std::borrow::Cow::Owned(candidates))
            }
        };
        self.fitting = best(&query, &all);
    }
}

/// The candidates that a query fits, the best first; all in their order where nothing is asked. Whose
/// name is what is typed comes before whose name begins so, and that before what only fits loosely.
fn best(query: &str, all: &[Candidate]) -> Vec<Candidate> {
    let query = query.trim();
    if query.is_empty() {
        return all.to_vec();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut scored: Vec<(bool, bool, u32, &Candidate)> = all
        .iter()
        .filter_map(|candidate| {
            let text = format!("{} {}", candidate.name, candidate.words);
            let score = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher)?;
            Some((candidate.name == query, candidate.begins_with(query), score, candidate))
        })
        .collect();
    scored.sort_by_key(|(is, begins, score, _)| std::cmp::Reverse((*is, *begins, *score)));
    // Letters scattered over a sentence fit almost anything; what fits half as well is not meant.
    let most = scored.iter().map(|(_, _, score, _)| *score).max().unwrap_or(0);
    let fits = |(_, begins, score, _): &(bool, bool, u32, &Candidate)| *begins || score * 3 >= most * 2;
    scored.into_iter().filter(fits).map(|(_, _, _, candidate)| candidate.clone()).collect()
}

/// What is asked for at the end of a command line, and what could stand there.
fn palette(text: &str, choices: &Choices<'_>) -> (String, Vec<Candidate>) {
    let Some((word, rest)) = text.trim_start().split_once(char::is_whitespace) else {
        return (text.trim().to_owned(), commands(choices));
    };
    let rest = rest.trim_start();
    let model = &choices.library.model;
    if word == "theme" {
        let themes = theme::Name::ALL.into_iter().map(|name| Candidate {
            name: name.word().to_owned(),
            words: String::new(),
            takes: Takes::Completion(format!("theme {}", name.word())),
        });
        return (rest.to_owned(), themes.collect());
    }
    let Some(verb) = VERBS.iter().find(|verb| verb.word == word) else {
        return (text.trim().to_owned(), commands(choices));
    };
    match verb.argument {
        Argument::None | Argument::Code => (String::new(), Vec::new()),
        Argument::Condition => (rest.to_owned(), conditions(model, &format!("{word} "), "")),
        Argument::Stance => (rest.to_owned(), stances(model, &format!("{word} "), "")),
        Argument::Assumptions => {
            let (before, last) = rest.rsplit_once(' ').unwrap_or(("", rest));
            let before = if before.is_empty() { format!("{word} ") } else { format!("{word} {before} ") };
            match last.split_once('=') {
                None => (last.to_owned(), conditions(model, &before, "=")),
                Some((name, value)) => (value.to_owned(), values(model, &before, name)),
            }
        }
        Argument::Place if choices.hides => (String::new(), Vec::new()),
        Argument::Place => match rest.split_once('=') {
            None => (rest.to_owned(), stances(model, &format!("{word} "), "=")),
            Some((name, value)) => (value.to_owned(), places(model, &format!("{word} "), name)),
        },
    }
}

fn commands(choices: &Choices<'_>) -> Vec<Candidate> {
    let tells = |argument: Argument| matches!(argument, Argument::Stance | Argument::Place);
    let mut candidates: Vec<Candidate> = VERBS
        .iter()
        .filter(|verb| !(choices.hides && tells(verb.argument)))
        .map(|verb| Candidate {
            name: verb.word.to_owned(),
            words: verb.words.to_owned(),
            takes: Takes::Completion(match verb.argument {
                Argument::None | Argument::Code => verb.word.to_owned(),
                _ => format!("{} ", verb.word),
            }),
        })
        .collect();
    candidates.push(Candidate {
        name: "theme".to_owned(),
        words: "theme NAME: other colours".to_owned(),
        takes: Takes::Completion("theme ".to_owned()),
    });
    for row in choices.keymap.bindings(&super::keymap::Context::ALL) {
        let name = row.binding.command.name();
        // What makes sense only at a key is no command; what the verbs have is there already.
        let is_movement = matches!(row.binding.context, super::keymap::Context::Prompt);
        if is_movement || candidates.iter().any(|candidate| candidate.name == name) {
            continue;
        }
        let key = row.keys.first().map_or_else(String::new, |key| format!(" ({})", key.label()));
        candidates.push(Candidate {
            name: name.to_owned(),
            words: format!("{}{key}", row.binding.words),
            takes: Takes::Command(row.binding.command),
        });
    }
    candidates
}

fn conditions(model: &Model, before: &str, after: &str) -> Vec<Candidate> {
    let candidate = |condition: &crate::logic::model::Condition| Candidate {
        name: condition.id.clone(),
        words: condition.label.clone(),
        takes: Takes::Completion(format!("{before}{}{after}", condition.id)),
    };
    model.conditions.iter().map(candidate).collect()
}

fn values(model: &Model, before: &str, name: &str) -> Vec<Candidate> {
    let Ok(id) = crate::dialogue::names::condition(model, name) else { return Vec::new() };
    let options = model.conditions[id.index()].options.iter();
    let words = options.map(|option| (option.id.as_str(), option.label.as_str()));
    words
        .chain([("unknown", "assume nothing")])
        .map(|(value, label)| Candidate {
            name: value.to_owned(),
            words: label.to_owned(),
            takes: Takes::Completion(format!("{before}{name}={value}")),
        })
        .collect()
}

fn stances(model: &Model, before: &str, after: &str) -> Vec<Candidate> {
    let candidate = |stance: &crate::logic::model::Stance| Candidate {
        name: stance.id.clone(),
        words: format!("{}, toward {}", stance.actor, stance.toward),
        takes: Takes::Completion(format!("{before}{}{after}", stance.id)),
    };
    model.stances.iter().map(candidate).collect()
}

fn places(model: &Model, before: &str, name: &str) -> Vec<Candidate> {
    let Ok(stance) = crate::dialogue::names::stance(model, name) else { return Vec::new() };
    let scale = model.scale_of(stance);
    let words = scale.values.iter().map(|value| (value.id.as_str(), value.label.as_str()));
    words
        .chain([("silent", "the paper does not say")])
        .map(|(value, label)| Candidate {
            name: value.to_owned(),
            words: label.to_owned(),
            takes: Takes::Completion(format!("{before}{name}={value}")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::files::Disk;
    use crate::language::load::load;

    #[test]
    fn what_fits_is_found_at_every_place_of_a_command() {
        let library = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario");
        let keymap = Keymap::default();
        let choices = Choices { library: &library, keymap: &keymap, hides: false };
        let table = [
            ("supp", "suppose"),
            ("histry", "history"),
            ("suppose germ", "iraq.bw_programme_exists"),
            ("suppose bw_confirmed=y", "yes"),
            ("suppose iraq.bw_confirmed=yes force", "iraq.force_reading"),
            ("suppose force_reading=suff", "sufficient"),
            ("why overth", "iraq.overthrow"),
            ("reach overthrow=no_c", "no_compromise"),
            ("theme li", "light"),
            ("lock inspectors", "iraq.inspectors_admitted"),
        ];
        for (text, name) in table {
            let mut prompt = Prompt::new(Kind::Palette, &choices);
            prompt.set(text.to_owned(), &choices);
            let names: Vec<&str> = prompt.fitting.iter().map(|candidate| candidate.name.as_str()).collect();
            assert!(names.iter().take(2).any(|found| *found == name), "{text}: {names:?}");
        }
    }

    #[test]
    fn a_search_finds_conditions_stances_rules_remarks_and_locators() {
        let library = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario");
        let keymap = Keymap::default();
        let choices = Choices { library: &library, keymap: &keymap, hides: false };
        let table = [
            ("inspectors", "condition"),
            ("toward overthrow", "stance"),
            ("refusal", "rule"),
            ("putin hinted", "remark"),
            ("§3 ¶7", "paragraph"),
            ("basayev", "event"),
        ];
        for (text, name) in table {
            let mut prompt = Prompt::new(Kind::Search, &choices);
            prompt.set(text.to_owned(), &choices);
            let names: Vec<&str> = prompt.fitting.iter().map(|candidate| candidate.name.as_str()).collect();
            assert!(names.contains(&name), "{text}: {names:?}");
        }
        let mut prompt = Prompt::new(Kind::Search, &choices);
        prompt.set("zzqqxx".to_owned(), &choices);
        assert!(prompt.fitting.is_empty());
    }
}
