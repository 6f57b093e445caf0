//! `lonely inspect`: every byte of a message beside what it means.

mod meaning;
mod rows;
mod table;

use lonelypsp_conformance::json::{Expectation, Problem, hex};
use lonelypsp_interpret::{HeaderMode, Trace, trace, trace_as};
use lonelypsp_schema::{Direction, Message, Protocol};
use serde_json::{Value as Json, json};

use crate::args::{Format, Global, InspectArgs};
use crate::exit::{Failure, Found, Outcome};
use crate::hint::hint;
use crate::terminal::{Colors, ERROR, STRONG, paint, print_json, say, write_with};
use crate::{input, printable, schema};

pub(crate) use rows::{Row, rows};

pub(crate) fn run(global: &Global, args: &InspectArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = schema::protocol(&schema, &args.side)?;
    let bytes = input::read_message(&args.source)?;
    let expected = schema::expectation(&schema, protocol, &args.side, args.message.as_deref())?;
    let (direction, trace) = match expected {
        Expectation::Message(message) => (message.direction, trace_as(protocol, message, &bytes)),
        Expectation::From(direction) => (direction, trace(protocol, direction, &bytes)),
    };
    let rows = rows(protocol, &trace, &bytes, args.show_secrets);
    match args.format {
        Format::Text => {
            let title = title(protocol, direction, &trace, bytes.len());
            write(&title, &trace, &rows, args.full, colors)?;
            if let Err(error) = &trace.outcome
                && let Some(hint) = hint(protocol, expected, &bytes, error.kind, &args.source)
            {
                say(&hint);
            }
        }
        Format::Json => print_json(&to_json(&trace, &rows))?,
    }
    Ok(if trace.outcome.is_ok() { Found::Nothing } else { Found::Something })
}

/// Shows a message as `lonely inspect` does if nothing else is asked for.
pub(crate) fn show(
    protocol: &Protocol,
    direction: Direction,
    bytes: &[u8],
    colors: Colors,
) -> Result<(), Failure> {
    let trace = trace(protocol, direction, bytes);
    let rows = rows(protocol, &trace, bytes, false);
    write(&title(protocol, direction, &trace, bytes.len()), &trace, &rows, false, colors)
}

/// Shows bytes of which it is known what they are.
pub(crate) fn show_as(
    protocol: &Protocol,
    message: &Message,
    bytes: &[u8],
    colors: Colors,
) -> Result<(), Failure> {
    let trace = trace_as(protocol, message, bytes);
    let rows = rows(protocol, &trace, bytes, false);
    write(&title(protocol, message.direction, &trace, bytes.len()), &trace, &rows, false, colors)
}

fn write(
    title: &str,
    trace: &Trace<'_, '_>,
    rows: &[Row<'_>],
    full: bool,
    colors: Colors,
) -> Result<(), Failure> {
    let title = paint(colors.stdout, STRONG, title);
    write_with(|out| {
        write!(out, "{title}\n\n")?;
        table::write(out, rows, full, colors.stdout)?;
        match &trace.outcome {
            Ok(_) => Ok(()),
            Err(error) => {
                let error = printable::line(&error.to_string()).into_owned();
                write!(out, "\n{} {error}\n", paint(colors.stdout, ERROR, "error:"))
            }
        }
    })
}

/// What the whole is, in one line.
fn title(protocol: &Protocol, direction: Direction, trace: &Trace<'_, '_>, length: usize) -> String {
    let mut parts = vec![match trace.message {
        Some(message) => format!("{}.{}", protocol.name, message.name),
        None => format!("{}, unknown message", protocol.name),
    }];
    if let Ok(decoded) = &trace.outcome {
        parts.extend(decoded.target.variant().map(|variant| format!("variant {variant}")));
    }
    parts.push(format!("from {} to {}", direction.sender(), direction.receiver()));
    parts.push(schema::count(length, "byte"));
    parts.extend(trace.mode.map(|mode| format!("{} headers", mode.as_str())));
    parts.join(", ")
}

fn to_json(trace: &Trace<'_, '_>, rows: &[Row<'_>]) -> Json {
    let variant = trace.outcome.as_ref().ok().and_then(|decoded| decoded.target.variant());
    let error = trace.outcome.clone().err().map(|error| Problem::from(error).to_explained_json());
    json!({
        "message": trace.message.map(|message| message.name.snake()),
        "variant": variant,
        "minimal_headers": trace.mode.map(|mode| mode == HeaderMode::Minimal),
        "segments": rows.iter().map(row_to_json).collect::<Vec<_>>(),
        "error": error,
    })
}

fn row_to_json(row: &Row<'_>) -> Json {
    json!({
        "start": row.start,
        "end": row.start + row.bytes.len(),
        "part": row.part,
        "header": row.header,
        "hex": if row.hidden { Json::Null } else { Json::String(hex::format(row.bytes)) },
        "meaning": row.meaning,
        "ignored": row.ignored,
        "bad": row.bad,
    })
}
