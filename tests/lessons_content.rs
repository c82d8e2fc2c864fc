//! The bundled lessons: what each of them reveals, and that none gives an answer away before.

use std::fmt::Write as _;

use whatif::language::bundled;
use whatif::language::files::Disk;
use whatif::language::library::{Lesson, Library, Step};
use whatif::language::load::load;
use whatif::logic::compile::{Compiled, compile};
use whatif::logic::diagram::Walk;
use whatif::logic::model::{Outcome, StanceId};
use whatif::logic::position::Position;

/// A step together with the position that the reader is in once it has been taken.
type Placed<'library> = (Position, &'library Step);

/// The paper's library, then each example's.
fn bundles() -> Vec<(Library, Compiled)> {
    let examples = bundled::EXAMPLES.iter().map(|(name, _)| vec![(*name).to_owned()]);
    [Vec::new()]
        .into_iter()
        .chain(examples)
        .map(|requests| {
            let library = load(&requests, &Disk).expect("the bundled scenarios load");
            let compiled = compile(&library.model).expect("and compile");
            (library, compiled)
        })
        .collect()
}

/// Every lesson, with the library that it belongs to.
fn lessons(bundles: &[(Library, Compiled)]) -> impl Iterator<Item = (&Library, &Compiled, &Lesson)> {
    bundles
        .iter()
        .flat_map(|(library, compiled)| library.lessons.iter().map(move |lesson| (library, compiled, lesson)))
}

fn walk<'library>(library: &'library Library, lesson: &'library Lesson) -> Vec<Placed<'library>> {
    let mut position = Position::baseline(&library.model);
    let mut placed = Vec::new();
    for step in &lesson.steps {
        match step {
            Step::Set(given) => given.iter().for_each(|(id, value)| position.suppose(*id, *value)),
            Step::Reset => position = Position::baseline(&library.model),
            _ => {}
        }
        placed.push((position.clone(), step));
    }
    placed
}

fn outcomes(compiled: &Compiled, position: &Position, stance: StanceId) -> Vec<Outcome> {
    compiled.outcomes(stance, position.values(), &mut Walk::default()).iter().collect()
}

fn labels<'library>(
    library: &'library Library,
    compiled: &Compiled,
    position: &Position,
    stance: StanceId,
) -> Vec<&'library str> {
    let scale = library.model.scale_of(stance);
    outcomes(compiled, position, stance).into_iter().map(|outcome| scale.outcome_label(outcome)).collect()
}

fn is_move(step: &Step) -> bool {
    matches!(step, Step::Set(_) | Step::Reset)
}

/// What a reader sees of a step before anything is revealed.
fn shown(step: &Step) -> Option<&str> {
    match step {
        Step::Say(text) | Step::Predict { ask: text, .. } | Step::Discuss { ask: text, .. } => Some(text),
        Step::Set(_) | Step::Reveal(_) | Step::Reset => None,
    }
}

#[test]
fn what_the_lessons_reveal() {
    let bundles = bundles();
    let mut found = String::new();
    for (library, compiled, lesson) in lessons(&bundles) {
        let _ = writeln!(found, "{}", lesson.id);
        for (position, step) in walk(library, lesson) {
            let Step::Reveal(stance) = step else { continue };
            let scale = library.model.scale_of(*stance);
            let ids: Vec<&str> = outcomes(compiled, &position, *stance)
                .into_iter()
                .map(|outcome| scale.outcome_id(outcome))
                .collect();
            let _ = writeln!(found, "  {}: {}", library.model.stances[stance.index()].id, ids.join(", "));
        }
    }
    assert_eq!(found.trim_end(), REVEALED.trim());
}

#[test]
fn every_prediction_is_answered_before_the_position_moves() {
    let bundles = bundles();
    for (_, _, lesson) in lessons(&bundles) {
        let mut predictions = 0;
        for (index, step) in lesson.steps.iter().enumerate() {
            let Step::Predict { stance, .. } = step else { continue };
            predictions += 1;
            let rest = &lesson.steps[index + 1..];
            let end = rest.iter().position(is_move).unwrap_or(rest.len());
            let answer = rest[..end].iter().position(|step| *step == Step::Reveal(*stance));
            assert!(answer.is_some(), "{}: nothing answers step {}", lesson.id, index + 1);
        }
        let reveals = lesson.steps.iter().filter(|step| matches!(step, Step::Reveal(_))).count();
        assert_eq!(predictions, reveals, "{}: a reveal answers a prediction", lesson.id);
        let sorts_the_record = lesson.id == "seminar.how_sure_are_we";
        assert_eq!(predictions == 0, sorts_the_record, "{} has {predictions} predictions", lesson.id);
    }
}

#[test]
fn no_text_gives_an_answer_away() {
    let bundles = bundles();
    for (library, compiled, lesson) in lessons(&bundles) {
        let placed = walk(library, lesson);
        for (index, (position, step)) in placed.iter().enumerate() {
            let Step::Predict { stance, .. } = step else { continue };
            let since = placed[..index]
                .iter()
                .rposition(|(_, step)| is_move(step) || matches!(step, Step::Reveal(_)))
                .map_or(0, |last| last + 1);
            let until = placed[index..]
                .iter()
                .position(|(_, step)| **step == Step::Reveal(*stance))
                .map_or(placed.len(), |reveal| index + reveal);
            let texts = placed[since..until].iter().filter_map(|(_, step)| shown(step));
            for text in texts.chain([lesson.title.as_str(), lesson.aim.as_str()]) {
                for label in labels(library, compiled, position, *stance) {
                    assert!(
                        !text.to_lowercase().contains(&label.to_lowercase()),
                        "{}: “{text}” gives “{label}” away",
                        lesson.id
                    );
                }
            }
        }
    }
}

