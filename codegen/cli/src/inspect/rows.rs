//! The segments of a message as rows of a table.

use lonelypsp_interpret::{DecodeError, Kind, Part, Segment, Trace};
use lonelypsp_schema::{Protocol, Slot};

use super::meaning::{explain_ignored, explain_segment};

/// One row: a stretch of bytes and what is to be said about it.
#[derive(Debug)]
pub(crate) struct Row<'i> {
    pub(crate) start: usize,
    pub(crate) bytes: &'i [u8],
    /// Whether the bytes must not be shown.
    pub(crate) hidden: bool,
    /// What the bytes are: `flags`, `name`, `value`, …
    pub(crate) part: &'static str,
    /// The name of the value that they belong to, if the message has it.
    pub(crate) header: Option<String>,
    pub(crate) meaning: String,
    /// Whether they have no effect.
    pub(crate) ignored: bool,
    /// Whether this is where the message goes wrong.
    pub(crate) bad: bool,
}

/// The rows of a message, with the place marked where it is bad.
pub(crate) fn rows<'i>(
    protocol: &Protocol,
    trace: &Trace<'_, '_>,
    input: &'i [u8],
    show_secrets: bool,
) -> Vec<Row<'i>> {
    // What a value belongs to that could not be read.
    let mut begun: Option<(&Slot, &String)> = None;
    let mut rows = Vec::with_capacity(trace.segments.len() + 1);
    for segment in &trace.segments {
        let named = segment.slot.zip(segment.place.as_ref());
        let value = if segment.part == Part::Unread { begun } else { named };
        let is_value = matches!(segment.part, Part::Value | Part::Unread);
        let hidden = !show_secrets && is_value && value.is_some_and(|(slot, _)| slot.secret);
        begun = named.filter(|_| segment.part == Part::ValueLength);
        let mut row = row(protocol, trace, segment, input, hidden);
        row.header = value.map(|(_, place)| place.clone()).or_else(|| segment.place.clone());
        rows.push(row);
    }
    if let Err(error) = &trace.outcome {
        mark(&mut rows, error);
    }
    rows
}

fn row<'i>(
    protocol: &Protocol,
    trace: &Trace<'_, '_>,
    segment: &Segment<'_>,
    input: &'i [u8],
    hidden: bool,
) -> Row<'i> {
    let bytes = input.get(segment.range.clone()).unwrap_or_default();
    let mut meaning = explain_segment(protocol, trace, segment, bytes, hidden);
    if let Some(reason) = segment.ignored.filter(|_| segment.part == Part::Value) {
        meaning = format!("{meaning} (ignored: {})", explain_ignored(reason));
    }
    Row {
        start: segment.range.start,
        bytes,
        hidden,
        part: part_name(segment.part),
        header: None,
        meaning,
        ignored: segment.ignored.is_some() || segment.part == Part::Trailing,
        bad: false,
    }
}

const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Flags => "flags",
        Part::Type => "type",
        Part::Count | Part::EntryCount => "count",
        Part::NameLength => "name_length",
        Part::Name => "name",
        Part::ValueLength => "value_length",
        Part::Value => "value",
        Part::Literal => "literal",
        Part::Code => "code",
        Part::BodyLength => "body_length",
        Part::Body => "body",
        Part::Trailing => "trailing",
        Part::Unread => "unread",
    }
}

/// Marks the row where the message goes wrong; where there are no bytes, a row without any is put in.
fn mark(rows: &mut Vec<Row<'_>>, error: &DecodeError) {
    let what = format!("expected {}, found {}", error.expected, error.actual);
    if let Some(row) = rows.iter_mut().find(|row| is_place(row, error)) {
        row.bad = true;
        row.meaning = if row.part == "unread" { what } else { format!("{}: {what}", row.meaning) };
        row.header = row.header.take().or_else(|| error.at.clone());
        return;
    }
    let after = rows.iter().position(|row| row.start >= error.offset && !row.bytes.is_empty());
    let row = Row {
        start: error.offset,
        bytes: &[],
        hidden: false,
        part: if error.kind == Kind::MissingHeader { "missing" } else { "end" },
        header: error.at.clone(),
        meaning: what,
        ignored: false,
        bad: true,
    };
    rows.insert(after.unwrap_or(rows.len()), row);
}

fn is_place(row: &Row<'_>, error: &DecodeError) -> bool {
    let part = match error.kind {
        Kind::Truncated => row.part == "unread",
        // A literal that is another one was not read as such.
        Kind::UnexpectedType | Kind::BadValue if row.part == "unread" => error.at.is_none(),
        Kind::BadValue if error.at.is_none() => row.part == "flags",
        Kind::UnknownType | Kind::UnexpectedType if row.part == "type" => true,
        Kind::HeaderName => row.part == "name",
        Kind::UnknownType | Kind::MissingHeader => false,
        _ => row.part == "value" && row.header == error.at && !row.ignored,
    };
    part && row.start == error.offset
}
