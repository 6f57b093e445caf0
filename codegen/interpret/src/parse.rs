//! The bytes of one value → the value.

use lonelypsp_schema::{Kind as WireKind, Length, Slot};

use crate::error::{Fault, Kind, bytes};
use crate::form::Form;
use crate::value::Value;

/// What the bytes of a header mean, or nothing if they are not of its kind.
///
/// ```
/// use lonelypsp_interpret::{Value, parse_value};
/// use lonelypsp_schema::{Kind, Length};
/// assert_eq!(parse_value(Kind::int(2), &[0xfb]), Some(Value::Int(-5)));
/// assert_eq!(parse_value(Kind::text(Length::Any), &[0xff]), None);
/// ```
pub fn parse_value(kind: WireKind, raw: &[u8]) -> Option<Value<'_>> {
    parse(kind, || kind.expectation(), raw).ok()
}

/// The value of a slot.
pub(crate) fn parse_slot<'i>(slot: &Slot, raw: &'i [u8]) -> Result<Value<'i>, Fault> {
    parse(slot.kind, || slot.expectation(), raw)
}

fn parse(kind: WireKind, expectation: impl Fn() -> String, raw: &[u8]) -> Result<Value<'_>, Fault> {
    check_length(kind.length, expectation, raw)?;
    Form::of(kind).read(raw)
}

fn check_length(length: Length, expectation: impl Fn() -> String, raw: &[u8]) -> Result<(), Fault> {
    let error = match length {
        Length::AtMost(most) if raw.len() > usize::from(most) => Kind::TooLong,
        Length::Exactly(length) if raw.len() != usize::from(length) => Kind::WrongLength,
        Length::Any | Length::AtMost(_) | Length::Exactly(_) => return Ok(()),
    };
    Err(Fault::new(error, expectation(), bytes(raw.len())))
}

pub(crate) fn parse_text(raw: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(raw).map_err(|error| {
        let index = error.valid_up_to();
        let byte = raw.get(index).copied().unwrap_or_default();
        Fault::new(Kind::NotUtf8, "UTF-8 text", format!("byte {byte:02x} at index {index} of the value"))
    })
}

/// At most 8 bytes; the length has been checked.
pub(crate) fn parse_uint(raw: &[u8]) -> u64 {
    raw.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

pub(crate) fn parse_int(raw: &[u8]) -> i64 {
    let start: i64 = if raw.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    raw.iter().fold(start, |number, byte| number << 8 | i64::from(*byte))
}
