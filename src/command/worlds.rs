//! `whatif eval --worlds`: many positions, a line of JSON each.
//!
//! A line's answer is written stance by stance from what its conditions touch: a stance on which
//! no condition of the line has any influence keeps the answer of the common position.

use rustc_hash::FxHashMap;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use super::Failure;
use crate::dialogue::names;
use crate::language::library::Library;
use crate::logic::clash;
use crate::logic::compile::Compiled;
use crate::logic::diagram::Walk;
use crate::logic::model::{ConditionId, Model, OutcomeSet, StanceId, Value};
use crate::logic::position::Position;
use crate::report::json::{RuledOut, outcome_ids};

/// The most bytes that a line may have.
const MOST_BYTES: u64 = 1 << 20;

/// Answers every line of the file, `-` being standard input; blank lines are skipped.
pub(super) fn run(
    library: &Library,
    compiled: &Compiled,
    common: &Position,
    file: &str,
) -> Result<(), Failure> {
    let mut input: Box<dyn BufRead> = if file == "-" {
        Box::new(BufReader::with_capacity(1 << 16, io::stdin()))
    } else {
        let opened = File::open(file).map_err(|error| {
            Failure::Usage(format!("`{file}` cannot be read: {error}\nhelp: `-` reads stdin"))
        })?;
        Box::new(BufReader::with_capacity(1 << 16, opened))
    };
    let mut answers = Answers::new(&library.model, compiled, common);
    // JSON has no colours to strip.
    let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout());
    let mut line = Vec::new();
    let mut number = 0_usize;
    loop {
        line.clear();
        let read = (&mut input).take(MOST_BYTES).read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::Usage(format!("`{file}` cannot be read: {error}")))? == 0 {
            break;
        }
        number += 1;
        if line.len() as u64 >= MOST_BYTES {
            stdout.flush()?;
            return Err(Failure::Usage(format!(
                "line {number} of the worlds is longer than {} MiB",
                MOST_BYTES >> 20
            )));
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match answers.answer(&line) {
            Ok(answer) => stdout.write_all(answer)?,
            Err(error) => {
                stdout.flush()?;
                let words = error.to_string();
                // The position within a single line is a column.
                let (words, column) = words.split_once(" at line 1 column ").unwrap_or((&words, ""));
                let place = match column {
                    "" | "0" => String::new(),
                    column => format!(", column {column}"),
                };
                return Err(Failure::Usage(format!("line {number}{place} of the worlds: {words}")));
            }
        }
    }
    stdout.flush()?;
    Ok(())
}

struct Answers<'library> {
    model: &'library Model,
    compiled: &'library Compiled,
    ids: FxHashMap<&'library str, ConditionId>,
    common: Position,
    kept: Vec<OutcomeSet>,
    /// The stances that each condition has an influence on, one bit each.
    touched: Vec<Vec<u64>>,
    constrained: Vec<bool>,
    ruled_out: bool,
    position: Position,
    settings: Vec<(ConditionId, Option<Value>)>,
    /// The stances that some condition of the line has an influence on, one bit each.
    stale: Vec<u64>,
    walk: Walk,
    /// `"id":` of each stance, and the JSON of the sets of outcomes seen so far.
    keys: Vec<String>,
    rendered: FxHashMap<(StanceId, OutcomeSet), String>,
    line: Vec<u8>,
}

impl<'library> Answers<'library> {
    fn new(model: &'library Model, compiled: &'library Compiled, common: &Position) -> Self {
        let mut walk = Walk::default();
        let ruled_out = compiled.is_ruled_out(common.values(), &mut walk);
        let stances = (0..model.stances.len()).map(StanceId::from);
        let kept =
            stances.clone().map(|stance| compiled.outcomes(stance, common.values(), &mut walk)).collect();
        let words = model.stances.len().div_ceil(64);
        let mut touched = vec![vec![0_u64; words]; model.conditions.len()];
        for stance in stances {
            for condition in compiled.stances[stance.index()].cone.iter() {
                touched[condition.index()][stance.index() / 64] |= 1 << (stance.index() % 64);
            }
        }
        let mut constrained = vec![false; model.conditions.len()];
        for condition in compiled.components.iter().flat_map(|component| component.conditions.iter()) {
            constrained[condition.index()] = true;
        }
        let json = |text: &str| serde_json::Value::from(text).to_string();
        Self {
            ids: model
                .conditions
                .iter()
                .enumerate()
                .map(|(index, condition)| (condition.id.as_str(), index.into()))
                .collect(),
            keys: model.stances.iter().map(|stance| format!("{}:", json(&stance.id))).collect(),
            position: common.clone(),
            common: common.clone(),
            model,
            compiled,
            kept,
            touched,
            constrained,
            ruled_out,
            settings: Vec::new(),
            stale: vec![0; words],
            walk,
            rendered: FxHashMap::default(),
            line: Vec::new(),
        }
    }

