//! Conditions under headings: those of a file, and those elsewhere that it depends on.

use crate::language::library::Library;
use crate::logic::compile::Compiled;
use crate::logic::model::{ConditionId, FileId, StanceId};

/// Conditions under a heading.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file that declares them.
    pub file: FileId,
    /// The conditions, in the model's order.
    pub conditions: Vec<ConditionId>,
}

/// All conditions, file by file.
pub fn all(library: &Library) -> impl Iterator<Item = Group> {
    grouped(library, |_| true)
}

/// A file's own conditions, then those elsewhere that its stances depend on.
pub fn of_file(library: &Library, compiled: &Compiled, file: FileId, stances: &[StanceId]) -> Vec<Group> {
    let needed = |condition: ConditionId| {
        stances.iter().any(|stance| compiled.stances[stance.index()].cone.contains(condition))
    };
    let own = all(library).filter(|group| group.file == file);
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
