//! Expressions as they are written: the printer.

use std::fmt;

use super::{Expression, Quantity};

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
