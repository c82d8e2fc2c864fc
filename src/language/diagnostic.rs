//! A fault as a person reads it: what is wrong, where, and how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use std::borrow::Cow;
use std::fmt::Write;

use super::lines::{Counted, floor_boundary, lines_around};
use super::span::Span;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)*) => {
        /// The kind of a fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name under which the fault is reported.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The page that explains it, in Markdown.
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$variant => {
                        include_str!(concat!("../../assets/explanations/", $word, ".md"))
                    })*
                }
            }
        }
    };
}

codes! {
    /// A file cannot be read.
    UnreadableFile = "unreadable-file",
    /// A file cannot be written.
    UnwritableFile = "unwritable-file",
    /// A file is larger than any scenario.
    LargeFile = "large-file",
    /// A file's stem is not a name.
    FileName = "file-name",
    /// No file of that name can be found.
    UnknownFile = "unknown-file",
    /// Two files have the same name.
    DuplicateFile = "duplicate-file",
    /// The text is not RON.
    Syntax = "syntax",
    /// A field that the language does not have.
    UnknownField = "unknown-field",
    /// A required field is not there.
    MissingField = "missing-field",
    /// A field is given twice.
    DuplicateField = "duplicate-field",
    /// A word where only certain words may stand.
    UnknownVariant = "unknown-variant",
    /// A value of another type than the field's.
    WrongType = "wrong-type",
    /// An id that is not lower-case `snake_case`.
    MalformedId = "malformed-id",
    /// An id that has a meaning of its own.
    ReservedId = "reserved-id",
    /// An id that is declared twice.
    DuplicateId = "duplicate-id",
    /// A name that nothing has.
    UnknownName = "unknown-name",
    /// A name of a file that is not among those used.
    UnusedFile = "unused-file",
    /// A name of another kind of thing.
    WrongKind = "wrong-kind",
    /// A value that is not among the options or on the scale.
    UnknownValue = "unknown-value",
    /// More or fewer than the language allows.
    WrongNumber = "wrong-number",
    /// A guard that is not an expression.
    Expression = "expression",
    /// Names that depend on one another in a circle.
    Circle = "circle",
    /// A phrase of more than eight words.
    LongPhrase = "long-phrase",
    /// A locator that cannot be read or is not in the source's outline.
    Locator = "locator",
    /// A part over so many interacting conditions that it cannot be answered.
    Intertwined = "intertwined",
    /// Constraints that no world satisfies.
    UnsatisfiableConstraint = "unsatisfiable-constraint",
    /// The baseline does not satisfy all constraints.
    RuledOutBaseline = "ruled-out-baseline",
    /// A context condition that moves a stance.
    MovingContext = "moving-context",
    /// A lesson in which a step's position is ruled out.
    RuledOutLesson = "ruled-out-lesson",
    /// A rule that is in force in no world, though it applies in some.
    DeadRule = "dead-rule",
    /// A guard that holds in no world.
    NeverHolds = "never-holds",
    /// A guard that holds in every world without saying so.
    AlwaysHolds = "always-holds",
    /// An override that replaces nothing in any world.
    IdleOverride = "idle-override",
    /// A constraint that another implies.
    ImpliedConstraint = "implied-constraint",
    /// A condition that moves no stance and is not declared context.
    IdleCondition = "idle-condition",
    /// A value of a scale that no world reaches.
    UnreachedValue = "unreached-value",
    /// An expectation that does not come true.
    FailedExpectation = "failed-expectation",
    /// A world in which no rule of a stance is in force.
    Gap = "gap",
    /// A world in which rules in force, or overrides, disagree.
    Conflict = "conflict",
}

/// How much a fault matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file means nothing, or not what it says.
    Error,
    /// The file may not mean what its author thinks.
    Warning,
}

impl Severity {
    /// The word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A fault in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The file, in [`Report::texts`]; `None` if there is no file to point into.
    pub file: Option<usize>,
    /// The place in that file's text.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What the underlined place is, where the message does not say it already.
    pub label: String,
    /// How to mend it; empty where the message says all.
    pub help: String,
}

impl Diagnostic {
    /// What is wrong with a file as a whole.
    pub fn of_file(code: Code, message: String, help: String) -> Self {
        let (severity, span, label) = (Severity::Error, Span::default(), String::new());
        Self { code, severity, file: None, span, message, label, help }
    }
}

/// A text that diagnostics point into.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// Where it was read, as a reader would write it.
    pub path: String,
    /// The text.
    pub text: String,
}

/// The most diagnostics that are shown with their source lines.
const MOST_RENDERED: usize = 200;

