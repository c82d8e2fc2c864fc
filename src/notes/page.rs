//! What the instructor sees at a step of a lesson.

use serde::{Deserialize, Serialize};

use crate::language::library::{Library, Step};
use crate::lesson::Play;
use crate::logic::compile::Compiled;
use crate::report::handout::claims::deciding;
use crate::report::handout::lesson::{Course, Moment, changes};
use crate::report::{sentences, text};

/// A step with all that the class does not see of it yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The lesson's title.
    pub lesson: String,
    /// What the lesson is for.
    pub aim: String,
    /// The step's number, the first being 1; at the end that of the last.
    pub step: usize,
    /// How many steps the lesson has.
    pub of: usize,
    /// What kind of step it is.
    pub kind: Kind,
    /// What the class reads.
    pub text: String,
    /// What is revealed, or will be.
    pub answer: Option<String>,
    /// Why it is so.
    pub why: Option<String>,
    /// The instructor's notes of this step.
    pub notes: Option<String>,
    /// The step after this one; none after the last.
    pub next: Option<Next>,
    /// The next discussion after this step.
    pub discussion: Option<Discussion>,
    /// When the lesson began, in seconds since 1970.
    pub begun: u64,
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something to read.
    Say,
    /// The position moves.
    Set,
    /// The class commits to an answer.
    Predict,
    /// The answer is shown.
    Reveal,
    /// The class talks.
    Discuss,
    /// Back to the baseline.
    Reset,
    /// The lesson is over.
    End,
}

/// A step to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Its number.
    pub step: usize,
    /// What kind of step it is.
    pub kind: Kind,
    /// What the class will read.
    pub text: String,
}

/// A discussion to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// The step's number.
    pub step: usize,
    /// What it is about.
    pub ask: String,
    /// The instructor's notes of it.
    pub notes: Option<String>,
}

impl Kind {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Set => "suppose",
            Self::Predict => "predict",
            Self::Reveal => "reveal",
            Self::Discuss => "discuss",
            Self::Reset => "back to the paper",
            Self::End => "the end",
        }
    }
}

impl From<&Step> for Kind {
    fn from(step: &Step) -> Self {
        match step {
            Step::Say(_) => Self::Say,
            Step::Set(_) => Self::Set,
            Step::Predict { .. } => Self::Predict,
            Step::Reveal(_) => Self::Reveal,
            Step::Discuss { .. } => Self::Discuss,
            Step::Reset => Self::Reset,
        }
    }
}

impl Page {
    /// What there is to know where the lesson is.
    pub fn of(library: &Library, compiled: &Compiled, play: &Play, begun: u64) -> Self {
        let lesson = &library.lessons[play.lesson];
        let course = Course::new(library, compiled, lesson);
        let of = course.moments.len();
        let at = play.at().min(of);
        let moment = course.moments.get(at);
        let (answer, why) = moment.map_or((None, None), |moment| answer(&course, moment));
        let mut coming = course.moments.iter().enumerate().skip(at + 1);
        let discussion = coming.clone().find_map(|(at, moment)| match moment.step {
            Step::Discuss { ask, notes } => {
                Some(Discussion { step: at + 1, ask: ask.clone(), notes: notes.clone() })
            }
            _ => None,
        });
        let next = coming.next().map(|(at, moment)| Next {
            step: at + 1,
            kind: moment.step.into(),
            text: words(library, moment),
        });
        Self {
            lesson: lesson.title.clone(),
            aim: lesson.aim.clone(),
            step: (at + 1).min(of),
            of,
            kind: moment.map_or(Kind::End, |moment| moment.step.into()),
            text: moment.map_or_else(|| "The lesson is over.".to_owned(), |moment| words(library, moment)),
            answer,
            why,
            notes: match moment.map(|moment| moment.step) {
                Some(Step::Discuss { notes, .. }) => notes.clone(),
                _ => None,
            },
            next,
            discussion,
            begun,
        }
    }
}

/// What the class reads at a step.
fn words(library: &Library, moment: &Moment<'_>) -> String {
    match moment.step {
        Step::Say(words) => words.clone(),
        Step::Predict { ask, .. } | Step::Discuss { ask, .. } => ask.clone(),
        Step::Set(given) => changes(library, &moment.before, given).join("\n"),
        Step::Reveal(stance) => format!("{}.", sentences::stance(&library.model, *stance)),
        Step::Reset => "All is as in the paper again.".to_owned(),
    }
}

