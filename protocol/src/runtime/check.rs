//! One function per check of the wire plan: from a value as it stands on the wire to what it means.
#![allow(clippy::inline_always, reason = "each is a few instructions in the straight line through a message")]

use super::ascii::utf8;
use super::digest::sha512;
use super::error::{ErrorKind, Header};
use super::fault::Fault;
use super::reader::Reader;
use super::value::{Value, present};

/// Bytes of any length.
///
/// # Errors
/// If the header is missing.
#[inline(always)]
pub fn bytes<'a, E: Fault>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<&'a [u8], E> {
    present(value, header, reader)
}

/// Bytes of at most this length.
///
/// # Errors
/// If the header is missing or its value longer.
#[inline(always)]
pub fn bytes_at_most<'a, E: Fault>(
    max: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<&'a [u8], E> {
    let value = present(value, header, reader)?;
    if value.len() > max { Err(reader.fail(ErrorKind::TooLong, header, value)) } else { Ok(value) }
}

/// Bytes of exactly this length.
///
/// # Errors
/// If the header is missing or its value has another length.
#[inline(always)]
pub fn bytes_exactly<'a, const N: usize, E: Fault>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<&'a [u8; N], E> {
    let value = present(value, header, reader)?;
    value.try_into().map_err(|_| reader.fail(ErrorKind::WrongLength, header, value))
}

/// Text.
///
/// # Errors
/// If the header is missing or its value not UTF-8.
#[inline(always)]
pub fn text<'a, E: Fault>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<&'a str, E> {
    let value = present(value, header, reader)?;
    utf8(value).ok_or_else(|| reader.fail(ErrorKind::NotUtf8, header, value))
}

/// Text of at most so many bytes.
///
/// # Errors
/// If the header is missing, or its value longer or not UTF-8.
#[inline(always)]
pub fn text_at_most<'a, E: Fault>(
    max: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<&'a str, E> {
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
#[inline(always)]
pub fn boolean<'a, E: Fault>(
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<bool, E> {
    Ok(present(value, header, reader)? == [1])
}

/// An unsigned integer of at most so many bytes; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
#[inline(always)]
pub fn uint<'a, E: Fault>(
    max_bytes: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<u64, E> {
    let value = present(value, header, reader)?;
    number(value, max_bytes).ok_or_else(|| reader.fail(ErrorKind::TooLong, header, value))
}

/// A big-endian number of at most so many bytes, which are at most eight. Short ones come first, since they are usual;
/// longer ones are put together from their first and their last bytes, which agree where they overlap.
#[inline(always)]
fn number(value: &[u8], max_bytes: usize) -> Option<u64> {
    if value.len() > max_bytes {
        return None;
    }
    match *value {
        [] => return Some(0),
        [a] => return Some(u64::from(a)),
        [a, b] => return Some(u64::from(u16::from_be_bytes([a, b]))),
        [a, b, c] => return Some(u64::from(u32::from_be_bytes([0, a, b, c]))),
        _ => {}
    }
    let (first, last) = (value.first_chunk()?, value.last_chunk()?);
    let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
    Some(u64::from(first) << (8 * (value.len().min(8) - 4)) | u64::from(last))
}

/// An unsigned integer that has a default where the header is absent.
///
/// # Errors
/// If the header's value is longer than so many bytes.
#[inline(always)]
pub fn uint_or<'a, E: Fault>(
    default: u64,
    max_bytes: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<u64, E> {
    match value.get() {
        Some(value) => uint(max_bytes, value, header, reader),
        None => Ok(default),
    }
}

/// A two's complement integer of at most so many bytes, sign-extended from those present; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
#[inline(always)]
pub fn int<'a, E: Fault>(
    max_bytes: usize,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<i64, E> {
    let value = bytes_at_most(max_bytes, value, header, reader)?;
    let sign = if value.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    Ok(value.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte)))
}

/// That a declared length is the body's.
///
/// # Errors
/// [`ErrorKind::LengthMismatch`].
#[inline(always)]
pub fn body_length<'a, E: Fault>(
    declared: u64,
    body: &[u8],
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<(), E> {
    same(declared, body.len() as u64, value, header, reader)
}

/// That two numbers agree.
///
/// # Errors
/// [`ErrorKind::LengthMismatch`].
#[inline(always)]
pub fn same<'a, E: Fault>(
    number: u64,
    other: u64,
    value: impl Value<'a>,
    header: &'static Header,
    reader: &Reader<'a, E>,
) -> Result<(), E> {
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
pub fn body_digest<E: Fault>(
    declared: &[u8; 64],
    body: &[u8],
    header: &'static Header,
    reader: &Reader<'_, E>,
) -> Result<(), E> {
    if sha512(body) == *declared { Ok(()) } else { Err(reader.fail(ErrorKind::DigestMismatch, header, declared)) }
}
