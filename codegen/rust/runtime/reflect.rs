//! Messages without knowing their types: names, kinds and values of fields, for loggers, converters and test tools.

use core::fmt;

pub use super::forms::take::*;
pub use super::forms::{Kind, Value};
pub use super::group::{Build, Entries, Entry, Group, take_entries};

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

/// Functions that take values out of reflection, each of one kind.
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
pub(super) use take;
