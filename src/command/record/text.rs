//! A record as text that is read in a terminal.

use std::fmt::Write;

use super::{Sheet, spread};
use crate::lesson::Sureness;
use crate::lesson::record::{Kind, Row};
use crate::report::text::alternatives;
use crate::report::wrap::wrap;

impl Sheet<'_> {
    /// A summary, what was answered, and all steps, in lines of at most `width` cells.
    pub(super) fn text(&self, width: usize) -> String {
        let mut text = format!("What {} recorded\n\n", self.name);
        for line in self.summary() {
            push(&mut text, &line, 2, width);
        }
        let (answers, steps): (Vec<&Row>, Vec<&Row>) = self.rows.iter().partition(|row| row.kind.is_answer());
        if !answers.is_empty() {
            text.push_str("\nPredictions and votes\n");
        }
        for row in answers {
            text.push('\n');
            push(&mut text, &self.place(row), 2, width);
            push(&mut text, &row.what, 4, width);
            for line in answered(row) {
                push(&mut text, &line, 4, width);
            }
        }
        if !steps.is_empty() {
            text.push_str("\nSteps\n\n");
        }
        for row in steps {
            let what = if row.what.is_empty() { String::new() } else { format!(": {}", row.what) };
            push(&mut text, &format!("{}{what}", self.place(row)), 2, width);
        }
        text
    }

    /// When and where: `12 s, prediction, iraq.terms, step 3`.
    fn place(&self, row: &Row) -> String {
        let seconds = self.seconds(row).map(|seconds| format!("{seconds} s"));
        let step = row.step.map(|step| format!("step {step}"));
        // A lesson's step is a step already.
        let kind = (row.kind != Kind::Step).then(|| row.kind.word().to_owned());
        let parts = [seconds, self.time(row), kind, row.lesson.clone(), step];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// What was answered, and how it was.
fn answered(row: &Row) -> Vec<String> {
    let followed = alternatives(&row.followed.iter().map(String::as_str).collect::<Vec<_>>());
    if let Some([first, second]) = &row.votes {
        return vec![
            format!("First vote: {}. Second vote: {}.", spread(first), spread(second)),
            format!("It was: {followed}."),
        ];
    }
    let Some(answer) = &row.answer else { return vec!["Nobody answered.".to_owned()] };
    let sureness = row.sureness.and_then(Sureness::new).map_or("", Sureness::words);
    let judgement = if row.right == Some(true) { "right" } else { "not so" };
    vec![format!("Said: {answer} ({sureness}). It was: {followed}; {judgement}.")]
}

fn push(text: &mut String, paragraph: &str, indent: usize, width: usize) {
    for line in wrap(paragraph, width.saturating_sub(indent)) {
        let _ = writeln!(text, "{:indent$}{line}", "");
    }
}
