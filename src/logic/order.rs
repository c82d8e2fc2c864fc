//! The order in which diagrams ask for conditions: those that interact stand near one another.
//!
//! FORCE, after Aloul, Markov and Sakallah, *FORCE: A Fast and Easy-to-Implement
//! Variable-Ordering Heuristic* (2003): every group of interacting conditions pulls its members
//! to its centre, until the groups' total span no longer shrinks.

use super::model::ConditionId;

const MOST_ROUNDS: usize = 50;

/// An order of `conditions` conditions that keeps each of the `groups` close together. Costs at
/// most fifty rounds of a sort and of one look at every group's members.
pub fn force(conditions: usize, groups: &[Vec<ConditionId>]) -> Vec<ConditionId> {
    let mut best: Vec<ConditionId> = (0..conditions).map(ConditionId::from).collect();
    let mut best_span = span(&places(&best), groups);
    let mut order = best.clone();
    for _ in 0..MOST_ROUNDS {
        let place = places(&order);
        let mut pull = vec![(0.0_f64, 0_u32); conditions];
        for group in groups.iter().filter(|group| !group.is_empty()) {
            let sum: f64 = group.iter().map(|condition| f64::from(place[condition.index()])).sum();
            let centre = sum / group.len() as f64;
            for condition in group {
                let (total, count) = &mut pull[condition.index()];
                *total += centre;
                *count += 1;
            }
        }
        let target = |condition: &ConditionId| {
            let (total, count) = pull[condition.index()];
            if count == 0 { f64::from(place[condition.index()]) } else { total / f64::from(count) }
        };
        // The sort is stable, so that the same model always has the same order.
        order.sort_by(|left, right| target(left).total_cmp(&target(right)));
        let now = span(&places(&order), groups);
        if now >= best_span {
            break;
        }
        best_span = now;
        best.clone_from(&order);
    }
    best
}

fn places(order: &[ConditionId]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, condition) in order.iter().enumerate() {
        places[condition.index()] = place as u32;
    }
    places
}

fn span(places: &[u32], groups: &[Vec<ConditionId>]) -> u64 {
    let span_of = |group: &Vec<ConditionId>| {
        let of = || group.iter().map(|condition| places[condition.index()]);
        of().max().zip(of().min()).map_or(0, |(last, first)| u64::from(last - first))
    };
    groups.iter().map(span_of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interacting_conditions_come_together() {
        let far_apart = [vec![ConditionId(0), ConditionId(9)], vec![ConditionId(1), ConditionId(8)]];
        let order = force(10, &far_apart);
        let mut sorted = order.clone();
        sorted.sort();
        assert_eq!(sorted, (0..10).map(ConditionId).collect::<Vec<_>>(), "a permutation");
        assert!(span(&places(&order), &far_apart) < 16, "{order:?}");
    }

    #[test]
    fn nothing_to_order_is_no_trouble() {
        assert!(force(0, &[]).is_empty());
        assert_eq!(force(2, &[vec![]]), [ConditionId(0), ConditionId(1)]);
    }
}
