//! State codes: a position in a few letters and digits, to say over a phone or paste in a chat.
//!
//! A code is a number in Crockford's base 32 (no I, L, O or U, so that nothing is misread). From its
//! lowest digits up it holds: a check of all the rest; a fingerprint of the conditions, without
//! which the rest means nothing; a fingerprint of the files' texts, which tells whether anything has
//! changed since; the number of conditions that differ from the baseline; and for each of these the
//! distance from the one before it, its value and its lock.

use num_bigint::BigUint;
use std::fmt;

use crate::language::library::Library;
use crate::logic::model::{ConditionId, Model};
use crate::logic::position::Position;

/// What to say where a code was made before something in the files changed.
pub const CHANGED_SINCE: &str =
    "the scenario has changed since this code was made; its conditions are the same, its answers may differ";

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;
/// No code is longer: two digits for each condition that a library may hold, twice over.
const LONGEST: usize = 20_000;

const CHECK: u64 = 1 << 10;
const CONDITIONS: u64 = 1 << 15;
const TEXTS: u64 = 1 << 10;

/// What a code was made for, as far as a code can hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    conditions: u64,
    texts: u64,
}

impl Fingerprint {
    /// The fingerprint of what is loaded.
    pub fn of(library: &Library) -> Self {
        let mut conditions = Hash::default();
        for condition in &library.model.conditions {
            conditions.add(&condition.id);
            conditions.add(condition.value_id(condition.baseline));
            for option in &condition.options {
                conditions.add(&option.id);
            }
        }
        let mut texts = Hash::default();
        for file in &library.files {
            texts.add(&file.name);
            texts.add(&file.text);
        }
        Self { conditions: conditions.0 % CONDITIONS, texts: texts.0 % TEXTS }
    }
}

/// A position that a code holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The position.
    pub position: Position,
    /// The conditions are the same, but something in the files has changed since.
    pub changed_since: bool,
}

/// Why a code holds no position here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// It has a character that no code has.
    Character(char),
    /// It is no code, or one that was misheard.
    Misheard,
    /// It was made for other scenarios, or their conditions have changed since.
    OtherConditions,
}

impl fmt::Display for CodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character(character) => {
                write!(formatter, "a code has only letters and digits, no `{}`", character.escape_debug())
            }
            Self::Misheard => formatter.write_str("it is not a code, or a letter of it is wrong"),
            Self::OtherConditions => {
                formatter.write_str("it was made for other scenarios, or their conditions have changed since")
            }
        }
    }
}

/// The code of a position.
pub fn encode(library: &Library, position: &Position) -> String {
    let model = &library.model;
    let Fingerprint { conditions, texts } = Fingerprint::of(library);
    let baseline = Position::baseline(model);
    let differs = |id: &ConditionId| position.value(*id) != baseline.value(*id) || position.is_locked(*id);
    let differing: Vec<ConditionId> =
        (0..model.conditions.len()).map(ConditionId::from).filter(differs).collect();
    // Digits are taken off from the lowest, so they are put on from the highest.
    let mut digits: Vec<(u64, u64)> = vec![(texts, TEXTS), (differing.len() as u64, count(model) + 1)];
    let mut next = 0;
    for id in differing {
        digits.push(((id.index() - next) as u64, count(model) - next as u64));
        let options = model.conditions[id.index()].options.len() as u64;
        digits.push((position.value(id).map_or(options, u64::from), options + 1));
        digits.push((u64::from(position.is_locked(id)), 2));
        next = id.index() + 1;
    }
    let mut number = BigUint::ZERO;
    for (digit, base) in digits.into_iter().rev() {
        number = number * base + digit;
    }
    number = number * CONDITIONS + conditions;
    let check = check(&number);
    spell(&(number * CHECK + check))
}

/// The position that a code holds.
///
/// # Errors
/// Why it holds none here.
pub fn decode(library: &Library, code: &str) -> Result<Decoded, CodeError> {
    let model = &library.model;
    let fingerprint = Fingerprint::of(library);
    let mut number = read(code)?;
    if take(&mut number, CHECK) != check(&number) {
        return Err(CodeError::Misheard);
    }
    if take(&mut number, CONDITIONS) != fingerprint.conditions {
        return Err(CodeError::OtherConditions);
    }
    let changed_since = take(&mut number, TEXTS) != fingerprint.texts;
    let mut position = Position::baseline(model);
    let differing = take(&mut number, count(model) + 1);
    let mut next = 0;
    for _ in 0..differing {
        let left = count(model).saturating_sub(next);
        if left == 0 {
            return Err(CodeError::Misheard);
        }
        let index = next + take(&mut number, left);
        let id = ConditionId::from(index as usize);
        let options = model.conditions[id.index()].options.len() as u64;
        let value = take(&mut number, options + 1);
        position.suppose(id, (value < options).then_some(value as u8));
        position.lock(id, take(&mut number, 2) == 1);
        next = index + 1;
    }
    if number == BigUint::ZERO { Ok(Decoded { position, changed_since }) } else { Err(CodeError::Misheard) }
}

fn count(model: &Model) -> u64 {
    model.conditions.len() as u64
}

fn take(number: &mut BigUint, base: u64) -> u64 {
    let digit = u64::try_from(&*number % base).unwrap_or(0);
    *number /= base;
    digit
}

