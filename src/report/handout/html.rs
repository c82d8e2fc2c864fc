//! A handout as one HTML file: nothing is loaded, nothing runs, and it prints well on A4.

use std::fmt::Write;

use super::document::{Block, Document, Entry};
use super::ladder::Ladder;
use super::{ladder_picture, palette};
use crate::report::escape;
use crate::report::grid::Grid;

/// With more chapters than this, a list of them stands at the beginning.
const MOST_WITHOUT_CONTENTS: usize = 7;

const STYLE: &str = r#":root{color-scheme:light dark;--ink:#1b1f24;--quiet:#59636e;--line:#c8ced5;--ground:#ffffff;--band:#f3f5f8;--cool:#1a5fb4;--warm:#c4540a}
@media (prefers-color-scheme:dark){:root{--ink:#e4e7eb;--quiet:#a3acb6;--line:#444c56;--ground:#14171b;--band:#1e232a;--cool:#8ab8ff;--warm:#fb9a38}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 "Helvetica Neue",Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif;overflow-wrap:break-word}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1,h2,h3,h4{line-height:1.25;margin:1.6em 0 .5em}
h1{font-size:1.9rem;margin-top:0}
h2{font-size:1.4rem;border-bottom:2px solid var(--cool);padding-bottom:.2em}
h3{font-size:1.12rem}
h4{font-size:1rem}
p,ul{margin:.5em 0}
ul{padding-left:1.3em}
li{margin:.2em 0}
li ul{margin:.1em 0}
.aside{color:var(--quiet);font-size:.92em;border-left:3px solid var(--line);padding-left:.8em}
.lead{font-weight:700}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.6em 0}
th,td{border:1px solid var(--line);padding:.3em .5em;text-align:left;vertical-align:top}
th{background:var(--band)}
td:first-child{min-width:9em}
td.number,th.number{text-align:right;white-space:nowrap}
td.source{white-space:nowrap}
figure{margin:.8em 0}
figure svg{display:block;width:100%;height:auto}
.boxes{list-style:none;padding-left:0;columns:13em}
.boxes li{break-inside:avoid;margin:0;padding:.1em 0 .1em 1.5em;text-indent:-1.5em}
.choice{margin-left:1.2em;white-space:nowrap}
.box{display:inline-block;width:.95em;height:.95em;border:1.5px solid var(--ink);border-radius:2px;margin-right:.55em;vertical-align:-.12em}
.rule{height:2.1em;border-bottom:1px solid var(--quiet)}
.lines{margin-bottom:1.2em}
nav{columns:2;font-size:.95em}
nav ul{margin:0}
a{color:var(--cool)}
@page{size:A4;margin:15mm 14mm 16mm}
@media print{
:root{color-scheme:light;--ink:#000000;--quiet:#444b53;--line:#9aa3ad;--ground:#ffffff;--band:#f1f3f6;--cool:#1a5fb4;--warm:#c4540a}
body{font-size:10pt}
main{max-width:none;padding:0}
h1{font-size:19pt}h2{font-size:14pt}h3{font-size:11.5pt}h4{font-size:10.5pt}
table{font-size:8.5pt}
.wide{overflow:visible}
h1,h2,h3,h4,p:has(+.wide),p:has(+.ask),p:has(+.lines),p:has(+ul),.ask:has(+.ask){break-after:avoid}
tr,li,figure,.ask,.lines{break-inside:avoid}
thead{display:table-header-group}
p{orphans:3;widows:3}
.new-page{break-before:page}
nav{columns:1}
a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"#;

/// Text of the page, with the parts of a locator in one line.
fn text(said: &str) -> String {
    let mut written = String::new();
    let escaped = escape::xml(said);
    let mut rest = escaped.as_str();
    while let Some(at) = rest.find(' ') {
        let (before, after) = rest.split_at(at);
        let after = &after[1..];
        let is_paragraph = after.starts_with('¶');
        let is_sentence = after
            .strip_prefix('s')
            .is_some_and(|number| number.starts_with(|digit: char| digit.is_ascii_digit()));
        written.push_str(before);
        written.push_str(if is_paragraph || is_sentence { "&nbsp;" } else { " " });
        rest = after;
    }
    written.push_str(rest);
    written
}

/// Writes a handout.
pub fn render(document: &Document) -> String {
    let title = escape::xml(&document.title);
    let mut page = Page { body: String::new(), chapters: 0, pictures: 0, begins: false };
    for block in &document.blocks {
        page.block(block);
    }
    let mut contents = String::new();
    if page.chapters > MOST_WITHOUT_CONTENTS {
        contents = table_of_contents(document);
    }
    let has_ladder = page.pictures > 0;
    let pictures = if has_ladder { palette::style() } else { String::new() };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{pictures}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         {contents}{}</main>\n</body>\n</html>\n",
        page.body
    )
}

fn table_of_contents(document: &Document) -> String {
    let mut text = "<nav aria-label=\"Contents\">\n<ul>\n".to_owned();
    let chapters = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(2, words) => Some(words),
        _ => None,
    });
    for (index, words) in chapters.enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "<li><a href=\"#chapter-{}\">{}</a></li>", index + 1, escape::xml(words));
    }
    text.push_str("</ul>\n</nav>\n");
    text
}

