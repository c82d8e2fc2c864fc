//! The brackets of a text with what is in them, and the comments where they belong.

use std::borrow::Cow;

use crate::language::tokens::{Kind, Token, Tokens};

/// A comment, and how it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment<'text> {
    /// Without white space at the end of the line.
    pub text: Cow<'text, str>,
    /// Whether nothing can follow it on its line.
    pub is_line: bool,
    /// The line ends before it: none if it follows something, more than one after a blank line.
    pub newlines: usize,
}

/// A part of an item.
#[derive(Clone, Debug)]
pub enum Element<'text> {
    /// A word, a string or an attribute.
    Atom(&'text str),
    /// The colon between a name and its value.
    Colon,
    /// A bracket.
    Group(Group<'text>),
}

/// An element and the comments between it and the one before.
#[derive(Clone, Debug)]
pub struct Part<'text> {
    /// None for an item's first element.
    pub comments: Vec<Comment<'text>>,
    /// What they stand before.
    pub element: Element<'text>,
}

/// What stands between two commas.
#[derive(Clone, Debug)]
pub struct Item<'text> {
    /// The comments above it, or before it on its line.
    pub leading: Vec<Comment<'text>>,
    /// The line ends between those and the item.
    pub newlines: usize,
    /// The item itself.
    pub parts: Vec<Part<'text>>,
    /// The comments behind it on its line.
    pub trailing: Vec<Comment<'text>>,
}

/// A bracket with its items.
#[derive(Clone, Debug)]
pub struct Group<'text> {
    /// The opening bracket.
    pub open: &'text str,
    /// The comments behind the opening bracket on its line, if the line ends there.
    pub opening: Vec<Comment<'text>>,
    /// What is in it.
    pub items: Vec<Item<'text>>,
    /// The comments between the last item and the closing bracket.
    pub closing: Vec<Comment<'text>>,
    /// The closing bracket.
    pub close: &'text str,
    /// Whether both brackets stood on one line.
    pub one_line: bool,
}

/// A whole text: its attributes and its value as items, and the comments at its end.
#[derive(Clone, Debug)]
pub struct Tree<'text> {
    /// The attributes and the value.
    pub items: Vec<Item<'text>>,
    /// The comments after them.
    pub closing: Vec<Comment<'text>>,
}

impl<'text> Tree<'text> {
    /// The tree of a text that is RON.
    pub fn of(text: &'text str) -> Self {
        let mut reading = Reading { text, tokens: Tokens::of(text).collect(), next: 0 };
        let before = reading.comments();
        let (items, closing) = reading.items(before, Level::File);
        Self { items, closing }
    }
}

/// Where items stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// In no bracket: an item ends with the file, attributes end by themselves.
    File,
    /// In a bracket.
    Bracket,
}

struct Reading<'text> {
    text: &'text str,
    tokens: Vec<Token<'text>>,
    next: usize,
}

impl<'text> Reading<'text> {
    fn peek(&self) -> Option<Token<'text>> {
        self.tokens.get(self.next).copied()
    }

    /// The comments up to the next token that is none.
    fn comments(&mut self) -> Vec<Comment<'text>> {
        let mut comments = Vec::new();
        while let Some(token) = self.peek().filter(Token::is_comment) {
            self.next += 1;
            let is_line = token.kind == Kind::LineComment;
            let text = if is_line { Cow::Borrowed(token.text.trim_end()) } else { unix_lines(token.text) };
            comments.push(Comment { text, is_line, newlines: token.newlines });
        }
        comments
    }

    /// The items up to the closing bracket or the end, and the comments after the last of them.
    fn items(
        &mut self,
        before: Vec<Comment<'text>>,
        level: Level,
    ) -> (Vec<Item<'text>>, Vec<Comment<'text>>) {
        let mut items = Vec::new();
        let mut leading = before;
        while let Some(token) = self.peek() {
            if level == Level::Bracket && token.kind == Kind::Close {
                break;
            }
            let (parts, mut behind) = self.parts(level);
            let before_comma = behind.len();
            if let Some(comma) = self.peek().filter(|token| token.kind == Kind::Comma) {
                self.next += 1;
                // The comma is written anew; the line's end before it still counts.
                if let Some(after) = self.tokens.get_mut(self.next) {
                    after.newlines += comma.newlines;
                }
                behind.extend(self.comments());
            }
            let item_follows = self.peek().is_some_and(|token| token.kind != Kind::Close);
            let trailing = match self.on_the_line(&behind) {
                Some(number) => number,
                None if item_follows => before_comma,
                None => behind.len(),
            };
            let following = behind.split_off(trailing);
            items.push(Item { leading, newlines: token.newlines, parts, trailing: behind });
            leading = following;
        }
        (items, leading)
    }

    /// How many of the comments end the line that they stand on; `None` if the line goes on.
    fn on_the_line(&self, comments: &[Comment<'_>]) -> Option<usize> {
        let number = comments.iter().take_while(|comment| comment.newlines == 0).count();
        let goes_on = number == comments.len() && self.peek().is_some_and(|token| token.newlines == 0);
        (!goes_on).then_some(number)
    }

    /// The elements of an item, and the comments after the last of them.
    fn parts(&mut self, level: Level) -> (Vec<Part<'text>>, Vec<Comment<'text>>) {
        let mut parts = Vec::new();
        let mut comments = Vec::new();
        while let Some(token) = self.peek() {
            let ends = matches!(token.kind, Kind::Comma | Kind::Close) && level == Level::Bracket;
            if ends || (token.kind == Kind::Attribute && !parts.is_empty()) {
                break;
            }
            self.next += 1;
            let element = match token.kind {
                Kind::Open => Element::Group(self.group(token)),
                Kind::Colon => Element::Colon,
                _ => Element::Atom(token.text),
            };
            parts.push(Part { comments: std::mem::take(&mut comments), element });
            comments = self.comments();
            if token.kind == Kind::Attribute {
                break;
            }
        }
        (parts, comments)
    }

    fn group(&mut self, open: Token<'text>) -> Group<'text> {
        let mut before = self.comments();
        let opening = self.on_the_line(&before).unwrap_or(0);
        let leading = before.split_off(opening);
        let (items, closing) = self.items(leading, Level::Bracket);
        let close = self.peek();
        self.next += 1;
        let end = close.map_or(self.text.len(), |close| close.start);
        let one_line = !self.text[open.start..end].contains('\n');
        let close = close.map_or("", |close| close.text);
        Group { open: open.text, opening: before, items, closing, close, one_line }
    }
}

/// The same text with the line ends of Unix.
fn unix_lines(text: &str) -> Cow<'_, str> {
    if !text.contains("\r\n") {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    Cow::Owned(lines.join("\n"))
}
