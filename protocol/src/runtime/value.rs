//! The value of a header as it was cut out of a block: certainly there, or perhaps not.

use super::error::{DecodeError, ErrorKind, Header};
use super::reader::Reader;

/// A header's value before it is checked. Checks are written once for both implementations: with a plain slice the
/// question whether it is there costs nothing.
pub trait Value<'a>: Copy {
    /// The bytes, if the header is there.
    fn get(self) -> Option<&'a [u8]>;

    /// The bytes.
    ///
    /// # Errors
    /// [`ErrorKind::MissingHeader`] at the end of the block.
    fn present(self, header: &'static Header, reader: &Reader<'a>) -> Result<&'a [u8], DecodeError>;
}

impl<'a> Value<'a> for &'a [u8] {
    #[inline]
    fn get(self) -> Option<&'a [u8]> {
        Some(self)
    }

    #[inline]
    fn present(self, _: &'static Header, _: &Reader<'a>) -> Result<&'a [u8], DecodeError> {
        Ok(self)
    }
}

impl<'a> Value<'a> for Option<&'a [u8]> {
    #[inline]
    fn get(self) -> Self {
        self
    }

    #[inline]
    fn present(self, header: &'static Header, reader: &Reader<'a>) -> Result<&'a [u8], DecodeError> {
        self.ok_or_else(|| missing(header, reader))
    }
}

/// The error that a header is missing from the block that was just read.
#[cold]
#[inline(never)]
pub fn missing(header: &'static Header, reader: &Reader<'_>) -> DecodeError {
    DecodeError::new(ErrorKind::MissingHeader, Some(header), reader.position())
}
