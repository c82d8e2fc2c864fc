//! What an update asks the world to do.

/// Something that only the terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}
