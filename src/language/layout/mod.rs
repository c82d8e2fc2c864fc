//! The canonical layout of a file: every token and every comment stays, white space is made anew.
//!
//! A field or an item stands on a line of its own, four columns further in than its bracket, with
//! a comma behind it. A bracket may share a line with all that is in it where its author put it
//! so, or where it holds nothing but data, and where it fits; a sentence at its end may pass the
//! margin. Blank lines stay, one at most.
//!
//! Lines end as the first one does; within a string the line ends are part of what it says, and stay.
//! A byte order mark goes: UTF-8 needs none, and many a tool takes it for a part of the text.

mod line_ends;
mod printer;
mod tree;

use serde::de::IgnoredAny;
use std::path::Path;

use super::diagnostic::{Code, Diagnostic, Report, SourceText};
use super::faults::Faults;
use super::files::{self, FileFault, Reader};
use super::span;
use super::syntax::{Scenario, Source};
use super::tokens::Tokens;
use line_ends::LineEnd;
use tree::Tree;

/// A file in its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaidOut {
    /// The file as it was read.
    pub read: Vec<u8>,
    /// Its text.
    pub text: String,
}

impl LaidOut {
    /// Whether the file is another.
    pub fn is_new(&self) -> bool {
        self.read != self.text.as_bytes()
    }
}

/// The layout of a file.
///
/// # Errors
/// Why it cannot be read, or where it is not RON.
pub fn file(reader: &dyn Reader, path: &Path) -> Result<LaidOut, Report> {
    let read = files::read_bytes(reader, path).map_err(whole_file)?;
    let before = files::decode(path, read.clone()).map_err(whole_file)?;
    let text = text(&path.display().to_string(), &before)?;
    Ok(LaidOut { read, text })
}

fn whole_file((code, message, help): FileFault) -> Report {
    Report { texts: Vec::new(), diagnostics: vec![Diagnostic::of_file(code, message, help)] }
}

/// The layout of a text; the path is for reports.
///
/// # Errors
/// Where it is not RON.
pub fn text(path: &str, text: &str) -> Result<String, Report> {
    let plain = files::plain_notes(text);
    let plain = plain.as_deref().unwrap_or(text);
    let first = Tokens::of(text).without_comments().next();
    let read = if first.is_some_and(|word| word.text == "Source") {
        span::read::<Source<'_>>(plain).map(drop)
    } else {
        span::read::<Scenario<'_>>(plain).map(drop)
    };
    // A text that is RON has a layout whatever it says.
    if let Err(fault) = read
        && let Err(any_fault) = span::options().from_str::<IgnoredAny>(plain)
    {
        let mut faults = Faults::new(0);
        faults.ron(plain, plain, &fault);
        // Where the reader of the language stopped at a meaning, what is no RON comes later.
        if faults.found.iter().any(|found| found.code != Code::Syntax) {
            faults.ron(plain, plain, &any_fault);
        }
        let texts = vec![SourceText { path: path.to_owned(), text: text.to_owned() }];
        return Err(Report { texts, diagnostics: faults.found });
    }
    Ok(LineEnd::of(text).end(printer::print(&Tree::of(text))))
}

#[cfg(test)]
mod tests {
    use super::super::bundled;
    use super::super::tokens::{Kind, Token};
    use super::*;
    use proptest::prelude::*;

    fn laid_out(before: &str) -> String {
        text("a.ron", before).unwrap_or_else(|report| panic!("{}\n{before}", report.render(false)))
    }

    /// The tokens that mean something, but for commas before closing brackets.
    fn meaning(text: &str) -> Vec<&str> {
        let tokens: Vec<Token<'_>> = Tokens::of(text).without_comments().collect();
        let kept = tokens.iter().enumerate().filter(|(index, token)| {
            let next = tokens.get(index + 1).map(|next| next.kind);
            token.kind != Kind::Comma || next != Some(Kind::Close)
        });
        kept.map(|(_, token)| token.text).collect()
    }

