//! From a model to one diagram per stance, which every question is then answered with.
//!
//! A stance's diagram maps every admissible world to its outcome and every other world to
//! [`Node::INADMISSIBLE`]. Only constraints that share conditions with the stance, directly or
//! through one another, are part of its diagram; the others cannot change its set of outcomes
//! unless they rule the whole position out, which their own diagrams tell.

use rustc_hash::FxHashMap;

use super::builder::Builder;
use super::diagram::{Diagrams, Node, TooLarge};
use super::model::{
    ConditionId, ConstraintId, Definition, Guard, Model, Outcome, OverrideId, Rule, StanceId,
};
use super::support::{Support, Supports};
use super::{order, reason};

/// The most inner nodes that the diagrams of one library may take (about 30 bytes each).
pub const MOST_LIBRARY_NODES: usize = 1_000_000;

/// Constraints that share conditions, directly or through one another.
#[derive(Clone, Debug)]
pub struct Component {
    /// The constraints, in the model's order.
    pub constraints: Vec<ConstraintId>,
    /// The conditions that they are about.
    pub conditions: Support,
    /// True in the worlds that satisfy all of them.
    pub admissible: Node,
}

/// A rule's guard, ready to be asked.
#[derive(Clone, Debug)]
pub struct CompiledGuard {
    /// Where it holds.
    pub whole: Node,
    /// Where each of the parts holds that must all hold for it to hold.
    pub parts: Vec<Node>,
}

/// A stance, ready to be asked.
#[derive(Clone, Debug)]
pub struct CompiledStance {
    /// Its outcome, after overrides.
    pub outcome: Node,
    /// For each of its rules, where it is in force.
    pub rules: Vec<Node>,
    /// For each of its rules, where it is applicable.
    pub guards: Vec<CompiledGuard>,
    /// For each override that reaches it, where it replaces the stance's own value.
    pub overrides: Vec<(OverrideId, Node)>,
    /// The conditions that its rules and overrides depend on, through facts and stances.
    pub support: Support,
    /// The support, and the conditions of every constraint that is part of the diagram.
    pub cone: Support,
}

/// A model with its diagrams.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The diagrams that all nodes here belong to.
    pub diagrams: Diagrams,
    /// In the model's order.
    pub stances: Vec<CompiledStance>,
    /// For each constraint, where it holds.
    pub constraints: Vec<Node>,
    /// The constraints, grouped; each is in one component.
    pub components: Vec<Component>,
    /// For each fact, where it holds.
    pub facts: Vec<Node>,
    /// For each remark, where it holds.
    pub remarks: Vec<Node>,
}

/// The model takes more than [`MOST_LIBRARY_NODES`] nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooIntertwined {
    /// What could not be compiled.
    pub part: Part,
}

/// A part of a model that is compiled on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A fact, a stance or an override.
    Definition(Definition),
    /// The constraint.
    Constraint(ConstraintId),
    /// The remark at this place in the model's list.
    Remark(usize),
}

/// Compiles a model.
///
/// # Errors
/// If so many conditions of one part interact that the diagrams would take more than
/// [`MOST_LIBRARY_NODES`] nodes.
pub fn compile(model: &Model) -> Result<Compiled, TooIntertwined> {
    compile_within(model, MOST_LIBRARY_NODES)
}

/// Compiles a model into at most `most_nodes` nodes.
///
/// # Errors
/// If that is not enough.
pub fn compile_within(model: &Model, most_nodes: usize) -> Result<Compiled, TooIntertwined> {
    let order = order::force(model.conditions.len(), &Supports::of(model).groups(model));
    compile_in_order(model, &order, most_nodes)
}

