//! Taking over files that were read again: readers stay where they were, as far as the files still have it.

use super::app::{App, Marked, Overlay};
use super::cases::{Case, Selection, cases, first_selection};
use super::screens::{Screen, TableScreen};
use super::update::choose;
use super::view::Drawn;
use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::model::{ConditionId, Outcome, StanceId};
use crate::report::citations::citations;

/// Where a reader was in a case, by names and ids.
struct Chosen {
    file: Option<String>,
    condition: Option<String>,
    stance: Option<String>,
    selection: Selection,
}

/// A screen that is opened again, by ids.
enum Kept {
    /// It knows nothing of the files, or its derived parts are derived again.
    As(Screen),
    /// It would take: the stance, the outcome, and whether readings may change.
    Reach(String, String, bool),
    /// The table of a stance, from a line on.
    Table(String, usize),
}

impl App {
    /// Takes over a library that was read again.
    pub fn reload(&mut self, library: Library, compiled: Compiled) {
        self.end_replay();
        let chosen: Vec<Chosen> = (0..self.cases.len()).map(|case| self.chosen_in(case)).collect();
        let file = chosen.get(self.case).and_then(|chosen| chosen.file.clone());
        let kept = self.kept_screen(&library);
        let mut entries = self.sitting.take_down(&self.library.model);
        entries.append(&mut self.done);
        self.done = entries;
        self.sitting = self.sitting.over(&library.model);
        if let Some(Marked { position, assumed }) = &mut self.marked {
            *position = assumed.position(&library.model);
        }
        // Where things were drawn is of the old model, and so is what was asked.
        self.drawn = Drawn::default();
        if let Some(veil) = &mut self.veil {
            veil.question = None;
        }
        self.citations = citations(&library);
        self.cases = cases(&library, &compiled);
        (self.library, self.compiled) = (library, compiled);
        self.about = super::app::About::default();
        self.walk = Walk::default();
        let case = self.cases.iter().position(|case| self.file_name(case) == file.as_deref());
        self.case = case.unwrap_or(0);
        self.selections = self.cases.iter().map(|case| self.selection_again(case, &chosen)).collect();
        self.paper = self.compiled.follow(self.sitting.baseline(), &mut self.walk);
        self.now = self.compiled.follow(self.sitting.position(), &mut self.walk);
        self.moved.clear();
        self.open_again(kept);
        // Who is typing goes on typing.
        self.overlay = match self.overlay.take() {
            Some(Overlay::Prompt(mut prompt)) => {
                prompt.renew(&self.choices());
                Some(Overlay::Prompt(prompt))
            }
            other => other,
        };
    }

    fn file_name(&self, case: &Case) -> Option<&str> {
        case.file.map(|file| self.library.files[file.index()].name.as_str())
    }

    fn chosen_in(&self, case: usize) -> Chosen {
        let (case, selection) = (&self.cases[case], self.selections[case]);
        let model = self.model();
        let condition = case.conditions().nth(selection.condition);
        let stance = case.stances.get(selection.stance);
        Chosen {
            file: self.file_name(case).map(str::to_owned),
            condition: condition.map(|id| model.conditions[id.index()].id.clone()),
            stance: stance.map(|id| model.stances[id.index()].id.clone()),
            selection,
        }
    }

    /// Where a reader was in a case before, as far as it is there.
    fn selection_again(&self, case: &Case, chosen: &[Chosen]) -> Selection {
        let first = first_selection(&self.library, case);
        let name = self.file_name(case);
        let Some(chosen) = chosen.iter().find(|chosen| chosen.file.as_deref() == name) else { return first };
        let model = self.model();
        let condition = |id: ConditionId| Some(&model.conditions[id.index()].id) == chosen.condition.as_ref();
        let stance = |id: &StanceId| Some(&model.stances[id.index()].id) == chosen.stance.as_ref();
        let last = case.conditions().count().saturating_sub(1);
        let place = chosen.selection;
        Selection {
            condition: case.conditions().position(condition).unwrap_or(place.condition.min(last)),
            stance: (case.stances.iter().position(stance))
                .unwrap_or(place.stance.min(case.stances.len().saturating_sub(1))),
            because: 0,
        }
    }

    fn kept_screen(&mut self, library: &Library) -> Kept {
        let screen = std::mem::take(&mut self.screen);
        let stance_id = |id: StanceId| self.model().stances[id.index()].id.clone();
        match screen {
            Screen::Reach(reach) => {
                let outcome = self.model().scale_of(reach.stance).outcome_id(reach.places[reach.place]);
                Kept::Reach(stance_id(reach.stance), outcome.to_owned(), reach.vary_readings)
            }
            Screen::Table(table) => Kept::Table(stance_id(table.stance), table.first),
            Screen::Source(source) if library.sources == self.library.sources => {
                Kept::As(Screen::Source(source))
            }
            Screen::Answer(answer) if answer.question.is_none() => Kept::As(Screen::Answer(answer)),
            Screen::Map | Screen::Projector(_) | Screen::Compare(_) | Screen::History(_) => Kept::As(screen),
            _ => Kept::As(Screen::Explore),
        }
    }