    fn comments(text: &str) -> Vec<String> {
        let comments = Tokens::of(text).filter(Token::is_comment);
        comments.map(|comment| comment.text.trim_end().replace("\r\n", "\n")).collect()
    }

    /// Lays out a text that is RON, and checks that it says the same and is laid out.
    fn check(before: &str) -> String {
        let after = laid_out(before);
        assert_eq!(meaning(before), meaning(&after), "{before}\n{after}");
        assert_eq!(comments(before), comments(&after), "{before}\n{after}");
        assert_eq!(laid_out(&after), after, "the second time\n{before}");
        after
    }

    #[test]
    fn what_is_bundled_is_laid_out() {
        for (name, text) in bundled::scenarios().chain(bundled::SOURCES.iter().copied()) {
            assert_eq!(check(text), text, "{name}");
        }
    }

    #[test]
    fn fields_and_items_stand_on_lines_of_their_own() {
        let before = r#"Scenario(title:"T",as_of : "now", summary: "S",
  uses: ["scales",
         "campaign"],


  conditions: [

    YesNo(id: "a", label: "A", baseline: "no", grounds: stated), YesNo (id: "b", label: "B",
      baseline: "no", grounds: stated, cite: [
        "§1 ¶1"
      ])

  ], expectations: [Expect(label: "a pair", given: {
    "a": "yes",
    "b": "no" }, then: {})],
  lessons: [Lesson(id: "l", title: "L", aim: "", steps: [
    Set({"a": "yes", "b": "yes", "the_third": "unknown", "the_fourth": "unknown", "the_fifth": "unknown", "the_sixth": "no"}),
    Predict(stance: "s", ask: "A question that is longer than what fits on one line, and is not any shorter on another?"),
    Discuss(
      "Why?", notes: "Because of something that is longer than what fits on one line with the question."),
    Reveal(
      "s",
    ), Reset])],
)"#;
        insta::assert_snapshot!(check(before), @r#"
        Scenario(
            title: "T",
            as_of: "now",
            summary: "S",
            uses: ["scales", "campaign"],

            conditions: [
                YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
                YesNo(
                    id: "b",
                    label: "B",
                    baseline: "no",
                    grounds: stated,
                    cite: ["§1 ¶1"],
                ),
            ],
            expectations: [
                Expect(
                    label: "a pair",
                    given: {"a": "yes", "b": "no"},
                    then: {},
                ),
            ],
            lessons: [
                Lesson(
                    id: "l",
                    title: "L",
                    aim: "",
                    steps: [
                        Set({
                            "a": "yes",
                            "b": "yes",
                            "the_third": "unknown",
                            "the_fourth": "unknown",
                            "the_fifth": "unknown",
                            "the_sixth": "no",
                        }),
                        Predict(stance: "s", ask: "A question that is longer than what fits on one line, and is not any shorter on another?"),
                        Discuss(
                            "Why?",
                            notes: "Because of something that is longer than what fits on one line with the question.",
                        ),
                        Reveal("s"),
                        Reset,
                    ],
                ),
            ],
        )
        "#);
    }