struct Page {
    body: String,
    chapters: usize,
    pictures: usize,
    /// Whether the next block begins a page.
    begins: bool,
}

impl Page {
    fn add(&mut self, markup: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(markup);
        self.body.push('\n');
    }

    fn block(&mut self, block: &Block) {
        let new_page = std::mem::replace(&mut self.begins, matches!(block, Block::NewPage));
        let class = if new_page { " class=\"new-page\"" } else { "" };
        match block {
            Block::Heading(level, words) => {
                let mut id = String::new();
                if *level == 2 {
                    self.chapters += 1;
                    id = format!(" id=\"chapter-{}\"", self.chapters);
                }
                let words = text(words);
                self.add(format_args!("<h{level}{id}{class}>{words}</h{level}>"));
            }
            Block::Paragraph(words) => self.add(format_args!("<p{class}>{}</p>", text(words))),
            Block::Aside(words) => self.add(format_args!("<p class=\"aside\">{}</p>", text(words))),
            Block::List(entries) => self.list(entries),
            Block::Table(grid) => self.table(grid),
            Block::Ladder(ladder) => self.ladder(ladder),
            Block::Boxes { ask, choices, in_one_line } => self.boxes(ask.as_deref(), choices, *in_one_line),
            Block::Lines(count) => {
                let rules = "<div class=\"rule\"></div>\n".repeat(*count);
                self.add(format_args!("<div class=\"lines\">\n{rules}</div>"));
            }
            Block::NewPage => {}
        }
    }

    fn list(&mut self, entries: &[Entry]) {
        self.add(format_args!("<ul>"));
        for entry in entries {
            let lead = match entry.lead.as_str() {
                "" => String::new(),
                lead => format!("<span class=\"lead\">{}:</span> ", text(lead)),
            };
            let mut below = String::new();
            for line in &entry.below {
                let _ = write!(below, "<li>{}</li>", text(line));
            }
            if !below.is_empty() {
                below = format!("<ul>{below}</ul>");
            }
            self.add(format_args!("<li>{lead}{}{below}</li>", text(&entry.words)));
        }
        self.add(format_args!("</ul>"));
    }

    fn table(&mut self, grid: &Grid) {
        let class = |name: &str| match name {
            "worlds" => " class=\"number\"",
            "where" => " class=\"source\"",
            _ => "",
        };
        let mut header = String::new();
        for name in &grid.header {
            let number = if name == "worlds" { class(name) } else { "" };
            let _ = write!(header, "<th scope=\"col\"{number}>{}</th>", text(name));
        }
        self.add(format_args!("<div class=\"wide\">\n<table>\n<thead><tr>{header}</tr></thead>\n<tbody>"));
        for row in &grid.rows {
            let mut cells = String::new();
            for (name, cell) in grid.header.iter().zip(row) {
                let _ = write!(cells, "<td{}>{}</td>", class(name), text(cell));
            }
            self.add(format_args!("<tr>{cells}</tr>"));
        }
        self.add(format_args!("</tbody>\n</table>\n</div>"));
    }

    fn ladder(&mut self, ladder: &Ladder) {
        let pictures = ladder_picture::svg_by_scale(ladder, self.pictures + 1);
        self.pictures += pictures.len();
        for picture in pictures {
            self.add(format_args!("<figure>\n{picture}</figure>"));
        }
    }

    fn boxes(&mut self, ask: Option<&str>, choices: &[String], in_one_line: bool) {
        const BOX: &str = "<span class=\"box\" aria-hidden=\"true\"></span>";
        let choices: Vec<String> = choices.iter().map(|choice| format!("{BOX}{}", text(choice))).collect();
        let ask = ask.map(text).unwrap_or_default();
        if in_one_line {
            let choices: Vec<String> =
                choices.iter().map(|choice| format!("<span class=\"choice\">{choice}</span>")).collect();
            self.add(format_args!("<p class=\"ask\">{ask} {}</p>", choices.join(" ")));
            return;
        }
        self.add(format_args!("<div class=\"ask\">"));
        if !ask.is_empty() {
            self.add(format_args!("<p>{ask}</p>"));
        }
        let choices: Vec<String> = choices.iter().map(|choice| format!("<li>{choice}</li>")).collect();
        self.add(format_args!("<ul class=\"boxes\">\n{}\n</ul>\n</div>", choices.join("\n")));
    }
}
