//! From the text of a source's outline to a [`Source`].

use rustc_hash::FxHashSet;

use super::claims::{Check, MOST_WORDS, owned};
use super::diagnostic::Code;
use super::faults::Faults;
use super::mend::mend;
use super::source::{Entry, Firmness, Paragraph, Section, Source};
use super::span::{self, Item, Span};
use super::syntax;

/// Reads an outline; what is wrong with it is added to `faults`, and what can be read is kept.
pub fn read(name: &str, text: &str, faults: &mut Faults) -> Source {
    let mut source = Source {
        name: name.to_owned(),
        title: String::new(),
        as_of: String::new(),
        note: String::new(),
        sections: Vec::new(),
        record: Vec::new(),
    };
    let mended = mend(text, faults.file, |text| span::faults::<syntax::Source<'_>>(text));
    let text = mended.as_ref().map_or(text, |mended| mended.text.as_str());
    faults.found.extend(mended.iter().flat_map(|mended| &mended.found).cloned());
    let written: syntax::Source<'_> = match span::read(text) {
        Ok(written) => written,
        Err(fault) => {
            faults.ron(text, text, &fault);
            return source;
        }
    };
    source.title = written.title.value.to_string();
    source.as_of = written.as_of.value.to_string();
    source.note = written.note.value.to_string();
    let mut sections: FxHashSet<&str> = FxHashSet::default();
    for (place, section) in readable(text, &written.sections, faults) {
        let span = section.id.span(text, Span::of(place, text));
        once(&mut sections, &section.id.value, span, "this outline has a section", faults);
        if !section.id.value.starts_with('§') {
            faults.error(Code::Locator, span, "a section's id begins with `§`", "write it as in `§3`");
        }
        let mut paragraphs = Vec::new();
        let mut ids: FxHashSet<&str> = FxHashSet::default();
        for (place, paragraph) in readable(text, &section.paragraphs, faults) {
            let fallback = Span::of(place, text);
            let span = paragraph.id.span(text, fallback);
            once(&mut ids, &paragraph.id.value, span, "this section has a paragraph", faults);
            if !paragraph.id.value.starts_with('¶') {
                faults.error(Code::Locator, span, "a paragraph's id begins with `¶`", "write it as in `¶7`");
            }
            if paragraph.sentences == 0 {
                let message = format!("a paragraph `{}` without a sentence", paragraph.id.value);
                faults.error(Code::WrongNumber, span, message, "count its sentences, at least one");
            }
            if paragraph.first_words.value.split_whitespace().count() > MOST_WORDS {
                let span = paragraph.first_words.span(text, fallback);
                let message = format!("more than {MOST_WORDS} words of the source");
                faults.error(Code::LongPhrase, span, message, "a few words are enough to find the paragraph");
            }
            paragraphs.push(Paragraph {
                id: paragraph.id.value.to_string(),
                sentences: paragraph.sentences,
                first_words: paragraph.first_words.value.to_string(),
                gist: paragraph.gist.value.to_string(),
            });
        }
        source.sections.push(Section {
            id: section.id.value.to_string(),
            title: section.title.value.to_string(),
            paragraphs,
        });
    }
    if !faults.found.is_empty() {
        // Nobody knows what a faulty outline has: locators are not checked against it.
        source.sections.clear();
    }
    for (place, entry) in readable(text, &written.record, faults) {
        Check { text, source: Some(&source), faults }.locators(place, &entry.cite);
        source.record.push(Entry {
            strand: entry.strand.as_ref().map(|text| text.value.to_string()),
            when: entry.when.value.to_string(),
            place: entry.r#where.value.to_string(),
            what: entry.what.value.to_string(),
            firmness: firmness(entry.firmness),
            not_confirmed: entry.not_confirmed,
            said_by: entry.said_by.as_ref().map(|text| text.value.to_string()),
            caution: entry.caution.as_ref().map(|text| text.value.to_string()),
            cite: owned(&entry.cite),
        });
    }
    source
}

/// Reports an id that an earlier one of its kind has already.
fn once<'all>(ids: &mut FxHashSet<&'all str>, id: &'all str, span: Span, what: &str, faults: &mut Faults) {
    if !ids.insert(id) {
        let message = format!("{what} `{id}` already");
        faults.error(Code::DuplicateId, span, message, "give one of the two another id");
    }
}

fn readable<'all, 'source, T>(
    text: &str,
    items: &'all [Item<'source, T>],
    faults: &mut Faults,
) -> Vec<(&'source str, &'all T)> {
    let mut readable = Vec::new();
    for item in items {
        match &item.value {
            Ok(value) => readable.push((item.place, value)),
            Err(fault) => faults.ron(text, item.place, fault),
        }
    }
    readable
}

const fn firmness(firmness: syntax::Firmness) -> Firmness {
    match firmness {
        syntax::Firmness::Asserted => Firmness::Asserted,
        syntax::Firmness::Reported => Firmness::Reported,
        syntax::Firmness::Assessed => Firmness::Assessed,
        syntax::Firmness::Claimed => Firmness::Claimed,
        syntax::Firmness::Presumed => Firmness::Presumed,
        syntax::Firmness::Rumoured => Firmness::Rumoured,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_record(record: &str) -> (Source, Faults) {
        let text = format!(
            r#"Source(title: "T", as_of: "", note: "", sections: [
                Section(id: "§1", title: "One", paragraphs: [
                    Paragraph(id: "¶1", sentences: 1, first_words: "Some words", gist: "A gist."),
                ]),
            ], record: [{record}])"#
        );
        let mut faults = Faults::new(0);
        let source = read("s", &text, &mut faults);
        (source, faults)
    }

    #[test]
    fn an_entry_belongs_to_the_main_record_unless_it_names_a_strand() {
        let (source, faults) = read_record(
            r#"Entry(when: "1990", where: "here", what: "A letter.", firmness: reported, cite: ["§1 ¶1 s1"]),
               Entry(strand: "the talks", when: "1991", where: "there", what: "A thaw.", firmness: rumoured),"#,
        );
        assert!(faults.found.is_empty(), "{:?}", faults.found);
        let strands: Vec<Option<&str>> = source.record.iter().map(|entry| entry.strand.as_deref()).collect();
        assert_eq!(strands, [None, Some("the talks")]);
        let firmness: Vec<&str> = source.record.iter().map(|entry| entry.firmness.word()).collect();
        assert_eq!(firmness, ["reported", "rumoured"]);
    }

    #[test]
    fn a_firmness_that_is_none_is_a_fault_and_hides_no_neighbour() {
        let (source, faults) = read_record(
            r#"Entry(when: "1990", where: "here", what: "A letter.", firmness: whispered),
               Entry(when: "1991", where: "there", what: "A thaw.", firmness: rumoured),"#,
        );
        assert_eq!(faults.found.len(), 1);
        assert!(faults.found[0].message.contains("whispered"), "{}", faults.found[0].message);
        assert_eq!(source.record.len(), 1);
    }
}
