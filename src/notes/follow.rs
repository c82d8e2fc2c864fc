//! The instructor's side: it finds a lesson, reads its pages, and waits for one that is to come.

use interprocess::local_socket::Stream;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::place::{self, Running};
use super::{Greeting, Page, VERSION};

/// The most bytes of a line: a file's texts with every character escaped.
const MOST_BYTES: u64 = 32 << 20;
/// The most pages that are read before they are shown.
const MOST_WAITING: usize = 8;

/// Something that the follower has to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// There is no lesson to follow; it is looked for again and again.
    Waiting,
    /// A lesson runs that speaks another version of whatif; another one is waited for.
    Foreign {
        /// Its name.
        name: String,
    },
    /// A lesson is followed.
    Following {
        /// Its name.
        name: String,
        /// How many others run.
        others: usize,
    },
    /// The lesson's page is this one.
    Page(Box<Page>),
    /// The lesson that was followed is over, or its program has ended.
    Lost {
        /// Its name.
        name: String,
    },
    /// Time has passed.
    Tick,
}

/// Follows the newest lesson, or the one of a name.
#[derive(Debug)]
pub struct Follower {
    folders: Vec<PathBuf>,
    wanted: Option<String>,
    period: Duration,
    connection: Option<Connection>,
    /// Those that speak another version.
    foreign: Vec<Running>,
    /// What was told last of how things are, but for pages.
    told: Option<News>,
    /// Before this no lesson is looked for.
    rest_until: Option<Instant>,
}

#[derive(Debug)]
struct Connection {
    running: Running,
    lines: Receiver<Line>,
    has_page: bool,
}

enum Line {
    Page(Box<Page>),
    Foreign,
}

impl Follower {
    /// Follows the newest lesson in these folders, or the one of this name. It looks around and tells
    /// that time has passed once a period.
    pub const fn new(folders: Vec<PathBuf>, wanted: Option<String>, period: Duration) -> Self {
        Self { folders, wanted, period, connection: None, foreign: Vec::new(), told: None, rest_until: None }
    }

    /// Waits for the next news, for a period at most.
    pub fn news(&mut self) -> News {
        let deadline = Instant::now() + until_full(self.period);
        loop {
            let Some(connection) = &mut self.connection else {
                if self.rest_until.is_none_or(|rest| rest <= Instant::now())
                    && let Some(news) = self.look()
                {
                    return news;
                }
                thread::sleep(deadline.saturating_duration_since(Instant::now()));
                return News::Tick;
            };
            match connection.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Line::Page(page)) => {
                    connection.has_page = true;
                    return News::Page(page);
                }
                Ok(Line::Foreign) => {
                    self.foreign.extend(self.connection.take().map(|connection| connection.running));
                }
                Err(RecvTimeoutError::Timeout) => return self.look().unwrap_or(News::Tick),
                Err(RecvTimeoutError::Disconnected) => {
                    let name = connection.running.name.clone();
                    // One that lets go of everybody at once is not called again at once.
                    self.rest_until = (!connection.has_page).then(|| Instant::now() + self.period);
                    self.connection = None;
                    self.told = Some(News::Waiting);
                    return News::Lost { name };
                }
            }
        }
    }

    /// Looks which lessons run, and goes to the newest; tells what is not known yet.
    fn look(&mut self) -> Option<News> {
        let mut running = place::running(&self.folders);
        self.foreign.retain(|foreign| running.contains(foreign));
        let is_wanted = |name: &str| self.wanted.as_deref().is_none_or(|wanted| wanted == name);
        let followed = self.connection.as_ref().map(|connection| &connection.running);
        let newest = running.iter().filter(|other| is_wanted(&other.name) && !self.foreign.contains(other));
        let connection = newest
            .take_while(|other| followed.is_none_or(|followed| other.since > followed.since))
            .find_map(|other| Connection::to(other.clone()).ok());
        if connection.is_some() {
            self.connection = connection;
        }
        let news = match &self.connection {
            Some(Connection { running: followed, .. }) => {
                running.retain(|other| other != followed);
                News::Following { name: followed.name.clone(), others: running.len() }
            }
            None => match self.foreign.iter().find(|foreign| is_wanted(&foreign.name)) {
                Some(foreign) => News::Foreign { name: foreign.name.clone() },
                None => News::Waiting,
            },
        };
        let is_new = self.told.as_ref() != Some(&news);
        self.told = Some(news.clone());
        is_new.then_some(news)
    }
}

impl Connection {
    fn to(running: Running) -> io::Result<Self> {
        let stream = running.connect()?;
        let (sender, lines) = mpsc::sync_channel(MOST_WAITING);
        // Not every system lets a reader wait for a while only; this thread ends with the lesson.
        thread::Builder::new().spawn(move || read(stream, &sender))?;
        Ok(Self { running, lines, has_page: false })
    }
}

/// The page at which a lesson is, if it shows one in time.
pub fn present(running: &Running, patience: Duration) -> Option<Page> {
    let connection = Connection::to(running.clone()).ok()?;
    match connection.lines.recv_timeout(patience) {
        Ok(Line::Page(page)) => Some(*page),
        Ok(Line::Foreign) | Err(_) => None,
    }
}

/// Sends on what can be read, until the lesson is over, says what cannot be understood, or nobody
/// wants to know.
fn read(stream: Stream, sender: &SyncSender<Line>) {
    let mut lines = BufReader::new(stream);
    match line(&mut lines).map(|line| serde_json::from_slice::<Greeting>(&line)) {
        None => return,
        Some(Ok(Greeting { whatif_notes: VERSION })) => {}
        Some(_) => {
            // Nobody may want to know.
            let _ = sender.send(Line::Foreign);
            return;
        }
    }
    while let Some(line) = line(&mut lines) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let Ok(page) = serde_json::from_slice(&line) else { return };
        if sender.send(Line::Page(page)).is_err() {
            return;
        }
    }
}

/// The next whole line; one that is too long is none.
fn line(lines: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    lines.take(MOST_BYTES).read_until(b'\n', &mut line).ok()?;
    line.ends_with(b"\n").then_some(line)
}

/// How long it is until the clock shows a multiple of the period, so that a time that is shown in whole
/// seconds moves when they do.
fn until_full(period: Duration) -> Duration {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let past = since.as_nanos() % period.as_nanos().max(1);
    period.saturating_sub(Duration::from_nanos(past as u64))
}
