//! The dependency graph as a picture: conditions at the left, then the facts made of them, then
//! stances, overrides, and the stances that these reach.

use super::Subject;
use super::graph::{Graph, Node, Part};
use super::layered::{Given, Layout, layout};
use super::picture::{Frame, Look, Picture, leading, lines, width};
use crate::logic::model::Definition;

const MARGIN: usize = 20;
const BOX: usize = 218;
const PADDING: usize = 9;
const BETWEEN: usize = 84;
const TITLE: Look = Look::new("ink", 17).bold();
const KIND: Look = Look::new("quiet", 10);
const LABEL: Look = Look::new("ink", 12);
const FILE: Look = Look::new("ink", 13).bold();
/// Room for a file's title above its first condition.
const ABOVE: u32 = 22;

/// Draws the graph; `None` if it is too large for a picture.
pub fn svg(subject: &Subject<'_>, graph: &Graph<'_>, title: &str) -> Option<String> {
    let layers = layers(graph);
    let labels: Vec<Vec<String>> =
        graph.nodes.iter().map(|node| lines(&node.label, LABEL.size, BOX - 2 * PADDING)).collect();
    let heights: Vec<u32> =
        labels.iter().map(|label| (23 + label.len() * leading(LABEL.size)) as u32).collect();
    let above: Vec<u32> =
        (0..graph.nodes.len()).map(|index| if begins_a_file(graph, index) { ABOVE } else { 0 }).collect();
    let edges: Vec<(usize, usize)> = graph.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let layout = layout(&Given { layers: &layers, heights: &heights, above: &above, edges: &edges })?;
    let mut picture = Picture::default();
    picture.element(format_args!(
        "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto\"><path class=\"quiet\" d=\"M0 0.5 8 4 0 7.5z\"/></marker></defs>"
    ));
    let title = format!("What depends on what: {title}");
    let columns = layers.iter().max().map_or(0, |last| last + 1);
    let across = (columns * (BOX + BETWEEN)).saturating_sub(BETWEEN).max(640);
    let heading = lines(&title, TITLE.size, across);
    picture.words(MARGIN, MARGIN + TITLE.size, &heading, TITLE);
    let down = 2 * MARGIN + heading.len() * leading(TITLE.size);
    draw_links(graph, &layout, down, &mut picture);
    for (index, node) in graph.nodes.iter().enumerate() {
        let (x, y) = (left_of(layers[index]), layout.tops[index] + down);
        if begins_a_file(graph, index) {
            let words = lines(subject.title(node.file), FILE.size, BOX);
            picture.words(x, y - 7, &words[..1], FILE);
        }
        draw_node(subject, node, &labels[index], (x, y), heights[index], &mut picture);
    }
    let y = down + layout.height + 34;
    picture.words(MARGIN, y, &lines(LEGEND, KIND.size + 1, across), Look::new("quiet", KIND.size + 1));
    let rows = lines(LEGEND, KIND.size + 1, across).len();
    let height = y + rows * leading(KIND.size + 1) + MARGIN / 2;
    let description =
        format!("From left to right: {}. An arrow leads from a thing to what depends on it.", graph.counts());
    Some(picture.finish(across + 2 * MARGIN, height, &title, &description, Frame::Alone))
}

const LEGEND: &str = "An arrow leads from a thing to what depends on it; a dashed one from an override to \
                      a stance of which it replaces values. Rounded boxes can be supposed: with a dashed \
                      edge, they are readings of the text.";

/// For each node its layer: one behind all that it depends on. Stances on which nothing depends
/// stand together at the right.
fn layers(graph: &Graph<'_>) -> Vec<usize> {
    let mut layers = vec![0; graph.nodes.len()];
    let mut is_last = vec![true; graph.nodes.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        if !matches!(node.part, Part::Condition(_)) {
            layers[index] = 1;
        }
    }
    // An edge comes after all edges that lead to where it begins.
    for edge in &graph.edges {
        layers[edge.to] = layers[edge.to].max(layers[edge.from] + 1);
        is_last[edge.from] = false;
    }
    let rightmost = layers.iter().copied().max().unwrap_or(0);
    for (index, node) in graph.nodes.iter().enumerate() {
        if is_last[index] && matches!(node.part, Part::Defined(Definition::Stance(_))) {
            layers[index] = rightmost;
        }
    }
    layers
}

fn begins_a_file(graph: &Graph<'_>, index: usize) -> bool {
    let is_condition = |node: &Node<'_>| matches!(node.part, Part::Condition(_));
    let node = &graph.nodes[index];
    is_condition(node) && (index == 0 || graph.nodes[index - 1].file != node.file)
}

fn left_of(layer: usize) -> usize {
    MARGIN + layer * (BOX + BETWEEN)
}

fn draw_links(graph: &Graph<'_>, layout: &Layout, down: usize, picture: &mut Picture) {
    for link in &layout.links {
        let (from, to) = (link.from + down, link.to + down);
        let right = left_of(link.layer) + BOX;
        let left = right + BETWEEN;
        let middle = right + BETWEEN / 2;
        // What begins at a bend first crosses the layer of the bend.
        let start = if link.from_bend { right - BOX } else { right };
        let arrow = if link.ends.is_some() { " marker-end=\"url(#arrow)\"" } else { "" };
        let dashed = if graph.edges[link.part_of].replaces { " dashed" } else { "" };
        picture.element(format_args!(
            "<path class=\"edge{dashed}\" d=\"M{start} {from}H{right}C{middle} {from} {middle} {to} {left} {to}\"{arrow}/>"
        ));
    }
}

fn draw_node(
    subject: &Subject<'_>,
    node: &Node<'_>,
    label: &[String],
    (x, y): (usize, usize),
    height: u32,
    picture: &mut Picture,
) {
    let (class, radius, stroke) = match node.kind {
        "condition" => ("cool", 9, "1.2"),
        "reading" => ("cool dashed", 9, "1.2"),
        "stance" => ("warm", 2, "2"),
        "override" => ("warm", 2, "1"),
        "constraint" => ("plain dashed", 2, "1.2"),
        _ => ("plain", 2, "1.2"),
    };
    picture.element(format_args!(
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{height}\" rx=\"{radius}\" stroke-width=\"{stroke}\"/>"
    ));
    // Above a condition stands its file's title already.
    let is_condition = matches!(node.part, Part::Condition(_));
    let kind = if is_condition {
        node.kind.to_owned()
    } else {
        let whole = format!("{} · {}", node.kind, subject.title(node.file));
        if width(&whole, KIND.size) <= BOX - 2 * PADDING { whole } else { node.kind.to_owned() }
    };
    picture.words(x + PADDING, y + 14, &[kind], KIND);
    picture.words(x + PADDING, y + 29, label, LABEL);
}
