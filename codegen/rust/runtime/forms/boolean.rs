//! Truth values.
#![allow(clippy::inline_always, reason = "as in `fast.rs`")]

use super::super::check::bytes;
use super::super::error::{DecodeError, EncodeError, ErrorKind};
use super::super::fast::Fast;
use super::super::field::{AsWire, Field, Kind, Rejected, as_wire, field, kinds};
use super::super::key::Key;
use super::super::place::Place;
use super::super::reader::Reader;
use super::super::reflect::{Value, take};

kinds! {
    /// A truth value: `bool`.
    Bool = bool;
}

field! {
    [] Bool: bool, value => value, this => *this;
}

as_wire! {
    [] Bool: bool, this => *this;
}

take! {
    /// Takes a truth value.
    take_bool = Bool: bool;
}

impl From<bool> for Key<'_> {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Uint(value.into())
    }
}

/// True exactly for the one byte `01`.
///
/// # Errors
/// If the header is missing.
pub fn boolean<'a>(
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<bool, DecodeError> {
    Ok(bytes(value, place, reader)? == [1])
}

impl<const EXPANDED: bool> Fast<'_, EXPANDED> {
    /// The next value, a truth value.
    #[inline(always)]
    pub fn boolean<const N: usize>(&mut self, name: &[u8; N]) -> Option<bool> {
        self.bytes(name).map(|value| value == [1])
    }
}