/// An instructor who reads the notes has the answers: whatever was revealed since the last
/// discussion is named in the notes of the next.
#[test]
fn the_notes_hold_the_key() {
    let bundles = bundles();
    for (library, compiled, lesson) in lessons(&bundles) {
        let mut keys: Vec<&str> = Vec::new();
        for (position, step) in walk(library, lesson) {
            match step {
                Step::Reveal(stance) => keys.extend(labels(library, compiled, &position, *stance)),
                Step::Discuss { ask, notes } => {
                    let notes = notes.as_deref().unwrap_or_default();
                    assert!(ask.ends_with('?'), "{}: “{ask}” is a question", lesson.id);
                    assert!(notes.contains("Time: "), "{}: how long “{ask}” takes", lesson.id);
                    assert!(notes.contains('§') || !keys.is_empty(), "{}: where “{ask}” stands", lesson.id);
                    for key in keys.drain(..) {
                        assert!(notes.contains(key), "{}: “{key}” is not in the notes of “{ask}”", lesson.id);
                    }
                }
                _ => {}
            }
        }
        assert!(keys.is_empty(), "{}: {keys:?} after the last discussion", lesson.id);
    }
}

#[test]
fn every_lesson_is_whole() {
    let bundles = bundles();
    let ids: Vec<&str> = lessons(&bundles).map(|(_, _, lesson)| lesson.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "iraq.what_would_it_take",
            "iraq.short_of_overthrow",
            "partnership.one_word_kills",
            "partnership.four_asks",
            "partnership.who_closes_the_window",
            "seminar.same_strike_different_map",
            "seminar.the_edge_of_the_page",
            "seminar.how_sure_are_we",
            "boarding.whose_yes_counts",
            "boarding.same_ship_other_waters",
        ]
    );
    for (library, _, lesson) in lessons(&bundles) {
        let talks = lesson.steps.iter().filter(|step| matches!(step, Step::Discuss { notes: Some(_), .. }));
        assert!(talks.count() >= 2, "{} has something to talk about", lesson.id);
        assert!(matches!(lesson.steps.first(), Some(Step::Say(_))), "{} opens with a word", lesson.id);
        assert!(matches!(lesson.steps.last(), Some(Step::Discuss { .. })), "{} ends in talk", lesson.id);
        // A step that changes nothing would leave a class looking for what moved.
        let mut before = Position::baseline(&library.model);
        for (index, (position, step)) in walk(library, lesson).into_iter().enumerate() {
            assert!(!is_move(step) || position != before, "{}: step {} moves nothing", lesson.id, index + 1);
            before = position;
        }
    }
}

const REVEALED: &str = "
iraq.what_would_it_take
  iraq.overthrow: not_tolerated
  iraq.overthrow: not_tolerated
  iraq.regime_change: not_reconciled
  iraq.overthrow: open_to_terms
  iraq.overthrow: not_tolerated
  iraq.overthrow: open_to_terms
  iraq.overthrow: not_tolerated
  iraq.overthrow: accepts_on_terms
  iraq.regime_change: reconcilement_possible
  iraq.overthrow: not_tolerated
iraq.short_of_overthrow
  iraq.pressure: both_met, requirement_met, requirement_unmet, neither_met
  iraq.pressure: both_met, requirement_met
  iraq.pressure: requirement_met
  iraq.pressure: requirement_unmet
  iraq.overthrow: not_tolerated
  iraq.pressure: moot
partnership.one_word_kills
  iran.nervousness: rising
  partnership.alliance: alive
  partnership.alliance: silent
  partnership.alliance: dead
  partnership.alliance: dead
  partnership.alliance: silent
partnership.four_asks
  partnership.joint_action: declarative
  partnership.joint_action: silent
  partnership.joint_action: silent
  partnership.joint_action: practical
  iraq.overthrow: not_tolerated
  syria.intervention: no_compromise
  partnership.joint_action: declarative
  partnership.joint_action: in_between
partnership.who_closes_the_window
  partnership.window: at_risk
  partnership.window: at_risk
  partnership.window: open
  partnership.window: at_risk
  partnership.window: at_risk
  partnership.window: tried_in_practice
seminar.same_strike_different_map
  philippines.strikes: no_problem
  sudan.strikes: not_ruled_out
  iraq.overthrow: not_tolerated
  syria.intervention: no_compromise
  iran.intervention: no_compromise
  sudan.strikes: silent
  sudan.strikes: not_tolerated
  philippines.strikes: silent
  sudan.strikes: not_ruled_out
seminar.the_edge_of_the_page
  partnership.alliance: silent
  afghanistan.campaign: silent
  syria.intervention: no_compromise
  sudan.strikes: silent
  iran.intervention: silent
seminar.how_sure_are_we
boarding.whose_yes_counts
  boarding.mid_ocean: hail
  boarding.mid_ocean: board
  boarding.aboard: search
  boarding.mid_ocean: hail
  boarding.mid_ocean: papers
  boarding.aboard: arrest
  boarding.mid_ocean: board
  boarding.mid_ocean: board
  boarding.mid_ocean: silent
boarding.same_ship_other_waters
  boarding.mid_ocean: hail
  boarding.outer_belt: board
  boarding.foreign_waters: barred
  boarding.harbour: board
  boarding.mid_ocean: board
  boarding.foreign_waters: barred
  boarding.harbour: hail
  boarding.foreign_waters: board
  boarding.aboard: nothing
";
