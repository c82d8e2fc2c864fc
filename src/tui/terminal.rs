//! The terminal: raw mode in, everything restored out, whatever happens.
//!
//! Three threads: this one draws and updates; one reads the terminal; one waits for signals. The
//! last two only send what they get, so that everything happens in one order. Should this thread
//! be stuck in a write when a signal ends the program, the signal thread restores what it can
//! and ends it.

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, SetTitle};
use crossterm::{execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::view::Drawn;
use crate::notes::News;

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// The terminal has news.
    Event(Event),
    /// The program is to stop until it is continued.
    Suspend,
    /// The program was continued.
    Continue,
    /// The time that was asked for is over.
    Woken,
    /// Some of the reader's files were saved.
    FilesChanged,
    /// There is news of the lesson whose notes are followed.
    Notes(News),
    /// The terminal has another size. The event reader tells it too, but only once it has begun.
    Resized,
    /// The program is to end.
    End(Ended),
}

/// Why the program ends.
#[derive(Debug)]
pub enum Ended {
    /// The reader wants it.
    ByReader,
    /// A signal of this number asks for it.
    BySignal(i32),
    /// The terminal can no longer be read.
    Unreadable(io::Error),
}

/// Whether the terminal is ours to restore.
static TAKEN: AtomicBool = AtomicBool::new(false);

type Screen = ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// The terminal while the program holds it.
pub struct Terminal {
    screen: Screen,
    events: Events,
    /// The program has just come back by itself, and the signal that continued it is still to come.
    is_back: bool,
    /// Whether the mouse is ours.
    mouse: bool,
    /// When a time is over that was asked for.
    wake: Option<Instant>,
}

/// What happens, from the first moment on: signals at once, the terminal's news once it is taken.
pub struct Events {
    sender: Sender<Input>,
    inputs: Receiver<Input>,
    #[cfg(unix)]
    signals: signals::Watch,
}

impl Events {
    /// Begins to watch for signals; from here on none is lost, and none can leave the terminal
    /// unrestored.
    ///
    /// # Errors
    /// If signals cannot be watched for.
    pub fn start() -> io::Result<Self> {
        let (sender, inputs) = mpsc::channel();
        Ok(Self {
            #[cfg(unix)]
            signals: signals::Watch::start(sender.clone())?,
            sender,
            inputs,
        })
    }
}

impl Events {
    /// Where others can send what happens.
    pub(super) fn sender(&self) -> Sender<Input> {
        self.sender.clone()
    }
}

impl Terminal {
    /// Prepares the terminal. It is restored by [`Terminal::end`], by a panic and by a drop.
    pub fn start(events: Events, mouse: bool) -> io::Result<Self> {
        let before = panic::take_hook();
        let drawing = thread::current().id();
        panic::set_hook(Box::new(move |panicked| {
            restore();
            before(panicked);
            if thread::current().id() != drawing {
                // The screen would go on, deaf to what this thread told it, on a terminal that is given back.
                std::process::exit(101);
            }
        }));
        // We decide ourselves what NO_COLOR means: a theme without colours, but with a selection.
        crossterm::style::force_color_output(true);
        take(mouse)?;
        let screen = empty_screen().inspect_err(|_| restore())?;
        read_events(events.sender.clone());
        Ok(Self { screen, events, is_back: false, mouse, wake: None })
    }

    /// Where others can send what happens.
    pub(super) fn sender(&self) -> Sender<Input> {
        self.events.sender()
    }

    /// Draws one frame, of which only what differs from the last is written.
    pub fn draw(&mut self, view: impl FnOnce(Rect, &mut Buffer) -> Drawn) -> io::Result<Drawn> {
        let mut drawn = Drawn::default();
        self.draw_by(|frame| {
            drawn = view(frame.area(), frame.buffer_mut());
            if let Some((column, row)) = drawn.cursor
                && frame.area().contains((column, row).into())
            {
                frame.set_cursor_position((column, row));
            }
        })?;
        Ok(drawn)
    }

    /// The same for whatever is drawn by other means.
    pub fn draw_by(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.screen.draw(draw)?;
        Ok(())
    }