/// What the step reveals, or leads to, and why it is so.
fn answer(course: &Course<'_>, moment: &Moment<'_>) -> (Option<String>, Option<String>) {
    let (Step::Predict { stance, .. } | Step::Reveal(stance)) = moment.step else { return (None, None) };
    let model = &course.library.model;
    let subject = course.at(&moment.before);
    if let Some(clash) = &subject.follows.ruled_out {
        return (Some(text::ruled_out(model, &moment.before, clash)), None);
    }
    let outcomes = subject.follows.stances[stance.index()].outcomes;
    let is_settled = outcomes.settled().is_some();
    let claims = subject.claims(*stance);
    let because = deciding(&claims).map(|claim| {
        let source = text::grounds_and_cite(claim.grounds, claim.cite);
        if is_settled {
            return format!("{} ({source})", claim.because);
        }
        let says = sentences::capitalised(&sentences::says(claim.says, claim.extent));
        format!("{says}: {} ({source})", claim.because)
    });
    let why: Vec<String> = because.chain(subject.rests_on(*stance)).collect();
    let found = text::outcomes(model, *stance, outcomes);
    let answer = format!("{}: {found}.", sentences::stance(model, *stance));
    (Some(answer), (!why.is_empty()).then(|| why.join("\n")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::compile::compile;
    use crate::logic::model::OutcomeSet;

    fn library() -> Library {
        let text = r#"Scenario(title: "T", as_of: "", summary: "",
            scales: [Scale(id: "s", label: "S", values: [("glad", "glad"), ("cross", "cross")])],
            conditions: [YesNo(id: "hot", label: "The water boils", baseline: "no", grounds: stated)],
            stances: [
                Stance(id: "guest", actor: "The guest", toward: "tea", scale: "s", rules: [
                    Rule(id: "glad", when: "hot", then: "glad", grounds: stated, because: "Hot is good."),
                    Rule(id: "cross", when: "not hot", then: "cross", grounds: implied, because: "Cold is bad."),
                ]),
            ],
            lessons: [Lesson(id: "l", title: "The kettle", aim: "To see.", steps: [
                Say("Welcome."),
                Predict(stance: "guest", ask: "Is the guest glad?"),
                Reveal("guest"),
                Discuss("Why?", notes: "Let them talk."),
                Set({"hot": "unknown"}),
                Predict(stance: "guest", ask: "And now?"),
                Reset,
                Discuss("What remains?"),
            ])],
        )"#;
        load_texts(&[("t", text)]).expect("a scenario")
    }

    fn pages() -> Vec<Page> {
        let library = library();
        let compiled = compile(&library.model).expect("diagrams");
        let mut play = Play::new(&library, 0);
        let mut pages = Vec::new();
        loop {
            pages.push(Page::of(&library, &compiled, &play, 7));
            if let Some(question) = play.question_mut() {
                question.choose(0);
                question.commit(OutcomeSet::EMPTY);
            }
            if !play.forward() {
                return pages;
            }
        }
    }

    #[test]
    fn every_step_has_its_number_kind_text_and_the_next() {
        let pages = pages();
        let all = [
            (1, Kind::Say, "Welcome."),
            (2, Kind::Predict, "Is the guest glad?"),
            (3, Kind::Reveal, "The guest, toward tea."),
            (4, Kind::Discuss, "Why?"),
            (5, Kind::Set, "The water boils: unknown (before: no)"),
            (6, Kind::Predict, "And now?"),
            (7, Kind::Reset, "All is as in the paper again."),
            (8, Kind::Discuss, "What remains?"),
            (8, Kind::End, "The lesson is over."),
        ];
        assert_eq!(pages.len(), all.len());
        for (at, (step, kind, text)) in all.into_iter().enumerate() {
            let page = &pages[at];
            assert_eq!((page.step, page.of, page.kind, page.text.as_str()), (step, 8, kind, text));
            assert_eq!((page.lesson.as_str(), page.aim.as_str(), page.begun), ("The kettle", "To see.", 7));
            let next = page.next.as_ref().map(|next| (next.step, next.kind, next.text.as_str()));
            assert_eq!(next, all.get(at + 1).copied().filter(|(_, kind, _)| *kind != Kind::End), "at {at}");
        }
    }

    #[test]
    fn a_prediction_is_answered_before_it_is_made_and_where_it_is_revealed() {
        let pages = pages();
        let answers: Vec<Option<&str>> = pages.iter().map(|page| page.answer.as_deref()).collect();
        let settled = Some("The guest, toward tea: cross.");
        let open = Some("The guest, toward tea: open: glad or cross.");
        assert_eq!(answers, [None, settled, settled, None, None, open, None, None, None]);
        assert_eq!(
            pages[1].why.as_deref(),
            Some("Cold is bad. (implied)\nIt rests on not “The water boils”. Nothing else matters for it.")
        );
        assert_eq!(
            pages[5].why.as_deref(),
            Some(
                "In some worlds: glad: Hot is good. (stated)\nIn some worlds: cross: Cold is bad. (implied)"
            )
        );
    }

    #[test]
    fn notes_are_at_hand_before_and_at_their_discussion() {
        let pages = pages();
        let notes: Vec<Option<&str>> = pages.iter().map(|page| page.notes.as_deref()).collect();
        assert_eq!(notes[3], Some("Let them talk."));
        assert_eq!(notes.iter().flatten().count(), 1);
        let coming: Vec<Option<(usize, Option<&str>)>> = pages
            .iter()
            .map(|page| page.discussion.as_ref().map(|next| (next.step, next.notes.as_deref())))
            .collect();
        let (first, second) = (Some((4, Some("Let them talk."))), Some((8, None)));
        assert_eq!(coming, [first, first, first, second, second, second, second, None, None]);
    }
}
