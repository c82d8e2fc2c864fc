//! What an author meant: slips that the RON reader cannot know, or stumbles over only behind them.

use ron::error::Error;

use super::words::did_you_mean;
use super::{Explained, Stumble, first_line};
use crate::language::diagnostic::{Code, nearest};
use crate::language::look_alike::LookAlike;
use crate::language::span::Span;
use crate::language::tokens::{Kind, Token, Tokens};

/// The steps of a lesson.
const STEPS: [&str; 6] = ["Say", "Set", "Predict", "Reveal", "Discuss", "Reset"];

/// The first field of what names all of its fields.
fn first_field(name: &str) -> Option<&'static str> {
    Some(match name {
        "Scenario" | "Source" => "title",
        "Predict" => "stance",
        "Expect" => "label",
        "Place" => "name",
        "Entry" => "when",
        "YesNo" | "Choice" | "Reading" | "Fact" | "Constraint" | "Stance" | "Rule" | "Override"
        | "Remark" | "Scale" | "Lesson" | "Section" | "Paragraph" => "id",
        _ => return None,
    })
}

impl<'text> Stumble<'text> {
    /// A character that no keyword, bracket or string has to do with.
    pub(super) fn stray_character(&self) -> Option<Explained> {
        let character = self.next()?;
        let (message, help) = if character == '#' {
            ("`#` begins nothing here".to_owned(), "comments begin with `//`".to_owned())
        } else {
            let look_alike = LookAlike::of(character)?;
            (look_alike.message(character), look_alike.help())
        };
        let span = Span { start: self.span.start, end: self.span.start + character.len_utf8() };
        Some(Explained { code: Code::Syntax, span, message, help })
    }

    /// What was meant, where that can be seen.
    pub(super) fn meant(&self, error: &Error) -> Option<Explained> {
        if let Some(guard) = self.guard_without_quotes() {
            return Some(self.quotes_around(guard));
        }
        match error {
            Error::TrailingCharacters | Error::ExpectedComma | Error::ExpectedStructLikeEnd
                if self.token == "(" =>
            {
                self.brackets_behind_a_word()
            }
            Error::ExpectedComma | Error::ExpectedStructLikeEnd | Error::ExpectedArrayEnd
                if self.token == ":" =>
            {
                self.name_among_values()
            }
            Error::ExpectedString | Error::ExpectedMap => self.name_before_a_value(),
            _ => None,
        }
    }

