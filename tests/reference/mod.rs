//! A scenario as data, its text, and its meaning by brute force: written from the definition of
//! the language, sharing nothing with the program.

use num_bigint::BigUint;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The number of conditions of every scenario.
pub const CONDITIONS: usize = 6;
/// Their values: yes/no thrice, a choice of three, a reading of two, a choice whose values are
/// words of the expression language.
const VALUES: [&[&str]; CONDITIONS] = [
    &["yes", "no"],
    &["yes", "no"],
    &["yes", "no"],
    &["x", "y", "z"],
    &["p", "q"],
    &["none", "always", "of"],
];
const SCALE: [&str; 3] = ["good", "fair", "bad"];
/// The condition that is a reading.
const READING: usize = 4;
const FACTS: usize = 2;
const STANCES: usize = 3;

/// A value for every condition.
pub type World = [usize; CONDITIONS];

/// A sentence.
#[derive(Clone, Debug)]
pub enum Sentence {
    Constant(bool),
    Yes(usize),
    Is { condition: usize, values: Vec<usize>, negated: bool },
    Fact(usize),
    StanceIs { stance: usize, values: Vec<usize>, negated: bool },
    Not(Box<Sentence>),
    And(Vec<Sentence>),
    Or(Vec<Sentence>),
    Implies(Box<Sentence>, Box<Sentence>),
    Of(&'static str, usize, Vec<Sentence>),
}

/// A rule: its guard, what it says (3 is silent), and the rules it stands over.
pub type Rule = (Sentence, usize, Vec<usize>);

/// An override: its guard, the values replaced, and what is said instead.
pub type Override = (Sentence, Vec<usize>, usize);

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    facts: Vec<Sentence>,
    constraints: Vec<Sentence>,
    stances: Vec<Vec<Rule>>,
    overrides: Vec<Override>,
    remarks: Vec<Sentence>,
}

/// What follows from a position; 0, 1 and 2 stand for never, sometimes and always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub worlds: BigUint,
    pub outcomes: Vec<BTreeSet<String>>,
    pub rules: Vec<Vec<u8>>,
    pub overrides: Vec<Vec<(usize, u8)>>,
    pub remarks: Vec<usize>,
}

fn subset(of: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..of).collect::<Vec<_>>(), 1..=of)
}

/// Sentences that may name the first `facts` facts and the first `stances` stances.
fn sentences(facts: usize, stances: usize) -> BoxedStrategy<Sentence> {
    let comparison = (0..CONDITIONS).prop_flat_map(|condition| {
        (Just(condition), subset(VALUES[condition].len()), any::<bool>())
            .prop_map(|(condition, values, negated)| Sentence::Is { condition, values, negated })
    });
    let mut leaves = vec![
        any::<bool>().prop_map(Sentence::Constant).boxed(),
        (0_usize..3).prop_map(Sentence::Yes).boxed(),
    ];
    // Comparisons are the most telling, and stand here thrice for that.
    leaves.extend([comparison.clone().boxed(), comparison.clone().boxed(), comparison.boxed()]);
    if facts > 0 {
        leaves.push((0..facts).prop_map(Sentence::Fact).boxed());
    }
    if stances > 0 {
        leaves.push(
            (0..stances, subset(4), any::<bool>())
                .prop_map(|(stance, values, negated)| Sentence::StanceIs { stance, values, negated })
                .boxed(),
        );
    }
    let leaf = prop::strategy::Union::new(leaves);
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        let quantity = prop::sample::select(vec!["all", "any", "none", "at least", "at most", "exactly"]);
        prop_oneof![
            inner.clone().prop_map(|inner| Sentence::Not(Box::new(inner))),
            several.clone().prop_map(Sentence::And),
            several.clone().prop_map(Sentence::Or),
            (inner.clone(), inner)
                .prop_map(|(first, second)| Sentence::Implies(Box::new(first), Box::new(second))),
            (quantity, 0_usize..4, several)
                .prop_map(|(quantity, number, of)| Sentence::Of(quantity, number, of)),
        ]
    })
    .boxed()
}

