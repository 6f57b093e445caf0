//! Values as JSON has them, whoever reads and writes its text.

use crate::forms::Value;

/// What JSON has for one value. No form of value is a number there, since languages differ in how many digits of it they keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Json<T> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A string.
    Text(T),
}

/// A value that was given as JSON.
#[derive(Clone, Debug)]
pub enum Given<'j> {
    /// Bytes, which JSON has as digits.
    Bytes(Vec<u8>),
    /// The entries of a group.
    Group(Vec<Vec<Self>>),
    /// Anything else.
    Value(Value<'j>),
}

impl Given<'_> {
    /// As the interpreter takes it.
    pub fn as_value(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Group(entries) => {
                let entries = entries.iter().map(|entry| entry.iter().map(Given::as_value).collect());
                Value::Group(entries.collect())
            }
            Self::Value(value) => value.clone(),
        }
    }
}

/// Why JSON is not a value of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is another form's, or nobody's.
    BadValue,
    /// It is a number, but not one of these.
    OutOfRange(&'static str),
}
