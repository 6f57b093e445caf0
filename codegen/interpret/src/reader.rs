//! A place in the input. It only ever moves forward, and never past the end.

use lonelypsp_schema::Width;

use crate::error::{DecodeError, Fault, Kind, bytes};

/// A value as it was cut out of the input.
#[derive(Clone, Copy)]
pub(crate) struct Raw<'i> {
    pub(crate) offset: usize,
    pub(crate) bytes: &'i [u8],
}

/// Reads from the front of a slice.
pub(crate) struct Reader<'i> {
    input: &'i [u8],
    at: usize,
}

impl<'i> Reader<'i> {
    pub(crate) const fn new(input: &'i [u8]) -> Self {
        Self { input, at: 0 }
    }

    /// Where the next read begins.
    pub(crate) const fn position(&self) -> usize {
        self.at
    }

    /// How many bytes are left.
    pub(crate) const fn left(&self) -> usize {
        self.input.len().saturating_sub(self.at)
    }

    /// So many bytes, or none of them if there are not as many.
    pub(crate) fn take(&mut self, length: usize) -> Option<&'i [u8]> {
        let taken = self.input.get(self.at..)?.get(..length)?;
        self.at += length;
        Some(taken)
    }

    /// A big-endian 16-bit number.
    pub(crate) fn u16(&mut self) -> Option<u16> {
        let &[high, low] = self.take(2)? else { return None };
        Some(u16::from_be_bytes([high, low]))
    }

    /// A big-endian number of that width.
    pub(crate) fn number(&mut self, width: Width) -> Option<u64> {
        let bytes = self.take(width.bytes().into())?;
        Some(number_in(bytes))
    }

    /// Whether what is left begins with these bytes.
    pub(crate) fn continues_with(&self, bytes: &[u8]) -> bool {
        self.input.get(self.at..).is_some_and(|left| left.starts_with(bytes))
    }

    /// Everything that is left.
    pub(crate) fn rest(&mut self) -> &'i [u8] {
        self.take(self.left()).unwrap_or_default()
    }
}

/// A big-endian number of at most eight bytes; of more, the last eight.
pub(crate) fn number_in(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// That fewer bytes are left than a read needs.
pub(crate) fn truncated(
    offset: usize,
    needed: u64,
    left: usize,
    at: Option<&str>,
    what: &str,
) -> DecodeError {
    let expected =
        format!("{} for {what}", if needed == 1 { "1 byte".to_owned() } else { format!("{needed} bytes") });
    Fault::new(Kind::Truncated, expected, bytes(left)).read(at, offset)
}
