//! What each code of a diagnostic means, with an example that has the fault and one that is
//! mended. A page is Markdown of a fixed form: the summary, what it means, the faulty files, why
//! they are faulty, the mended files; codes that are about files on a disk have prose alone.

use std::fmt::Write;

use super::audit::checked;
use super::wrap::wrap;
use crate::language::diagnostic::{Code, Report};
use crate::language::load::load_texts;

/// The name of an example's file where the page gives none.
const EXAMPLE: &str = "example.ron";

/// The page of a code, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation<'page> {
    /// What the code means, in one line.
    pub summary: &'page str,
    /// What it means, in full.
    pub meaning: Vec<String>,
    /// Files that have the fault; none for codes that no text shows.
    pub faulty: Vec<Example<'page>>,
    /// Why that is a fault.
    pub why: Vec<String>,
    /// The same files, mended.
    pub mended: Vec<Example<'page>>,
}

/// A file of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example<'page> {
    /// What the file is called, with its folder if that matters.
    pub name: &'page str,
    /// Its text.
    pub text: &'page str,
}

/// The explanation of a code.
pub fn explanation(code: Code) -> Explanation<'static> {
    let page = code.page();
    let (summary, mut rest) = page.split_once('\n').unwrap_or((page, ""));
    let mut explanation =
        Explanation { summary, meaning: Vec::new(), faulty: Vec::new(), why: Vec::new(), mended: Vec::new() };
    while let Some((before, after)) = rest.split_once("```ron ") {
        let to = if explanation.faulty.is_empty() { &mut explanation.meaning } else { &mut explanation.why };
        to.extend(paragraphs(before));
        let (title, after) = after.split_once('\n').unwrap_or((after, ""));
        let (text, after) = after.split_once("```").unwrap_or((after, ""));
        let (kind, name) = title.split_once(' ').unwrap_or((title, EXAMPLE));
        let files = if kind == "mended" { &mut explanation.mended } else { &mut explanation.faulty };
        files.push(Example { name, text });
        rest = after;
    }
    if explanation.faulty.is_empty() {
        explanation.meaning.extend(paragraphs(rest));
    }
    explanation
}

/// Paragraphs, each in one line.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>());
    paragraphs.filter(|words| !words.is_empty()).map(|words| words.join(" "))
}

/// What is found in the files of an example.
pub fn report_on(files: &[Example<'_>]) -> Report {
    let texts: Vec<(&str, &str)> =
        files.iter().map(|file| (file.name.trim_end_matches(".ron"), file.text)).collect();
    checked(load_texts(&texts))
}

impl Explanation<'_> {
    /// The explanation as a page of at most `width` cells, with bold headings for terminals. What
    /// is found in the faulty example is not told but looked up, so that it is always true.
    pub fn render(&self, code: Code, width: usize) -> String {
        let mut page = String::new();
        for (row, line) in wrap(&format!("{}: {}", code.word(), self.summary), width).iter().enumerate() {
            let line = line
                .strip_prefix(code.word())
                .filter(|_| row == 0)
                .map_or_else(|| line.clone(), |after| format!("{}{after}", bold(code.word())));
            let _ = writeln!(page, "{line}");
        }
        prose(&mut page, &self.meaning, width);
        if self.faulty.is_empty() {
            return page;
        }
        heading(&mut page, "Faulty");
        listing(&mut page, &self.faulty);
        heading(&mut page, "What `whatif check` says of it");
        let _ = writeln!(page);
        indented(&mut page, report_on(&self.faulty).render(true).trim_end());
        prose(&mut page, &self.why, width);
        heading(&mut page, "Mended");
        listing(&mut page, &self.mended);
        page
    }
}

fn bold(text: &str) -> String {
    format!("\u{1b}[1m{text}\u{1b}[0m")
}

fn heading(page: &mut String, words: &str) {
    let _ = writeln!(page, "\n{}", bold(words));
}

fn prose(page: &mut String, paragraphs: &[String], width: usize) {
    for paragraph in paragraphs {
        let _ = writeln!(page, "\n{}", wrap(paragraph, width).join("\n"));
    }
}

fn listing(page: &mut String, files: &[Example<'_>]) {
    for file in files {
        let _ = writeln!(page);
        if file.name != EXAMPLE {
            let _ = writeln!(page, "    // {}", file.name);
        }
        indented(page, file.text.trim_end());
    }
}

fn indented(page: &mut String, text: &str) {
    for line in text.lines() {
        let indent = if line.is_empty() { "" } else { "    " };
        let _ = writeln!(page, "{indent}{line}");
    }
}

/// All codes, each with its summary, in lines of at most `width` cells.
pub fn list(width: usize) -> String {
    let longest = Code::ALL.iter().map(|code| code.word().len()).max().unwrap_or(0);
    // Where there is no room for two columns the summary stands under its code.
    let beside = width >= longest + 30;
    let indent = if beside { longest + 2 } else { 4 };
    let mut text = String::new();
    for code in Code::ALL {
        let lines = wrap(explanation(*code).summary, width.saturating_sub(indent));
        if !beside {
            let _ = writeln!(text, "{}", bold(code.word()));
        }
        for (row, line) in lines.iter().enumerate() {
            let word = if beside && row == 0 { code.word() } else { "" };
            let blank = " ".repeat(indent - word.len());
            let word = if word.is_empty() { String::new() } else { bold(word) };
            let _ = writeln!(text, "{word}{blank}{line}");
        }
    }
    text
}
