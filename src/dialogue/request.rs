//! Requests as a reader types them: a verb of the command line, and what it is about.

use super::names;
use crate::language::diagnostic::nearest;
use crate::logic::model::{ConditionId, Model, Outcome, StanceId, Value};
use crate::sitting::{Move, Verb};

/// A question about a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Why it is where it is.
    Why(StanceId),
    /// Why it is not at a place.
    WhyNot(StanceId, Outcome),
    /// What it would take for it to be at a place.
    Reach(StanceId, Outcome),
    /// What each single change would do to it.
    Matters(StanceId),
    /// How many worlds have which outcome.
    Coverage(StanceId),
    /// Its decision table.
    Table(StanceId),
}

/// What a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A move of the sitting.
    Move(Move),
    /// An answer.
    Ask(Question),
    /// What follows.
    Eval,
    /// What differs from the paper.
    Compare,
    /// The code of the position.
    Code,
    /// To the position of a code.
    GoTo(String),
}

/// What a verb is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// A condition.
    Condition,
    /// One or more of `ID=VALUE`.
    Assumptions,
    /// A stance.
    Stance,
    /// `STANCE=VALUE`.
    Place,
    /// A state code, or nothing.
    Code,
}

/// One verb.
#[derive(Clone, Copy, Debug)]
pub struct VerbRow {
    /// The word.
    pub word: &'static str,
    /// What it is about.
    pub argument: Argument,
    /// What it does, in words.
    pub words: &'static str,
}

const fn row(word: &'static str, argument: Argument, words: &'static str) -> VerbRow {
    VerbRow { word, argument, words }
}

/// Every verb.
pub const VERBS: &[VerbRow] = &[
    row("suppose", Argument::Assumptions, "suppose ID=VALUE: yes, no, unknown or an option; several at once"),
    row("lock", Argument::Condition, "lock ID: hold a condition fast"),
    row("unlock", Argument::Condition, "unlock ID: let it go"),
    row("paper", Argument::None, "all conditions back to the paper, but for locked ones"),
    row("undo", Argument::None, "take the last step back"),
    row("redo", Argument::None, "do it again"),
    row("eval", Argument::None, "what follows"),
    row("why", Argument::Stance, "why STANCE: why it is where it is"),
    row("why-not", Argument::Place, "why-not STANCE=VALUE: why it is not there"),
    row("reach", Argument::Place, "reach STANCE=VALUE: what it would take"),
    row("matters", Argument::Stance, "matters STANCE: what each single change would do"),
    row("coverage", Argument::Stance, "coverage STANCE: how many worlds have which outcome"),
    row("table", Argument::Stance, "table STANCE: its decision table"),
    row("compare", Argument::None, "the position beside the one marked, or the paper's"),
    row("code", Argument::Code, "the position's code; code CODE: to the position of a code"),
];

/// Reads a request.
///
/// # Errors
/// What is wrong with it, with a remedy on a line of its own.
pub fn parse(model: &Model, text: &str) -> Result<Request, String> {
    let (word, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
    let rest = rest.trim();
    // The word of lesson steps and of `--set`.
    let word = if word == "set" { "suppose" } else { word };
    let Some(verb) = VERBS.iter().find(|verb| verb.word == word) else {
        let words = VERBS.iter().map(|verb| verb.word);
        let help = match nearest(word, words) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "as in `suppose ID=yes`, `why STANCE`, `reach STANCE=VALUE`".to_owned(),
        };
        return Err(format!("`{word}` is no command\nhelp: {help}"));
    };
    if rest.is_empty() && !matches!(verb.argument, Argument::None | Argument::Code) {
        return Err(format!("`{word}` of what?\nhelp: {}", verb.words));
    }
    if !rest.is_empty() && verb.argument == Argument::None {
        return Err(format!("`{word}` stands alone\nhelp: leave out `{rest}`"));
    }
    let lock = |locked| Ok(Request::Move(Move::Do(Verb::Lock(names::condition(model, rest)?, locked))));
    let stance = || names::stance(model, rest);
    Ok(match word {
        "suppose" => Request::Move(Move::Do(suppose(model, rest)?)),
        "lock" => return lock(true),
        "unlock" => return lock(false),
        "paper" => Request::Move(Move::Do(Verb::ReturnToPaper)),
        "undo" => Request::Move(Move::Undo),
        "redo" => Request::Move(Move::Redo),
        "why" => match why_not(rest) {
            Some((name, value)) => place(model, &format!("{name}={value}"))
                .map(|(id, at)| Request::Ask(Question::WhyNot(id, at)))?,
            None => Request::Ask(Question::Why(stance()?)),
        },
        "why-not" => place(model, rest).map(|(stance, at)| Request::Ask(Question::WhyNot(stance, at)))?,
        "reach" => place(model, rest).map(|(stance, at)| Request::Ask(Question::Reach(stance, at)))?,
        "matters" => Request::Ask(Question::Matters(stance()?)),
        "coverage" => Request::Ask(Question::Coverage(stance()?)),
        "table" => Request::Ask(Question::Table(stance()?)),
        "compare" => Request::Compare,
        "code" if rest.is_empty() => Request::Code,
        "code" => Request::GoTo(rest.to_owned()),
        _ => Request::Eval,
    })
}

