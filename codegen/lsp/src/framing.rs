//! Messages on standard input and output. What is no message is passed over or ends the connection; none is larger than
//! a limit, whatever its head says.

use std::io::{self, BufRead, Read as _, Write};

use lsp_server::Message;

/// More bytes than any message has: the largest file of a schema, escaped.
const LARGEST: u64 = 1 << 28;

/// More bytes than any line of a head has.
const LONGEST_LINE: u64 = 1 << 12;

/// The next message; none at the end of the input. What is framed as a message and is none, is said on standard error and
/// passed over.
///
/// # Errors
/// If the input is framed in another way, so that it is unknown where the next message begins.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    while let Some(length) = read_head(input)? {
        let mut content = Vec::new();
        input.take(length).read_to_end(&mut content)?;
        if content.len() as u64 != length {
            return Err(invalid("the input ends within a message"));
        }
        match serde_json::from_slice(&content) {
            Ok(message) => return Ok(Some(message)),
            Err(problem) => eprintln!("passed over what is no message of JSON-RPC: {problem}"),
        }
    }
    Ok(None)
}

/// The length that the head of a message says; none at the end of the input.
fn read_head(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    for nth in 0.. {
        let mut line = Vec::new();
        input.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        let Some(line) = line.strip_suffix(b"\n") else {
            return if nth == 0 && line.is_empty() {
                Ok(None)
            } else {
                Err(invalid("the input has no head of a message"))
            };
        };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        let line = String::from_utf8_lossy(line);
        let Some((name, value)) = line.split_once(':') else {
            return Err(invalid("the input has no head of a message, such as `Content-Length: 2`"));
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
    }
    match length {
        Some(length) if length <= LARGEST => Ok(Some(length)),
        Some(length) => Err(invalid(&format!("a message of {length} bytes is too long"))),
        None => Err(invalid("the head of a message does not say its length")),
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

pub(crate) fn write(output: &mut impl Write, message: &Message) -> io::Result<()> {
    message.write(output)
}
