//! The tabs: a case for every file that says something, and one for all; and where the reader is in each.

use crate::language::bundled;
use crate::language::library::{Library, ScenarioFile};
use crate::logic::compile::Compiled;
use crate::logic::model::{ConditionId, FileId, RemarkId, StanceId};
use crate::report::groups::{self, Group};

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

/// The case that is shown first: the first one that the reader named; of many, the bundled
/// library's own choice.
pub(super) fn first_case(library: &Library, cases: &[Case]) -> usize {
    let of = |wanted: &dyn Fn(&ScenarioFile) -> bool| {
        cases.iter().position(|case| case.file.is_some_and(|file| wanted(&library.files[file.index()])))
    };
    let first = if library.is_whole_bundle { of(&|file| file.name == bundled::FIRST) } else { None };
    first.or_else(|| of(&|file| file.named)).unwrap_or(0)
}

/// Where a reader begins: at the first condition that moves a stance.
pub(super) fn first_selection(library: &Library, case: &Case) -> Selection {
    let counts = |id: ConditionId| !library.model.conditions[id.index()].context;
    Selection { condition: case.conditions().position(counts).unwrap_or(0), ..Selection::default() }
}

/// A tab for every file that says something, and one for all.
pub(super) fn cases(library: &Library, compiled: &Compiled) -> Vec<Case> {
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
        let groups = groups::of_file(library, compiled, file_id, &stances);
        if !(stances.is_empty() && groups.is_empty()) {
            cases.push(Case { title: file.title.clone(), file: Some(file_id), groups, stances, remarks });
        }
    }
    if cases.len() != 1 {
        cases.push(Case {
            title: "All".to_owned(),
            file: None,
            groups: groups::all(library).collect(),
            stances: (0..model.stances.len()).map(StanceId::from).collect(),
            remarks: (0..model.remarks.len()).map(RemarkId::from).collect(),
        });
    }
    cases
}
