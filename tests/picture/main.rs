//! The README's pictures are frames of the program. `UPDATE_PICTURE=1 cargo test --test picture`
//! draws them again.
#![cfg(feature = "tui")]

mod film;
mod still;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use film::Shot;
use std::time::Duration;
use whatif::language::files::Disk;
use whatif::language::load::load;
use whatif::logic::compile::compile;
use whatif::logic::position::Position;
use whatif::sitting::Sitting;
use whatif::tui::app::App;
use whatif::tui::config::Config;
use whatif::tui::theme::Name;
use whatif::tui::{picture, take};

fn app() -> App {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
    App::new(library, compiled, sitting, Config::default(), Name::Terminal)
}

fn press(app: &mut App, keys: &str) {
    for key in keys.chars() {
        let code = match key {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\x1b' => KeyCode::Esc,
            letter => KeyCode::Char(letter),
        };
        take(app, &Event::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }
}

/// Checks a picture against the file that pages show.
fn assert_shown(name: &str, drawn: &str) {
    let path = format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(&path, drawn).expect("the picture is written");
    }
    let shown = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(shown == drawn, "assets/{name} is out of date: UPDATE_PICTURE=1 cargo test --test picture");
}

#[test]
fn the_readmes_picture_is_what_the_program_draws() {
    let mut app = app();
    picture::frame(&mut app, 120, 32);
    // Both terms of the paper: a programme confirmed, a joint decision in the shadow.
    press(&mut app, " jp");
    assert_shown("explore.svg", &still::svg(&picture::frame(&mut app, 120, 32)));
}

/// What the moving picture shows: keys and how they are called, how long their frame stays in tenths of a
/// second, and words.
const SCENES: &[(&str, &str, u64, &str)] = &[
    ("", "", 35, "Suppose some conditions; then these stances follow, because of these rules."),
    (" ", "space", 35, "Suppose that the programme is confirmed: that alone moves nothing."),
    ("j", "j", 8, "Suppose as well …"),
    ("p", "p", 50, "… that both decide on the new regime: two stances move."),
    ("\t\t", "tab tab", 40, "Why? The rule, how firmly the paper says so, and where."),
    ("s", "s", 40, "Everything that cites that paragraph."),
    ("\x1bB", "B", 20, "Back to the paper's own position."),
    ("t", "t", 45, "What would it take for the stance to be elsewhere? Every smallest set of changes."),
    ("\n\n", "enter", 30, "Make these changes."),
    ("m", "m", 35, "The map, and the ladder of all stances on one scale."),
    ("u", "u", 30, "Undo: the stance moves back."),
    ("r", "r", 30, "Redo: and there again."),
    ("\x1bw", "w", 30, "Lessons for a class, or for one reader."),
    ("\n ", "enter", 25, "A lesson supposes something …"),
    (" ", "space", 35, "… and asks for a prediction before it shows what follows."),
    ("jjjjj", "j", 25, "Predict: it opens Moscow to terms. How sure? Fairly."),
    (" ", "enter", 35, "Only now it is shown, and why: not so."),
];

#[test]
fn the_readmes_film_is_what_the_program_draws() {
    const SIZE: (u16, u16) = (100, 28);
    let mut app = app();
    picture::frame(&mut app, SIZE.0, SIZE.1);
    let shots: Vec<Shot> = SCENES
        .iter()
        .map(|(pressed, keys, tenths, words)| {
            press(&mut app, pressed);
            Shot {
                frame: picture::frame(&mut app, SIZE.0, SIZE.1),
                shown: Duration::from_millis(tenths * 100),
                keys: (*keys).to_owned(),
                words: (*words).to_owned(),
            }
        })
        .collect();
    let drawn = film::svg("whatif: conditions, the stances that follow, and a lesson", &shots);
    assert!(drawn.len() < 300_000, "{} bytes are too many for a page", drawn.len());
    assert!(!drawn.contains("<script"), "nothing in it runs");
    assert_shown("film.svg", &drawn);
}
