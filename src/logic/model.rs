//! What a library of scenarios says, resolved: names have become indices, and whatever could be
//! wrong with the text has been found before a [`Model`] exists.
//!
//! Texts (labels, locators, reasons) travel with the things that they describe so that every
//! claim can be shown with its grounds; the logic itself never reads them.

use std::fmt;

/// The most options a condition may have: a set of them fits one machine word.
pub const MOST_OPTIONS: usize = 64;
/// The most values a scale may declare: with `silent`, `gap` and `conflict` a set of them fits
/// one machine word.
pub const MOST_SCALE_VALUES: usize = 61;
/// The most conditions a library may hold: it bounds how deep a walk along a diagram can go.
pub const MOST_CONDITIONS: usize = 4096;

/// The most rules that a stance may have.
pub const MOST_RULES: usize = 1000;
/// The most stances whose values all overrides of a library may replace, one counted as often as it is
/// replaced.
pub const MOST_REPLACED: usize = 1_000_000;
/// The most scales that an override may name, and the most values.
pub const MOST_NAMED: usize = 64;
/// The most facts, constraints, stances, overrides, remarks, expectations and lessons, of each,
/// that a library may hold.
pub const MOST_ITEMS: usize = 20_000;

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

/// One value of a condition, as an index into its options. A yes/no condition has `yes` at 0 and
/// `no` at 1.
pub type Value = u8;

/// The value `yes` of a yes/no condition.
pub const YES: Value = 0;
/// The value `no` of a yes/no condition.
pub const NO: Value = 1;

/// A set of values of one condition, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ValueSet(pub u64);

impl ValueSet {
    /// The set of one value.
    pub const fn only(value: Value) -> Self {
        Self(1 << value)
    }

    /// Whether `value` is in the set.
    pub const fn contains(self, value: Value) -> bool {
        self.0 >> value & 1 == 1
    }

    /// The set with `value` added.
    #[must_use]
    pub const fn with(self, value: Value) -> Self {
        Self(self.0 | 1 << value)
    }
}

/// What kind of choice a condition offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionKind {
    /// It holds or it does not.
    YesNo,
    /// One of several events or circumstances.
    Choice,
    /// How the text is read, not an event in the world.
    Reading,
}

/// Something that a reader may suppose.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// Yes/no, choice or reading.
    pub kind: ConditionKind,
    /// The words on the screen.
    pub label: String,
    /// The values, in the file's order; at least two, at most [`MOST_OPTIONS`].
    pub options: Vec<Named>,
    /// What the source presents; `None` is unknown.
    pub baseline: Option<Value>,
    /// How firmly.
    pub grounds: Grounds,
    /// Where.
    pub cite: Vec<String>,
    /// A caution for readers.
    pub note: Option<String>,
    /// Declared to move no stance.
    pub context: bool,
}

impl Condition {
    /// The value with this id.
    pub fn value(&self, id: &str) -> Option<Value> {
        self.options.iter().position(|option| option.id == id).map(|index| index as Value)
    }

    /// The id of a value, or `unknown`.
    pub fn value_id(&self, value: Option<Value>) -> &str {
        value.map_or("unknown", |value| &self.options[usize::from(value)].id)
    }
}

/// A sentence that holds or does not hold in a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Holds in every world.
    Always,
    /// Holds in no world.
    Never,
    /// The condition has one of these values.
    Condition(ConditionId, ValueSet),
    /// The fact holds.
    Fact(FactId),
    /// The stance, after overrides, has one of these outcomes.
    Stance(StanceId, OutcomeSet),
    /// The sentence does not hold.
    Not(Box<Guard>),
    /// Every one holds; of none, it holds.
    All(Vec<Guard>),
    /// At least one holds; of none, it does not.
    Any(Vec<Guard>),
    /// If the first holds, so does the second.
    Implies(Box<Guard>, Box<Guard>),
    /// The number that hold lies between the bounds, both included.
    Count {
        /// The lower bound.
        least: u32,
        /// The upper bound.
        most: u32,
        /// The sentences counted.
        of: Vec<Guard>,
    },
}

