//! What may be supposed, and its values.

use super::{FileId, Grounds, Named};

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
    /// The values, in the file's order; at least two, at most [`MOST_OPTIONS`](super::MOST_OPTIONS).
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
