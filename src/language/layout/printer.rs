//! The one layout of a tree.

use unicode_width::UnicodeWidthStr;

use super::tree::{Comment, Element, Group, Item, Part, Tree};

/// The most columns of a bracket that is put on one line.
const WIDTH: usize = 100;
/// The most columns of a list, a map or a pair that its author put on one line.
const WIDTH_AS_WRITTEN: usize = 120;
const INDENT: usize = 4;

/// The text of a tree.
pub fn print(tree: &Tree<'_>) -> String {
    let mut printer = Printer { text: String::new() };
    for (index, item) in tree.items.iter().enumerate() {
        if index > 0 {
            printer.line(first_newlines(item), 0);
        }
        printer.leading(item, 0);
        printer.parts(item, &Place { indent: 0, behind: 0, is_file: true });
        printer.behind(&item.trailing);
    }
    printer.own_lines(&tree.closing, 0, tree.items.is_empty());
    printer.text.push('\n');
    printer.text
}

/// The line ends before an item and its comments.
fn first_newlines(item: &Item<'_>) -> usize {
    item.leading.first().map_or(item.newlines, |comment| comment.newlines)
}

/// Where a bracket is written.
#[derive(Clone, Copy)]
struct Place {
    /// The depth of its first line.
    indent: usize,
    /// The columns of what must follow it on its last line.
    behind: usize,
    /// Whether it holds the whole file.
    is_file: bool,
}

struct Printer {
    text: String,
}

impl Printer {
    /// A new line, after a blank one if there were several line ends.
    fn line(&mut self, newlines: usize, indent: usize) {
        self.text.push('\n');
        if newlines > 1 {
            self.text.push('\n');
        }
        self.text.extend(std::iter::repeat_n(' ', indent * INDENT));
    }

    /// From a comment to what comes next: on the same line where both were.
    fn after(&mut self, comment: &Comment<'_>, newlines: usize, indent: usize) {
        if newlines == 0 && !comment.is_line {
            self.text.push(' ');
        } else {
            self.line(newlines, indent);
        }
    }

    /// The comments before an item.
    fn leading(&mut self, item: &Item<'_>, indent: usize) {
        for (index, comment) in item.leading.iter().enumerate() {
            self.text.push_str(&comment.text);
            let next = item.leading.get(index + 1).map_or(item.newlines, |next| next.newlines);
            self.after(comment, next, indent);
        }
    }

    /// Comments at the end of a line.
    fn behind(&mut self, comments: &[Comment<'_>]) {
        for comment in comments {
            self.text.push(' ');
            self.text.push_str(&comment.text);
        }
    }

    /// Comments that no item follows.
    fn own_lines(&mut self, comments: &[Comment<'_>], indent: usize, are_first: bool) {
        for (index, comment) in comments.iter().enumerate() {
            match index.checked_sub(1).map(|before| &comments[before]) {
                Some(before) => self.after(before, comment.newlines, indent),
                None => self.line(if are_first { 1 } else { comment.newlines }, indent),
            }
            self.text.push_str(&comment.text);
        }
    }

    fn parts(&mut self, item: &Item<'_>, place: &Place) {
        let mut inside = *place;
        for (index, part) in item.parts.iter().enumerate() {
            let mut is_new_line = false;
            for comment in &part.comments {
                if !is_new_line {
                    self.text.push(' ');
                }
                self.text.push_str(&comment.text);
                is_new_line = comment.is_line;
                if is_new_line {
                    // What follows on lines of its own still belongs to the item.
                    inside.indent = place.indent + 1;
                    self.line(1, inside.indent);
                }
            }
            if !is_new_line && needs_space(&item.parts, index) {
                self.text.push(' ');
            }
            match &part.element {
                Element::Atom(text) => self.text.push_str(text),
                Element::Colon => self.text.push(':'),
                Element::Group(group) => self.group(group, &inside),
            }
        }
    }

    fn group(&mut self, group: &Group<'_>, place: &Place) {
        let is_open = place.is_file && !group.items.is_empty();
        if !is_open && let Some(flat) = flat(group) {
            let limit = if group.one_line && is_data(group) { WIDTH_AS_WRITTEN } else { WIDTH };
            let open_end = said(group).map_or(0, |words| words.width() + group.close.len() + place.behind);
            if self.column() + flat.width() + place.behind <= limit + open_end {
                self.text.push_str(&flat);
                return;
            }
        }
        self.text.push_str(group.open);
        if let Some(item) = embraced(group) {
            self.parts(item, &Place { behind: place.behind + 1, is_file: false, ..*place });
        } else {
            self.behind(&group.opening);
            let inside = Place { indent: place.indent + 1, behind: 1, is_file: false };
            for (index, item) in group.items.iter().enumerate() {
                self.line(if index == 0 { 1 } else { first_newlines(item) }, inside.indent);
                self.leading(item, inside.indent);
                self.parts(item, &inside);
                self.text.push(',');
                self.behind(&item.trailing);
            }
            self.own_lines(&group.closing, inside.indent, group.items.is_empty());
            self.line(1, place.indent);
        }
        self.text.push_str(group.close);
    }

    /// The columns of the line so far.
    fn column(&self) -> usize {
        let start = self.text.rfind('\n').map_or(0, |newline| newline + 1);
        self.text[start..].width()
    }
}

/// Whether a space stands between an element and what is before it on its line.
fn needs_space(parts: &[Part<'_>], index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    match (&parts[before].element, &parts[index].element) {
        (_, Element::Colon) => false,
        (Element::Atom(_) | Element::Group(_), Element::Group(_)) => !parts[index].comments.is_empty(),
        _ => true,
    }
}

/// The only item of a bracket that shares its lines: `Set({` … `})`, `Say("…")`.
fn embraced<'group, 'text>(group: &'group Group<'text>) -> Option<&'group Item<'text>> {
    let [item] = group.items.as_slice() else { return None };
    let comments = [&group.opening, &group.closing, &item.leading, &item.trailing];
    let is_commented = comments.iter().any(|comments| !comments.is_empty())
        || item.parts.iter().any(|part| !part.comments.is_empty());
    let is_embraced = match item.parts.as_slice() {
        [Part { element: Element::Atom(_), .. }] => true,
        [.., Part { element: Element::Group(_), .. }] => {
            let is_named = item.parts.iter().any(|part| matches!(part.element, Element::Colon));
            group.open == "(" && !is_named
        }
        _ => false,
    };
    (is_embraced && !is_commented).then_some(item)
}

/// The words at the end of a bracket that its author put on one line with no more than a name before
/// them: `Predict(stance: "a", ask: "…")`. A sentence is as long as it is, on whatever line.
fn said<'text>(group: &Group<'text>) -> Option<&'text str> {
    let [_, Item { parts, trailing, .. }] = group.items.as_slice() else { return None };
    match parts.last()?.element {
        Element::Atom(words) if group.one_line && trailing.is_empty() && words.ends_with('"') => Some(words),
        _ => None,
    }
}

