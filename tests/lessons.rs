//! Lessons as they are played on the full screen: alone and by a class. Every reveal agrees with the
//! logic, and no frame before it tells anything.
#![cfg(feature = "tui")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use whatif::language::files::Disk;
use whatif::language::library::Step;
use whatif::language::load::load;
use whatif::lesson::{Phase, Visible};
use whatif::logic::compile::compile;
use whatif::logic::diagram::Walk;
use whatif::logic::model::OutcomeSet;
use whatif::logic::position::Position;
use whatif::report::text;
use whatif::sitting::Sitting;
use whatif::sitting::journal::Entry;
use whatif::tui::app::App;
use whatif::tui::config::Config;
use whatif::tui::effect::Effect;
use whatif::tui::screens::Screen;
use whatif::tui::theme::Name;
use whatif::tui::{picture, take, update};

fn app() -> App {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
    App::new(library, compiled, sitting, Config::default(), Name::Terminal)
}

fn press(app: &mut App, code: KeyCode) -> Vec<Effect> {
    take(app, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn type_keys(app: &mut App, keys: &str) -> Vec<Effect> {
    keys.chars()
        .flat_map(|letter| {
            press(
                app,
                match letter {
                    '\n' => KeyCode::Enter,
                    '\x1b' => KeyCode::Esc,
                    letter => KeyCode::Char(letter),
                },
            )
        })
        .collect()
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height).map(|y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect()).collect()
}

/// Everything that a reader can look at from a step by keys that only look, each left again.
const LOOKS: &[(&str, &str)] = &[
    ("", ""),
    ("?", "\x1b"),
    ("w", "w"),
    ("wm", "mw"),
    ("wP", "\x1bw"),
    ("wP++", "\x1bw"),
    ("wt", "w"),
    ("wT", "w"),
    ("wc", "w"),
    ("wH", "w"),
    ("ws", "w"),
    ("w.", "w"),
    ("wY", "w"),
    ("w:why", "\x1bw"),
    ("w:reach iraq.overthrow=", "\x1bw"),
    ("w:coverage iraq.overthrow\n", "w"),
    ("w/rul", "\x1bw"),
    ("w/not", "\x1bw"),
    ("w\t\t", "\x1bw"),
    ("pwu", "w"),
];

/// The frames of all looks, and what each would write outside.
fn looks(app: &mut App) -> Vec<(String, Vec<String>, Vec<Effect>)> {
    let mut frames = Vec::new();
    let hidden = app.sitting.position().clone();
    let step = app.play.as_ref().expect("a lesson").at();
    for (to, back) in LOOKS {
        let effects = type_keys(app, to);
        // The step before may be a reveal, and undo may lead to a position about which everything is
        // told already; never to all of this one.
        match app.visible() {
            Visible::Nothing => {
                frames.push(((*to).to_owned(), lines(&picture::frame(app, 120, 40)), effects));
            }
            Visible::Only(_) => assert_eq!(*to, "pwu"),
            Visible::All => assert_eq!((*to, app.position() == &hidden), ("pwu", false)),
        }
        type_keys(app, back);
        if !matches!(app.screen, Screen::Lesson(_)) {
            type_keys(app, "\x1bw");
        }
        assert!(matches!(app.screen, Screen::Lesson(_)), "back in the lesson after {to}");
        if app.play.as_ref().is_some_and(|play| play.at() < step) {
            type_keys(app, "n");
        }
    }
    frames
}

/// Checks that a masked step shows the same whatever follows: with the true outcomes, and with each
/// stance somewhere else.
fn assert_masked(app: &mut App, place: &str) {
    let truth = (app.now.clone(), app.paper.clone());
    let before = looks(app);
    for shift in 1..=2 {
        for answers in [&mut app.now, &mut app.paper] {
            for (index, answer) in answers.stances.iter_mut().enumerate() {
                let values = app.library.model.scale_of(index.into()).values.len() as u32;
                let at = answer.outcomes.0.trailing_zeros();
                answer.outcomes = OutcomeSet(1 << ((at + shift) % values));
            }
            answers.remarks.clear();
        }
        let after = looks(app);
        for ((look, frame, effects), (_, other, other_effects)) in before.iter().zip(&after) {
            for (line, other) in frame.iter().zip(other) {
                assert_eq!(line, other, "{place}, after the keys {look:?}, something can be told");
            }
            assert_eq!(effects, other_effects, "{place}, after the keys {look:?}");
        }
        (app.now, app.paper) = truth.clone();
    }
}

/// Checks that the words for what follows are nowhere but among the answers to choose from.
fn assert_wordless(app: &mut App, place: &str) {
    let Some(question) = app.play.as_ref().and_then(|play| play.question()).cloned() else { return };
    let outcomes = app.now.stances[question.stance.index()].outcomes;
    let scale = app.library.model.scale_of(question.stance).clone();
    // The help page is the same in every world.
    for (look, frame, _) in looks(app).into_iter().filter(|(look, ..)| look != "?") {
        let is_answer = |line: &&String| line.contains("○ ") || line.contains("● ");
        let told: Vec<&String> = frame.iter().filter(|line| look.is_empty() && !is_answer(line)).collect();
        let all: Vec<&String> = frame.iter().collect();
        let shown = if look.is_empty() { told } else { all };
        for outcome in outcomes.iter() {
            let label = scale.outcome_label(outcome);
            // What the palette completes are all places of the scale, if it completes any.
            let found = shown.iter().find(|line| line.contains(label));
            assert!(found.is_none(), "{place}, after the keys {look:?}: {label:?} in {found:?}");
        }
    }
}

#[test]
fn every_lesson_hides_what_follows_until_it_is_revealed_and_then_tells_the_truth() {
    for class in [false, true] {
        let mut app = app();
        for lesson in 0..app.library.lessons.len() {
            let id = app.library.lessons[lesson].id.clone();
            let mut taken = update_entries(&mut app, |app| update::begin(app, lesson));
            let steps = app.play.as_ref().expect("a lesson").len();
            let mut predictions = 0;
            for at in 0..steps {
                let play = app.play.as_ref().expect("a lesson");
                assert_eq!(play.at(), at);
                let place = format!("{id}, step {}", at + 1);
                let (step, visible) = (play.step().cloned().expect("a step"), play.visible());
                if visible == Visible::Nothing && !class {
                    assert_masked(&mut app, &place);
                    assert_wordless(&mut app, &place);
                }
                match step {
                    Step::Predict { .. } if class => {
                        taken.extend(type_keys(&mut app, "c\n1\n\n2\n"));
                        let round = app.question().and_then(|question| question.round.clone());
                        assert_eq!(round.map(|round| round.phase()), Some(Phase::Sealed), "{place}");
                        taken.extend(type_keys(&mut app, "\n"));
                    }
                    Step::Predict { .. } => {
                        taken.extend(type_keys(&mut app, "jjjk3\n"));
                        predictions += 1;
                    }
                    Step::Reveal(stance) => {
                        let position = app.sitting.position().clone();
                        let follows = app.compiled.follow(&position, &mut Walk::default());
                        let words = text::outcomes(
                            &app.library.model,
                            stance,
                            follows.stances[stance.index()].outcomes,
                        );
                        let frame = lines(&picture::frame(&mut app, 200, 60)).join("\n");
                        let start: String = words.chars().skip(1).take(40).collect();
                        assert!(frame.contains(&start), "{place}: {words}\n{frame}");
                        let said = if class { "Most said" } else { "You said" };
                        assert!(frame.contains(said), "{place}\n{frame}");
                        taken.extend(type_keys(&mut app, "\n"));
                    }
                    _ => taken.extend(type_keys(&mut app, "\n")),
                }
            }
            assert!(app.play.as_ref().is_some_and(|play| play.step().is_none()), "{id} is at its end");
            let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
            if !class && predictions > 0 {
                assert!(frame.contains(&format!("Of {predictions} predictions")), "{frame}");
            }
            let kept = entries(&taken);
            let of_kind = |wanted: fn(&Entry) -> bool| kept.iter().filter(|entry| wanted(entry)).count();
            assert_eq!(of_kind(|entry| matches!(entry, Entry::Predict(_))), predictions, "{id}");
            type_keys(&mut app, "\n");
            assert!(app.play.is_none(), "after its end a lesson is left");
        }
    }
}

fn entries(effects: &[Effect]) -> Vec<Entry> {
    let saved = effects.iter().filter_map(|effect| match effect {
        Effect::Save(entries) => Some(entries.clone()),
        _ => None,
    });
    saved.flatten().collect()
}

fn update_entries(app: &mut App, change: impl FnOnce(&mut App)) -> Vec<Effect> {
    change(app);
    // What a start outside of keys did is taken down with the next one.
    press(app, KeyCode::F(12))
}

#[test]
fn the_veil_hides_until_the_reader_predicts() {
    let mut app = app();
    picture::frame(&mut app, 120, 40);
    type_keys(&mut app, "v");
    type_keys(&mut app, " ");
    let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
    assert!(frame.contains("hidden until the reveal") && !frame.contains("not tolerated"), "{frame}");
    assert!(!frame.contains('↕'), "{frame}");
    let effects = type_keys(&mut app, "vjjjjjj2\n");
    assert!(
        matches!(entries(&effects).as_slice(), [Entry::Predict(predicted)] if predicted.lesson.is_none())
    );
    let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
    assert!(frame.contains("You said “not tolerated” (fairly sure): right."), "{frame}");
    assert!(frame.contains("It rests on"), "with why: {frame}");
    // Esc withdraws the question and shows nothing; v v v shows without a prediction.
    type_keys(&mut app, "vv\x1b");
    let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
    assert!(!frame.contains("not tolerated"), "{frame}");
    type_keys(&mut app, "vv");
    assert!(app.sees_all());
}

#[test]
fn nobody_sees_how_a_class_votes_before_two_keys_reveal_it() {
    let mut app = app();
    update::begin(&mut app, 0);
    while !app.play.as_ref().is_some_and(whatif::lesson::Play::waits) {
        type_keys(&mut app, "n");
    }
    type_keys(&mut app, "c\n");
    for hands in ["17", "23"] {
        type_keys(&mut app, hands);
        press(&mut app, KeyCode::Down);
    }
    let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
    assert!(!frame.contains("17") && !frame.contains("23") && frame.contains("counted"), "{frame}");
    type_keys(&mut app, "\n\n");
    for hands in ["4", "36"] {
        type_keys(&mut app, hands);
        press(&mut app, KeyCode::Down);
    }
    type_keys(&mut app, "\n");
    let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
    assert!(frame.contains("40 and 40 hands") && !frame.contains("36"), "{frame}");
    let effects = type_keys(&mut app, "\n");
    let frame = lines(&picture::frame(&mut app, 120, 40)).join("\n");
    assert!(frame.contains(" 17") && frame.contains(" 36") && frame.contains("13 moved"), "{frame}");
    assert!(
        entries(&effects).iter().any(|entry| matches!(entry, Entry::Vote(voted) if voted.second[1].1 == 36))
    );
}

#[test]
fn instructors_notes_are_on_no_frame() {
    let mut app = app();
    let notes: Vec<String> = app
        .library
        .lessons
        .iter()
        .flat_map(|lesson| &lesson.steps)
        .filter_map(|step| match step {
            Step::Discuss { notes, .. } => notes.clone(),
            _ => None,
        })
        .collect();
    assert!(notes.len() > 10);
    for lesson in 0..app.library.lessons.len() {
        update::begin(&mut app, lesson);
        while app.play.as_ref().is_some_and(|play| play.step().is_some()) {
            let text: String = lines(&picture::frame(&mut app, 160, 60)).join(" ");
            let folded: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for note in &notes {
                let start: String = note.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
                assert!(!folded.contains(&start), "{start}");
            }
            type_keys(&mut app, "j\n");
        }
    }
}
