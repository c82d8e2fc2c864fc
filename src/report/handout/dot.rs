//! The dependency graph for graphviz.

use std::fmt::Write;

use super::Subject;
use super::graph::{Graph, Node, Part};
use crate::report::escape::{dot as quoted, dot_lines};
use crate::report::wrap::wrap;

/// How long a line of a label may be.
const LABEL: usize = 28;

/// Writes the graph in the DOT language, a cluster for each file.
pub fn render(subject: &Subject<'_>, graph: &Graph<'_>, title: &str) -> String {
    let mut text = format!(
        "digraph whatif {{\n  graph [rankdir=LR, label={}, labelloc=t, fontname=\"Helvetica\", nodesep=0.15, ranksep=0.8];\n  \
         node [fontname=\"Helvetica\", fontsize=10, shape=box, margin=\"0.1,0.05\"];\n  edge [color=\"#59636e\", arrowsize=0.6];\n",
        quoted(&format!("What depends on what: {title}"))
    );
    for (index, file) in subject.library.files.iter().enumerate() {
        let mut nodes = graph.nodes.iter().filter(|node| node.file.index() == index).peekable();
        if nodes.peek().is_none() {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  subgraph {} {{\n    label={};\n    color=\"#b4bcc5\";",
            quoted(&format!("cluster_{}", file.name)),
            quoted(&file.title)
        );
        for node in nodes {
            let _ = writeln!(
                text,
                "    {} [label={}, tooltip={}, {}];",
                name(node),
                dot_lines(&wrap(&node.label, LABEL)),
                quoted(&format!("{}: {}", node.kind, node.id)),
                look(node)
            );
        }
        text.push_str("  }\n");
    }
    for edge in &graph.edges {
        let look = if edge.replaces { " [style=dashed, label=\"replaces\", fontsize=8]" } else { "" };
        let (from, to) = (&graph.nodes[edge.from], &graph.nodes[edge.to]);
        let _ = writeln!(text, "  {} -> {}{look};", name(from), name(to));
    }
    text.push_str("}\n");
    text
}

/// A node's name: its id, which constraints and overrides may share with others.
fn name(node: &Node<'_>) -> String {
    match node.kind {
        "constraint" | "override" => quoted(&format!("{} {}", node.kind, node.id)),
        _ => quoted(node.id),
    }
}

fn look(node: &Node<'_>) -> &'static str {
    match (node.part, node.kind) {
        (_, "reading") => "style=\"rounded,dashed\", color=\"#1a5fb4\"",
        (Part::Condition(_), _) => "style=rounded, color=\"#1a5fb4\"",
        (Part::Constraint(_), _) => "shape=hexagon, style=dashed, color=\"#59636e\"",
        (_, "stance") => "style=bold, color=\"#c4540a\"",
        (_, "override") => "shape=octagon, color=\"#c4540a\"",
        _ => "color=\"#59636e\"",
    }
}
