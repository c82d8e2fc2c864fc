//! The steps of a sitting as a tree: whoever goes back and does something else begins a branch,
//! and loses nothing.

use super::journal::{Assumed, Entry};
use super::moves::{Move, Refusal, Verb};
use crate::logic::model::{ConditionId, Model};
use crate::logic::position::Position;

/// One step of a sitting, known by its place in the order in which steps were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was done; nothing at the beginning.
    pub verb: Option<Verb>,
    /// The step that it was made from; the beginning is its own.
    pub parent: usize,
    /// The position after it.
    pub position: Position,
    /// Where redo leads: the step made from here, or gone through, last.
    forward: Option<usize>,
}

/// A position and its history.
#[derive(Clone, Debug)]
pub struct Sitting {
    baseline: Position,
    /// Never empty: the first is the beginning.
    steps: Vec<Step>,
    at: usize,
    /// Moves that nobody has taken down yet.
    made: Vec<Move>,
    /// Where it began, and what was taken down, by ids: what a file forgets for the time of one save comes
    /// back with the next.
    pub(super) start: Assumed,
    pub(super) log: Vec<Entry>,
}

impl Sitting {
    /// A sitting that begins at a position.
    pub fn new(model: &Model, position: Position) -> Self {
        Self {
            baseline: Position::baseline(model),
            start: Assumed::of(model, &position),
            log: Vec::new(),
            steps: vec![Step { verb: None, parent: 0, position, forward: None }],
            at: 0,
            made: Vec::new(),
        }
    }

    /// What the reader assumes now.
    pub fn position(&self) -> &Position {
        &self.steps[self.at].position
    }

    /// What the source presents.
    pub fn baseline(&self) -> &Position {
        &self.baseline
    }

