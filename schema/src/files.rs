//! Files as [`compile`](crate::compile) may be given them: ordinary ones, and only up to a size.
//!
//! The compiler itself opens nothing. Those who have schemas in files hand it [`read_schema_file`], so that all of them
//! refuse the same: what never ends, what somebody else has to write first, and what is far larger than any schema.
//!
//! A pipe that is open already is one that somebody is writing, so it is read, once: what a shell makes of `<(command)`, and
//! standard input.

use std::fs::{File, FileType, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

/// The largest file of a schema, in bytes.
pub const LARGEST_SCHEMA_FILE: u64 = 16 << 20;
/// The most bytes that all files of a schema have together.
pub const LARGEST_SCHEMA: u64 = 64 << 20;

/// Reads one file of a schema: an ordinary one of at most [`LARGEST_SCHEMA_FILE`] bytes, in UTF-8.
///
/// # Errors
/// What the system says, or that the file is a folder, a pipe or a device, is too large, or is not UTF-8. The text goes
/// behind "cannot be read: ".
pub fn read_schema_file(path: impl AsRef<Path>) -> io::Result<String> {
    text(read_ordinary_file(path, LARGEST_SCHEMA_FILE)?)
}

/// The text that bytes are in UTF-8.
///
/// ```
/// use lonelypsp_schema::files::text;
///
/// assert_eq!(text(b"caf\xc3\xa9".to_vec()).unwrap(), "café");
/// assert_eq!(
///     text(b"a: b\nc: caf\xe9".to_vec()).unwrap_err().to_string(),
///     "it is not UTF-8: byte e9 at line 2, column 7 (byte 11 of the file, from 0) begins no character; save it as UTF-8"
/// );
/// ```
///
/// # Errors
/// What they are instead, as far as that can be seen, and what to do. It goes behind "cannot be read: ".
pub fn text(bytes: Vec<u8>) -> io::Result<String> {
    let not_text = |problem: String| io::Error::new(io::ErrorKind::InvalidData, problem);
    if let Some(name) = wide_encoding(&bytes) {
        return Err(not_text(format!(
            "it is {name}; save it as UTF-8, or convert it with `iconv -f {name} -t UTF-8`"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        let before = String::from_utf8_lossy(error.as_bytes().get(..at).unwrap_or_default());
        let (line, last) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default());
        let column = last.chars().count() + 1;
        not_text(format!(
            "it is not UTF-8: byte {byte:02x} at line {line}, column {column} (byte {at} of the file, from 0) begins no \
             character; save it as UTF-8"
        ))
    })
}

/// The encoding whose mark bytes begin with, or in which their first two characters would be in ASCII.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match *bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some("UTF-16LE"),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some("UTF-16BE"),
        _ => None,
    }
}

/// Reads an ordinary file of at most so many bytes, or a [pipe that is open](is_open_pipe). It is asked what it is before it
/// is opened, because to open a pipe is to wait for whoever writes it.
///
/// ```
/// use lonelypsp_schema::files::read_ordinary_file;
///
/// let error = read_ordinary_file(".", 1000).unwrap_err();
/// assert_eq!(error.to_string(), "it is a folder; only ordinary files are read");
/// let error = read_ordinary_file("Cargo.toml", 10).unwrap_err();
/// assert_eq!(error.to_string(), "it is larger than 10 bytes");
/// ```
///
/// # Errors
/// What the system says, or that the file is not an ordinary one, or is larger.
pub fn read_ordinary_file(path: impl AsRef<Path>, most: u64) -> io::Result<Vec<u8>> {
    let path = path.as_ref();
    expect_ordinary(path, &std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    expect_ordinary(path, &metadata)?;
    let too_large =
        || io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {}", in_words(most)));
    if metadata.len() > most {
        return Err(too_large());
    }
    // Some files have more in them than they say.
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

/// Whether a path is that of a pipe that this process has open already, as `/dev/fd/63` for the `<(command)` of a shell, or
/// `/dev/stdin`. Such a pipe has somebody who writes it, and can be read once.
///
/// ```
/// use lonelypsp_schema::files::is_open_pipe;
///
/// let found = std::fs::metadata("Cargo.toml")?;
/// assert!(!is_open_pipe("Cargo.toml", &found));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn is_open_pipe(path: impl AsRef<Path>, found: &Metadata) -> bool {
    let path = path.as_ref();
    let is_open =
        path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == Path::new("/dev/stdin");
    is_open && kind_of(found.file_type()) == PIPE
}

fn expect_ordinary(path: &Path, metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() || is_open_pipe(path, metadata) {
        return Ok(());
    }
    let what = kind_of(metadata.file_type());
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {what}; only ordinary files are read")))
}

/// What a pipe is called.
const PIPE: &str = "a pipe";

fn kind_of(kind: FileType) -> &'static str {
    if kind.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return PIPE;
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    "no file"
}

/// A number of bytes as people say it.
pub(crate) fn in_words(bytes: u64) -> String {
    const MEBIBYTE: u64 = 1 << 20;
    if bytes >= MEBIBYTE && bytes.is_multiple_of(MEBIBYTE) {
        format!("{} MiB", bytes / MEBIBYTE)
    } else {
        format!("{bytes} bytes")
    }
}
