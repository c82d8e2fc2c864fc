//! What a handout on a lesson holds: its steps with room for predictions and notes, and on a page
//! of its own the key. No outcome is told before the key.

use super::Subject;
use super::case::sources;
use super::claims::deciding;
use super::document::{Block, Document, Entry};
use crate::language::library::{Lesson, Library, Step};
use crate::lesson::{Guess, Sureness};
use crate::logic::compile::Compiled;
use crate::logic::model::{ConditionId, StanceId, Value};
use crate::logic::position::Position;
use crate::logic::support::{self, Support};
use crate::report::grid::Grid;
use crate::report::text::{cite, grounds_and_cite, outcomes, value_word};
use crate::report::{sentences, text};

/// A lesson step by step.
pub struct Course<'all> {
    /// What the files say.
    pub library: &'all Library,
    /// Its diagrams.
    pub compiled: &'all Compiled,
    /// The lesson.
    pub lesson: &'all Lesson,
    /// Its steps.
    pub moments: Vec<Moment<'all>>,
}

/// A step, and where it finds and leaves the position.
pub struct Moment<'all> {
    /// The step.
    pub step: &'all Step,
    /// The position before it.
    pub before: Position,
    /// The position after it.
    pub after: Position,
    /// The number of the question that a prediction asks or that a reveal answers.
    pub question: Option<usize>,
}

/// An answer in the key.
pub struct Answer<'all> {
    /// The number of the question and the question, if one was asked.
    pub question: Option<(usize, &'all str)>,
    /// The stance.
    pub stance: StanceId,
    /// Where the lesson stands.
    pub position: &'all Position,
    /// Whether the lesson itself reveals it.
    pub is_revealed: bool,
}

impl<'all> Course<'all> {
    /// Goes through a lesson.
    pub fn new(library: &'all Library, compiled: &'all Compiled, lesson: &'all Lesson) -> Self {
        let baseline = Position::baseline(&library.model);
        let mut position = baseline.clone();
        let mut asked: Vec<StanceId> = Vec::new();
        let mut moments = Vec::new();
        for step in &lesson.steps {
            let before = position.clone();
            let mut question = None;
            match step {
                Step::Set(changes) => {
                    for (condition, value) in changes {
                        position.suppose(*condition, *value);
                    }
                }
                Step::Reset => position = baseline.clone(),
                Step::Predict { stance, .. } => {
                    asked.push(*stance);
                    question = Some(asked.len());
                }
                Step::Reveal(stance) => {
                    question = asked.iter().rposition(|other| other == stance).map(|place| place + 1);
                }
                Step::Say(_) | Step::Discuss { .. } => {}
            }
            moments.push(Moment { step, before, after: position.clone(), question });
        }
        Self { library, compiled, lesson, moments }
    }

    /// What follows at a position of the lesson.
    pub fn at<'here>(&'here self, position: &'here Position) -> Subject<'here> {
        Subject::new(self.library, self.compiled, position)
    }

    /// The stances that the lesson asks about or reveals, in its order.
    pub fn stances(&self) -> Vec<StanceId> {
        let mut stances: Vec<StanceId> = Vec::new();
        for moment in &self.moments {
            if let Step::Predict { stance, .. } | Step::Reveal(stance) = moment.step
                && !stances.contains(stance)
            {
                stances.push(*stance);
            }
        }
        stances
    }

    /// The boxes that a prediction about a stance may tick.
    pub fn choices(&self, stance: StanceId) -> Vec<String> {
        let scale = self.library.model.scale_of(stance);
        Guess::all(scale).into_iter().map(|guess| guess.words(scale).to_owned()).collect()
    }

    /// The key: all that is revealed, then what is asked and never revealed.
    pub fn key(&self) -> Vec<Answer<'_>> {
        let asks = |number: usize| {
            self.moments.iter().find_map(|moment| match moment.step {
                Step::Predict { ask, .. } if moment.question == Some(number) => Some((number, ask.as_str())),
                _ => None,
            })
        };
        let mut key = Vec::new();
        for moment in &self.moments {
            if let Step::Reveal(stance) = moment.step {
                let question = moment.question.and_then(asks);
                key.push(Answer { question, stance: *stance, position: &moment.before, is_revealed: true });
            }
        }
        for moment in &self.moments {
            let Step::Predict { stance, ask } = moment.step else { continue };
            let number = moment.question.unwrap_or_default();
            let is_revealed = |answer: &Answer<'_>| answer.question.is_some_and(|(other, _)| other == number);
            if !key.iter().any(is_revealed) {
                let question = Some((number, ask.as_str()));
                key.push(Answer { question, stance: *stance, position: &moment.before, is_revealed: false });
            }
        }
        key
    }
}

/// The changes of a step in words.
pub fn changes(
    library: &Library,
    before: &Position,
    changes: &[(ConditionId, Option<Value>)],
) -> Vec<String> {
    let change = |(id, value): &(ConditionId, Option<Value>)| {
        let condition = &library.model.conditions[id.index()];
        let assumption = text::assumption(condition, *value);
        let was = before.value(*id);
        if was == *value {
            format!("{assumption} (as before)")
        } else {
            format!("{assumption} (before: {})", value_word(condition, was))
        }
    };
    changes.iter().map(change).collect()
}