/// The stance and the value of `why STANCE --not VALUE`, as the command line has it.
fn why_not(rest: &str) -> Option<(&str, &str)> {
    rest.split_once(" --not ").or_else(|| rest.split_once(" not "))
}

fn suppose(model: &Model, rest: &str) -> Result<Verb, String> {
    let parts: Result<Vec<(ConditionId, Option<Value>)>, String> =
        rest.split_whitespace().map(|part| names::assumption(model, part)).collect();
    let parts = parts?;
    Ok(match parts.as_slice() {
        [(condition, value)] => Verb::Suppose(*condition, *value),
        _ => Verb::Change(parts),
    })
}

fn place(model: &Model, text: &str) -> Result<(StanceId, Outcome), String> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(format!("a place on the scale is missing\nhelp: write `{text}=VALUE`"));
    };
    let stance = names::stance(model, name.trim())?;
    Ok((stance, names::outcome(model, stance, value.trim())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::files::Disk;
    use crate::language::load::load;

    #[test]
    fn requests_are_those_of_the_command_line() {
        let model = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario").model;
        let id = |name| names::condition(&model, name).expect("a condition");
        let overthrow = names::stance(&model, "overthrow").expect("a stance");
        let silent = Outcome::SILENT;
        let table = [
            (
                "suppose iraq.bw_confirmed=yes",
                Request::Move(Move::Do(Verb::Suppose(id("bw_confirmed"), Some(0)))),
            ),
            (
                " suppose  bw_confirmed=no secrecy_reading=unknown ",
                Request::Move(Move::Do(Verb::Change(vec![
                    (id("bw_confirmed"), Some(1)),
                    (id("secrecy_reading"), None),
                ]))),
            ),
            ("lock bw_confirmed", Request::Move(Move::Do(Verb::Lock(id("bw_confirmed"), true)))),
            ("undo", Request::Move(Move::Undo)),
            ("why overthrow", Request::Ask(Question::Why(overthrow))),
            ("reach iraq.overthrow=silent", Request::Ask(Question::Reach(overthrow, silent))),
            ("why-not overthrow = silent", Request::Ask(Question::WhyNot(overthrow, silent))),
            ("why overthrow --not silent", Request::Ask(Question::WhyNot(overthrow, silent))),
            ("why overthrow not silent", Request::Ask(Question::WhyNot(overthrow, silent))),
            ("set bw_confirmed=yes", Request::Move(Move::Do(Verb::Suppose(id("bw_confirmed"), Some(0))))),
            ("code", Request::Code),
            ("code ABC", Request::GoTo("ABC".to_owned())),
            ("eval", Request::Eval),
        ];
        for (text, request) in table {
            assert_eq!(parse(&model, text), Ok(request), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_a_remedy() {
        let model = load(&["iraq".to_owned()], &Disk).expect("a bundled scenario").model;
        let table = [
            ("", "`` is no command"),
            ("supose a=b", "did you mean `suppose`?"),
            ("why", "`why` of what?"),
            ("undo it", "leave out `it`"),
            ("suppose bw_confirmed", "write it as `bw_confirmed=yes`"),
            ("suppose bw_confirmed=maybe", "cannot be `maybe`"),
            ("reach overthrow", "write `overthrow=VALUE`"),
            ("reach overthrow=dead", "is not on the scale"),
            ("why bw_confirmed", "there is no stance `bw_confirmed`"),
        ];
        for (text, words) in table {
            let error = parse(&model, text).expect_err(text);
            assert!(error.contains(words) && error.contains("help: "), "{text}: {error}");
        }
    }
}
