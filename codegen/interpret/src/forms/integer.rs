//! Integers, with and without a sign.

use std::borrow::Cow;
use std::cmp::Ordering;

use lonelypsp_schema::{Form as WireForm, Kind as WireKind, Slot, Spelling};

use super::{Facts, Form, Held, Value};
use crate::error::{Fault, Kind};
use crate::json::{Given, Json, Refused};

const IN_JSON: &str = "a string with a decimal number, such as \"7\"";

pub(super) const UINT: Facts = Facts {
    name: "an unsigned integer",
    read: |raw| Ok(Value::Uint(parse_uint(raw))),
    in_json: IN_JSON,
    from_json: |json| {
        let number = decimal(json)?.parse().map(|number| Given::Value(Value::Uint(number)));
        number.map_err(|_| Refused::OutOfRange("a number from 0 to 2^64 - 1"))
    },
};

pub(super) const INT: Facts = Facts {
    name: "a signed integer",
    read: |raw| Ok(Value::Int(parse_int(raw))),
    in_json: IN_JSON,
    from_json: |json| {
        let number = decimal(json)?.parse().map(|number| Given::Value(Value::Int(number)));
        number.map_err(|_| Refused::OutOfRange("a number of 64 bits"))
    },
};

impl Held for u64 {
    fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        spell_number(slot.kind, (*self).into())
    }

    fn word(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn number(&self) -> Option<i128> {
        Some((*self).into())
    }

    fn order_of(&self, before: &Value<'_>) -> Option<Ordering> {
        if let Value::Uint(before) = before { Some(before.cmp(self)) } else { None }
    }
}

impl Held for i64 {
    fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        spell_number(slot.kind, (*self).into())
    }

    fn word(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn number(&self) -> Option<i128> {
        Some((*self).into())
    }

    fn order_of(&self, before: &Value<'_>) -> Option<Ordering> {
        if let Value::Int(before) = before { Some(before.cmp(self)) } else { None }
    }
}

/// At most 8 bytes; the length has been checked.
pub(super) fn parse_uint(raw: &[u8]) -> u64 {
    raw.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn parse_int(raw: &[u8]) -> i64 {
    let start: i64 = if raw.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    raw.iter().fold(start, |number, byte| number << 8 | i64::from(*byte))
}

/// A text `-?(0|[1-9][0-9]*)`, but not `-0`.
fn decimal(json: Json<&str>) -> Result<&str, Refused> {
    let Json::Text(text) = json else { return Err(Refused::BadValue) };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = !digits.starts_with('0') || text == "0";
    let is_decimal = canonical && !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if is_decimal { Ok(text) } else { Err(Refused::BadValue) }
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
