//! `lonely conformance serve`.

use std::io::{self, BufRead, BufReader, BufWriter, Write};

use super::generated::Generated;
use super::interpreted::Interpreted;
use super::request::answer;
use super::testee::Testee;
use crate::args::{Global, ServeArgs};
use crate::exit::{Failure, Found, Outcome};
use crate::schema;
use crate::terminal::Colors;
use crate::testee::{BuiltIn, Codecs};
use lonelypsp_schema::Schema;

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
    let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    answer_lines(testee, input, output)?;
    Ok(Found::Nothing)
}

/// Answers line by line. Output is flushed whenever no further line has arrived yet, so that whoever waits for an
/// answer has it, and whoever sends many requests at once does not pay for each.
fn answer_lines(
    testee: &dyn Testee,
    mut input: BufReader<impl io::Read>,
    mut output: impl Write,
) -> Result<(), Failure> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let failed = |error| Failure::new(format!("standard input cannot be read: {error}"));
        if input.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            return output.flush().map_err(|error| Failure::output(&error));
        }
        let answer = answer(testee, &line);
        let waiting = !input.buffer().contains(&b'\n');
        let written = serde_json::to_writer(&mut output, &answer)
            .map_err(io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
            .and_then(|()| if waiting { output.flush() } else { Ok(()) });
        written.map_err(|error| Failure::output(&error))?;
    }
}
