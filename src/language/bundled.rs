//! The scenarios and sources that are part of the program.

macro_rules! scenarios {
    ($($name:literal),* $(,)?) => {
        /// Each scenario's name and text, in the library's order.
        pub const SCENARIOS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../scenarios/", $name, ".ron")))),*];
    };
}

scenarios!(
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
);

/// The scenario that a reader of all of them sees first: the one that the paper works out most.
pub const FIRST: &str = "iraq";

/// Each source's name and outline.
pub const SOURCES: &[(&str, &str)] =
    &[("megaterrorism", include_str!("../../assets/megaterrorism.source.ron"))];

/// A scenario that teaches authors the language; it is no part of the library.
pub const STARTER: &str = include_str!("../../assets/starter.ron");

/// The text of the scenario of this name.
pub fn scenario(name: &str) -> Option<&'static str> {
    SCENARIOS.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

/// The outline of the source of this name.
pub fn source(name: &str) -> Option<&'static str> {
    SOURCES.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}
