//! Guards as they are written.
//!
//! Names are not looked up here; every part knows its place, in bytes from the start of the text.

mod lexer;
mod parser;
mod print;

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
    parser::whole(lexer::lex(text)?, text.len())
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
            ("a one of (b, c)", 2..5, "`is` is missing"),
            ("a\u{200b} and b", 1..4, "an invisible character"),
            ("any of (a，b)", 9..12, "a full-width comma"),
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
    fn remedies_are_in_the_words_of_the_author() {
        let table = [
            ("a unless b", "write `this and not that`"),
            ("if a and b", "leave it out"),
            ("sky one of (grey, blue)", "write `sky is one of"),
            ("When a", "leave it out"),
            ("if a THEN b", "write `this implies that`"),
            ("sky == grey", "write `sky is grey`"),
            ("not sky=grey and a", "write `sky is grey`"),
            ("sky != grey", "write `sky is not grey`"),
            ("sky =", "as in `NAME is VALUE`"),
            ("sky is 'grey'", "`NAME is VALUE`"),
            ("a=(b)", "as in `NAME is VALUE`"),
        ];
        for (text, help) in table {
            let fault = parse(text).unwrap_err();
            assert!(fault.help.contains(help), "{text}: {fault:?}");
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
