//! The colours of pictures: from blue to orange along a scale, for light and for dark grounds. No
//! colour says anything that a word or a shape does not say as well.

use std::fmt::Write;

/// The tenths of a scale, from its first place to its last.
const LIGHT: [&str; 11] = [
    "#1a5fb4", "#2f6fb8", "#4a7db0", "#5f88a6", "#72889a", "#7b828a", "#8c7c69", "#a0744a", "#b16a2f",
    "#bd601c", "#c4540a",
];
const DARK: [&str; 11] = [
    "#8ab8ff", "#93bbf5", "#9cbdea", "#a6c0de", "#b0c0cf", "#bcbfc2", "#cbbba8", "#dab48b", "#e8ac6d",
    "#f3a350", "#fb9a38",
];

/// The classes that both pictures use, each with its properties on light and on dark ground.
const SHARED: [(&str, &str, &str); 10] = [
    ("ground", "fill:#ffffff", "fill:#14171b"),
    ("band", "fill:#f3f5f8", "fill:#1e232a"),
    ("ink", "fill:#1b1f24", "fill:#e4e7eb"),
    ("quiet", "fill:#59636e", "fill:#a3acb6"),
    ("line", "fill:none;stroke:#b4bcc5", "fill:none;stroke:#58626d"),
    ("hollow", "fill:#ffffff;stroke:#8b949e", "fill:#14171b;stroke:#7d8590"),
    ("edge", "fill:none;stroke:#59636e", "fill:none;stroke:#a3acb6"),
    ("cool", "fill:#e8f0fb;stroke:#1a5fb4", "fill:#17263b;stroke:#8ab8ff"),
    ("plain", "fill:#f3f5f8;stroke:#59636e", "fill:#1e232a;stroke:#a3acb6"),
    ("warm", "fill:#fdf0e3;stroke:#c4540a", "fill:#37230f;stroke:#fb9a38"),
];

/// The style of pictures: light, dark where the reader prefers that, and light again on paper.
pub fn style() -> String {
    let light = classes(&LIGHT, |(name, light, _)| (name, light));
    let dark = classes(&DARK, |(name, _, dark)| (name, dark));
    let fonts =
        "font-family:\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",\"DejaVu Sans\",sans-serif";
    format!(
        ".picture{{{fonts}}}\n.picture .dashed{{stroke-dasharray:4 3}}\n{light}\
         @media (prefers-color-scheme:dark){{\n{dark}}}\n@media print{{\n{light}}}\n"
    )
}

fn classes(
    tenths: &[&str; 11],
    of: impl Fn((&'static str, &'static str, &'static str)) -> (&'static str, &'static str),
) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    for (name, properties) in SHARED.into_iter().map(of) {
        let _ = writeln!(text, ".picture .{name}{{{properties}}}");
    }
    for (tenth, colour) in tenths.iter().enumerate() {
        let _ = writeln!(text, ".picture .p{tenth}{{fill:{colour};stroke:{colour}}}");
    }
    text
}