fn rules(facts: usize, stances: usize) -> impl Strategy<Value = Vec<Rule>> {
    let rule = (sentences(facts, stances), 0_usize..4, any::<u8>());
    (prop::collection::vec(rule, 1..5), any::<bool>()).prop_map(|(rules, with_default)| {
        let mut rules: Vec<Rule> = rules
            .into_iter()
            .enumerate()
            // A rule stands over earlier ones only, so that there is no circle.
            .map(|(index, (when, then, over))| {
                (when, then, (0..index).filter(|lower| over >> lower & 1 == 1).collect())
            })
            .collect();
        if with_default {
            rules[0].0 = Sentence::Constant(true);
            for rule in &mut rules[1..] {
                rule.2 = vec![0];
            }
        }
        rules
    })
}

/// Random scenarios.
pub fn scenarios() -> impl Strategy<Value = Scenario> {
    let facts = (sentences(0, 0), sentences(1, 0)).prop_map(|(first, second)| vec![first, second]);
    let stances = (rules(FACTS, 0), rules(FACTS, 1), rules(FACTS, 2))
        .prop_map(|(first, second, third)| vec![first, second, third]);
    // Overrides name the first stance alone, which they therefore leave alone.
    let overrides = prop::collection::vec((sentences(FACTS, 1), subset(4), 0_usize..4), 0..3);
    let constraints = prop::collection::vec(sentences(FACTS, STANCES), 0..4);
    let remarks = prop::collection::vec(sentences(FACTS, STANCES), 0..3);
    (facts, constraints, stances, overrides, remarks).prop_map(
        |(facts, constraints, stances, overrides, remarks)| Scenario {
            facts,
            constraints,
            stances,
            overrides,
            remarks,
        },
    )
}

/// The id of a value of the scale, or silence.
pub fn value(index: usize) -> &'static str {
    SCALE.get(index).copied().unwrap_or("silent")
}

impl Sentence {
    fn text(&self) -> String {
        let list = |parts: &[Sentence], between: &str| {
            parts.iter().map(|part| format!("({})", part.text())).collect::<Vec<_>>().join(between)
        };
        let is = |name: String, words: Vec<&str>, negated: bool| {
            let is = if negated { "is not" } else { "is" };
            match words.as_slice() {
                [word] => format!("{name} {is} {word}"),
                _ => format!("{name} {is} one of ({})", words.join(", ")),
            }
        };
        match self {
            Self::Constant(true) => "always".to_owned(),
            Self::Constant(false) => "never".to_owned(),
            Self::Yes(condition) => format!("c{condition}"),
            Self::Is { condition, values, negated } => is(
                format!("c{condition}"),
                values.iter().map(|value| VALUES[*condition][*value]).collect(),
                *negated,
            ),
            Self::Fact(fact) => format!("f{fact}"),
            Self::StanceIs { stance, values, negated } => {
                is(format!("s{stance}"), values.iter().map(|index| value(*index)).collect(), *negated)
            }
            Self::Not(inner) => format!("not ({})", inner.text()),
            Self::And(parts) => list(parts, " and "),
            Self::Or(parts) => list(parts, " or "),
            Self::Implies(first, second) => format!("({}) implies ({})", first.text(), second.text()),
            Self::Of(quantity @ ("all" | "any" | "none"), _, of) => {
                format!("{quantity} of ({})", list(of, ", "))
            }
            Self::Of(quantity, number, of) => format!("{quantity} {number} of ({})", list(of, ", ")),
        }
    }
}