/// The most bytes of source lines that are shown, but for the first line: rarely is a line longer than
/// a screen, and where it is, it is better looked at in the file.
const MOST_BYTES_RENDERED: usize = 1 << 20;

/// All faults of all files.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The texts that the diagnostics point into.
    pub texts: Vec<SourceText>,
    /// In the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The number of diagnostics of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Adds another report after this one.
    pub fn append(&mut self, other: Self) {
        let before = self.texts.len();
        self.texts.extend(other.texts);
        self.diagnostics.extend(other.diagnostics.into_iter().map(|mut diagnostic| {
            diagnostic.file = diagnostic.file.map(|file| file + before);
            diagnostic
        }));
    }

    /// Puts the borders of places between characters: a text that was mended may have had others there.
    pub fn fit(&mut self) {
        for diagnostic in &mut self.diagnostics {
            if let Some(file) = diagnostic.file {
                diagnostic.span = within(&self.texts[file].text, diagnostic.span);
            }
        }
    }

    /// Puts the diagnostics in the order of their places.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.file, diagnostic.span));
    }

    /// The path of a diagnostic's file, or nothing.
    pub fn path(&self, diagnostic: &Diagnostic) -> &str {
        diagnostic.file.map_or("", |file| &self.texts[file].path)
    }

    /// The line and the column of each diagnostic, both from 1, columns in characters; 0 and 0
    /// without a file.
    pub fn lines_and_columns(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut counted: Option<(usize, Counted<'_>)> = None;
        self.diagnostics.iter().map(move |diagnostic| {
            let Some(file) = diagnostic.file else { return (0, 0) };
            let (_, counted) = match &mut counted {
                Some(counted) if counted.0 == file => counted,
                other => other.insert((file, Counted::new(&self.texts[file].text))),
            };
            counted.line_and_column(diagnostic.span.start)
        })
    }

    /// The report as compilers print theirs: each fault with its source line, the place
    /// underlined, and the remedy. Of very many, the last are counted.
    pub fn render(&self, colours: bool) -> String {
        self.render_with(colours, "")
    }

    /// The same, with words that tell where to find the faults that are only counted.
    pub fn render_with(&self, colours: bool, elsewhere: &str) -> String {
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        let mut shown = 0;
        let mut bytes = 0;
        for (diagnostic, (line, _)) in
            self.diagnostics.iter().zip(self.lines_and_columns()).take(MOST_RENDERED)
        {
            let level = match diagnostic.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
            };
            let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.word());
            let mut group = match diagnostic.file {
                Some(file) => {
                    let SourceText { path, text } = &self.texts[file];
                    let span = within(text, diagnostic.span);
                    let lines = lines_around(text, span);
                    bytes += lines.len();
                    if shown > 0 && bytes > MOST_BYTES_RENDERED {
                        break;
                    }
                    let line = line - text[lines.start..span.start].matches('\n').count();
                    let [before, underlined, after] =
                        [lines.start..span.start, span.range(), span.end..lines.end]
                            .map(|part| visible_lines(&text[part]));
                    let place = before.len()..before.len() + underlined.len();
                    let mut annotation = AnnotationKind::Primary.span(place);
                    if !diagnostic.label.is_empty() {
                        annotation = annotation.label(visible(&diagnostic.label));
                    }
                    let source = [before, underlined, after].concat();
                    let snippet = Snippet::source(source).line_start(line).path(visible(path));
                    title.element(snippet.annotation(annotation))
                }
                None => Group::with_title(title),
            };
            if !diagnostic.help.is_empty() {
                group = group.element(Level::HELP.message(visible(&diagnostic.help)));
            }
            text.push_str(&renderer.render(&[group]));
            text.push_str("\n\n");
            shown += 1;
        }
        let others = self.diagnostics.len() - shown;
        if others > 0 {
            let _ = write!(text, "… and {others} more{elsewhere}.\n\n");
        }
        text
    }
}

/// Words in which nothing is left that a terminal obeys: paths and names can hold anything.
fn visible(words: &str) -> String {
    let is_obeyed = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    words.replace(is_obeyed, "\u{fffd}")
}

/// Source lines in which nothing is left that a terminal obeys, but for what the renderer shows in
/// its own way: the control characters of ASCII.
fn visible_lines(lines: &str) -> Cow<'_, str> {
    let is_obeyed = |character: char| !character.is_ascii() && character.is_control();
    if lines.contains(is_obeyed) { lines.replace(is_obeyed, "\u{fffd}").into() } else { lines.into() }
}

/// The span, kept inside the text and on the borders of characters.
fn within(text: &str, span: Span) -> Span {
    let start = floor_boundary(text, span.start);
    Span { start, end: floor_boundary(text, span.end).max(start) }
}

