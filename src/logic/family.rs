//! Families of sets, as zero-suppressed decision diagrams.
//!
//! After Minato, *Zero-Suppressed BDDs for Set Manipulation in Combinatorial Problems* (1993);
//! the removal of supersets is in Knuth, *The Art of Computer Programming* 4A, 7.1.4.

use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// A family of sets within its store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Family(u32);

impl Family {
    /// No set.
    pub const EMPTY: Self = Self(0);
    /// The empty set alone.
    pub const UNIT: Self = Self(1);
}

/// The most sets of one size that are put in order before the list is cut; beyond it the sets of
/// that size are listed in the order of the diagram.
const MOST_SORTED: usize = 20_000;

/// The most branches of a store, and the most elements above one another: bounds on the time, the
/// memory and the stack that a question may take.
const MOST_BRANCHES: usize = 1_000_000;
const DEEPEST: usize = 4096;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Branch {
    element: u32,
    without: Family,
    with: Family,
}

/// A store of families. Smaller elements stand above greater ones.
#[derive(Debug)]
pub struct Families {
    branches: Vec<Branch>,
    unique: FxHashMap<Branch, Family>,
    without_supersets: FxHashMap<(Family, Family), Family>,
    joined: FxHashMap<(Family, Family), Family>,
    depth: usize,
    exhausted: bool,
}

impl Default for Families {
    fn default() -> Self {
        // Two places that no branch is at, so that an index is a family.
        let terminal = Branch { element: u32::MAX, without: Family::EMPTY, with: Family::EMPTY };
        Self {
            branches: vec![terminal, terminal],
            unique: FxHashMap::default(),
            without_supersets: FxHashMap::default(),
            joined: FxHashMap::default(),
            depth: 0,
            exhausted: false,
        }
    }
}

