//! What is in the way: files of whatever kind and size, looked at without being hurt by them.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::input::shown;

use super::hash::TextHash;

/// More bytes than any file has that is generated.
const LARGEST: u64 = 1 << 28;

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// An ordinary file.
    File {
        /// Of its text; none if it is larger than any that is generated.
        hash: Option<TextHash>,
        has_crlf: bool,
    },
    /// A folder, a link, a pipe or the like.
    Other,
}

/// Looks at a path. Links are nobody's to read or write through.
pub(super) fn look(path: &Path) -> Result<Found, Failure> {
    let failed = |error| Failure::new(format!("{} cannot be read: {error}", shown(path)));
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Found::Nothing)
        }
        Err(error) => Err(failed(error)),
        Ok(metadata) if !metadata.is_file() => Ok(Found::Other),
        Ok(metadata) if metadata.len() > LARGEST => Ok(Found::File { hash: None, has_crlf: false }),
        Ok(_) => {
            let file = File::open(path).map_err(failed)?.take(LARGEST);
            let (hash, has_crlf) = TextHash::of_all(file).map_err(failed)?;
            Ok(Found::File { hash: Some(hash), has_crlf })
        }
    }
}

/// What to say of something that stands where a file is to be written. Nobody is told to remove what may be precious.
pub(super) fn not_a_file(path: &Path) -> String {
    let (place, example) = (shown(path), shown(&path.join("messages.rs")));
    if path.is_dir() {
        format!("{place} is a folder, where a file is to be written; name a file in it, such as {example}")
    } else {
        format!(
            "{place} is a link, a device, a pipe or the like, where a file is to be written; choose another place"
        )
    }
}

/// What is no folder on the way to a file, the outermost first. The folder of all may be a link; below it, links are
/// nobody's to write through.
pub(crate) fn obstacle(root: &Path, path: &str) -> Option<PathBuf> {
    // A link that leads nowhere is in the way too: no folder can be made there.
    let is_there = fs::symlink_metadata(root).is_ok();
    if is_there && !fs::metadata(root).is_ok_and(|found| found.is_dir()) {
        return Some(root.to_owned());
    }
    let mut folders: Vec<&Path> = Path::new(path).ancestors().skip(1).collect();
    folders.pop();
    let mut folders = folders.iter().rev().map(|folder| root.join(folder));
    let is_in_the_way = |folder: &PathBuf| fs::symlink_metadata(folder).is_ok_and(|found| !found.is_dir());
    folders.find(is_in_the_way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_any_generated_one_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sparse");
        File::create(&path).unwrap().set_len(20 << 30).unwrap();
        assert_eq!(look(&path).unwrap(), Found::File { hash: None, has_crlf: false });
    }

    #[test]
    fn only_ordinary_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look(folder.path()).unwrap(), Found::Other);
        assert_eq!(look(&folder.path().join("none/file")).unwrap(), Found::Nothing);
        std::fs::write(folder.path().join("text"), "a\r\n").unwrap();
        let found = look(&folder.path().join("text")).unwrap();
        assert_eq!(found, Found::File { hash: Some(TextHash::of("a\n")), has_crlf: true });
    }
}
