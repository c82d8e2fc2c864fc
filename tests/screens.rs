//! What is drawn: a few named screens, every size, and random keys and clicks.
#![cfg(feature = "tui")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use whatif::language::files::Disk;
use whatif::language::load::load;
use whatif::logic::compile::compile;
use whatif::logic::diagram::Walk;
use whatif::logic::position::Position;
use whatif::tui::app::App;
use whatif::tui::theme::Name;
use whatif::tui::{picture, take};

fn app(scenarios: &[&str]) -> App {
    let requests: Vec<String> = scenarios.iter().map(|name| (*name).to_owned()).collect();
    let library = load(&requests, &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let position = Position::baseline(&library.model);
    App::new(library, compiled, position, Name::Mono, false)
}

fn press(app: &mut App, keys: &str) {
    for letter in keys.chars() {
        let code = match letter {
            '\t' => KeyCode::Tab,
            '\x1b' => KeyCode::Esc,
            '\n' => KeyCode::Enter,
            letter => KeyCode::Char(letter),
        };
        take(app, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }
}

fn lines(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in 0..area.height {
        let line: String = (0..area.width).map(|x| buffer[(x, y)].symbol()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn screen(app: &mut App, width: u16, height: u16) -> String {
    lines(&picture::frame(app, width, height))
}

/// Both terms met, as at the end of the paper's own example.
const BOTH_TERMS: &str = " jp";

#[test]
fn explore_at_three_sizes() {
    let mut app = app(&[]);
    picture::frame(&mut app, 120, 40);
    press(&mut app, BOTH_TERMS);
    insta::assert_snapshot!("explore_120x40", screen(&mut app, 120, 40));
    insta::assert_snapshot!("explore_80x24", screen(&mut app, 80, 24));
    insta::assert_snapshot!("explore_40x12", screen(&mut app, 40, 12));
}

#[test]
fn ruled_out_and_unknown_positions_are_said_plainly() {
    let mut app = app(&["iraq"]);
    picture::frame(&mut app, 100, 30);
    press(&mut app, "jp");
    press(&mut app, "jjjjjjjp");
    insta::assert_snapshot!("ruled_out_100x30", screen(&mut app, 100, 30));
}

#[test]
fn it_would_take_shows_every_way_and_applies_the_chosen_one() {
    let mut app = app(&["iraq"]);
    press(&mut app, "tjjjj");
    insta::assert_snapshot!("it_would_take_80x24", screen(&mut app, 80, 24));
    press(&mut app, "\n\n");
    let text = screen(&mut app, 120, 40);
    assert!(text.contains("2 changed") && text.contains("open to terms"), "{text}");
    press(&mut app, "u");
    assert!(app.sitting.changed().next().is_none(), "undo takes the whole way back");
}

#[test]
fn what_it_would_take_respects_locks_and_says_silence_plainly() {
    let table = [
        ("Ltjjjj", "Locks stand in the way: unlock"),
        ("tjjjjj", "It is so already."),
        ("t", "Nothing in the paper leads there"),
        ("tjj", "another reading of the text does"),
        ("tjjv", "readings may vary"),
        ("tjjv", "“How strong “could” is” is “the terms suffice”"),
    ];
    for (keys, words) in table {
        let mut app = app(&["iraq"]);
        press(&mut app, keys);
        let text = screen(&mut app, 200, 24);
        assert!(text.contains(words), "{keys}: {words}\n{text}");
    }
}

#[test]
fn the_table_marks_the_present_row() {
    let mut app = app(&["measures"]);
    press(&mut app, "T");
    insta::assert_snapshot!("table_100x40", screen(&mut app, 100, 40));
}

#[test]
fn what_would_move_the_chosen_stance_is_marked() {
    let mut app = app(&["iraq"]);
    press(&mut app, " ");
    let text = screen(&mut app, 120, 40);
    let marked: Vec<&str> = text.lines().filter(|line| line.contains('↕')).collect();
    assert_eq!(marked.len(), 1, "{text}");
    assert!(marked[0].contains("Who decides"), "{text}");
    assert!(text.contains("It rests on “Who decides on the new regime” is “the U.S. alone”."), "{text}");
}

#[test]
fn help_lists_every_key() {
    let mut app = app(&["iraq"]);
    press(&mut app, "?");
    let page = screen(&mut app, 100, 100);
    for binding in whatif::tui::keymap::KEYMAP {
        assert!(
            page.contains(&binding.keys[0].label()) && page.contains(binding.words),
            "{:?}\n{page}",
            binding.command
        );
    }
}

#[test]
fn every_claim_on_the_screen_has_grounds_and_locator() {
    let mut app = app(&[]);
    for case in 0..app.cases.len() {
        app.case = case;
        let text = screen(&mut app, 140, 200);
        assert!(text.contains("§") && text.contains("in the paper:"), "{text}");
    }
}

#[test]
fn no_size_is_too_small_or_too_large() {
    let mut app = app(&[]);
    for keys in ["", "?", "q\t", "\t", "\t", "t", "qT"] {
        press(&mut app, keys);
        for width in 0..=60 {
            for height in 0..=20 {
                picture::frame(&mut app, width, height);
            }
        }
        for (width, height) in [(500, 200), (500, 1), (1, 200), (80, 24), (99, 40), (100, 8), (300, 9)] {
            picture::frame(&mut app, width, height);
        }
    }
}

#[test]
fn what_is_chosen_is_on_the_screen() {
    let mut app = app(&[]);
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        app.case = app.cases.len() - 1;
        app.selection_mut().condition = 0;
        let conditions: Vec<_> = app.case().conditions().collect();
        for condition in conditions {
            let text = screen(&mut app, width, height);
            let label = &app.library.model.conditions[condition.index()].label;
            let start = label.split_whitespace().next().expect("a word");
            assert!(text.contains('▌') && text.contains(start), "{label} at {width}x{height}\n{text}");
            press(&mut app, "j");
        }
    }
}

fn events() -> impl Strategy<Value = Event> {
    let key = prop_oneof![
        8 => prop::sample::select(" pxLbBurqtTv?lhjkgG[]123456789".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
        2 => prop::sample::select(vec![
            KeyCode::Tab, KeyCode::BackTab, KeyCode::Esc, KeyCode::Enter, KeyCode::Up, KeyCode::Down, KeyCode::Left,
            KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown, KeyCode::F(1),
        ]),
        1 => any::<char>().prop_map(KeyCode::Char),
    ];
    let mouse = prop::sample::select(vec![
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollDown,
        MouseEventKind::Moved,
    ]);
    prop_oneof![
        4 => key.prop_map(|code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE))),
        1 => (mouse, 0_u16..130, 0_u16..45).prop_map(|(kind, column, row)| {
            Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_a_reader_does_breaks_the_screen_or_the_history(
        events in prop::collection::vec(events(), 1..250),
        sizes in prop::collection::vec((0_u16..130, 0_u16..45), 3),
    ) {
        let mut app = app(&[]);
        let start = app.sitting.position().clone();
        for (index, event) in events.iter().enumerate() {
            take(&mut app, event);
            if index % 5 == 0 {
                let (width, height) = sizes[index % sizes.len()];
                picture::frame(&mut app, width, height);
            }
            let expected = app.compiled.follow(app.sitting.position(), &mut Walk::default());
            prop_assert_eq!(&app.now, &expected, "what is shown follows from the position");
        }
        let end = app.sitting.position().clone();
        let (steps, _) = app.sitting.depth();
        for _ in 0..steps {
            prop_assert!(app.sitting.undo().is_ok());
        }
        prop_assert_eq!(app.sitting.position(), &start);
        for _ in 0..steps {
            prop_assert!(app.sitting.redo().is_ok());
        }
        prop_assert_eq!(app.sitting.position(), &end);
    }
}
