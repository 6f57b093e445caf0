//! The four bytes before every header block: flags, then type code.

use super::error::{DecodeError, ErrorKind};
use super::fault::Fault as _;
use super::reader::Reader;

/// Splits a message into flags, type code and what follows.
///
/// # Errors
/// [`ErrorKind::Truncated`].
#[inline]
pub fn split_prefix(input: &[u8]) -> Result<(u16, u16, Reader<'_, DecodeError>), DecodeError> {
    match input.split_first_chunk::<4>() {
        Some(([f0, f1, t0, t1], rest)) => {
            Ok((u16::from_be_bytes([*f0, *f1]), u16::from_be_bytes([*t0, *t1]), Reader::new(input, rest)))
        }
        None => Err(DecodeError::new(ErrorKind::Truncated, None, || if input.len() < 2 { 0 } else { 2 })),
    }
}

/// Splits a message that must have this type code.
///
/// # Errors
/// [`ErrorKind::Truncated`], [`ErrorKind::UnknownType`], or [`ErrorKind::UnexpectedType`] if the code is that of
/// another message.
#[inline]
pub fn open(
    input: &[u8],
    code: u16,
    is_known: fn(u16) -> bool,
) -> Result<(u16, Reader<'_, DecodeError>), DecodeError> {
    let (flags, found, reader) = split_prefix(input)?;
    if found == code { Ok((flags, reader)) } else { Err(other_type(found, is_known)) }
}

#[cold]
#[inline(never)]
fn other_type(found: u16, is_known: fn(u16) -> bool) -> DecodeError {
    let kind = if is_known(found) { ErrorKind::UnexpectedType } else { ErrorKind::UnknownType };
    DecodeError::at_offset(kind, None, 2)
}

/// The error that a type code belongs to no message.
#[cold]
pub fn unknown_type() -> DecodeError {
    DecodeError::at_offset(ErrorKind::UnknownType, None, 2)
}