    fn open_again(&mut self, kept: Kept) {
        let known = |app: &Self, id: &str| {
            app.model().stances.iter().position(|stance| stance.id == id).map(StanceId::from)
        };
        match kept {
            Kept::As(screen) => {
                self.screen = screen;
                self.refresh();
            }
            Kept::Reach(stance, outcome, vary_readings) => {
                let Some(stance) = known(self, &stance) else { return };
                let at: Option<Outcome> = self.model().scale_of(stance).outcome(&outcome);
                choose(self, stance);
                self.open_reach(at);
                if let Screen::Reach(reach) = &mut self.screen {
                    reach.vary_readings = vary_readings;
                }
                self.refresh();
            }
            Kept::Table(stance, first) => {
                let Some(stance) = known(self, &stance) else { return };
                self.screen = Screen::Table(TableScreen { first, ..self.table_of(stance) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;
    use crate::logic::compile::compile;
    use crate::logic::model::YES;
    use crate::logic::position::Position;
    use crate::sitting::Sitting;
    use crate::tui::config::Config;
    use crate::tui::key::Key;
    use crate::tui::theme::Name;
    use crate::tui::update;

    const TEXT: &str = r#"Scenario(title: "T", as_of: "", summary: "",
        conditions: [
            YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
            YesNo(id: "b", label: "B", baseline: "no", grounds: stated),
        ],
        scales: [Scale(id: "mood", label: "Mood", values: [("good", "good"), ("bad", "bad")])],
        stances: [
            Stance(id: "s", actor: "S", toward: "t", scale: "mood", rules: [
                Rule(id: "r", when: "a", then: "good", grounds: stated, because: "B"),
                Rule(id: "q", when: "not a", then: "bad", grounds: stated, because: "B")]),
            Stance(id: "u", actor: "U", toward: "t", scale: "mood", rules: [
                Rule(id: "r", when: "b", then: "good", grounds: stated, because: "B"),
                Rule(id: "q", when: "not b", then: "bad", grounds: stated, because: "B")]),
        ])"#;

    fn read(text: &str) -> (Library, Compiled) {
        let library = load_texts(&[("t", text)]).expect("a scenario");
        let compiled = compile(&library.model).expect("small");
        (library, compiled)
    }

    fn press(app: &mut App, keys: &str) {
        for letter in keys.chars() {
            update::key(app, Key::letter(letter));
        }
    }

    fn app() -> App {
        let (library, compiled) = read(TEXT);
        let sitting = Sitting::new(&library.model, Position::baseline(&library.model));
        App::new(library, compiled, sitting, Config::default(), Name::Mono)
    }

    fn reload(app: &mut App, text: &str) {
        let (library, compiled) = read(text);
        app.reload(library, compiled);
    }

    #[test]
    fn what_is_gone_for_one_save_is_back_with_the_next() {
        let mut app = app();
        // Both yes, marked, and the first one step back to no.
        press(&mut app, " j Mk u");
        let (position, marked) =
            (app.sitting.position().clone(), app.marked.clone().expect("marked").position);
        assert_eq!(position.values(), [Some(YES), Some(YES)]);
        reload(&mut app, &TEXT.replace("\"a\"", "\"renamed\"").replace("not a\"", "not renamed\""));
        assert_eq!(app.sitting.position().values(), [Some(1), Some(YES)]);
        reload(&mut app, TEXT);
        assert_eq!(app.sitting.position(), &position);
        assert_eq!(app.marked.expect("marked").position, marked);
    }

    #[test]
    fn the_reader_stays_at_what_was_chosen_on_the_screen_that_was_open() {
        let more = TEXT
            .replace("conditions: [", "conditions: [YesNo(id: \"new\", label: \"N\", baseline: \"no\", grounds: stated, context: true),")
            .replace("stances: [", "stances: [Stance(id: \"first\", actor: \"F\", toward: \"t\", scale: \"mood\", rules: [
                Rule(id: \"r\", when: \"always\", then: \"good\", grounds: stated, because: \"B\")]),");
        let without = TEXT.replace("\"u\"", "\"other\"");
        for (keys, is_kept) in [
            ("", (|screen| matches!(screen, Screen::Explore)) as fn(&Screen) -> bool),
            ("m", |screen| matches!(screen, Screen::Map)),
            ("P", |screen| matches!(screen, Screen::Projector(_))),
            ("T", |screen| matches!(screen, Screen::Table(table) if table.stance == StanceId(2))),
            (
                "tv",
                |screen| matches!(screen, Screen::Reach(reach) if reach.stance == StanceId(2) && reach.vary_readings),
            ),
            ("c", |screen| matches!(screen, Screen::Compare(_))),
            ("H", |screen| matches!(screen, Screen::History(history) if history.lines.len() == 2)),
        ] {
            let mut app = app();
            // The second condition is changed and chosen, and so is the second stance.
            press(&mut app, "j ");
            choose(&mut app, StanceId(1));
            press(&mut app, keys);
            reload(&mut app, &more);
            assert!(is_kept(&app.screen), "{keys}: {:?}", app.screen);
            assert_eq!(app.chosen_condition(), Some(ConditionId(2)), "{keys}");
            assert_eq!(app.chosen_stance(), Some(StanceId(2)), "{keys}");
            reload(&mut app, &without);
            assert!(app.chosen_condition().is_some() && app.chosen_stance().is_some(), "{keys}");
        }
    }
}
