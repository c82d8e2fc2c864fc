//! What the files declare: ids, kinds, options, scales. Guards and scales of stances come later,
//! when every name is known.

use rustc_hash::FxHashSet;

use super::bounds;
use super::claims::{grounds, owned};
use super::diagnostic::Code;
use super::faults::Faults;
use super::names::{NameFault, Names, Scope, Space, Symbol, id_fault, value_fault};
use super::places::{self, Places};
use super::resolve::FileText;
use super::span::{Item, Span, Text};
use super::syntax::{self, Pair};
use super::tokens::{Kind, Tokens};
use crate::logic::model::{
    Condition, ConditionKind, Constraint, Fact, FileId, Guard, MOST_CONDITIONS, MOST_OPTIONS,
    MOST_SCALE_VALUES, Model, Named, Override, Place, Remark, Scale, ScaleId, Stance,
};

/// An item that is yet to be resolved.
#[derive(Debug)]
pub struct Task<'all, 'source, T> {
    /// The file that it stands in.
    pub file: FileId,
    /// Its text.
    pub place: &'source str,
    /// The item.
    pub item: &'all T,
}

impl<T> Clone for Task<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Task<'_, '_, T> {}

/// Everything declared, and what is yet to be resolved, in the model's order.
#[derive(Debug)]
pub struct Declared<'source> {
    /// The names.
    pub names: Names<'source>,
    /// The model, so far with guards that never hold.
    pub model: Model,
    /// Where it is declared.
    pub places: Places,
    /// Whether there is more of anything than a library may hold.
    pub too_many: bool,
    /// For each stance, whether its scale is known.
    pub scaled: Vec<bool>,
    pub facts: Vec<Task<'source, 'source, syntax::Fact<'source>>>,
    pub constraints: Vec<Task<'source, 'source, syntax::Constraint<'source>>>,
    pub stances: Vec<Task<'source, 'source, syntax::Stance<'source>>>,
    pub overrides: Vec<Task<'source, 'source, syntax::Override<'source>>>,
    pub remarks: Vec<Task<'source, 'source, syntax::Remark<'source>>>,
    pub expectations: Vec<Task<'source, 'source, syntax::Expect<'source>>>,
    pub lessons: Vec<Task<'source, 'source, syntax::Lesson<'source>>>,
}

