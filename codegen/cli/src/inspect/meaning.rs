//! What a stretch of bytes means, in a few words.

use lonelypsp_interpret::{Ignored, Part, Segment, Trace, Value, parse_value};
use lonelypsp_schema::Protocol;

use crate::words::count;

pub(super) fn explain_segment(
    protocol: &Protocol,
    trace: &Trace<'_, '_>,
    segment: &Segment<'_>,
    bytes: &[u8],
    hidden: bool,
) -> String {
    let number = bytes.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
    if hidden {
        return format!("secret, {}", count(bytes.len(), "byte"));
    }
    match segment.part {
        Part::Flags => explain_flags(protocol, number),
        Part::Type => match trace.message {
            Some(message) => format!("{number}: {}", message.name),
            None => number.to_string(),
        },
        Part::Count => count(number, "header"),
        Part::NameLength => format!("name of {}", count(number, "byte")),
        Part::Name => quote(&String::from_utf8_lossy(bytes)),
        Part::ValueLength => format!("value of {}", count(number, "byte")),
        Part::Value => explain_value(segment, bytes),
        Part::Literal => "always the same".to_owned(),
        Part::Code => match trace.message {
            Some(message) => format!("the code of {}", message.name),
            None => "the code".to_owned(),
        },
        Part::EntryCount if number == 1 => "1 entry".to_owned(),
        Part::EntryCount => format!("{number} entries"),
        Part::BodyLength => format!("body of {}", count(number, "byte")),
        Part::Body => format!("the body, {}", explain_bytes(bytes)),
        Part::Trailing => match trace.message {
            Some(message) if message.layout.body.is_some() => "ignored: it is behind the body".to_owned(),
            _ => "ignored: this message has no body".to_owned(),
        },
        Part::Unread => "not read".to_owned(),
    }
}

pub(super) const fn explain_ignored(reason: Ignored) -> &'static str {
    match reason {
        Ignored::Unknown => "the message has no such header",
        Ignored::Repeated => "a later one counts",
        Ignored::NotInShape => "this variant does not have it",
    }
}

fn explain_flags(protocol: &Protocol, flags: usize) -> String {
    let mut names: Vec<String> = Vec::new();
    for bit in (0..16).filter(|bit| flags >> bit & 1 == 1) {
        match protocol.flags.iter().find(|flag| usize::from(flag.bit) == bit) {
            Some(flag) => names.push(flag.name.to_string()),
            None => names.push(format!("bit {bit} (no meaning)")),
        }
    }
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn explain_value(segment: &Segment<'_>, bytes: &[u8]) -> String {
    match segment.slot.map(|slot| parse_value(slot.kind, bytes)) {
        Some(Some(Value::Text(text) | Value::OptionalText(Some(text)))) => quote(text),
        Some(Some(Value::OptionalText(None))) => "none".to_owned(),
        Some(Some(value)) => value.as_word().unwrap_or_else(|| explain_bytes(bytes)),
        Some(None) | None => explain_bytes(bytes),
    }
}

/// Bytes that look like text are shown as text.
fn explain_bytes(bytes: &[u8]) -> String {
    let is_text = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    match std::str::from_utf8(bytes) {
        Ok("") => "empty".to_owned(),
        Ok(text) if bytes.iter().all(is_text) => format!("{}, {}", count(bytes.len(), "byte"), quote(text)),
        _ => count(bytes.len(), "byte"),
    }
}

/// Text in quotation marks with control characters escaped, cut to a sensible length.
fn quote(text: &str) -> String {
    const MOST: usize = 48;
    match text.char_indices().nth(MOST) {
        Some((index, _)) => format!("{:?}…", &text[..index]),
        None => format!("{text:?}"),
    }
}
