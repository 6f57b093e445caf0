//! The value of a header as it was cut out of a block: certainly there, or perhaps not.

use super::error::{ErrorKind, Header};
use super::fault::Fault;
use super::reader::Reader;

/// A header's value before it is checked. Checks are written once for both implementations: with a plain slice the
/// question whether it is there costs nothing.
pub trait Value<'a>: Copy {
    /// The bytes, if the header is there.
    fn get(self) -> Option<&'a [u8]>;
}

impl<'a> Value<'a> for &'a [u8] {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "there is nothing to call")]
    fn get(self) -> Option<&'a [u8]> {
        Some(self)
    }
}

impl<'a> Value<'a> for Option<&'a [u8]> {
    #[inline]
    fn get(self) -> Self {
        self
    }
}

/// The bytes of a header that must be there.
///
/// # Errors
/// [`ErrorKind::MissingHeader`] at the end of the block.
#[inline(always)]
#[allow(clippy::inline_always, reason = "part of reading every header")]
pub(super) fn present<'a, E: Fault>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<&'a [u8], E> {
    value.get().ok_or_else(|| missing(header, reader))
}

/// The error that a header is missing from the block that was just read.
#[inline]
pub fn missing<E: Fault>(header: &'static Header, reader: &Reader<'_, E>) -> E {
    E::new(ErrorKind::MissingHeader, Some(header), || reader.position())
}
