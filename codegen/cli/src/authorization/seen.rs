//! The codes that were accepted before, in a file that one run at a time uses.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::exit::Failure;
use crate::input::shown;
use crate::terminal::say;
use crate::words::size;

/// The most bytes of such a file.
const LONGEST: u64 = 64 << 20;
/// How often it is tried to get a file that another run uses; with the pauses, that is half a minute.
const TRIES: u32 = 600;
const PAUSE: Duration = Duration::from_millis(50);

/// Adds a code, unless it stands there already. Of two runs that are given the same code at once, one is told that it is
/// new: the file is locked from looking to writing.
pub(super) fn add(path: &Path, code: &str) -> Result<bool, Failure> {
    let mut file = open(path)?;
    lock(&file, path)?;
    let failed =
        |what: &str, error: io::Error| Failure::new(format!("{} cannot be {what}: {error}", shown(path)));
    let mut known = Vec::new();
    (&file).take(LONGEST + 1).read_to_end(&mut known).map_err(|error| failed("read", error))?;
    if known.len() as u64 > LONGEST {
        let (path, most) = (shown(path), size(LONGEST));
        return Err(Failure::new(format!("{path} has more than {most}; begin another file")));
    }
    if known.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == code.as_bytes()) {
        return Ok(false);
    }
    // A last line may lack its end.
    let end = if known.last().is_none_or(|last| *last == b'\n') { "" } else { "\n" };
    let line = format!("{end}{code}\n");
    // What was said to be new must not be new again after a power failure.
    let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_data());
    written.map_err(|error| failed("written", error))?;
    Ok(true)
}

fn open(path: &Path) -> Result<File, Failure> {
    let place = shown(path);
    let not_ordinary = || {
        Failure::new(format!(
            "{place} is a folder, a device, a pipe or the like, where an ordinary file is wanted"
        ))
    };
    // Before it is opened, since the opening of a pipe waits for somebody else.
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(not_ordinary());
    }
    let opened = OpenOptions::new().read(true).append(true).create(true).open(path);
    let file = opened.map_err(|error| Failure::new(format!("{place} cannot be opened: {error}")))?;
    if file.metadata().is_ok_and(|found| !found.is_file()) { Err(not_ordinary()) } else { Ok(file) }
}

/// Waits until no other run uses the file. The lock ends when it is closed.
fn lock(file: &File, path: &Path) -> Result<(), Failure> {
    let place = shown(path);
    for attempt in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => {}
            // There are file systems that have no locks. There, two runs have to be kept apart by those who start them.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => return Ok(()),
            Err(TryLockError::Error(error)) => {
                return Err(Failure::new(format!("{place} cannot be locked: {error}")));
            }
        }
        if attempt == 1 {
            say(&format!("waiting for another program, which has {place} locked"));
        }
        sleep(PAUSE);
    }
    Err(Failure::new(format!(
        "{place} is locked by another program, which does not give it up; try again when it has"
    )))
}
