//! Bytes and text, of which the bytes are the value.

use std::borrow::Cow;
use std::cmp::Ordering;

use lonelypsp_schema::{Form as WireForm, Length, Slot};

use super::{Facts, Held, Value};
use crate::error::{Fault, Kind, bytes};
use crate::hex;
use crate::json::{Given, Json, Refused};

pub(super) const BYTES: Facts = Facts {
    name: "bytes",
    read: |raw| Ok(Value::Bytes(raw)),
    in_json: "a string of lower-case hex digits, two for each byte",
    from_json: |json| match json {
        Json::Text(text) => hex::parse_strict(text).map(Given::Bytes).ok_or(Refused::BadValue),
        Json::Null | Json::Bool(_) => Err(Refused::BadValue),
    },
};

pub(super) const TEXT: Facts = Facts {
    name: "text",
    read: |raw| Ok(Value::Text(parse_text(raw)?)),
    in_json: "a string",
    from_json: |json| match json {
        Json::Text(text) => Ok(Given::Value(Value::Text(text))),
        Json::Null | Json::Bool(_) => Err(Refused::BadValue),
    },
};

pub(super) const OPTIONAL_TEXT: Facts = Facts {
    name: "text or none",
    read: |raw| Ok(Value::OptionalText(Some(parse_text(raw)?).filter(|text| !text.is_empty()))),
    in_json: "a string or null",
    from_json: |json| match json {
        Json::Text(text) => Ok(Given::Value(Value::OptionalText(Some(text)))),
        Json::Null => Ok(Given::Value(Value::OptionalText(None))),
        Json::Bool(_) => Err(Refused::BadValue),
    },
};

impl Held for &[u8] {
    fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        spell_bytes(slot, self)
    }

    fn order_of(&self, before: &Value<'_>) -> Option<Ordering> {
        if let Value::Bytes(before) = before { Some((*before).cmp(self)) } else { None }
    }

    fn json(&self) -> Json<Cow<'_, str>> {
        Json::Text(hex::format(self).into())
    }
}

impl Held for &str {
    fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        spell_bytes(slot, self.as_bytes())
    }

    fn order_of(&self, before: &Value<'_>) -> Option<Ordering> {
        if let Value::Text(before) = before { Some(before.as_bytes().cmp(self.as_bytes())) } else { None }
    }

    fn json(&self) -> Json<Cow<'_, str>> {
        Json::Text(Cow::Borrowed(self))
    }
}

/// Without text it is spelled and sorted as one that is empty.
impl Held for Option<&str> {
    fn spell(&self, slot: &Slot) -> Result<Cow<'_, [u8]>, Fault> {
        spell_bytes(slot, self.unwrap_or_default().as_bytes())
    }

    fn order_of(&self, before: &Value<'_>) -> Option<Ordering> {
        let Value::OptionalText(before) = before else { return None };
        Some(before.unwrap_or_default().as_bytes().cmp(self.unwrap_or_default().as_bytes()))
    }

    fn json(&self) -> Json<Cow<'_, str>> {
        self.map_or(Json::Null, |text| Json::Text(Cow::Borrowed(text)))
    }
}

fn parse_text(raw: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(raw).map_err(|error| {
        let index = error.valid_up_to();
        let byte = raw.get(index).copied().unwrap_or_default();
        Fault::new(Kind::NotUtf8, "UTF-8 text", format!("byte {byte:02x} at index {index} of the value"))
    })
}

fn spell_bytes<'v>(slot: &Slot, raw: &'v [u8]) -> Result<Cow<'v, [u8]>, Fault> {
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
