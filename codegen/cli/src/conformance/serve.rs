//! `lonely conformance serve`.

use std::io::{self, BufRead as _, BufReader, Read, Write};

use lonelypsp_schema::Schema;
use serde_json::Value as Json;

use super::generated::Generated;
use super::interpreted::Interpreted;
use super::request::{LONGEST, answer, answer_too_long};
use super::testee::Testee;
use crate::args::{Global, ServeArgs};
use crate::exit::{Failure, Found, Outcome};
use crate::lines::{Line, read_line};
use crate::schema;
use crate::terminal::{Colors, write_with};
use crate::testee::{BuiltIn, Codecs};

pub(crate) fn serve(global: &Global, args: &ServeArgs, colors: Colors) -> Outcome {
    let testee: Box<dyn Testee> = match (args.interpret, &global.schema) {
        (true, _) => Box::new(Interpreted::new(schema::load(global, colors)?)),
        (false, None) => return serve_codecs::<BuiltIn>(&schema::load(global, colors)?),
        (false, Some(_)) => {
            return Err(Failure::Usage(
                "the generated code knows the built-in schema only; give --interpret with --schema"
                    .to_owned(),
            ));
        }
    };
    serve_testee(testee.as_ref())
}

/// Answers with these codecs, which were made from this schema.
pub(crate) fn serve_codecs<C: Codecs>(schema: &Schema) -> Outcome {
    serve_testee(&Generated::<C>::new(schema))
}

fn serve_testee(testee: &dyn Testee) -> Outcome {
    let input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut unreadable = None;
    // Once nobody reads the answers any more it is over, as it is at the end of input.
    write_with(|output| {
        unreadable = answer_lines(testee, input, output)?.err();
        Ok(())
    })?;
    match unreadable {
        None => Ok(Found::Nothing),
        Some(error) => Err(Failure::new(format!("standard input cannot be read: {error}"))),
    }
}

/// Answers line by line. Output is flushed whenever no further line has arrived yet, so that whoever waits for an
/// answer has it, and whoever sends many requests at once does not pay for each.
///
/// The outer error is about the output, the inner one about the input.
fn answer_lines(
    testee: &dyn Testee,
    mut input: BufReader<impl Read>,
    output: &mut dyn Write,
) -> io::Result<io::Result<()>> {
    let mut line = Vec::new();
    loop {
        match read_line(&mut input, &mut line, LONGEST) {
            Ok(Line::Whole) => write(output, &answer(testee, &line))?,
            Ok(Line::TooLong) => {
                // Before the rest, which may never end.
                write(output, &answer_too_long())?;
                output.flush()?;
                line = Vec::new();
                if let Err(error) = input.skip_until(b'\n') {
                    return Ok(Err(error));
                }
            }
            Ok(Line::End) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        }
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
    }
}

fn write(output: &mut dyn Write, answer: &Json) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")
}
