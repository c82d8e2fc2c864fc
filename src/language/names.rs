//! Which names there are, and what a name written in a file means.

use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;

use super::bundled;
use super::diagnostic::{Code, listed, nearest};
use super::expression::is_keyword;
use crate::logic::model::{ConditionId, FactId, FileId, ScaleId, StanceId};

/// What an expression's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A condition.
    Condition(ConditionId),
    /// A fact.
    Fact(FactId),
    /// A stance.
    Stance(StanceId),
    /// A scale; no expression can use it, but a reader may confuse it with a stance.
    Scale(ScaleId),
    /// Something that is itself faulty, which has been reported where it stands.
    Faulty,
}

impl Symbol {
    /// The kind of thing, with its article.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Condition(_) => "a condition",
            Self::Fact(_) => "a fact",
            Self::Stance(_) => "a stance",
            Self::Scale(_) => "a scale",
            Self::Faulty => "faulty",
        }
    }
}

/// A name that means nothing where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameFault {
    /// The kind of fault.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// A file as far as names are concerned.
#[derive(Debug)]
pub struct Scope<'source> {
    /// The file's name.
    pub name: &'source str,
    /// The files whose names it may use.
    pub uses: Vec<FileId>,
    /// What it declares for expressions: conditions, facts and stances.
    pub symbols: FxHashMap<&'source str, Symbol>,
    /// The scales that it declares.
    pub scales: FxHashMap<&'source str, Symbol>,
    /// The files that it uses in vain, which has been reported.
    pub missing: FxHashSet<&'source str>,
    /// Whether the file could not be read, so that nobody knows what it declares.
    pub unreadable: bool,
}

/// The names of all files.
#[derive(Debug, Default)]
pub struct Names<'source> {
    /// In the library's order.
    pub scopes: Vec<Scope<'source>>,
    /// How many names were compared with misspelt ones so far.
    compared: Cell<usize>,
}

/// The most names that are compared with misspelt ones: a matter of some tenths of a second.
const MOST_COMPARED: usize = 400_000;

/// The kinds of things that are named by other parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Conditions, facts and stances.
    Symbols,
    /// Conditions alone.
    Conditions,
    /// Stances alone.
    Stances,
    /// Scales.
    Scales,
}

impl Space {
    const fn what(self) -> &'static str {
        match self {
            Self::Symbols => "condition, fact or stance",
            Self::Conditions => "condition",
            Self::Stances => "stance",
            Self::Scales => "scale",
        }
    }

    const fn has(self, symbol: Symbol) -> bool {
        match self {
            Self::Symbols => !matches!(symbol, Symbol::Scale(_)),
            Self::Conditions => matches!(symbol, Symbol::Condition(_)),
            Self::Stances => matches!(symbol, Symbol::Stance(_)),
            Self::Scales => matches!(symbol, Symbol::Scale(_)),
        }
    }
}

impl Scope<'_> {
    fn table(&self, space: Space) -> &FxHashMap<&str, Symbol> {
        match space {
            Space::Symbols | Space::Conditions | Space::Stances => &self.symbols,
            Space::Scales => &self.scales,
        }
    }

    fn other_table(&self, space: Space) -> &FxHashMap<&str, Symbol> {
        match space {
            Space::Symbols | Space::Conditions | Space::Stances => &self.scales,
            Space::Scales => &self.symbols,
        }
    }

    fn declares(&self, own_name: &str, space: Space) -> bool {
        self.table(space).get(own_name).is_some_and(|symbol| space.has(*symbol))
    }
}