    /// Waits for the next input, or for the end of the time that was asked for.
    pub fn wait(&mut self) -> io::Result<Input> {
        let Some(wake) = self.wake else {
            return self.events.inputs.recv().map_err(|_| io::ErrorKind::UnexpectedEof.into());
        };
        let input = match self.events.inputs.recv_timeout(wake.saturating_duration_since(Instant::now())) {
            Ok(input) => input,
            Err(mpsc::RecvTimeoutError::Timeout) => Input::Woken,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        // Whatever a reader does cuts the time short.
        if matches!(input, Input::Woken | Input::Event(Event::Key(_) | Event::Mouse(_))) {
            self.wake = None;
        }
        Ok(input)
    }

    /// Asks to be told when a time is over.
    pub fn wake(&mut self, after: Duration) {
        self.wake = Some(Instant::now() + after);
    }

    /// Puts a text on the clipboard of whoever looks at the terminal, even from afar.
    pub fn copy(text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// The next input, if one waits already.
    pub fn waiting(&mut self) -> io::Result<Option<Input>> {
        match self.events.inputs.try_recv() {
            Ok(input) => Ok(Some(input)),
            Err(mpsc::TryRecvError::Empty) => Ok(None),
            Err(mpsc::TryRecvError::Disconnected) => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Gives the terminal back and stops, until the program is continued.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore();
        #[cfg(unix)]
        signals::stop()?;
        self.is_back = true;
        self.resume()
    }

    /// Prepares the terminal again when the program was continued, unless that is done.
    pub fn continued(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_back) { Ok(()) } else { self.resume() }
    }

    /// Asks all processes of the reader's command to stop. False where no shell could continue them.
    pub fn stop_group() -> bool {
        #[cfg(unix)]
        return signals::stop_group();
        #[cfg(not(unix))]
        false
    }

    /// Prepares the terminal again, and forgets what it shows.
    pub fn resume(&mut self) -> io::Result<()> {
        // Whoever had the terminal meanwhile may have left raw mode without our doing.
        let _ = crossterm::terminal::disable_raw_mode();
        take(self.mouse)?;
        execute!(io::stdout(), Clear(ClearType::All))?;
        // `ratatui::Terminal::clear` would ask the terminal for its cursor, and wait for an answer.
        self.screen = empty_screen()?;
        Ok(())
    }

    /// Restores the terminal and ends as the program was asked to.
    pub fn end(self, outcome: io::Result<Ended>) -> io::Result<()> {
        restore();
        #[cfg(unix)]
        self.events.signals.finished();
        match outcome? {
            Ended::ByReader => Ok(()),
            Ended::Unreadable(error) => Err(error),
            #[cfg(unix)]
            Ended::BySignal(signal) => signals::die_of(signal),
            #[cfg(not(unix))]
            Ended::BySignal(_) => Ok(()),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

fn empty_screen() -> io::Result<Screen> {
    ratatui::Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 15, io::stdout())))
}

fn read_events(sender: Sender<Input>) {
    thread::spawn(move || {
        loop {
            let (input, last) = match crossterm::event::read() {
                Ok(event) => (Input::Event(event), false),
                Err(error) => (Input::End(Ended::Unreadable(error)), true),
            };
            if sender.send(input).is_err() || last {
                return;
            }
        }
    });
}

fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    crossterm::terminal::enable_raw_mode()?;
    let mut stdout = io::stdout();
    let taken = execute!(stdout, EnterAlternateScreen, EnableBracketedPaste, SetTitle("whatif"));
    let taken = taken.and_then(|()| if mouse { execute!(stdout, EnableMouseCapture) } else { Ok(()) });
    taken.inspect_err(|_| restore())
}

/// Undoes what [`take`] did, once; each part for itself, since any may fail.
fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = crossterm::terminal::disable_raw_mode();
    let mut stdout = io::stdout();
    let _ = stdout.write_all(&restoring());
    let _ = stdout.flush();
}

/// What a terminal is told to be as it was.
fn restoring() -> Vec<u8> {
    let mut bytes = Vec::new();
    // Nothing can go wrong in memory.
    let _ =
        queue!(bytes, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show, SetTitle(""));
    bytes
}

#[cfg(unix)]
mod signals {
    //! Signals, sent on as inputs.

    use rustix::process::{Pid, Signal, getpgid, getsid, kill_current_process_group};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::io;
    use std::sync::mpsc::{self, Sender};
    use std::thread;
    use std::time::Duration;

    use super::{Ended, Input};

    /// How long the drawing thread has to answer a signal that ends the program.
    const PATIENCE: Duration = Duration::from_millis(500);

    pub(super) struct Watch {
        finished: Sender<()>,
    }

    impl Watch {
        pub(super) fn start(inputs: Sender<Input>) -> io::Result<Self> {
            let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH])?;
            let (finished, is_finished) = mpsc::channel();
            thread::spawn(move || {
                for signal in &mut signals {
                    let input = match signal {
                        SIGTSTP => Input::Suspend,
                        SIGCONT => Input::Continue,
                        SIGWINCH => Input::Resized,
                        _ => Input::End(Ended::BySignal(signal)),
                    };
                    let ends = matches!(input, Input::End(_));
                    let heard = inputs.send(input).is_ok();
                    if ends
                        && (!heard
                            || is_finished.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout))
                    {
                        restore_apart();
                        let _ = emulate_default_handler(signal);
                    }
                }
            });
            Ok(Self { finished })
        }

        /// Tells the watching thread that the terminal is restored.
        pub(super) fn finished(&self) {
            // The thread lives as long as the program.
            let _ = self.finished.send(());
        }
    }

    /// Restores the terminal while the drawing thread computes, or is stuck in a write and holds
    /// standard output: past it, and with patience for the write, since the terminal may take none.
    fn restore_apart() {
        let _ = crossterm::terminal::disable_raw_mode();
        let (written, is_written) = mpsc::channel();
        thread::spawn(move || {
            let _ = rustix::io::write(rustix::stdio::stdout(), &super::restoring());
            let _ = written.send(());
        });
        let _ = is_written.recv_timeout(PATIENCE);
    }

    /// Stops this process, whatever its parent thinks of stopped children: somebody asked for it.
    pub(super) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }

    /// Sends the stop signal to the whole process group, as Ctrl-Z does outside raw mode: a
    /// program that started this one has to stop as well. False if this group is that of the
    /// session's leader, so that no shell waits to continue it.
    pub(super) fn stop_group() -> bool {
        let same = |session: Pid, group: Pid| session == group;
        match (getsid(None), getpgid(None)) {
            (Ok(session), Ok(group)) if same(session, group) => false,
            _ => kill_current_process_group(Signal::TSTP).is_ok(),
        }
    }

    /// Ends this process as the signal would have ended it.
    pub(super) fn die_of(signal: i32) -> io::Result<()> {
        emulate_default_handler(signal)
    }
}
