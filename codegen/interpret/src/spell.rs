//! A value → its bytes.

use std::borrow::Cow;

use lonelypsp_schema::{Kind as WireKind, Limit, Slot, Spelling};

use crate::error::{Fault, Kind, bytes};
use crate::value::{Form, Value};

/// The bytes of a value, after checking that it is one of this slot's kind and fits the length before it.
pub(crate) fn spell<'v>(slot: &Slot, value: &Value<'v>) -> Result<Cow<'v, [u8]>, Fault> {
    match (slot.kind, value) {
        (WireKind::Bytes(_), Value::Bytes(raw)) => spell_bytes(slot, raw),
        (WireKind::Text { .. }, Value::Text(text)) => spell_bytes(slot, text.as_bytes()),
        (WireKind::OptionalText { .. }, Value::OptionalText(text)) => {
            spell_bytes(slot, text.unwrap_or_default().as_bytes())
        }
        (WireKind::Bool, Value::Bool(yes)) => Ok(Cow::Owned(vec![u8::from(*yes)])),
        (WireKind::Uint { .. }, Value::Uint(number)) => spell_number(slot.kind, (*number).into()),
        (WireKind::Int { .. }, Value::Int(number)) => spell_number(slot.kind, (*number).into()),
        (kind, value) => Err(unfit(Form::of(kind), value)),
    }
}

/// That a value is of another form than is asked for.
pub(crate) fn unfit(form: Form, value: &Value<'_>) -> Fault {
    match (value, value.form()) {
        (Value::Wrong(fault), _) => fault.clone(),
        (_, found) => Fault::new(Kind::BadValue, form.as_str(), found.map_or("no value", Form::as_str)),
    }
}

fn spell_bytes<'v>(slot: &Slot, raw: &'v [u8]) -> Result<Cow<'v, [u8]>, Fault> {
    let error = match slot.kind {
        WireKind::Bytes(Limit::Exact(length)) if raw.len() != usize::from(length) => Kind::WrongLength,
        _ if raw.len() as u64 > slot.longest() => Kind::TooLong,
        _ => return Ok(Cow::Borrowed(raw)),
    };
    let expected = match slot.kind {
        WireKind::Text { max: None } | WireKind::OptionalText { max: None } => {
            format!("UTF-8 text of at most {} bytes", slot.longest())
        }
        _ => slot.expectation(),
    };
    Err(Fault::new(error, expected, bytes(raw.len())))
}

/// A number as an integer header spells it.
pub(crate) fn spell_number(kind: WireKind, number: i128) -> Result<Cow<'static, [u8]>, Fault> {
    let Some((width, spelling, range)) = integer(kind) else {
        return Err(Fault::new(Kind::BadValue, Form::of(kind).as_str(), "an integer"));
    };
    if !range.contains(&number) {
        let expected = format!("a number from {} to {}", range.start(), range.end());
        return Err(Fault::new(Kind::OutOfRange, expected, number.to_string()));
    }
    let all = number.to_be_bytes();
    let skip = match spelling {
        Spelling::Fixed => all.len() - width,
        Spelling::Minimal => all.iter().take_while(|byte| **byte == 0).count(),
    };
    Ok(Cow::Owned(all.get(skip..).unwrap_or_default().to_vec()))
}

/// The same, but never empty.
pub(crate) fn spell_constant(kind: WireKind, number: i128) -> Result<Cow<'static, [u8]>, Fault> {
    let spelled = spell_number(kind, number)?;
    Ok(if spelled.is_empty() { Cow::Borrowed(&[0]) } else { spelled })
}

/// Width in bytes, spelling and range of an integer kind.
fn integer(kind: WireKind) -> Option<(usize, Spelling, std::ops::RangeInclusive<i128>)> {
    match kind {
        WireKind::Uint { max_bytes, spelling } => {
            Some((max_bytes.into(), spelling, 0..=(1_i128 << (8 * max_bytes)) - 1))
        }
        WireKind::Int { max_bytes } => {
            let half = 1_i128 << (8 * max_bytes.max(1) - 1);
            Some((max_bytes.into(), Spelling::Fixed, -half..=half - 1))
        }
        _ => None,
    }
}
