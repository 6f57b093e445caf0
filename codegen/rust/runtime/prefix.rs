//! The four bytes before every header block: flags, then type code.

use super::error::{DecodeError, ErrorKind};
use super::found::Found;
use super::place::Place;

/// The flags and the type code of a message.
///
/// # Errors
/// [`ErrorKind::Truncated`].
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the two halves of the prefix")]
pub fn split_prefix(input: &[u8]) -> Result<(u16, u16), DecodeError> {
    let prefix = prefix(input)?;
    Ok(((prefix >> 16) as u16, prefix as u16))
}

/// Whether one of these flags is set in a message that must have this type code.
///
/// # Errors
/// [`ErrorKind::Truncated`], [`ErrorKind::UnknownType`], or [`ErrorKind::UnexpectedType`] if the code is that of
/// another message.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the first step of the fast path")]
pub fn open(input: &[u8], code: u16, flags: u16, known: &[u16]) -> Result<bool, DecodeError> {
    let prefix = prefix(input)?;
    #[expect(clippy::cast_possible_truncation, reason = "the low half of the prefix")]
    let found = prefix as u16;
    if found == code { Ok(prefix & (u32::from(flags) << 16) != 0) } else { Err(other_type(found, known)) }
}

/// Both halves of the prefix in one number.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the first step of the fast path")]
fn prefix(input: &[u8]) -> Result<u32, DecodeError> {
    match input.first_chunk::<4>() {
        Some(prefix) => Ok(u32::from_be_bytes(*prefix)),
        None => Err(DecodeError::new(ErrorKind::Truncated, None, if input.len() < 2 { 0 } else { 2 })),
    }
}

#[cold]
#[inline(never)]
fn other_type(found: u16, known: &[u16]) -> DecodeError {
    if known.contains(&found) { unexpected_type(found) } else { unknown_type(found) }
}

/// The error that a type code belongs to no message.
#[cold]
pub fn unknown_type(code: u16) -> DecodeError {
    DecodeError::new(ErrorKind::UnknownType, None, 2).with(Found::number(code.into()))
}

/// The code that messages without a prefix begin with, in so many bytes.
///
/// # Errors
/// [`ErrorKind::Truncated`].
#[inline]
pub fn leading_code<const WIDTH: usize>(input: &[u8]) -> Result<u64, DecodeError> {
    match input.first_chunk::<WIDTH>() {
        Some(code) => Ok(code.iter().fold(0, |code, byte| code << 8 | u64::from(*byte))),
        None => Err(DecodeError::new(ErrorKind::Truncated, None, 0)),
    }
}

/// The error that no message without a prefix begins with this code.
#[cold]
pub fn unknown_code(code: u64) -> DecodeError {
    DecodeError::new(ErrorKind::UnknownType, None, 0).with(Found::number(code))
}

/// The error that a type code belongs to another message than those asked for.
#[cold]
pub fn unexpected_type(code: u16) -> DecodeError {
    DecodeError::new(ErrorKind::UnexpectedType, None, 2).with(Found::number(code.into()))
}

/// That the prefix has no other flags than those that are known.
///
/// # Errors
/// [`ErrorKind::BadValue`] about nothing that has a name, at the flags.
#[inline]
pub fn only_flags(flags: u16, known: u16) -> Result<(), DecodeError> {
    if flags & !known == 0 { Ok(()) } else { Err(DecodeError::new(ErrorKind::BadValue, None, 0)) }
}

/// The error that a flag chooses another variant than the one asked for.
#[cold]
pub fn other_flags(flag: &'static Place) -> DecodeError {
    DecodeError::new(ErrorKind::UnexpectedType, Some(flag), 0)
}
