//! What a handout is made of, whatever it is written as.

use super::ladder::Ladder;
use crate::report::grid::Grid;

/// A handout.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its title, which is its first heading too.
    pub title: String,
    /// What follows.
    pub blocks: Vec<Block>,
}

/// A part of a handout. Texts are as the files have them; who writes them escapes them.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading: 2 for a chapter, 3 for a part of one, 4 for a part of that.
    Heading(u8, String),
    /// Sentences.
    Paragraph(String),
    /// Sentences that are not the matter itself.
    Aside(String),
    /// Things said one after the other.
    List(Vec<Entry>),
    /// A table.
    Table(Grid),
    /// Where stances stand on their scales.
    Ladder(Ladder),
    /// Boxes to tick.
    Boxes {
        /// Of what, unless the text before it asks.
        ask: Option<String>,
        /// A box for each.
        choices: Vec<String>,
        /// Whether they are short enough for one line.
        in_one_line: bool,
    },
    /// Room to write on so many lines.
    Lines(usize),
    /// What follows begins a page.
    NewPage,
}

/// One thing said.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What stands out.
    pub lead: String,
    /// What follows it in the same line.
    pub words: String,
    /// What is said under it.
    pub below: Vec<String>,
}

impl Entry {
    /// An entry of plain words.
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    /// Lines under a lead: a single one beside it, several below.
    pub fn under(lead: String, mut lines: Vec<String>) -> Self {
        if lines.len() == 1 {
            return Self { lead, words: lines.remove(0), below: Vec::new() };
        }
        Self { lead, words: String::new(), below: lines }
    }
}

impl Document {
    /// The paragraphs of a text that may hold several.
    pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Block> + '_ {
        let parts = text.split('\n').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Block::Paragraph(part.to_owned()))
    }
}