impl Names<'_> {
    /// The nearest of the candidates to a misspelt word, if one is near. Where thousands of words are
    /// misspelt, the last of them have to do without.
    pub fn nearest<'candidate>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'candidate str>,
    ) -> Option<&'candidate str> {
        if self.compared.get() > MOST_COMPARED {
            return None;
        }
        let count = |_: &&str| self.compared.set(self.compared.get() + 1);
        nearest(word, candidates.into_iter().inspect(count))
    }

    /// What `name`, written in `file`, stands for. It may be of another kind than was looked for.
    ///
    /// # Errors
    /// Why it stands for nothing, with the nearest name that does.
    pub fn look_up(&self, file: FileId, name: &str, space: Space) -> Result<Symbol, NameFault> {
        let Some((file_name, own_name)) = name.split_once('.') else {
            return self.own(file, file, name, name, space);
        };
        let scope = &self.scopes[file.index()];
        if file_name == scope.name {
            return self.own(file, file, own_name, name, space);
        }
        let named = |id: &FileId| self.scopes[id.index()].name == file_name;
        if let Some(used) = scope.uses.iter().copied().find(|id| named(id)) {
            return self.own(file, used, own_name, name, space);
        }
        if scope.missing.contains(file_name) {
            return Ok(Symbol::Faulty);
        }
        let known = self.scopes.iter().any(|other| other.name == file_name);
        Err(if known || bundled::scenario(file_name).is_some() {
            NameFault {
                code: Code::UnusedFile,
                message: format!("`{file_name}` is not among the files that this one uses"),
                help: format!("add \"{file_name}\" to `uses`"),
            }
        } else {
            let used = scope.uses.iter().map(|id| self.scopes[id.index()].name);
            NameFault {
                code: Code::UnknownName,
                message: format!("there is no file `{file_name}`"),
                help: match self.nearest(file_name, used) {
                    Some(near) => format!("did you mean `{near}.{own_name}`?"),
                    None => "a dot stands between a file's name and a name in it, as in `campaign.focus_on`"
                        .into(),
                },
            }
        })
    }

    fn own(
        &self,
        from: FileId,
        file: FileId,
        own_name: &str,
        as_written: &str,
        space: Space,
    ) -> Result<Symbol, NameFault> {
        let scope = &self.scopes[file.index()];
        if let Some(symbol) = scope.table(space).get(own_name) {
            return Ok(*symbol);
        }
        if scope.unreadable {
            return Ok(Symbol::Faulty);
        }
        if let Some(symbol) = scope.other_table(space).get(own_name) {
            return Ok(*symbol);
        }
        let what = space.what();
        let message = if file == from {
            format!("there is no {what} `{own_name}` in this file")
        } else {
            format!("there is no {what} `{own_name}` in `{}`", scope.name)
        };
        Err(NameFault {
            code: Code::UnknownName,
            message,
            help: self.suggest(from, file, own_name, as_written, space),
        })
    }

    fn suggest(&self, from: FileId, file: FileId, own_name: &str, as_written: &str, space: Space) -> String {
        let scope = &self.scopes[from.index()];
        let small = own_name.to_lowercase();
        if space == Space::Symbols && is_keyword(&small) {
            return format!("words of the language are written in small letters: `{small}`");
        }
        let is_bare = !as_written.contains('.');
        let used = scope.uses.iter().map(|used| &self.scopes[used.index()]);
        if let Some(used) = used.clone().find(|used| is_bare && used.declares(own_name, space)) {
            return format!("another file's names are written in full: `{}.{own_name}`", used.name);
        }
        if self.compared.get() > MOST_COMPARED {
            return "check how it is spelt".to_owned();
        }
        let mut candidates: Vec<&str> = self.declared(file, space);
        candidates.sort_unstable();
        if let Some(near) = self.nearest(own_name, candidates) {
            return match as_written.split_once('.') {
                Some((file_name, _)) => format!("did you mean `{file_name}.{near}`?"),
                None => format!("did you mean `{near}`?"),
            };
        }
        if let Some(other) = self.scopes.iter().find(|other| is_bare && other.declares(own_name, space)) {
            let name = other.name;
            return format!("add \"{name}\" to `uses` and write `{name}.{own_name}`, if you mean that one");
        }
        match space {
            Space::Symbols => "declare it as a condition or a fact, or use the name of one".to_owned(),
            _ => self.to_choose_from(from, space),
        }
    }

    fn declared(&self, file: FileId, space: Space) -> Vec<&str> {
        let table = self.scopes[file.index()].table(space);
        table.iter().filter(|(_, symbol)| space.has(**symbol)).map(|(name, _)| *name).collect()
    }

    /// The names of a kind that `file` may write, as advice.
    pub fn to_choose_from(&self, file: FileId, space: Space) -> String {
        if self.compared.get() > MOST_COMPARED {
            return format!("name a {}", space.what());
        }
        let scope = &self.scopes[file.index()];
        let mut names: Vec<String> = self.declared(file, space).into_iter().map(str::to_owned).collect();
        for used in &scope.uses {
            let name = self.scopes[used.index()].name;
            names.extend(self.declared(*used, space).into_iter().map(|own| format!("{name}.{own}")));
        }
        self.compared.set(self.compared.get() + names.len());
        names.sort_unstable_by_key(|name| (name.contains('.'), name.clone()));
        match (names.as_slice(), space) {
            ([], Space::Scales) => "declare one under `scales`, or use a file that has one".to_owned(),
            ([], _) => format!("there is no {} that this file could name", space.what()),
            ([only], _) => format!("the {} that this file can name is `{only}`", space.what()),
            (names, _) => {
                let names = listed(names.iter().map(String::as_str));
                format!("the {}s that this file can name are {names}", space.what())
            }
        }
    }
}

