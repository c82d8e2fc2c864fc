//! Characters that word processors and other keyboards put in the place of plain ones.

/// A character that looks like another one, or like nothing at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// What it is called, with its article.
    pub name: &'static str,
    /// What is meant; nothing where it should not be there.
    pub plain: &'static str,
}

impl LookAlike {
    /// The plain character that this one is taken for. Typographic quotation marks are none of them:
    /// what they mean depends on where they stand.
    pub fn of(character: char) -> Option<Self> {
        let (name, plain) = match character {
            '\u{a0}' => ("a non-breaking space", " "),
            '\u{202f}' => ("a narrow non-breaking space", " "),
            '\u{3000}' => ("a full-width space", " "),
            '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => ("a typographic space", " "),
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => ("an invisible character", ""),
            '\u{ad}' => ("an invisible hyphen", ""),
            '，' | '﹐' => ("a full-width comma", ","),
            '、' => ("an ideographic comma", ","),
            '：' | '﹕' => ("a full-width colon", ":"),
            '（' => ("a full-width bracket", "("),
            '）' => ("a full-width bracket", ")"),
            '［' => ("a full-width bracket", "["),
            '］' => ("a full-width bracket", "]"),
            '｛' => ("a full-width bracket", "{"),
            '｝' => ("a full-width bracket", "}"),
            '＂' => ("a full-width quotation mark", "\""),
            _ => return None,
        };
        Some(Self { name, plain })
    }

    /// What is wrong with it.
    pub fn message(self, character: char) -> String {
        // What nobody sees has at least a number.
        match self.plain {
            "" | " " => format!("this is {} (U+{:04X})", self.name, u32::from(character)),
            _ => format!("this is {}", self.name),
        }
    }

    /// What to do about it.
    pub fn help(self) -> String {
        match self.plain {
            "" => "remove it".to_owned(),
            " " => "replace it by a plain space".to_owned(),
            plain => format!("write a plain `{plain}`"),
        }
    }
}
