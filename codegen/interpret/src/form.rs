//! The forms of values: what each is called, how its bytes are read, and how it is spelled.

use std::borrow::Cow;

use lonelypsp_schema::{Form as WireForm, Kind as WireKind, Slot};

use crate::error::{Fault, Kind, bytes};
use crate::float::Float;
use crate::parse::{parse_int, parse_text, parse_uint};
use crate::spell::{spell_bytes, spell_number, unfit};
use crate::value::Value;

/// What kind of value a field holds, without its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Bytes as they are.
    Bytes,
    /// Text.
    Text,
    /// Text that may be absent.
    OptionalText,
    /// Yes or no.
    Bool,
    /// An unsigned integer.
    Uint,
    /// A signed integer.
    Int,
    /// A number with a fraction.
    Float,
    /// The entries of a group.
    Group,
}

impl Form {
    /// The form of the values of a wire kind.
    ///
    /// ```
    /// use lonelypsp_interpret::Form;
    /// assert_eq!(Form::of(lonelypsp_schema::Kind::BOOL), Form::Bool);
    /// ```
    pub const fn of(kind: WireKind) -> Self {
        match kind.form {
            WireForm::Bytes => Self::Bytes,
            WireForm::Text if kind.empty_is_absent => Self::OptionalText,
            WireForm::Text => Self::Text,
            WireForm::Bool => Self::Bool,
            WireForm::Uint(_) => Self::Uint,
            WireForm::Int => Self::Int,
            WireForm::Float => Self::Float,
            WireForm::Group(_) => Self::Group,
        }
    }

    /// What it is called in a message to people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Text => "text",
            Self::OptionalText => "text or none",
            Self::Bool => "true or false",
            Self::Uint => "an unsigned integer",
            Self::Int => "a signed integer",
            Self::Float => "a floating-point number",
            Self::Group => "a list of entries",
        }
    }

    /// What bytes of a length that was checked stand for.
    pub(crate) fn read(self, raw: &[u8]) -> Result<Value<'_>, Fault> {
        Ok(match self {
            Self::Bytes => Value::Bytes(raw),
            Self::Text => Value::Text(parse_text(raw)?),
            Self::OptionalText => Value::OptionalText(Some(parse_text(raw)?).filter(|text| !text.is_empty())),
            Self::Bool => Value::Bool(raw == [1]),
            Self::Uint => Value::Uint(parse_uint(raw)),
            Self::Int => Value::Int(parse_int(raw)),
            Self::Float => Value::Float(Float::from_bits(parse_uint(raw))),
            Self::Group => return Err(Fault::new(Kind::BadValue, "entries", bytes(raw.len()))),
        })
    }

    /// The bytes of a value of a slot of this form.
    pub(crate) fn spell<'v>(self, slot: &Slot, value: &Value<'v>) -> Result<Cow<'v, [u8]>, Fault> {
        match (self, value) {
            (Self::Bytes, Value::Bytes(raw)) => spell_bytes(slot, raw),
            (Self::Text, Value::Text(text)) => spell_bytes(slot, text.as_bytes()),
            (Self::OptionalText, Value::OptionalText(text)) => {
                spell_bytes(slot, text.unwrap_or_default().as_bytes())
            }
            (Self::Bool, Value::Bool(yes)) => Ok(Cow::Owned(vec![u8::from(*yes)])),
            (Self::Uint, Value::Uint(number)) => spell_number(slot.kind, (*number).into()),
            (Self::Int, Value::Int(number)) => spell_number(slot.kind, (*number).into()),
            (Self::Float, Value::Float(number)) => Ok(Cow::Owned(number.to_bits().to_be_bytes().to_vec())),
            (form, value) => Err(unfit(form, value)),
        }
    }
}
