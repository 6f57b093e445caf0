//! Bytes and text from arguments, files and standard input.

use std::io::{self, Read as _};
use std::path::Path;

use crate::args::Source;
use crate::exit::Failure;
use crate::json::hex;

/// The bytes of the message that the arguments name.
pub(crate) fn read_message(source: &Source) -> Result<Vec<u8>, Failure> {
    if let Some(bytes) = &source.hex {
        return Ok(bytes.0.clone());
    }
    let (bytes, place) = read(source.file.as_deref())?;
    if source.raw {
        return Ok(bytes);
    }
    let wrong = |problem: String| {
        Failure::new(format!("{place} is not hex: {problem}; give --raw if it is the message itself"))
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not even text".to_owned()))?;
    hex::parse_loose(text).map(|bytes| bytes.0).map_err(wrong)
}

/// The content of a file, or of standard input, and what to call it.
pub(crate) fn read(path: Option<&Path>) -> Result<(Vec<u8>, String), Failure> {
    match path {
        Some(path) if path != Path::new("-") => {
            let place = path.display().to_string();
            let bytes = std::fs::read(path)
                .map_err(|error| Failure::new(format!("{place} cannot be read: {error}")))?;
            Ok((bytes, place))
        }
        _ => {
            let mut bytes = Vec::new();
            let failed = |error| Failure::new(format!("standard input cannot be read: {error}"));
            io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
            Ok((bytes, "standard input".to_owned()))
        }
    }
}
