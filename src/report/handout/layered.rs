//! Where the nodes of a graph without circles go when every edge leads to the right.
//!
//! Nodes stand in layers; an edge that crosses layers bends in each, and all edges from one node
//! share their bends. Layers are ordered so that few edges cross, the first one as it is given;
//! then every item moves towards those that it is linked with, as far as its neighbours let it.

/// What is laid out.
#[derive(Clone, Debug)]
pub struct Given<'all> {
    /// For each node, its layer.
    pub layers: &'all [usize],
    /// For each node, how tall it is.
    pub heights: &'all [u32],
    /// For each node, the room to keep above it beyond what all keep.
    pub above: &'all [u32],
    /// From where to where; always to a later layer.
    pub edges: &'all [(usize, usize)],
}

/// A link between items of neighbouring layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// From the middle of which height.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// The layer that it leads from.
    pub layer: usize,
    /// The edge that ends with it; other links are shared.
    pub ends: Option<usize>,
    /// One of the edges that it is part of.
    pub part_of: usize,
    /// Whether a bend is where it begins, so that it crosses that layer first.
    pub from_bend: bool,
}

/// Where everything goes.
#[derive(Clone, Debug)]
pub struct Layout {
    /// For each node, the height of its upper edge.
    pub tops: Vec<usize>,
    /// The links.
    pub links: Vec<Link>,
    /// How tall everything is.
    pub height: usize,
}

/// The most items, nodes and bends, that are laid out.
const MOST_ITEMS: usize = 4000;
const BETWEEN_NODES: i64 = 14;
const BETWEEN_BENDS: i64 = 7;
const SWEEPS: usize = 12;

/// Lays a graph out; `None` if it is too large for a picture.
pub fn layout(given: &Given<'_>) -> Option<Layout> {
    let mut items = Laid::of(given)?;
    items.order();
    items.settle();
    Some(items.finish(given))
}

struct Item {
    layer: usize,
    height: i64,
    above: i64,
    is_bend: bool,
    before: Vec<usize>,
    after: Vec<usize>,
    /// Its place in its layer.
    place: usize,
    /// The ends of the edges of which it is a bend.
    between: Vec<usize>,
    /// Its middle.
    y: i64,
}

struct Laid {
    /// The nodes, then the bends.
    items: Vec<Item>,
    layers: Vec<Vec<usize>>,
    links: Vec<(usize, usize, Option<usize>, usize)>,
}

impl Laid {
    fn of(given: &Given<'_>) -> Option<Self> {
        let node = |((layer, height), above): ((&usize, &u32), &u32)| Item {
            layer: *layer,
            height: i64::from(*height),
            above: i64::from(*above),
            is_bend: false,
            before: Vec::new(),
            after: Vec::new(),
            place: 0,
            between: Vec::new(),
            y: 0,
        };
        let mut items: Vec<Item> =
            given.layers.iter().zip(given.heights).zip(given.above).map(node).collect();
        let mut links = Vec::new();
        // For each node its bends, from its own layer on.
        let mut bends: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
        for (edge, (from, to)) in given.edges.iter().enumerate() {
            let span = items[*to].layer.saturating_sub(items[*from].layer).saturating_sub(1);
            while bends[*from].len() < span {
                let layer = items[*from].layer + bends[*from].len() + 1;
                let last = bends[*from].last().copied().unwrap_or(*from);
                let bend = items.len();
                if bend >= MOST_ITEMS {
                    return None;
                }
                items.push(Item {
                    layer,
                    height: 0,
                    above: 0,
                    is_bend: true,
                    before: Vec::new(),
                    after: Vec::new(),
                    place: 0,
                    between: vec![*from],
                    y: 0,
                });
                links.push((last, bend, None, edge));
                bends[*from].push(bend);
            }
            for bend in &bends[*from][..span] {
                items[*bend].between.push(*to);
            }
            let last = if span == 0 { *from } else { bends[*from][span - 1] };
            links.push((last, *to, Some(edge), edge));
        }
        if items.len() > MOST_ITEMS {
            return None;
        }
        for (from, to, ..) in &links {
            items[*from].after.push(*to);
            items[*to].before.push(*from);
        }
        let count = items.iter().map(|item| item.layer + 1).max().unwrap_or(0);
        let mut layers = vec![Vec::new(); count];
        for (index, item) in items.iter_mut().enumerate() {
            item.place = layers[item.layer].len();
            layers[item.layer].push(index);
        }
        Some(Self { items, layers, links })
    }

