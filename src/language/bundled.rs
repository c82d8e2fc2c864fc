//! The scenarios and sources that are part of the program.

macro_rules! scenarios {
    ($($(#[$doc:meta])* $list:ident: [$($name:literal),* $(,)?])*) => {
        $($(#[$doc])*
        pub const $list: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../scenarios/", $name, ".ron")))),*];)*
    };
}

scenarios! {
    /// Each scenario of the paper, its name and text, in the library's order. They are what is
    /// loaded where nothing is named.
    SCENARIOS: [
        "scales",
        "campaign",
        "iraq",
        "iran",
        "syria",
        "sudan",
        "libya",
        "philippines",
        "indonesia",
        "afghanistan",
        "partnership",
        "measures",
        "seminar",
    ]
    /// Scenarios of other papers, made up to show authors what the language can say: loaded only
    /// where they are named.
    EXAMPLES: ["boarding"]
}

/// The scenario that a reader of all of them sees first: the one that the paper works out most.
pub const FIRST: &str = "iraq";

/// Each source's name and outline.
pub const SOURCES: &[(&str, &str)] = &[
    ("megaterrorism", include_str!("../../assets/megaterrorism.source.ron")),
    ("whose_deck", include_str!("../../assets/whose_deck.source.ron")),
];

/// A scenario that teaches authors the language; it is no part of the library.
pub const STARTER: &str = include_str!("../../assets/starter.ron");

/// Every scenario that can be named: the paper's, then the examples.
pub fn scenarios() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    SCENARIOS.iter().chain(EXAMPLES).copied()
}

/// The names of all scenarios that can be named.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    scenarios().map(|(name, _)| name)
}

/// The text of the scenario of this name.
pub fn scenario(name: &str) -> Option<&'static str> {
    scenarios().find(|(other, _)| *other == name).map(|(_, text)| text)
}

/// The outline of the source of this name.
pub fn source(name: &str) -> Option<&'static str> {
    SOURCES.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}