/// Compiles a model into at most `most_nodes` nodes that ask for the conditions in `order`, which
/// names each once. The order changes what the diagrams cost, and no answer.
///
/// # Errors
/// If that is not enough.
pub fn compile_in_order(
    model: &Model,
    order: &[ConditionId],
    most_nodes: usize,
) -> Result<Compiled, TooIntertwined> {
    let supports = Supports::of(model);
    let arities = model.conditions.iter().map(|condition| condition.options.len() as u8).collect();
    let mut compiler = Compiler {
        model,
        builder: Builder::new(arities, order, most_nodes),
        facts: vec![Node::FALSE; model.facts.len()],
        stances: vec![Own::default(); model.stances.len()],
        overrides: vec![Node::FALSE; model.overrides.len()],
    };
    compiler.definitions().map_err(|part| TooIntertwined { part })?;
    compiler.restricted(&supports).map_err(|part| TooIntertwined { part })
}

#[derive(Clone, Default)]
struct Own {
    outcome: Option<Node>,
    rules: Vec<Node>,
    guards: Vec<CompiledGuard>,
    overrides: Vec<(OverrideId, Node)>,
}

struct Compiler<'model> {
    model: &'model Model,
    builder: Builder,
    facts: Vec<Node>,
    stances: Vec<Own>,
    overrides: Vec<Node>,
}

