//! Lessons as they are played: steps, predictions and votes before each reveal. A small state machine
//! beside a sitting; it knows no screen, so that the full screen and the line mode play alike.

pub mod play;
pub mod prediction;
pub mod question;
pub mod record;
mod resume;
pub mod round;
pub mod tally;

pub use play::{Play, Visible};
pub use prediction::{Guess, Prediction, Sureness};
pub use question::Question;
pub use round::{Phase, Round};
pub use tally::Tally;
