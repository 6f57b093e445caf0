//! What a field of a message can hold.

use crate::error::Fault;
use crate::float::Float;
use crate::form::Form;

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

    /// Its text, if that is one word for people: a truth value or a number, but no bytes, no text and no entries.
    ///
    /// ```
    /// use lonelypsp_interpret::Value;
    /// assert_eq!(Value::Int(-5).as_word().as_deref(), Some("-5"));
    /// assert_eq!(Value::Text("-5").as_word(), None);
    /// ```
    pub fn as_word(&self) -> Option<String> {
        match self {
            Self::Bool(yes) => Some(yes.to_string()),
            Self::Uint(number) => Some(number.to_string()),
            Self::Int(number) => Some(number.to_string()),
            Self::Float(number) => Some(number.to_string()),
            Self::Bytes(_) | Self::Text(_) | Self::OptionalText(_) | Self::Group(_) | Self::Wrong(_) => None,
        }
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
