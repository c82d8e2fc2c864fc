//! The lesson's side. It shows pages to whoever listens and never waits for any of them: a listener
//! that does not keep up misses pages, and one that takes nothing is let go.

use interprocess::local_socket::traits::{Listener as _, Stream as _};
use interprocess::local_socket::{Listener, Stream};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::place::{self, Taken};
use super::{Greeting, Page, VERSION};

/// The most that may listen at once.
const MOST_LISTENERS: usize = 32;
/// How long a listener may take nothing of what it is sent.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to rest when the system lets nobody in, for want of memory or files.
const REST: Duration = Duration::from_secs(1);

/// Shows the pages of one lesson while it lives.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    taken: Taken,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The present page as a line; every listener has at most this one before it.
    line: Option<Arc<[u8]>>,
    /// How many pages have been shown.
    shown: u64,
    /// How many have come to listen.
    came: u64,
    /// How many listen now.
    listeners: usize,
    ended: bool,
}

impl Server {
    /// Begins to let listeners in.
    ///
    /// # Errors
    /// If no folder can be used for that.
    pub fn start() -> io::Result<Self> {
        let mut outcome = Err(io::Error::other("no folder for them is known"));
        for folder in place::usual() {
            outcome = Self::start_in(&folder);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }

    /// The same in a folder, which need not exist yet.
    ///
    /// # Errors
    /// If the folder cannot be made this user's own, or nothing can be listened to there.
    pub fn start_in(folder: &Path) -> io::Result<Self> {
        let (taken, listener) = place::take(folder)?;
        let shared = Arc::new(Shared::default());
        let letting_in = Arc::clone(&shared);
        thread::Builder::new().spawn(move || let_in(&listener, &letting_in))?;
        Ok(Self { shared, taken })
    }

    /// The name by which the lesson is followed.
    pub fn name(&self) -> &str {
        self.taken.name()
    }

    /// Shows a page to everyone who listens, now and later. It is not waited for.
    pub fn show(&self, page: &Page) {
        let Ok(mut line) = serde_json::to_vec(page) else { return };
        line.push(b'\n');
        let mut state = self.shared.lock();
        if state.line.as_deref() == Some(line.as_slice()) {
            return;
        }
        state.line = Some(line.into());
        state.shown += 1;
        drop(state);
        self.shared.changed.notify_all();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.shared.changed.notify_all();
        self.taken.wake();
    }
}

impl Shared {
    /// No thread leaves the state half changed, so that one that failed spoils nothing.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for something that a listener has not been sent; `None` when the lesson ends.
    fn next(&self, sent: &mut Sent) -> Option<Arc<[u8]>> {
        let mut state = self.lock();
        loop {
            if state.ended {
                return None;
            }
            let has_come = std::mem::replace(&mut sent.came, state.came) != state.came;
            if std::mem::replace(&mut sent.shown, state.shown) != state.shown {
                return state.line.clone();
            }
            if has_come {
                return Some(Arc::from(b"\n".as_slice()));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What a listener was sent last.
struct Sent {
    shown: u64,
    came: u64,
}

/// Somebody among the listeners, no longer counted when it is dropped.
struct Listening(Arc<Shared>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.lock().listeners -= 1;
    }
}

/// Lets listeners in until the lesson ends.
fn let_in(listener: &Listener, shared: &Arc<Shared>) {
    loop {
        let accepted = listener.accept();
        let mut state = shared.lock();
        if state.ended {
            return;
        }
        let Ok(stream) = accepted else {
            let rested = shared.changed.wait_timeout_while(state, REST, |state| !state.ended);
            drop(rested);
            continue;
        };
        // Those who listen already are sent a blank line, by which those who are gone are found out.
        state.came += 1;
        let sent = Sent { shown: 0, came: state.came };
        let has_room = state.listeners < MOST_LISTENERS;
        if has_room {
            state.listeners += 1;
        }
        drop(state);
        shared.changed.notify_all();
        if has_room {
            let listening = Listening(Arc::clone(shared));
            // Without a thread for it the listener is let go, and comes again.
            let _ = thread::Builder::new().spawn(move || serve(&stream, &listening, sent));
        }
    }
}

/// Sends a listener what it has not seen, until it is gone, takes nothing, or the lesson ends.
fn serve(stream: &Stream, listening: &Listening, mut sent: Sent) {
    // Where the system has no such patience, this thread alone waits.
    let _ = stream.set_send_timeout(Some(PATIENCE));
    let Ok(mut greeting) = serde_json::to_vec(&Greeting { whatif_notes: VERSION }) else { return };
    greeting.push(b'\n');
    let mut stream = stream;
    if stream.write_all(&greeting).is_err() {
        return;
    }
    while let Some(line) = listening.0.next(&mut sent) {
        if stream.write_all(&line).is_err() {
            return;
        }
    }
}
