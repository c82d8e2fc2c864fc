//! Opening screens, and going from one to what another shows.

use crate::dialogue::answer;
use crate::dialogue::request::Question;
use crate::logic::diagram::{TooLarge, Walk};
use crate::logic::follow::WhatFollows;
use crate::logic::model::{Outcome, StanceId};
use crate::logic::reach::Ways;
use crate::report::grid::Answer;
use crate::report::text;
use crate::tui::app::{App, MOST_LISTED, Pane};
use crate::tui::screens::{
    AnswerScreen, CompareScreen, HistoryLine, HistoryScreen, ReachScreen, Screen, TableScreen,
};

impl App {
    /// Opens the screen It would take for the chosen stance: at a place, or at the first where it is
    /// not.
    pub fn open_reach(&mut self, at: Option<Outcome>) {
        let Some(stance) = self.chosen_stance() else { return };
        let values = self.model().scale_of(stance).values.len();
        let mut places: Vec<Outcome> = (0..values).map(Outcome::value).chain([Outcome::SILENT]).collect();
        // Faults of the file can be asked for by name.
        places.extend(at.filter(|at| !places.contains(at)));
        let now = self.now.stances[stance.index()].outcomes;
        // Else at the first place to which there is a way.
        let leads = |place: &Outcome| {
            now.settled() != Some(*place)
                && self.ways(stance, *place, false).is_ok_and(|ways| !ways.ways.is_empty())
        };
        let elsewhere = |place: &Outcome| now.settled() != Some(*place);
        let place = match at {
            Some(at) => places.iter().position(|place| *place == at),
            None => places.iter().position(leads).or_else(|| places.iter().position(elsewhere)),
        };
        let place = place.unwrap_or(0);
        let ways = self.ways(stance, places[place], false);
        self.screen = Screen::Reach(ReachScreen {
            stance,
            places,
            place,
            ways,
            way: 0,
            on_ways: false,
            vary_readings: false,
        });
    }

    /// The ways for a stance to have an outcome.
    ///
    /// # Errors
    /// If too many conditions interact for the question.
    pub fn ways(&self, stance: StanceId, outcome: Outcome, vary_readings: bool) -> Result<Ways, TooLarge> {
        let position = self.sitting.position();
        self.compiled.ways(self.model(), stance, outcome, position, vary_readings, MOST_LISTED)
    }

    /// Opens the decision table of the chosen stance.
    pub fn open_table(&mut self) {
        if let Some(stance) = self.chosen_stance() {
            self.screen = Screen::Table(self.table_of(stance));
        }
    }

    pub(in crate::tui) fn table_of(&self, stance: StanceId) -> TableScreen {
        let position = self.sitting.position();
        let mut table = self.compiled.table(stance, position, usize::MAX);
        let here = table.rows.iter().filter(|row| row.admits(position.values())).cloned().collect();
        table.more |= table.rows.len() > MOST_LISTED;
        table.rows.truncate(MOST_LISTED);
        TableScreen {
            stance,
            here,
            coverage: self.compiled.coverage(stance, position),
            influence: self.compiled.influence(stance, position),
            table,
            first: 0,
        }
    }

    /// Shows an answer in words; if nothing is asked, what follows.
    pub fn open_answer(&mut self, question: Option<Question>) {
        let position = self.sitting.position();
        let answer = match question {
            Some(question) => answer::answer(self.model(), &self.compiled, position, question, MOST_LISTED),
            None => Answer {
                lines: text::evaluation(&self.library, position, &self.now, usize::MAX)
                    .lines()
                    .map(str::to_owned)
                    .collect(),
                grids: Vec::new(),
            },
        };
        self.screen = Screen::Answer(AnswerScreen { question, answer, first: 0 });
    }

    /// Opens the screen Compare: beside the marked position, or the paper's if none is marked.
    pub fn open_compare(&mut self) {
        let with_paper = self.marked.is_none();
        let mut screen = CompareScreen {
            with_paper,
            differences: self.compiled.compare(
                self.sitting.position(),
                self.sitting.position(),
                &mut self.walk,
            ),
            first: 0,
        };
        self.fill(&mut screen);
        self.screen = Screen::Compare(screen);
    }

