//! A file with another text: written beside it and put in its place, so that it is never half written.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::exit::Failure;
use crate::input::shown;

/// Replaces what a file holds. Its permissions stay, and a link to it stays one.
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
    file.as_file().set_permissions(found.permissions())?;
    file.persist(&path)?;
    Ok(())
}
