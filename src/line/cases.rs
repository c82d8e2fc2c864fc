//! Where the reader is: the cases, and what each of them holds.

use super::choices::Choice;
use super::reply::Reply;
use super::state::LineMode;
use crate::language::diagnostic::{alternatives, nearest};
use crate::logic::model::{ConditionId, FileId, StanceId};
use crate::logic::support::{self, Support};
use crate::report::sentences;
use crate::report::text::{self, value_word};

impl LineMode {
    /// The files that declare conditions or stances.
    pub(super) fn cases(&self) -> Vec<FileId> {
        let files = (0..self.library.files.len()).map(FileId::from);
        files
            .filter(|file| {
                !self.stances_of(*file).is_empty()
                    || self.library.model.conditions.iter().any(|condition| condition.file == *file)
            })
            .collect()
    }

    /// A case's stances.
    pub(super) fn stances_of(&self, file: FileId) -> Vec<StanceId> {
        let stances = self.library.model.stances.iter().enumerate();
        stances.filter(|(_, stance)| stance.file == file).map(|(index, _)| index.into()).collect()
    }

    /// A case's conditions, and after them those elsewhere that the rules of its stances ask for.
    pub(super) fn conditions_of(&self, file: FileId) -> Vec<ConditionId> {
        let model = &self.library.model;
        let mut asked = Support::default();
        let own_rules = support::of_own_rules(model);
        for stance in self.stances_of(file) {
            asked.add_all(&own_rules[stance.index()]);
        }
        let is_own = |id: &ConditionId| model.conditions[id.index()].file == file;
        let all = || (0..model.conditions.len()).map(ConditionId::from);
        let elsewhere = all().filter(|id| !is_own(id) && asked.contains(*id));
        all().filter(is_own).chain(elsewhere).collect()
    }

    /// Tells which cases there are.
    pub(super) fn tell_cases(&mut self, reply: &mut Reply) {
        let cases = self.cases();
        let file = |id: &FileId| &self.library.files[id.index()];
        reply.say("Cases:");
        reply.number(cases.iter().map(file).map(|file| format!("{}: {}", file.title, file.summary)));
        self.choices = cases.iter().map(|id| Choice::Line(format!("case {}", file(id).name))).collect();
        reply.say("A number tells what a case holds.");
    }

    /// Tells what the case of this name holds, and stays with it.
    pub(super) fn tell_case(&mut self, name: &str, reply: &mut Reply) {
        let cases = self.cases();
        let file = |id: &FileId| &self.library.files[id.index()];
        let folded = name.to_lowercase();
        let is_named = |id: &&FileId| file(id).name == name || file(id).title.to_lowercase() == folded;
        let Some(case) = cases.iter().find(is_named).copied() else {
            let names = || cases.iter().map(|id| file(id).name.as_str());
            let help = match nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("choose {}", alternatives(names())),
            };
            return reply.fault(&format!("there is no case `{name}`\nhelp: {help}"));
        };
        self.case = Some(case);
        let file = &self.library.files[case.index()];
        reply.say(format!("{} ({}): {}", file.title, file.as_of, file.summary));
        let conditions = self.conditions_of(case);
        let stances = self.stances_of(case);
        let model = &self.library.model;
        let conditions = conditions.into_iter().map(|id| {
            let id_word = &model.conditions[id.index()].id;
            (self.condition(id), Choice::Line(format!("suppose {id_word}=")))
        });
        let stances = stances.into_iter().map(|id| {
            let id_word = &model.stances[id.index()].id;
            (self.stance(id), Choice::Line(format!("why {id_word}")))
        });
        let (lines, choices): (Vec<String>, Vec<Choice>) = conditions.chain(stances).unzip();
        reply.number(lines);
        self.choices = choices;
        reply.say("The number of a condition supposes another value; that of a stance asks why.");
    }

    /// A condition as it stands now.
    fn condition(&self, id: ConditionId) -> String {
        let condition = &self.library.model.conditions[id.index()];
        let (now, paper) = (self.position().value(id), condition.baseline);
        let mut line = format!("Suppose: {}", text::assumption(condition, now));
        if now != paper {
            line = format!("{line}; in the paper {}", value_word(condition, paper));
        }
        if self.position().is_locked(id) {
            line.push_str("; locked");
        }
        format!("{line}. {}", condition.id)
    }

    /// A stance as it stands now, unless that is hidden.
    fn stance(&self, id: StanceId) -> String {
        let model = &self.library.model;
        let words = if self.is_hidden(id) {
            "hidden".to_owned()
        } else {
            text::outcomes(model, id, self.now.stances[id.index()].outcomes)
        };
        format!("Then: {}: {words}. {}", sentences::stance(model, id), model.stances[id.index()].id)
    }
}