impl Families {
    /// Whether a family became too large or too deep: what was made of it then means nothing.
    pub fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    /// Goes one level down, if there is room for it.
    fn deeper(&mut self, step: impl FnOnce(&mut Self) -> Family) -> Family {
        if self.depth >= DEEPEST || self.branches.len() >= MOST_BRANCHES {
            self.exhausted = true;
        }
        if self.exhausted {
            return Family::EMPTY;
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }

    /// The sets of `without`, and those of `with` with `element` added, which is smaller than all
    /// elements of both.
    pub fn branch(&mut self, element: u32, without: Family, with: Family) -> Family {
        if with == Family::EMPTY {
            return without;
        }
        let branch = Branch { element, without, with };
        let next = Family(self.branches.len() as u32);
        let branches = &mut self.branches;
        *self.unique.entry(branch).or_insert_with(|| {
            branches.push(branch);
            next
        })
    }

    fn element(&self, family: Family) -> u32 {
        self.branches[family.0 as usize].element
    }

    fn parts(&self, family: Family) -> Branch {
        self.branches[family.0 as usize]
    }

    fn has_the_empty_set(&self, mut family: Family) -> bool {
        while family > Family::UNIT {
            family = self.parts(family).without;
        }
        family == Family::UNIT
    }

    /// The sets of `family` that contain no set of `other`.
    pub fn without_supersets(&mut self, family: Family, other: Family) -> Family {
        if other == Family::EMPTY || family == Family::EMPTY {
            return family;
        }
        if other == Family::UNIT || family == other {
            return Family::EMPTY;
        }
        if family == Family::UNIT {
            return if self.has_the_empty_set(other) { Family::EMPTY } else { family };
        }
        if let Some(&known) = self.without_supersets.get(&(family, other)) {
            return known;
        }
        let (mine, theirs) = (self.parts(family), self.parts(other));
        let result = self.deeper(|families| match mine.element.cmp(&theirs.element) {
            Ordering::Less => {
                let without = families.without_supersets(mine.without, other);
                let with = families.without_supersets(mine.with, other);
                families.branch(mine.element, without, with)
            }
            Ordering::Greater => families.without_supersets(family, theirs.without),
            Ordering::Equal => {
                let without = families.without_supersets(mine.without, theirs.without);
                let with = families.without_supersets(mine.with, theirs.without);
                let with = families.without_supersets(with, theirs.with);
                families.branch(mine.element, without, with)
            }
        });
        self.without_supersets.insert((family, other), result);
        result
    }

    /// Every union of a set of one family with a set of the other, which share no element.
    pub fn join(&mut self, left: Family, right: Family) -> Family {
        match (left, right) {
            (Family::EMPTY, _) | (_, Family::EMPTY) => return Family::EMPTY,
            (Family::UNIT, other) | (other, Family::UNIT) => return other,
            _ => {}
        }
        if let Some(&known) = self.joined.get(&(left, right)) {
            return known;
        }
        let (upper, lower) =
            if self.element(left) < self.element(right) { (left, right) } else { (right, left) };
        let parts = self.parts(upper);
        let result = self.deeper(|families| {
            let without = families.join(parts.without, lower);
            let with = families.join(parts.with, lower);
            families.branch(parts.element, without, with)
        });
        self.joined.insert((left, right), result);
        result
    }

    /// The first `limit` sets, smallest first, each in ascending order of `key`, sets of one size
    /// in the order of their keys; and whether there are more.
    pub fn smallest<K: Ord>(
        &self,
        family: Family,
        limit: usize,
        key: impl Fn(u32) -> K,
    ) -> (Vec<Vec<K>>, bool) {
        let mut counts = FxHashMap::default();
        self.count(family, &mut counts);
        let by_size = counts.get(&family).cloned().unwrap_or_default();
        let mut sets: Vec<Vec<K>> = Vec::new();
        for (size, number) in by_size.iter().enumerate().filter(|(_, number)| **number > 0) {
            if sets.len() >= limit {
                return (sets, true);
            }
            let mut found = Vec::new();
            self.collect(family, size, &counts, MOST_SORTED.max(limit), &mut Vec::new(), &mut found);
            let cut = (found.len() as u64) < *number;
            let mut keyed: Vec<Vec<K>> = found
                .into_iter()
                .map(|set| {
                    let mut set: Vec<K> = set.into_iter().map(&key).collect();
                    set.sort_unstable();
                    set
                })
                .collect();
            keyed.sort_unstable();
            let left = limit - sets.len();
            let more = cut || keyed.len() > left;
            keyed.truncate(left);
            sets.extend(keyed);
            if more {
                return (sets, true);
            }
        }
        (sets, false)
    }

    /// For each family below, its number of sets of each size.
    fn count(&self, family: Family, counts: &mut FxHashMap<Family, Vec<u64>>) {
        if counts.contains_key(&family) {
            return;
        }
        let sizes = match family {
            Family::EMPTY => Vec::new(),
            Family::UNIT => vec![1],
            _ => {
                let parts = self.parts(family);
                self.count(parts.without, counts);
                self.count(parts.with, counts);
                let mut sizes = counts[&parts.without].clone();
                for (size, number) in counts[&parts.with].iter().enumerate() {
                    if sizes.len() <= size + 1 {
                        sizes.resize(size + 2, 0);
                    }
                    sizes[size + 1] = sizes[size + 1].saturating_add(*number);
                }
                sizes
            }
        };
        counts.insert(family, sizes);
    }

    fn collect(
        &self,
        family: Family,
        size: usize,
        counts: &FxHashMap<Family, Vec<u64>>,
        most: usize,
        set: &mut Vec<u32>,
        found: &mut Vec<Vec<u32>>,
    ) {
        if found.len() >= most || counts[&family].get(size).is_none_or(|number| *number == 0) {
            return;
        }
        if family == Family::UNIT {
            found.push(set.clone());
            return;
        }
        let parts = self.parts(family);
        if size > 0 {
            set.push(parts.element);
            self.collect(parts.with, size - 1, counts, most, set, found);
            set.pop();
        }
        self.collect(parts.without, size, counts, most, set, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    type Sets = BTreeSet<BTreeSet<u32>>;

    fn family(families: &mut Families, sets: &Sets, least: u32) -> Family {
        if sets.is_empty() {
            return Family::EMPTY;
        }
        if least == 8 {
            return Family::UNIT;
        }
        let (with, without): (Sets, Sets) = sets.iter().cloned().partition(|set| set.contains(&least));
        let with = with.into_iter().map(|mut set| {
            set.remove(&least);
            set
        });
        let with = family(families, &with.collect(), least + 1);
        let without = family(families, &without, least + 1);
        families.branch(least, without, with)
    }

    fn sets() -> impl Strategy<Value = Sets> {
        prop::collection::btree_set(prop::collection::btree_set(0_u32..8, 0..5), 0..8)
    }

    fn listed(families: &Families, family: Family) -> Vec<Vec<u32>> {
        families.smallest(family, usize::MAX, |element| element).0
    }

    proptest! {
        #[test]
        fn supersets_are_removed(left in sets(), right in sets()) {
            let mut families = Families::default();
            let (a, b) = (family(&mut families, &left, 0), family(&mut families, &right, 0));
            let result = families.without_supersets(a, b);
            let found: Sets = listed(&families, result).into_iter().map(|set| set.into_iter().collect()).collect();
            let expected: Sets =
                left.into_iter().filter(|set| !right.iter().any(|other| other.is_subset(set))).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn sets_are_listed_smallest_first_and_cut_lists_say_so(sets in sets(), limit in 0_usize..10) {
            let mut families = Families::default();
            let family = family(&mut families, &sets, 0);
            let (found, more) = families.smallest(family, limit, |element| element);
            let mut expected: Vec<Vec<u32>> = sets.iter().map(|set| set.iter().copied().collect()).collect();
            expected.sort_by_key(|set| (set.len(), set.clone()));
            prop_assert_eq!(more, expected.len() > limit);
            expected.truncate(limit);
            prop_assert_eq!(found, expected);
        }
    }
}
