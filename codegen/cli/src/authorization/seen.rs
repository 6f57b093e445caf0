//! The codes that were accepted before, in a file.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use crate::exit::Failure;
use crate::input::{read_ordinary, shown};

/// The most bytes of such a file.
const LONGEST: u64 = 64 << 20;

/// Whether a code stands there.
pub(super) fn contains(path: &Path, code: &str) -> Result<bool, Failure> {
    if !path.exists() {
        return Ok(false);
    }
    let bytes =
        read_ordinary(path, LONGEST).map_err(|problem| Failure::new(format!("{} {problem}", shown(path))))?;
    Ok(bytes.split(|byte| *byte == b'\n').any(|line| line.trim_ascii() == code.as_bytes()))
}

/// Adds a code.
pub(super) fn add(path: &Path, code: &str) -> Result<(), Failure> {
    let write = || writeln!(OpenOptions::new().create(true).append(true).open(path)?, "{code}");
    write().map_err(|error| Failure::new(format!("{} cannot be written: {error}", shown(path))))
}
