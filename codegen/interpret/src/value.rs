//! What a field of a message can hold.

use lonelypsp_schema::{Form as WireForm, Kind as WireKind};

use crate::error::Fault;
use crate::float::Float;

/// One value, borrowed from the message or from the caller.
///
/// ```
/// use lonelypsp_interpret::{Form, Value};
/// assert_eq!(Value::Uint(7).form(), Some(Form::Uint));
/// assert_eq!(Value::Int(-5).as_number(), Some(-5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Bytes as they are.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
    /// Text that may be absent.
    OptionalText(Option<&'a str>),
    /// Yes or no.
    Bool(bool),
    /// An unsigned integer.
    Uint(u64),
    /// A signed integer.
    Int(i64),
    /// A number with a fraction.
    Float(Float),
    /// The entries of a group, each the values of its items in wire order.
    Group(Vec<Vec<Self>>),
    /// What was given in the place of a value and is none. Whoever writes it says so in its turn.
    Wrong(Fault),
}

impl Value<'_> {
    /// What kind of value it is; none if it is no value.
    pub const fn form(&self) -> Option<Form> {
        Some(match self {
            Self::Bytes(_) => Form::Bytes,
            Self::Text(_) => Form::Text,
            Self::OptionalText(_) => Form::OptionalText,
            Self::Bool(_) => Form::Bool,
            Self::Uint(_) => Form::Uint,
            Self::Int(_) => Form::Int,
            Self::Float(_) => Form::Float,
            Self::Group(_) => Form::Group,
            Self::Wrong(_) => return None,
        })
    }

    /// Its number, if it is an integer.
    pub fn as_number(&self) -> Option<i128> {
        match *self {
            Self::Uint(number) => Some(number.into()),
            Self::Int(number) => Some(number.into()),
            _ => None,
        }
    }
}

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
}