/// Declares everything in all files.
pub fn declare<'all>(files: &'all [FileText<'all>], faults_of: &mut [Faults]) -> Declared<'all> {
    let mut declared = Declared {
        names: Names::default(),
        model: Model::default(),
        places: Places::default(),
        too_many: false,
        scaled: Vec::new(),
        facts: Vec::new(),
        constraints: Vec::new(),
        stances: Vec::new(),
        overrides: Vec::new(),
        remarks: Vec::new(),
        expectations: Vec::new(),
        lessons: Vec::new(),
    };
    for (index, (file, faults)) in files.iter().zip(&mut *faults_of).enumerate() {
        declared.names.scopes.push(Scope {
            name: &file.file.name,
            uses: file.file.uses.clone(),
            symbols: rustc_hash::FxHashMap::default(),
            scales: rustc_hash::FxHashMap::default(),
            missing: missing(files, file),
            unreadable: file.scenario.is_none() || file.incomplete,
        });
        if let Some(scenario) = &file.scenario {
            let mut declaring = Declaring {
                declared: &mut declared,
                file: index.into(),
                name: &file.file.name,
                text: file.text,
                faults,
            };
            declaring.scenario(scenario);
        }
    }
    declared.too_many = bounds::too_many(&declared, faults_of);
    declared
}

/// The files that a file uses and that could not be found, which has been reported.
fn missing<'all>(files: &'all [FileText<'all>], file: &'all FileText<'all>) -> FxHashSet<&'all str> {
    let found: FxHashSet<&str> =
        file.file.uses.iter().map(|used| files[used.index()].file.name.as_str()).collect();
    let uses = file.scenario.iter().flat_map(|scenario| &scenario.uses);
    let names = uses.filter_map(|name| name.value.as_ref().ok()).map(|name| &*name.value);
    names.filter(|name| !found.contains(name)).collect()
}

struct Declaring<'here, 'all> {
    declared: &'here mut Declared<'all>,
    file: FileId,
    name: &'all str,
    text: &'all str,
    faults: &'here mut Faults,
}

impl<'all> Declaring<'_, 'all> {
    fn scenario(&mut self, scenario: &'all syntax::Scenario<'all>) {
        self.each(Some(Space::Scales), &scenario.scales, Self::scale);
        self.each(Some(Space::Symbols), &scenario.conditions, Self::condition);
        self.each(Some(Space::Symbols), &scenario.facts, Self::fact);
        self.each(Some(Space::Symbols), &scenario.stances, Self::stance);
        let mut ids = FxHashSet::default();
        self.each(None, &scenario.constraints, |this, task| this.constraint(task, &mut ids));
        let mut ids = FxHashSet::default();
        self.each(None, &scenario.overrides, |this, task| this.over(task, &mut ids));
        let mut ids = FxHashSet::default();
        self.each(None, &scenario.remarks, |this, task| this.remark(task, &mut ids));
        self.each(None, &scenario.expectations, Self::expectation);
        let mut ids = FxHashSet::default();
        self.each(None, &scenario.lessons, |this, task| this.lesson(task, &mut ids));
    }

    /// Declares every readable item; an unreadable one is reported, and its id still counts.
    fn each<T>(
        &mut self,
        space: Option<Space>,
        items: &'all [Item<'all, T>],
        mut declare: impl FnMut(&mut Self, Task<'all, 'all, T>),
    ) {
        for item in items {
            match &item.value {
                Ok(value) => declare(self, Task { file: self.file, place: item.place, item: value }),
                Err(fault) => {
                    self.faults.ron(self.text, item.place, fault);
                    if let (Some(space), Some(id)) = (space, id_in(item.place)) {
                        let scope = &mut self.declared.names.scopes[self.file.index()];
                        let names = match space {
                            Space::Scales => &mut scope.scales,
                            _ => &mut scope.symbols,
                        };
                        names.entry(id).or_insert(Symbol::Faulty);
                    }
                }
            }
        }
    }

    fn full(&self, id: &Text<'_>) -> String {
        format!("{}.{}", self.name, id.value)
    }

    fn span(&self, text: &Text<'_>, place: &str) -> Span {
        text.span(self.text, Span::of(place, self.text))
    }

    fn place(&self, text: &Text<'_>, place: &str) -> places::Place {
        places::Place { file: self.file, span: self.span(text, place) }
    }

    fn fault(&mut self, span: Span, fault: NameFault) {
        self.faults.error(fault.code, span, fault.message, fault.help);
    }

    /// Declares a name for expressions.
    fn symbol(&mut self, id: &'all Text<'all>, place: &str, symbol: Symbol) {
        let span = self.span(id, place);
        if let Some(fault) = id_fault(&id.value, true) {
            self.fault(span, fault);
        }
        let scope = &mut self.declared.names.scopes[self.file.index()];
        if scope.symbols.contains_key(&*id.value) {
            self.fault(span, duplicate(&id.value));
        } else {
            scope.symbols.insert(&id.value, symbol);
        }
    }

    /// Checks an id that no expression names.
    fn plain_id(&mut self, id: &'all Text<'all>, place: &str, ids: &mut FxHashSet<&'all str>) {
        let span = self.span(id, place);
        if let Some(fault) = id_fault(&id.value, false) {
            self.fault(span, fault);
        } else if !ids.insert(&id.value) {
            self.fault(span, duplicate(&id.value));
        }
    }

    fn values(
        &mut self,
        pairs: &'all [Pair<'all>],
        place: &str,
        ids: &mut FxHashSet<&'all str>,
    ) -> Vec<Named> {
        for (id, _) in pairs {
            let span = self.span(id, place);
            if let Some(fault) = value_fault(&id.value) {
                self.fault(span, fault);
            } else if !ids.insert(&id.value) {
                self.fault(span, duplicate(&id.value));
            }
        }
        let named =
            |(id, label): &Pair<'_>| Named { id: id.value.to_string(), label: label.value.to_string() };
        pairs.iter().map(named).collect()
    }

    fn scale(&mut self, task: Task<'all, 'all, syntax::Scale<'all>>) {
        let Task { place, item, .. } = task;
        let span = self.span(&item.id, place);
        if let Some(fault) = id_fault(&item.id.value, false) {
            self.fault(span, fault);
        }
        let id = ScaleId::from(self.declared.model.scales.len());
        let scales = &mut self.declared.names.scopes[self.file.index()].scales;
        if scales.contains_key(&*item.id.value) {
            self.fault(span, duplicate(&item.id.value));
        } else {
            scales.insert(&item.id.value, Symbol::Scale(id));
        }
        let mut ids = FxHashSet::default();
        let mut values = self.values(&item.values, place, &mut ids);
        let ordered = values.len();
        values.extend(self.values(&item.apart, place, &mut ids));
        if values.len() > MOST_SCALE_VALUES {
            let message = format!("a scale of {} values", values.len());
            let help = format!("a scale has at most {MOST_SCALE_VALUES} values");
            self.faults.error(Code::WrongNumber, span, message, help);
            values.truncate(MOST_SCALE_VALUES);
        }
        let places = item.values.iter().chain(&item.apart).map(|(id, _)| self.place(id, place)).collect();
        self.declared.places.values.push(places);
        self.declared.places.scales.push(self.place(&item.id, place));
        self.declared.model.scales.push(Scale {
            id: self.full(&item.id),
            file: self.file,
            label: item.label.value.to_string(),
            ordered: ordered.min(values.len()),
            values,
        });
    }

    fn condition(&mut self, task: Task<'all, 'all, syntax::Condition<'all>>) {
        let Task { place, item, .. } = task;
        let (kind, pairs) = match item {
            syntax::Condition::YesNo { .. } => (ConditionKind::YesNo, None),
            syntax::Condition::Choice { options, .. } => (ConditionKind::Choice, Some(options)),
            syntax::Condition::Reading { options, .. } => (ConditionKind::Reading, Some(options)),
        };
        let (syntax::Condition::YesNo { id, label, baseline, grounds: firmly, cite, note, context }
        | syntax::Condition::Choice { id, label, baseline, grounds: firmly, cite, note, context, .. }
        | syntax::Condition::Reading {
            id, label, baseline, grounds: firmly, cite, note, context, ..
        }) = item;
        let index = self.declared.model.conditions.len();
        self.symbol(id, place, Symbol::Condition(index.into()));
        let mut options = match pairs {
            Some(pairs) => self.values(pairs, place, &mut FxHashSet::default()),
            None => ["yes", "no"].map(|word| Named { id: word.to_owned(), label: word.to_owned() }).to_vec(),
        };
        let span = self.span(id, place);
        if options.len() < 2 || options.len() > MOST_OPTIONS {
            let number = match options.len() {
                0 => "no options".to_owned(),
                1 => "only one option".to_owned(),
                number => format!("{number} options"),
            };
            let message = format!("`{}` has {number}", id.value);
            let help = format!("give it at least two options and at most {MOST_OPTIONS}");
            self.faults.error(Code::WrongNumber, span, message, help);
            options.truncate(MOST_OPTIONS);
        }
        let value = options.iter().position(|option| option.id == baseline.value);
        let may_be_unknown = kind != ConditionKind::Reading;
        if value.is_none() && !(may_be_unknown && baseline.value == "unknown") {
            let span = self.span(baseline, place);
            if baseline.value == "unknown" {
                let message = "the baseline of a reading cannot be unknown";
                self.faults.error(
                    Code::UnknownValue,
                    span,
                    message,
                    "choose the reading that you think best",
                );
            } else {
                let words = options.iter().map(|option| option.id.as_str());
                let words = words.chain(may_be_unknown.then_some("unknown"));
                let what = if kind == ConditionKind::YesNo { "values" } else { "options" };
                let (message, help) = super::guards::unknown_value(
                    &self.declared.names,
                    &id.value,
                    &baseline.value,
                    words,
                    what,
                );
                self.faults.error(Code::UnknownValue, span, message, help);
            }
        }
        if index == MOST_CONDITIONS {
            let help = format!("a library may hold at most {MOST_CONDITIONS}");
            self.faults.error(Code::WrongNumber, span, "one condition too many", help);
        }
        self.declared.places.conditions.push(self.place(id, place));
        self.declared.model.conditions.push(Condition {
            id: self.full(id),
            file: self.file,
            kind,
            label: label.value.to_string(),
            options,
            baseline: value.map(|index| index as u8),
            grounds: grounds(*firmly),
            cite: owned(cite),
            note: note.as_ref().map(|note| note.value.to_string()),
            context: *context,
        });
    }

    fn fact(&mut self, task: Task<'all, 'all, syntax::Fact<'all>>) {
        let Task { place, item, .. } = task;
        self.symbol(&item.id, place, Symbol::Fact(self.declared.model.facts.len().into()));
        self.declared.places.facts.push(self.place(&item.id, place));
        self.declared.model.facts.push(Fact {
            id: self.full(&item.id),
            file: self.file,
            label: item.label.value.to_string(),
            when: Guard::Never,
            cite: owned(&item.cite),
        });
        self.declared.facts.push(task);
    }

    fn constraint(
        &mut self,
        task: Task<'all, 'all, syntax::Constraint<'all>>,
        ids: &mut FxHashSet<&'all str>,
    ) {
        let Task { place, item, .. } = task;
        self.plain_id(&item.id, place, ids);
        self.declared.places.constraints.push(self.place(&item.id, place));
        self.declared.model.constraints.push(Constraint {
            id: self.full(&item.id),
            file: self.file,
            label: item.label.value.to_string(),
            require: Guard::Always,
            cite: owned(&item.cite),
        });
        self.declared.constraints.push(task);
    }

    fn stance(&mut self, task: Task<'all, 'all, syntax::Stance<'all>>) {
        let Task { place, item, .. } = task;
        self.symbol(&item.id, place, Symbol::Stance(self.declared.model.stances.len().into()));
        let mut rules = Vec::new();
        for rule in &item.rules {
            match &rule.value {
                Ok(written) => rules.push(self.place(&written.id, rule.place)),
                Err(fault) => self.faults.ron(self.text, rule.place, fault),
            }
        }
        self.declared.places.rules.push(rules);
        self.declared.places.stances.push(self.place(&item.id, place));
        let on_the_map = item.place.as_ref().map(|place| Place {
            name: place.name.value.to_string(),
            latitude: place.lat,
            longitude: place.lon,
        });
        if let (Some(written), Some(on_the_map)) = (&item.place, &on_the_map) {
            let on_earth = on_the_map.latitude.abs() <= 90.0 && on_the_map.longitude.abs() <= 180.0;
            if !on_earth {
                let span = self.span(&written.name, place);
                let help = "`lat` lies between -90 and 90, `lon` between -180 and 180";
                self.faults.error(Code::WrongNumber, span, "this place is not on the globe", help);
            }
        }
        self.declared.model.stances.push(Stance {
            id: self.full(&item.id),
            file: self.file,
            actor: item.actor.value.to_string(),
            toward: item.toward.value.to_string(),
            place: on_the_map,
            scale: ScaleId(0),
            rules: Vec::new(),
        });
        self.declared.stances.push(task);
        self.declared.scaled.push(false);
    }

    fn over(&mut self, task: Task<'all, 'all, syntax::Override<'all>>, ids: &mut FxHashSet<&'all str>) {
        let Task { place, item, .. } = task;
        self.plain_id(&item.id, place, ids);
        self.declared.places.overrides.push(self.place(&item.id, place));
        self.declared.model.overrides.push(Override {
            id: self.full(&item.id),
            file: self.file,
            when: Guard::Never,
            replaces: Vec::new(),
            grounds: grounds(item.grounds),
            cite: owned(&item.cite),
            because: item.because.value.to_string(),
        });
        self.declared.overrides.push(task);
    }

    fn remark(&mut self, task: Task<'all, 'all, syntax::Remark<'all>>, ids: &mut FxHashSet<&'all str>) {
        let Task { place, item, .. } = task;
        self.plain_id(&item.id, place, ids);
        self.declared.places.remarks.push(self.place(&item.id, place));
        self.declared.model.remarks.push(Remark {
            id: self.full(&item.id),
            file: self.file,
            when: Guard::Never,
            text: item.text.value.to_string(),
            cite: owned(&item.cite),
        });
        self.declared.remarks.push(task);
    }

    fn expectation(&mut self, task: Task<'all, 'all, syntax::Expect<'all>>) {
        self.declared.places.expectations.push(self.place(&task.item.label, task.place));
        self.declared.expectations.push(task);
    }

    fn lesson(&mut self, task: Task<'all, 'all, syntax::Lesson<'all>>, ids: &mut FxHashSet<&'all str>) {
        let Task { place, item, .. } = task;
        self.plain_id(&item.id, place, ids);
        for step in &item.steps {
            if let Err(fault) = &step.value {
                self.faults.ron(self.text, step.place, fault);
            }
        }
        self.declared.places.lessons.push(self.place(&item.id, place));
        self.declared.lessons.push(task);
    }
}

