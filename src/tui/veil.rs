//! What may be seen: a lesson, or the reader, hides what follows until somebody has committed to an
//! answer.

use super::app::App;
use super::screens::Screen;
use crate::language::library::Step;
use crate::lesson::{Question, Visible};
use crate::logic::model::{OutcomeSet, StanceId};

/// What is said where something is hidden.
pub const HIDDEN: &str = "hidden until the reveal";

/// What the reader hides outside of lessons.
#[derive(Clone, Debug)]
pub struct Veil {
    /// The question that is asked, once it is.
    pub question: Option<Question>,
}

impl App {
    /// What may be seen of what follows.
    pub fn visible(&self) -> Visible {
        match (&self.play, &self.veil) {
            (Some(play), _) if play.visible() != Visible::All => play.visible(),
            // However the reader got there: undo and toggles lead to positions that are still to be asked about.
            (Some(play), _) if play.asks_about(self.position()) => match play.step() {
                Some(Step::Reveal(stance)) if play.position() == Some(self.position()) => {
                    Visible::Only(*stance)
                }
                _ => Visible::Nothing,
            },
            (_, Some(_)) => Visible::Nothing,
            _ => Visible::All,
        }
    }

    /// Whether everything may be seen.
    pub fn sees_all(&self) -> bool {
        self.visible() == Visible::All
    }

    /// Whether it may be seen where a stance stands.
    pub fn sees(&self, stance: StanceId) -> bool {
        match self.visible() {
            Visible::All => true,
            Visible::Only(only) => only == stance,
            Visible::Nothing => false,
        }
    }

    /// The possible outcomes of a stance, as far as they may be seen; else none.
    pub fn outcomes(&self, stance: StanceId) -> OutcomeSet {
        if self.sees(stance) { self.now.stances[stance.index()].outcomes } else { OutcomeSet::EMPTY }
    }

    /// What the paper has of a stance, as far as it may be seen; else nothing.
    pub fn paper_outcomes(&self, stance: StanceId) -> OutcomeSet {
        if self.sees(stance) { self.paper.stances[stance.index()].outcomes } else { OutcomeSet::EMPTY }
    }

    /// The question on the screen.
    pub fn question(&self) -> Option<&Question> {
        match self.screen {
            Screen::Lesson(_) => self.play.as_ref()?.question(),
            Screen::Question => self.veil.as_ref()?.question.as_ref(),
            _ => None,
        }
    }

    /// The same, to answer.
    pub fn question_mut(&mut self) -> Option<&mut Question> {
        match self.screen {
            Screen::Lesson(_) => self.play.as_mut()?.question_mut(),
            Screen::Question => self.veil.as_mut()?.question.as_mut(),
            _ => None,
        }
    }

    /// Whether the screen's question waits for an answer.
    pub fn is_asking(&self) -> bool {
        match self.screen {
            Screen::Lesson(_) => self.play.as_ref().is_some_and(crate::lesson::Play::waits),
            Screen::Question => true,
            _ => false,
        }
    }

    /// What follows at the position that the screen's question is about.
    pub(super) fn asked_outcomes(&mut self, stance: StanceId) -> OutcomeSet {
        let position = match (&self.screen, &self.play) {
            (Screen::Lesson(_), Some(play)) => play.position(),
            _ => None,
        };
        let position = position.unwrap_or_else(|| self.sitting.position());
        self.compiled.follow(position, &mut self.walk).stances[stance.index()].outcomes
    }
}
