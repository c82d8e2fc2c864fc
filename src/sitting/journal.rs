//! A sitting as lines of JSON: the first says what it is about, each other one what was done. Names
//! are ids, so that a sitting outlives a change of its scenarios as far as it can.

use serde::{Deserialize, Serialize};

use super::moves::{Move, Verb};
use crate::language::library::Library;
use crate::logic::model::{ConditionId, Model, Value};
use crate::logic::position::Position;

/// What the first line of every sitting says of its format.
const FORMAT: u32 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    whatif: u32,
    /// What was loaded: names of bundled scenarios and absolute paths.
    pub scenarios: Vec<String>,
    /// When it began, in seconds since 1970.
    pub begun: u64,
    /// Who sat there, where a name was given; else the sitting is anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// Where it began.
    #[serde(default)]
    pub(super) start: Assumed,
}

/// A position, as far as it differs from the baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumed {
    /// Conditions with another value.
    #[serde(default)]
    pub(super) set: Vec<(String, String)>,
    /// Conditions that are held fast.
    #[serde(default)]
    pub(super) locked: Vec<String>,
}

impl Assumed {
    /// A position by the ids of its model.
    pub fn of(model: &Model, position: &Position) -> Self {
        let baseline = Position::baseline(model);
        Self {
            set: position.differences(&baseline).map(|id| pair(model, id, position.value(id))).collect(),
            locked: position.locked().map(|id| model.conditions[id.index()].id.clone()).collect(),
        }
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A condition was given a value, or none.
    Suppose(String, String),
    /// Several at once.
    Change(Vec<(String, String)>),
    /// A condition was held fast.
    Lock(String),
    /// A condition was let go.
    Unlock(String),
    /// Back to the paper.
    ReturnToPaper,
    /// To a position from elsewhere.
    Adopt(Assumed),
    /// A step back.
    Undo,
    /// A step forward again.
    Redo,
    /// To a step.
    Jump(usize),
    /// The reader ended the sitting.
    Close,
    /// A lesson was begun, at its first step.
    Lesson(String),
    /// The lesson went to a step, counted from 0; the number of its steps is its end.
    Step(usize),
    /// The lesson was left.
    Leave,
    /// A reader predicted what follows, and then saw it.
    Predict(Predicted),
    /// A class voted twice on what follows, and then saw it.
    Vote(Voted),
}

/// What a reader predicted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicted {
    /// The lesson and the step, unless it was outside of lessons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<(String, usize)>,
    /// About which stance.
    pub stance: String,
    /// A value's id, `silent` or `cannot_be_told`.
    pub guess: String,
    /// From 1 to 3.
    pub sureness: u8,
    /// What followed: the ids of all possible outcomes.
    pub outcomes: Vec<String>,
    /// Whether it came true.
    pub right: bool,
}

/// How a class voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voted {
    /// The lesson and the step, unless it was outside of lessons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<(String, usize)>,
    /// About which stance.
    pub stance: String,
    /// The hands for each answer, by its id, in the first vote.
    pub first: Vec<(String, u32)>,
    /// The same in the second.
    pub second: Vec<(String, u32)>,
    /// What followed: the ids of all possible outcomes.
    pub outcomes: Vec<String>,
    /// The answer that came true.
    pub right: String,
}

/// A line after the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// When, in seconds since 1970.
    pub at: u64,
    /// What was done.
    #[serde(rename = "do")]
    pub entry: Entry,
}

/// A sitting read back.
#[derive(Clone, Debug)]
pub struct Journal {
    /// What it was about.
    pub header: Header,
    /// What was done, in order.
    pub lines: Vec<Line>,
    /// Whether the text ends within a line: the program was killed as it wrote.
    pub is_torn: bool,
}

impl Header {
    /// The first line of a sitting that begins at a position.
    pub fn new(library: &Library, scenarios: Vec<String>, position: &Position, begun: u64) -> Self {
        Self { whatif: FORMAT, scenarios, begun, reader: None, start: Assumed::of(&library.model, position) }
    }
}

