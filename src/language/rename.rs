//! A scenario's text under another name.

use super::tokens::{Kind, Tokens};

/// The text of the scenario `name`, fit for a file of any other name: where it calls its own names
/// in full, as in `name.terms_met`, they go bare. Nothing else changes.
pub fn with_bare_names(text: &str, name: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for token in Tokens::of(text).filter(|token| token.kind == Kind::String) {
        for (at, _) in token.text.match_indices(name) {
            let before = token.text[..at].chars().next_back();
            let after = token.text[at + name.len()..].strip_prefix('.').and_then(|rest| rest.chars().next());
            // Behind the full stop of a sentence stands a space, behind that of a name a letter.
            let is_whole = !before.is_some_and(|before| before == '.' || is_of_a_name(before));
            if is_whole && after.is_some_and(|after| after.is_ascii_lowercase()) {
                bare.push_str(&text[from..token.start + at]);
                from = token.start + at + name.len() + 1;
            }
        }
    }
    bare.push_str(&text[from..]);
    bare
}

fn is_of_a_name(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load::load_texts;

    #[test]
    fn own_names_go_bare_and_others_stay() {
        let text = r#"Scenario(title: "About the mill.", as_of: "", summary: "mill.a", uses: ["town"], // mill.a
    conditions: [YesNo(id: "a", label: "A", baseline: "no", grounds: stated)],
    facts: [Fact(id: "f", label: "F", when: "mill.a or town.mill or (mill.a and not town.a)")],
    expectations: [Expect(label: "e", given: {"mill.a": "yes"}, then: {})],
)"#;
        let town = r#"Scenario(title: "", as_of: "", summary: "",
    conditions: [
        YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
        YesNo(id: "mill", label: "Mill", baseline: "no", grounds: stated),
    ],
)"#;
        let bare = with_bare_names(text, "mill");
        assert_eq!(
            bare,
            text.replace("\"mill.a", "\"a").replace("(mill.a", "(a"),
            "neither comments nor other files' names change"
        );
        let faults = |text: &str| {
            load_texts(&[("mine", text), ("town", town)]).err().map(|report| report.render(false))
        };
        assert_eq!(faults(&bare), None);
        assert!(faults(text).is_some_and(|faults| faults.contains("there is no file `mill`")));
    }
}
