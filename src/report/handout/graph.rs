//! What depends on what: conditions, facts, constraints, stances and overrides, each with what its
//! definition names.

use rustc_hash::FxHashMap;

use super::Subject;
use crate::logic::model::{
    ConditionId, ConditionKind, ConstraintId, Definition, FactId, FileId, Guard, Model, OverrideId, StanceId,
};
use crate::report::sentences;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A condition.
    Condition(ConditionId),
    /// A fact, a stance or an override.
    Defined(Definition),
    /// A constraint.
    Constraint(ConstraintId),
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node<'model> {
    /// What it stands for.
    pub part: Part,
    /// Its full id.
    pub id: &'model str,
    /// The file that declares it.
    pub file: FileId,
    /// Its words.
    pub label: String,
    /// What it is, in a word.
    pub kind: &'static str,
}

/// That one node depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What is depended on, by its place among the nodes.
    pub from: usize,
    /// What depends on it.
    pub to: usize,
    /// Whether it is an override that replaces values of the stance.
    pub replaces: bool,
}

/// The nodes, each after all that it depends on, conditions first; and what leads from one to
/// another.
#[derive(Clone, Debug)]
pub struct Graph<'model> {
    /// The nodes.
    pub nodes: Vec<Node<'model>>,
    /// The edges, in the order of the nodes that they lead to.
    pub edges: Vec<Edge>,
}

impl<'model> Graph<'model> {
    /// All that these files declare, and all elsewhere on which that depends.
    pub fn of_files(subject: &Subject<'model>, files: &[FileId]) -> Self {
        Self::new(subject.model(), |_, file| files.contains(&file))
    }

    /// These stances, and all on which they depend.
    pub fn of_stances(subject: &Subject<'model>, stances: &[StanceId]) -> Self {
        Self::new(
            subject.model(),
            |part, _| matches!(part, Part::Defined(Definition::Stance(stance)) if stances.contains(&stance)),
        )
    }

    fn new(model: &'model Model, wanted: impl Fn(Part, FileId) -> bool) -> Self {
        let all = nodes(model);
        let places: FxHashMap<Part, usize> =
            all.iter().enumerate().map(|(place, node)| (node.part, place)).collect();
        let mut edges = Vec::new();
        for (to, node) in all.iter().enumerate() {
            let mut from: Vec<(usize, bool)> = Vec::new();
            named_by(model, node.part, |part, replaces| from.push((places[&part], replaces)));
            from.sort_unstable();
            from.dedup();
            edges.extend(from.into_iter().map(|(from, replaces)| Edge { from, to, replaces }));
        }
        let mut kept: Vec<bool> = all.iter().map(|node| wanted(node.part, node.file)).collect();
        // Whatever a node depends on stands before it.
        for edge in edges.iter().rev() {
            kept[edge.from] |= kept[edge.to];
        }
        let mut places = vec![0; all.len()];
        let mut next = 0;
        for (place, kept) in places.iter_mut().zip(&kept) {
            *place = next;
            next += usize::from(*kept);
        }
        let edges = edges.into_iter().filter(|edge| kept[edge.from] && kept[edge.to]);
        let edges = edges.map(|edge| Edge { from: places[edge.from], to: places[edge.to], ..edge }).collect();
        let nodes = all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(node, _)| node).collect();
        Self { nodes, edges }
    }

    /// How many nodes there are of each kind, in words.
    pub fn counts(&self) -> String {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for node in &self.nodes {
            match counts.iter_mut().find(|(kind, _)| *kind == node.kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((node.kind, 1)),
            }
        }
        let counts: Vec<String> =
            counts.into_iter().map(|(kind, count)| sentences::counted(count, kind)).collect();
        crate::report::text::conjunction(&counts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// Everything, each after all that it depends on.
fn nodes(model: &Model) -> Vec<Node<'_>> {
    let conditions = model.conditions.iter().enumerate().map(|(index, condition)| Node {
        part: Part::Condition(ConditionId::from(index)),
        id: &condition.id,
        file: condition.file,
        label: condition.label.clone(),
        kind: if condition.kind == ConditionKind::Reading { "reading" } else { "condition" },
    });
    let defined = model.evaluation_order.iter().map(|definition| {
        let part = Part::Defined(*definition);
        match *definition {
            Definition::Fact(id) => {
                let fact = &model.facts[id.index()];
                Node { part, id: &fact.id, file: fact.file, label: fact.label.clone(), kind: "fact" }
            }
            Definition::Stance(id) => {
                let stance = &model.stances[id.index()];
                let label = sentences::stance(model, id);
                Node { part, id: &stance.id, file: stance.file, label, kind: "stance" }
            }
            Definition::Override(id) => {
                let over = &model.overrides[id.index()];
                Node { part, id: &over.id, file: over.file, label: over.because.clone(), kind: "override" }
            }
        }
    });
    let constraints = model.constraints.iter().enumerate().map(|(index, constraint)| Node {
        part: Part::Constraint(ConstraintId::from(index)),
        id: &constraint.id,
        file: constraint.file,
        label: constraint.label.clone(),
        kind: "constraint",
    });
    conditions.chain(defined).chain(constraints).collect()
}

/// What a part's definition names, and whether it is replaced by that.
fn named_by(model: &Model, part: Part, mut name: impl FnMut(Part, bool)) {
    let guard = |guard: &Guard, name: &mut dyn FnMut(Part, bool)| {
        guard.walk(&mut |inner| match inner {
            Guard::Condition(id, _) => name(Part::Condition(*id), false),
            Guard::Fact(id) => name(fact(*id), false),
            Guard::Stance(id, _) => name(Part::Defined(Definition::Stance(*id)), false),
            _ => {}
        });
    };
    match part {
        Part::Condition(_) => {}
        Part::Constraint(id) => guard(&model.constraints[id.index()].require, &mut name),
        Part::Defined(Definition::Fact(id)) => guard(&model.facts[id.index()].when, &mut name),
        Part::Defined(Definition::Override(id)) => guard(&model.overrides[id.index()].when, &mut name),
        Part::Defined(Definition::Stance(id)) => {
            for rule in &model.stances[id.index()].rules {
                guard(&rule.when, &mut name);
            }
            for (over, _) in model.overrides_of(id) {
                name(overriding(over), true);
            }
        }
    }
}

fn fact(id: FactId) -> Part {
    Part::Defined(Definition::Fact(id))
}

fn overriding(id: OverrideId) -> Part {
    Part::Defined(Definition::Override(id))
}
