//! The state of the screen: what the reader did and where the reader is, and what is derived
//! from it.

use crate::language::bundled;
use crate::language::library::Library;
use crate::logic::compile::{Compiled, standing_over};
use crate::logic::coverage::{Coverage, Influence};
use crate::logic::diagram::{TooLarge, Walk};
use crate::logic::follow::{Extent, WhatFollows};
use crate::logic::model::{ConditionId, FileId, Model, Outcome, OutcomeSet, RemarkId, StanceId};
use crate::logic::position::Position;
use crate::logic::reach::{Change, Ways};
use crate::logic::reason::Reasons;
use crate::logic::table::{Row, Table};
use crate::sitting::Sitting;

use super::keymap::Context;
use super::theme;
use super::view::Drawn;

/// A pane of the explorer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The conditions.
    #[default]
    Suppose,
    /// The stances.
    Then,
    /// The reasons.
    Because,
}

/// Conditions under a heading.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file that declares them.
    pub file: FileId,
    /// The conditions, in the model's order.
    pub conditions: Vec<ConditionId>,
}

/// What one tab shows.
#[derive(Clone, Debug)]
pub struct Case {
    /// The tab's name.
    pub title: String,
    /// The file; `None` for the tab of all.
    pub file: Option<FileId>,
    /// Its own conditions first, then those elsewhere that its stances and remarks depend on.
    pub groups: Vec<Group>,
    /// Its stances.
    pub stances: Vec<StanceId>,
    /// Its remarks.
    pub remarks: Vec<RemarkId>,
}

impl Case {
    /// The conditions in the order of the groups.
    pub fn conditions(&self) -> impl Iterator<Item = ConditionId> + '_ {
        self.groups.iter().flat_map(|group| group.conditions.iter().copied())
    }
}

/// Where the reader is in a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The condition, counted over all groups.
    pub condition: usize,
    /// The stance.
    pub stance: usize,
    /// The first line of the reasons that is shown.
    pub because: usize,
}

/// A stance whose outcomes the last step changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The stance.
    pub stance: StanceId,
    /// Its outcomes before.
    pub from: OutcomeSet,
    /// Its outcomes now.
    pub to: OutcomeSet,
}

/// What fills the screen.
#[derive(Clone, Debug, Default)]
pub enum Screen {
    /// The three panes.
    #[default]
    Explore,
    /// It would take.
    Reach(ReachScreen),
    /// The decision table.
    Table(TableScreen),
}

/// The screen It would take: places on a scale, and the ways to the chosen one.
#[derive(Clone, Debug)]
pub struct ReachScreen {
    /// The stance.
    pub stance: StanceId,
    /// The outcomes that can be chosen: the scale's values, and silence.
    pub places: Vec<Outcome>,
    /// The chosen one.
    pub place: usize,
    /// The ways there; an error where the question is too large.
    pub ways: Result<Ways, TooLarge>,
    /// The chosen way.
    pub way: usize,
    /// Whether keys go to the ways rather than to the places.
    pub on_ways: bool,
    /// Whether readings may change.
    pub vary_readings: bool,
}

/// The screen Table.
#[derive(Clone, Debug)]
pub struct TableScreen {
    /// The stance.
    pub stance: StanceId,
    /// How many worlds have which outcome.
    pub coverage: Coverage,
    /// Which conditions make a difference; an error where the question is too large.
    pub influence: Result<Vec<Influence>, TooLarge>,
    /// The rows that the position lies in; several where something is unknown.
    pub here: Vec<Row>,
    /// The first rows.
    pub table: Table,
    /// The first line shown.
    pub first: usize,
}

/// What is derived of the chosen stance.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// For which stance and position.
    of: Option<(StanceId, Position)>,
    /// The single changes that would move it.
    pub matters: Vec<Change>,
    /// Why it is where it is, if it is settled and the question is not too large.
    pub reasons: Option<Reasons>,
    /// For each of its rules, the rules that it stands over and that apply in some completion.
    pub stands_over: Vec<Vec<usize>>,
}

/// The most reasons and ways that the screen lists.
pub const MOST_LISTED: usize = 64;