fn pair(model: &Model, id: ConditionId, value: Option<Value>) -> (String, String) {
    let condition = &model.conditions[id.index()];
    (condition.id.clone(), condition.value_id(value).to_owned())
}

impl Entry {
    /// The move with ids instead of places.
    pub fn of(model: &Model, made: &Move) -> Self {
        let name = |id: ConditionId| model.conditions[id.index()].id.clone();
        match made {
            Move::Do(Verb::Suppose(id, value)) => {
                let (condition, value) = pair(model, *id, *value);
                Self::Suppose(condition, value)
            }
            Move::Do(Verb::Change(changes)) => {
                Self::Change(changes.iter().map(|(id, value)| pair(model, *id, *value)).collect())
            }
            Move::Do(Verb::Lock(id, true)) => Self::Lock(name(*id)),
            Move::Do(Verb::Lock(id, false)) => Self::Unlock(name(*id)),
            Move::Do(Verb::ReturnToPaper) => Self::ReturnToPaper,
            Move::Do(Verb::Adopt(position)) => Self::Adopt(Assumed::of(model, position)),
            Move::Undo => Self::Undo,
            Move::Redo => Self::Redo,
            Move::Jump(step) => Self::Jump(*step),
        }
    }
}

impl Journal {
    /// Reads a sitting. Lines that cannot be read are passed over: a program that was killed may
    /// have left one behind.
    ///
    /// # Errors
    /// If the first line is not that of a sitting, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let header: Header =
            serde_json::from_str(first).map_err(|_| "it is not a sitting of whatif".to_owned())?;
        if header.whatif != FORMAT {
            return Err("it was saved by another version of whatif".to_owned());
        }
        let lines = rest.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Self { header, lines, is_torn: !text.ends_with('\n') })
    }

    /// How many steps were made.
    pub fn steps(&self) -> usize {
        use Entry as E;
        let is_step = |line: &&Line| {
            matches!(
                line.entry,
                E::Suppose(..) | E::Change(_) | E::Lock(_) | E::Unlock(_) | E::ReturnToPaper | E::Adopt(_)
            )
        };
        self.lines.iter().filter(is_step).count()
    }

    /// Whether the reader ended it, and the program was not ended under way.
    pub fn is_closed(&self) -> bool {
        self.lines.last().is_some_and(|line| line.entry == Entry::Close)
    }

    /// When the lesson began that was begun last, in seconds since 1970.
    pub fn lesson_begun(&self) -> Option<u64> {
        let began = |line: &&Line| matches!(line.entry, Entry::Lesson(_));
        self.lines.iter().rfind(began).map(|line| line.at)
    }

    /// The lesson that was being played at the end, and its step.
    pub fn lesson(&self) -> Option<(&str, usize)> {
        let mut playing = None;
        for line in &self.lines {
            match (&line.entry, &mut playing) {
                (Entry::Lesson(id), _) => playing = Some((id.as_str(), 0)),
                (Entry::Leave, _) => playing = None,
                (Entry::Step(step), Some((_, at))) => *at = *step,
                _ => {}
            }
        }
        playing
    }
}

#[cfg(test)]
mod tests {
    use super::super::restore::Lost;
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::model::YES;
    use crate::sitting::Sitting;
    use crate::sitting::history::tests::{A, B};

    fn library(text: &str) -> Library {
        load_texts(&[("t", text)]).expect("a scenario")
    }

