//! A stance's decision table: disjoint rows that together cover every admissible world.

use num_bigint::BigUint;

use super::compile::Compiled;
use super::coverage::locked_values;
use super::model::{ConditionId, Outcome, StanceId, Value, ValueSet};
use super::position::Position;

/// The most paths of a diagram, and the most conditions on all of them together, that are looked
/// at before the table is cut.
const MOST_PATHS: usize = 20_000;
const MOST_CELLS: usize = 400_000;

/// A decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The conditions that some row asks for, in the model's order.
    pub conditions: Vec<ConditionId>,
    /// The rows, in the order of their values.
    pub rows: Vec<Row>,
    /// Whether there are more, so that these rows do not cover every world.
    pub more: bool,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// For each condition asked for, its values in this row; the others may be anything.
    pub when: Vec<(ConditionId, ValueSet)>,
    /// What follows.
    pub outcome: Outcome,
    /// How many admissible worlds of the stance's cone the row covers.
    pub worlds: BigUint,
}

impl Row {
    /// Whether a position lies within the row, as far as its values are known.
    pub fn admits(&self, values: &[Option<Value>]) -> bool {
        self.when
            .iter()
            .all(|(condition, set)| values[condition.index()].is_none_or(|value| set.contains(value)))
    }
}

impl Compiled {
    /// The stance's decision table under the position's locks alone, cut to `limit` rows: the
    /// paths of its diagram, of which two that differ in one condition alone become one, again
    /// and again. Costs at most twenty thousand paths and, for each round of merging, a sort of
    /// them for each condition that they ask for.
    pub fn table(&self, stance: StanceId, position: &Position, limit: usize) -> Table {
        let locked = locked_values(position);
        let compiled = &self.stances[stance.index()];
        let mut paths = Paths {
            compiled: self,
            locked: &locked,
            path: Vec::new(),
            found: Vec::new(),
            cells: 0,
            cut: false,
        };
        paths.walk(compiled.outcome);
        let Paths { found, cut, .. } = paths;
        let mut rows = merged(found, self.diagrams.arities());
        rows.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let more = cut || rows.len() > limit;
        rows.truncate(limit);
        let mut conditions: Vec<ConditionId> =
            rows.iter().flat_map(|(when, _)| when.iter().map(|(condition, _)| *condition)).collect();
        conditions.sort_unstable();
        conditions.dedup();
        let rows = rows.into_iter().map(|(when, outcome)| {
            let when: Vec<(ConditionId, ValueSet)> =
                when.into_iter().map(|(condition, values)| (condition, ValueSet(values))).collect();
            let worlds = self.worlds_of(stance, &when, &locked);
            Row { when, outcome, worlds }
        });
        Table { conditions, rows: rows.collect(), more }
    }

    /// The admissible worlds of the stance's cone within a row: every condition that the row does
    /// not ask for is either free or part of constraints, which its diagram has.
    fn worlds_of(
        &self,
        stance: StanceId,
        when: &[(ConditionId, ValueSet)],
        locked: &[Option<Value>],
    ) -> BigUint {
        let cone = &self.stances[stance.index()].cone;
        let mut worlds = BigUint::from(1_u8);
        for condition in cone.iter().filter(|condition| locked[condition.index()].is_none()) {
            let set = when.iter().find(|(other, _)| *other == condition);
            worlds *= set.map_or(u32::from(self.diagrams.arity(condition)), |(_, set)| set.0.count_ones());
        }
        worlds
    }
}

type Cube = Vec<(ConditionId, u64)>;

struct Paths<'compiled> {
    compiled: &'compiled Compiled,
    locked: &'compiled [Option<Value>],
    path: Cube,
    found: Vec<(Cube, Outcome)>,
    cells: usize,
    cut: bool,
}

impl Paths<'_> {
    fn walk(&mut self, node: super::diagram::Node) {
        if self.found.len() >= MOST_PATHS || self.cells >= MOST_CELLS {
            self.cut = true;
            return;
        }
        let Some((condition, children)) = self.compiled.diagrams.branch(node) else {
            if let Some(terminal) = node.as_terminal().filter(|terminal| *terminal < 64) {
                self.cells += self.path.len();
                let mut cube = self.path.clone();
                cube.sort_unstable();
                self.found.push((cube, Outcome::from_bit(terminal)));
            }
            return;
        };
        if let Some(value) = self.locked[condition.index()] {
            self.walk(children[usize::from(value)]);
            return;
        }
        // Values that lead to the same place share a row from the beginning.
        for (value, child) in children.iter().enumerate() {
            if children[..value].contains(child) {
                continue;
            }
            let alike = children.iter().enumerate().filter(|(_, other)| *other == child);
            let set = alike.fold(0_u64, |set, (value, _)| set | 1 << value);
            self.path.push((condition, set));
            self.walk(*child);
            self.path.pop();
        }
    }
}

/// Merges rows of one outcome that differ in one condition alone, until none do; a condition that
/// may have any of its values is no longer asked for.
fn merged(mut rows: Vec<(Cube, Outcome)>, arities: &[u8]) -> Vec<(Cube, Outcome)> {
    loop {
        let before = rows.len();
        let mut conditions: Vec<ConditionId> =
            rows.iter().flat_map(|(cube, _)| cube.iter().map(|(condition, _)| *condition)).collect();
        conditions.sort_unstable();
        conditions.dedup();
        for condition in conditions {
            let mut parts: Vec<(Cube, Outcome, u64)> = Vec::new();
            let mut others = Vec::new();
            for (mut cube, outcome) in rows {
                match cube.iter().position(|(other, _)| *other == condition) {
                    Some(place) => {
                        let (_, set) = cube.remove(place);
                        parts.push((cube, outcome, set));
                    }
                    None => others.push((cube, outcome)),
                }
            }
            parts.sort_unstable_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)));
            let mut joined: Vec<(Cube, Outcome, u64)> = Vec::new();
            for (cube, outcome, set) in parts {
                match joined.last_mut() {
                    Some(last) if last.0 == cube && last.1 == outcome => last.2 |= set,
                    _ => joined.push((cube, outcome, set)),
                }
            }
            rows = others;
            for (mut cube, outcome, set) in joined {
                if set.count_ones() < u32::from(arities[condition.index()]) {
                    let place = cube.partition_point(|(other, _)| *other < condition);
                    cube.insert(place, (condition, set));
                }
                rows.push((cube, outcome));
            }
        }
        if rows.len() == before {
            return rows;
        }
    }
}
