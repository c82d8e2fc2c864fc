//! The instructor's notes of a lesson on a second terminal: never on the screen that the class sees.
//!
//! [`page`] is what there is to know at a step, [`words`] says it. The lesson's side is a
//! [`serve::Server`] that never waits for anybody; the other is a [`follow::Follower`] that waits for
//! a lesson as long as it takes. They meet at a [`place`] that only this user can enter.

pub mod follow;
pub mod page;
pub mod place;
pub mod serve;
#[cfg(test)]
mod tests;
pub mod words;

pub use follow::{Follower, News};
pub use page::Page;
pub use serve::Server;

use serde::{Deserialize, Serialize};

/// The form of what is sent; another one is not understood.
const VERSION: u32 = 1;

/// The first line of what a lesson sends; each later line is a page, or blank.
#[derive(Debug, Serialize, Deserialize)]
struct Greeting {
    /// The version of the form.
    whatif_notes: u32,
}
