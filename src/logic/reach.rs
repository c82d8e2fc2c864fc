//! What it would take: every minimal set of changes after which a stance has a certain outcome;
//! and what each single change would do.

use rustc_hash::FxHashMap;

use super::builder::{Builder, MOST_QUESTION_NODES};
use super::compile::Compiled;
use super::diagram::{Diagrams, Node, TooLarge, Walk};
use super::family::{Families, Family};
use super::model::{ConditionId, ConditionKind, MOST_OPTIONS, Model, Outcome, OutcomeSet, StanceId, Value};
use super::position::Position;

/// The most values that the conditions of a stance's cone may have together for the question to
/// be answered.
const MOST_CHOICES: usize = 4096;

/// A set of changes: conditions and the values that they are given.
pub type Way = Vec<(ConditionId, Value)>;

/// What it would take for a stance to have an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Whether any admissible world gives the outcome, whatever is locked and however it is read.
    pub attainable: bool,
    /// The ways, smallest first, those of one size in the model's order. An empty one says that
    /// nothing needs to change.
    pub ways: Vec<Way>,
    /// Whether there are more.
    pub more: bool,
    /// Where there is no way, locked conditions whose release opens one.
    pub blocked_by: Vec<ConditionId>,
    /// Where there is no way, whether there is one if readings may change as well.
    pub by_reading: bool,
}

/// One change and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The condition.
    pub condition: ConditionId,
    /// The value it is given.
    pub value: Value,
    /// The stance's outcomes after that.
    pub outcomes: OutcomeSet,
}

/// Which conditions may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freedom {
    /// Neither locked ones nor readings.
    Events,
    /// All but locked ones.
    EventsAndReadings,
    /// Locked ones too; readings if so asked.
    DespiteLocks { readings: bool },
}

impl Compiled {
    /// The first `limit` ways for `stance` to have `outcome`: subset-minimal sets of changes after
    /// which all completions have it and there is one. Locked conditions stay as they are, and
    /// readings do unless `vary_readings`.
    ///
    /// A diagram over *changes* (a condition kept, or given another value) has three terminals: no
    /// completion, the outcome alone, something else. Keeping an unknown condition takes the
    /// greatest of its children. The minimal sets are read off from below. The cost is that of
    /// merging the children of nodes whose condition is unknown.
    ///
    /// # Errors
    /// If that takes more than [`MOST_QUESTION_NODES`] nodes.
    pub fn ways(
        &self,
        model: &Model,
        stance: StanceId,
        outcome: Outcome,
        position: &Position,
        vary_readings: bool,
        limit: usize,
    ) -> Result<Ways, TooLarge> {
        let freedom = if vary_readings { Freedom::EventsAndReadings } else { Freedom::Events };
        let (ways, more) = self.ways_within(model, stance, outcome, position, freedom, limit)?;
        let mut found =
            Ways { attainable: !ways.is_empty(), ways, more, blocked_by: Vec::new(), by_reading: false };
        if found.ways.is_empty() {
            let anything = vec![None; model.conditions.len()];
            found.attainable = self.outcomes(stance, &anything, &mut Walk::default()).contains(outcome);
            if !vary_readings {
                let freedom = Freedom::EventsAndReadings;
                found.by_reading =
                    !self.ways_within(model, stance, outcome, position, freedom, 1)?.0.is_empty();
            }
            if position.locked().next().is_some() {
                let freedom = Freedom::DespiteLocks { readings: vary_readings };
                let (despite, _) =
                    self.ways_within(model, stance, outcome, position, freedom, limit.max(1))?;
                let locks = despite.iter().map(|way| {
                    let conditions = way.iter().map(|(condition, _)| *condition);
                    conditions.filter(|condition| position.is_locked(*condition)).collect::<Vec<_>>()
                });
                found.blocked_by = locks.min_by_key(Vec::len).unwrap_or_default();
            }
        }
        Ok(found)
    }

    fn ways_within(
        &self,
        model: &Model,
        stance: StanceId,
        outcome: Outcome,
        position: &Position,
        freedom: Freedom,
        limit: usize,
    ) -> Result<(Vec<Way>, bool), TooLarge> {
        let values = position.values();
        let may_change: Vec<bool> = (0..model.conditions.len())
            .map(|index| {
                let is_reading = model.conditions[index].kind == ConditionKind::Reading;
                let is_locked = position.is_locked(ConditionId::from(index));
                match freedom {
                    Freedom::Events => !is_locked && !is_reading,
                    Freedom::EventsAndReadings => !is_locked,
                    Freedom::DespiteLocks { readings } => readings || !is_reading,
                }
            })
            .collect();
        // A family is as deep as there are changes to choose from.
        let cone = &self.stances[stance.index()].cone;
        let choices: usize = cone.iter().map(|condition| usize::from(self.diagrams.arity(condition))).sum();
        if choices > MOST_CHOICES {
            return Err(TooLarge);
        }
        // An unknown condition can be kept unknown besides being given a value.
        let arities = model.conditions.iter().enumerate().map(|(index, condition)| {
            condition.options.len() as u8 + u8::from(may_change[index] && values[index].is_none())
        });
        let mut changing = Changing {
            diagrams: &self.diagrams,
            values,
            may_change: &may_change,
            builder: Builder::beside(&self.diagrams, arities.collect(), MOST_QUESTION_NODES),
            known: FxHashMap::default(),
            good: Node::outcome(outcome),
            none: Node::INADMISSIBLE,
        };
        let mut roots = vec![changing.leads(self.stances[stance.index()].outcome)?];
        // Other constraints must be satisfiable too; where they are not, their part of the way is
        // independent, for they share no condition with the stance.
        let mut walk = Walk::default();
        changing.known.clear();
        (changing.good, changing.none) = (Node::TRUE, Node::FALSE);
        for component in &self.components {
            let elsewhere = !component.conditions.iter().any(|condition| cone.contains(condition));
            let possible = self.diagrams.reach(component.admissible, values, &mut walk) & 0b10 != 0;
            if !possible && elsewhere {
                roots.push(changing.leads(component.admissible)?);
            }
        }
        let mut minimal = Minimal {
            diagrams: changing.builder.diagrams(),
            values,
            families: Families::default(),
            known: FxHashMap::default(),
            condition_at: FxHashMap::default(),
        };
        let mut family = Family::UNIT;
        for root in roots {
            let part = minimal.sets(root);
            family = minimal.families.join(family, part);
        }
        if minimal.families.is_exhausted() {
            return Err(TooLarge);
        }
        let element = |element: u32| {
            let most = MOST_OPTIONS as u32;
            (minimal.condition_at[&(element / most)], (element % most) as Value)
        };
        Ok(minimal.families.smallest(family, limit, element))
    }

