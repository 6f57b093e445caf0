//! The bytes of one value → the value.

use lonelypsp_schema::{Kind as WireKind, Limit, Slot};

use crate::error::{Fault, Kind, bytes};
use crate::value::Value;

/// What the bytes of a header mean, or nothing if they are not of its kind.
///
/// ```
/// use lonelypsp_interpret::{Value, parse_value};
/// use lonelypsp_schema::Kind;
/// assert_eq!(parse_value(Kind::Int { max_bytes: 2 }, &[0xfb]), Some(Value::Int(-5)));
/// assert_eq!(parse_value(Kind::Text { max: None }, &[0xff]), None);
/// ```
pub fn parse_value(kind: WireKind, raw: &[u8]) -> Option<Value<'_>> {
    parse(kind, || kind.expectation(), raw).ok()
}

/// The value of a slot.
pub(crate) fn parse_slot<'i>(slot: &Slot, raw: &'i [u8]) -> Result<Value<'i>, Fault> {
    parse(slot.kind, || slot.expectation(), raw)
}

fn parse(kind: WireKind, expectation: impl Fn() -> String, raw: &[u8]) -> Result<Value<'_>, Fault> {
    check_length(kind, expectation, raw)?;
    Ok(match kind {
        WireKind::Bytes(_) => Value::Bytes(raw),
        WireKind::Text { .. } => Value::Text(parse_text(raw)?),
        WireKind::OptionalText { .. } => {
            Value::OptionalText(Some(parse_text(raw)?).filter(|t| !t.is_empty()))
        }
        WireKind::Bool => Value::Bool(raw == [1]),
        WireKind::Uint { .. } => Value::Uint(parse_uint(raw)),
        WireKind::Int { .. } => Value::Int(parse_int(raw)),
        WireKind::Group(_) => return Err(Fault::new(Kind::BadValue, "entries", bytes(raw.len()))),
    })
}

fn check_length(kind: WireKind, expectation: impl Fn() -> String, raw: &[u8]) -> Result<(), Fault> {
    let found = raw.len();
    let fault = |error| Err(Fault::new(error, expectation(), bytes(found)));
    match kind {
        WireKind::Bytes(Limit::Exact(length)) if found != usize::from(length) => fault(Kind::WrongLength),
        WireKind::Bytes(Limit::Max(max))
        | WireKind::Text { max: Some(max) }
        | WireKind::OptionalText { max: Some(max) }
            if found > usize::from(max) =>
        {
            fault(Kind::TooLong)
        }
        WireKind::Uint { max_bytes, .. } | WireKind::Int { max_bytes } if found > usize::from(max_bytes) => {
            fault(Kind::TooLong)
        }
        _ => Ok(()),
    }
}

fn parse_text(raw: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(raw).map_err(|error| {
        let index = error.valid_up_to();
        let byte = raw.get(index).copied().unwrap_or_default();
        Fault::new(Kind::NotUtf8, "UTF-8 text", format!("byte {byte:02x} at index {index} of the value"))
    })
}

/// At most 8 bytes; the length has been checked.
fn parse_uint(raw: &[u8]) -> u64 {
    raw.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn parse_int(raw: &[u8]) -> i64 {
    let start: i64 = if raw.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    raw.iter().fold(start, |number, byte| number << 8 | i64::from(*byte))
}
