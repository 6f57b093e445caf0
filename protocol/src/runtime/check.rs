//! One function per check of the wire plan: from a value as it stands on the wire to what it means.

use super::ascii::utf8;
use super::digest::sha512;
use super::error::{DecodeError, ErrorKind, Header};
use super::reader::Reader;
use super::value::Value;

/// Bytes of any length.
///
/// # Errors
/// If the header is missing.
#[inline]
pub fn bytes<'a>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<&'a [u8], DecodeError> {
    value.present(header, reader)
}

/// Bytes of at most this length.
///
/// # Errors
/// If the header is missing or its value longer.
#[inline]
pub fn bytes_at_most<'a>(
    max: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<&'a [u8], DecodeError> {
    let value = value.present(header, reader)?;
    if value.len() > max { Err(reader.fail(ErrorKind::TooLong, header, value)) } else { Ok(value) }
}

/// Bytes of exactly this length.
///
/// # Errors
/// If the header is missing or its value has another length.
#[inline]
pub fn bytes_exactly<'a, const N: usize>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<&'a [u8; N], DecodeError> {
    let value = value.present(header, reader)?;
    value.try_into().map_err(|_| reader.fail(ErrorKind::WrongLength, header, value))
}

/// Text.
///
/// # Errors
/// If the header is missing or its value not UTF-8.
#[inline]
pub fn text<'a>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<&'a str, DecodeError> {
    let value = value.present(header, reader)?;
    utf8(value).ok_or_else(|| reader.fail(ErrorKind::NotUtf8, header, value))
}

/// Text of at most so many bytes.
///
/// # Errors
/// If the header is missing, or its value longer or not UTF-8.
#[inline]
pub fn text_at_most<'a>(
    max: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<&'a str, DecodeError> {
    text(bytes_at_most(max, value, header, reader)?, header, reader)
}

/// Text whose empty spelling means that it is absent.
#[inline]
pub fn optional_text(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// True exactly for the one byte `01`.
///
/// # Errors
/// If the header is missing.
#[inline]
pub fn boolean<'a>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<bool, DecodeError> {
    Ok(value.present(header, reader)? == [1])
}

/// An unsigned integer of at most so many bytes; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
#[inline]
pub fn uint<'a>(
    max_bytes: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<u64, DecodeError> {
    let value = bytes_at_most(max_bytes, value, header, reader)?;
    Ok(value.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// An unsigned integer that has a default where the header is absent.
///
/// # Errors
/// If the header's value is longer than so many bytes.
#[inline]
pub fn uint_or<'a>(
    default: u64,
    max_bytes: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<u64, DecodeError> {
    match value.get() {
        Some(value) => uint(max_bytes, value, header, reader),
        None => Ok(default),
    }
}

/// A two's complement integer of at most so many bytes, sign-extended from those present; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
#[inline]
pub fn int<'a>(
    max_bytes: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<i64, DecodeError> {
    let value = bytes_at_most(max_bytes, value, header, reader)?;
    let sign = if value.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    Ok(value.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte)))
}

/// That a declared length is the body's.
///
/// # Errors
/// [`ErrorKind::LengthMismatch`].
#[inline]
pub fn body_length<'a>(
    declared: u64,
    body: &[u8],
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<(), DecodeError> {
    same(declared, body.len() as u64, value, header, reader)
}

/// That two numbers agree.
///
/// # Errors
/// [`ErrorKind::LengthMismatch`].
#[inline]
pub fn same<'a>(
    number: u64,
    other: u64,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a>,
) -> Result<(), DecodeError> {
    if number == other {
        return Ok(());
    }
    Err(reader.fail(ErrorKind::LengthMismatch, header, value.get().unwrap_or_default()))
}

/// That a declared digest is the body's SHA-512.
///
/// # Errors
/// [`ErrorKind::DigestMismatch`].
#[inline]
pub fn body_digest(
    declared: &[u8; 64],
    body: &[u8],
    header: &'static Header,
    reader: &Reader<'_>,
) -> Result<(), DecodeError> {
    if sha512(body) == *declared { Ok(()) } else { Err(reader.fail(ErrorKind::DigestMismatch, header, declared)) }
}
