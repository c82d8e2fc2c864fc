//! What a sitting recorded, as rows: what was predicted and voted, and the steps between. Taking part
//! and being right are told apart: a question that was never answered is a row too.

use crate::language::library::{Lesson, Step};
use crate::sitting::journal::{Entry, Journal, Predicted, Voted};

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The reader moved the position.
    Move,
    /// A lesson was begun.
    Lesson,
    /// The lesson went to a step.
    Step,
    /// The lesson was left, or came to its end.
    Leave,
    /// A lesson asked for a prediction, or a reader made one unasked.
    Prediction,
    /// A class voted.
    Vote,
    /// The sitting was ended.
    End,
}

impl Kind {
    /// The word for it in records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Lesson => "lesson",
            Self::Step => "step",
            Self::Leave => "leave",
            Self::Prediction => "prediction",
            Self::Vote => "vote",
            Self::End => "end",
        }
    }

    /// Whether a question was asked, of one reader or of a class.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Prediction | Self::Vote)
    }
}

/// The hands of a vote: those for each answer, by its id, and those for the one that came true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    /// For each answer.
    pub counts: Vec<(String, u32)>,
    /// For the one that came true.
    pub right: u32,
}

impl Hands {
    fn of(counts: &[(String, u32)], right: &str) -> Self {
        let for_right = counts.iter().find(|(answer, _)| answer == right).map_or(0, |(_, hands)| *hands);
        Self { counts: counts.to_vec(), right: for_right }
    }

    /// How many there were.
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|(_, hands)| u64::from(*hands)).sum()
    }
}

/// A row of the record. What a kind has nothing to say of is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub kind: Kind,
    /// When, in seconds since 1970; nothing of a question that was not answered.
    pub at: Option<u64>,
    /// The lesson's id.
    pub lesson: Option<String>,
    /// The lesson's step, counted from 1 as readers count.
    pub step: Option<usize>,
    /// A move as it could be typed, the kind of a step, or a question.
    pub what: String,
    /// The stance that was asked about.
    pub stance: Option<String>,
    /// What was predicted: a value's id, `silent` or `cannot_be_told`.
    pub answer: Option<String>,
    /// How sure the reader was, from 1 to 3.
    pub sureness: Option<u8>,
    /// What followed: the ids of all possible outcomes.
    pub followed: Vec<String>,
    /// Whether the question was answered.
    pub participated: Option<bool>,
    /// Whether the prediction came true.
    pub right: Option<bool>,
    /// The first and the second vote.
    pub votes: Option<[Hands; 2]>,
}

impl Row {
    fn new(kind: Kind, at: Option<u64>, what: String) -> Self {
        Self {
            kind,
            at,
            lesson: None,
            step: None,
            what,
            stance: None,
            answer: None,
            sureness: None,
            followed: Vec::new(),
            participated: None,
            right: None,
            votes: None,
        }
    }

    fn within(mut self, lesson: Option<&str>, step: Option<usize>) -> Self {
        self.lesson = lesson.map(str::to_owned);
        self.step = step.map(|step| step + 1);
        self
    }
}

/// The rows of a sitting; `lessons` are those of its scenarios, as far as they are still at hand.
pub fn rows(journal: &Journal, lessons: &[Lesson]) -> Vec<Row> {
    let mut recorded = Recorded { lessons, rows: Vec::new(), run: None };
    for line in &journal.lines {
        recorded.line(line.at, &line.entry);
    }
    recorded.end_run();
    recorded.rows
}

/// A lesson under way.
struct Run {
    lesson: String,
    /// The steps whose questions were answered.
    answered: Vec<usize>,
}

struct Recorded<'all> {
    lessons: &'all [Lesson],
    rows: Vec<Row>,
    run: Option<Run>,
}

