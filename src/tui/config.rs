//! The reader's configuration: a RON file with the theme, what the screen keeps to, and keys.

use serde::Deserialize;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::key::Key;
use super::keymap::{self, Keymap};
use super::theme::Choice;
use crate::language::diagnostic::{Code, Report, SourceText, alternatives, nearest};
use crate::language::faults::Faults;
use crate::language::span::{self, Entries, Span, Text};

/// The most bytes that a configuration may have.
const MOST_BYTES: u64 = 1 << 20;

/// What a reader has configured; what is not mentioned is as without a file.
#[derive(Clone, Debug)]
pub struct Config {
    /// The colours.
    pub theme: Choice,
    /// Whether to keep to plain characters.
    pub ascii: bool,
    /// Whether the mouse chooses.
    pub mouse: bool,
    /// Whether sittings are saved.
    pub save: bool,
    /// The keys.
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self { theme: Choice::default(), ascii: false, mouse: true, save: true, keymap: Keymap::default() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename = "Config", deny_unknown_fields, bound(deserialize = "'de: 'source"))]
struct Written<'source> {
    #[serde(default)]
    theme: Option<Text<'source>>,
    #[serde(default)]
    ascii: Option<bool>,
    #[serde(default)]
    mouse: Option<bool>,
    #[serde(default)]
    save: Option<bool>,
    #[serde(default)]
    keys: Entries<'source, Vec<Text<'source>>>,
}

/// Where the configuration is looked for.
pub fn usual_path() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("whatif").join("config.ron"))
}

/// The text of a configuration; `None` where there is no such file.
///
/// # Errors
/// If it cannot be read.
pub fn read(path: &Path) -> io::Result<Option<String>> {
    let file = match std::fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    let mut text = String::new();
    file.take(MOST_BYTES).read_to_string(&mut text)?;
    Ok(Some(text))
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn parse(path: &str, text: &str) -> Result<Self, Report> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let mut faults = Faults::new(0);
        let config = Self::resolve(text, &mut faults);
        if faults.found.is_empty() {
            return Ok(config);
        }
        let texts = vec![SourceText { path: path.to_owned(), text: text.to_owned() }];
        let mut report = Report { texts, diagnostics: faults.found };
        report.sort();
        Err(report)
    }

    fn resolve(text: &str, faults: &mut Faults) -> Self {
        let mut config = Self::default();
        let written: Written<'_> = match span::read(text) {
            Ok(written) => written,
            Err(fault) => {
                faults.ron(text, text, &fault);
                return config;
            }
        };
        let whole = Span { start: 0, end: text.len() };
        if let Some(theme) = &written.theme {
            if let Ok(choice) = <Choice as clap::ValueEnum>::from_str(&theme.value, false) {
                config.theme = choice;
            } else {
                let message = format!("there is no theme `{}`", theme.value);
                let help = "themes are `auto`, `terminal`, `dark`, `light`, `high-contrast` and `mono`";
                faults.error(Code::UnknownValue, theme.span(text, whole), message, help);
            }
        }
        config.ascii = written.ascii.unwrap_or(config.ascii);
        config.mouse = written.mouse.unwrap_or(config.mouse);
        config.save = written.save.unwrap_or(config.save);
        for (name, keys) in &written.keys.0 {
            let Some(command) = keymap::named(&name.value) else {
                let message = format!("there is no command `{}`", name.value);
                let help = match nearest(&name.value, keymap::names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`whatif keys` lists every command".to_owned(),
                };
                faults.error(Code::UnknownName, name.span(text, whole), message, help);
                continue;
            };
            let mut read = Vec::new();
            for key in keys {
                if let Some(key) = Key::parse(&key.value) {
                    read.push(key);
                } else {
                    let message = format!("`{}` is not a key", key.value);
                    let help = "write it as in `u`, `U`, `ctrl-r`, `f5`, `space`, `enter` or `page up`";
                    faults.error(Code::UnknownValue, key.span(text, whole), message, help);
                }
            }
            config.keymap.bind(command, &read);
        }
        for shared in config.keymap.shared() {
            let (first, second) = shared.commands;
            let is_about = |name: &Text<'_>| [first.name(), second.name()].contains(&name.value.as_ref());
            let place = written.keys.0.iter().rev().find(|(name, _)| is_about(name));
            let span = place.map_or(whole, |(name, _)| name.span(text, whole));
            let message = format!(
                "the key `{}` would mean both {}",
                shared.key.label(),
                alternatives([first.name(), second.name()]).replace(" or ", " and ")
            );
            let help = "give one of the two another key, or none: `[]`";
            faults.error(Code::DuplicateId, span, message, help);
        }
        config
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::{Command, TOGETHER};

    #[test]
    fn what_is_configured_is_in_force() {
        let text = r#"Config(theme: "light", ascii: true, keys: {"undo": ["z", "ctrl-u"], "replay": []})"#;
        let config = Config::parse("config.ron", text).expect("a configuration");
        assert_eq!((config.theme, config.ascii, config.mouse), (Choice::Light, true, true));
        let command = |key| config.keymap.command(TOGETHER[0], Key::parse(key).expect("a key"));
        assert_eq!(command("z"), Some(Command::Undo));
        assert_eq!(command("u"), None);
        assert_eq!(command("."), None);
        assert!(
            Config::parse("config.ron", "Config()").is_ok() && Config::parse("config.ron", " \n").is_ok()
        );
    }

    #[test]
    fn what_is_wrong_is_shown_with_its_place() {
        let table = [
            (r#"Config(theme: "drak")"#, "there is no theme `drak`", 15),
            (r#"Config(keys: {"undoo": ["z"]})"#, "there is no command `undoo`", 15),
            (r#"Config(keys: {"undo": ["zz"]})"#, "`zz` is not a key", 24),
            (r#"Config(keys: {"undo": ["x"]})"#, "the key `x` would mean both `unknown` and `undo`", 15),
            (r#"Config(colour: "x")"#, "`colour`", 7),
            ("Config(", "", 6),
        ];
        for (text, message, start) in table {
            let report = Config::parse("config.ron", text).expect_err(text);
            let first = &report.diagnostics[0];
            assert!(first.message.contains(message), "{text}: {}", first.message);
            assert_eq!(first.span.start, start, "{text}");
            assert!(report.render(false).contains("config.ron"), "{text}");
        }
    }
}
