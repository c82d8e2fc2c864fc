//! Reading on behind a fault: what was most likely meant is put in the place of what is faulty, so
//! that one run finds the other faults as well.
//!
//! A mend has the length of what it replaces, and eats white space where it needs more room: so
//! every place stays where it is. What was mended has been reported, and no library comes of it.

use ron::error::{Error, SpannedError};
use rustc_hash::FxHashSet;
use std::fmt::Write;
use std::ops::Range;

use super::balance::imbalance;
use super::diagnostic::{Diagnostic, nearest};
use super::faults::Faults;
use super::look_alike::LookAlike;
use super::ron_fault::Stumble;
use super::span::Span;
use super::tokens::{Kind, Tokens};

/// How often a text is mended and read again: each time finds the next fault of the text as a
/// whole, and of every item.
const MOST_PASSES: usize = 24;

/// A text whose faults were mended where that was possible.
#[derive(Debug)]
pub struct Mended {
    /// To be read in the place of the original, of the same length.
    pub text: String,
    /// The faults that are mended.
    pub found: Vec<Diagnostic>,
    /// Whether something was left out that may have declared names.
    pub incomplete: bool,
}

/// Mends a text that has faults. `faults_in` reads it and tells what is wrong with which part.
pub fn mend(
    original: &str,
    file: usize,
    faults_in: impl Fn(&str) -> Vec<(Range<usize>, SpannedError)>,
) -> Option<Mended> {
    let mut text = original.to_owned();
    let mut faults = Faults::new(file);
    let mut incomplete = false;
    let mut renamed: FxHashSet<usize> = FxHashSet::default();
    for _ in 0..MOST_PASSES {
        let found = faults_in(&text);
        let mends: Vec<(usize, Vec<Mend>)> = found
            .iter()
            .enumerate()
            .filter_map(|(index, (part, error))| Some((index, remedy(&text, part.clone(), error)?)))
            .collect();
        if mends.is_empty() {
            break;
        }
        for (index, mended) in &mends {
            let (part, error) = &found[*index];
            // That a name is there twice once a misspelt one is mended is no fault of the author.
            let place = Stumble::at(&text[part.clone()], error).span.start + part.start;
            let is_own = matches!(error.code, Error::DuplicateStructField { .. }) && renamed.contains(&place);
            if !is_own {
                faults.ron(&text, &text[part.clone()], error);
            }
            if mended.len() > 2
                && let Some(fault) = faults.found.last_mut()
            {
                let _ = write!(fault.help, "; there are {} such characters in this file", mended.len());
            }
        }
        for mend in mends.into_iter().flat_map(|(_, mends)| mends) {
            incomplete |= mend.leaves_out_a_list;
            renamed.insert(mend.place.start + mend.with.len() - mend.with.trim_start().len());
            text.replace_range(mend.place, &mend.with);
        }
    }
    (!renamed.is_empty()).then_some(Mended { text, found: faults.found, incomplete })
}

/// Something to put in the place of something faulty, of the same length.
#[derive(Debug)]
struct Mend {
    place: Range<usize>,
    with: String,
    leaves_out_a_list: bool,
}

impl Mend {
    fn new(place: Range<usize>, with: String) -> Self {
        Self { place, with, leaves_out_a_list: false }
    }

    /// Puts a word in the place of another, into the white space before it if it is longer.
    fn fitting(text: &str, span: Span, word: &str) -> Option<Self> {
        let length = span.end - span.start;
        if let Some(more) = word.len().checked_sub(length) {
            let before = &text[..span.start];
            let spare = before.len() - before.trim_end_matches([' ', '\t']).len();
            let place = span.start.checked_sub(more)?..span.end;
            return (more <= spare).then(|| Self::new(place, word.to_owned()));
        }
        Some(Self::new(span.range(), format!("{word}{}", " ".repeat(length - word.len()))))
    }
}