    /// The line of JSON that answers a line of JSON.
    fn answer(&mut self, line: &[u8]) -> Result<&[u8], serde_json::Error> {
        self.settings.clear();
        // Checked as a whole, which is faster than string by string.
        let line = std::str::from_utf8(line).map_err(serde_json::Error::custom)?;
        let mut deserializer = serde_json::Deserializer::from_str(line);
        Settings { model: self.model, ids: &self.ids, common: &self.common, found: &mut self.settings }
            .deserialize(&mut deserializer)?;
        deserializer.end()?;

        let mut constrained = false;
        for &(condition, value) in &self.settings {
            self.position.suppose(condition, value);
            constrained |= self.constrained[condition.index()];
            for (stale, touched) in self.stale.iter_mut().zip(&self.touched[condition.index()]) {
                *stale |= touched;
            }
        }
        self.line.clear();
        let is_ruled_out = if constrained {
            self.compiled.is_ruled_out(self.position.values(), &mut self.walk)
        } else {
            self.ruled_out
        };
        if is_ruled_out {
            let clash = clash::smallest(self.compiled, &self.position);
            self.line.extend_from_slice(br#"{"ruled_out":"#);
            serde_json::to_writer(&mut self.line, &RuledOut::new(self.model, &clash))?;
        } else {
            self.stances();
        }
        self.line.extend_from_slice(b"}\n");
        for (condition, _) in &self.settings {
            self.position.suppose(*condition, self.common.value(*condition));
        }
        self.stale.fill(0);
        Ok(&self.line)
    }

    fn stances(&mut self) {
        let Self { model, compiled, kept, stale, rendered, walk, line, .. } = self;
        for (index, key) in self.keys.iter().enumerate() {
            let stance = StanceId::from(index);
            // Whatever is ruled out in common has no answer that could be kept.
            let outcomes = if stale[index / 64] >> (index % 64) & 1 == 1 || self.ruled_out {
                compiled.outcomes(stance, self.position.values(), walk)
            } else {
                kept[index]
            };
            line.push(if index == 0 { b'{' } else { b',' });
            line.extend_from_slice(key.as_bytes());
            let text = rendered.entry((stance, outcomes)).or_insert_with(|| {
                let ids = outcome_ids(model, stance, outcomes);
                serde_json::Value::from(ids).to_string()
            });
            line.extend_from_slice(text.as_bytes());
        }
        if self.keys.is_empty() {
            line.push(b'{');
        }
    }
}

/// Reads a JSON object from ids to values.
struct Settings<'here, 'library> {
    model: &'library Model,
    ids: &'here FxHashMap<&'library str, ConditionId>,
    common: &'here Position,
    found: &'here mut Vec<(ConditionId, Option<Value>)>,
}

impl<'de> DeserializeSeed<'de> for Settings<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Settings<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(r#"an object from conditions to values, as in {"iraq.bw_confirmed": "yes"}"#)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((Word(name), Word(word))) = map.next_entry::<Word<'_>, Word<'_>>()? {
            let id = match self.ids.get(&*name) {
                Some(id) => *id,
                None => names::condition(self.model, &name).map_err(A::Error::custom)?,
            };
            let value = names::value_of(self.model, id, &word).map_err(A::Error::custom)?;
            if self.common.is_locked(id) && value != self.common.value(id) {
                let words = format!("`{}` is locked", self.model.conditions[id.index()].id);
                return Err(A::Error::custom(words));
            }
            self.found.push((id, value));
        }
        Ok(())
    }
}

/// A string, borrowed where it has no escapes.
struct Word<'de>(Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Word<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordVisitor;

        impl<'de> Visitor<'de> for WordVisitor {
            type Value = Word<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, word: &'de str) -> Result<Self::Value, E> {
                Ok(Word(Cow::Borrowed(word)))
            }

            fn visit_str<E>(self, word: &str) -> Result<Self::Value, E> {
                Ok(Word(Cow::Owned(word.to_owned())))
            }
        }

        deserializer.deserialize_str(WordVisitor)
    }
}
