//! What depends on what: facts, stances and overrides in an order in which each comes after all
//! that it depends on, or the circles that make such an order impossible.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::logic::model::{Definition, Guard, Model, OutcomeSet, Override, Replacement, ScaleId, StanceId};

/// Facts and stances that depend on one another, each on the next and the last on the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle(pub Vec<Definition>);

/// What an override says of the scales that it names.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// The scales, each once, with the values that are replaced and what is said instead.
    pub scales: Vec<(ScaleId, OutcomeSet, crate::logic::model::Outcome)>,
}

/// Settles which stances each override reaches, and puts everything in order.
///
/// An override leaves alone the stances that its guard depends on, through facts, through other
/// stances and through the overrides that reach those. First those that its names lead to; where
/// two overrides would still depend on one another, neither reaches the stances between them.
///
/// # Errors
/// The circles among facts and stances.
pub fn order(model: &mut Model, reaches: &[Reach]) -> Result<(), Vec<Circle>> {
    let names = Graph::of_names(model);
    let may_circle = |component: &Vec<Definition>| {
        component.len() > 1 || component.iter().any(|only| names.needs(*only).contains(only))
    };
    let components = names.components().into_iter().filter(may_circle);
    let circles: Vec<Circle> = components.filter_map(|component| names.circle(&component)).collect();
    if !circles.is_empty() {
        return Err(circles);
    }
    let mut stances_on: FxHashMap<ScaleId, Vec<StanceId>> = FxHashMap::default();
    for (index, stance) in model.stances.iter().enumerate() {
        stances_on.entry(stance.scale).or_default().push(index.into());
    }
    for (index, reach) in reaches.iter().enumerate() {
        let behind = names.behind(Definition::Override(index.into()));
        model.overrides[index].replaces = replacements(&stances_on, reach)
            .into_iter()
            .filter(|replacement| !behind.contains(&Definition::Stance(replacement.stance)))
            .collect();
    }
    let full = Graph::with_overrides(model);
    let mut component_of = FxHashMap::default();
    for (number, component) in full.components().iter().enumerate() {
        component_of.extend(component.iter().map(|definition| (*definition, number)));
    }
    for (index, Override { replaces, .. }) in model.overrides.iter_mut().enumerate() {
        let own = component_of[&Definition::Override(index.into())];
        replaces.retain(|replacement| component_of[&Definition::Stance(replacement.stance)] != own);
    }
    model.evaluation_order = Graph::with_overrides(model).components().concat();
    Ok(())
}

/// What an override does to the stances on its scales, in the model's order.
fn replacements(stances_on: &FxHashMap<ScaleId, Vec<StanceId>>, reach: &Reach) -> Vec<Replacement> {
    let mut replacements = Vec::new();
    for (scale, values, then) in &reach.scales {
        let stances = stances_on.get(scale).into_iter().flatten();
        replacements.extend(stances.map(|stance| Replacement {
            stance: *stance,
            values: *values,
            then: *then,
        }));
    }
    replacements.sort_unstable_by_key(|replacement| replacement.stance);
    replacements
}

struct Graph {
    nodes: Vec<Definition>,
    needs: FxHashMap<Definition, Vec<Definition>>,
}

impl Graph {
    /// Every fact, stance and override, with what its guards name.
    fn of_names(model: &Model) -> Self {
        let facts = model.facts.iter().enumerate();
        let facts = facts.map(|(index, fact)| (Definition::Fact(index.into()), named([&fact.when])));
        let stances = model.stances.iter().enumerate().map(|(index, stance)| {
            (Definition::Stance(index.into()), named(stance.rules.iter().map(|rule| &rule.when)))
        });
        let overrides = model.overrides.iter().enumerate();
        let overrides =
            overrides.map(|(index, over)| (Definition::Override(index.into()), named([&over.when])));
        let pairs: Vec<_> = facts.chain(stances).chain(overrides).collect();
        Self { nodes: pairs.iter().map(|(node, _)| *node).collect(), needs: pairs.into_iter().collect() }
    }

    /// The same, and for each stance the overrides that reach it.
    fn with_overrides(model: &Model) -> Self {
        let mut graph = Self::of_names(model);
        for (index, over) in model.overrides.iter().enumerate() {
            for replacement in &over.replaces {
                let needs = graph.needs.entry(Definition::Stance(replacement.stance)).or_default();
                needs.push(Definition::Override(index.into()));
            }
        }
        graph
    }

    fn needs(&self, node: Definition) -> &[Definition] {
        &self.needs[&node]
    }

    /// Everything that a node depends on, directly or through others.
    fn behind(&self, node: Definition) -> FxHashSet<Definition> {
        let mut behind = FxHashSet::default();
        let mut pending = self.needs(node).to_vec();
        while let Some(next) = pending.pop() {
            if behind.insert(next) {
                pending.extend_from_slice(self.needs(next));
            }
        }
        behind
    }