/// What to do about a fault, if anything.
fn remedy(text: &str, part: Range<usize>, error: &SpannedError) -> Option<Vec<Mend>> {
    let stumble = Stumble::at(&text[part.clone()], error);
    let span = Span { start: part.start + stumble.span.start, end: part.start + stumble.span.end };
    let token = &text[span.range()];
    let one = |mend: Mend| vec![mend];
    // Of single items the commas and quotation marks have been seen already.
    let is_whole = part.len() == text.len();
    if let Some(character) = token.chars().next() {
        if character == '#' {
            return without_line(text, span.start).map(one);
        }
        if let Some(look_alike) = LookAlike::of(character) {
            return plain_characters(text, character, look_alike.plain);
        }
    }
    if let Some(guard) = stumble.guard_without_quotes() {
        let guard = Span { start: part.start + guard.start, end: part.start + guard.end };
        return Mend::fitting(text, guard, "\"never\"").map(one);
    }
    match &error.code {
        Error::NoSuchStructField { expected, found, .. } if found == token => {
            match nearest(found, expected.iter().copied()) {
                Some(near) => Mend::fitting(text, span, near).map(one),
                None => without_field(text, span).map(one),
            }
        }
        Error::DuplicateStructField { field, .. } if *field == token => without_field(text, span).map(one),
        Error::NoSuchEnumVariant { expected, found, .. } if found == token => {
            Mend::fitting(text, span, nearest(found, expected.iter().copied())?).map(one)
        }
        Error::ExpectedDifferentStructName { expected, found } if found == token => {
            Mend::fitting(text, span, nearest(found, [*expected])?).map(one)
        }
        Error::MissingStructField { field, .. } => {
            with_field(text, part.start + stumble.opening()?, field).map(one)
        }
        Error::ExpectedIdentifier if token.len() > 2 && token.starts_with('"') && token.ends_with('"') => {
            Some(one(Mend::new(span.range(), format!(" {} ", &token[1..token.len() - 1]))))
        }
        Error::ExpectedMapColon if token == "=" => Some(one(Mend::new(span.range(), ":".to_owned()))),
        _ if token.len() > 2 && token.starts_with('\'') && token.ends_with('\'') && !token.contains('"') => {
            Some(one(Mend::new(span.range(), format!("\"{}\"", &token[1..token.len() - 1]))))
        }
        _ if is_whole && token.starts_with(['“', '”', '„']) => straight_quotes(text),
        Error::ExpectedComma
        | Error::ExpectedArrayEnd
        | Error::ExpectedMapEnd
        | Error::ExpectedStructLikeEnd
        | Error::ExpectedOptionEnd
            if is_whole && imbalance(text).is_none() =>
        {
            comma_before(text, span).map(one)
        }
        _ => None,
    }
}

/// Blanks out a line from a sign on that begins it, and is meant to begin a comment.
fn without_line(text: &str, start: usize) -> Option<Mend> {
    let end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    let begins_line = text[..start].trim_end_matches([' ', '\t']).ends_with('\n') || text[..start].is_empty();
    begins_line.then(|| Mend::new(start..end, " ".repeat(end - start)))
}

/// Puts the plain character in the place of all that look like it outside of strings and comments.
fn plain_characters(text: &str, character: char, plain: &str) -> Option<Vec<Mend>> {
    let with = format!("{plain:<0$}", character.len_utf8());
    let mends: Vec<Mend> = Tokens::of(text)
        .without_comments()
        .filter(|token| token.kind == Kind::Other && token.text.starts_with(character))
        .map(|token| Mend::new(token.start..token.end(), with.clone()))
        .collect();
    (!mends.is_empty()).then_some(mends)
}

/// Blanks out a field, and the comma behind it.
fn without_field(text: &str, name: Span) -> Option<Mend> {
    let mut tokens = Tokens::from(text, name.end).without_comments();
    tokens.next().filter(|token| token.kind == Kind::Colon)?;
    let mut depth = 0_usize;
    let mut end = name.end;
    let mut is_list = None;
    for token in tokens {
        is_list.get_or_insert(token.text == "[");
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 => break,
            Kind::Close => depth -= 1,
            _ => {}
        }
        end = token.end();
        if depth == 0 && token.kind == Kind::Comma {
            break;
        }
    }
    let with = " ".repeat(end - name.start);
    Some(Mend { place: name.start..end, with, leaves_out_a_list: is_list.unwrap_or(false) })
}