/// The handout on a lesson; the instructor's notes are part of it only if asked for.
pub fn document(course: &Course<'_>, notes: bool) -> Document {
    let lesson = course.lesson;
    let baseline = Position::baseline(&course.library.model);
    let mut blocks = vec![Block::Paragraph(format!("Aim: {}", lesson.aim))];
    blocks.extend(sources(&course.at(&baseline), &[lesson.file]));
    let conditions = conditions(course);
    if !conditions.rows.is_empty() {
        blocks.push(Block::Heading(2, "Suppose".to_owned()));
        blocks.push(Block::Paragraph(
            "The lesson begins with all as in the paper. These conditions count in it:".to_owned(),
        ));
        blocks.push(Block::Table(conditions));
    }
    blocks.push(Block::Heading(2, "The lesson".to_owned()));
    for moment in &course.moments {
        step(course, moment, &mut blocks);
    }
    blocks.push(Block::NewPage);
    blocks.push(Block::Heading(2, "Key".to_owned()));
    for found in course.key() {
        answer(course, &found, &mut blocks);
    }
    if notes {
        let notes = course.moments.iter().filter_map(|moment| match moment.step {
            Step::Discuss { ask, notes: Some(notes) } => {
                Some(Entry { lead: ask.clone(), words: notes.clone(), below: Vec::new() })
            }
            _ => None,
        });
        let notes: Vec<Entry> = notes.collect();
        if !notes.is_empty() {
            blocks.push(Block::Heading(2, "For the instructor".to_owned()));
            blocks.push(Block::List(notes));
        }
    }
    Document { title: lesson.title.clone(), blocks }
}

/// The conditions that the lesson sets or that the rules of its stances ask for.
fn conditions(course: &Course<'_>) -> Grid {
    let model = &course.library.model;
    let mut counts = Support::default();
    let own = support::of_own_rules(model);
    for stance in course.stances() {
        counts.add_all(&own[stance.index()]);
    }
    for moment in &course.moments {
        if let Step::Set(changes) = moment.step {
            for (condition, _) in changes {
                counts.add(*condition);
            }
        }
    }
    let mut grid = Grid::new(["condition", "in the paper", "where"]);
    for condition in counts.iter().map(|id| &model.conditions[id.index()]) {
        grid.rows.push(vec![
            condition.label.clone(),
            value_word(condition, condition.baseline).to_owned(),
            cite(&condition.cite),
        ]);
    }
    grid.without_blank_columns()
}

fn step(course: &Course<'_>, moment: &Moment<'_>, blocks: &mut Vec<Block>) {
    const LINES_FOR_NOTES: usize = 4;
    let model = &course.library.model;
    match moment.step {
        Step::Say(words) => blocks.extend(Document::paragraphs(words)),
        Step::Set(given) => {
            blocks.push(Block::Paragraph("Suppose now:".to_owned()));
            let lines = changes(course.library, &moment.before, given);
            blocks.push(Block::List(lines.into_iter().map(Entry::plain).collect()));
        }
        Step::Predict { stance, ask } => {
            blocks.push(Block::Heading(3, format!("Question {}", moment.question.unwrap_or_default())));
            blocks.extend(Document::paragraphs(ask));
            blocks.push(Block::Boxes {
                ask: Some(format!("{}:", sentences::stance(model, *stance))),
                choices: course.choices(*stance),
                in_one_line: false,
            });
            blocks.push(Block::Boxes {
                ask: Some("How sure:".to_owned()),
                choices: Sureness::ALL.map(|sureness| sureness.words().to_owned()).to_vec(),
                in_one_line: true,
            });
        }
        Step::Reveal(stance) => {
            let words = match moment.question {
                Some(number) => format!("The answer to question {number} is in the key."),
                None => {
                    format!("Where this stands now is in the key: {}.", sentences::stance(model, *stance))
                }
            };
            blocks.push(Block::Aside(words));
        }
        Step::Discuss { ask, .. } => {
            blocks.push(Block::Heading(3, "Discuss".to_owned()));
            blocks.extend(Document::paragraphs(ask));
            blocks.push(Block::Lines(LINES_FOR_NOTES));
        }
        Step::Reset => {
            blocks.push(Block::Paragraph("Suppose again that all is as in the paper.".to_owned()));
        }
    }
}

/// An answer, why it is so, and where the source says that.
fn answer(course: &Course<'_>, answer: &Answer<'_>, blocks: &mut Vec<Block>) {
    let model = &course.library.model;
    let subject = course.at(answer.position);
    let stance = sentences::stance(model, answer.stance);
    let heading = match answer.question {
        Some((number, ask)) => format!("Question {number}: {ask}"),
        None => stance.clone(),
    };
    blocks.push(Block::Heading(3, heading));
    let (opening, changed) = text::supposition(model, answer.position);
    let supposed =
        if changed.is_empty() { opening.to_owned() } else { format!("{opening} {}.", changed.join("; ")) };
    blocks.push(Block::Aside(supposed));
    if !answer.is_revealed {
        blocks.push(Block::Aside("The lesson asks this and does not reveal it.".to_owned()));
    }
    if let Some(clash) = &subject.follows.ruled_out {
        blocks.push(Block::Paragraph(text::ruled_out(model, answer.position, clash)));
        return;
    }
    let found = subject.follows.stances[answer.stance.index()].outcomes;
    blocks.push(Block::Paragraph(format!("{stance}: {}.", outcomes(model, answer.stance, found))));
    let claims = subject.claims(answer.stance);
    let entries = claims.iter().map(|claim| Entry {
        lead: sentences::says(claim.says, claim.extent),
        words: format!("{} ({})", claim.because, grounds_and_cite(claim.grounds, claim.cite)),
        below: Vec::new(),
    });
    blocks.push(Block::List(entries.collect()));
    blocks.extend(subject.rests_on(answer.stance).into_iter().map(Block::Paragraph));
}

/// The locators behind an answer.
pub fn locators(subject: &Subject<'_>, stance: StanceId) -> Vec<String> {
    let claims = subject.claims(stance);
    let mut locators: Vec<String> = Vec::new();
    for locator in deciding(&claims).flat_map(|claim| claim.cite) {
        if !locators.contains(locator) {
            locators.push(locator.clone());
        }
    }
    locators
}
