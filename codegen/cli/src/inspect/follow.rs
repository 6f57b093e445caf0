//! Messages as they come on standard input, each shown at once.

use std::io::{self, BufRead, Read as _};

use lonelypsp_capture::{Form, Found, read};

use crate::exit::Failure;

/// The longest line, and the longest frame: what is longer is refused before it is held.
const LONGEST: u64 = 64 << 20;

/// Gives every message to `show` when it is there, until the input ends.
pub(super) fn each(
    form: Option<Form>,
    mut show: impl FnMut(&Found) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let mut number = 0_u64;
    loop {
        number += 1;
        let next = match form {
            Some(Form::Frames) => frame(&mut input, number)?,
            _ => line(&mut input, form, number)?,
        };
        match next {
            Next::Message(found) => show(&found)?,
            Next::Nothing => {}
            Next::End => return Ok(()),
        }
    }
}

enum Next {
    Message(Found),
    /// An empty line.
    Nothing,
    End,
}

/// A message on a line of its own.
fn line(input: &mut impl BufRead, form: Option<Form>, number: u64) -> Result<Next, Failure> {
    let mut line = Vec::new();
    input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut line).map_err(|error| unreadable(&error))?;
    if line.is_empty() {
        return Ok(Next::End);
    }
    if line.len() as u64 > LONGEST {
        return Err(Failure::new(format!(
            "line {number} of standard input has more than {LONGEST} bytes, the most"
        )));
    }
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(Next::Nothing);
    }
    // A dump of one line could be anything; and what is behind `line 1: ` is about this one.
    let found = read(&line, form).map_err(|problem| {
        let problem = problem.to_string();
        let problem = problem.strip_prefix("line 1: ").unwrap_or(&problem);
        Failure::new(format!("line {number} of standard input is no message in hex or base64: {problem}"))
    })?;
    let bytes = found.into_iter().next().map(|one| one.bytes).unwrap_or_default();
    Ok(Next::Message(Found { bytes, place: format!("line {number}"), side: None, exchange: None }))
}

/// A message behind its length.
fn frame(input: &mut impl BufRead, number: u64) -> Result<Next, Failure> {
    let mut prefix = Vec::new();
    input.by_ref().take(4).read_to_end(&mut prefix).map_err(|error| unreadable(&error))?;
    if prefix.is_empty() {
        return Ok(Next::End);
    }
    let cut = || Failure::new(format!("standard input ends within frame {number}"));
    let length = u64::from(u32::from_be_bytes(prefix.as_slice().try_into().map_err(|_| cut())?));
    if length > LONGEST {
        return Err(Failure::new(format!(
            "frame {number} of standard input says that it has {length} bytes, where {LONGEST} is the most; each message stands \
             behind its length in four bytes"
        )));
    }
    let mut bytes = Vec::new();
    input.by_ref().take(length).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 != length {
        return Err(cut());
    }
    Ok(Next::Message(Found { bytes, place: format!("frame {number}"), side: None, exchange: None }))
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::new(format!("standard input cannot be read: {error}"))
}