impl Guard {
    /// Calls `visit` with this guard and every guard inside it.
    pub fn walk<'guard>(&'guard self, visit: &mut impl FnMut(&'guard Self)) {
        visit(self);
        match self {
            Self::Not(inner) => inner.walk(visit),
            Self::Implies(first, second) => {
                first.walk(visit);
                second.walk(visit);
            }
            Self::All(parts) | Self::Any(parts) | Self::Count { of: parts, .. } => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Self::Always | Self::Never | Self::Condition(..) | Self::Fact(_) | Self::Stance(..) => {}
        }
    }
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

/// What a stance says in a world: a place on its scale, silence, or a fault of the file.
///
/// Ordered as answers are listed: the scale's values, those apart from its order, `silent`,
/// `gap`, `conflict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome(u8);

impl Outcome {
    /// The source does not say.
    pub const SILENT: Self = Self(61);
    /// No rule is in force: a fault of the file.
    pub const GAP: Self = Self(62);
    /// Rules in force disagree: a fault of the file.
    pub const CONFLICT: Self = Self(63);

    /// The scale's value at `index`, which is below [`MOST_SCALE_VALUES`].
    pub const fn value(index: usize) -> Self {
        assert!(index < MOST_SCALE_VALUES, "a scale has at most 61 values");
        Self(index as u8)
    }

    /// The outcome whose bit is `bit`, below 64.
    pub const fn from_bit(bit: u32) -> Self {
        assert!(bit < 64, "a set of outcomes has 64 bits");
        Self(bit as u8)
    }

    /// The bit of this outcome in an [`OutcomeSet`].
    pub const fn bit(self) -> u32 {
        self.0 as u32
    }

    /// The index among the scale's values, unless this is silence or a fault.
    pub const fn index(self) -> Option<usize> {
        if (self.0 as usize) < MOST_SCALE_VALUES { Some(self.0 as usize) } else { None }
    }
}

/// A set of outcomes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct OutcomeSet(pub u64);

impl OutcomeSet {
    /// No outcome: that of a position which is ruled out.
    pub const EMPTY: Self = Self(0);

    /// The set of one outcome.
    pub const fn only(outcome: Outcome) -> Self {
        Self(1 << outcome.bit())
    }

    /// Whether `outcome` is in the set.
    pub const fn contains(self, outcome: Outcome) -> bool {
        self.0 >> outcome.bit() & 1 == 1
    }

    /// The set with `outcome` added.
    #[must_use]
    pub const fn with(self, outcome: Outcome) -> Self {
        Self(self.0 | 1 << outcome.bit())
    }

    /// The number of outcomes.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The outcome, if there is exactly one.
    pub const fn settled(self) -> Option<Outcome> {
        if self.0.is_power_of_two() { Some(Outcome::from_bit(self.0.trailing_zeros())) } else { None }
    }

    /// The outcomes in order.
    pub fn iter(self) -> impl Iterator<Item = Outcome> {
        (0..64).filter(move |bit| self.0 >> bit & 1 == 1).map(Outcome::from_bit)
    }
}

impl FromIterator<Outcome> for OutcomeSet {
    fn from_iter<I: IntoIterator<Item = Outcome>>(outcomes: I) -> Self {
        outcomes.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// The places on which stances stand.
#[derive(Clone, Debug)]
pub struct Scale {
    /// The full id, `file.name`.
    pub id: String,
    /// The file that declares it.
    pub file: FileId,
    /// The words on the screen.
    pub label: String,
    /// The values in order, then those that stand apart.
    pub values: Vec<Named>,
    /// How many of `values` are in the scale's order; the others stand apart.
    pub ordered: usize,
}

impl Scale {
    /// The outcome with this id: a value of the scale or `silent`.
    pub fn outcome(&self, id: &str) -> Option<Outcome> {
        if id == "silent" {
            return Some(Outcome::SILENT);
        }
        self.values.iter().position(|value| value.id == id).map(Outcome::value)
    }

    /// The id of an outcome, reserved words included.
    pub fn outcome_id(&self, outcome: Outcome) -> &str {
        match outcome {
            Outcome::SILENT => "silent",
            Outcome::GAP => "gap",
            Outcome::CONFLICT => "conflict",
            _ => &self.values[usize::from(outcome.0)].id,
        }
    }

    /// How far along the scale's order a place is, in tenths.
    pub fn tenths(&self, index: usize) -> u8 {
        (index * 10 / self.ordered.saturating_sub(1).max(1)).min(10) as u8
    }

    /// The words for an outcome.
    pub fn outcome_label(&self, outcome: Outcome) -> &str {
        match outcome {
            Outcome::SILENT => "the paper does not say",
            Outcome::GAP => "no rule answers (a fault of the file)",
            Outcome::CONFLICT => "rules disagree (a fault of the file)",
            _ => &self.values[usize::from(outcome.0)].label,
        }
    }
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
