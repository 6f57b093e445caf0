//! Values that own what they hold.

use lonelypsp_interpret::{Value, parse_value};
use lonelypsp_schema::Kind;

/// One value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owned {
    Bytes(Vec<u8>),
    Text(String),
    OptionalText(Option<String>),
    Bool(bool),
    Uint(u64),
    Int(i64),
    /// What these bytes are as that kind.
    Read(Kind, Vec<u8>),
    Group(Vec<Vec<Owned>>),
}

impl Owned {
    /// The same, borrowed.
    pub(crate) fn value(&self) -> Value<'_> {
        match self {
            Self::Bytes(bytes) => Value::Bytes(bytes),
            Self::Text(text) => Value::Text(text),
            Self::OptionalText(text) => Value::OptionalText(text.as_deref()),
            Self::Bool(yes) => Value::Bool(*yes),
            Self::Uint(number) => Value::Uint(*number),
            Self::Int(number) => Value::Int(*number),
            Self::Read(kind, bytes) => parse_value(*kind, bytes).unwrap_or(Value::Bytes(bytes)),
            Self::Group(entries) => {
                Value::Group(entries.iter().map(|entry| entry.iter().map(Self::value).collect()).collect())
            }
        }
    }
}
