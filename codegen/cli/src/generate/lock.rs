//! One run at a time: who changes a folder holds its lock, from looking at it to the end.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use same_file::Handle;

use crate::exit::Failure;
use crate::input::shown;
use crate::terminal::say;

use super::output::Output;

/// How often it is tried to get a lock that another run holds; with the pauses, that is half a minute.
const TRIES: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// A lock that is held. It is a file, empty and locked, that goes when this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Locked until it is closed.
    _locked: File,
    /// Whether it was there already: a run before this one has died, and may have left more.
    pub(super) was_left: bool,
    /// The folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
}

impl Lock {
    /// Waits until no other run is at work there.
    pub(super) fn take(output: &Output) -> Result<Self, Failure> {
        let path = output.aside("lock");
        let made = missing_folders(&output.folder);
        let failed = |error: io::Error| Failure::new(format!("{} cannot be locked: {error}", shown(&path)));
        for attempt in 0..TRIES {
            if let Some((locked, was_left)) = try_once(&path).map_err(failed)? {
                return Ok(Self { path, _locked: locked, was_left, made });
            }
            if attempt == 1 {
                say(&format!("waiting for another run, which is at work in {}", shown(&output.place())));
            }
            sleep(PAUSE);
        }
        let (place, path) = (shown(&output.place()), shown(&path));
        Err(Failure::new(format!(
            "another run is at work in {place} and does not come to an end; try again when it has, or end the process \
             that holds {path}"
        )))
    }
}

/// The lock, and whether its file was there already; none if another run holds it, or has just given it up.
fn try_once(path: &Path) -> io::Result<Option<(File, bool)>> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let (file, was_left) = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => (file, false),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => match open_old(path)? {
            Some(file) => (file, true),
            None => return Ok(None),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        // There are file systems that have no locks. There, two runs have to be kept apart by those who start them.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // Who gives up a lock removes its file before. Then this is a lock of nothing.
    let is_there = Handle::from_path(path)
        .is_ok_and(|there| file.try_clone().and_then(Handle::from_file).is_ok_and(|locked| locked == there));
    Ok(is_there.then_some((file, was_left)))
}

/// A lock file that another run made; none if it is gone.
fn open_old(path: &Path) -> io::Result<Option<File>> {
    let opened = fs::symlink_metadata(path).and_then(|found| {
        if found.is_file() && found.len() == 0 {
            return OpenOptions::new().write(true).open(path);
        }
        Err(io::Error::other("it is not the empty file that locks are; remove it if it is not needed"))
    });
    match opened {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}

/// The folders that are not there, the innermost first.
fn missing_folders(folder: &Path) -> Vec<PathBuf> {
    let folders = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
    folders.take_while(|folder| !folder.exists()).map(PathBuf::from).collect()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be removed is found by the next run. The lock itself ends afterwards, when the file is closed.
        let _ = fs::remove_file(&self.path);
        // Nothing may have been written after all.
        self.made.iter().map(fs::remove_dir).take_while(Result::is_ok).for_each(drop);
    }
}