/// Puts in a field that only holds words for readers, where there is room behind the bracket.
fn with_field(text: &str, opening: usize, field: &str) -> Option<Mend> {
    if !matches!(field, "label" | "actor" | "toward" | "title" | "aim" | "because" | "text" | "ask") {
        return None;
    }
    let field = format!("{field}:\"\",");
    let start = opening + 1;
    let room = text[start..].len() - text[start..].trim_start().len();
    (field.len() <= room).then(|| Mend::new(start..start + field.len(), field))
}

/// Puts a comma into the white space before a token that begins an item or a field.
fn comma_before(text: &str, token: Span) -> Option<Mend> {
    let begins = |first: char| first.is_alphanumeric() || matches!(first, '"' | '(' | '[' | '{' | '_');
    let before = &text[..token.start];
    let blank = before.ends_with([' ', '\t', '\n']);
    let line = before.trim_end_matches([' ', '\t']).trim_end_matches(['\r', '\n']);
    let comment = before.ends_with('\n') && line.lines().next_back().is_some_and(|line| line.contains("//"));
    let is_separated = before.trim_end().ends_with([',', '(', '[', '{', ':']);
    let mends = text[token.start..].starts_with(begins) && blank && !comment && !is_separated;
    mends.then(|| Mend::new(token.start - 1..token.start, ",".to_owned()))
}

/// Makes all typographic quotation marks straight that strings are meant to stand in.
fn straight_quotes(text: &str) -> Option<Vec<Mend>> {
    let mut mends = Vec::new();
    let mut from = 0;
    while let Some(token) =
        Tokens::from(text, from).without_comments().find(|token| token.text.starts_with(['“', '”', '„']))
    {
        let length = text[token.end()..].find(['“', '”', '"', '\n'])?;
        let close = token.end() + length;
        if !text[close..].starts_with(['“', '”']) {
            return None;
        }
        from = close + '”'.len_utf8();
        mends.push(Mend::new(token.start..token.end(), "  \"".to_owned()));
        mends.push(Mend::new(close..from, "\"  ".to_owned()));
    }
    Some(mends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::span;
    use crate::language::syntax::Scenario;

    fn mended(text: &str) -> Option<String> {
        let mended = mend(text, 0, |text| span::faults::<Scenario<'_>>(text))?;
        assert_eq!(mended.text.len(), text.len());
        Some(mended.text)
    }

    #[test]
    fn what_was_meant_is_put_in_place() {
        let table = [
            ("Scenario(titel: \"A\")", "Scenario(title: \"A\")"),
            ("Scenario( titl: \"A\")", "Scenario(title: \"A\")"),
            ("Scenario(author: \"A\", title: \"B\")", "Scenario(             title: \"B\")"),
            ("Scenario(title: \"A\", title: \"B\")", "Scenario(title: \"A\",           )"),
            ("Scenario(title: \"A\", titel: \"B\")", "Scenario(title: \"A\",           )"),
            ("Scenario(title: \"A\" as_of: \"B\")", "Scenario(title: \"A\",as_of: \"B\")"),
            ("Scenario(title = \"A\")", "Scenario(title : \"A\")"),
            ("Scenario(\"title\": 'A b')", "Scenario( title : \"A b\")"),
            ("Scenario(title: “A”, as_of: “B”)", "Scenario(title:   \"A\"  , as_of:   \"B\"  )"),
            ("# A\n Scenario(title: \"A\" # B\n)", "   \n Scenario(title: \"A\" # B\n)"),
            ("Scenario(\u{a0}title：\"A\"，)", "Scenario(  title:  \"A\",  )"),
            ("Scenario(facts: [Fact(when: a or b)])", "Scenario(facts: [Fact(when:\"never\")])"),
            (
                "Scenario(remarks: [Remark(when: all of (a, b) and c id: \"\")])",
                "Scenario(remarks: [Remark(when: \"never\"            ,id: \"\")])",
            ),
            ("Scenari(title: \"A\")", "Scenari(title: \"A\")"),
            ("Scenario(facts: [Fact( lable: \"\")])", "Scenario(facts: [Fact( label: \"\")])"),
        ];
        for (text, expected) in table {
            assert_eq!(mended(text).as_deref().unwrap_or(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_guessed_stays() {
        for text in [
            "Scenario(title: 5)",
            "Scenario(titl:\"A\")",
            "Scenario(title: \"A\"",
            "",
            "(“)",
            "Scenario(title \"A\")",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