    /// The conditions whose value differs from the baseline.
    pub fn changed(&self) -> impl Iterator<Item = ConditionId> + '_ {
        self.position().differences(&self.baseline)
    }

    /// Every step in the order in which they were made, the beginning first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The number of the step that led here; 0 at the beginning.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The position before the step that led here, unless this is the beginning.
    pub fn before(&self) -> Option<&Position> {
        (self.at > 0).then(|| &self.steps[self.steps[self.at].parent].position)
    }

    /// How many steps lead from the beginning to a step.
    pub fn depth(&self, mut step: usize) -> usize {
        let mut depth = 0;
        while step > 0 {
            step = self.steps[step].parent;
            depth += 1;
        }
        depth
    }

    /// Whether the way from the beginning to here goes through a step.
    pub fn leads_through(&self, step: usize) -> bool {
        let mut at = self.at;
        while at > step {
            at = self.steps[at].parent;
        }
        at == step
    }

    /// The moves made since this was last asked, by the ids of the model over which they were made.
    pub fn take_down(&mut self, model: &Model) -> Vec<Entry> {
        let made = std::mem::take(&mut self.made);
        let entries: Vec<Entry> = made.iter().map(|made| Entry::of(model, made)).collect();
        self.log.extend_from_slice(&entries);
        entries
    }

    /// Makes a move.
    ///
    /// # Errors
    /// Why nothing was done.
    pub fn make(&mut self, made: Move) -> Result<(), Refusal> {
        let to = match &made {
            Move::Do(verb) => self.step(verb)?,
            Move::Undo if self.at == 0 => return Err(Refusal::NothingToDo),
            Move::Undo => {
                let parent = self.steps[self.at].parent;
                self.steps[parent].forward = Some(self.at);
                parent
            }
            Move::Redo => self.steps[self.at].forward.ok_or(Refusal::NothingToDo)?,
            Move::Jump(step) if *step == self.at || *step >= self.steps.len() => {
                return Err(Refusal::NothingToDo);
            }
            Move::Jump(step) => {
                // Undo and redo go along the branch that was jumped to.
                let mut child = *step;
                while child > 0 {
                    let parent = self.steps[child].parent;
                    self.steps[parent].forward = Some(child);
                    child = parent;
                }
                *step
            }
        };
        self.at = to;
        self.made.push(made);
        Ok(())
    }

    /// The new step that a verb makes.
    fn step(&mut self, verb: &Verb) -> Result<usize, Refusal> {
        let position = self.after(verb)?;
        let number = self.steps.len();
        self.steps[self.at].forward = Some(number);
        self.steps.push(Step { verb: Some(verb.clone()), parent: self.at, position, forward: None });
        Ok(number)
    }

    /// Counts a step in which nothing could be done any more, so that later ones keep their numbers.
    pub(super) fn keep_place(&mut self, verb: Verb) {
        let number = self.steps.len();
        self.steps[self.at].forward = Some(number);
        let position = self.position().clone();
        self.steps.push(Step { verb: Some(verb), parent: self.at, position, forward: None });
        self.at = number;
    }

    fn after(&self, verb: &Verb) -> Result<Position, Refusal> {
        let position = self.position();
        let mut after = position.clone();
        match verb {
            Verb::Suppose(condition, _) if position.is_locked(*condition) => {
                return Err(Refusal::Locked(*condition));
            }
            Verb::Suppose(condition, value) => after.suppose(*condition, *value),
            Verb::Change(changes) => {
                let differs = |(condition, value): &&(ConditionId, _)| position.value(*condition) != *value;
                let mut differing = changes.iter().filter(differs);
                if let Some((locked, _)) = differing.find(|(condition, _)| position.is_locked(*condition)) {
                    return Err(Refusal::Locked(*locked));
                }
                for (condition, value) in changes {
                    after.suppose(*condition, *value);
                }
            }
            Verb::Lock(condition, locked) => after.lock(*condition, *locked),
            Verb::Adopt(other) => after.clone_from(other),
            Verb::ReturnToPaper => {
                for condition in position.differences(&self.baseline) {
                    if !position.is_locked(condition) {
                        after.suppose(condition, self.baseline.value(condition));
                    }
                }
            }
        }
        if after == *position { Err(Refusal::NothingToDo) } else { Ok(after) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::logic::model::{NO, YES};

    const TEXT: &str = r#"Scenario(title: "T", as_of: "", summary: "", conditions: [
        YesNo(id: "a", label: "A", baseline: "no", grounds: stated),
        Choice(id: "b", label: "B", options: [("x", "X"), ("y", "Y"), ("z", "Z")], baseline: "unknown", grounds: stated),
    ])"#;

    pub(in crate::sitting) fn model() -> Model {
        crate::language::load::load_texts(&[("t", TEXT)]).expect("a scenario").model
    }

    pub(in crate::sitting) const A: ConditionId = ConditionId(0);
    pub(in crate::sitting) const B: ConditionId = ConditionId(1);

    fn begin() -> Sitting {
        let model = model();
        Sitting::new(&model, Position::baseline(&model))
    }

    fn do_all(sitting: &mut Sitting, verbs: impl IntoIterator<Item = Verb>) {
        for verb in verbs {
            sitting.make(Move::Do(verb)).expect("every verb changes something");
        }
    }

    #[test]
    fn undo_and_redo_walk_the_same_way_back_and_forth() {
        let mut sitting = begin();
        let mut positions = vec![sitting.position().clone()];
        for verb in
            [Verb::Suppose(A, Some(YES)), Verb::Suppose(B, Some(2)), Verb::Lock(A, true), Verb::ReturnToPaper]
        {
            do_all(&mut sitting, [verb]);
            positions.push(sitting.position().clone());
        }
        assert_eq!(sitting.position().value(A), Some(YES), "a locked condition stays");
        assert_eq!(sitting.position().value(B), None);
        for position in positions.iter().rev().skip(1) {
            sitting.make(Move::Undo).expect("as many steps back");
            assert_eq!(sitting.position(), position);
        }
        assert_eq!(sitting.make(Move::Undo).err(), Some(Refusal::NothingToDo));
        for position in &positions[1..] {
            sitting.make(Move::Redo).expect("as many steps forth");
            assert_eq!(sitting.position(), position);
        }
        assert_eq!(sitting.make(Move::Redo).err(), Some(Refusal::NothingToDo));
    }

    #[test]
    fn a_new_branch_loses_nothing() {
        let mut sitting = begin();
        do_all(&mut sitting, [Verb::Suppose(A, Some(YES)), Verb::Suppose(B, Some(0))]);
        sitting.make(Move::Undo).expect("a step back");
        do_all(&mut sitting, [Verb::Suppose(B, Some(1))]);
        let parents: Vec<usize> = sitting.steps().iter().map(|step| step.parent).collect();
        assert_eq!((parents, sitting.at()), (vec![0, 0, 1, 1], 3));
        sitting.make(Move::Jump(2)).expect("the old branch is there");
        assert_eq!(sitting.position().value(B), Some(0));
        assert!(sitting.leads_through(1) && sitting.leads_through(2) && !sitting.leads_through(3));
        // After a jump, undo and redo go along the branch that was jumped to.
        sitting.make(Move::Undo).expect("a step back");
        sitting.make(Move::Redo).expect("a step forth");
        assert_eq!(sitting.at(), 2);
        assert_eq!(sitting.make(Move::Jump(2)), Err(Refusal::NothingToDo));
        assert_eq!(sitting.make(Move::Jump(99)), Err(Refusal::NothingToDo));
        assert_eq!(sitting.take_down(&model()).len(), 7);
        assert!(sitting.take_down(&model()).is_empty());
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let mut sitting = begin();
        let mut refused = |verb| sitting.make(Move::Do(verb)).err();
        assert_eq!(refused(Verb::Suppose(A, Some(NO))), Some(Refusal::NothingToDo));
        assert_eq!(refused(Verb::ReturnToPaper), Some(Refusal::NothingToDo));
        assert_eq!(refused(Verb::Lock(A, true)), None);
        assert_eq!(refused(Verb::Suppose(A, Some(YES))), Some(Refusal::Locked(A)));
        assert_eq!(refused(Verb::Change(vec![(A, Some(YES)), (B, Some(0))])), Some(Refusal::Locked(A)));
        assert_eq!(refused(Verb::Change(vec![(A, Some(NO)), (B, Some(0))])), None, "a lock at its value");
        assert_eq!(sitting.depth(sitting.at()), 2);
    }

    #[test]
    fn a_model_read_again_keeps_what_it_still_knows() {
        let old = model();
        let mut sitting = begin();
        do_all(
            &mut sitting,
            [
                Verb::Suppose(A, Some(YES)),
                Verb::Suppose(B, Some(2)),
                Verb::Lock(B, true),
                Verb::Suppose(A, None),
            ],
        );
        sitting.make(Move::Undo).expect("a step back");
        let text = r#"Scenario(title: "T", as_of: "", summary: "", conditions: [
            YesNo(id: "new", label: "N", baseline: "yes", grounds: stated),
            Choice(id: "b", label: "B", options: [("z", "Z"), ("y", "Y")], baseline: "y", grounds: stated),
        ])"#;
        let new = crate::language::load::load_texts(&[("t", text)]).expect("a scenario").model;
        sitting.take_down(&old);
        let over = sitting.over(&new);
        assert_eq!(over.position().values(), [Some(YES), Some(0)]);
        assert!(over.position().is_locked(ConditionId(1)));
        assert_eq!((over.at(), over.steps().len()), (3, 5));
        assert_eq!(over.steps()[1].verb, Some(Verb::Change(Vec::new())), "what it was about is gone");
        assert_eq!(over.steps()[2].verb, Some(Verb::Suppose(ConditionId(1), Some(0))));
        assert_eq!(over.steps()[1].position.value(ConditionId(1)), Some(1), "nobody had changed it yet");
        // What was gone for the time of one save is back with the next.
        let again = over.over(&old);
        assert_eq!((again.steps(), again.at()), (sitting.steps(), sitting.at()));
    }
}
