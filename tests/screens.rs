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
use whatif::sitting::{Move, Sitting};
use whatif::tui::app::App;
use whatif::tui::config::Config;
use whatif::tui::theme::Name;
use whatif::tui::{picture, take};

fn app(scenarios: &[&str]) -> App {
    let requests: Vec<String> = scenarios.iter().map(|name| (*name).to_owned()).collect();
    let library = load(&requests, &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
    App::new(library, compiled, sitting, Config::default(), Name::Mono)
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
    press(&mut app, "t");
    insta::assert_snapshot!("ways_of_one_case_80x24", screen(&mut app, 80, 24));
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
        ("tj", "It is so already."),
        ("tg", "Nothing in the paper leads there"),
        ("tgjj", "another reading of the text does"),
        ("tgjjv", "readings may vary"),
        ("tgjjv", "“How strong “could” is” is “the terms suffice”"),
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
    let page = screen(&mut app, 160, 170);
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

/// Every screen and overlay: its name, and the keys that lead there from the explorer with both
/// terms met.
const SCREENS: &[(&str, &str)] = &[
    ("explore", ""),
    ("it_would_take", "t"),
    ("table", "T"),
    ("map", "m"),
    ("compare", "c"),
    ("history", "uu  pH"),
    ("source", "s"),
    ("record", "se"),
    ("projector", "P"),
    ("projector_largest", "P++"),
    ("palette", ":reach ov"),
    ("search", "/inspec"),
    ("answer", ":why-not iraq.overthrow=silent\n"),
    ("help", "?"),
];

fn at(keys: &str) -> App {
    let mut app = app(&[]);
    picture::frame(&mut app, 120, 40);
    press(&mut app, BOTH_TERMS);
    press(&mut app, keys);
    app
}

#[test]
fn every_screen_at_three_sizes() {
    for (name, keys) in SCREENS.iter().skip(1) {
        let mut app = at(keys);
        for (width, height) in [(80, 24), (120, 40), (40, 12)] {
            // Drawing tells how far a page reaches, which may bring it back into bounds.
            screen(&mut app, width, height);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen(&mut app, width, height));
        }
    }
}

#[test]
fn words_on_the_map_do_not_take_the_colour_of_the_land() {
    let mut app = app(&[]);
    app.theme = Name::Terminal;
    press(&mut app, "m");
    let frame = picture::frame(&mut app, 120, 40);
    let land = Name::Terminal.style(whatif::tui::theme::Role::Frame).fg.expect("a colour");
    let map = (0..60).flat_map(|x| (2..20).map(move |y| (x, y)));
    let words: Vec<_> = map.map(|place| &frame[place]).filter(|cell| cell.symbol().is_ascii()).collect();
    assert!(words.iter().filter(|cell| cell.symbol() != " ").count() > 100, "there are words");
    assert!(words.iter().all(|cell| cell.symbol() == " " || cell.fg != land));
}

#[test]
fn plain_characters_are_enough_for_every_screen() {
    for (name, keys) in SCREENS {
        let mut app = at(keys);
        app.ascii = true;
        let text = screen(&mut app, 120, 40);
        let drawn = |letter: &char| !letter.is_ascii() && !matches!(letter, '§' | '¶');
        let found: String = text.chars().filter(drawn).collect();
        assert!(found.is_empty(), "{name}: {found}\n{text}");
    }
}

#[test]
fn the_cursor_stands_at_what_is_chosen() {
    for (name, keys) in SCREENS {
        let mut app = at(keys);
        let buffer = picture::frame(&mut app, 120, 40);
        if *name == "projector_largest" {
            continue;
        }
        let (x, y) = app.drawn.cursor.unwrap_or_else(|| panic!("{name} has no cursor"));
        let row: String = (0..120).map(|column| buffer[(column, y)].symbol()).collect();
        if matches!(app.overlay, Some(whatif::tui::app::Overlay::Prompt(_))) {
            assert_eq!(buffer[(x, y)].symbol(), " ", "{name}: {row}");
        } else if row.contains('▌') {
            assert_eq!(buffer[(x, y)].symbol(), "▌", "{name}: {row}");
        }
    }
}

#[test]
fn what_a_theme_draws_on_covers_the_screen() {
    for theme in [Name::Dark, Name::Light, Name::HighContrast] {
        for (name, keys) in SCREENS {
            let mut app = at(keys);
            app.theme = theme;
            let buffer = picture::frame(&mut app, 120, 40);
            let background = theme.base().bg.expect("a background");
            let bare = buffer.content.iter().filter(|cell| cell.bg != background).count();
            assert_eq!(bare, 0, "{name} in {theme:?}");
        }
    }
}

#[test]
fn a_hundred_thousand_keys_and_clicks_break_nothing() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner};
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Runs::default(), random);
    let events = events();
    let mut app = app(&["iraq", "measures"]);
    let start = app.sitting.position().clone();
    for number in 0..100_000 {
        let event = events.new_tree(&mut runner).expect("an event").current();
        let wanted = take(&mut app, &event);
        if wanted.contains(&whatif::tui::effect::Effect::Quit) {
            app.screen = whatif::tui::screens::Screen::Explore;
        }
        if number % 500 == 0 {
            picture::frame(&mut app, 20 + number as u16 % 110, 8 + number as u16 % 40);
            let expected = app.compiled.follow(app.position(), &mut Walk::default());
            assert_eq!(app.now, expected, "what is shown follows from the position");
        }
        // A sitting so long is no sitting; what it holds is checked and begun anew.
        if app.sitting.steps().len() > 2000 {
            let end = app.sitting.position().clone();
            let steps = app.sitting.depth(app.sitting.at());
            for _ in 0..steps {
                app.sitting.make(Move::Undo).expect("a step back");
            }
            assert_eq!(app.sitting.position(), &start);
            for _ in 0..steps {
                app.sitting.make(Move::Redo).expect("a step forth");
            }
            assert_eq!(app.sitting.position(), &end);
            app.sitting = Sitting::new(&app.library.model, start.clone());
            app.follow();
        }
    }
}

#[test]
fn no_size_is_too_small_or_too_large() {
    for (_, keys) in SCREENS {
        let mut app = at(keys);
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
        8 => prop::sample::select(" pxLbBurqtTv?lhjkgG[]123456789m.cMsHePyY:/+-wnvQ0".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
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
            let expected = app.compiled.follow(app.position(), &mut Walk::default());
            prop_assert_eq!(&app.now, &expected, "what is shown follows from the position");
        }
        let end = app.sitting.position().clone();
        let steps = app.sitting.depth(app.sitting.at());
        for _ in 0..steps {
            prop_assert!(app.sitting.make(Move::Undo).is_ok());
        }
        prop_assert_eq!(app.sitting.position(), &start);
        for _ in 0..steps {
            prop_assert!(app.sitting.make(Move::Redo).is_ok());
        }
        prop_assert_eq!(app.sitting.position(), &end);
    }
}
