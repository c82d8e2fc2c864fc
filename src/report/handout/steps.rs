//! A lesson for programs: its steps as JSON and as a table.

use serde::Serialize;

use super::lesson::{Answer, Course, changes, locators};
use super::tidy::harmless;
use crate::language::library::Step;
use crate::logic::model::{Outcome, StanceId};
use crate::logic::position::Position;
use crate::report::grid::Grid;
use crate::report::json::{Pairs, outcome_ids};
use crate::report::sentences;
use crate::report::text::{cite, outcomes};

/// A lesson with its answers.
#[derive(Debug, Serialize)]
pub struct Written<'all> {
    lesson: &'all str,
    title: &'all str,
    aim: &'all str,
    steps: Vec<WrittenStep<'all>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
enum WrittenStep<'all> {
    Say {
        text: &'all str,
    },
    Set {
        changes: Pairs<'all, &'all str>,
    },
    Predict {
        stance: &'all str,
        ask: &'all str,
        places: Vec<&'all str>,
        answer: Vec<&'all str>,
    },
    Reveal {
        stance: &'all str,
        outcomes: Vec<&'all str>,
        because: Vec<String>,
        cite: Vec<String>,
    },
    Discuss {
        ask: &'all str,
        #[serde(skip_serializing_if = "Option::is_none")]
        notes: Option<&'all str>,
    },
    Reset,
}

impl<'all> Written<'all> {
    /// The steps of a lesson; the instructor's notes are part of them only if asked for.
    pub fn new(course: &Course<'all>, notes: bool) -> Self {
        let lesson = course.lesson;
        Self {
            lesson: &lesson.id,
            title: &lesson.title,
            aim: &lesson.aim,
            steps: course
                .moments
                .iter()
                .map(|moment| written(course, moment.step, &moment.before, notes))
                .collect(),
        }
    }
}

fn written<'all>(
    course: &Course<'all>,
    step: &'all Step,
    position: &Position,
    with_notes: bool,
) -> WrittenStep<'all> {
    let model = &course.library.model;
    let name = |id: StanceId| model.stances[id.index()].id.as_str();
    let found =
        |id: StanceId| outcome_ids(model, id, course.at(position).follows.stances[id.index()].outcomes);
    match step {
        Step::Say(text) => WrittenStep::Say { text },
        Step::Set(changes) => {
            let pair = |(id, value): &(_, _)| {
                let condition = &model.conditions[crate::logic::model::ConditionId::index(*id)];
                (condition.id.as_str(), condition.value_id(*value))
            };
            WrittenStep::Set { changes: Pairs(changes.iter().map(pair).collect()) }
        }
        Step::Predict { stance, ask } => {
            let scale = model.scale_of(*stance);
            let places = (0..scale.values.len()).map(Outcome::value).chain([Outcome::SILENT]);
            WrittenStep::Predict {
                stance: name(*stance),
                ask,
                places: places.map(|place| scale.outcome_id(place)).collect(),
                answer: found(*stance),
            }
        }
        Step::Reveal(stance) => {
            let subject = course.at(position);
            WrittenStep::Reveal {
                stance: name(*stance),
                outcomes: found(*stance),
                because: because(course, position, *stance),
                cite: locators(&subject, *stance),
            }
        }
        Step::Discuss { ask, notes } => {
            WrittenStep::Discuss { ask, notes: notes.as_deref().filter(|_| with_notes) }
        }
        Step::Reset => WrittenStep::Reset,
    }
}

/// Why a stance is where it is, in sentences.
fn because(course: &Course<'_>, position: &Position, stance: StanceId) -> Vec<String> {
    let subject = course.at(position);
    let claims = subject.claims(stance);
    let claims = super::claims::deciding(&claims).map(|claim| claim.because.clone());
    claims.chain(subject.rests_on(stance)).collect()
}

/// The steps, and after them the key.
pub fn grid(course: &Course<'_>, notes: bool) -> Grid {
    let model = &course.library.model;
    let mut grid =
        Grid::new(["part", "question", "kind", "text", "stance", "choices", "answer", "because", "locators"]);
    let mut row = |cells: [String; 9]| grid.rows.push(cells.to_vec());
    let empty = String::new;
    for moment in &course.moments {
        let question = moment.question.map(|number| number.to_string()).unwrap_or_default();
        let (kind, text, stance, choices) = match moment.step {
            Step::Say(words) => ("say", words.clone(), empty(), empty()),
            Step::Set(given) => {
                ("set", changes(course.library, &moment.before, given).join("; "), empty(), empty())
            }
            Step::Predict { stance, ask } => (
                "predict",
                ask.clone(),
                model.stances[stance.index()].id.clone(),
                course.choices(*stance).join(" | "),
            ),
            Step::Reveal(stance) => ("reveal", empty(), model.stances[stance.index()].id.clone(), empty()),
            Step::Discuss { ask, .. } => ("discuss", ask.clone(), empty(), empty()),
            Step::Reset => ("reset", empty(), empty(), empty()),
        };
        row([
            "lesson".to_owned(),
            question,
            kind.to_owned(),
            text,
            stance,
            choices,
            empty(),
            empty(),
            empty(),
        ]);
    }
    for Answer { question, stance, position, .. } in course.key() {
        let subject = course.at(position);
        row([
            "key".to_owned(),
            question.map(|(number, _)| number.to_string()).unwrap_or_default(),
            "answer".to_owned(),
            sentences::stance(model, stance),
            model.stances[stance.index()].id.clone(),
            empty(),
            outcomes(model, stance, subject.follows.stances[stance.index()].outcomes),
            because(course, position, stance).join(" "),
            cite(&locators(&subject, stance)),
        ]);
    }
    if notes {
        for moment in &course.moments {
            if let Step::Discuss { ask, notes: Some(notes) } = moment.step {
                let text = format!("{ask} {notes}");
                row([
                    "notes".to_owned(),
                    empty(),
                    "note".to_owned(),
                    text,
                    empty(),
                    empty(),
                    empty(),
                    empty(),
                    empty(),
                ]);
            }
        }
    }
    harmless(grid)
}
