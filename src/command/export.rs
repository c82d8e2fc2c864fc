//! `whatif export`: handouts for a seminar.

use clap::{Args, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::{Failure, Supposed, eval, load, output, suppose};
use crate::dialogue::names;
use crate::language::diagnostic::alternatives;
use crate::language::library::{Lesson, Library};
use crate::logic::compile::Compiled;
use crate::logic::model::StanceId;
use crate::logic::position::Position;
use crate::report::handout::document::Document;
use crate::report::handout::graph::Graph;
use crate::report::handout::ladder::Ladder;
use crate::report::handout::ladder_picture;
use crate::report::handout::lesson::Course;
use crate::report::handout::{Subject, case, dot, graph_picture, html, lesson, markdown, steps, tidy};

/// What a handout is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown
    Md,
    /// One HTML file that needs nothing else, to read and to print
    Html,
    /// A picture of the ladder, or with --graph of what depends on what
    Svg,
    /// A table for spreadsheets
    Csv,
    /// What depends on what, for graphviz
    Dot,
    /// What `eval --json` says; of a lesson its steps, with the answers
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    supposed: Supposed,
    /// A handout on this lesson, instead of the scenarios themselves
    #[arg(long, value_name = "ID", conflicts_with_all = ["set", "lock"])]
    lesson: Option<String>,
    /// What the handout is written as
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    format: Format,
    /// With --format svg: draw what depends on what, instead of the ladder
    #[arg(long)]
    graph: bool,
    /// With --lesson: add the instructor's notes
    #[arg(long, requires = "lesson")]
    notes: bool,
    /// The most ways to a place and rows of a table that are listed
    #[arg(long, value_name = "N", default_value = "12")]
    limit: NonZeroUsize,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub(super) fn run(&self) -> Result<(), Failure> {
        if self.graph && self.format != Format::Svg {
            return Err(Failure::Usage("only a picture has a graph\nhelp: add --format svg".to_owned()));
        }
        let (library, compiled) = load(&self.supposed.scenario)?;
        let written = match &self.lesson {
            Some(name) => self.lesson(&library, &compiled, find(&library, name)?)?,
            None => self.cases(&library, &compiled)?,
        };
        output::write(&written, self.output.as_deref())
    }

    fn cases(&self, library: &Library, compiled: &Compiled) -> Result<Vec<u8>, Failure> {
        let position = suppose::position(library, &self.supposed)?;
        let subject = Subject::new(library, compiled, &position);
        let cases = subject.cases();
        if self.format == Format::Json {
            return eval::json(library, compiled, &position);
        }
        if cases.is_empty() {
            return Err(Failure::Usage(
                "there is nothing to hand out: no conditions and no stances\n\
                 help: `whatif list` shows who has some; a lesson is handed out with --lesson"
                    .to_owned(),
            ));
        }
        eval::warn_of_faults(library, &subject.follows);
        let title = subject.title_of(&cases);
        let handout = || case::document(&subject, &cases, self.limit.get());
        Ok(match self.format {
            Format::Md | Format::Html | Format::Json => self.document(&handout()),
            Format::Svg if self.graph => picture(&subject, &Graph::of_files(&subject, &cases), &title)?,
            Format::Svg => {
                if let Some(clash) = &subject.follows.ruled_out {
                    let words = crate::report::text::ruled_out(&library.model, &position, clash);
                    return Err(Failure::Usage(words));
                }
                let stances: Vec<StanceId> = cases.iter().flat_map(|case| subject.stances(*case)).collect();
                ladder_picture::svg(&Ladder::of(&subject, &stances), &title)
            }
            Format::Csv => tidy::grid(&subject, &cases).csv(),
            Format::Dot => dot::render(&subject, &Graph::of_files(&subject, &cases), &title),
        }
        .into_bytes())
    }

    fn lesson(&self, library: &Library, compiled: &Compiled, found: &Lesson) -> Result<Vec<u8>, Failure> {
        let course = Course::new(library, compiled, found);
        let baseline = Position::baseline(&library.model);
        let subject = course.at(&baseline);
        let graph = || Graph::of_stances(&subject, &course.stances());
        Ok(match self.format {
            Format::Md | Format::Html => self.document(&lesson::document(&course, self.notes)),
            Format::Svg if self.graph => picture(&subject, &graph(), &found.title)?,
            Format::Svg => {
                let ladder = Ladder::blank(&subject, &course.stances());
                ladder_picture::svg(&ladder, &found.title)
            }
            Format::Csv => steps::grid(&course, self.notes).csv(),
            Format::Dot => dot::render(&subject, &graph(), &found.title),
            Format::Json => return eval::pretty(&steps::Written::new(&course, self.notes)),
        }
        .into_bytes())
    }

    fn document(&self, document: &Document) -> String {
        if self.format == Format::Html { html::render(document) } else { markdown::render(document) }
    }
}

fn picture(subject: &Subject<'_>, graph: &Graph<'_>, title: &str) -> Result<String, Failure> {
    graph_picture::svg(subject, graph, title).ok_or_else(|| {
        Failure::Usage(
            "so much depends on so much that no picture could be read\n\
             help: name a single scenario with -s, or draw it with graphviz by --format dot"
                .to_owned(),
        )
    })
}

/// The lesson with this full id, or with this name in only one file.
fn find<'library>(library: &'library Library, name: &str) -> Result<&'library Lesson, Failure> {
    let ids: Vec<&str> = library.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
    if ids.is_empty() {
        return Err(Failure::Usage(
            "these scenarios hold no lessons\nhelp: name the file of one with -s".to_owned(),
        ));
    }
    let found = names::named(&ids, name, "lesson");
    found.map(|index| &library.lessons[index]).map_err(|fault| {
        // Lessons are few enough to name them all.
        let all = format!("choose {}", alternatives(ids.iter().copied()));
        Failure::Usage(fault.replace("`whatif list` shows every lesson", &all))
    })
}