/// Whether a word is lower-case `snake_case`, starting with a letter.
pub fn is_well_formed(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// What is wrong with a file's name, its extension left off, if anything.
pub fn file_fault(name: &str) -> Option<NameFault> {
    if is_well_formed(name) {
        return None;
    }
    Some(NameFault {
        code: Code::FileName,
        message: format!("`{name}` cannot be the name of a scenario, since other files could not write it"),
        help: match snake_case(name) {
            Some(better) => format!("rename it, as in `{better}.ron`"),
            None => "a file's name is lower-case with underscores, as in `my_paper.ron`".to_owned(),
        },
    })
}

/// What is wrong with an id, if anything: `expressions` is true for ids that guards name.
pub fn id_fault(id: &str, expressions: bool) -> Option<NameFault> {
    if !is_well_formed(id) {
        return Some(NameFault {
            code: Code::MalformedId,
            message: format!("`{id}` is not an id"),
            help: match snake_case(id) {
                Some(better) => format!("ids are lower-case with underscores, as in `{better}`"),
                None => "ids are lower-case words with underscores, as in `ready_to_step_down`".to_owned(),
            },
        });
    }
    if expressions && is_keyword(id) {
        return Some(NameFault {
            code: Code::ReservedId,
            message: format!("`{id}` is a word of the expression language"),
            help: "choose another id".to_owned(),
        });
    }
    None
}

/// What is wrong with a value's id, if anything.
pub fn value_fault(id: &str) -> Option<NameFault> {
    if matches!(id, "silent" | "unknown" | "gap" | "conflict" | "not" | "one") {
        return Some(NameFault {
            code: Code::ReservedId,
            message: format!("`{id}` has a meaning of its own and cannot be declared as a value"),
            help: match id {
                "silent" => "every scale has `silent` already".to_owned(),
                _ => "choose another id".to_owned(),
            },
        });
    }
    id_fault(id, false)
}

/// An id that a faulty one may have been meant as.
pub fn snake_case(text: &str) -> Option<String> {
    let mut id = String::new();
    for character in text.chars() {
        if character.is_alphanumeric() {
            if character.is_uppercase() && id.ends_with(|last: char| last.is_lowercase()) {
                id.push('_');
            }
            id.extend(character.to_lowercase());
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
    }
    let id = id.trim_end_matches('_').to_owned();
    (is_well_formed(&id)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_ids_come_with_better_ones() {
        let table = [("Terms met", "terms_met"), ("termsMet", "terms_met"), ("terms-met", "terms_met")];
        for (faulty, better) in table {
            assert!(id_fault(faulty, true).unwrap().help.contains(better), "{faulty}");
        }
        assert_eq!(id_fault("terms_met", true), None);
        assert_eq!(id_fault("none", false), None, "an option may be called so");
        assert!(id_fault("none", true).is_some());
        assert!(value_fault("silent").is_some());
        assert!(id_fault("", true).is_some());
        assert!(id_fault("3rd", true).is_some());
    }
}
