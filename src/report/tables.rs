//! Worlds counted, and decision tables, as tables that a student understands.

use num_bigint::BigUint;

use super::grid::Grid;
use super::sentences::stance;
use super::text::alternatives;
use crate::logic::coverage::{Coverage, Influence};
use crate::logic::model::{Condition, Model, StanceId, Value, ValueSet};
use crate::logic::table::Table;

/// How many worlds have which outcome.
pub fn coverage(model: &Model, id: StanceId, coverage: &Coverage) -> (Vec<String>, Grid) {
    let scale = model.scale_of(id);
    let lines = vec![format!("{}: {} admissible worlds.", stance(model, id), coverage.worlds)];
    let mut grid = Grid::new(["outcome", "worlds", "share"]);
    for (outcome, worlds) in &coverage.outcomes {
        grid.rows.push(vec![
            scale.outcome_label(*outcome).to_owned(),
            worlds.to_string(),
            share(worlds, &coverage.worlds),
        ]);
    }
    (lines, grid)
}

/// In how many worlds each condition makes a difference by itself, most first.
pub fn influence(model: &Model, coverage: &Coverage, influence: &[Influence]) -> Grid {
    let mut grid = Grid::new(["condition", "makes a difference in", "share"]);
    let mut sorted: Vec<&Influence> = influence.iter().collect();
    sorted.sort_by(|left, right| right.pivotal.cmp(&left.pivotal));
    for influence in sorted {
        grid.rows.push(vec![
            model.conditions[influence.condition.index()].label.clone(),
            influence.pivotal.to_string(),
            share(&influence.pivotal, &coverage.worlds),
        ]);
    }
    grid
}

/// A share in tenths of a percent; what is little but not nothing is not written as nothing.
pub fn share(part: &BigUint, whole: &BigUint) -> String {
    if *whole == BigUint::ZERO {
        return "–".to_owned();
    }
    // Rounded, not cut off.
    let thousandths: BigUint = (part * 2000_u32 / whole + 1_u32) / 2_u32;
    if part * 1000_u32 < *whole && *part != BigUint::ZERO {
        return "< 0.1 %".to_owned();
    }
    let thousandths: u32 = thousandths.to_string().parse().unwrap_or(1000);
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// The values of a set in words: `a or b`.
fn one_of(condition: &Condition, set: ValueSet) -> String {
    let options = condition.options.iter().enumerate();
    let inside = options.filter(|(value, _)| set.contains(*value as Value));
    alternatives(&inside.map(|(_, option)| option.label.as_str()).collect::<Vec<_>>())
}

/// A decision table with a column for each condition.
pub fn table(model: &Model, id: StanceId, table: &Table) -> (Vec<String>, Grid) {
    let scale = model.scale_of(id);
    let mut lines = vec![format!("{}.", stance(model, id))];
    if table.more {
        lines.push(format!("The first {} rows; there are more.", table.rows.len()));
    }
    let labels = table.conditions.iter().map(|id| model.conditions[id.index()].label.as_str());
    let mut grid = Grid::new(labels.chain(["outcome", "worlds"]));
    for row in &table.rows {
        let mut cells: Vec<String> = table
            .conditions
            .iter()
            .map(|condition| {
                let set = row.when.iter().find(|(other, _)| other == condition);
                set.map_or_else(
                    || "any".to_owned(),
                    |(_, set)| one_of(&model.conditions[condition.index()], *set),
                )
            })
            .collect();
        cells.push(scale.outcome_label(row.outcome).to_owned());
        cells.push(row.worlds.to_string());
        grid.rows.push(cells);
    }
    (lines, grid)
}

/// A decision table as sentences, one a row: what follows, in how many worlds, and what the row asks for.
pub fn rows(model: &Model, id: StanceId, table: &Table) -> Vec<String> {
    let rows = narrow_table(model, id, table).rows.into_iter();
    let sentence = |row: Vec<String>| {
        let worlds = if row[2] == "1" { "world" } else { "worlds" };
        format!("{} ({} {worlds}): {}.", row[1], row[2], row[0])
    };
    rows.map(sentence).collect()
}

/// A decision table in three columns: what a row asks for, in words, and what follows.
pub fn narrow_table(model: &Model, id: StanceId, table: &Table) -> Grid {
    let scale = model.scale_of(id);
    let mut grid = Grid::new(["when", "outcome", "worlds"]);
    for row in &table.rows {
        let asked = row.when.iter().map(|(id, set)| {
            let condition = &model.conditions[id.index()];
            format!("{}: {}", condition.label, one_of(condition, *set))
        });
        let asked: Vec<String> = asked.collect();
        let when = if asked.is_empty() { "always".to_owned() } else { asked.join("; ") };
        grid.rows.push(vec![when, scale.outcome_label(row.outcome).to_owned(), row.worlds.to_string()]);
    }
    grid
}
