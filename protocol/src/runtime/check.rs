//! The checks of the wire plan that are about bytes, whatever these mean: what is there, how long it is, and what it has to agree
//! with. What a value means, or what is wrong with it, each file of `forms/` says for its own.

use super::codec::{BodyHash, hash_of};
use super::error::{DecodeError, ErrorKind};
use super::found::Found;
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
