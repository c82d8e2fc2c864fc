//! What keys do, each under the name that it has in the command palette and the configuration.

macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a key does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command {
            $($(#[$doc])* $variant,)*
            /// To the case at a place, the first being 0.
            Case(u8),
            /// How sure a reader is, or a digit of the hands that are counted.
            Digit(u8),
        }

        impl Command {
            /// The name in the command palette and in the configuration.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Case(place) => CASES[place as usize % CASES.len()],
                    Self::Digit(digit) => DIGITS[digit as usize % DIGITS.len()],
                }
            }
        }
    };
}

const CASES: [&str; 9] =
    ["case-1", "case-2", "case-3", "case-4", "case-5", "case-6", "case-7", "case-8", "case-9"];

const DIGITS: [&str; 10] = [
    "digit-0", "digit-1", "digit-2", "digit-3", "digit-4", "digit-5", "digit-6", "digit-7", "digit-8",
    "digit-9",
];

commands! {
    /// To the line above.
    Up = "up",
    /// To the line below.
    Down = "down",
    /// A page up.
    PageUp = "page-up",
    /// A page down.
    PageDown = "page-down",
    /// To the first line.
    First = "first",
    /// To the last line.
    Last = "last",
    /// To the next pane.
    NextPane = "next-pane",
    /// To the pane before.
    PreviousPane = "previous-pane",
    /// To the next case.
    NextCase = "next-case",
    /// To the case before.
    PreviousCase = "previous-case",
    /// The selected condition's next value.
    NextValue = "next-value",
    /// The selected condition's value before.
    PreviousValue = "previous-value",
    /// Assume nothing of the selected condition.
    Unknown = "unknown",
    /// Hold the selected condition fast, or let it go.
    Lock = "toggle-lock",
    /// The selected condition back to the paper.
    ToPaper = "to-paper",
    /// All conditions back to the paper.
    AllToPaper = "all-to-paper",
    /// Take the last step back.
    Undo = "undo",
    /// Do it again.
    Redo = "redo",
    /// Show the last change again, old to new.
    Replay = "replay",
    /// What it would take for the chosen stance to be elsewhere.
    Reach = "ways",
    /// The chosen stance's decision table.
    Table = "table",
    /// The map and the ladder.
    Map = "map",
    /// The marked position beside the present one.
    Compare = "compare",
    /// Mark the present position, to compare with it.
    Mark = "mark",
    /// The sitting's steps.
    History = "history",
    /// The paper's outline, at what is chosen.
    Source = "source",
    /// The paper's record of events.
    Record = "record",
    /// The lesson that is played, or the list of lessons.
    Lesson = "lesson",
    /// To the next step of the lesson.
    Forward = "next-step",
    /// To the step before.
    Backward = "previous-step",
    /// Leave the lesson.
    Leave = "leave-lesson",
    /// Let a class vote, or the reader alone predict.
    Class = "class",
    /// Take a digit back, else a step.
    Erase = "erase",
    /// Hide what follows; then ask about it; then show it.
    Veil = "veil",
    /// Large words for a lecture hall.
    Projector = "projector",
    /// Larger words.
    Larger = "larger",
    /// Smaller words.
    Smaller = "smaller",
    /// Take what is chosen.
    Choose = "choose",
    /// Let readings vary, or hold them.
    VaryReadings = "vary-readings",
    /// Copy the position's code.
    CopyCode = "copy-code",
    /// Copy what follows, as text.
    CopyAnswer = "copy-answer",
    /// Type a command.
    Palette = "palette",
    /// Search.
    Search = "search",
    /// Complete what is typed.
    Complete = "complete",
    /// Let the mouse choose, or leave it to the terminal.
    Mouse = "mouse",
    /// The next theme.
    Theme = "theme",
    /// What is wrong with the files that were read.
    Faults = "faults",
    /// Show the keys.
    Help = "help",
    /// Out of what is on top, never out of the program.
    Back = "back",
    /// Close what is on top, at the bottom the program.
    Close = "close",
    /// End the program.
    Quit = "quit",
    /// To the shell that started the program.
    Suspend = "suspend",
    /// Draw everything again.
    Redraw = "redraw",
}