/// Whether a bracket is a list, a map or a pair of such, down to words and strings.
fn is_data(group: &Group<'_>) -> bool {
    group.items.iter().all(|item| {
        let value = match item.parts.as_slice() {
            [_, Part { element: Element::Colon, .. }, value] if group.open == "{" => value,
            [value] => value,
            _ => return false,
        };
        match &value.element {
            Element::Group(group) => is_data(group),
            Element::Atom(_) => true,
            Element::Colon => false,
        }
    })
}

/// The bracket on one line, if it can and may be on one.
fn flat(group: &Group<'_>) -> Option<String> {
    let mut text = String::new();
    write_flat(group, &mut text).then_some(text)
}

/// Writes the bracket on one line; false if it cannot be.
fn write_flat(group: &Group<'_>, text: &mut String) -> bool {
    if !group.opening.is_empty() || !(group.one_line || is_bare(group) && is_data(group)) {
        return false;
    }
    text.push_str(group.open);
    for (index, item) in group.items.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        for comment in &item.leading {
            if !is_flat(&comment.text) || comment.is_line {
                return false;
            }
            text.push_str(&comment.text);
            text.push(' ');
        }
        for (at, part) in item.parts.iter().enumerate() {
            if !write_flat_comments(&part.comments, text) {
                return false;
            }
            if needs_space(&item.parts, at) {
                text.push(' ');
            }
            let fits = match &part.element {
                Element::Atom(atom) => {
                    text.push_str(atom);
                    is_flat(atom)
                }
                Element::Colon => {
                    text.push(':');
                    true
                }
                Element::Group(group) => write_flat(group, text),
            };
            if !fits {
                return false;
            }
        }
        if !write_flat_comments(&item.trailing, text) {
            return false;
        }
    }
    if group.items.is_empty() {
        // `[/* nothing */]`
        let mut comments = String::new();
        let fits = write_flat_comments(&group.closing, &mut comments);
        text.push_str(comments.trim_start());
        text.push_str(group.close);
        return fits;
    }
    text.push_str(group.close);
    group.closing.is_empty()
}

fn write_flat_comments(comments: &[Comment<'_>], text: &mut String) -> bool {
    for comment in comments {
        text.push(' ');
        text.push_str(&comment.text);
    }
    comments.iter().all(|comment| !comment.is_line && is_flat(&comment.text))
}

fn is_flat(text: &str) -> bool {
    !text.contains('\n')
}

/// Whether a bracket has neither comments nor blank lines of its own, which its author set apart.
fn is_bare(group: &Group<'_>) -> bool {
    group.closing.is_empty()
        && group.items.iter().enumerate().all(|(index, item)| {
            item.leading.is_empty()
                && item.trailing.is_empty()
                && item.parts.iter().all(|part| part.comments.is_empty())
                && (index == 0 || item.newlines < 2)
        })
}
