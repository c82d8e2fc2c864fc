//! Why a position is ruled out: a smallest set of constraints and assumed conditions that no
//! world satisfies together.
//!
//! By implicit hitting sets, after Ignatiev, Previti, Liffiton and Marques-Silva, *Smallest MUS
//! Extraction with Minimal Hitting Set Dualization* (2015): whatever clashes must contain an
//! element of every set whose removal makes the rest satisfiable. A smallest set that does so for
//! all such sets found so far either clashes, and is then a smallest clash, or is satisfiable,
//! and then shows one more.

use rustc_hash::FxHashSet;

use super::compile::{Compiled, Component};
use super::diagram::{Node, Walk};
use super::model::{ConditionId, ConstraintId, Value};
use super::position::Position;

/// Constraints and assumed conditions that no world satisfies together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clash {
    /// The constraints, in the model's order.
    pub constraints: Vec<ConstraintId>,
    /// The conditions whose assumed values clash with them, in the model's order.
    pub conditions: Vec<ConditionId>,
    /// Whether no clash has fewer constraints and conditions together.
    pub is_smallest: bool,
}

impl Clash {
    /// The number of constraints and conditions.
    pub fn len(&self) -> usize {
        self.constraints.len() + self.conditions.len()
    }

    /// Whether nothing clashes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Constraint(ConstraintId),
    Assumption(ConditionId, Value),
}

/// How many steps the search for a smallest clash may take: more than any position that a reader
/// has come to needs, and a fraction of a second.
const MOST_STEPS: usize = 200_000;

/// The search for a smallest clash takes more than [`MOST_STEPS`].
struct TooLong;

/// The first of the smallest clashes in a position that is ruled out, constraints before
/// conditions, in the model's order. Empty if the position is not ruled out.
///
/// Where finding a smallest one would take too long, the clash is one from which no condition can
/// be left out, and says so.
pub fn smallest(compiled: &Compiled, position: &Position) -> Clash {
    let mut walk = Walk::default();
    let violated = compiled.components.iter().filter(|component| {
        compiled.diagrams.reach(component.admissible, position.values(), &mut walk) & 0b10 == 0
    });
    let violated: Vec<&Component> = violated.collect();
    let clashes = violated.into_iter().map(|component| {
        let constraints = component.constraints.iter().map(|constraint| Element::Constraint(*constraint));
        let assumptions = component.conditions.iter().filter_map(|condition| {
            position.value(condition).map(|value| Element::Assumption(condition, value))
        });
        let elements: Vec<Element> = constraints.chain(assumptions).collect();
        let mut steps = 0;
        smallest_among(compiled, &elements, &mut steps)
            .unwrap_or_else(|TooLong| minimal(compiled, component, position, &mut walk))
    });
    // The first of several smallest ones, so that the answer is the model's first.
    clashes.reduce(|best, next| if next.len() < best.len() { next } else { best }).unwrap_or_default()
}

/// All constraints of a component with conditions of which none can be left out: one look at the
/// component's diagram for each condition.
fn minimal(compiled: &Compiled, component: &Component, position: &Position, walk: &mut Walk) -> Clash {
    let mut values = position.values().to_vec();
    let mut conditions = Vec::new();
    for condition in component.conditions.iter() {
        let Some(value) = values[condition.index()].take() else { continue };
        if compiled.diagrams.reach(component.admissible, &values, walk) & 0b10 != 0 {
            values[condition.index()] = Some(value);
            conditions.push(condition);
        }
    }
    Clash { constraints: component.constraints.clone(), conditions, is_smallest: false }
}

fn smallest_among(compiled: &Compiled, elements: &[Element], steps: &mut usize) -> Result<Clash, TooLong> {
    let mut to_hit: Vec<Vec<usize>> = Vec::new();
    loop {
        let chosen = smallest_hitting_set(&to_hit, steps)?;
        let mut selected = vec![false; elements.len()];
        for &index in &chosen {
            selected[index] = true;
        }
        let Some(mut world) = satisfy(compiled, elements, &selected, steps)? else {
            return Ok(clash_of(chosen.into_iter().map(|index| elements[index])));
        };
        // Grow to a largest satisfiable set: what is left out must be hit.
        loop {
            for (index, element) in elements.iter().enumerate() {
                selected[index] |= holds(compiled, *element, &world);
            }
            let mut grown = None;
            for index in (0..elements.len()).filter(|index| !selected[*index]) {
                let mut more = selected.clone();
                more[index] = true;
                if let Some(larger) = satisfy(compiled, elements, &more, steps)? {
                    grown = Some((more, larger));
                    break;
                }
            }
            match grown {
                Some((more, larger)) => (selected, world) = (more, larger),
                None => break,
            }
        }
        to_hit.push((0..elements.len()).filter(|index| !selected[*index]).collect());
    }
}

fn clash_of(elements: impl Iterator<Item = Element>) -> Clash {
    let mut clash = Clash { is_smallest: true, ..Clash::default() };
    for element in elements {
        match element {
            Element::Constraint(constraint) => clash.constraints.push(constraint),
            Element::Assumption(condition, _) => clash.conditions.push(condition),
        }
    }
    clash
}

/// The first smallest set of indices that meets every set, in lexical order.
fn smallest_hitting_set(sets: &[Vec<usize>], steps: &mut usize) -> Result<Vec<usize>, TooLong> {
    let mut best = None;
    extend(sets, &mut Vec::new(), &mut best, steps)?;
    Ok(best.unwrap_or_default())
}

