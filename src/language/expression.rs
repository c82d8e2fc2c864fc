//! Guards as they are written: lexer, parser and printer.
//!
//! A recursive-descent parser over the grammar of the scenario language. Names are not looked up
//! here; every part knows its place, in bytes from the start of the text.

use std::fmt;
use std::ops::Range;

/// How deep an expression may nest: enough for any sentence that a person can read.
pub const DEEPEST: usize = 100;

/// Words of the grammar, which therefore cannot name a condition, a fact or a stance.
pub const KEYWORDS: [&str; 15] = [
    "always", "never", "and", "or", "not", "implies", "is", "one", "of", "all", "any", "none", "at", "least",
    "exactly",
];

/// Whether a word of the grammar cannot be a name. (`most` follows `at` alone.)
pub fn is_keyword(word: &str) -> bool {
    word == "most" || KEYWORDS.contains(&word)
}

/// A name or a value, and its place.
#[derive(Clone, Debug)]
pub struct Word {
    /// As written.
    pub text: String,
    /// Where.
    pub place: Range<usize>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A sentence of the language. Two expressions are equal if they read the same, wherever they
/// were written.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `always`
    Always,
    /// `never`
    Never,
    /// A yes/no condition that is yes, or a fact.
    Name(Word),
    /// `name is value`, `name is not one of (a, b)`
    Is {
        /// A condition or a stance.
        name: Word,
        /// Whether `not` follows `is`.
        negated: bool,
        /// One value, or several after `one of`.
        values: Vec<Word>,
    },
    /// `not …`
    Not(Box<Expression>),
    /// `… and …`, at least two
    And(Vec<Expression>),
    /// `… or …`, at least two
    Or(Vec<Expression>),
    /// `… implies …`
    Implies(Box<Expression>, Box<Expression>),
    /// `all of (…)` and its kin
    Of(Quantity, Vec<Expression>),
}

/// How many of a list must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// `all of`
    All,
    /// `any of`
    Any,
    /// `none of`
    None,
    /// `at least N of`
    AtLeast(u32),
    /// `at most N of`
    AtMost(u32),
    /// `exactly N of`
    Exactly(u32),
}

/// What is wrong with an expression, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// In bytes from the start of the expression.
    pub place: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// Reads an expression.
///
/// # Errors
/// The first fault, if the text is not an expression.
pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
    let tokens = lex(text)?;
    let mut parser = Parser { tokens, next: 0, depth: 0, end: text.len() };
    let expression = parser.implication()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(parser.unexpected_after_expression(token.clone())),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Word(String),
    Number(u32),
    Open,
    Close,
    Comma,
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    place: Range<usize>,
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(text) if text == word)
    }
}

fn lex(text: &str) -> Result<Vec<Token>, ExpressionError> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let kind = match character {
            _ if character.is_whitespace() => continue,
            '(' => Kind::Open,
            ')' => Kind::Close,
            ',' => Kind::Comma,
            _ if character.is_alphanumeric() || character == '_' => {
                let mut end = start + character.len_utf8();
                while let Some((index, next)) = characters.peek().copied() {
                    if !(next.is_alphanumeric() || next == '_' || next == '.') {
                        break;
                    }
                    end = index + next.len_utf8();
                    characters.next();
                }
                let word = &text[start..end];
                if word.bytes().all(|byte| byte.is_ascii_digit()) {
                    // More than can be counted is as good as the most that can be.
                    tokens.push(Token {
                        kind: Kind::Number(word.parse().unwrap_or(u32::MAX)),
                        place: start..end,
                    });
                } else {
                    tokens.push(Token { kind: Kind::Word(word.to_owned()), place: start..end });
                }
                continue;
            }
            _ => return Err(stray_character(text, start)),
        };
        tokens.push(Token { kind, place: start..start + 1 });
    }
    Ok(tokens)
}