    const TEXT: &str = r#"Scenario(title: "T", as_of: "", summary: "", conditions: [
        YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
        Choice(id: "b", label: "B", options: [("x", "X"), ("y", "Y"), ("z", "Z")], baseline: "unknown", grounds: stated),
    ])"#;

    fn written() -> (Sitting, String) {
        let library = library(TEXT);
        let mut start = Position::baseline(&library.model);
        start.suppose(B, Some(1));
        let mut sitting = Sitting::new(&library.model, start.clone());
        let moves = [
            Move::Do(Verb::Suppose(A, Some(YES))),
            Move::Do(Verb::Change(vec![(B, Some(2)), (A, None)])),
            Move::Undo,
            Move::Do(Verb::Lock(A, true)),
            Move::Do(Verb::Suppose(B, None)),
            Move::Do(Verb::ReturnToPaper),
            Move::Do(Verb::Lock(A, false)),
            Move::Do(Verb::ReturnToPaper),
            Move::Jump(2),
            Move::Undo,
            Move::Redo,
            Move::Do(Verb::Adopt(Box::new(start.clone()))),
            Move::Undo,
        ];
        // What is refused is not written either.
        for made in moves {
            let _ = sitting.make(made);
        }
        let header = Header::new(&library, vec!["t".to_owned()], &start, 7);
        let mut text = serde_json::to_string(&header).expect("JSON") + "\n";
        for entry in sitting.take_down(&library.model) {
            let line = Line { at: 8, entry };
            text += &(serde_json::to_string(&line).expect("JSON") + "\n");
        }
        (sitting, text)
    }

    #[test]
    fn a_sitting_comes_back_as_it_was() {
        let (sitting, text) = written();
        let journal = Journal::read(&text).expect("a sitting");
        let (restored, lost) = journal.restore(&library(TEXT).model);
        assert_eq!(lost, Lost::default());
        assert_eq!((restored.steps(), restored.at()), (sitting.steps(), sitting.at()));
    }

    #[test]
    fn a_text_torn_anywhere_gives_all_that_was_written_before() {
        let (_, text) = written();
        let model = library(TEXT).model;
        let first = text.find('\n').expect("lines") + 1;
        let mut steps = 0;
        for end in first..=text.len() {
            let journal = Journal::read(&text[..end]).expect("a sitting");
            assert_eq!(journal.is_torn, !text[..end].ends_with('\n'));
            let whole = text[first..end].matches('\n').count();
            assert!(journal.lines.len() == whole || journal.lines.len() == whole + 1);
            let (sitting, _) = journal.restore(&model);
            assert!(sitting.steps().len() >= steps, "at {end}");
            steps = sitting.steps().len();
        }
        assert!(Journal::read("").is_err() && Journal::read("{\"whatif\":2}").is_err());
    }

    #[test]
    fn what_the_scenario_no_longer_has_is_named_once() {
        let (_, text) = written();
        let changed =
            library(&TEXT.replace("\"a\"", "\"other\"").replace("(\"z\", \"Z\")", "(\"w\", \"W\")"));
        let (sitting, lost) = Journal::read(&text).expect("a sitting").restore(&changed.model);
        assert_eq!(lost.names, ["t.a", "t.b=z"]);
        assert_eq!(sitting.at(), 2, "steps are counted as they were");
    }

    #[test]
    fn the_lesson_that_was_begun_last_and_when() {
        let header = r#"{"whatif":1,"scenarios":[],"begun":1}"#;
        let nothing: &[&str] = &[];
        let table = [
            (nothing, None, None),
            (&[r#"{"lesson":"t.a"}"#, r#"{"step":2}"#], Some(1), Some(("t.a", 2))),
            (&[r#"{"lesson":"t.a"}"#, r#""leave""#, r#"{"lesson":"t.b"}"#], Some(3), Some(("t.b", 0))),
            (&[r#"{"lesson":"t.a"}"#, r#""leave""#], Some(1), None),
        ];
        for (entries, begun, lesson) in table {
            let lines: Vec<String> =
                (1..).zip(entries).map(|(at, entry)| format!("{{\"at\":{at},\"do\":{entry}}}")).collect();
            let journal = Journal::read(&format!("{header}\n{}\n", lines.join("\n"))).expect("a sitting");
            assert_eq!(journal.lines.len(), entries.len(), "{lines:?}");
            assert_eq!((journal.lesson_begun(), journal.lesson()), (begun, lesson), "{lines:?}");
        }
    }
}
