//! The forms of values: the one file of the runtime that tells them apart. Everything else about a form stands in its own file,
//! in `forms/`: its type, how it is read, which types can hold it, what entries are sorted by. The rest of the runtime cuts bytes
//! and puts them.

use core::fmt;

use super::group::Group;
use super::reflect::Field;

mod boolean;
mod float;
mod integer;
mod octets;
mod text;

/// The types of values that Rust has none for.
pub mod types {
    pub use super::float::Float64;
}

/// What reads a value of the exact program, by the name that generated code has for its form.
pub(super) mod read {
    pub use super::boolean::boolean;
    pub use super::float::float;
    pub use super::integer::{int, uint, uint_or};
    pub use super::text::{optional_text, optional_text_at_most, text, text_at_most};
}

/// What a field can hold.
pub(super) mod kinds {
    pub use super::boolean::Bool;
    pub use super::float::Float;
    pub use super::integer::{Int, Uint};
    pub use super::octets::{Bytes, Exactly};
    pub use super::text::{OptionalText, Text};
}

/// What takes a value out of reflection.
pub(super) mod take {
    pub use super::boolean::take_bool;
    pub use super::float::take_float;
    pub use super::integer::{take_int, take_uint};
    pub use super::octets::{take_bytes, take_exactly};
    pub use super::text::{take_optional_text, take_text};
}

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value<'a> {
    /// Bytes, of any or of a fixed length.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
    /// Text that may be absent.
    OptionalText(Option<&'a str>),
    /// A truth value.
    Bool(bool),
    /// An unsigned integer.
    Uint(u64),
    /// A signed integer.
    Int(i64),
    /// A number with a fraction.
    Float(types::Float64),
    /// The entries of a group.
    Group(Group<'a>),
}

/// Which of the [`Value`]s a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// [`Value::Bytes`].
    Bytes,
    /// [`Value::Text`].
    Text,
    /// [`Value::OptionalText`].
    OptionalText,
    /// [`Value::Bool`].
    Bool,
    /// [`Value::Uint`].
    Uint,
    /// [`Value::Int`].
    Int,
    /// [`Value::Float`].
    Float,
    /// [`Value::Group`], whose entries have these fields.
    Group(&'static [Field]),
}

/// What logs are told of a value, which is less than what it is.
pub(super) enum Shown<'a> {
    Bytes(&'a [u8]),
    Text(&'a str),
    OptionalText(Option<&'a str>),
    Bool(bool),
    /// One word, as `Debug` writes it; where data has no such value, it is text.
    Word(&'a dyn fmt::Debug),
    Group(Group<'a>),
}

impl Value<'_> {
    pub(super) fn shown(&self) -> Shown<'_> {
        match self {
            Self::Bytes(bytes) => Shown::Bytes(bytes),
            Self::Text(text) => Shown::Text(text),
            Self::OptionalText(text) => Shown::OptionalText(*text),
            Self::Bool(value) => Shown::Bool(*value),
            Self::Uint(number) => Shown::Word(number),
            Self::Int(number) => Shown::Word(number),
            Self::Float(number) => Shown::Word(number),
            Self::Group(group) => Shown::Group(*group),
        }
    }
}