    /// Each single change of a condition that is not locked, readings included, that leaves a
    /// completion and alters the stance's set of outcomes; in the model's order. One walk along
    /// the stance's diagram for each value of each condition in its cone.
    pub fn matters(&self, stance: StanceId, position: &Position, walk: &mut Walk) -> Vec<Change> {
        let cone = &self.stances[stance.index()].cone;
        let now_ruled_out = self.is_ruled_out(position.values(), walk);
        let now =
            if now_ruled_out { OutcomeSet::EMPTY } else { self.outcomes(stance, position.values(), walk) };
        let constrained =
            |condition| self.components.iter().any(|component| component.conditions.contains(condition));
        let mut changes = Vec::new();
        let mut values = position.values().to_vec();
        for index in 0..values.len() {
            let condition = ConditionId::from(index);
            // Elsewhere a change can only rule the position out, or in.
            let elsewhere = !cone.contains(condition);
            if position.is_locked(condition) || (elsewhere && !(now_ruled_out && constrained(condition))) {
                continue;
            }
            let before = values[index];
            for value in (0..self.diagrams.arity(condition)).filter(|value| Some(*value) != before) {
                values[index] = Some(value);
                if (now_ruled_out || constrained(condition)) && self.is_ruled_out(&values, walk) {
                    continue;
                }
                let outcomes = self.outcomes(stance, &values, walk);
                if outcomes != now {
                    changes.push(Change { condition, value, outcomes });
                }
            }
            values[index] = before;
        }
        changes
    }
}

struct Changing<'compiled> {
    diagrams: &'compiled Diagrams,
    values: &'compiled [Option<Value>],
    may_change: &'compiled [bool],
    builder: Builder,
    known: FxHashMap<Node, Node>,
    /// The terminal of completions that are as wanted.
    good: Node,
    /// The terminal of worlds that are no completions.
    none: Node,
}

impl Changing<'_> {
    /// Where changes lead from `node`: 0 to no completion, 1 to good ones alone, 2 to others.
    fn leads(&mut self, node: Node) -> Result<Node, TooLarge> {
        let Some((condition, children)) = self.diagrams.branch(node) else {
            let leads_to = if node == self.good { 1 } else { 2 };
            return Ok(Node::terminal(if node == self.none { 0 } else { leads_to }));
        };
        if let Some(&known) = self.known.get(&node) {
            return Ok(known);
        }
        let result = match (self.values[condition.index()], self.may_change[condition.index()]) {
            (Some(value), false) => self.leads(children[usize::from(value)])?,
            (value, may_change) => {
                let mut led = Vec::with_capacity(children.len() + 1);
                for child in children {
                    led.push(self.leads(*child)?);
                }
                if value.is_none() {
                    let mut kept = Node::terminal(0);
                    for child in &led {
                        kept = self.builder.max(kept, *child)?;
                    }
                    led.push(kept);
                }
                match (may_change, led.last()) {
                    (false, Some(kept)) => *kept,
                    _ => self.builder.branch(condition, &led)?,
                }
            }
        };
        self.known.insert(node, result);
        Ok(result)
    }
}

/// The minimal sets of changes that lead to good completions alone.
struct Minimal<'diagrams> {
    diagrams: &'diagrams Diagrams,
    values: &'diagrams [Option<Value>],
    families: Families,
    known: FxHashMap<Node, Family>,
    condition_at: FxHashMap<u32, ConditionId>,
}

impl Minimal<'_> {
    fn sets(&mut self, node: Node) -> Family {
        let Some((condition, children)) = self.diagrams.branch(node) else {
            return if node == Node::terminal(1) { Family::UNIT } else { Family::EMPTY };
        };
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        let keep = self.values[condition.index()].map_or(children.len() - 1, usize::from);
        let level = self.diagrams.level(condition);
        self.condition_at.insert(level, condition);
        let kept = self.sets(children[keep]);
        let mut result = kept;
        // From the last value to the first, since smaller elements stand above greater ones.
        for (value, child) in children.iter().enumerate().rev().filter(|(value, _)| *value != keep) {
            let changed = self.sets(*child);
            let changed = self.families.without_supersets(changed, kept);
            result = self.families.branch(level * MOST_OPTIONS as u32 + value as u32, result, changed);
        }
        self.known.insert(node, result);
        result
    }
}
