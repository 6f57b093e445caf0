//! One function per check of the wire plan: from a value as it stands on the wire to what it means, or to what is wrong
//! with it and where.

use super::ascii::utf8;
use super::codec::{BodyHash, hash_of};
use super::error::{DecodeError, ErrorKind};
use super::found::Found;
use super::number;
use super::place::Place;
use super::reader::Reader;

/// A value before it is checked; an expanded block may lack it.
type Value<'a> = Option<&'a [u8]>;

/// Bytes of any length.
///
/// # Errors
/// If the header is missing.
pub fn bytes<'a>(
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a [u8], DecodeError> {
    value.ok_or_else(|| reader.missing(place))
}

/// Bytes of at most this length.
///
/// # Errors
/// If the header is missing or its value longer.
pub fn bytes_at_most<'a>(
    max: usize,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a [u8], DecodeError> {
    let value = bytes(value, place, reader)?;
    if value.len() > max { Err(reader.fail(ErrorKind::TooLong, place, value)) } else { Ok(value) }
}

/// Bytes of exactly this length.
///
/// # Errors
/// If the header is missing or its value has another length.
pub fn bytes_exactly<'a, const N: usize>(
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a [u8; N], DecodeError> {
    let value = bytes(value, place, reader)?;
    value.try_into().map_err(|_| reader.fail(ErrorKind::WrongLength, place, value))
}

/// Text.
///
/// # Errors
/// If the header is missing or its value not UTF-8.
pub fn text<'a>(
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a str, DecodeError> {
    let value = bytes(value, place, reader)?;
    utf8(value).ok_or_else(|| reader.fail(ErrorKind::NotUtf8, place, value))
}

/// Text of at most so many bytes.
///
/// # Errors
/// If the header is missing, or its value longer or not UTF-8.
pub fn text_at_most<'a>(
    max: usize,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<&'a str, DecodeError> {
    bytes_at_most(max, value, place, reader)?;
    text(value, place, reader)
}

/// Text whose empty spelling means that it is absent.
///
/// # Errors
/// As [`text`].
pub fn optional_text<'a>(
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<Option<&'a str>, DecodeError> {
    Ok(Some(text(value, place, reader)?).filter(|text| !text.is_empty()))
}

/// Text of at most so many bytes whose empty spelling means that it is absent.
///
/// # Errors
/// As [`text_at_most`].
pub fn optional_text_at_most<'a>(
    max: usize,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<Option<&'a str>, DecodeError> {
    bytes_at_most(max, value, place, reader)?;
    optional_text(value, place, reader)
}

/// True exactly for the one byte `01`.
///
/// # Errors
/// If the header is missing.
pub fn boolean<'a>(
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<bool, DecodeError> {
    Ok(bytes(value, place, reader)? == [1])
}

/// An unsigned integer of at most so many bytes; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
pub fn uint<'a>(
    max_bytes: usize,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<u64, DecodeError> {
    let value = bytes(value, place, reader)?;
    number::unsigned(value, max_bytes).ok_or_else(|| reader.fail(ErrorKind::TooLong, place, value))
}

/// An unsigned integer that has a default where the header is absent.
///
/// # Errors
/// If the header's value is longer than so many bytes.
pub fn uint_or<'a>(
    default: u64,
    max_bytes: usize,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<u64, DecodeError> {
    if value.is_none() { Ok(default) } else { uint(max_bytes, value, place, reader) }
}

/// A two's complement integer of at most so many bytes, sign-extended from those present; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
pub fn int<'a>(
    max_bytes: usize,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<i64, DecodeError> {
    let value = bytes(value, place, reader)?;
    number::signed(value, max_bytes).ok_or_else(|| reader.fail(ErrorKind::TooLong, place, value))
}

/// That two numbers agree: a declared length and the body's, or two headers.
///
/// # Errors
/// [`ErrorKind::LengthMismatch`].
pub fn same<'a>(
    number: u64,
    other: u64,
    value: Value<'a>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<(), DecodeError> {
    if number == other {
        return Ok(());
    }
    // A number that was not there is a default, which stands where the block ends.
    let found = if place.secret { Found::NOTHING } else { Found::number(number) };
    Err(reader.fail_at(ErrorKind::LengthMismatch, place, value).with(found))
}

/// That a declared digest is the body's SHA-512.
///
/// # Errors
/// [`ErrorKind::DigestMismatch`].
pub fn body_digest(
    declared: &[u8; 64],
    body: &[u8],
    place: &'static Place,
    reader: &Reader<'_>,
    hash: &mut BodyHash,
) -> Result<(), DecodeError> {
    if hash_of(body, hash) == *declared {
        Ok(())
    } else {
        Err(reader.fail(ErrorKind::DigestMismatch, place, declared))
    }
}
