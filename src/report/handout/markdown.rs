//! A handout in Markdown as GitHub reads it.

use std::fmt::Write;

use super::document::{Block, Document, Entry};
use super::ladder::Ladder;
use crate::report::escape;

/// Writes a handout.
pub fn render(document: &Document) -> String {
    let mut text = format!("# {}\n", escape::markdown(&document.title));
    for block in &document.blocks {
        text.push('\n');
        write(block, &mut text);
    }
    text
}

fn write(block: &Block, text: &mut String) {
    // Writing to a string cannot fail.
    let _ = match block {
        Block::Heading(level, words) => {
            writeln!(text, "{} {}", "#".repeat(usize::from(*level)), escape::markdown(words))
        }
        Block::Paragraph(words) => writeln!(text, "{}", escape::markdown(words)),
        Block::Aside(words) => writeln!(text, "> {}", escape::markdown(words)),
        Block::List(entries) => {
            for entry in entries {
                list_entry(entry, text);
            }
            Ok(())
        }
        Block::Table(grid) => write!(text, "{}", grid.markdown()),
        Block::Ladder(ladder) => {
            ladder_tables(ladder, text);
            Ok(())
        }
        Block::Boxes { ask, choices, in_one_line } => {
            boxes(ask.as_deref(), choices, *in_one_line, text);
            Ok(())
        }
        Block::Lines(count) => {
            let rule = "&nbsp;\n\n---\n";
            writeln!(text, "{}", vec![rule; *count].join("\n").trim_end())
        }
        Block::NewPage => writeln!(text, "<div style=\"break-before: page\"></div>"),
    };
}

fn list_entry(entry: &Entry, text: &mut String) {
    let lead = escape::markdown(&entry.lead);
    let words = escape::markdown(&entry.words);
    let _ = match (lead.is_empty(), words.is_empty()) {
        (true, _) => writeln!(text, "- {words}"),
        (false, true) => writeln!(text, "- **{lead}**:"),
        (false, false) => writeln!(text, "- **{lead}**: {words}"),
    };
    for line in &entry.below {
        let _ = writeln!(text, "  - {}", escape::markdown(line));
    }
}

fn ladder_tables(ladder: &Ladder, text: &mut String) {
    for (index, rungs) in ladder.rungs.iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        let _ = write!(text, "{gap}### {}\n\n{}", escape::markdown(&rungs.label), rungs.grid().markdown());
    }
    if !ladder.is_blank {
        let legend: Vec<String> =
            ladder.legend().into_iter().map(|(mark, words)| format!("{} {words}", mark.glyph())).collect();
        let _ = writeln!(text, "\n{}.", escape::markdown(&legend.join("; ")));
    }
}

fn boxes(ask: Option<&str>, choices: &[String], in_one_line: bool, text: &mut String) {
    let ask = ask.map(escape::markdown);
    if in_one_line {
        let choices: Vec<String> =
            choices.iter().map(|choice| format!("☐ {}", escape::markdown(choice))).collect();
        let ask = ask.map(|ask| format!("{ask} ")).unwrap_or_default();
        let _ = writeln!(text, "{ask}{}", choices.join("   "));
        return;
    }
    if let Some(ask) = ask {
        let _ = writeln!(text, "{ask}\n");
    }
    for choice in choices {
        let _ = writeln!(text, "- [ ] {}", escape::markdown(choice));
    }
}
