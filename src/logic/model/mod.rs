//! What a library of scenarios says, resolved: names have become indices, and whatever could be
//! wrong with the text has been found before a [`Model`] exists.
//!
//! Texts (labels, locators, reasons) travel with the things that they describe so that every
//! claim can be shown with its grounds; the logic itself never reads them.

mod bounds;
mod condition;
mod guard;
mod outcome;

use std::fmt;

pub use bounds::{
    MOST_CONDITIONS, MOST_ITEMS, MOST_NAMED, MOST_OPTIONS, MOST_REPLACED, MOST_RULES, MOST_SCALE_VALUES,
};
pub use condition::{Condition, ConditionKind, NO, Value, ValueSet, YES};
pub use guard::Guard;
pub use outcome::{Outcome, OutcomeSet, Scale};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the model's list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(u32::try_from(index).expect("a model's lists are shorter than 2^32"))
            }
        }
    };
}

index!(
    /// A file, in the library's order.
    FileId
);
index!(
    /// A condition, in the library's order.
    ConditionId
);
index!(
    /// A fact, in the library's order.
    FactId
);
index!(
    /// A constraint, in the library's order.
    ConstraintId
);
index!(
    /// A scale, in the library's order.
    ScaleId
);
index!(
    /// A stance, in the library's order.
    StanceId
);
index!(
    /// An override, in the library's order.
    OverrideId
);
index!(
    /// A remark, in the library's order.
    RemarkId
);

/// How firmly the source supports a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// The source says it.
    Stated,
    /// The source's words imply it.
    Implied,
    /// The encoder supposes it.
    Assumed,
}

impl Grounds {
    /// The word used in scenario files and on the screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Implied => "implied",
            Self::Assumed => "assumed",
        }
    }
}

impl fmt::Display for Grounds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// A value's id and the words that a reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The id in scenario files, on the command line and in JSON.
    pub id: String,
    /// The words on the screen.
    pub label: String,
}

/// A named guard.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// The words on the screen.
    pub label: String,
    /// Its definition.
    pub when: Guard,
    /// Where.
    pub cite: Vec<String>,
}

/// What every admissible world satisfies.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// The words on the screen.
    pub label: String,
    /// What must hold.
    pub require: Guard,
    /// Where.
    pub cite: Vec<String>,
}

/// Where the map shows a stance.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The name on the map.
    pub name: String,
    /// Degrees north, from -90 to 90.
    pub latitude: f64,
    /// Degrees east, from -180 to 180.
    pub longitude: f64,
}

/// Under a guard, a stance has a value.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The full id, `file.stance.rule`.
    pub id: String,
    /// When it applies.
    pub when: Guard,
    /// What it says.
    pub then: Outcome,
    /// The rules of the same stance that it stands over directly, by index.
    pub over: Vec<usize>,
    /// How firmly the source supports it.
    pub grounds: Grounds,
    /// Where.
    pub cite: Vec<String>,
    /// The reason in plain words.
    pub because: String,
    /// A phrase of the source that pins the wording.
    pub phrase: Option<String>,
}

/// What an actor's attitude to something depends on.
#[derive(Clone, Debug)]
pub struct Stance {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// Whose stance it is.
    pub actor: String,
    /// Toward what.
    pub toward: String,
    /// Where the map shows it.
    pub place: Option<Place>,
    /// The scale it stands on.
    pub scale: ScaleId,
    /// Its rules, in the file's order.
    pub rules: Vec<Rule>,
}

/// Under a guard, some values of many stances are replaced.
#[derive(Clone, Debug)]
pub struct Override {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// When it applies.
    pub when: Guard,
    /// The stances it reaches, each with the values that it replaces and what it says instead.
    /// Stances that its guard depends on are not among them.
    pub replaces: Vec<Replacement>,
    /// How firmly the source supports it.
    pub grounds: Grounds,
    /// Where.
    pub cite: Vec<String>,
    /// The reason in plain words.
    pub because: String,
}

/// What an override does to one stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The stance.
    pub stance: StanceId,
    /// The values that are replaced.
    pub values: OutcomeSet,
    /// What is said instead.
    pub then: Outcome,
}

/// Something worth saying under a guard, which changes no stance.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// When it is shown.
    pub when: Guard,
    /// What is shown.
    pub text: String,
    /// Where.
    pub cite: Vec<String>,
}

/// Everything that a library of scenarios says, in the files' order.
///
/// Guards may refer to facts and stances, never in a circle: [`Model::evaluation_order`] lists
/// them so that each comes after all that it depends on.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// What may be supposed.
    pub conditions: Vec<Condition>,
    /// Named guards.
    pub facts: Vec<Fact>,
    /// What every admissible world satisfies.
    pub constraints: Vec<Constraint>,
    /// Where stances stand.
    pub scales: Vec<Scale>,
    /// What follows.
    pub stances: Vec<Stance>,
    /// What replaces values of many stances.
    pub overrides: Vec<Override>,
    /// What is worth saying.
    pub remarks: Vec<Remark>,
    /// Facts, stances and overrides, each after everything that it depends on.
    pub evaluation_order: Vec<Definition>,
}

/// Something whose meaning depends on other things, and on which others may depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Definition {
    /// A fact.
    Fact(FactId),
    /// A stance's value after overrides.
    Stance(StanceId),
    /// An override's guard.
    Override(OverrideId),
}

impl Model {
    /// The scale of a stance.
    pub fn scale_of(&self, stance: StanceId) -> &Scale {
        &self.scales[self.stances[stance.index()].scale.index()]
    }

    /// The overrides that reach a stance, in the files' order, each with what it does to it.
    pub fn overrides_of(&self, stance: StanceId) -> impl Iterator<Item = (OverrideId, Replacement)> + '_ {
        self.overrides.iter().enumerate().filter_map(move |(index, over)| {
            let replacement = over.replaces.iter().find(|replacement| replacement.stance == stance)?;
            Some((OverrideId::from(index), *replacement))
        })
    }
}