fn stray_character(text: &str, start: usize) -> ExpressionError {
    let is_operator = |character: char| "&|=!<>~¬≠≤≥→-–".contains(character);
    let rest = &text[start..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    // What stands for a word in other languages often has two characters.
    let found = &rest[..rest.find(|other| !is_operator(other)).unwrap_or(rest.len()).max(first)];
    let help = match found {
        "&" | "&&" => "write `and`".to_owned(),
        "|" | "||" => "write `or`".to_owned(),
        "!" | "~" | "¬" => "write `not`".to_owned(),
        "=" | "==" | "===" => "write `is`, as in `pretext is other`".to_owned(),
        "!=" | "!==" | "≠" | "<>" => "write `is not`, as in `pretext is not other`".to_owned(),
        "→" | "->" | "=>" => "write `implies`".to_owned(),
        "<" | "<=" | "≤" | ">" | ">=" | "≥" => {
            "write `at least 2 of (…)` or `at most 2 of (…)`; values are named one by one".to_owned()
        }
        "-" | "–" => {
            let is_of_a_word = |character: char| character.is_alphanumeric() || "_.-–".contains(character);
            let from = text[..start]
                .rfind(|other| !is_of_a_word(other))
                .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            let to = rest.find(|other| !is_of_a_word(other)).map_or(text.len(), |length| start + length);
            let name = text[from..to].replace(['-', '–'], "_");
            if name.starts_with('_') || name.ends_with('_') {
                "names have underscores, as in `ready_to_step_down`".to_owned()
            } else {
                format!("names have underscores: `{name}`")
            }
        }
        _ => match found.chars().next() {
            Some('{' | '}' | '[' | ']') => "use round brackets".to_owned(),
            Some('"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '`') => {
                "values stand without quotes, as in `pretext is other`".to_owned()
            }
            _ => {
                "an expression is made of names, words such as `and`, `or`, `not`, `is`, brackets and commas"
                    .to_owned()
            }
        },
    };
    ExpressionError {
        place: start..start + found.len(),
        message: format!("`{found}` has no meaning in an expression"),
        help,
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
                "if" | "then" | "when" => "write `this implies that` for: if this, then that",
                "unless" => "write `not this implies that` for: that, unless this",
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

    fn unexpected_after_expression(&self, token: Token) -> ExpressionError {
        if let Some(fault) = self.foreign_word().filter(|_| matches!(token.kind, Kind::Word(_) | Kind::Open))
        {
            return fault;
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

impl Expression {
    /// How tightly the outermost word binds; what binds less needs brackets inside it.
    fn strength(&self) -> u8 {
        match self {
            Self::Implies(..) => 0,
            Self::Or(_) => 1,
            Self::And(_) => 2,
            _ => 3,
        }
    }

    fn print(&self, formatter: &mut fmt::Formatter<'_>, at_least: u8) -> fmt::Result {
        if self.strength() < at_least {
            return write!(formatter, "({self})");
        }
        write!(formatter, "{self}")
    }

    fn print_parts(
        parts: &[Self],
        word: &str,
        at_least: u8,
        formatter: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                formatter.write_str(word)?;
            }
            part.print(formatter, at_least)?;
        }
        Ok(())
    }
}

/// The canonical form: as few brackets as possible, single spaces.
impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => formatter.write_str("always"),
            Self::Never => formatter.write_str("never"),
            Self::Name(name) => formatter.write_str(&name.text),
            Self::Is { name, negated, values } => {
                write!(formatter, "{} is {}", name.text, if *negated { "not " } else { "" })?;
                if let [value] = values.as_slice() {
                    formatter.write_str(&value.text)
                } else {
                    let values: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
                    write!(formatter, "one of ({})", values.join(", "))
                }
            }
            Self::Not(inner) => {
                formatter.write_str("not ")?;
                inner.print(formatter, 3)
            }
            Self::And(parts) => Self::print_parts(parts, " and ", 3, formatter),
            Self::Or(parts) => Self::print_parts(parts, " or ", 2, formatter),
            Self::Implies(first, second) => {
                first.print(formatter, 1)?;
                formatter.write_str(" implies ")?;
                second.print(formatter, 0)
            }
            Self::Of(quantity, parts) => {
                match quantity {
                    Quantity::All => formatter.write_str("all of (")?,
                    Quantity::Any => formatter.write_str("any of (")?,
                    Quantity::None => formatter.write_str("none of (")?,
                    Quantity::AtLeast(number) => write!(formatter, "at least {number} of (")?,
                    Quantity::AtMost(number) => write!(formatter, "at most {number} of (")?,
                    Quantity::Exactly(number) => write!(formatter, "exactly {number} of (")?,
                }
                Self::print_parts(parts, ", ", 0, formatter)?;
                formatter.write_str(")")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_grammar_groups_as_it_says() {
        let table = [
            ("a and b or c", "(a and b) or c"),
            ("not a and b", "(not a) and b"),
            ("a implies b implies c", "a implies (b implies c)"),
            ("a or b implies c and d", "(a or b) implies (c and d)"),
            ("not x is y", "not (x is y)"),
            ("x is not y and z", "(x is not y) and z"),
            ("all of (a, b or c,) and d", "(all of (a, (b or c))) and d"),
        ];
        for (short, long) in table {
            assert_eq!(parse(short).unwrap(), parse(long).unwrap(), "{short}");
        }
    }

    #[test]
    fn after_is_keywords_are_values() {
        for value in ["none", "always", "and", "of", "is", "all", "least", "implies", "or"] {
            assert!(parse(&format!("x is {value}")).is_ok(), "{value}");
            assert!(parse(&format!("x is not one of (y, {value})")).is_ok(), "{value}");
        }
        for value in ["not", "one", "("] {
            assert!(parse(&format!("x is not {value}")).is_err(), "{value}");
        }
    }

    #[test]
    fn faults_are_placed_and_explained() {
        let table = [
            ("", 0..0, "there is no expression here"),
            ("a and", 5..5, "ends too soon"),
            ("a && b", 2..4, "`&&` has no meaning"),
            ("a - b", 2..3, "`-` has no meaning"),
            ("é & b", 3..4, "`&` has no meaning"),
            ("a != b", 2..4, "`!=` has no meaning"),
            ("a AND b", 2..5, "`AND` is written in small letters"),
            ("NOT a", 0..3, "`NOT` is written in small letters"),
            ("if a then b", 0..2, "`if` is not a word"),
            ("a in (b, c)", 2..4, "`in` is not a word"),
            ("any of ()", 8..9, "nothing between"),
            ("(a and b", 0..1, "never closed"),
            ("a b", 2..3, "missing before this"),
            ("a)", 1..2, "never opened"),
            ("all (a)", 4..5, "`of` is missing"),
            ("at 2 of (a)", 3..4, "`least` or `most`"),
            ("at least two of (a)", 9..12, "a number is missing"),
            ("x is", 4..4, "a value is missing"),
            ("x is one of a", 12..13, "`(` is missing"),
            ("and a", 0..3, "cannot stand here"),
            ("a, b", 1..2, "comma"),
        ];
        for (text, place, message) in table {
            let fault = parse(text).unwrap_err();
            assert_eq!(fault.place, place, "{text}: {fault:?}");
            assert!(fault.message.contains(message), "{text}: {fault:?}");
        }
    }

    #[test]
    fn deep_nesting_is_a_fault_and_not_a_crash() {
        for (open, close) in [("(", ")"), ("not ", ""), ("a implies ", ""), ("all of (", ")")] {
            let deep = format!("{}a{}", open.repeat(100_000), close.repeat(100_000));
            assert!(parse(&deep).unwrap_err().message.contains("nests"), "{open}");
            let fine = format!("{}a{}", open.repeat(DEEPEST), close.repeat(DEEPEST));
            assert!(parse(&fine).is_ok(), "{open}");
        }
    }

    fn expressions() -> impl Strategy<Value = Expression> {
        let word =
            prop_oneof!["[a-c]", "[a-c]\\.[a-c]"].prop_map(|text| Word { text: text.clone(), place: 0..0 });
        let values = prop::collection::vec(
            prop_oneof![Just("none"), Just("a"), Just("all")]
                .prop_map(|text| Word { text: text.into(), place: 0..0 }),
            1..3,
        );
        let leaf = prop_oneof![
            Just(Expression::Always),
            Just(Expression::Never),
            word.clone().prop_map(Expression::Name),
            (word, any::<bool>(), values).prop_map(|(name, negated, values)| Expression::Is {
                name,
                negated,
                values
            }),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let several = prop::collection::vec(inner.clone(), 2..4);
            let quantity = prop_oneof![
                Just(Quantity::All),
                Just(Quantity::Any),
                Just(Quantity::None),
                (0_u32..4).prop_map(Quantity::AtLeast),
                (0_u32..4).prop_map(Quantity::AtMost),
                (0_u32..4).prop_map(Quantity::Exactly),
            ];
            prop_oneof![
                inner.clone().prop_map(|inner| Expression::Not(Box::new(inner))),
                several.clone().prop_map(Expression::And),
                several.prop_map(Expression::Or),
                (inner.clone(), inner.clone())
                    .prop_map(|(first, second)| Expression::Implies(Box::new(first), Box::new(second))),
                (quantity, prop::collection::vec(inner, 1..4))
                    .prop_map(|(quantity, parts)| Expression::Of(quantity, parts)),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(expression in expressions()) {
            prop_assert_eq!(parse(&expression.to_string()).unwrap(), expression);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "[a-c(),. isnotoefal0-9§“-]{0,40}") {
            let _ = parse(&text);
        }
    }
}
