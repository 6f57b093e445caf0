//! The bytes of one value → the value.

use lonelypsp_schema::{Kind as WireKind, Length, Slot};

use crate::error::{Fault, Kind, bytes};
use crate::forms::{Form, Value};

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
