//! What a scenario file may hold, as it is written: names are still text.

use serde::Deserialize;

use super::span::{Entries, Item, Text};

/// A whole file. Its own texts are optional here and required by the loader, so that one that is
/// missing or faulty hides nothing else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Scenario<'source> {
    #[serde(default)]
    pub title: Option<Item<'source, Text<'source>>>,
    #[serde(default)]
    pub as_of: Option<Item<'source, Text<'source>>>,
    #[serde(default)]
    pub summary: Option<Item<'source, Text<'source>>>,
    #[serde(default)]
    pub source: Option<Item<'source, Text<'source>>>,
    #[serde(default)]
    pub uses: Vec<Item<'source, Text<'source>>>,
    #[serde(default)]
    pub scales: Vec<Item<'source, Scale<'source>>>,
    #[serde(default)]
    pub conditions: Vec<Item<'source, Condition<'source>>>,
    #[serde(default)]
    pub facts: Vec<Item<'source, Fact<'source>>>,
    #[serde(default)]
    pub constraints: Vec<Item<'source, Constraint<'source>>>,
    #[serde(default)]
    pub stances: Vec<Item<'source, Stance<'source>>>,
    #[serde(default)]
    pub overrides: Vec<Item<'source, Override<'source>>>,
    #[serde(default)]
    pub remarks: Vec<Item<'source, Remark<'source>>>,
    #[serde(default)]
    pub expectations: Vec<Item<'source, Expect<'source>>>,
    #[serde(default)]
    pub lessons: Vec<Item<'source, Lesson<'source>>>,
}

/// How firmly the source supports a claim.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grounds {
    Stated,
    Implied,
    Assumed,
}

/// An id and a label.
pub type Pair<'source> = (Text<'source>, Text<'source>);

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Scale<'source> {
    pub id: Text<'source>,
    pub label: Text<'source>,
    pub values: Vec<Pair<'source>>,
    #[serde(default)]
    pub apart: Vec<Pair<'source>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub enum Condition<'source> {
    YesNo {
        id: Text<'source>,
        label: Text<'source>,
        baseline: Text<'source>,
        grounds: Grounds,
        #[serde(default)]
        cite: Vec<Text<'source>>,
        #[serde(default)]
        note: Option<Text<'source>>,
        #[serde(default)]
        context: bool,
    },
    Choice {
        id: Text<'source>,
        label: Text<'source>,
        options: Vec<Pair<'source>>,
        baseline: Text<'source>,
        grounds: Grounds,
        #[serde(default)]
        cite: Vec<Text<'source>>,
        #[serde(default)]
        note: Option<Text<'source>>,
        #[serde(default)]
        context: bool,
    },
    Reading {
        id: Text<'source>,
        label: Text<'source>,
        options: Vec<Pair<'source>>,
        baseline: Text<'source>,
        grounds: Grounds,
        #[serde(default)]
        cite: Vec<Text<'source>>,
        #[serde(default)]
        note: Option<Text<'source>>,
        #[serde(default)]
        context: bool,
    },
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Fact<'source> {
    pub id: Text<'source>,
    pub label: Text<'source>,
    pub when: Text<'source>,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Constraint<'source> {
    pub id: Text<'source>,
    pub label: Text<'source>,
    pub require: Text<'source>,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Place<'source> {
    pub name: Text<'source>,
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Stance<'source> {
    pub id: Text<'source>,
    pub actor: Text<'source>,
    pub toward: Text<'source>,
    #[serde(default)]
    pub place: Option<Place<'source>>,
    pub scale: Text<'source>,
    #[serde(default)]
    pub rules: Vec<Item<'source, Rule<'source>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Rule<'source> {
    pub id: Text<'source>,
    pub when: Text<'source>,
    pub then: Text<'source>,
    #[serde(default)]
    pub over: Vec<Text<'source>>,
    pub grounds: Grounds,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
    pub because: Text<'source>,
    #[serde(default)]
    pub phrase: Option<Text<'source>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Override<'source> {
    pub id: Text<'source>,
    pub when: Text<'source>,
    #[serde(default)]
    pub scales: Vec<Text<'source>>,
    #[serde(default)]
    pub replaces: Vec<Text<'source>>,
    pub then: Text<'source>,
    pub grounds: Grounds,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
    pub because: Text<'source>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Remark<'source> {
    pub id: Text<'source>,
    pub when: Text<'source>,
    pub text: Text<'source>,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Expect<'source> {
    pub label: Text<'source>,
    #[serde(default)]
    pub given: Entries<'source, Text<'source>>,
    #[serde(default)]
    pub then: Entries<'source, Vec<Text<'source>>>,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Lesson<'source> {
    pub id: Text<'source>,
    pub title: Text<'source>,
    pub aim: Text<'source>,
    #[serde(default)]
    pub steps: Vec<Item<'source, Step<'source>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub enum Step<'source> {
    Say(Text<'source>),
    Set(Entries<'source, Text<'source>>),
    Predict {
        stance: Text<'source>,
        ask: Text<'source>,
    },
    Reveal(Text<'source>),
    /// A prompt, and the instructor's notes, written `Discuss("…", notes: "…")`.
    Discuss(Text<'source>, #[serde(default)] Option<Text<'source>>),
    Reset,
}

/// A source outline, `NAME.source.ron`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Source<'source> {
    pub title: Text<'source>,
    pub as_of: Text<'source>,
    pub note: Text<'source>,
    #[serde(default)]
    pub sections: Vec<Item<'source, Section<'source>>>,
    #[serde(default)]
    pub record: Vec<Item<'source, Entry<'source>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Section<'source> {
    pub id: Text<'source>,
    pub title: Text<'source>,
    #[serde(default)]
    pub paragraphs: Vec<Item<'source, Paragraph<'source>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Paragraph<'source> {
    pub id: Text<'source>,
    pub sentences: u16,
    pub first_words: Text<'source>,
    pub gist: Text<'source>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Firmness {
    Asserted,
    Reported,
    Assessed,
    Claimed,
    Presumed,
    Rumoured,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'source"))]
pub struct Entry<'source> {
    #[serde(default)]
    pub strand: Option<Text<'source>>,
    pub when: Text<'source>,
    pub r#where: Text<'source>,
    pub what: Text<'source>,
    pub firmness: Firmness,
    #[serde(default)]
    pub not_confirmed: bool,
    #[serde(default)]
    pub said_by: Option<Text<'source>>,
    #[serde(default)]
    pub caution: Option<Text<'source>>,
    #[serde(default)]
    pub cite: Vec<Text<'source>>,
}
