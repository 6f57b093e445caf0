//! A file with another text: written beside it and put in its place, so that it is never half written. Only a file that has
//! several names is written where it lies, or the others would keep the old text; what is beside it is then a copy until that is done.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::exit::Failure;
use crate::input::shown;

/// Replaces what a file holds. Its permissions stay, a link to it stays one, and so do all its names.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    try_replace(path, text)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", shown(path))))
}

fn try_replace(path: &Path, text: &str) -> io::Result<()> {
    // Where links lead.
    let path = path.canonicalize()?;
    let found = fs::metadata(&path)?;
    let refused = |reason: &str| Err(io::Error::new(io::ErrorKind::PermissionDenied, reason));
    if !found.is_file() {
        return refused("it is no ordinary file");
    }
    if found.permissions().readonly() {
        return refused("it is read-only");
    }
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".lonely-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if has_other_names(&found) {
        return overwrite(&path, text, file);
    }
    file.as_file().set_permissions(found.permissions())?;
    file.persist(&path)?;
    Ok(())
}

#[cfg(unix)]
fn has_other_names(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(found) > 1
}

/// The standard library does not know it elsewhere.
#[cfg(not(unix))]
const fn has_other_names(_: &fs::Metadata) -> bool {
    false
}

/// Writes a file where it lies. If that fails halfway, the copy stays.
fn overwrite(path: &Path, text: &str, copy: NamedTempFile) -> io::Result<()> {
    copy.as_file().sync_all()?;
    let written = || {
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.write_all(text.as_bytes())?;
        file.set_len(text.len() as u64)?;
        file.sync_all()
    };
    written().map_err(|error| match copy.keep() {
        Ok((_, kept)) => {
            io::Error::new(error.kind(), format!("{error}; what it should hold is in {}", shown(&kept)))
        }
        Err(_) => error,
    })
}
