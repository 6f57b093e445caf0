//! Puts values into a buffer, with or without their names.

use bytes::BufMut;

use super::error::{EncodeError, ErrorKind, Header};

/// Writes one header block; each header's name is given with its 16-bit length before it.
pub struct Writer<'a, B, const EXPANDED: bool> {
    buffer: &'a mut B,
}

impl<'a, B: BufMut, const EXPANDED: bool> Writer<'a, B, EXPANDED> {
    /// Begins a message with its prefix; an expanded block's count follows it at once.
    #[inline]
    pub fn new(buffer: &'a mut B, minimal: [u8; 4], expanded: [u8; 6]) -> Self {
        if EXPANDED {
            buffer.put_slice(&expanded);
        } else {
            buffer.put_slice(&minimal);
        }
        Self { buffer }
    }

    /// Writes bytes. Longer than 65535 they were refused before.
    #[inline]
    pub fn bytes<const N: usize>(&mut self, name: &[u8; N], value: &[u8]) {
        self.name(name);
        #[expect(clippy::cast_possible_truncation, reason = "the length was checked before anything was written")]
        self.buffer.put_slice(&(value.len() as u16).to_be_bytes());
        self.buffer.put_slice(value);
    }

    /// Writes so many bytes.
    #[inline]
    pub fn exactly<const N: usize, const M: usize>(&mut self, name: &[u8; N], value: &[u8; M]) {
        self.bytes(name, value);
    }

    /// Writes a truth value.
    #[inline]
    pub fn boolean<const N: usize>(&mut self, name: &[u8; N], value: bool) {
        self.name(name);
        self.buffer.put_slice(&[0, 1, u8::from(value)]);
    }

    /// Writes an unsigned integer in as few bytes as it needs, but at least so many; zero may need none.
    #[inline]
    pub fn uint<const N: usize>(&mut self, name: &[u8; N], value: u64, at_least: usize) {
        self.name(name);
        let length = uint_len(value).max(at_least);
        let bytes = value.to_be_bytes();
        #[expect(clippy::cast_possible_truncation, reason = "an integer has at most 8 bytes")]
        self.buffer.put_slice(&[0, length as u8]);
        self.buffer.put_slice(bytes.get(8 - length.min(8)..).unwrap_or_default());
    }

    /// Writes the low bytes of an integer: all of a header whose width is fixed.
    #[inline]
    pub fn fixed<const N: usize, const M: usize>(&mut self, name: &[u8; N], value: u64) {
        let bytes = value.to_be_bytes();
        self.bytes(name, bytes.last_chunk::<M>().map_or(&bytes[..], |low| &low[..]));
    }

    /// Writes the body.
    #[inline]
    pub fn body(&mut self, body: &[u8]) {
        self.buffer.put_slice(body);
    }

    #[inline]
    fn name<const N: usize>(&mut self, name: &[u8; N]) {
        if EXPANDED {
            self.buffer.put_slice(name);
        }
    }
}

/// How many bytes an unsigned integer needs; zero needs none.
#[inline]
pub const fn uint_len(value: u64) -> usize {
    (u64::BITS - value.leading_zeros()).div_ceil(8) as usize
}

/// That a value fits its limit.
///
/// # Errors
/// [`ErrorKind::TooLong`].
#[inline]
pub fn fits(length: usize, max: usize, header: &'static Header) -> Result<(), EncodeError> {
    if length > max { Err(EncodeError::new(ErrorKind::TooLong, Some(header))) } else { Ok(()) }
}

/// That an integer fits its header.
///
/// # Errors
/// [`ErrorKind::OutOfRange`].
#[inline]
pub fn in_range<T: PartialOrd>(
    value: T,
    range: core::ops::RangeInclusive<T>,
    header: &'static Header,
) -> Result<(), EncodeError> {
    if range.contains(&value) { Ok(()) } else { Err(EncodeError::new(ErrorKind::OutOfRange, Some(header))) }
}

/// That an integer is not the one by which a reader would recognise another variant.
///
/// # Errors
/// [`ErrorKind::OutOfRange`].
#[inline]
pub fn is_not(value: u64, other: u64, header: &'static Header) -> Result<(), EncodeError> {
    if value == other { Err(EncodeError::new(ErrorKind::OutOfRange, Some(header))) } else { Ok(()) }
}

/// That a buffer has room for a message.
///
/// # Errors
/// [`ErrorKind::Truncated`], about no header.
#[inline]
pub fn room(buffer: &impl BufMut, length: usize) -> Result<(), EncodeError> {
    if buffer.remaining_mut() < length { Err(EncodeError::new(ErrorKind::Truncated, None)) } else { Ok(()) }
}
