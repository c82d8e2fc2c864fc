//! A value together with the place where it was written.
//!
//! A place is a slice of the source text: where it lies in its file is pointer arithmetic, which
//! [`Span::of`] does.

use ron::Options;
use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use super::tokens::block_comment;

/// How every scenario file is read.
pub fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A range of bytes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Where `part` lies in `text`. A part that is not a slice of the text is at its start.
    pub fn of(part: &str, text: &str) -> Self {
        let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        match start.checked_add(part.len()) {
            Some(end) if end <= text.len() => Self { start, end },
            _ => Self::default(),
        }
    }

    /// The same place as a range.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// A part of this place, in bytes from its start.
    #[must_use]
    pub const fn part(self, part: Range<usize>) -> Self {
        Self { start: self.start + part.start, end: self.start + part.end }
    }
}

/// A string. Its place is known where it was written without escapes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text<'source> {
    /// The string.
    pub value: Cow<'source, str>,
    /// The characters between the quotes; `None` if some are escaped.
    pub place: Option<&'source str>,
}

impl Text<'_> {
    /// Where the string lies in `text`, or the fallback if that is not known.
    pub fn span(&self, text: &str, fallback: Span) -> Span {
        self.place.map_or(fallback, |place| Span::of(place, text))
    }
}

impl<'de: 'source, 'source> Deserialize<'de> for Text<'source> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string in double quotes")
            }

            fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
                printable(value)?;
                Ok(Text { value: Cow::Borrowed(value), place: Some(value) })
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
                printable(value)?;
                Ok(Text { value: Cow::Owned(value.to_owned()), place: None })
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

/// Refuses control characters: what a file says is shown on terminals, which obey them.
fn printable<E: Error>(text: &str) -> Result<(), E> {
    match text.chars().find(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        Some(character) => {
            Err(E::custom(format!("a string holds the control character {}", character.escape_debug())))
        }
        None => Ok(()),
    }
}

/// A map in the order in which it was written, repeated keys included.
#[derive(Clone, Debug)]
pub struct Entries<'source, V>(pub Vec<(Text<'source>, V)>);

impl<V> Default for Entries<'_, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de: 'source, 'source, V: Deserialize<'de>> Deserialize<'de> for Entries<'source, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<V> {
            type Value = Entries<'de, V>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map from names to values, as in {\"name\": \"yes\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

thread_local! {
    /// Whether items are read one by one. Derived implementations of serde take no context, so
    /// that this is the way to tell them; [`read`] alone sets it.
    static ONE_BY_ONE: Cell<bool> = const { Cell::new(false) };
    /// What was found wrong with items while they were read so, and the memory that they lie in.
    static FAULTY: RefCell<Vec<(Range<usize>, SpannedError)>> = const { RefCell::new(Vec::new()) };
}

/// Reads a file.
///
/// Reading items one by one finds the faults of all of them, and takes three times as long: so the
/// text is first read in one go. Only what has a fault, or strings with escapes, whose places
/// would not be known, is read once more.
///
/// # Errors
/// What is wrong with the text as a whole; what is wrong with single items is in the items.
pub fn read<'source, T: Deserialize<'source>>(text: &'source str) -> Result<T, SpannedError> {
    if let Some(read) = read_in_one_go(text) {
        return Ok(read);
    }
    let _one_by_one = OneByOne::set();
    options().from_str(text)
}

/// Reads a file in which nothing is wrong, and no string has escapes.
pub fn read_in_one_go<'source, T: Deserialize<'source>>(text: &'source str) -> Option<T> {
    if text.contains('\\') { None } else { options().from_str(text).ok() }
}

/// Everything that is wrong with a text, in the text as a whole or in single items, each with the
/// part of the text that it was found in.
pub fn faults<'source, T: Deserialize<'source>>(text: &'source str) -> Vec<(Range<usize>, SpannedError)> {
    if options().from_str::<T>(text).is_ok() {
        return Vec::new();
    }
    let _one_by_one = OneByOne::set();
    let whole = options().from_str::<T>(text).err().map(|fault| (0..text.len(), fault));
    let start = text.as_ptr() as usize;
    let items =
        FAULTY.take().into_iter().map(|(memory, fault)| (memory.start - start..memory.end - start, fault));
    whole.into_iter().chain(items).collect()
}

/// While it lives, items are read one by one.
struct OneByOne;

impl OneByOne {
    fn set() -> Self {
        ONE_BY_ONE.set(true);
        FAULTY.take();
        Self
    }
}

impl Drop for OneByOne {
    fn drop(&mut self) {
        ONE_BY_ONE.set(false);
        FAULTY.take();
    }
}

/// One item of a list, read on its own: a fault in it does not hide those of its neighbours.
#[derive(Clone, Debug)]
pub struct Item<'source, T> {
    /// The item's text; empty where all was read in one go, and every string knows its place.
    pub place: &'source str,
    /// The item, or what is wrong with it; the error's positions count from the start of `place`.
    pub value: Result<T, SpannedError>,
}

impl<'de: 'source, 'source, T: Deserialize<'de>> Deserialize<'de> for Item<'source, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !ONE_BY_ONE.get() {
            return T::deserialize(deserializer).map(|value| Self { place: "", value: Ok(value) });
        }
        let raw = <&'de RawValue>::deserialize(deserializer)?;
        let place = trimmed(raw.get_ron());
        let value = options().from_str(place);
        if let Err(fault) = &value {
            let memory = place.as_bytes().as_ptr_range();
            let memory = memory.start as usize..memory.end as usize;
            FAULTY.with_borrow_mut(|faulty| faulty.push((memory, fault.clone())));
        }
        Ok(Self { place, value })
    }
}

/// Without white space around it and comments before it. (`RawValue::trim` reads the text once
/// more to be sure of its end, which costs as much as all the rest.)
fn trimmed(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        rest = if let Some(comment) = rest.strip_prefix("//") {
            comment.split_once('\n').map_or("", |(_, after)| after)
        } else if rest.starts_with("/*") {
            &rest[block_comment(rest).unwrap_or(rest.len())..]
        } else {
            return rest;
        }
        .trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_slices_of_the_source() {
        let source = "[ \"one\" , /* t/* w */o */ // two\n \"t\\\"wo\", 3 ]";
        let items: Vec<Item<Text>> = read(source).unwrap();
        let spans: Vec<Span> = items.iter().map(|item| Span::of(item.place, source)).collect();
        assert_eq!(
            spans.iter().map(|span| &source[span.range()]).collect::<Vec<_>>(),
            ["\"one\"", "\"t\\\"wo\"", "3"]
        );
        let one = items[0].value.as_ref().unwrap();
        assert_eq!(one.span(source, Span::default()), Span { start: 3, end: 6 });
        assert_eq!(items[1].value.as_ref().unwrap().place, None);
        assert!(items[2].value.is_err());
    }

    #[test]
    fn what_has_no_fault_is_read_in_one_go_and_still_knows_its_places() {
        let source = "[\"one\", \"two\"]";
        let items: Vec<Item<Text>> = read(source).unwrap();
        let spans = items.iter().map(|item| item.value.as_ref().unwrap().span(source, Span::default()));
        assert_eq!(spans.map(|span| &source[span.range()]).collect::<Vec<_>>(), ["one", "two"]);
        let faulty: Vec<Item<Text>> = read("[1, \"two\", 3]").unwrap();
        assert_eq!(faulty.iter().filter(|item| item.value.is_err()).count(), 2, "every fault is found");
    }

    #[test]
    fn a_place_elsewhere_is_harmless() {
        assert_eq!(Span::of("elsewhere", "here"), Span::default());
    }
}