    #[test]
    fn comments_stay_where_they_were() {
        let before = r#"
// above all

#![enable(implicit_some)] // behind an attribute
/* inline */ Scenario( // behind a bracket
  title: /* why */ "T", // behind an item   

  // above an item
  as_of: // between
    "now" // before its comma
  , /* before an item */ summary: "S",
  uses: [/* first */ "a" /* of a */, /* of b */ "b" /* of b, too */],
  scales: [/* none yet */],
  facts: [
    // nothing

    /* but /* nested */
       lines */
  ],
  remarks: [ // opening
  ],
  // at the end
) // behind everything

// at the very end"#;
        insta::assert_snapshot!(check(before), @r#"
        // above all

        #![enable(implicit_some)] // behind an attribute
        /* inline */ Scenario( // behind a bracket
            title: /* why */ "T", // behind an item

            // above an item
            as_of: // between
                "now", // before its comma
            /* before an item */ summary: "S",
            uses: [/* first */ "a" /* of a */, /* of b */ "b" /* of b, too */],
            scales: [/* none yet */],
            facts: [
                // nothing

                /* but /* nested */
               lines */
            ],
            remarks: [ // opening
            ],
            // at the end
        ) // behind everything

        // at the very end
        "#);
    }

    #[test]
    fn what_is_laid_out_is_so_with_the_line_ends_of_windows() {
        for (name, text) in bundled::scenarios() {
            let text = text.replace('\n', "\r\n");
            assert_eq!(check(&text), text, "{name}");
        }
        let before = "\r\nAny(a:1, // b\n/* c\nd */\n\nb: 2)";
        let after = "Any(\r\n    a: 1, // b\r\n    /* c\r\nd */\r\n\r\n    b: 2,\r\n)\r\n";
        assert_eq!(check(before), after);
    }

    #[test]
    fn strings_stay_byte_for_byte() {
        let strings = [
            "\"a \\\" \\\n   b\"",
            "r#\"(\"// \r\n\"#",
            "\"\t /* § */ \"",
            "'\\''",
            "'\u{200e}'",
            "b\"x\"",
            "-0x1F",
        ];
        for string in strings {
            let after = check(&format!("Any(\n a: {string},\r\n)\r\n"));
            assert_eq!(after, format!("Any(\n    a: {string},\n)\n"));
            let after = check(&format!("Any(\r\n a: {string},\n)\n"));
            assert_eq!(after, format!("Any(\r\n    a: {string},\r\n)\r\n"));
        }
    }

    #[test]
    fn what_is_not_ron_has_no_layout_but_what_means_nothing_has() {
        let table = [
            ("Scenario(title: \"T\" as_of: \"\")", "a comma or a closing bracket is missing"),
            ("Scenario(title: “T”)", "typographic quotation mark"),
            ("Scenario(conditions: [YesNo(id: \"a\", ])", "`]` cannot close what `(` opened"),
            ("Source(sections: [Section(id: \"a\"])", "`]` cannot close what `(` opened"),
            ("title: \"T\"", "`title` cannot stand here"),
            ("Scenario() /* open", "this comment is never closed"),
            ("", "this file is empty"),
        ];
        for (before, message) in table {
            let report = text("a.ron", before).unwrap_err();
            assert!(report.render(false).contains(message), "{}", report.render(false));
            assert!(report.render(false).contains("a.ron:1:"), "{}", report.render(false));
        }
        assert_eq!(laid_out("Scenario(titel: 1)"), "Scenario(\n    titel: 1,\n)\n");
        let deep = format!("Scenario(title: {}{})", "[".repeat(5000), "]".repeat(5000));
        assert!(text("a.ron", &deep).unwrap_err().render(false).contains("nest too deeply"));
    }

    /// What may stand between two tokens.
    fn between() -> impl Strategy<Value = String> {
        let comment = prop_oneof![
            "// [a-z\"(\\[/*,:]{0,8}[ \r]{0,2}\n",
            "/\\* [a-z\"(\\[,:\n]{0,8} \\*/",
            Just("/* a /* b\r\n */ c */".to_owned()),
        ];
        let white = "[ \n\t]{0,2}(\r\n)?[ \n]{0,2}";
        prop::collection::vec(prop_oneof![2 => white.prop_map(String::from), 1 => comment], 0..4)
            .prop_map(|pieces| pieces.concat())
    }

    /// RON of no particular meaning, as its tokens.
    fn value() -> impl Strategy<Value = Vec<String>> {
        let atoms =
            ["1", "-0.5", "none", "\"a\"", "\"a, b: (c)\"", "r#\"[\"\"#", "'\"'", "\"a\n  b\"", "true"];
        let long = "\"[a-z ]{30,70}\"";
        let leaf = prop_oneof![prop::sample::select(atoms.to_vec()).prop_map(String::from), long]
            .prop_map(|atom| vec![atom]);
        leaf.prop_recursive(4, 40, 5, |inner| {
            let items = |inner: BoxedStrategy<Vec<String>>, open: &'static str, close: &'static str| {
                (prop::collection::vec(inner, 0..5), any::<bool>()).prop_map(move |(items, comma)| {
                    let mut tokens = vec![open.to_owned()];
                    let number = items.len();
                    for (index, item) in items.into_iter().enumerate() {
                        tokens.extend(item);
                        if comma || index + 1 < number {
                            tokens.push(",".to_owned());
                        }
                    }
                    tokens.push(close.to_owned());
                    tokens
                })
            };
            let keyed = |key: &'static str| {
                inner
                    .clone()
                    .prop_map(move |value| [vec![key.to_owned(), ":".to_owned()], value].concat())
                    .boxed()
            };
            prop_oneof![
                items(inner.clone().boxed(), "[", "]"),
                items(inner.clone().boxed(), "(", ")"),
                items(keyed("\"key\""), "{", "}"),
                items(keyed("field"), "(", ")").prop_map(|tokens| [vec!["Name".to_owned()], tokens].concat()),
                inner.clone().prop_map(|value| [
                    vec!["Some".to_owned(), "(".to_owned()],
                    value,
                    vec![")".to_owned()]
                ]
                .concat()),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn comments_between_any_two_tokens_of_the_bundled_files_stay(
            file in 0..bundled::SCENARIOS.len() + bundled::SOURCES.len(),
            pieces in prop::collection::vec((any::<prop::sample::Index>(), between()), 1..12),
        ) {
            let (_, text) = bundled::SCENARIOS.iter().chain(bundled::SOURCES).nth(file).expect("a file");
            // What is put at the end of a line comment would become part of it.
            let mut places: Vec<usize> = Tokens::of(text)
                .filter(|token| token.kind != Kind::LineComment)
                .flat_map(|token| [token.start, token.end()])
                .collect();
            places.dedup();
            let mut pieces: Vec<(usize, String)> =
                pieces.into_iter().map(|(index, piece)| (*index.get(&places), piece)).collect();
            pieces.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
            let mut before = (*text).to_owned();
            for (place, piece) in pieces {
                before.insert_str(place, &piece);
            }
            check(&before);
        }

        #[test]
        fn any_value_keeps_its_tokens_and_comments(
            tokens in value(),
            pieces in prop::collection::vec(between(), 1..20),
        ) {
            let mut before = pieces[0].clone();
            for (index, token) in tokens.iter().enumerate() {
                before.push_str(token);
                before.push_str(&pieces[index % pieces.len()]);
            }
            check(&before);
        }

        #[test]
        fn any_text_has_tokens_and_no_text_is_too_odd(text in "([\\[({})\\],:#!\"'rb/*\\\\=. \na§\u{85}]|\\PC){0,40}") {
            let tokens: Vec<Token<'_>> = Tokens::of(&text).collect();
            prop_assert!(tokens.windows(2).all(|pair| pair[0].end() <= pair[1].start));
            prop_assert!(tokens.iter().all(|token| !token.text.is_empty() && text[token.start..].starts_with(token.text)));
            printer::print(&Tree::of(&text));
            if super::text("a.ron", &text).is_ok() {
                check(&text);
            }
        }

        #[test]
        fn any_bytes_are_laid_out_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            struct Memory(Vec<u8>);
            impl Reader for Memory {
                fn read(&self, _: &Path) -> std::io::Result<Vec<u8>> {
                    Ok(self.0.clone())
                }
            }
            let _ = file(&Memory(bytes), Path::new("a.ron"));
        }
    }
}
