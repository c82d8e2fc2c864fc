//! Locators: where in its source a claim stands.

use std::fmt;

/// `§S ¶P`, with the sentences meant, if not the whole paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// The section's id, `§3`.
    pub section: String,
    /// The paragraph's id, `¶7` or `¶2a`.
    pub paragraph: String,
    /// The ranges of sentences, both ends included, counted from 1; none for the whole paragraph.
    pub sentences: Vec<(u16, u16)>,
}

/// What is wrong with a locator, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocatorError {
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl LocatorError {
    fn new(message: impl Into<String>) -> Self {
        let help = "a locator is `§3 ¶7`, or `§3 ¶7 s4`, `§3 ¶7 s4-5`, `§3 ¶7 s4, s8`".to_owned();
        Self { message: message.into(), help }
    }
}

impl Locator {
    /// Reads `§3 ¶7`, `§3 ¶7 s4`, `§3 ¶7 s4-5` or `§3 ¶7 s4, s8`.
    ///
    /// # Errors
    /// Which part cannot be read.
    pub fn parse(text: &str) -> Result<Self, LocatorError> {
        let text = text.trim();
        if let Some(fault) = several(text) {
            return Err(fault);
        }
        let (section, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if let Some(fault) = commas(text, section) {
            return Err(fault);
        }
        if !section.starts_with('§') || section.chars().count() < 2 {
            return Err(LocatorError::new(format!("`{section}` is not a section such as `§3`")));
        }
        let rest = rest.trim_start();
        let (paragraph, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if let Some(fault) = commas(text, paragraph) {
            return Err(fault);
        }
        if !paragraph.starts_with('¶') || paragraph.chars().count() < 2 {
            return Err(LocatorError::new(match paragraph {
                "" => "a paragraph such as `¶7` is missing".to_owned(),
                _ => format!("`{paragraph}` is not a paragraph such as `¶7`"),
            }));
        }
        let rest = rest.trim();
        let sentences = if rest.is_empty() {
            Vec::new()
        } else {
            rest.split(',').map(sentences).collect::<Result<_, _>>()?
        };
        Ok(Self { section: section.to_owned(), paragraph: paragraph.to_owned(), sentences })
    }

    /// The last sentence named, or 0.
    pub fn last_sentence(&self) -> u16 {
        self.sentences.iter().map(|(_, last)| *last).max().unwrap_or(0)
    }
}

/// The fault of several locators in one, if they are several.
fn several(text: &str) -> Option<LocatorError> {
    let sections: Vec<usize> = text.match_indices('§').map(|(at, _)| at).collect();
    let (&first, &second) = (sections.first()?, sections.get(1)?);
    let between = [';', ',', ' '];
    let (one, other) = (text[first..second].trim_end_matches(between), text[second..].trim());
    let help = match sections.len() {
        2 => format!("write them apart: \"{one}\", \"{other}\""),
        _ => format!("write each in quotes of its own: \"{one}\", …"),
    };
    Some(LocatorError { message: "several locators are several strings".to_owned(), help })
}

/// The fault of a comma behind a section or a paragraph, if there is one.
fn commas(text: &str, part: &str) -> Option<LocatorError> {
    part.ends_with(',').then(|| {
        let message = format!("no comma stands behind `{}`", part.trim_end_matches(','));
        let mut words = text.split_whitespace();
        let place = words.by_ref().take(2).map(|word| word.trim_end_matches(','));
        let place: Vec<&str> = place.collect();
        let all: Vec<&str> = place.into_iter().chain(words).collect();
        LocatorError { message, help: format!("write `{}`", all.join(" ")) }
    })
}

fn sentences(text: &str) -> Result<(u16, u16), LocatorError> {
    let text = text.trim();
    let unreadable = || LocatorError::new(format!("`{text}` is not a sentence such as `s4` or `s4-5`"));
    let numbers = text.strip_prefix('s').ok_or_else(unreadable)?;
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let number = |digits: &str| match digits.parse::<u16>() {
        Ok(number) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(number),
        _ => Err(unreadable()),
    };
    let (first, last) = (number(first)?, number(last)?);
    if first == 0 {
        return Err(LocatorError::new("sentences are counted from 1"));
    }
    if last < first {
        return Err(LocatorError::new(format!("`{text}` ends before it begins")));
    }
    Ok((first, last))
}

impl fmt::Display for Locator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.section, self.paragraph)?;
        for (index, (first, last)) in self.sentences.iter().enumerate() {
            formatter.write_str(if index == 0 { " " } else { ", " })?;
            if first == last { write!(formatter, "s{first}")? } else { write!(formatter, "s{first}-{last}")? }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_are_read_and_printed() {
        for text in ["§3 ¶7", "§3 ¶2a", "§3 ¶7 s4", "§3 ¶7 s4-5", "§3 ¶7 s4, s8", "§0 ¶1 s1-2, s4"]
        {
            assert_eq!(Locator::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let table = [
            ("", "not a section"),
            ("3 ¶7", "not a section"),
            ("§ ¶7", "not a section"),
            ("§3", "a paragraph such as `¶7` is missing"),
            ("§3 7", "`7` is not a paragraph"),
            ("§3 ¶7 4", "`4` is not a sentence"),
            ("§3 ¶7 s4,", "`` is not a sentence"),
            ("§3 ¶7 s4, 8", "`8` is not a sentence"),
            ("§3 ¶7 s0", "counted from 1"),
            ("§3 ¶7 s5-4", "ends before it begins"),
            ("§3 ¶7 s99999", "`s99999` is not a sentence"),
            ("§3 ¶7 s+4", "`s+4` is not a sentence"),
        ];
        for (text, message) in table {
            let fault = Locator::parse(text).unwrap_err();
            assert!(fault.message.contains(message), "{text}: {fault:?}");
        }
    }

    #[test]
    fn remedies_are_locators_that_can_be_read() {
        let table = [
            ("§1, ¶1, s2", "write `§1 ¶1 s2`"),
            ("§1 ¶1, s2, s4", "write `§1 ¶1 s2, s4`"),
            ("§1 ¶1 s2; §2 ¶1", "\"§1 ¶1 s2\", \"§2 ¶1\""),
            ("§1 ¶1 s2, §2 ¶1 s1, s2", "\"§1 ¶1 s2\", \"§2 ¶1 s1, s2\""),
            ("§1 ¶1; §2 ¶1; §3 ¶1", "\"§1 ¶1\", …"),
        ];
        for (text, help) in table {
            let fault = Locator::parse(text).unwrap_err();
            assert!(fault.help.contains(help), "{text}: {fault:?}");
        }
    }
}