/// The state.
pub struct App {
    /// What the files say.
    pub library: Library,
    /// Its diagrams.
    pub compiled: Compiled,
    /// The position and its history.
    pub sitting: Sitting,
    /// The tabs.
    pub cases: Vec<Case>,
    /// The tab that is shown.
    pub case: usize,
    /// Where the reader is in each tab.
    pub selections: Vec<Selection>,
    /// The pane that keys go to.
    pub focus: Pane,
    /// What fills the screen.
    pub screen: Screen,
    /// What is derived of the chosen stance.
    pub about: About,
    /// The help page's first line, while it is shown.
    pub help: Option<usize>,
    /// What to say until the next key.
    pub message: String,
    /// What the last step moved, until the next key.
    pub moved: Vec<Moved>,
    /// What follows from the paper's own position.
    pub paper: WhatFollows,
    /// What follows now.
    pub now: WhatFollows,
    /// Where things were drawn last: what clicks and pages refer to.
    pub drawn: Drawn,
    /// The colours.
    pub theme: theme::Name,
    /// Whether to keep to plain characters.
    pub ascii: bool,
    walk: Walk,
}

impl App {
    /// The explorer at a position.
    pub fn new(
        library: Library,
        compiled: Compiled,
        position: Position,
        theme: theme::Name,
        ascii: bool,
    ) -> Self {
        let mut walk = Walk::default();
        let cases = cases(&library, &compiled);
        let paper = compiled.follow(&Position::baseline(&library.model), &mut walk);
        let now = compiled.follow(&position, &mut walk);
        let case = first_case(&library, &cases);
        let mut app = Self {
            screen: Screen::default(),
            about: About::default(),
            sitting: Sitting::new(&library.model, position),
            selections: cases.iter().map(|case| first_selection(&library, case)).collect(),
            case,
            cases,
            focus: Pane::default(),
            help: None,
            message: String::new(),
            moved: Vec::new(),
            paper,
            now,
            drawn: Drawn::default(),
            theme,
            ascii,
            walk,
            library,
            compiled,
        };
        app.look();
        app
    }

    /// What the files say.
    pub fn model(&self) -> &Model {
        &self.library.model
    }

    /// The tab that is shown.
    pub fn case(&self) -> &Case {
        &self.cases[self.case]
    }

    /// Where the reader is in it.
    pub fn selection(&self) -> Selection {
        self.selections[self.case]
    }

    /// The same, to change.
    pub fn selection_mut(&mut self) -> &mut Selection {
        &mut self.selections[self.case]
    }

    /// The chosen condition, if the case has any.
    pub fn chosen_condition(&self) -> Option<ConditionId> {
        self.case().conditions().nth(self.selection().condition)
    }

    /// The chosen stance, if the case has any.
    pub fn chosen_stance(&self) -> Option<StanceId> {
        self.case().stances.get(self.selection().stance).copied()
    }

    /// Where the next key is looked up.
    pub fn contexts(&self) -> &'static [Context] {
        match (self.help, &self.screen, self.focus) {
            (Some(_), ..) => &[Context::Help, Context::Everywhere],
            (None, Screen::Reach(_), _) => &[Context::Reach, Context::Everywhere],
            (None, Screen::Table(_), _) => &[Context::Table, Context::Everywhere],
            (None, Screen::Explore, Pane::Suppose) => {
                &[Context::Suppose, Context::Explore, Context::Everywhere]
            }
            (None, Screen::Explore, Pane::Then | Pane::Because) => &[Context::Explore, Context::Everywhere],
        }
    }

    /// Says something until the next key.
    pub fn say(&mut self, words: impl Into<String>) {
        self.message = words.into();
    }

    /// Derives what the screen says of the chosen stance, unless it is known: once a frame, not
    /// once a key.
    pub fn look(&mut self) {
        let Some(stance) = self.chosen_stance() else {
            self.about = About::default();
            return;
        };
        let position = self.sitting.position();
        if self.about.of.as_ref().is_some_and(|(of, at)| *of == stance && at == position) {
            return;
        }
        let values = position.values();
        let outcome = self.now.stances[stance.index()].outcomes.settled();
        let reasons =
            outcome.and_then(|outcome| self.compiled.reasons(stance, outcome, values, MOST_LISTED).ok());
        let rules = &self.library.model.stances[stance.index()].rules;
        let standing = standing_over(rules);
        let guards = &self.compiled.stances[stance.index()].guards;
        let mut stands_over = vec![Vec::new(); rules.len()];
        for (lower, uppers) in standing.iter().enumerate() {
            if self.compiled.extent(guards[lower].whole, values, &mut self.walk) != Extent::Never {
                for upper in uppers {
                    stands_over[*upper].push(lower);
                }
            }
        }
        self.about = About {
            matters: self.compiled.matters(stance, position, &mut self.walk),
            reasons,
            stands_over,
            of: Some((stance, position.clone())),
        };
    }

    /// Opens the screen It would take for the chosen stance, at the first place where it is not.
    pub fn open_reach(&mut self) {
        let Some(stance) = self.chosen_stance() else { return };
        let values = self.model().scale_of(stance).values.len();
        let places: Vec<Outcome> = (0..values).map(Outcome::value).chain([Outcome::SILENT]).collect();
        let now = self.now.stances[stance.index()].outcomes;
        let place = places.iter().position(|place| now.settled() != Some(*place)).unwrap_or(0);
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
        let Some(stance) = self.chosen_stance() else { return };
        let position = self.sitting.position();
        let mut table = self.compiled.table(stance, position, usize::MAX);
        let here = table.rows.iter().filter(|row| row.admits(position.values())).cloned().collect();
        table.more |= table.rows.len() > MOST_LISTED;
        table.rows.truncate(MOST_LISTED);
        self.screen = Screen::Table(TableScreen {
            stance,
            here,
            coverage: self.compiled.coverage(stance, position),
            influence: self.compiled.influence(stance, position),
            table,
            first: 0,
        });
    }

    /// Derives again what depends on the position, and notes what moved.
    pub fn follow(&mut self) {
        let now = self.compiled.follow(self.sitting.position(), &mut self.walk);
        let before = std::mem::replace(&mut self.now, now);
        let pairs = before.stances.iter().zip(&self.now.stances).enumerate();
        self.moved = pairs
            .filter(|(_, (before, now))| before.outcomes != now.outcomes)
            .map(|(index, (before, now))| Moved {
                stance: index.into(),
                from: before.outcomes,
                to: now.outcomes,
            })
            .collect();
        // Other reasons may be shorter; they are read from the top.
        for selection in &mut self.selections {
            selection.because = 0;
        }
    }
}

