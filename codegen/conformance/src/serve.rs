//! Lines of requests → lines of answers.

use std::fmt;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write};

use serde_json::Value as Json;

use crate::lines::{Line, read_line};
use crate::request::{LONGEST, answer, answer_too_long};
use crate::testee::Testee;

/// How much is read and written at once.
const BUFFER: usize = 1 << 16;

/// Why not all requests were answered.
#[derive(Debug)]
pub enum ServeError {
    /// The requests cannot be read.
    Input(io::Error),
    /// The answers cannot be written.
    Output(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => write!(f, "standard input cannot be read: {error}"),
            Self::Output(error) => write!(f, "standard output cannot be written: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// Answers line by line, until the end of input, or until nobody reads the answers any more, which is no fault of
/// anybody's.
///
/// # Errors
///
/// What is the matter with standard input or output.
pub fn serve(testee: &dyn Testee, input: impl Read, output: impl Write) -> Result<(), ServeError> {
    let mut output = BufWriter::with_capacity(BUFFER, output);
    let mut served = answer_lines(testee, BufReader::with_capacity(BUFFER, input), &mut output);
    if !matches!(served, Err(ServeError::Output(_))) {
        served = output.flush().map_err(ServeError::Output).and(served);
    }
    // What could not be written is not tried once more.
    drop(output.into_parts());
    match served {
        Err(ServeError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        served => served,
    }
}

/// Output is flushed whenever no further line has arrived yet, so that whoever waits for an answer has it, and whoever
/// sends many requests at once does not pay for each.
fn answer_lines(
    testee: &dyn Testee,
    mut input: BufReader<impl Read>,
    output: &mut impl Write,
) -> Result<(), ServeError> {
    let mut line = Vec::new();
    loop {
        match read_line(&mut input, &mut line, LONGEST).map_err(ServeError::Input)? {
            Line::Whole => write(output, &answer(testee, &line))?,
            Line::TooLong => {
                // Before the rest, which may never end.
                write(output, &answer_too_long())?;
                output.flush().map_err(ServeError::Output)?;
                line = Vec::new();
                input.skip_until(b'\n').map_err(ServeError::Input)?;
            }
            Line::End => return Ok(()),
        }
        if !input.buffer().contains(&b'\n') {
            output.flush().map_err(ServeError::Output)?;
        }
    }
}

fn write(output: &mut impl Write, answer: &Json) -> Result<(), ServeError> {
    serde_json::to_writer(&mut *output, answer)
        .map_err(io::Error::from)
        .and_then(|()| output.write_all(b"\n"))
        .map_err(ServeError::Output)
}