    /// The strongly connected components, each after those that it depends on. Tarjan's algorithm
    /// (*Depth-First Search and Linear Graph Algorithms*, 1972) without recursion.
    fn components(&self) -> Vec<Vec<Definition>> {
        struct Visit {
            node: Definition,
            next: usize,
        }
        let mut index: FxHashMap<Definition, usize> = FxHashMap::default();
        let mut low: FxHashMap<Definition, usize> = FxHashMap::default();
        let mut open: Vec<Definition> = Vec::new();
        let mut is_open: FxHashSet<Definition> = FxHashSet::default();
        let mut components = Vec::new();
        for &root in &self.nodes {
            if index.contains_key(&root) {
                continue;
            }
            let mut visits = vec![Visit { node: root, next: 0 }];
            while let Some(Visit { node, next }) = visits.last_mut() {
                let node = *node;
                if *next == 0 {
                    let number = index.len();
                    index.insert(node, number);
                    low.insert(node, number);
                    open.push(node);
                    is_open.insert(node);
                }
                if let Some(&need) = self.needs(node).get(*next) {
                    *next += 1;
                    if !index.contains_key(&need) {
                        visits.push(Visit { node: need, next: 0 });
                    } else if is_open.contains(&need) {
                        let least = low[&node].min(index[&need]);
                        low.insert(node, least);
                    }
                    continue;
                }
                if low[&node] == index[&node] {
                    let start = open.iter().rposition(|other| *other == node).unwrap_or(0);
                    let component = open.split_off(start);
                    for member in &component {
                        is_open.remove(member);
                    }
                    components.push(component);
                }
                let reached = low[&node];
                visits.pop();
                if let Some(Visit { node: parent, .. }) = visits.last() {
                    let least = low[parent].min(reached);
                    low.insert(*parent, least);
                }
            }
        }
        components
    }

    /// A shortest circle within a component, if it has one.
    fn circle(&self, component: &[Definition]) -> Option<Circle> {
        let start = *self.nodes.iter().find(|node| component.contains(node))?;
        let mut came_from: FxHashMap<Definition, Definition> = FxHashMap::default();
        let mut layer = vec![start];
        while !layer.is_empty() {
            let mut next = Vec::new();
            for node in layer {
                for &need in self.needs(node) {
                    if need == start {
                        let mut path = vec![node];
                        while *path.last()? != start {
                            path.push(came_from[path.last()?]);
                        }
                        path.reverse();
                        return Some(Circle(path));
                    }
                    if component.contains(&need) && !came_from.contains_key(&need) {
                        came_from.insert(need, node);
                        next.push(need);
                    }
                }
            }
            layer = next;
        }
        None
    }
}

fn named<'guard>(guards: impl IntoIterator<Item = &'guard Guard>) -> Vec<Definition> {
    let mut named = Vec::new();
    for guard in guards {
        guard.walk(&mut |part| match part {
            Guard::Fact(fact) => named.push(Definition::Fact(*fact)),
            Guard::Stance(stance, _) => named.push(Definition::Stance(*stance)),
            _ => {}
        });
    }
    named
}

/// Circles among things that point at one another, by their places in a list: each points at the
/// next and the last at the first. Every thing that is in a circle is in one of them, or in one
/// that shares a thing with one of them.
pub fn circles_in(over: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    // 0 is unseen, 1 on the path, 2 done.
    let mut state = vec![0_u8; over.len()];
    for start in 0..over.len() {
        let mut path: Vec<(usize, usize)> = Vec::new();
        if state[start] == 0 {
            state[start] = 1;
            path.push((start, 0));
        }
        while let Some((rule, next)) = path.last_mut() {
            let rule = *rule;
            let Some(&lower) = over[rule].get(*next) else {
                state[rule] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[lower] {
                0 => {
                    state[lower] = 1;
                    path.push((lower, 0));
                }
                1 => {
                    let from = path.iter().position(|(other, _)| *other == lower).unwrap_or(0);
                    circles.push(path[from..].iter().map(|(rule, _)| *rule).collect());
                }
                _ => {}
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found() {
        let table = [
            (vec![vec![], vec![0]], vec![]),
            (vec![vec![0]], vec![vec![0]]),
            (vec![vec![1], vec![2], vec![1]], vec![vec![1, 2]]),
            (vec![vec![], vec![0, 2], vec![0]], vec![]),
            (vec![vec![1], vec![0], vec![3], vec![2]], vec![vec![0, 1], vec![2, 3]]),
        ];
        for (over, expected) in table {
            assert_eq!(circles_in(&over), expected, "{over:?}");
        }
    }
}