    /// Orders all layers but the first by where those are that an item is linked with, forth and
    /// back, and keeps the order with the fewest crossings.
    fn order(&mut self) {
        let mut best = (usize::MAX, self.layers.clone());
        for sweep in 0..SWEEPS {
            if sweep % 2 == 0 {
                for layer in 1..self.layers.len() {
                    self.sort(layer, |item| &item.before);
                }
            } else {
                for layer in (1..self.layers.len()).rev() {
                    self.sort(layer, |item| &item.after);
                }
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
        }
        self.layers = best.1;
        for layer in &self.layers {
            for (place, item) in layer.iter().enumerate() {
                self.items[*item].place = place;
            }
        }
    }

    fn sort(&mut self, layer: usize, linked: impl Fn(&Item) -> &Vec<usize>) {
        let items = &self.items;
        // In thousandths of a place; what is linked with nothing stays where it is.
        let key = |index: &usize| {
            let others = linked(&items[*index]);
            if others.is_empty() {
                return items[*index].place * 1000;
            }
            others.iter().map(|other| items[*other].place * 1000).sum::<usize>() / others.len()
        };
        let mut order = self.layers[layer].clone();
        order.sort_by_cached_key(key);
        for (place, item) in order.iter().enumerate() {
            self.items[*item].place = place;
        }
        self.layers[layer] = order;
    }

    fn crossings(&self) -> usize {
        let mut crossings = 0;
        for layer in &self.layers {
            let mut ends: Vec<usize> = Vec::new();
            for item in layer {
                let mut to: Vec<usize> =
                    self.items[*item].after.iter().map(|other| self.items[*other].place).collect();
                to.sort_unstable();
                crossings += to
                    .iter()
                    .map(|end| ends.len() - ends.partition_point(|other| other <= end))
                    .sum::<usize>();
                for end in to {
                    ends.insert(ends.partition_point(|other| *other <= end), end);
                }
            }
        }
        crossings
    }

    /// How far apart the middles of two neighbours are at least.
    fn distance(&self, upper: usize, lower: usize) -> i64 {
        let (upper, lower) = (&self.items[upper], &self.items[lower]);
        let between = if upper.is_bend && lower.is_bend { BETWEEN_BENDS } else { BETWEEN_NODES };
        i64::midpoint(upper.height, lower.height) + between + lower.above
    }

    fn settle(&mut self) {
        for layer in 0..self.layers.len() {
            let wanted = vec![0; self.layers[layer].len()];
            let stacked = self.pushed_down(layer, &wanted);
            let middle = stacked.last().copied().unwrap_or(0) / 2;
            for (item, y) in self.layers[layer].clone().into_iter().zip(stacked) {
                self.items[item].y = y - middle;
            }
        }
        for sweep in 0..SWEEPS {
            let layers: Vec<usize> = if sweep % 2 == 0 {
                (1..self.layers.len()).collect()
            } else {
                (1..self.layers.len()).rev().collect()
            };
            for layer in layers {
                self.pull(layer);
            }
        }
    }

    /// Moves a layer's items towards the middle of those that they are linked with.
    fn pull(&mut self, layer: usize) {
        let wanted = self.layers[layer].iter().map(|index| {
            let item = &self.items[*index];
            // All bends of an edge want to be in one line, and not on stairs.
            if let [from, to @ ..] = item.between.as_slice() {
                let (sum, count) =
                    to.iter().fold((0, 0), |(sum, count), to| (sum + self.items[*to].y, count + 1));
                return i64::midpoint(self.items[*from].y, sum / i64::max(count, 1));
            }
            let others = item.before.iter().chain(&item.after);
            let (sum, count) =
                others.fold((0, 0), |(sum, count), other| (sum + self.items[*other].y, count + 1));
            if count == 0 { item.y } else { sum / count }
        });
        let wanted: Vec<i64> = wanted.collect();
        let down = self.pushed_down(layer, &wanted);
        let up = self.pushed_up(layer, &wanted);
        // Either keeps the distances, and so does what lies between.
        for ((item, down), up) in self.layers[layer].clone().into_iter().zip(down).zip(up) {
            self.items[item].y = (down + up).div_euclid(2);
        }
    }

    fn pushed_down(&self, layer: usize, wanted: &[i64]) -> Vec<i64> {
        let mut placed: Vec<i64> = Vec::with_capacity(wanted.len());
        for (index, wanted) in wanted.iter().enumerate() {
            let least = placed.last().map(|above| {
                let layer = &self.layers[layer];
                above + self.distance(layer[index - 1], layer[index])
            });
            placed.push(least.map_or(*wanted, |least| least.max(*wanted)));
        }
        placed
    }

    fn pushed_up(&self, layer: usize, wanted: &[i64]) -> Vec<i64> {
        let mut placed = wanted.to_vec();
        for index in (0..placed.len().saturating_sub(1)).rev() {
            let layer = &self.layers[layer];
            placed[index] =
                placed[index].min(placed[index + 1] - self.distance(layer[index], layer[index + 1]));
        }
        placed
    }

    fn finish(self, given: &Given<'_>) -> Layout {
        let top = self.items.iter().map(|item| item.y - item.height / 2 - item.above).min().unwrap_or(0);
        let bottom = self.items.iter().map(|item| item.y + item.height / 2 + 1).max().unwrap_or(0);
        let nodes = &self.items[..given.layers.len()];
        let links = self.links.iter().map(|(from, to, ends, part_of)| Link {
            from: (self.items[*from].y - top) as usize,
            to: (self.items[*to].y - top) as usize,
            layer: self.items[*from].layer,
            ends: *ends,
            part_of: *part_of,
            from_bend: self.items[*from].is_bend,
        });
        Layout {
            tops: nodes.iter().map(|item| (item.y - item.height / 2 - top) as usize).collect(),
            links: links.collect(),
            height: (bottom - top) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_two_nodes_of_a_layer_overlap(
            layers in prop::collection::vec((0_usize..4, 10_u32..60), 1..30),
            pairs in prop::collection::vec((0_usize..30, 0_usize..30), 0..60),
        ) {
            let (layers, heights): (Vec<usize>, Vec<u32>) = layers.into_iter().unzip();
            let above = vec![0; layers.len()];
            let edges: Vec<(usize, usize)> = pairs
                .into_iter()
                .filter(|(from, to)| *from < layers.len() && *to < layers.len() && layers[*from] < layers[*to])
                .collect();
            let given = Given { layers: &layers, heights: &heights, above: &above, edges: &edges };
            let layout = layout(&given).expect("it is small");
            for left in 0..layers.len() {
                for right in (0..left).filter(|right| layers[*right] == layers[left]) {
                    let (upper, lower) = if layout.tops[left] < layout.tops[right] { (left, right) } else { (right, left) };
                    prop_assert!((layout.tops[upper] + heights[upper] as usize) < layout.tops[lower]);
                }
            }
            prop_assert!((0..layers.len()).all(|node| layout.tops[node] + heights[node] as usize <= layout.height + 1));
            let mut ended: Vec<usize> = layout.links.iter().filter_map(|link| link.ends).collect();
            ended.sort_unstable();
            prop_assert_eq!(ended, (0..edges.len()).collect::<Vec<_>>());
        }
    }
}
