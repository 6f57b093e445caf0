//! Messages without knowing their types: names, kinds and values of fields, for loggers, converters and test tools.

use core::fmt;

pub use super::group::{Build, Entries, Entry, Group, take_entries};

use super::error::{EncodeError, ErrorKind};
use super::float::Float64;
use super::found::Found;
use super::place::Place;
use super::writer::out_of_range;

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
    Float(Float64),
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

/// A field of a message shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name in the schema.
    pub name: &'static str,
    /// What carries it: a header by its name on the wire, anything else by its field's, or `body`.
    pub at: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// The exact length in bytes, where it is fixed.
    pub length: Option<usize>,
    /// Whether it must not be shown to people.
    pub secret: bool,
}

/// A shape that a message can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The message's name in the schema.
    pub message: &'static str,
    /// The variant's name in the schema, if the message has several shapes.
    pub variant: Option<&'static str>,
    /// Whether its values lie one after another without names, so that there are no two modes of writing it.
    pub is_sequence: bool,
    /// The flags of the prefix that the protocol names, but for the one that selects the header mode.
    pub flags: &'static [Flag],
    /// The fields: flags, values in wire order, the body.
    pub fields: &'static [Field],
}

/// A flag of the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flag {
    /// Its name in the schema.
    pub name: &'static str,
    /// Whether it is always set or never, if the shape fixes it; otherwise a field of the same name says it.
    pub always: Option<bool>,
}

/// A value whose fields can be visited.
pub trait Reflect {
    /// The shape that it has.
    fn shape(&self) -> &'static Shape;

    /// Calls `visit` with each field, in their order. Secret values are given too.
    fn visit(&self, visit: &mut dyn FnMut(&'static Field, Value<'_>));
}

/// Shows bytes as a byte string, so that a topic can be read: `b"foo/bar"`.
pub(super) struct ByteString<'a>(pub(super) &'a [u8]);

impl fmt::Debug for ByteString<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

macro_rules! take {
    ($(#[$doc:meta] $name:ident = $variant:ident: $ty:ty;)*) => {$(
        #[$doc]
        ///
        /// # Errors
        /// [`ErrorKind::BadValue`] for a value of another kind.
        #[allow(clippy::needless_lifetimes, clippy::elidable_lifetime_names, reason = "some of these borrow and some do not")]
        pub fn $name<'a>(value: Value<'a>, place: &'static Place) -> Result<$ty, EncodeError> {
            match value {
                Value::$variant(value) => Ok(value),
                _ => Err(EncodeError::new(ErrorKind::BadValue, Some(place))),
            }
        }
    )*};
}

take! {
    /// Takes bytes.
    take_bytes = Bytes: &'a [u8];
    /// Takes text.
    take_text = Text: &'a str;
    /// Takes text that may be absent.
    take_optional_text = OptionalText: Option<&'a str>;
    /// Takes a truth value.
    take_bool = Bool: bool;
    /// Takes a number with a fraction.
    take_float = Float: Float64;
}

/// Takes bytes of an exact length.
///
/// # Errors
/// [`ErrorKind::WrongLength`], or [`ErrorKind::BadValue`] for a value of another kind.
pub fn take_exactly<'a, const N: usize>(
    value: Value<'a>,
    place: &'static Place,
) -> Result<&'a [u8; N], EncodeError> {
    let bytes = take_bytes(value, place)?;
    let wrong =
        || EncodeError::new(ErrorKind::WrongLength, Some(place)).with(Found::number(bytes.len() as u64));
    bytes.try_into().map_err(|_| wrong())
}

/// Takes an unsigned integer.
///
/// # Errors
/// [`ErrorKind::OutOfRange`] if it does not fit, [`ErrorKind::BadValue`] for a value of another kind.
pub fn take_uint<T: TryFrom<u64>>(value: Value<'_>, place: &'static Place) -> Result<T, EncodeError> {
    let error = |kind| EncodeError::new(kind, Some(place));
    match value {
        Value::Uint(number) => T::try_from(number).map_err(|_| out_of_range(Some(number), place)),
        _ => Err(error(ErrorKind::BadValue)),
    }
}

/// Takes a signed integer.
///
/// # Errors
/// [`ErrorKind::OutOfRange`] if it does not fit, [`ErrorKind::BadValue`] for a value of another kind.
pub fn take_int<T: TryFrom<i64>>(value: Value<'_>, place: &'static Place) -> Result<T, EncodeError> {
    let error = |kind| EncodeError::new(kind, Some(place));
    match value {
        Value::Int(number) => T::try_from(number).map_err(|_| out_of_range(number.try_into().ok(), place)),
        _ => Err(error(ErrorKind::BadValue)),
    }
}
