//! Messages on a byte stream: the length of each, as four bytes, big-endian, and then the message.

use std::io::{self, ErrorKind, Read, Write};

/// The longest message that is read or written. Without a limit, four bytes from anybody could claim 4 GiB.
pub const LIMIT: u32 = 1024 * 1024;

/// Reads a message; none if the stream ends before one begins.
///
/// # Errors
/// If the stream fails or ends within a message, or if a message is longer than the limit. What follows on the stream
/// makes no sense then.
pub fn read(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let prefix = read_up_to(stream, 4)?;
    if prefix.is_empty() {
        return Ok(None);
    }
    let prefix: [u8; 4] = prefix.try_into().map_err(|_| ErrorKind::UnexpectedEof)?;
    let length = u32::from_be_bytes(prefix);
    if length > LIMIT {
        return Err(too_long());
    }
    let message = read_up_to(stream, length)?;
    if u32::try_from(message.len()) != Ok(length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(message))
}

/// Reads so many bytes, or fewer if there are no more. The vector grows with what arrives, not by what was claimed.
fn read_up_to(stream: &mut impl Read, length: u32) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(length.into()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a message and sends it off.
///
/// # Errors
/// If the stream fails, or if the message is longer than the limit; then nothing has been written.
pub fn write(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let length = u32::try_from(message.len()).ok().filter(|length| *length <= LIMIT).ok_or_else(too_long)?;
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(message)?;
    stream.flush()
}

fn too_long() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("a message is longer than {LIMIT} bytes"))
}