/// The case that is shown first: the first one that the reader named; of many, the bundled
/// library's own choice.
fn first_case(library: &Library, cases: &[Case]) -> usize {
    let of = |wanted: &dyn Fn(&crate::language::library::ScenarioFile) -> bool| {
        cases.iter().position(|case| case.file.is_some_and(|file| wanted(&library.files[file.index()])))
    };
    let first = if library.is_whole_bundle { of(&|file| file.name == bundled::FIRST) } else { None };
    first.or_else(|| of(&|file| file.named)).unwrap_or(0)
}

/// Where a reader begins: at the first condition that moves a stance.
fn first_selection(library: &Library, case: &Case) -> Selection {
    let counts = |id: ConditionId| !library.model.conditions[id.index()].context;
    Selection { condition: case.conditions().position(counts).unwrap_or(0), ..Selection::default() }
}

/// A tab for every file that says something, and one for all.
fn cases(library: &Library, compiled: &Compiled) -> Vec<Case> {
    let model = &library.model;
    let mut cases: Vec<Case> = Vec::new();
    for (index, file) in library.files.iter().enumerate() {
        let file_id = FileId::from(index);
        let stances: Vec<StanceId> = (0..model.stances.len())
            .map(StanceId::from)
            .filter(|stance| model.stances[stance.index()].file == file_id)
            .collect();
        let remarks = (0..model.remarks.len()).map(RemarkId::from);
        let remarks: Vec<RemarkId> =
            remarks.filter(|remark| model.remarks[remark.index()].file == file_id).collect();
        let groups = groups(library, compiled, file_id, &stances);
        if !(stances.is_empty() && groups.is_empty()) {
            cases.push(Case { title: file.title.clone(), file: Some(file_id), groups, stances, remarks });
        }
    }
    if cases.len() != 1 {
        cases.push(Case {
            title: "All".to_owned(),
            file: None,
            groups: grouped(library, |_| true).collect(),
            stances: (0..model.stances.len()).map(StanceId::from).collect(),
            remarks: (0..model.remarks.len()).map(RemarkId::from).collect(),
        });
    }
    cases
}

/// A file's own conditions, then those elsewhere that its stances depend on.
fn groups(library: &Library, compiled: &Compiled, file: FileId, stances: &[StanceId]) -> Vec<Group> {
    let needed = |condition: ConditionId| {
        stances.iter().any(|stance| compiled.stances[stance.index()].cone.contains(condition))
    };
    let own = grouped(library, |_| true).filter(|group| group.file == file);
    own.chain(grouped(library, needed).filter(|group| group.file != file)).collect()
}

/// The wanted conditions, file by file.
fn grouped(library: &Library, wanted: impl Fn(ConditionId) -> bool) -> impl Iterator<Item = Group> {
    let model = &library.model;
    let groups = (0..library.files.len()).map(FileId::from).map(move |file| {
        let conditions = (0..model.conditions.len()).map(ConditionId::from);
        let of_file = |condition: &ConditionId| model.conditions[condition.index()].file == file;
        Group {
            file,
            conditions: conditions.filter(of_file).filter(|condition| wanted(*condition)).collect(),
        }
    });
    groups.filter(|group| !group.conditions.is_empty())
}
