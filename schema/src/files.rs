//! Files as [`compile`](crate::compile) may be given them: ordinary ones, and only up to a size.
//!
//! The compiler itself opens nothing. Those who have schemas in files hand it [`read_schema_file`], so that all of them
//! refuse the same: what never ends, what somebody else has to write first, and what is far larger than any schema.

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
    let bytes = read_ordinary_file(path, LARGEST_SCHEMA_FILE)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        io::Error::new(io::ErrorKind::InvalidData, format!("it is not UTF-8 from byte {at} on"))
    })
}

/// Reads an ordinary file of at most so many bytes. It is asked what it is before it is opened, because to open a pipe
/// is to wait for whoever writes it.
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
    expect_ordinary(&std::fs::metadata(path)?)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    expect_ordinary(&metadata)?;
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

fn expect_ordinary(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let what = kind_of(metadata.file_type());
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {what}; only ordinary files are read")))
}

fn kind_of(kind: FileType) -> &'static str {
    if kind.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a pipe";
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
