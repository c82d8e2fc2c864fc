//! What holds of every text, whatever it says: for the tests that mutate what is bundled, and for the
//! fuzz targets in `fuzz/`.

use std::io;
use std::path::Path;

use whatif::language::diagnostic::Report;
use whatif::language::expression::parse;
use whatif::language::files::Reader;
use whatif::language::layout;
use whatif::language::load::{load, load_texts};
use whatif::report::audit::checked;

/// An expression is read, or refused in words at a place; what was read reads the same once printed.
pub fn expression(text: &str) {
    match parse(text) {
        Ok(expression) => {
            let printed = expression.to_string();
            let again = parse(&printed).unwrap_or_else(|fault| panic!("{printed}: {fault:?}"));
            assert_eq!(again, expression, "{text}");
            assert_eq!(again.to_string(), printed, "{text}");
        }
        Err(fault) => {
            assert!(text.get(fault.place.clone()).is_some(), "{fault:?} lies in {text:?}");
            assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{fault:?} of {text:?}");
        }
    }
}

/// A scenario is read and audited, or refused with faults that have places; if it is RON, it has a
/// layout, and one only.
pub fn scenario(name: &str, text: &str) {
    let loaded = load_texts(&[(name, text)]);
    let refused = loaded.is_err();
    let report = checked(loaded);
    assert!(!refused || !report.diagnostics.is_empty(), "refused without a word: {text}");
    check_report(&report);
    if let Ok(laid_out) = layout::text(name, text) {
        let again = layout::text(name, &laid_out).unwrap_or_else(|report| {
            panic!("its layout cannot be read: {}\n{text}\n{laid_out}", report.render(false))
        });
        assert!(again == laid_out, "the layout of a layout is another: {text}\n{laid_out}\n{again}");
        let codes = |report: &Report| -> Vec<&str> {
            report.diagnostics.iter().map(|found| found.code.word()).collect()
        };
        let loaded = load_texts(&[(name, &laid_out)]);
        assert!(
            loaded.is_err() == refused,
            "the layout is refused, or is not, unlike its text: {text}\n{laid_out}"
        );
        // How many faults are found behind the first depends on how much room there is to mend it in.
        let (before, after) = (codes(&report), codes(&checked(loaded)));
        assert!(
            refused || before == after,
            "the layout says something else: {before:?}, {after:?}\n{text}\n{laid_out}"
        );
    }
}

/// The outline of a source is read, or refused with faults that have places.
pub fn outline(text: &str) {
    struct Beside<'text>(&'text str);

    impl Reader for Beside<'_> {
        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            const SCENARIO: &str = r#"Scenario(title: "T", as_of: "A", summary: "S", source: "paper")"#;
            match path.to_str() {
                Some("one.ron") => Ok(SCENARIO.as_bytes().to_vec()),
                Some("paper.source.ron") => Ok(self.0.as_bytes().to_vec()),
                _ => Err(io::ErrorKind::NotFound.into()),
            }
        }
    }

    let loaded = load(&["one.ron".to_owned()], &Beside(text));
    assert!(loaded.as_ref().err().is_none_or(|report| !report.diagnostics.is_empty()), "{text}");
    check_report(&checked(loaded));
}

fn check_report(report: &Report) {
    for found in &report.diagnostics {
        assert!(!found.message.is_empty(), "{found:?}");
        let Some(file) = found.file else { continue };
        let text = &report.texts[file].text;
        assert!(text.get(found.span.range()).is_some(), "{found:?} lies in {text}");
    }
    assert_eq!(report.render(false).is_empty(), report.diagnostics.is_empty());
}
