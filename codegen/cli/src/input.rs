//! Bytes and text from arguments, files and standard input, never more than a limit.
//!
//! Files are ordinary ones, or pipes that are open already: what a shell makes of `<(command)`. Those are read once.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use lonelypsp_capture::{Form, Found, read as read_forms};
use lonelypsp_conformance::json;
use lonelypsp_schema::files;
use serde_json::Value as Json;

use crate::args::Source;
use crate::exit::Failure;
use crate::hex;
use crate::printable;
use crate::terminal::say;
use crate::words::size;

/// The most that is read of what a message is given as: its bytes, their hex digits, or JSON.
const MOST: u64 = 512 << 20;

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
    // What some shells make of `>`; no message begins so.
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Failure::new(format!("{place} is not hex: it is UTF-16; save it as UTF-8")));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not even text".to_owned()))?;
    hex::parse(without_mark(text)).map(|bytes| bytes.0).map_err(wrong)
}

/// All messages that the arguments name, in whichever form they are, or in that one.
pub(crate) fn read_messages(source: &Source, form: Option<Form>) -> Result<Vec<Found>, Failure> {
    if let Some(bytes) = &source.hex {
        return Ok(vec![Found {
            bytes: bytes.0.clone(),
            place: "--hex".to_owned(),
            side: None,
            exchange: None,
        }]);
    }
    let (bytes, place) = read(source.file.as_deref())?;
    let form = if source.raw { Some(Form::Raw) } else { form };
    let found = read_forms(&bytes, form).map_err(|problem| {
        let form = form.map_or("hex", Form::as_str);
        let hint = if form == "hex" {
            "; give --raw if it is the message itself, --as if it is something else"
        } else {
            ""
        };
        Failure::new(format!("{place} is not {form}: {problem}{hint}"))
    })?;
    if found.is_empty() {
        return Err(Failure::new(format!("{place} has no message in it")));
    }
    Ok(found)
}

/// The JSON of an argument, or else of a file or of standard input.
pub(crate) fn read_json(argument: Option<&str>, path: Option<&Path>) -> Result<(Json, String), Failure> {
    let (text, place) = match argument {
        Some(text) => (text.to_owned(), "the argument".to_owned()),
        None => {
            let (bytes, place) = read(path)?;
            (text(bytes).map_err(|problem| Failure::new(format!("{place} {problem}")))?, place)
        }
    };
    let text = without_mark(&text);
    if text.trim().is_empty() {
        return Err(Failure::new(format!("{place} is empty, where JSON is wanted")));
    }
    let json = json::parse(text.as_bytes()).map_err(|problem| Failure::new(format!("{place} {problem}")))?;
    Ok((json, place))
}

/// Text in UTF-8, or what is wrong with it, as the rest of a sentence.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    files::text(bytes).map_err(|error| format!("cannot be read: {error}"))
}

/// Without the mark by which some editors say that a file is UTF-8.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The content of a file, or of standard input, and what to call it.
pub(crate) fn read(path: Option<&Path>) -> Result<(Vec<u8>, String), Failure> {
    match path {
        Some(path) if path != Path::new("-") => {
            let place = shown(path);
            let bytes = read_ordinary(path, MOST)
                .map_err(|problem| Failure::new(format!("{place} {problem}; `-` reads standard input")))?;
            Ok((bytes, place))
        }
        _ => {
            let place = "standard input";
            if io::stdin().is_terminal() {
                let end = if cfg!(windows) { "Ctrl-Z" } else { "Ctrl-D" };
                say(&format!("reading standard input; {end} in a line of its own ends it"));
            }
            let bytes = read_up_to(io::stdin().lock(), MOST);
            Ok((bytes.map_err(|problem| Failure::new(format!("{place} {problem}")))?, place.to_owned()))
        }
    }
}

/// The content of an ordinary file of at most so many bytes, or what is wrong with it: `cannot be read: …`, `is a folder, …`.
///
/// Devices and pipes may never end, or never begin; but of a pipe that is open already, somebody is at the other end.
pub(crate) fn read_ordinary(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let unreadable = |error: io::Error| format!("cannot be read: {error}");
    // Before it is opened, since the opening of a pipe waits for somebody who writes.
    check_ordinary(path, &std::fs::metadata(path).map_err(unreadable)?, most)?;
    let file = File::open(path).map_err(unreadable)?;
    check_ordinary(path, &file.metadata().map_err(unreadable)?, most)?;
    // It may grow meanwhile, or be one whose length the system does not know.
    read_up_to(file, most)
}

fn check_ordinary(path: &Path, found: &std::fs::Metadata, most: u64) -> Result<(), String> {
    if found.is_dir() {
        return Err("is a folder, where an ordinary file is wanted".to_owned());
    }
    if !found.is_file() && !files::is_open_pipe(path, found) {
        return Err("is a device, a pipe or the like, where an ordinary file is wanted".to_owned());
    }
    if found.len() > most {
        return Err(format!("has {} bytes, and {} is the most", found.len(), size(most)));
    }
    Ok(())
}

/// Everything, if it is at most so many bytes.
fn read_up_to(input: impl Read, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    input
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > most {
        Err(format!("has more than {}, the most that is read", size(most)))
    } else {
        Ok(bytes)
    }
}

/// A path for people, whatever is in it; they could not see the empty one.
pub(crate) fn shown(path: &Path) -> String {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    printable::line(&path.display().to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_what_may_still_be_read() {
        assert_eq!(read_up_to(&b"abcd"[..], 4), Ok(b"abcd".to_vec()));
        assert_eq!(
            read_up_to(&b"abcde"[..], 4),
            Err("has more than 4 bytes, the most that is read".to_owned())
        );
        assert!(read_up_to(io::repeat(0), 1 << 20).unwrap_err().contains("1 MiB"));
    }

    #[test]
    fn only_ordinary_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "abcd").unwrap();
        assert_eq!(read_ordinary(&path, 4), Ok(b"abcd".to_vec()));
        assert_eq!(read_ordinary(&path, 3), Err("has 4 bytes, and 3 bytes is the most".to_owned()));
        assert!(read_ordinary(folder.path(), 4).unwrap_err().contains("is a folder"));
        if cfg!(unix) {
            assert!(read_ordinary(Path::new("/dev/zero"), 4).unwrap_err().contains("is a device"));
        }
    }
}
