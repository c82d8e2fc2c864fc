//! Files that were saved: what was read of them, and what is wrong with them.

use crate::language::diagnostic::Report;
use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::report::{audit, text};
use crate::tui::app::{App, Faults, Overlay};
use crate::tui::keymap::Command;
use crate::tui::screens::Screen;

/// Shows what is wrong with files that cannot be read as they were saved; the last good state stays.
pub fn faulty(app: &mut App, report: &Report) {
    app.faults = Some(faults(report, true));
    // Nobody shows a lecture hall what an editor has just broken.
    if matches!(app.screen, Screen::Projector(_)) || matches!(app.overlay, Some(Overlay::Prompt(_))) {
        app.say("The file as saved has faults; what was read before is kept.");
        return;
    }
    // What was said before is of what was read before.
    app.message.clear();
    app.overlay = Some(Overlay::Faults(0));
}

/// Takes over files that could be read, if they are others than those that are shown, and what an audit
/// finds wrong with them.
pub fn read_again(app: &mut App, read: Option<(Library, Compiled)>) {
    let is_new = read.is_some();
    if let Some((library, compiled)) = read {
        app.reload(library, compiled);
    }
    let was_hindered = app.faults.as_ref().is_some_and(|faults| faults.hinder);
    let report = audit::audit(&app.library, &app.compiled);
    app.faults = (!report.diagnostics.is_empty()).then(|| faults(&report, false));
    // Who is mending what an audit found goes on at the next fault.
    if let Some(Overlay::Faults(first)) = &mut app.overlay {
        if was_hindered || app.faults.is_none() {
            app.overlay = None;
        } else {
            *first = 0;
        }
    }
    let words = match (is_new, was_hindered) {
        (true, _) => "Read again",
        (false, true) => "The file is again as it was",
        (false, false) => return,
    };
    app.say(match (&app.faults, app.keymap.key_of(Command::Faults)) {
        (Some(faults), Some(key)) => {
            format!("{words}: {}; {} shows what is wrong.", faults.number, key.label())
        }
        (Some(faults), None) => format!("{words}: {}.", faults.number),
        (None, _) => format!("{words}."),
    });
}

/// Shows what is wrong, or says that nothing is.
pub(super) fn show(app: &mut App) {
    if app.faults.is_some() {
        app.overlay = Some(Overlay::Faults(0));
    } else {
        app.say("No fault of the files is known; `whatif check` looks for all of them.");
    }
}

fn faults(report: &Report, hinder: bool) -> Faults {
    Faults { text: report.render(false), number: text::number_of_faults(report), hinder }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::compile::compile;
    use crate::logic::position::Position;
    use crate::sitting::Sitting;
    use crate::tui::config::Config;
    use crate::tui::key::Key;
    use crate::tui::theme::Name;
    use crate::tui::update::key;

    const GOOD: &str = r#"Scenario(title: "T", as_of: "", summary: "",
        conditions: [YesNo(id: "a", label: "A", baseline: "no", grounds: stated)],
        scales: [Scale(id: "mood", label: "Mood", values: [("good", "good"), ("bad", "bad")])],
        stances: [Stance(id: "s", actor: "S", toward: "t", scale: "mood", rules: [
            Rule(id: "r", when: "a", then: "good", grounds: stated, because: "B"),
            Rule(id: "q", when: "not a", then: "bad", grounds: stated, because: "B")])])"#;

    /// What a save does.
    fn save(app: &mut App, text: &str) {
        match load_texts(&[("t", text)]) {
            Err(report) => faulty(app, &report),
            Ok(library) => {
                let is_same = library.files[0].text == app.library.files[0].text;
                let compiled = compile(&library.model).expect("small");
                read_again(app, (!is_same).then_some((library, compiled)));
            }
        }
    }

    #[test]
    fn every_save_tells_what_is_wrong_and_nothing_that_is_mended() {
        let gap = &*GOOD.replace("not a", "not a and never");
        let table: [(&str, &str, Option<&str>, bool); 8] = [
            (GOOD, "", None, false),
            (
                gap,
                "Read again: 1 error, 2 warnings; F shows what is wrong.",
                Some("1 error, 2 warnings"),
                false,
            ),
            // The fault that hinders is shown at once.
            ("Scenario(", "", Some("1 error"), true),
            (
                gap,
                "The file is again as it was: 1 error, 2 warnings; F shows what is wrong.",
                Some("1 error, 2 warnings"),
                false,
            ),
            ("Scenario(", "", Some("1 error"), true),
            (GOOD, "Read again.", None, false),
            ("Scenario(", "", Some("1 error"), true),
            (GOOD, "The file is again as it was.", None, false),
        ];
        let library = load_texts(&[("t", GOOD)]).expect("a scenario");
        let compiled = compile(&library.model).expect("small");
        let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
        let mut app = App::new(library, compiled, sitting, Config::default(), Name::Mono);
        for (text, message, number, is_shown) in table {
            save(&mut app, text);
            assert_eq!(app.message, message, "{text}");
            assert_eq!(app.faults.as_ref().map(|faults| faults.number.as_str()), number, "{text}");
            assert_eq!(matches!(app.overlay, Some(Overlay::Faults(0))), is_shown, "{text}");
        }
        key(&mut app, Key::letter('F'));
        assert!(app.overlay.is_none() && app.message.starts_with("No fault"), "{}", app.message);
        // Who looks at findings goes on at the next ones, until there are none.
        save(&mut app, gap);
        key(&mut app, Key::letter('F'));
        save(&mut app, &gap.replace("and never", "and never and never"));
        assert!(matches!(app.overlay, Some(Overlay::Faults(0))));
        save(&mut app, GOOD);
        assert!(app.overlay.is_none());
    }
}
