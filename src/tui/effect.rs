//! What an update asks the world to do.

use std::time::Duration;

use crate::notes::Page;
use crate::sitting::journal::Entry;

/// Something that only the world around the state can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back and stop, until the shell continues the program.
    Suspend,
    /// The same for all processes of the reader's command, as the terminal's own Ctrl-Z does.
    SuspendGroup,
    /// The program was continued: prepare the terminal again, unless that is done.
    Continue,
    /// Prepare the terminal again and draw everything.
    Redraw,
    /// Put a text on the clipboard.
    Copy(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Take down what was done.
    Save(Vec<Entry>),
    /// Say that the time is over, unless a key comes first.
    Wake(Duration),
    /// Show the instructor's notes to whoever follows them on another terminal.
    ShowNotes(Box<Page>),
    /// The lesson is over: let those go who follow its notes.
    HideNotes,
}