impl Scenario {
    /// The scenario as its author would write it.
    pub fn text(&self) -> String {
        let mut text = String::from("Scenario(title: \"W\", as_of: \"\", summary: \"\",\n");
        let scale = SCALE.map(|id| format!("(\"{id}\", \"{id}\")")).join(", ");
        let _ =
            writeln!(text, "scales: [Scale(id: \"scale\", label: \"\", values: [{scale}])],\nconditions: [");
        for (index, values) in VALUES.iter().enumerate() {
            let head = format!("id: \"c{index}\", label: \"\", grounds: stated, baseline: \"{}\"", values[0]);
            let options: Vec<String> = values.iter().map(|value| format!("(\"{value}\", \"\")")).collect();
            let _ = match index {
                0..=2 => writeln!(text, "YesNo({head}),"),
                4 => writeln!(text, "Reading({head}, options: [{}]),", options.join(", ")),
                _ => writeln!(text, "Choice({head}, options: [{}]),", options.join(", ")),
            };
        }
        text.push_str("],\nfacts: [\n");
        for (index, fact) in self.facts.iter().enumerate() {
            let _ = writeln!(text, "Fact(id: \"f{index}\", label: \"\", when: \"{}\"),", fact.text());
        }
        text.push_str("],\nconstraints: [\n");
        for (index, require) in self.constraints.iter().enumerate() {
            let _ =
                writeln!(text, "Constraint(id: \"k{index}\", label: \"\", require: \"{}\"),", require.text());
        }
        text.push_str("],\nstances: [\n");
        for (index, rules) in self.stances.iter().enumerate() {
            let _ = writeln!(
                text,
                "Stance(id: \"s{index}\", actor: \"\", toward: \"\", scale: \"scale\", rules: ["
            );
            for (index, (when, then, over)) in rules.iter().enumerate() {
                let over: Vec<String> = over.iter().map(|lower| format!("\"r{lower}\"")).collect();
                let _ = writeln!(
                    text,
                    "Rule(id: \"r{index}\", when: \"{}\", then: \"{}\", over: [{}], grounds: stated, because: \"\"),",
                    when.text(),
                    value(*then),
                    over.join(", ")
                );
            }
            text.push_str("]),\n");
        }
        text.push_str("],\noverrides: [\n");
        for (index, (when, replaces, then)) in self.overrides.iter().enumerate() {
            let replaces: Vec<String> =
                replaces.iter().map(|index| format!("\"{}\"", value(*index))).collect();
            let _ = writeln!(
                text,
                "Override(id: \"o{index}\", when: \"{}\", scales: [\"scale\"], replaces: [{}], then: \"{}\", \
                 grounds: stated, because: \"\"),",
                when.text(),
                replaces.join(", "),
                value(*then)
            );
        }
        text.push_str("],\nremarks: [\n");
        for (index, when) in self.remarks.iter().enumerate() {
            let _ = writeln!(text, "Remark(id: \"n{index}\", when: \"{}\", text: \"\"),", when.text());
        }
        text.push_str("])\n");
        text
    }

    fn holds(&self, sentence: &Sentence, world: &World) -> bool {
        let number = |of: &[Sentence]| of.iter().filter(|part| self.holds(part, world)).count();
        match sentence {
            Sentence::Constant(constant) => *constant,
            Sentence::Yes(condition) => world[*condition] == 0,
            Sentence::Is { condition, values, negated } => values.contains(&world[*condition]) != *negated,
            Sentence::Fact(fact) => self.holds(&self.facts[*fact], world),
            Sentence::StanceIs { stance, values, negated } => {
                let outcome = self.outcome(*stance, world);
                values.iter().any(|index| value(*index) == outcome) != *negated
            }
            Sentence::Not(inner) => !self.holds(inner, world),
            Sentence::And(parts) => parts.iter().all(|part| self.holds(part, world)),
            Sentence::Or(parts) => parts.iter().any(|part| self.holds(part, world)),
            Sentence::Implies(first, second) => !self.holds(first, world) || self.holds(second, world),
            Sentence::Of(quantity, bound, of) => match *quantity {
                "all" => number(of) == of.len(),
                "any" => number(of) > 0,
                "none" => number(of) == 0,
                "at least" => number(of) >= *bound,
                "at most" => number(of) <= *bound,
                _ => number(of) == *bound,
            },
        }
    }

    /// The rules of a stance that are in force in a world.
    fn in_force(&self, stance: usize, world: &World) -> Vec<usize> {
        let rules = &self.stances[stance];
        let applicable: Vec<bool> = rules.iter().map(|(when, ..)| self.holds(when, world)).collect();
        let stands_over = |upper: usize, lower: usize| {
            let mut below = rules[upper].2.clone();
            let mut next = 0;
            while next < below.len() {
                below.extend(rules[below[next]].2.iter().copied());
                next += 1;
            }
            below.contains(&lower)
        };
        (0..rules.len())
            .filter(|rule| applicable[*rule])
            .filter(|rule| !(0..rules.len()).any(|other| applicable[other] && stands_over(other, *rule)))
            .collect()
    }