/// Tries every way to meet the sets that `chosen` misses, as long as it can beat the best.
fn extend(
    sets: &[Vec<usize>],
    chosen: &mut Vec<usize>,
    best: &mut Option<Vec<usize>>,
    steps: &mut usize,
) -> Result<(), TooLong> {
    count(steps)?;
    let missed = sets.iter().find(|set| !set.iter().any(|index| chosen.contains(index)));
    let Some(missed) = missed else {
        let mut sorted = chosen.clone();
        sorted.sort_unstable();
        let better = best.as_ref().is_none_or(|best| (sorted.len(), &sorted) < (best.len(), best));
        if better {
            *best = Some(sorted);
        }
        return Ok(());
    };
    if best.as_ref().is_some_and(|best| chosen.len() >= best.len()) {
        return Ok(());
    }
    for &index in missed {
        chosen.push(index);
        extend(sets, chosen, best, steps)?;
        chosen.pop();
    }
    Ok(())
}

fn count(steps: &mut usize) -> Result<(), TooLong> {
    *steps += 1;
    if *steps > MOST_STEPS { Err(TooLong) } else { Ok(()) }
}

fn holds(compiled: &Compiled, element: Element, world: &[Option<Value>]) -> bool {
    match element {
        Element::Assumption(condition, value) => world[condition.index()] == Some(value),
        Element::Constraint(constraint) => {
            let mut node = compiled.constraints[constraint.index()];
            while let Some((condition, children)) = compiled.diagrams.branch(node) {
                // A condition that the world leaves open may be anything.
                node = children[usize::from(world[condition.index()].unwrap_or(0))];
            }
            node == Node::TRUE
        }
    }
}

/// A world that satisfies the selected elements, if there is one; of the other assumptions it
/// keeps those that are easily kept.
fn satisfy(
    compiled: &Compiled,
    elements: &[Element],
    selected: &[bool],
    steps: &mut usize,
) -> Result<Option<Vec<Option<Value>>>, TooLong> {
    let conditions = compiled.diagrams.conditions();
    let mut search = Search {
        compiled,
        required: vec![None; conditions],
        preferred: vec![None; conditions],
        dead_ends: FxHashSet::default(),
        steps,
    };
    let mut nodes = Vec::new();
    for (element, selected) in elements.iter().zip(selected) {
        match *element {
            Element::Constraint(constraint) if *selected => {
                nodes.push(compiled.constraints[constraint.index()]);
            }
            Element::Constraint(_) => {}
            Element::Assumption(condition, value) => {
                search.preferred[condition.index()] = Some(value);
                if *selected {
                    search.required[condition.index()] = Some(value);
                }
            }
        }
    }
    let mut world = search.preferred.clone();
    Ok(search.find(nodes, &mut world)?.then_some(world))
}

struct Search<'search> {
    steps: &'search mut usize,
    compiled: &'search Compiled,
    required: Vec<Option<Value>>,
    preferred: Vec<Option<Value>>,
    dead_ends: FxHashSet<Vec<Node>>,
}

impl Search<'_> {
    /// Walks along all diagrams at once, never twice through the same combination of nodes.
    fn find(&mut self, mut nodes: Vec<Node>, world: &mut [Option<Value>]) -> Result<bool, TooLong> {
        count(self.steps)?;
        nodes.retain(|node| *node != Node::TRUE);
        if nodes.contains(&Node::FALSE) {
            return Ok(false);
        }
        let diagrams = &self.compiled.diagrams;
        let asked = nodes.iter().filter_map(|node| diagrams.branch(*node));
        let Some((condition, _)) = asked.min_by_key(|(condition, _)| diagrams.level(*condition)) else {
            return Ok(true);
        };
        nodes.sort_unstable();
        nodes.dedup();
        if self.dead_ends.contains(&nodes) {
            return Ok(false);
        }
        let preferred = self.preferred[condition.index()];
        let values: Vec<Value> = if let Some(value) = self.required[condition.index()] {
            vec![value]
        } else {
            let others = (0..diagrams.arity(condition)).filter(|value| Some(*value) != preferred);
            preferred.into_iter().chain(others).collect()
        };
        for value in values {
            world[condition.index()] = Some(value);
            let next = nodes.iter().map(|node| match self.compiled.diagrams.branch(*node) {
                Some((asked, children)) if asked == condition => children[usize::from(value)],
                _ => *node,
            });
            let next = next.collect();
            if self.find(next, world)? {
                return Ok(true);
            }
        }
        world[condition.index()] = preferred;
        self.dead_ends.insert(nodes);
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_hitting_sets_are_smallest_and_first() {
        let table: [(&[&[usize]], &[usize]); 4] = [
            (&[], &[]),
            (&[&[2, 1]], &[1]),
            (&[&[0, 1], &[1, 2], &[0, 2]], &[0, 1]),
            (&[&[0, 3], &[1, 3], &[2, 3]], &[3]),
        ];
        for (sets, expected) in table {
            let sets: Vec<Vec<usize>> = sets.iter().map(|set| set.to_vec()).collect();
            assert_eq!(smallest_hitting_set(&sets, &mut 0).ok().as_deref(), Some(expected), "{sets:?}");
        }
    }
}