/// A check in which every digit's place counts, so that neither a wrong letter nor two that changed
/// places go unnoticed, but for one case in a thousand.
fn check(number: &BigUint) -> u64 {
    let mut hash = Hash::default();
    for digit in number.to_u64_digits() {
        hash.bytes(&digit.to_le_bytes());
    }
    hash.0 % CHECK
}

fn spell(number: &BigUint) -> String {
    let digits = number.to_radix_be(32);
    let mut code = String::with_capacity(digits.len() * 5 / 4);
    // Groups are counted from the end, where all codes have the same digits.
    for (index, digit) in digits.iter().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(GROUP) {
            code.push('-');
        }
        code.push(DIGITS[usize::from(*digit)].into());
    }
    code
}

fn read(code: &str) -> Result<BigUint, CodeError> {
    let mut digits = Vec::new();
    for character in code.chars().filter(|character| !matches!(character, '-' | ' ' | '\t')) {
        // As heard or misread: O is 0, I and L are 1.
        let plain = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let digit = DIGITS.iter().position(|digit| char::from(*digit) == plain);
        digits.push(digit.ok_or(CodeError::Character(character))? as u8);
        if digits.len() > LONGEST {
            return Err(CodeError::Misheard);
        }
    }
    if digits.is_empty() {
        return Err(CodeError::Misheard);
    }
    BigUint::from_radix_be(&digits, 32).ok_or(CodeError::Misheard)
}

/// FNV-1a of Fowler, Noll and Vo, 64 bits, folded at the end of each part: the same everywhere and
/// in every version, which the standard library's hash does not promise.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.0 ^= self.0 >> 32;
    }

    fn add(&mut self, text: &str) {
        self.bytes(&(text.len() as u64).to_le_bytes());
        self.bytes(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::files::Disk;
    use crate::language::load::{load, load_texts};
    use proptest::prelude::*;

    fn scenario(label: &str, baseline: &str) -> Library {
        let text = format!(
            r#"Scenario(title: "T", as_of: "", summary: "", conditions: [
                YesNo(id: "a", label: "{label}", baseline: "{baseline}", grounds: stated),
                Choice(id: "b", label: "B", options: [("x", "X"), ("y", "Y")], baseline: "unknown", grounds: stated),
            ])"#
        );
        load_texts(&[("t", text.as_str())]).expect("a scenario")
    }

    #[test]
    fn the_example_of_the_paper_is_short_enough_to_say() {
        let library = load(&[], &Disk).expect("the bundled scenarios");
        let mut position = Position::baseline(&library.model);
        let find = |id: &str| {
            let at = library.model.conditions.iter().position(|condition| condition.id == id);
            ConditionId::from(at.expect("a condition"))
        };
        assert!(encode(&library, &position).len() <= 11, "{}", encode(&library, &position));
        position.suppose(find("iraq.bw_confirmed"), Some(0));
        position.suppose(find("iraq.regime_decision"), Some(1));
        let code = encode(&library, &position);
        assert!(code.len() <= 16, "{code}");
        assert_eq!(decode(&library, &code), Ok(Decoded { position: position.clone(), changed_since: false }));
        let heard = format!(" {}", code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
        assert_eq!(decode(&library, &heard).map(|decoded| decoded.position), Ok(position));
    }

    #[test]
    fn what_has_changed_since_is_told() {
        let library = scenario("A", "no");
        let code = encode(&library, &Position::baseline(&library.model));
        let decoded = |library: &Library| decode(library, &code).map(|decoded| decoded.changed_since);
        assert_eq!(decoded(&library), Ok(false));
        assert_eq!(decoded(&scenario("Another label", "no")), Ok(true));
        assert_eq!(decoded(&scenario("A", "yes")), Err(CodeError::OtherConditions));
        for (text, error) in [
            ("", CodeError::Misheard),
            ("7", CodeError::Misheard),
            ("AB*C", CodeError::Character('*')),
            ("ÄÖ", CodeError::Character('Ä')),
            (&"Z".repeat(30_000), CodeError::Misheard),
        ] {
            assert_eq!(decode(&library, text), Err(error), "{text:.20}");
        }
    }

    #[test]
    fn one_wrong_letter_is_noticed() {
        let library = scenario("A", "no");
        let code = encode(&library, &Position::baseline(&library.model));
        let mut unnoticed = 0;
        for place in 0..code.len() {
            for digit in DIGITS {
                let mut bytes = code.clone().into_bytes();
                if bytes[place] == b'-' || bytes[place] == *digit {
                    continue;
                }
                bytes[place] = *digit;
                let wrong = String::from_utf8(bytes).expect("digits");
                unnoticed += usize::from(decode(&library, &wrong).is_ok());
            }
        }
        assert_eq!(unnoticed, 0);
    }

    proptest! {
        #[test]
        fn every_position_comes_back(values in prop::collection::vec((0_u8..9, any::<bool>()), 49)) {
            let library = load(&[], &Disk).expect("the bundled scenarios");
            let mut position = Position::baseline(&library.model);
            for (index, (value, locked)) in values.iter().enumerate().take(library.model.conditions.len()) {
                let id = ConditionId::from(index);
                let options = library.model.conditions[index].options.len() as u8;
                if *value <= options {
                    position.suppose(id, (*value < options).then_some(*value));
                }
                position.lock(id, *locked);
            }
            let code = encode(&library, &position);
            prop_assert_eq!(decode(&library, &code), Ok(Decoded { position, changed_since: false }));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,40}") {
            let _ = decode(&scenario("A", "no"), &text);
        }
    }
}