    fn fill(&mut self, screen: &mut CompareScreen) {
        screen.with_paper |= self.marked.is_none();
        let baseline = self.sitting.baseline();
        let other = if screen.with_paper {
            baseline
        } else {
            self.marked.as_ref().map_or(baseline, |marked| &marked.position)
        };
        screen.differences = self.compiled.compare(other, self.sitting.position(), &mut self.walk);
    }

    /// Opens the screen History at the present step.
    pub fn open_history(&mut self) {
        let lines = self.history_lines();
        let line = lines.iter().position(|line| line.step == self.sitting.at()).unwrap_or(0);
        self.screen = Screen::History(HistoryScreen { lines, line });
    }

    /// The steps, each followed by those made from it: a first branch at the same depth, later ones
    /// further in.
    fn history_lines(&mut self) -> Vec<HistoryLine> {
        let steps = self.sitting.steps();
        let mut children = vec![Vec::new(); steps.len()];
        for (number, step) in steps.iter().enumerate().skip(1) {
            children[step.parent].push(number);
        }
        let mut walk = Walk::default();
        let answers: Vec<WhatFollows> =
            steps.iter().map(|step| self.compiled.follow(&step.position, &mut walk)).collect();
        let mut on_way = vec![false; steps.len()];
        let mut at = self.sitting.at();
        while !on_way[at] {
            on_way[at] = true;
            at = steps[at].parent;
        }
        let mut lines = Vec::with_capacity(steps.len());
        let mut waiting = vec![(0, 0)];
        while let Some((number, branch)) = waiting.pop() {
            let (before, now) = (&answers[steps[number].parent], &answers[number]);
            lines.push(HistoryLine {
                step: number,
                branch,
                on_way: on_way[number],
                moved: Self::moved_between(before, now),
                ruled_out: now.ruled_out.is_some(),
            });
            // The newest branch goes on at this depth; older ones are told before it, further in.
            let next = &children[number];
            for (place, child) in next.iter().rev().enumerate() {
                waiting.push((*child, if place == 0 { branch } else { branch + 1 }));
            }
        }
        lines
    }

    /// Every stance on the scale of a stance, in the files' order.
    pub fn ladder(&self, stance: StanceId) -> Vec<StanceId> {
        let stances = &self.model().stances;
        let scale = stances[stance.index()].scale;
        (0..stances.len()).map(StanceId::from).filter(|id| stances[id.index()].scale == scale).collect()
    }

    /// Derives again what the screen has of the position.
    pub fn refresh(&mut self) {
        match std::mem::take(&mut self.screen) {
            Screen::Reach(mut reach) => {
                reach.ways = self.ways(reach.stance, reach.places[reach.place], reach.vary_readings);
                let ways = reach.ways.as_ref().map_or(0, |ways| ways.ways.len());
                reach.way = reach.way.min(ways.saturating_sub(1));
                self.screen = Screen::Reach(reach);
            }
            Screen::Table(table) => {
                self.screen =
                    Screen::Table(TableScreen { first: table.first, ..self.table_of(table.stance) });
            }
            Screen::Answer(answer) => {
                self.open_answer(answer.question);
            }
            Screen::Compare(mut compare) => {
                self.fill(&mut compare);
                self.screen = Screen::Compare(compare);
            }
            Screen::History(_) => self.open_history(),
            other => self.screen = other,
        }
    }
}

/// Opens the map; says why there is only the ladder, where that is so.
pub(super) fn map(app: &mut App) {
    app.screen = Screen::Map;
    let width = app.drawn.area.width;
    if width > 0 && width < crate::tui::view::NARROW {
        app.focus = Pane::Then;
    } else if width < crate::tui::view::WIDE {
        app.say(format!("The map needs {} columns; the ladder shows the same.", crate::tui::view::WIDE));
    } else if app.ascii || !app.theme.has_colours() {
        app.say("The map needs colours and braille; the ladder shows the same.");
    }
}
