//! What a run has read, and what was in it: so that whoever waits for changes knows of which.
//!
//! A change is told by what is in a file, not by what the system says of it: a file that was saved as it was has not changed,
//! and one that changed while it was read has.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use lonelypsp_schema::files::{LARGEST_SCHEMA_FILE, read_ordinary_file, text};

use crate::input::{read_ordinary, shown};
use crate::words::count;

/// Files and folders that a run has read, or has wanted to read.
#[derive(Debug, Default)]
pub(crate) struct Inputs(RefCell<BTreeMap<PathBuf, Seen>>);

/// What was in it; nothing if it could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// A file that is read if it has at most so many bytes, and a hash of them.
    File { most: u64, content: Option<u64> },
    /// A folder, and a hash of the names in it.
    Folder(Option<u64>),
    /// A program, its size and when it was written: what is in it is for the system.
    Program(Option<(u64, SystemTime)>),
}

/// Something that is not as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    path: PathBuf,
    from: Seen,
    to: Seen,
}

impl Inputs {
    /// Reads a file as [`read_ordinary`] does, and notes what is in it. If it is read more than once, what it had first counts.
    pub(crate) fn read(&self, path: &Path, most: u64) -> Result<Vec<u8>, String> {
        let read = read_ordinary(path, most);
        let content = read.as_ref().ok().map(|bytes| hash(bytes));
        self.note(path, Seen::File { most, content });
        read
    }

    /// The same of a file of a schema, as the compiler wants it.
    pub(crate) fn read_schema_file(&self, path: &str) -> io::Result<String> {
        let read = read_ordinary_file(path, LARGEST_SCHEMA_FILE);
        let content = read.as_ref().ok().map(|bytes| hash(bytes));
        self.note(Path::new(path), Seen::File { most: LARGEST_SCHEMA_FILE, content });
        text(read?)
    }

    /// Notes which files are in a folder, for whoever reads it next.
    pub(crate) fn folder(&self, path: &Path) {
        self.note(path, Seen::Folder(names(path)));
    }

    /// Notes a program that is about to be run.
    pub(crate) fn program(&self, path: &Path) {
        self.note(path, Seen::Program(stamp(path)));
    }

    fn note(&self, path: &Path, seen: Seen) {
        self.0.borrow_mut().entry(path.to_owned()).or_insert(seen);
    }

    /// What is not as it was read.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let seen = self.0.borrow();
        let changes = seen.iter().map(|(path, from)| (path, *from, from.now(path)));
        let changes = changes.filter(|(_, from, to)| from != to);
        changes.map(|(path, from, to)| Change { path: path.clone(), from, to }).collect()
    }

    /// Whether anything was there.
    pub(crate) fn found_something(&self) -> bool {
        self.0.borrow().values().any(|seen| seen.is_there())
    }

    /// The files and folders, and of each whether it is a folder whose files count.
    pub(crate) fn paths(&self) -> Vec<(PathBuf, bool)> {
        let is_folder = |seen: &Seen| matches!(seen, Seen::Folder(_));
        self.0.borrow().iter().map(|(path, seen)| (path.clone(), is_folder(seen))).collect()
    }

    /// How many there are, in words.
    pub(crate) fn in_words(&self) -> String {
        let seen = self.0.borrow();
        let folders = seen.values().filter(|seen| matches!(seen, Seen::Folder(_))).count();
        let files = seen.values().filter(|seen| seen.is_there()).count().saturating_sub(folders);
        match folders {
            0 => count(files, "file"),
            _ => format!("{} and {}", count(files, "file"), count(folders, "folder")),
        }
    }
}

impl Seen {
    /// The same, as it is now.
    fn now(self, path: &Path) -> Self {
        match self {
            Self::File { most, .. } => {
                let content = read_ordinary(path, most).ok().map(|bytes| hash(&bytes));
                Self::File { most, content }
            }
            Self::Folder(_) => Self::Folder(names(path)),
            Self::Program(_) => Self::Program(stamp(path)),
        }
    }

    const fn is_there(self) -> bool {
        match self {
            Self::File { content, .. } => content.is_some(),
            Self::Folder(names) => names.is_some(),
            Self::Program(stamp) => stamp.is_some(),
        }
    }

    fn is_empty(self) -> bool {
        matches!(self, Self::File { content: Some(content), .. } if content == hash(b""))
    }
}

impl Change {
    /// Whether what was there is not, or is empty: it may be on its way.
    pub(crate) fn is_loss(&self) -> bool {
        self.from.is_there() && (!self.to.is_there() || self.to.is_empty())
    }

    /// What happened, as a sentence.
    pub(crate) fn in_words(&self) -> String {
        let path = shown(&self.path);
        match (self.from.is_there(), self.to.is_there()) {
            (true, false) => format!("{path} is gone"),
            (false, true) => format!("{path} is there"),
            _ if matches!(self.to, Seen::Folder(_)) => format!("there are other files in {path}"),
            _ => format!("{path} has changed"),
        }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// A hash of the names in a folder but those of hidden files, which editors write for themselves.
fn names(folder: &Path) -> Option<u64> {
    let names = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut names: Vec<_> = names.filter(|name| !name.as_encoded_bytes().starts_with(b".")).collect();
    names.sort();
    let mut hasher = DefaultHasher::new();
    names.hash(&mut hasher);
    Some(hasher.finish())
}

fn stamp(program: &Path) -> Option<(u64, SystemTime)> {
    let found = fs::metadata(program).ok()?;
    Some((found.len(), found.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_what_is_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, other) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "one").unwrap();
        let inputs = Inputs::default();
        assert_eq!(inputs.read(&file, 100), Ok(b"one".to_vec()));
        inputs.read(&other, 100).unwrap_err();
        inputs.folder(folder.path());
        assert_eq!(inputs.in_words(), "1 file and 1 folder");
        let said = || inputs.changes().iter().map(Change::in_words).collect::<Vec<_>>();
        let name = |path: &Path| path.to_str().unwrap().to_owned();

        fs::write(&file, "one").unwrap();
        fs::write(folder.path().join(".hidden"), "").unwrap();
        assert!(said().is_empty(), "nothing that was read is otherwise");
        fs::write(&file, "two").unwrap();
        // What it had when it was read first counts, or a change between two readings would be none.
        assert_eq!(inputs.read(&file, 100), Ok(b"two".to_vec()));
        assert_eq!(said(), [format!("{} has changed", name(&file))]);
        fs::write(&file, "").unwrap();
        assert!(inputs.changes()[0].is_loss());
        fs::remove_file(&file).unwrap();
        fs::write(&other, "").unwrap();
        let folder = name(folder.path());
        let all = [
            format!("there are other files in {folder}"),
            format!("{} is gone", name(&file)),
            format!("{} is there", name(&other)),
        ];
        assert_eq!(said(), all);
        assert_eq!(inputs.changes().iter().map(Change::is_loss).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn what_cannot_be_read_stays_so_until_it_can() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let inputs = Inputs::default();
        fs::write(&file, "12345").unwrap();
        inputs.read(&file, 4).unwrap_err();
        inputs.read(folder.path(), 4).unwrap_err();
        assert!(inputs.changes().is_empty() && !inputs.found_something());
        fs::write(&file, "1234").unwrap();
        assert_eq!(inputs.changes().len(), 1);
    }
}
