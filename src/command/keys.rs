//! `whatif keys`: the table of keys.

use clap::Args;
use std::io::Write;

use super::{Failure, stdout};
use crate::report::grid::Grid;
use crate::tui::keymap::{Context, Keymap};

#[derive(Debug, Args)]
pub(super) struct Keys {
    /// As Markdown
    #[arg(long)]
    markdown: bool,
}

impl Keys {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let mut stdout = stdout();
        write!(stdout, "{}", text(&Keymap::default(), self.markdown))?;
        stdout.flush()?;
        Ok(())
    }
}

/// What stands above the tables of a page.
const INTRODUCTION: &str = "# Keys\n\n\
    What the keys do on the screen, as they are without a configuration; the configuration gives a command \
    other keys by its name, as in `keys: {\"undo\": [\"ctrl-u\"]}`. `whatif keys --markdown` prints this page.\n";

/// Every key under the heading of where it holds, with the name that the configuration knows.
fn text(keymap: &Keymap, markdown: bool) -> String {
    let mut text = if markdown { INTRODUCTION.to_owned() } else { String::new() };
    for context in Context::ALL {
        let mut grid = Grid::new(["key", "command", "what it does"]);
        for row in keymap.bindings(&[context]) {
            let keys: Vec<String> = row.keys.iter().map(|key| key.label()).collect();
            let name = row.binding.command.name().to_owned();
            grid.rows.push(vec![keys.join(", "), name, row.binding.words.to_owned()]);
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let heading = context.heading();
        let (sign, table) = if markdown { ("## ", grid.markdown()) } else { ("", grid.columns()) };
        for part in [sign, heading, "\n\n", &table] {
            text.push_str(part);
        }
    }
    text
}
