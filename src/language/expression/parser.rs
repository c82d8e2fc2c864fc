//! From tokens to an expression, by recursive descent: a function for each rule of the grammar.

use std::ops::Range;

use super::lexer::{Kind, Token};
use super::{DEEPEST, Expression, ExpressionError, Quantity, Word, is_keyword};

/// The expression that all tokens of a text make.
///
/// # Errors
/// The first fault, if they make none.
pub(super) fn whole(tokens: Vec<Token>, end: usize) -> Result<Expression, ExpressionError> {
    let mut parser = Parser { tokens, next: 0, depth: 0, end };
    let expression = parser.implication()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(parser.unexpected_after_expression(token.clone())),
    }
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    end: usize,
}

type Parsed<T> = Result<T, ExpressionError>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn peek_is(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| token.is(word))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let taken = self.peek_is(word);
        self.next += usize::from(taken);
        taken
    }

    /// Where the next token is, or the end of the text.
    fn here(&self) -> Range<usize> {
        self.peek().map_or(self.end..self.end, |token| token.place.clone())
    }

    fn fault<T>(&self, message: impl Into<String>, help: impl Into<String>) -> Parsed<T> {
        Err(ExpressionError { place: self.here(), message: message.into(), help: help.into() })
    }

    fn expect_word(&mut self, word: &str, after: &str) -> Parsed<()> {
        if self.take_word(word) {
            return Ok(());
        }
        self.fault(format!("`{word}` is missing after `{after}`"), format!("write `{after} {word} …`"))
    }

    fn nested<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == DEEPEST {
            return self.fault(
                format!("the expression nests more than {DEEPEST} levels deep"),
                "give its parts names of their own, as facts",
            );
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }

    fn implication(&mut self) -> Parsed<Expression> {
        let first = self.disjunction()?;
        if !self.take_word("implies") {
            return Ok(first);
        }
        let second = self.nested(Self::implication)?;
        Ok(Expression::Implies(Box::new(first), Box::new(second)))
    }

    fn disjunction(&mut self) -> Parsed<Expression> {
        let mut parts = vec![self.conjunction()?];
        while self.take_word("or") {
            parts.push(self.conjunction()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Expression::Or(parts) })
    }

    fn conjunction(&mut self) -> Parsed<Expression> {
        let mut parts = vec![self.negation()?];
        while self.take_word("and") {
            parts.push(self.negation()?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Expression::And(parts) })
    }

    fn negation(&mut self) -> Parsed<Expression> {
        if self.take_word("not") {
            let inner = self.nested(Self::negation)?;
            return Ok(Expression::Not(Box::new(inner)));
        }
        self.atom()
    }

    fn atom(&mut self) -> Parsed<Expression> {
        let Some(token) = self.peek().cloned() else {
            if self.tokens.is_empty() {
                let help = "write `always` for what holds whatever happens, or name a condition or a fact";
                return self.fault("there is no expression here", help);
            }
            return self
                .fault("the expression ends too soon", "a name, `always`, `not …` or `(…)` is missing here");
        };
        let Kind::Word(word) = &token.kind else {
            if token.kind == Kind::Open {
                self.next += 1;
                let inner = self.nested(Self::implication)?;
                self.close(&token)?;
                return Ok(inner);
            }
            return self.fault(
                "here a name, `always`, `not …` or `(…)` is expected",
                match token.kind {
                    Kind::Number(_) => "a number stands after `at least`, `at most` or `exactly`",
                    _ => "something is missing before this",
                },
            );
        };
        match word.as_str() {
            "always" => {
                self.next += 1;
                Ok(Expression::Always)
            }
            "never" => {
                self.next += 1;
                Ok(Expression::Never)
            }
            "all" | "any" | "none" | "at" | "exactly" => self.quantified(word),
            _ if is_keyword(word) => self.fault(
                format!("`{word}` cannot stand here"),
                "a name, `always`, `not …` or `(…)` is expected",
            ),
            _ => {
                self.next += 1;
                let name = Word { text: word.clone(), place: token.place.clone() };
                if self.take_word("is") { self.comparison(name) } else { Ok(Expression::Name(name)) }
            }
        }
    }

    fn comparison(&mut self, name: Word) -> Parsed<Expression> {
        let negated = self.take_word("not");
        if !self.peek_is("one") {
            let values = vec![self.value(&name, negated)?];
            return Ok(Expression::Is { name, negated, values });
        }
        self.next += 1;
        self.expect_word("of", "one")?;
        let values = self.list("one of", |parser| parser.value(&name, negated))?;
        Ok(Expression::Is { name, negated, values })
    }

    fn value(&mut self, name: &Word, negated: bool) -> Parsed<Word> {
        match self.peek() {
            Some(Token { kind: Kind::Word(text), place }) if text != "not" && text != "one" => {
                let value = Word { text: text.clone(), place: place.clone() };
                self.next += 1;
                Ok(value)
            }
            _ => {
                let is = if negated { "is not" } else { "is" };
                self.fault(
                    format!("a value is missing after `{} {is}`", name.text),
                    format!("write `{} {is} VALUE` or `{} {is} one of (VALUE, VALUE)`", name.text, name.text),
                )
            }
        }
    }

    fn quantified(&mut self, word: &str) -> Parsed<Expression> {
        self.next += 1;
        let (quantity, words) = match word {
            "all" => (Quantity::All, word.to_owned()),
            "any" => (Quantity::Any, word.to_owned()),
            "none" => (Quantity::None, word.to_owned()),
            "exactly" => (Quantity::Exactly(self.number(word)?), "exactly N".to_owned()),
            _ if self.take_word("least") => {
                (Quantity::AtLeast(self.number("at least")?), "at least N".to_owned())
            }
            _ if self.take_word("most") => {
                (Quantity::AtMost(self.number("at most")?), "at most N".to_owned())
            }
            _ => {
                return self.fault(
                    "`least` or `most` is missing after `at`",
                    "write `at least 2 of (…)` or `at most 2 of (…)`",
                );
            }
        };
        self.expect_word("of", &words)?;
        let parts = self.nested(|parser| parser.list(&format!("{words} of"), Self::implication))?;
        Ok(Expression::Of(quantity, parts))
    }

    fn number(&mut self, after: &str) -> Parsed<u32> {
        if let Some(Token { kind: Kind::Number(number), .. }) = self.peek() {
            let number = *number;
            self.next += 1;
            return Ok(number);
        }
        self.fault(format!("a number is missing after `{after}`"), format!("write `{after} 2 of (…)`"))
    }

    fn list<T>(&mut self, after: &str, mut part: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let Some(open) = self.peek().cloned().filter(|token| token.kind == Kind::Open) else {
            return self.fault(format!("`(` is missing after `{after}`"), format!("write `{after} (…, …)`"));
        };
        self.next += 1;
        if matches!(self.peek(), Some(Token { kind: Kind::Close, .. })) {
            return self.fault("there is nothing between these brackets", format!("write `{after} (…, …)`"));
        }
        let mut parts = vec![part(self)?];
        while matches!(self.peek(), Some(Token { kind: Kind::Comma, .. })) {
            self.next += 1;
            // A list may end in a comma, as lists elsewhere in the file may.
            if matches!(self.peek(), Some(Token { kind: Kind::Close, .. })) {
                break;
            }
            parts.push(part(self)?);
        }
        self.close(&open)?;
        Ok(parts)
    }

    fn close(&mut self, open: &Token) -> Parsed<()> {
        match self.peek() {
            Some(Token { kind: Kind::Close, .. }) => {
                self.next += 1;
                Ok(())
            }
            None => Err(ExpressionError {
                place: open.place.clone(),
                message: "this bracket is never closed".to_owned(),
                help: "add the missing `)`".to_owned(),
            }),
            Some(token) => Err(self.unexpected_after_expression(token.clone())),
        }
    }

    /// A word that stands where the language has another, or has it in small letters.
    fn foreign_word(&self) -> Option<ExpressionError> {
        let around = self.next.saturating_sub(1)..(self.next + 1).min(self.tokens.len());
        self.tokens[around].iter().find_map(|token| {
            let Kind::Word(word) = &token.kind else { return None };
            let small = word.to_lowercase();
            let help = match small.as_str() {
                _ if is_keyword(&small) && small != *word => {
                    let message = format!("`{word}` is written in small letters");
                    return Some(ExpressionError {
                        place: token.place.clone(),
                        message,
                        help: format!("write `{small}`"),
                    });
                }
                "if" | "when" if !self.has_word("then") => "leave it out: a guard says what must hold",
                "if" | "then" | "when" => "write `this implies that` for: if this, then that",
                "unless" => "write `this and not that` for: this, unless that",
                "but" | "while" => "write `and`",
                "in" | "among" => "write `is one of (…, …)`",
                "equals" | "are" | "was" | "be" => "write `is`",
                "isnt" | "differs" => "write `is not`",
                "xor" | "either" => "write `exactly 1 of (…, …)`",
                "neither" => "write `none of (…, …)`",
                "both" => "write `all of (…, …)`",
                _ => return None,
            };
            Some(ExpressionError {
                place: token.place.clone(),
                message: format!("`{word}` is not a word of the language"),
                help: help.to_owned(),
            })
        })
    }

    /// Whether a word stands anywhere in the text, in small letters or not.
    fn has_word(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| matches!(&token.kind, Kind::Word(text) if text.to_lowercase() == word))
    }

    fn unexpected_after_expression(&self, token: Token) -> ExpressionError {
        if let Some(fault) = self.foreign_word().filter(|_| matches!(token.kind, Kind::Word(_) | Kind::Open))
        {
            return fault;
        }
        if token.is("one") {
            let name = match self.next.checked_sub(1).map(|before| &self.tokens[before].kind) {
                Some(Kind::Word(name)) if !is_keyword(name) => name,
                _ => "NAME",
            };
            return ExpressionError {
                place: token.place,
                message: "`is` is missing before this".to_owned(),
                help: format!("write `{name} is one of (…, …)`"),
            };
        }
        let (message, help) = match &token.kind {
            Kind::Close if self.depth == 0 => {
                ("this bracket was never opened", "remove it, or add the missing `(`")
            }
            Kind::Comma => {
                ("a comma cannot stand here", "commas separate the parts of a list such as `all of (…, …)`")
            }
            Kind::Word(word) if word == "implies" || word == "and" || word == "or" => {
                ("this word cannot stand here", "put brackets around the parts that belong together")
            }
            _ => (
                "`and`, `or` or `implies` is missing before this",
                "say how the two sentences belong together",
            ),
        };
        ExpressionError { place: token.place, message: message.to_owned(), help: help.to_owned() }
    }
}
