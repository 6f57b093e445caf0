//! A value → its bytes.

use std::borrow::Cow;

use lonelypsp_schema::{Form as WireForm, Kind as WireKind, Length, Slot, Spelling};

use crate::error::{Fault, Kind, bytes};
use crate::form::Form;
use crate::value::Value;

/// The bytes of a value, after checking that it is one of this slot's kind and fits the length before it.
pub(crate) fn spell<'v>(slot: &Slot, value: &Value<'v>) -> Result<Cow<'v, [u8]>, Fault> {
    Form::of(slot.kind).spell(slot, value)
}

/// That a value is of another form than is asked for.
pub(crate) fn unfit(form: Form, value: &Value<'_>) -> Fault {
    match (value, value.form()) {
        (Value::Wrong(fault), _) => fault.clone(),
        (_, found) => Fault::new(Kind::BadValue, form.as_str(), found.map_or("no value", Form::as_str)),
    }
}

pub(crate) fn spell_bytes<'v>(slot: &Slot, raw: &'v [u8]) -> Result<Cow<'v, [u8]>, Fault> {
    let error = match slot.kind.length {
        Length::Exactly(length) if raw.len() != usize::from(length) => Kind::WrongLength,
        Length::Any | Length::AtMost(_) | Length::Exactly(_) if raw.len() as u64 > slot.longest() => {
            Kind::TooLong
        }
        _ => return Ok(Cow::Borrowed(raw)),
    };
    let expected = match (slot.kind.form, slot.kind.length) {
        (WireForm::Text, Length::Any) => {
            format!("UTF-8 text of at most {} bytes", slot.longest())
        }
        _ => slot.expectation(),
    };
    Err(Fault::new(error, expected, bytes(raw.len())))
}

/// A number as an integer header spells it.
pub(crate) fn spell_number(kind: WireKind, number: i128) -> Result<Cow<'static, [u8]>, Fault> {
    let (Some(width), Some(range)) = (kind.integer_bytes(), kind.integer_range()) else {
        return Err(Fault::new(Kind::BadValue, Form::of(kind).as_str(), "an integer"));
    };
    if !range.contains(&number) {
        let expected = format!("a number from {} to {}", range.start(), range.end());
        return Err(Fault::new(Kind::OutOfRange, expected, number.to_string()));
    }
    let all = number.to_be_bytes();
    let skip = match kind.form {
        WireForm::Uint(Spelling::Minimal) => all.iter().take_while(|byte| **byte == 0).count(),
        _ => all.len().saturating_sub(width.into()),
    };
    Ok(Cow::Owned(all.get(skip..).unwrap_or_default().to_vec()))
}

/// The same, but never empty.
pub(crate) fn spell_constant(kind: WireKind, number: i128) -> Result<Cow<'static, [u8]>, Fault> {
    let spelled = spell_number(kind, number)?;
    Ok(if spelled.is_empty() { Cow::Borrowed(&[0]) } else { spelled })
}