    fn own_value(&self, stance: usize, world: &World) -> &'static str {
        let says: BTreeSet<&str> =
            self.in_force(stance, world).iter().map(|rule| value(self.stances[stance][*rule].1)).collect();
        match says.len() {
            0 => "gap",
            1 => says.first().copied().expect("one"),
            _ => "conflict",
        }
    }

    /// Overrides reach the stances that their guards do not depend on: all but the first, since
    /// they may name it and only it. Those whose guards do not name it reach it as well.
    fn reaches(&self, over: usize, stance: usize) -> bool {
        fn names_stance(sentence: &Sentence) -> bool {
            match sentence {
                Sentence::StanceIs { .. } => true,
                Sentence::Not(inner) => names_stance(inner),
                Sentence::And(parts) | Sentence::Or(parts) | Sentence::Of(_, _, parts) => {
                    parts.iter().any(names_stance)
                }
                Sentence::Implies(first, second) => names_stance(first) || names_stance(second),
                _ => false,
            }
        }
        stance != 0 || !names_stance(&self.overrides[over].0)
    }

    fn applied(&self, stance: usize, world: &World) -> Vec<usize> {
        let own = self.own_value(stance, world);
        (0..self.overrides.len())
            .filter(|over| self.reaches(*over, stance))
            .filter(|over| self.overrides[*over].1.iter().any(|index| value(*index) == own))
            .filter(|over| self.holds(&self.overrides[*over].0, world))
            .collect()
    }

    /// A stance's value in a world, after overrides.
    pub fn outcome(&self, stance: usize, world: &World) -> &'static str {
        let instead: BTreeSet<&str> =
            self.applied(stance, world).iter().map(|over| value(self.overrides[*over].2)).collect();
        match instead.len() {
            0 => self.own_value(stance, world),
            1 => instead.first().copied().expect("one"),
            _ => "conflict",
        }
    }

    fn worlds() -> impl Iterator<Item = World> {
        let number: usize = VALUES.iter().map(|values| values.len()).product();
        (0..number).map(|mut index| {
            let mut world = [0; CONDITIONS];
            for (value, values) in world.iter_mut().zip(VALUES) {
                *value = index % values.len();
                index /= values.len();
            }
            world
        })
    }

    fn agrees(world: &World, values: &[Option<u8>]) -> bool {
        world
            .iter()
            .zip(values)
            .all(|(value, assumed)| assumed.is_none_or(|assumed| usize::from(assumed) == *value))
    }

    /// What follows from a position.
    pub fn answer(&self, values: &[Option<u8>]) -> Answer {
        let completions: Vec<World> = Self::worlds()
            .filter(|world| Self::agrees(world, values))
            .filter(|world| self.constraints.iter().all(|require| self.holds(require, world)))
            .collect();
        let extent = |holds: &dyn Fn(&World) -> bool| {
            let number = completions.iter().filter(|world| holds(world)).count();
            if number == 0 { 0 } else { 1 + u8::from(number == completions.len()) }
        };
        let stances = 0..self.stances.len();
        let remarks = (0..self.remarks.len())
            .filter(|remark| extent(&|world| self.holds(&self.remarks[*remark], world)) == 2);
        Answer {
            worlds: BigUint::from(completions.len()),
            outcomes: stances
                .clone()
                .map(|stance| {
                    completions.iter().map(|world| self.outcome(stance, world).to_owned()).collect()
                })
                .collect(),
            rules: stances
                .clone()
                .map(|stance| {
                    let rules = 0..self.stances[stance].len();
                    rules.map(|rule| extent(&|world| self.in_force(stance, world).contains(&rule))).collect()
                })
                .collect(),
            overrides: stances
                .map(|stance| {
                    let overrides = (0..self.overrides.len()).filter(|over| self.reaches(*over, stance));
                    overrides
                        .map(|over| (over, extent(&|world| self.applied(stance, world).contains(&over))))
                        .collect()
                })
                .collect(),
            remarks: remarks.collect(),
        }
    }

    /// Whether no world satisfies the constraints and the assumed values of the conditions.
    pub fn clashes(&self, constraints: &[usize], conditions: &[usize], values: &[Option<u8>]) -> bool {
        let assumed: Vec<Option<u8>> = (0..CONDITIONS)
            .map(|index| conditions.contains(&index).then(|| values[index]).flatten())
            .collect();
        let satisfied =
            |world: &World| constraints.iter().all(|index| self.holds(&self.constraints[*index], world));
        !Self::worlds().filter(|world| Self::agrees(world, &assumed)).any(|world| satisfied(&world))
    }

    /// The least number of constraints and assumed conditions that clash.
    pub fn smallest_clash(&self, values: &[Option<u8>]) -> usize {
        let elements = self.constraints.len() + CONDITIONS;
        (0_u32..1 << elements)
            .filter(|set| {
                let chosen = |range: std::ops::Range<usize>| {
                    range
                        .clone()
                        .filter(|index| set >> index & 1 == 1)
                        .map(|index| index - range.start)
                        .collect::<Vec<_>>()
                };
                let constraints = chosen(0..self.constraints.len());
                let conditions = chosen(self.constraints.len()..elements);
                conditions.iter().all(|index| values[*index].is_some())
                    && self.clashes(&constraints, &conditions, values)
            })
            .map(u32::count_ones)
            .min()
            .map_or(usize::MAX, |number| number as usize)
    }

    /// The completions of a position.
    fn completions(&self, values: &[Option<u8>]) -> Vec<World> {
        Self::worlds()
            .filter(|world| Self::agrees(world, values))
            .filter(|world| self.constraints.iter().all(|require| self.holds(require, world)))
            .collect()
    }

    fn outcomes(&self, stance: usize, values: &[Option<u8>]) -> BTreeSet<String> {
        self.completions(values).iter().map(|world| self.outcome(stance, world).to_owned()).collect()
    }

    /// Every minimal set of assumed conditions that settles a stance, smallest first.
    pub fn reasons(&self, stance: usize, values: &[Option<u8>]) -> Vec<Vec<usize>> {
        let settled = self.outcomes(stance, values);
        let assumed: Vec<usize> = (0..CONDITIONS).filter(|index| values[*index].is_some()).collect();
        let settles = |set: &Vec<usize>| {
            let kept: Vec<Option<u8>> =
                (0..CONDITIONS).map(|index| values[index].filter(|_| set.contains(&index))).collect();
            self.outcomes(stance, &kept) == settled
        };
        minimal(&subsets(&assumed).into_iter().filter(settles).collect::<Vec<_>>())
    }

    /// Every minimal set of changes after which a stance has a value for sure, smallest first.
    pub fn ways(
        &self,
        stance: usize,
        target: usize,
        values: &[Option<u8>],
        locked: &[bool],
        vary_readings: bool,
    ) -> Vec<Vec<(usize, u8)>> {
        let mut all: Vec<Vec<(usize, u8)>> = vec![Vec::new()];
        for index in 0..CONDITIONS {
            if locked[index] || (index == READING && !vary_readings) {
                continue;
            }
            let others = (0..VALUES[index].len() as u8).filter(|value| Some(*value) != values[index]);
            let others: Vec<u8> = others.collect();
            for set in all.clone() {
                all.extend(others.iter().map(|value| set.iter().copied().chain([(index, *value)]).collect()));
            }
        }
        let expected = BTreeSet::from([value(target).to_owned()]);
        let leads = |set: &Vec<(usize, u8)>| {
            let mut changed = values.to_vec();
            for (index, value) in set {
                changed[*index] = Some(*value);
            }
            self.outcomes(stance, &changed) == expected
        };
        minimal(&all.into_iter().filter(leads).collect::<Vec<_>>())
    }

    /// Every single change that leaves a completion and alters a stance's outcomes.
    pub fn matters(&self, stance: usize, values: &[Option<u8>]) -> Vec<(usize, u8, BTreeSet<String>)> {
        let now = self.outcomes(stance, values);
        let mut found = Vec::new();
        for index in 0..CONDITIONS {
            for value in (0..VALUES[index].len() as u8).filter(|value| Some(*value) != values[index]) {
                let mut changed = values.to_vec();
                changed[index] = Some(value);
                let outcomes = self.outcomes(stance, &changed);
                if !outcomes.is_empty() && outcomes != now {
                    found.push((index, value, outcomes));
                }
            }
        }
        found
    }

    /// The worlds over a cone, conditions outside it at their first value, that satisfy the
    /// constraints about it.
    pub fn admissible(&self, cone: &[usize], bound: &[Option<u8>]) -> Vec<World> {
        let inside = |sentence: &Sentence| {
            let mut conditions = BTreeSet::new();
            self.conditions_of(sentence, &mut conditions);
            conditions.iter().all(|condition| cone.contains(condition)) && !conditions.is_empty()
        };
        let relevant: Vec<&Sentence> = self.constraints.iter().filter(|require| inside(require)).collect();
        Self::worlds()
            .filter(|world| (0..CONDITIONS).all(|index| cone.contains(&index) || world[index] == 0))
            .filter(|world| {
                cone.iter().all(|index| bound[*index].is_none_or(|value| usize::from(value) == world[*index]))
            })
            .filter(|world| relevant.iter().all(|require| self.holds(require, world)))
            .collect()
    }

    fn conditions_of(&self, sentence: &Sentence, found: &mut BTreeSet<usize>) {
        match sentence {
            Sentence::Constant(_) => {}
            Sentence::Yes(condition) | Sentence::Is { condition, .. } => {
                found.insert(*condition);
            }
            Sentence::Fact(fact) => self.conditions_of(&self.facts[*fact], found),
            Sentence::StanceIs { stance, .. } => {
                for (when, ..) in &self.stances[*stance] {
                    self.conditions_of(when, found);
                }
                for over in (0..self.overrides.len()).filter(|over| self.reaches(*over, *stance)) {
                    self.conditions_of(&self.overrides[over].0, found);
                }
            }
            Sentence::Not(inner) => self.conditions_of(inner, found),
            Sentence::And(parts) | Sentence::Or(parts) | Sentence::Of(_, _, parts) => {
                for part in parts {
                    self.conditions_of(part, found);
                }
            }
            Sentence::Implies(first, second) => {
                self.conditions_of(first, found);
                self.conditions_of(second, found);
            }
        }
    }

    /// The number of admissible worlds of a cone by outcome.
    pub fn coverage(&self, stance: usize, cone: &[usize], bound: &[Option<u8>]) -> Vec<(String, BigUint)> {
        let mut counts = std::collections::BTreeMap::new();
        for world in self.admissible(cone, bound) {
            *counts.entry(self.outcome(stance, &world).to_owned()).or_insert(BigUint::ZERO) += 1_u8;
        }
        counts.into_iter().collect()
    }

    /// The number of admissible worlds in which some other value of a condition alone, which stays
    /// admissible, alters the outcome.
    pub fn pivotal(&self, stance: usize, condition: usize, cone: &[usize], bound: &[Option<u8>]) -> BigUint {
        let worlds = self.admissible(cone, bound);
        let alters = |world: &&World| {
            (0..VALUES[condition].len()).any(|value| {
                let mut changed = **world;
                changed[condition] = value;
                worlds.contains(&changed) && self.outcome(stance, &changed) != self.outcome(stance, world)
            })
        };
        BigUint::from(worlds.iter().filter(alters).count())
    }
}

fn subsets(of: &[usize]) -> Vec<Vec<usize>> {
    (0_u32..1 << of.len())
        .map(|set| {
            of.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, index)| *index).collect()
        })
        .collect()
}

/// The sets that contain no other, smallest first, those of one size in order.
fn minimal<T: Ord + Clone>(sets: &[Vec<T>]) -> Vec<Vec<T>> {
    let within = |small: &Vec<T>, large: &Vec<T>| small.iter().all(|element| large.contains(element));
    let is_minimal = |set: &&Vec<T>| !sets.iter().any(|other| other != *set && within(other, set));
    let mut minimal: Vec<Vec<T>> = sets.iter().filter(is_minimal).cloned().collect();
    minimal.sort_by_key(|set| (set.len(), set.clone()));
    minimal
}

/// Where an outcome stands in the order in which outcomes are listed.
pub fn rank(outcome: &str) -> usize {
    let order = ["good", "fair", "bad", "silent", "gap", "conflict"];
    order.iter().position(|id| *id == outcome).unwrap_or(order.len())
}