    /// The guard that the reader stumbled in, if no quotes stand around it.
    pub fn guard_without_quotes(&self) -> Option<Span> {
        // For every open bracket, what stands before it and the guard that has begun behind it.
        let mut outer = Vec::new();
        let (mut before, mut guard) = ([""; 2], None);
        for token in self.tokens_up_to_here() {
            if guard.is_none() && matches!(before, ["when" | "require", ":"]) && may_begin_a_guard(&token) {
                guard = Some(token.start);
            }
            match token.kind {
                Kind::Open => outer.push(guard.take()),
                Kind::Close => guard = outer.pop()?,
                Kind::Comma => guard = None,
                _ => {}
            }
            before = [before[1], token.text];
        }
        let start = outer.into_iter().flatten().next().or(guard)?;
        let mut depth = 0_usize;
        let mut ends = [start; 2];
        for token in Tokens::from(self.part, start).without_comments() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close | Kind::Comma if depth == 0 => break,
                Kind::Close => depth -= 1,
                // What was read last is the next field's name: a comma is missing as well.
                Kind::Colon if depth == 0 => {
                    ends[1] = ends[0];
                    break;
                }
                _ => {}
            }
            ends = [ends[1], token.end()];
        }
        (start..ends[1]).contains(&self.span.start).then_some(Span { start, end: ends[1] })
    }

    fn tokens_up_to_here(&self) -> impl Iterator<Item = Token<'text>> {
        let end = self.span.start;
        Tokens::of(self.part).without_comments().take_while(move |token| token.start <= end)
    }

    fn quotes_around(&self, guard: Span) -> Explained {
        let text = &self.part[guard.range()];
        let help = if text.contains(['"', '\n']) {
            "write it as in `when: \"…\"`; names and values in it have none".to_owned()
        } else {
            format!("write \"{text}\"")
        };
        Explained {
            code: Code::WrongType,
            span: first_line(self.part, guard),
            message: "a guard stands in quotes".to_owned(),
            help,
        }
    }

    /// `Reset()`
    fn brackets_behind_a_word(&self) -> Option<Explained> {
        let word = self.tokens_up_to_here().filter(|token| token.start < self.span.start).last()?;
        (word.kind == Kind::Word).then(|| Explained {
            code: Code::WrongType,
            span: first_line(
                self.part,
                Span { start: word.start, end: self.end_of_brackets(self.span.start) },
            ),
            message: format!("`{}` stands without brackets", word.text),
            help: format!("write `{}`", word.text),
        })
    }

    /// The byte behind the bracket that closes the one at `open`, or the end.
    fn end_of_brackets(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for token in Tokens::from(self.part, open).without_comments() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return token.end();
            }
        }
        self.part.len()
    }

    /// `Predict("…", ask: …)`, `given: ("rain": "no")` and their like: a colon where none may stand.
    fn name_among_values(&self) -> Option<Explained> {
        let (start, bracket) = self.enclosing()?;
        let name = Tokens::from(self.part, start).next().filter(|name| name.kind == Kind::Word);
        let name = name.map_or("", |name| name.text);
        let inside: Vec<Token<'_>> = Tokens::from(self.part, bracket + 1)
            .without_comments()
            .take_while(|token| token.start < self.span.start)
            .collect();
        let (first, key) = (inside.first()?, inside.last()?);
        if key.kind == Kind::String && matches!(name, "" | "Set") {
            let end = self.end_of_brackets(bracket);
            let span = first_line(self.part, Span { start: bracket, end });
            // Where it goes on behind its first line, its first entry is shown alone.
            let is_short = span.end == end && end - bracket > 2;
            let entries =
                if is_short { &self.part[bracket + 1..end - 1] } else { &format!("{}: …", key.text) };
            let (message, help) = match name {
                "" => ("a map stands in curly brackets", format!("write it as {{{entries}}}")),
                _ => ("a map in curly brackets is expected here", format!("write `Set({{{entries}}})`")),
            };
            return Some(Explained { code: Code::WrongType, span, message: message.to_owned(), help });
        }
        let key_is_a_word = key.kind == Kind::Word;
        let (code, span, message, help) = match name {
            "Discuss" if key_is_a_word && key.text == "notes" => (
                Code::Syntax,
                Span::of(key.text, self.part),
                "`notes` has no value".to_owned(),
                "write `notes: \"…\"`, or leave it out".to_owned(),
            ),
            "Discuss" if key_is_a_word => (
                Code::UnknownField,
                Span::of(key.text, self.part),
                format!("`Discuss` has no field `{}`", key.text),
                did_you_mean(key.text, &["notes"], || {
                    "it is written `Discuss(\"…\", notes: \"…\")`".to_owned()
                }),
            ),
            "Say" | "Reveal" if key_is_a_word => (
                Code::UnknownField,
                Span::of(key.text, self.part),
                format!("`{name}` has no field `{}`", key.text),
                format!("write `{name}(\"…\")` and nothing else"),
            ),
            _ => match first_field(name) {
                Some(field) if key_is_a_word && first.kind == Kind::String => (
                    Code::WrongType,
                    first_line(self.part, Span::of(first.text, self.part)),
                    format!("`{name}` names all of its fields"),
                    format!("write `{name}({field}: {}, {}: …)`", on_one_line(first.text), key.text),
                ),
                None if !STEPS.contains(&name) => {
                    let near = nearest(name, STEPS)?;
                    let span = Span { start, end: start + name.len() };
                    let message = format!("`{name}` cannot stand here");
                    (Code::UnknownVariant, span, message, format!("did you mean `{near}`?"))
                }
                _ => return None,
            },
        };
        Some(Explained { code, span, message, help })
    }

    /// `Say(text: "…")`
    fn name_before_a_value(&self) -> Option<Explained> {
        let (start, _) = self.enclosing()?;
        let name = Tokens::from(self.part, start).next()?;
        let mut here = Tokens::from(self.part, self.span.start).without_comments();
        let key = here.next().filter(|key| key.kind == Kind::Word)?;
        here.next().filter(|colon| colon.kind == Kind::Colon)?;
        let written = match name.text {
            "Say" | "Reveal" => format!("{}(\"…\")", name.text),
            "Set" => "Set({\"name\": \"value\"})".to_owned(),
            "Discuss" => "Discuss(\"…\", notes: \"…\")".to_owned(),
            _ => return None,
        };
        Some(Explained {
            code: Code::UnknownField,
            span: self.span,
            message: format!("`{}` has no field `{}`", name.text, key.text),
            help: format!("write `{written}`"),
        })
    }
}

/// A string that goes on behind its first line is not shown.
fn on_one_line(text: &str) -> &str {
    if text.contains('\n') { "…" } else { text }
}

/// Whether a guard may begin with a token: with a word that is no number and no truth, or a bracket.
fn may_begin_a_guard(token: &Token<'_>) -> bool {
    let begins_a_name = |text: &str| text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    match token.kind {
        Kind::Word => begins_a_name(token.text) && !matches!(token.text, "true" | "false"),
        Kind::Open => token.text == "(",
        _ => false,
    }
}
