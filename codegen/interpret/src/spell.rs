//! A value → the bytes of a header.

use std::borrow::Cow;

use lonelypsp_schema::{Kind as WireKind, Limit, Spelling};

use crate::error::{Fault, Kind, bytes};
use crate::value::{Form, Value};

/// The most bytes that a header can hold.
pub(crate) const MAX_LENGTH: usize = 0xffff;

/// The bytes of a value, after checking that it is one of this kind.
pub(crate) fn spell(kind: WireKind, value: Value<'_>) -> Result<Cow<'_, [u8]>, Fault> {
    match (kind, value) {
        (WireKind::Bytes(limit), Value::Bytes(raw)) => spell_bytes(limit, raw),
        (WireKind::Text { max }, Value::Text(text)) => spell_text(max, text),
        (WireKind::OptionalText { max }, Value::OptionalText(text)) => {
            spell_text(max, text.unwrap_or_default())
        }
        (WireKind::Bool, Value::Bool(yes)) => Ok(Cow::Owned(vec![u8::from(yes)])),
        (WireKind::Uint { .. }, Value::Uint(number)) => spell_number(kind, number.into()),
        (WireKind::Int { .. }, Value::Int(number)) => spell_number(kind, number.into()),
        _ => Err(Fault::new(Kind::BadValue, Form::of(kind).as_str(), value.form().as_str())),
    }
}

fn spell_bytes(limit: Limit, raw: &[u8]) -> Result<Cow<'_, [u8]>, Fault> {
    let error = match limit {
        Limit::Exact(length) if raw.len() != usize::from(length) => Kind::WrongLength,
        Limit::Max(max) if raw.len() > usize::from(max) => Kind::TooLong,
        _ if raw.len() > MAX_LENGTH => Kind::TooLong,
        _ => return Ok(Cow::Borrowed(raw)),
    };
    Err(Fault::new(error, WireKind::Bytes(limit).expectation(), bytes(raw.len())))
}

fn spell_text(max: Option<u16>, text: &str) -> Result<Cow<'_, [u8]>, Fault> {
    let max = max.map_or(MAX_LENGTH, usize::from);
    if text.len() > max {
        let expected = format!("UTF-8 text of at most {max} bytes");
        return Err(Fault::new(Kind::TooLong, expected, bytes(text.len())));
    }
    Ok(Cow::Borrowed(text.as_bytes()))
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
