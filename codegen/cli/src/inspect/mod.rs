//! `lonely inspect`: every byte of a message beside what it means.

mod exchange;
mod follow;
mod html;
mod meaning;
mod reading;
mod rows;
mod table;

use lonelypsp_capture::Found as Given;
use lonelypsp_conformance::json::{Expectation, Problem, hex};
use lonelypsp_interpret::{HeaderMode, Trace, trace, trace_as};
use lonelypsp_schema::{Direction, Message, Protocol, Schema};
use serde_json::{Value as Json, json};

use crate::args::{As, Global, InspectArgs, Page};
use crate::exit::{Failure, Found, Outcome};
use crate::hint::hint;
use crate::terminal::{Colors, ERROR, STRONG, paint, print_json, print_raw, say, write_with};
use crate::words::count;
use crate::{input, printable, schema};

pub(crate) use rows::{Row, rows};

pub(crate) fn run(global: &Global, args: &InspectArgs, colors: Colors) -> Outcome {
    let schema = schema::load(global, colors)?;
    let protocol = schema::protocol(&schema, &args.side)?;
    let expected = || schema::expectation(&schema, protocol, &args.side, args.message.as_deref());
    let inspector = |expected| Inspector { schema: &schema, protocol, expected, args, colors };
    if args.follow {
        return inspector(Some(expected()?)).follow();
    }
    let mut messages = input::read_messages(&args.source, args.form.map(As::form))?;
    // Of messages on a connection it is seen who sent them.
    let is_seen = messages.iter().all(|message| message.side.is_some());
    let is_said = args.side.from.is_some() || args.message.is_some();
    let inspector = inspector(if is_said || !is_seen { Some(expected()?) } else { None });
    let all = messages.len();
    messages.retain(|message| inspector.concerns(message));
    let others = all - messages.len();
    if others > 0 {
        let bodies = if others == 1 { "1 body".to_owned() } else { format!("{others} bodies") };
        let text = format!(
            "{bodies} on HTTP: no message of the schema has their method and path; --message says which message all are"
        );
        if messages.is_empty() {
            return Err(Failure::new(text));
        }
        say(&text);
    }
    match (args.format, &messages[..]) {
        (Page::Html, _) => inspector.page(&messages),
        (Page::Text, [one]) if one.side.is_none() => inspector.one(one),
        (Page::Text, _) => inspector.all(&messages),
        (Page::Json, [one]) => inspector.line(one),
        (Page::Json, _) => inspector.list(&messages),
    }
}

/// What messages are shown by.
struct Inspector<'a> {
    schema: &'a Schema,
    /// What the arguments say or mean.
    protocol: &'a Protocol,
    /// What the arguments say; nothing where the input says it.
    expected: Option<Expectation<'a>>,
    args: &'a InspectArgs,
    colors: Colors,
}

impl Inspector<'_> {
    /// One message as text, with what is most often the matter with it if it is none.
    fn one(&self, given: &Given) -> Outcome {
        let seen = self.read(given);
        write(&seen.title(), &seen.trace, &seen.rows(self.args), self.args.full, self.colors)?;
        if let Err(error) = &seen.trace.outcome
            && let Some(expected) = self.expected
            && let Some(hint) = hint(self.protocol, expected, seen.bytes, error.kind, &self.args.source)
        {
            say(&hint);
        }
        Ok(found(&seen.trace))
    }

    /// One of several as text: where it was stands before it.
    fn placed(&self, given: &Given) -> Outcome {
        let seen = self.read(given);
        let title = format!("{}: {}", given.place, seen.title());
        write(&title, &seen.trace, &seen.rows(self.args), self.args.full, self.colors)?;
        Ok(found(&seen.trace))
    }

    fn all(&self, messages: &[Given]) -> Outcome {
        let mut result = Found::Nothing;
        for (index, message) in messages.iter().enumerate() {
            if index > 0 {
                print_raw(b"\n")?;
            }
            result = worse(result, self.placed(message)?);
        }
        Ok(result)
    }

    fn json(&self, given: &Given) -> (Json, Found) {
        let seen = self.read(given);
        (to_json(&seen.trace, &seen.rows(self.args)), found(&seen.trace))
    }

    /// One message as JSON in a line.
    fn line(&self, given: &Given) -> Outcome {
        let (json, found) = self.json(given);
        print_json(&json)?;
        Ok(found)
    }

    /// Several as JSON, each with where it was.
    fn list(&self, messages: &[Given]) -> Outcome {
        let mut result = Found::Nothing;
        let list = messages.iter().map(|message| {
            let (mut json, found) = self.json(message);
            json["place"] = message.place.as_str().into();
            result = worse(result, found);
            json
        });
        print_json(&Json::Array(list.collect()))?;
        Ok(result)
    }

    fn page(&self, messages: &[Given]) -> Outcome {
        let is_alone = messages.len() == 1;
        let numbered = || (1_usize..).zip(messages);
        let bad = numbered().filter(|(_, message)| self.read(message).trace.outcome.is_err());
        let bad: Vec<(usize, &str)> = bad.map(|(number, message)| (number, message.place.as_str())).collect();
        write_with(|out| {
            let what = format!("{} of the protocol {}", count(messages.len(), "message"), self.protocol.name);
            html::begin(out, &what, if is_alone { &[] } else { &bad })?;
            for (number, message) in numbered() {
                let seen = self.read(message);
                let title = seen.title();
                let title = if is_alone { title } else { format!("{}: {title}", message.place) };
                html::message(out, (number, &title), &seen.trace, &seen.rows(self.args), self.args.full)?;
            }
            html::end(out, &format!("{} {}", self.schema.name, self.schema.version))
        })?;
        Ok(if bad.is_empty() { Found::Nothing } else { Found::Something })
    }

    /// Messages as they come, until the input ends.
    fn follow(&self) -> Outcome {
        let mut result = Found::Nothing;
        let mut is_first = true;
        follow::each(self.args.form.map(As::form), |message| {
            let found = match self.args.format {
                Page::Text => {
                    if !is_first {
                        print_raw(b"\n")?;
                    }
                    self.placed(message)?
                }
                Page::Json => self.line(message)?,
                Page::Html => {
                    let text = "a page is written when all is there; follow as text or JSON".to_owned();
                    return Err(Failure::Usage(text));
                }
            };
            is_first = false;
            result = worse(result, found);
            Ok(())
        })?;
        Ok(result)
    }
}

fn found(trace: &Trace<'_, '_>) -> Found {
    if trace.outcome.is_ok() { Found::Nothing } else { Found::Something }
}

fn worse(one: Found, other: Found) -> Found {
    if one == Found::Something { one } else { other }
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
    parts.push(count(length, "byte"));
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
