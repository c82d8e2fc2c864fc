//! A case as one tidy table for spreadsheets: a row for each condition and each stance.

use super::Subject;
use super::claims::deciding;
use crate::logic::model::{ConditionKind, FileId};
use crate::report::grid::Grid;
use crate::report::text::{cite, outcomes, value_word};
use crate::report::{escape, sentences};

/// The conditions and stances of these cases, in the files' order.
pub fn grid(subject: &Subject<'_>, cases: &[FileId]) -> Grid {
    let model = subject.model();
    let mut grid = Grid::new([
        "case",
        "kind",
        "id",
        "label",
        "value",
        "in the paper",
        "changed",
        "locked",
        "grounds",
        "locators",
        "note",
    ]);
    let yes_or_no = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
    for case in cases {
        let title = subject.title(*case).to_owned();
        let conditions = model.conditions.iter().zip(subject.position.values()).enumerate();
        for (index, (condition, value)) in conditions.filter(|(_, (condition, _))| condition.file == *case) {
            let kind = if condition.kind == ConditionKind::Reading { "reading" } else { "condition" };
            grid.rows.push(vec![
                title.clone(),
                kind.to_owned(),
                condition.id.clone(),
                condition.label.clone(),
                value_word(condition, *value).to_owned(),
                value_word(condition, condition.baseline).to_owned(),
                yes_or_no(*value != condition.baseline),
                yes_or_no(subject.position.is_locked(index.into())),
                condition.grounds.word().to_owned(),
                cite(&condition.cite),
                condition.note.clone().unwrap_or_default(),
            ]);
        }
        for id in subject.stances(*case) {
            let now = subject.follows.stances[id.index()].outcomes;
            let paper = subject.paper.stances[id.index()].outcomes;
            let claims = subject.claims(id);
            let mut grounds: Vec<&str> = deciding(&claims).map(|claim| claim.grounds.word()).collect();
            grounds.dedup();
            let locators: Vec<String> = deciding(&claims).flat_map(|claim| claim.cite).cloned().collect();
            let because: Vec<&str> = deciding(&claims).map(|claim| claim.because.as_str()).collect();
            grid.rows.push(vec![
                title.clone(),
                "stance".to_owned(),
                model.stances[id.index()].id.clone(),
                sentences::stance(model, id),
                outcomes(model, id, now),
                outcomes(model, id, paper),
                yes_or_no(now != paper),
                "no".to_owned(),
                grounds.join(", "),
                cite(&locators),
                because.join(" "),
            ]);
        }
    }
    harmless(grid)
}

/// The table without cells that a spreadsheet would take for formulas: an apostrophe before them
/// makes them words.
pub fn harmless(mut grid: Grid) -> Grid {
    for cell in grid.rows.iter_mut().flatten() {
        *cell = escape::plain(cell);
        if cell.starts_with(['=', '+', '-', '@']) {
            cell.insert(0, '\'');
        }
    }
    grid
}