impl<'all> Recorded<'all> {
    fn line(&mut self, at: u64, entry: &Entry) {
        let at = Some(at);
        let row = match entry {
            Entry::Lesson(id) => {
                self.end_run();
                self.run = Some(Run { lesson: id.clone(), answered: Vec::new() });
                Row::new(Kind::Lesson, at, self.title(id)).within(Some(id), None)
            }
            Entry::Step(step) => {
                let lesson = self.run.as_ref().map(|run| run.lesson.as_str());
                let what = lesson.map_or("", |lesson| self.word(lesson, *step));
                Row::new(Kind::Step, at, what.to_owned()).within(lesson, Some(*step))
            }
            Entry::Leave => {
                let lesson = self.run.as_ref().map(|run| run.lesson.clone());
                self.end_run();
                Row::new(Kind::Leave, at, String::new()).within(lesson.as_deref(), None)
            }
            Entry::Predict(predicted) => self.prediction(at, predicted),
            Entry::Vote(voted) => self.vote(at, voted),
            Entry::Close => {
                self.end_run();
                Row::new(Kind::End, at, String::new())
            }
            moved => Row::new(Kind::Move, at, typed(moved)),
        };
        self.rows.push(row);
    }

    fn prediction(&mut self, at: Option<u64>, predicted: &Predicted) -> Row {
        let Predicted { lesson, stance, guess, sureness, outcomes, right } = predicted;
        Row {
            stance: Some(stance.clone()),
            answer: Some(guess.clone()),
            sureness: Some(*sureness),
            followed: outcomes.clone(),
            participated: Some(true),
            right: Some(*right),
            ..self.answer(Kind::Prediction, at, lesson.as_ref())
        }
    }

    fn vote(&mut self, at: Option<u64>, voted: &Voted) -> Row {
        let Voted { lesson, stance, first, second, outcomes, right } = voted;
        let hands = [Hands::of(first, right), Hands::of(second, right)];
        Row {
            stance: Some(stance.clone()),
            followed: outcomes.clone(),
            participated: Some(hands.iter().any(|vote| vote.total() > 0)),
            votes: Some(hands),
            ..self.answer(Kind::Vote, at, lesson.as_ref())
        }
    }

    /// A row about an answer to a question, which is then an answered one.
    fn answer(&mut self, kind: Kind, at: Option<u64>, lesson: Option<&(String, usize)>) -> Row {
        let Some((id, step)) = lesson else { return Row::new(kind, at, String::new()) };
        if let Some(run) = self.run.as_mut().filter(|run| run.lesson == *id) {
            run.answered.push(*step);
        }
        let ask = self.questions(id).find(|(other, _)| other == step).map_or("", |(_, ask)| ask);
        Row::new(kind, at, ask.to_owned()).within(Some(id), Some(*step))
    }

    /// Ends a lesson: what it asks and nobody answered is told.
    fn end_run(&mut self) {
        let Some(Run { lesson, answered }) = self.run.take() else { return };
        let unanswered = self.questions(&lesson).filter(|(step, _)| !answered.contains(step));
        let rows = unanswered.map(|(step, ask)| Row {
            participated: Some(false),
            ..Row::new(Kind::Prediction, None, ask.to_owned()).within(Some(&lesson), Some(step))
        });
        self.rows.extend(rows.collect::<Vec<Row>>());
    }

    fn find(&self, id: &str) -> Option<&'all Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    fn title(&self, id: &str) -> String {
        self.find(id).map_or_else(String::new, |lesson| lesson.title.clone())
    }

    /// The questions of a lesson, each with its step.
    fn questions(&self, id: &str) -> impl Iterator<Item = (usize, &'all str)> + use<'all> {
        let steps = self.find(id).into_iter().flat_map(|lesson| lesson.steps.iter().enumerate());
        steps.filter_map(|(at, step)| match step {
            Step::Predict { ask, .. } => Some((at, ask.as_str())),
            _ => None,
        })
    }

    /// The kind of a lesson's step.
    fn word(&self, id: &str, step: usize) -> &'static str {
        let Some(lesson) = self.find(id) else { return "" };
        match lesson.steps.get(step) {
            Some(Step::Say(_)) => "say",
            Some(Step::Set(_)) => "set",
            Some(Step::Predict { .. }) => "predict",
            Some(Step::Reveal(_)) => "reveal",
            Some(Step::Discuss { .. }) => "discuss",
            Some(Step::Reset) => "reset",
            None => "end",
        }
    }
}

