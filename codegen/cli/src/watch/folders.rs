//! The folders of what was read, watched by the system.
//!
//! Folders and not files, since most editors replace a file by another one of its name, and a watch would stay with the old one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::exit::Failure;
use crate::input::shown;
use crate::inputs::Inputs;

/// Folders that are watched until this is dropped.
pub(super) struct Watched {
    /// Whether something has happened since this was asked last.
    events: Receiver<()>,
    _watcher: RecommendedWatcher,
}

/// What has to be watched.
#[derive(Debug, Default, PartialEq, Eq)]
struct Places {
    folders: BTreeSet<PathBuf>,
    /// What counts, with all folders above it: they may be renamed or removed.
    names: BTreeSet<PathBuf>,
    /// Folders in which everything counts.
    whole: BTreeSet<PathBuf>,
}

/// How often it is tried again if a folder is removed while its watch is set, and how long is waited before.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(50);

impl Watched {
    /// Watches what was read.
    pub(super) fn of(inputs: &Inputs) -> Result<Self, Failure> {
        for _ in 1..TRIES {
            match Self::try_of(inputs) {
                Err((_, error)) if is_gone(&error) => thread::sleep(PAUSE),
                other => return other.map_err(|(folder, error)| refusal(folder.as_deref(), &error)),
            }
        }
        Self::try_of(inputs).map_err(|(folder, error)| refusal(folder.as_deref(), &error))
    }

    fn try_of(inputs: &Inputs) -> Result<Self, (Option<PathBuf>, notify::Error)> {
        let places = Places::of(inputs);
        let folders = places.folders.clone();
        // That something has happened needs to be known once.
        let (happened, events) = sync_channel(1);
        let handler = move |event| tell(event, &places, &happened);
        let mut watcher = notify::recommended_watcher(handler).map_err(|error| (None, error))?;
        for folder in folders {
            watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(|error| (Some(folder), error))?;
        }
        Ok(Self { events, _watcher: watcher })
    }

    /// Waits until something happens.
    pub(super) fn wait(&self) -> Result<(), Failure> {
        self.events.recv().map_err(|_| Failure::new("the system has stopped to tell of changes; start again"))
    }

    /// Waits until nothing has happened for some time, or until the patience is over.
    pub(super) fn settle(&self, still: Duration, patience: Duration) {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            match self.events.recv_timeout(still) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => return thread::sleep(still),
            }
        }
    }
}

fn tell(event: notify::Result<Event>, places: &Places, happened: &SyncSender<()>) {
    // Whatever goes wrong on the way may have been something that counts.
    if event.map_or(true, |event| places.concern(&event)) {
        let _ = happened.try_send(());
    }
}

impl Places {
    fn of(inputs: &Inputs) -> Self {
        let mut all = Self::default();
        for (path, is_whole) in inputs.paths() {
            let ways = ways(&path);
            if let (true, Some(folder)) = (is_whole, ways.last()) {
                all.whole.insert(folder.clone());
                all.folders.extend(folder.is_dir().then(|| folder.clone()));
            }
            for place in &ways {
                all.folders.extend(place.ancestors().skip(1).find(|above| above.is_dir()).map(PathBuf::from));
                all.names.extend(place.ancestors().map(PathBuf::from));
            }
        }
        all
    }

    /// Whether something may have happened to what was read. That it was read is no news: it would never end.
    fn concern(&self, event: &Event) -> bool {
        let is_reading = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        let counts = |path: &PathBuf| {
            self.names.contains(path) || path.parent().is_some_and(|folder| self.whole.contains(folder))
        };
        !is_reading && (event.paths.is_empty() || event.paths.iter().any(counts))
    }
}

/// Where a path leads, last, and before it the links on the way: another may be put in the place of each.
fn ways(path: &Path) -> Vec<PathBuf> {
    let mut ways = Vec::new();
    let mut place = std::env::current_dir().unwrap_or_default();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(place.pop()),
            _ => place.push(part),
        }
        if place.is_symlink() {
            ways.push(place.clone());
        }
        place = place.canonicalize().unwrap_or(place);
    }
    ways.push(place);
    ways
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why nothing can be watched, and what can be done about it.
fn refusal(folder: Option<&Path>, error: &notify::Error) -> Failure {
    let what = folder.map_or_else(|| "changes".to_owned(), shown);
    let is_linux = cfg!(target_os = "linux");
    let more = |limit: &str| {
        format!(
            "; `sysctl fs.inotify.{limit}` says how many there may be, and `sudo sysctl fs.inotify.{limit}=N` allows N"
        )
    };
    let (why, help) = match &error.kind {
        ErrorKind::MaxFilesWatch if is_linux => {
            ("the system watches as many folders as it may".to_owned(), more("max_user_watches"))
        }
        // EMFILE: of the process or of the user, which cannot be told apart.
        ErrorKind::Io(error) if is_linux && error.raw_os_error() == Some(24) => (
            "too many programs watch something, or too many files are open".to_owned(),
            more("max_user_instances"),
        ),
        ErrorKind::Io(error) => (error.to_string(), String::new()),
        _ => (error.to_string(), String::new()),
    };
    Failure::new(format!("{what} cannot be watched: {why}{help}; without --watch, it runs once"))
}
