//! The README's picture is a frame of the program. `UPDATE_PICTURE=1 cargo test --test picture`
//! draws it again.
#![cfg(feature = "tui")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use whatif::language::files::Disk;
use whatif::language::load::load;
use whatif::logic::compile::compile;
use whatif::logic::position::Position;
use whatif::sitting::Sitting;
use whatif::tui::app::App;
use whatif::tui::config::Config;
use whatif::tui::theme::Name;
use whatif::tui::{picture, take};

#[test]
fn the_readmes_picture_is_what_the_program_draws() {
    let library = load(&[], &Disk).expect("the bundled scenarios load");
    let compiled = compile(&library.model).expect("and compile");
    let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
    let mut app = App::new(library, compiled, sitting, Config::default(), Name::Terminal);
    picture::frame(&mut app, 120, 32);
    // Both terms of the paper: a programme confirmed, a joint decision in the shadow.
    for key in " jp".chars() {
        take(&mut app, &Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE)));
    }
    let drawn = picture::svg(&picture::frame(&mut app, 120, 32));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/explore.svg");
    if std::env::var_os("UPDATE_PICTURE").is_some() {
        std::fs::write(path, &drawn).expect("the picture is written");
    }
    let shown = std::fs::read_to_string(path).expect("assets/explore.svg");
    assert!(shown == drawn, "the picture is out of date: UPDATE_PICTURE=1 cargo test --test picture");
}
