//! `whatif lesson`: the lessons, or one of them to play.

use clap::Args;
use serde::Serialize;
#[cfg(feature = "tui")]
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;

#[cfg(feature = "tui")]
use super::explore::Explore;
use super::line::{Saved, converse};
use super::new::shown;
use super::{Failure, load, stdout, text_width};
use crate::language::files::Disk;
use crate::language::library::Library;
use crate::logic::position::Position;
use crate::report::wrap::wrap;

#[derive(Debug, Args)]
pub(super) struct LessonCommand {
    /// The lesson to play; without one, all are listed
    #[arg(value_name = "ID")]
    lesson: Option<String>,
    /// A bundled scenario's name or a path; repeatable, all bundled ones if none is given
    #[arg(short, long = "scenario", value_name = "NAME_OR_PATH")]
    scenario: Vec<String>,
    /// The list as JSON
    #[arg(long, conflicts_with = "lesson")]
    json: bool,
    #[command(flatten)]
    saved: Saved,
}

#[derive(Serialize)]
struct Listed<'library> {
    id: &'library str,
    title: &'library str,
    aim: &'library str,
    steps: usize,
}

impl LessonCommand {
    pub(super) fn run(&self) -> Result<(), Failure> {
        let Some(lesson) = &self.lesson else { return self.list() };
        #[cfg(feature = "tui")]
        if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
            return Explore::at_lesson(lesson, &self.scenario, &self.saved).run();
        }
        let (library, compiled) = load(&self.scenario)?;
        let baseline = Position::baseline(&library.model);
        converse(library, compiled, &baseline, &self.scenario, Some(lesson), &self.saved)
    }

    fn list(&self) -> Result<(), Failure> {
        let library = load::load(&self.scenario, &Disk).map_err(Failure::Faults)?;
        let mut stdout = stdout();
        if self.json {
            serde_json::to_writer_pretty(&mut stdout, &listed(&library))?;
            writeln!(stdout)?;
        } else if library.lessons.is_empty() {
            writeln!(stdout, "These scenarios hold no lessons.")?;
        } else {
            for lesson in listed(&library) {
                writeln!(stdout, "{}: {} ({} steps)", lesson.id, lesson.title, lesson.steps)?;
                for line in wrap(lesson.aim, text_width().saturating_sub(4)) {
                    writeln!(stdout, "  {line}")?;
                }
            }
            let mut words = vec!["whatif lesson".to_owned()];
            words.extend(self.scenario.iter().map(|name| format!("-s {}", shown(Path::new(name)))));
            writeln!(stdout, "\n`{} ID` plays one.", words.join(" "))?;
        }
        stdout.flush()?;
        Ok(())
    }
}

fn listed(library: &Library) -> Vec<Listed<'_>> {
    let lessons = library.lessons.iter();
    lessons
        .map(|lesson| Listed {
            id: &lesson.id,
            title: &lesson.title,
            aim: &lesson.aim,
            steps: lesson.steps.len(),
        })
        .collect()
}