/// The longest words that are compared.
const LONGEST: usize = 100;

/// The nearest of the candidates to a misspelt word, if one is near.
pub fn nearest<'candidate>(
    word: &str,
    candidates: impl IntoIterator<Item = &'candidate str>,
) -> Option<&'candidate str> {
    let length = word.chars().count();
    // Nobody writes such names, and comparing them would take as long as they are, squared.
    if length > LONGEST {
        return None;
    }
    // A word of which no letter is right is no misspelling: one letter is near to every other.
    let allowed = (length / 3).max(1).min(length.saturating_sub(1));
    let folded = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Words of too different lengths need no closer look.
        if candidate.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&folded, &candidate.to_lowercase());
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Words to choose from: `a`, `b` or `c`; long lists end in their number.
pub fn alternatives<'word>(words: impl IntoIterator<Item = &'word str>) -> String {
    joined(words, "or")
}

/// Words that belong together: `a`, `b` and `c`; long lists end in their number.
pub fn listed<'word>(words: impl IntoIterator<Item = &'word str>) -> String {
    joined(words, "and")
}

fn joined<'word>(words: impl IntoIterator<Item = &'word str>, between: &str) -> String {
    const MOST: usize = 16;
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] if words.len() <= MOST => format!("{} {between} {last}", first.join(", ")),
        _ => format!("{} and {} more", words[..MOST].join(", "), words.len() - MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["bw_confirmed", "joint_decision", "terms_met"];
        assert_eq!(nearest("bw_confirmd", names), Some("bw_confirmed"));
        assert_eq!(nearest("TERMS_MET", names), Some("terms_met"));
        assert_eq!(nearest("saddam", names), None);
        assert_eq!(nearest("c", ["f", "cd"]), None, "one letter is near to every other");
        assert_eq!(nearest("C", ["f", "c"]), Some("c"));
        assert_eq!(nearest("ca", ["f", "cb"]), Some("cb"));
        assert_eq!(nearest("", ["f"]), None);
    }

    /// A report of one fault.
    fn report(path: &str, text: &str, span: Span, message: &str, help: &str) -> Report {
        Report {
            texts: vec![SourceText { path: path.into(), text: text.into() }],
            diagnostics: vec![Diagnostic {
                code: Code::UnknownField,
                severity: Severity::Error,
                file: Some(0),
                span,
                message: message.into(),
                label: String::new(),
                help: help.into(),
            }],
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_shown() {
        let hostile = "a\u{9b}2J\u{1b}[2J\u{85}\r\u{7}b";
        let text = format!("§\t\u{9b}\u{1b}[2J titel\u{9b}: 1,\r\n{hostile}\n");
        let start = text.find("titel").unwrap_or_default();
        let span = Span { start, end: start + "titel\u{9b}".len() };
        let mut report = report(hostile, &text, span, hostile, hostile);
        report.diagnostics[0].label = hostile.into();
        let rendered = report.render(false);
        assert!(!rendered.contains(|shown: char| shown.is_control() && shown != '\n'), "{rendered:?}");
        let lines: Vec<&str> = rendered.lines().collect();
        let column = |line: &str, what: &str| line[..line.find(what).unwrap_or_default()].chars().count();
        let at = lines.iter().position(|line| line.contains("titel")).unwrap_or_default();
        assert_eq!(column(lines[at], "titel\u{fffd}:"), column(lines[at + 1], "^^^^^^ "), "{rendered}");
        assert_eq!(lines[at + 1].matches('^').count(), 6, "{rendered}");
    }

    #[test]
    fn where_the_rest_is_found_is_said_by_those_who_know() {
        let mut report = report("a.ron", "a\n", Span::default(), "", "");
        report.diagnostics = vec![report.diagnostics[0].clone(); MOST_RENDERED + 2];
        assert!(report.render(false).ends_with("… and 2 more.\n\n"));
        assert!(report.render_with(false, "; ask for all").ends_with("… and 2 more; ask for all.\n\n"));
    }

    #[test]
    fn a_report_shows_place_and_remedy() {
        let span = Span { start: 14, end: 19 };
        let text = "Scenario(\n    titel: 1,\n)\n";
        let report = report("a.ron", text, span, "there is no field `titel`", "did you mean `title`?");
        insta::assert_snapshot!(report.render(false), @r"
        error[unknown-field]: there is no field `titel`
         --> a.ron:2:5
          |
        2 |     titel: 1,
          |     ^^^^^
          |
          = help: did you mean `title`?
        ");
    }
}
