//! A source: the outline that locators are checked against, and its record of events.

use super::locator::Locator;

/// The outline of a paper and its record, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name by which scenario files call it.
    pub name: String,
    /// The paper's title.
    pub title: String,
    /// Of what time it speaks.
    pub as_of: String,
    /// What is known of it.
    pub note: String,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// A timeline of what it reports; never a rule.
    pub record: Vec<Entry>,
}

/// A section of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// `§3`
    pub id: String,
    /// Its heading.
    pub title: String,
    /// In order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// `¶7`, or `¶2a` for a bullet.
    pub id: String,
    /// How many sentences it has.
    pub sentences: u16,
    /// How it begins, at most eight words.
    pub first_words: String,
    /// What it says, in the author's own words.
    pub gist: String,
}

/// How firmly a source asserts an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmness {
    /// In the source's own voice.
    Asserted,
    /// By somebody else's report.
    Reported,
    /// As an official's judgement of possibility.
    Assessed,
    /// By an interested person.
    Claimed,
    /// By supposition.
    Presumed,
    /// By hearsay, with nobody to answer for it.
    Rumoured,
}

impl Firmness {
    /// The word in files and on the screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Reported => "reported",
            Self::Assessed => "assessed",
            Self::Claimed => "claimed",
            Self::Presumed => "presumed",
            Self::Rumoured => "rumoured",
        }
    }
}

/// One entry of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The timeline that it belongs to; none for the main record.
    pub strand: Option<String>,
    /// When, as firmly as the source has it.
    pub when: String,
    /// Where.
    pub place: String,
    /// What.
    pub what: String,
    /// How firmly.
    pub firmness: Firmness,
    /// The source says that it was not confirmed.
    pub not_confirmed: bool,
    /// Who says so, if not the source itself.
    pub said_by: Option<String>,
    /// What a reader must not make of it.
    pub caution: Option<String>,
    /// Where in the source.
    pub cite: Vec<String>,
}

impl Source {
    /// The paragraphs over all sections.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&Section, &Paragraph)> {
        self.sections
            .iter()
            .flat_map(|section| section.paragraphs.iter().map(move |paragraph| (section, paragraph)))
    }

    /// Checks that a locator is in the outline.
    ///
    /// # Errors
    /// What the outline does not have, in words.
    pub fn check(&self, locator: &Locator) -> Result<(), String> {
        let Some(section) = self.sections.iter().find(|section| section.id == locator.section) else {
            let ids: Vec<&str> = self.sections.iter().map(|section| section.id.as_str()).collect();
            return Err(format!(
                "the outline of `{}` has no section {}, only {}",
                self.name,
                locator.section,
                ids.join(", ")
            ));
        };
        let paragraph = section.paragraphs.iter().find(|paragraph| paragraph.id == locator.paragraph);
        let Some(paragraph) = paragraph else {
            let ids: Vec<&str> = section.paragraphs.iter().map(|paragraph| paragraph.id.as_str()).collect();
            return Err(format!("{} has no {}, only {}", section.id, locator.paragraph, ids.join(", ")));
        };
        if locator.last_sentence() > paragraph.sentences {
            return Err(match paragraph.sentences {
                1 => format!("{} {} has one sentence", section.id, paragraph.id),
                number => format!("{} {} has {number} sentences", section.id, paragraph.id),
            });
        }
        Ok(())
    }
}
