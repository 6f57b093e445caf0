//! What a stretch of an example means, in a few words.

use lonelypsp_interpret::{Part, Segment, Trace, Value, parse_value};
use lonelypsp_schema::Protocol;

use crate::links::capitals;
use crate::phrases::count;

/// The class of its colour, what it belongs to, and what it says.
pub(crate) fn meaning(
    protocol: &Protocol,
    trace: &Trace<'_, '_>,
    segment: &Segment<'_>,
    bytes: &[u8],
) -> (&'static str, String, String) {
    let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let name = segment.place.clone().unwrap_or_default();
    let of = trace.message.map(capitals).unwrap_or_default();
    let (class, own, meaning) = match segment.part {
        Part::Flags => ("p-prefix", "flags", flags(protocol, number)),
        Part::Type => ("p-prefix", "type", format!("{number}: {of}")),
        Part::Count => ("p-length", "headers", count(number, "header")),
        Part::NameLength => ("p-length", "", format!("name of {}", count(number, "byte"))),
        Part::Name => ("p-fixed", "", String::from_utf8_lossy(bytes).into_owned()),
        Part::ValueLength => ("p-length", "", format!("length: {}", count(number, "byte"))),
        Part::Value => ("p-field", "", value(segment, bytes)),
        Part::Literal => ("p-fixed", "fixed", format!("always the same{}", ascii(bytes))),
        Part::Code => ("p-fixed", "code", format!("{number}: {of}")),
        Part::EntryCount if number == 1 => ("p-length", "", "1 entry".to_owned()),
        Part::EntryCount => ("p-length", "", format!("{number} entries")),
        Part::BodyLength => ("p-length", "body", format!("length: {}", count(number, "byte"))),
        Part::Body => ("p-body", "body", said(bytes)),
        Part::Trailing => ("p-length", "", "ignored".to_owned()),
        Part::Unread => ("p-length", "", "not read".to_owned()),
    };
    (class, if name.is_empty() { own.to_owned() } else { name }, meaning)
}

fn flags(protocol: &Protocol, flags: u64) -> String {
    let set = protocol.flags.iter().filter(|flag| flags & u64::from(flag.mask()) != 0);
    let names: Vec<_> = set.map(|flag| flag.name.snake()).collect();
    if names.is_empty() { "none is set".to_owned() } else { names.join(", ") }
}

fn value(segment: &Segment<'_>, bytes: &[u8]) -> String {
    match segment.slot.map(|slot| parse_value(slot.kind, bytes)) {
        Some(Some(Value::Text(text) | Value::OptionalText(Some(text)))) => format!("{text:?}"),
        Some(Some(Value::OptionalText(None))) => "none".to_owned(),
        Some(Some(value)) => value.as_word().unwrap_or_else(|| said(bytes)),
        Some(None) | None => said(bytes),
    }
}

fn said(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "empty".to_owned();
    }
    format!("{}{}", count(bytes.len() as u64, "byte"), ascii(bytes))
}

/// Bytes that look like text are shown as text.
fn ascii(bytes: &[u8]) -> String {
    let is_text = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\n');
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.iter().all(is_text) && text.contains(|c: char| c.is_ascii_graphic()) => {
            format!(", {text:?}")
        }
        _ => String::new(),
    }
}