impl Compiler<'_> {
    /// Facts, overrides and stances over all worlds, admissible or not.
    fn definitions(&mut self) -> Result<(), Part> {
        for &definition in &self.model.evaluation_order {
            let compiled = match definition {
                Definition::Fact(fact) => {
                    let when = &self.model.facts[fact.index()].when;
                    self.guard(when).map(|node| self.facts[fact.index()] = node)
                }
                Definition::Override(over) => {
                    let when = &self.model.overrides[over.index()].when;
                    self.guard(when).map(|node| self.overrides[over.index()] = node)
                }
                Definition::Stance(stance) => {
                    self.stance(stance).map(|own| self.stances[stance.index()] = own)
                }
            };
            compiled.map_err(|TooLarge| Part::Definition(definition))?;
        }
        Ok(())
    }

    fn stance(&mut self, id: StanceId) -> Result<Own, TooLarge> {
        let model = self.model;
        let rules = &model.stances[id.index()].rules;
        let applicable =
            rules.iter().map(|rule| self.guard(&rule.when)).collect::<Result<Vec<Node>, TooLarge>>()?;
        let standing_over = standing_over(rules);
        let mut in_force = Vec::with_capacity(rules.len());
        let mut own = Node::outcome(Outcome::GAP);
        for (index, rule) in rules.iter().enumerate() {
            let mut over = Node::FALSE;
            for &other in &standing_over[index] {
                over = self.builder.or(over, applicable[other])?;
            }
            let undisturbed = self.builder.not(over)?;
            let node = self.builder.and(applicable[index], undisturbed)?;
            own = self.builder.decide(own, node, rule.then)?;
            in_force.push(node);
        }
        let mut instead = Node::outcome(Outcome::GAP);
        let mut overrides = Vec::new();
        for (over, replacement) in model.overrides_of(id) {
            let replaceable = self.builder.is_one_of(own, replacement.values)?;
            let applies = self.builder.and(self.overrides[over.index()], replaceable)?;
            instead = self.builder.decide(instead, applies, replacement.then)?;
            overrides.push((over, applies));
        }
        let outcome = self.builder.replace(instead, own)?;
        let mut guards = Vec::with_capacity(rules.len());
        for (rule, whole) in rules.iter().zip(applicable) {
            let parts = reason::parts(&rule.when);
            let parts =
                parts.into_iter().map(|part| self.guard(part)).collect::<Result<Vec<Node>, TooLarge>>()?;
            guards.push(CompiledGuard { whole, parts });
        }
        Ok(Own { outcome: Some(outcome), rules: in_force, guards, overrides })
    }

    fn guard(&mut self, guard: &Guard) -> Result<Node, TooLarge> {
        match guard {
            Guard::Always => Ok(Node::TRUE),
            Guard::Never => Ok(Node::FALSE),
            Guard::Condition(condition, values) => self.builder.condition(*condition, *values),
            Guard::Fact(fact) => Ok(self.facts[fact.index()]),
            Guard::Stance(stance, outcomes) => {
                let outcome = self.outcome(*stance);
                self.builder.is_one_of(outcome, *outcomes)
            }
            Guard::Not(inner) => {
                let inner = self.guard(inner)?;
                self.builder.not(inner)
            }
            Guard::All(parts) => {
                let parts = self.deepest_first(parts)?;
                parts.into_iter().try_fold(Node::TRUE, |all, part| self.builder.and(part, all))
            }
            Guard::Any(parts) => {
                let parts = self.deepest_first(parts)?;
                parts.into_iter().try_fold(Node::FALSE, |any, part| self.builder.or(part, any))
            }
            Guard::Implies(first, second) => {
                let first = self.guard(first)?;
                let unless = self.builder.not(first)?;
                let second = self.guard(second)?;
                self.builder.or(unless, second)
            }
            Guard::Count { least, most, of } => {
                let mut parts = self.deepest_first(of)?;
                parts.reverse();
                self.builder.count(&parts, *least, *most)
            }
        }
    }

    /// The parts' diagrams, those that ask for the last conditions first: each is then put on top
    /// of what is already there, which keeps what lies between small.
    fn deepest_first(&mut self, parts: &[Guard]) -> Result<Vec<Node>, TooLarge> {
        let mut nodes = parts.iter().map(|part| self.guard(part)).collect::<Result<Vec<Node>, TooLarge>>()?;
        nodes.sort_by_key(|node| std::cmp::Reverse(self.builder.top_level(*node)));
        Ok(nodes)
    }

    fn outcome(&self, stance: StanceId) -> Node {
        self.stances[stance.index()].outcome.expect("the evaluation order puts a stance before its uses")
    }

    /// Adds the constraints, and puts each part together with those that it shares conditions with.
    fn restricted(mut self, supports: &Supports) -> Result<Compiled, Part> {
        let mut constraints = Vec::with_capacity(self.model.constraints.len());
        for (index, constraint) in self.model.constraints.iter().enumerate() {
            let part = Part::Constraint(ConstraintId::from(index));
            constraints.push(self.guard(&constraint.require).map_err(|TooLarge| part)?);
        }
        let components = self.components(supports, &constraints)?;

        let mut stances = Vec::with_capacity(self.stances.len());
        for (index, own) in self.stances.clone().into_iter().enumerate() {
            let part = Part::Definition(Definition::Stance(StanceId::from(index)));
            let support = supports.stances[index].clone();
            let stance = self.restricted_stance(&own, support, &components).map_err(|TooLarge| part)?;
            stances.push(stance);
        }
        let mut remarks = Vec::with_capacity(self.model.remarks.len());
        for (index, remark) in self.model.remarks.iter().enumerate() {
            let compiled = self.guard(&remark.when).and_then(|node| {
                let admissible = self.admissible(&mut supports.remarks[index].clone(), &components)?;
                self.builder.restrict(node, admissible)
            });
            remarks.push(compiled.map_err(|TooLarge| Part::Remark(index))?);
        }
        let mut facts = Vec::with_capacity(self.facts.len());
        for (index, node) in self.facts.clone().into_iter().enumerate() {
            let part = Part::Definition(Definition::Fact(index.into()));
            let compiled = self
                .admissible(&mut supports.facts[index].clone(), &components)
                .and_then(|admissible| self.builder.restrict(node, admissible));
            facts.push(compiled.map_err(|TooLarge| part)?);
        }
        Ok(Compiled { diagrams: self.builder.finish(), stances, constraints, components, facts, remarks })
    }

    fn restricted_stance(
        &mut self,
        own: &Own,
        support: Support,
        components: &[Component],
    ) -> Result<CompiledStance, TooLarge> {
        let mut cone = support.clone();
        let admissible = self.admissible(&mut cone, components)?;
        let outcome = own.outcome.expect("every stance is in the evaluation order");
        let outcome = self.builder.restrict(outcome, admissible)?;
        let mut rules = Vec::with_capacity(own.rules.len());
        for rule in &own.rules {
            rules.push(self.builder.restrict(*rule, admissible)?);
        }
        let mut guards = Vec::with_capacity(own.guards.len());
        for guard in &own.guards {
            let whole = self.builder.restrict(guard.whole, admissible)?;
            let parts = guard.parts.iter().map(|part| self.builder.restrict(*part, admissible));
            guards.push(CompiledGuard { whole, parts: parts.collect::<Result<Vec<Node>, TooLarge>>()? });
        }
        let mut overrides = Vec::with_capacity(own.overrides.len());
        for (over, node) in &own.overrides {
            overrides.push((*over, self.builder.restrict(*node, admissible)?));
        }
        Ok(CompiledStance { outcome, rules, guards, overrides, support, cone })
    }

    /// Where all constraints hold that share conditions with `support`, which grows by theirs.
    fn admissible(&mut self, support: &mut Support, components: &[Component]) -> Result<Node, TooLarge> {
        // Components share no condition, so that meeting one never leads to another.
        let mut admissible = Node::TRUE;
        for component in components {
            if component.conditions.meets(support) {
                admissible = self.builder.and(component.admissible, admissible)?;
                support.add_all(&component.conditions);
            }
        }
        Ok(admissible)
    }

    fn components(&mut self, supports: &Supports, constraints: &[Node]) -> Result<Vec<Component>, Part> {
        let mut components = grouped(&supports.constraints, self.model.conditions.len());
        for component in &mut components {
            // Deepest first: each step then adds on top of what is already there.
            let mut deepest_first = component.constraints.clone();
            deepest_first.sort_by_key(|constraint| {
                std::cmp::Reverse(self.builder.top_level(constraints[constraint.index()]))
            });
            for constraint in deepest_first {
                component.admissible = self
                    .builder
                    .and(constraints[constraint.index()], component.admissible)
                    .map_err(|TooLarge| Part::Constraint(constraint))?;
            }
        }
        Ok(components)
    }
}