/// A move as it could be typed.
fn typed(entry: &Entry) -> String {
    let pair = |(id, value): &(String, String)| format!("{id}={value}");
    match entry {
        Entry::Suppose(id, value) => format!("suppose {id}={value}"),
        Entry::Change(pairs) => format!("suppose {}", pairs.iter().map(pair).collect::<Vec<_>>().join(" ")),
        Entry::Lock(id) => format!("lock {id}"),
        Entry::Unlock(id) => format!("unlock {id}"),
        Entry::ReturnToPaper => "paper".to_owned(),
        Entry::Adopt(_) => "to another position".to_owned(),
        Entry::Undo => "undo".to_owned(),
        Entry::Redo => "redo".to_owned(),
        Entry::Jump(step) => format!("to step {step}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use std::fmt::Write;

    const TEXT: &str = r#"Scenario(title: "T", as_of: "", summary: "",
        scales: [Scale(id: "s", label: "S", values: [("x", "X"), ("y", "Y")])],
        conditions: [YesNo(id: "a", label: "A", baseline: "no", grounds: stated)],
        stances: [Stance(id: "p", actor: "P", toward: "a", scale: "s", rules: [
            Rule(id: "x", when: "a", then: "x", grounds: stated, because: "B"),
            Rule(id: "y", when: "not a", then: "y", grounds: stated, because: "B"),
        ])],
        lessons: [Lesson(id: "l", title: "L", aim: "A", steps: [
            Predict(stance: "p", ask: "Now?"),
            Reveal("p"),
            Set({"a": "yes"}),
            Predict(stance: "p", ask: "And now?"),
            Reveal("p"),
        ])],
    )"#;

    fn journal(lines: &[&str]) -> Journal {
        let mut text = r#"{"whatif":1,"scenarios":["t"],"begun":100}"#.to_owned() + "\n";
        for (index, line) in lines.iter().enumerate() {
            let _ = writeln!(text, "{{\"at\":{},\"do\":{line}}}", 110 + index);
        }
        let journal = Journal::read(&text).expect("a sitting");
        assert_eq!(journal.lines.len(), lines.len(), "every line is read");
        journal
    }

    const PREDICTED: &str = r#"{"predict":{"lesson":["t.l",0],"stance":"t.p","guess":"x","sureness":3,"outcomes":["y"],"right":false}}"#;
    const VOTED: &str = r#"{"vote":{"lesson":["t.l",3],"stance":"t.p","first":[["x",3],["y",9]],"second":[["x",11],["y",1]],"outcomes":["x"],"right":"x"}}"#;

    #[test]
    fn what_was_not_answered_is_told_apart_from_what_was_wrong() {
        let library = load_texts(&[("t", TEXT)]).expect("a scenario");
        let lines = [
            r#"{"suppose":["t.a","yes"]}"#,
            r#"{"lesson":"t.l"}"#,
            PREDICTED,
            r#"{"step":1}"#,
            r#""leave""#,
            r#"{"lesson":"t.l"}"#,
            VOTED,
            r#""close""#,
        ];
        let rows = rows(&journal(&lines), &library.lessons);
        let told: Vec<_> =
            rows.iter().map(|row| (row.kind, row.at, row.step, row.participated, row.right)).collect();
        let expected = [
            (Kind::Move, Some(110), None, None, None),
            (Kind::Lesson, Some(111), None, None, None),
            (Kind::Prediction, Some(112), Some(1), Some(true), Some(false)),
            (Kind::Step, Some(113), Some(2), None, None),
            (Kind::Prediction, None, Some(4), Some(false), None),
            (Kind::Leave, Some(114), None, None, None),
            (Kind::Lesson, Some(115), None, None, None),
            (Kind::Vote, Some(116), Some(4), Some(true), None),
            (Kind::Prediction, None, Some(1), Some(false), None),
            (Kind::End, Some(117), None, None, None),
        ];
        assert_eq!(told, expected);
        let words: Vec<&str> = rows.iter().map(|row| row.what.as_str()).collect();
        assert_eq!(
            words,
            ["suppose t.a=yes", "L", "Now?", "reveal", "And now?", "", "L", "And now?", "Now?", ""]
        );
        let votes = rows[7].votes.as_ref().expect("a vote");
        assert_eq!(votes.each_ref().map(|hands| (hands.right, hands.total())), [(3, 12), (11, 12)]);
    }

    #[test]
    fn without_the_lesson_all_that_was_recorded_is_told() {
        let rows = rows(&journal(&[r#"{"lesson":"t.l"}"#, PREDICTED, r#"{"step":1}"#]), &[]);
        let kinds: Vec<Kind> = rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [Kind::Lesson, Kind::Prediction, Kind::Step]);
        assert_eq!(rows[1].answer.as_deref(), Some("x"));
    }
}
