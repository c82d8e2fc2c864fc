//! Which names there are, and what a name written in a file means.

use rustc_hash::FxHashMap;

use super::diagnostic::{Code, nearest};
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
    /// Whether the file could not be read, so that nobody knows what it declares.
    pub unreadable: bool,
}

/// The names of all files.
#[derive(Debug, Default)]
pub struct Names<'source> {
    /// In the library's order.
    pub scopes: Vec<Scope<'source>>,
}

/// The two kinds of things that are named by other parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// Conditions, facts and stances.
    Symbols,
    /// Scales.
    Scales,
}

impl Names<'_> {
    /// What `name`, written in `file`, stands for.
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
        let known = self.scopes.iter().any(|other| other.name == file_name);
        Err(if known {
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
                help: match nearest(file_name, used) {
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
        let (mine, other) = match space {
            Space::Symbols => (&scope.symbols, &scope.scales),
            Space::Scales => (&scope.scales, &scope.symbols),
        };
        if let Some(symbol) = mine.get(own_name) {
            return Ok(*symbol);
        }
        if scope.unreadable {
            return Ok(Symbol::Faulty);
        }
        if let Some(symbol) = other.get(own_name) {
            return Ok(*symbol);
        }
        let what = match space {
            Space::Symbols => "condition, fact or stance",
            Space::Scales => "scale",
        };
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
        let table = |id: FileId| match space {
            Space::Symbols => &self.scopes[id.index()].symbols,
            Space::Scales => &self.scopes[id.index()].scales,
        };
        let scope = &self.scopes[from.index()];
        let dotted = as_written.contains('.');
        if !dotted && let Some(used) = scope.uses.iter().find(|used| table(**used).contains_key(own_name)) {
            return format!(
                "another file's names are written in full: `{}.{own_name}`",
                self.scopes[used.index()].name
            );
        }
        let mut candidates: Vec<&str> = table(file).keys().copied().collect();
        candidates.sort_unstable();
        if let Some(near) = nearest(own_name, candidates) {
            return match as_written.split_once('.') {
                Some((file_name, _)) => format!("did you mean `{file_name}.{near}`?"),
                None => format!("did you mean `{near}`?"),
            };
        }
        match space {
            Space::Symbols => "declare it as a condition or a fact, or use the name of one".to_owned(),
            Space::Scales => "declare it under `scales`, or use a scale of a file in `uses`".to_owned(),
        }
    }
}

/// Whether a word is lower-case `snake_case`, starting with a letter.
pub fn is_well_formed(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
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