/// Constraints that share conditions, directly or through one another, in groups; those about no
/// condition are one group.
fn grouped(supports: &[Support], conditions: usize) -> Vec<Component> {
    // Each condition points towards the representative of its group.
    let mut towards: Vec<usize> = (0..conditions).collect();
    let find = |towards: &mut Vec<usize>, mut at: usize| {
        while towards[at] != at {
            towards[at] = towards[towards[at]];
            at = towards[at];
        }
        at
    };
    for support in supports {
        let mut conditions = support.iter();
        let Some(first) = conditions.next() else { continue };
        for condition in conditions {
            let (left, right) = (find(&mut towards, first.index()), find(&mut towards, condition.index()));
            towards[left.max(right)] = left.min(right);
        }
    }
    let mut components: Vec<Component> = Vec::new();
    let mut place_of: FxHashMap<Option<usize>, usize> = FxHashMap::default();
    for (index, support) in supports.iter().enumerate() {
        let group = support.iter().next().map(|condition| find(&mut towards, condition.index()));
        let place = *place_of.entry(group).or_insert_with(|| {
            components.push(Component {
                constraints: Vec::new(),
                conditions: Support::default(),
                admissible: Node::TRUE,
            });
            components.len() - 1
        });
        components[place].constraints.push(ConstraintId::from(index));
        components[place].conditions.add_all(support);
    }
    components
}

/// For each rule, the rules that stand over it, directly or through others.
pub fn standing_over(rules: &[Rule]) -> Vec<Vec<usize>> {
    let over: Vec<&[usize]> = rules.iter().map(|rule| rule.over.as_slice()).collect();
    let mut standing = vec![Vec::new(); over.len()];
    let mut below = vec![false; over.len()];
    let mut pending = Vec::new();
    for rule in 0..over.len() {
        below.fill(false);
        pending.extend_from_slice(over[rule]);
        while let Some(lower) = pending.pop() {
            if !std::mem::replace(&mut below[lower], true) {
                pending.extend_from_slice(over[lower]);
            }
        }
        for (lower, is_below) in below.iter().enumerate() {
            if *is_below {
                standing[lower].push(rule);
            }
        }
    }
    standing
}