fn duplicate(id: &str) -> NameFault {
    NameFault {
        code: Code::DuplicateId,
        message: format!("`{id}` is declared twice"),
        help: "give one of the two another id".to_owned(),
    }
}

/// The id of an item that cannot be read as a whole. Those of items in it are deeper.
fn id_in(text: &str) -> Option<&str> {
    let mut tokens = Tokens::of(text).without_comments().peekable();
    let mut depth = 0_usize;
    let mut begins_a_field = false;
    while let Some(token) = tokens.next() {
        let is_id = depth == 1 && begins_a_field && token.text == "id";
        if is_id && tokens.next_if(|next| next.kind == Kind::Colon).is_some() {
            let id = tokens.next_if(|next| next.kind == Kind::String)?;
            return id.text.strip_prefix('"')?.strip_suffix('"');
        }
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        begins_a_field = matches!(token.kind, Kind::Open | Kind::Comma);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_unreadable_item_is_found_however_it_is_written() {
        let table = [
            (r#"Fact(id: "c", lable: "")"#, Some("c")),
            (r#"Fact(id : "c", lable: "")"#, Some("c")),
            (
                r#"Fact(lable: "id: \"b\"", id /* id: "a" */ : // it
                "c")"#,
                Some("c"),
            ),
            (r#"Stance(rules: [Rule(id: "r")], id: "s", actr: "")"#, Some("s")),
            (r#"Stance(rules: [Rule(id: "r")], actr: "")"#, None),
            (r#"Fact(/* id: "c" */ lable: "")"#, None),
            (r#"Fact(lable id: "c")"#, None),
            ("Fact(id: 3)", None),
            ("Fact(id:", None),
        ];
        for (item, id) in table {
            assert_eq!(id_in(item), id, "{item}");
        }
    }
}
