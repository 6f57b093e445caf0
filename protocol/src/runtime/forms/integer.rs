//! Integers, with and without a sign.
#![allow(clippy::inline_always, reason = "as in `fast.rs`")]

use core::num::NonZero;

use super::super::check::bytes;
use super::super::error::{DecodeError, EncodeError, ErrorKind};
use super::super::fast::Fast;
use super::super::field::{AsWire, Field, Kind, Rejected, kinds};
use super::super::key::Key;
use super::super::number;
use super::super::place::Place;
use super::super::reader::Reader;
use super::super::reflect::Value;
use super::super::writer::out_of_range;

kinds! {
    /// An unsigned integer of at most so many bytes: `u8`, `u16`, `u32`, `u64`, and `NonZero` of those, if they hold as many.
    Uint<const BYTES: u8> = u64;
    /// A signed integer of at most so many bytes: `i8`, `i16`, `i32`, `i64`, if they hold as many.
    Int<const BYTES: u8> = i64;
}

/// Integers beside the widths in bytes that they hold. What a header holds always fits; what a wider type holds beyond
/// that is refused by the check of limits.
macro_rules! integers {
    ($kind:ident $wire:ident; $($ty:ident: $($bytes:literal)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<'a> Field<'a, $kind<$bytes>> for $ty {
            #[inline]
            fn from_wire(value: $wire) -> Result<Self, Rejected> {
                <$ty>::try_from(value).map_err(|_| Rejected)
            }

            #[inline]
            fn to_wire(&self) -> $wire {
                $wire::from(*self)
            }
        }
    )*)*};
}

integers! {
    Uint u64;
    u8: 1;
    u16: 1 2;
    u32: 1 2 3 4;
    u64: 1 2 3 4 5 6 7 8;
}

integers! {
    Int i64;
    i8: 1;
    i16: 1 2;
    i32: 1 2 3 4;
    i64: 1 2 3 4 5 6 7 8;
}

/// Integers without zero: a field that has one refuses zero when it is decoded.
macro_rules! nonzero {
    ($($ty:ty: $($bytes:literal)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl<'a> Field<'a, Uint<$bytes>> for NonZero<$ty> {
            #[inline]
            fn from_wire(value: u64) -> Result<Self, Rejected> {
                <$ty>::try_from(value).ok().and_then(Self::new).ok_or(Rejected)
            }

            #[inline]
            fn to_wire(&self) -> u64 {
                u64::from(self.get())
            }
        }
    )*)*};
}

nonzero! {
    u8: 1;
    u16: 1 2;
    u32: 1 2 3 4;
    u64: 1 2 3 4 5 6 7 8;
}

#[diagnostic::do_not_recommend]
impl<const BYTES: u8> AsWire<Uint<BYTES>> for u64 {
    #[inline]
    fn as_wire(&self) -> u64 {
        *self
    }
}

#[diagnostic::do_not_recommend]
impl<const BYTES: u8> AsWire<Int<BYTES>> for i64 {
    #[inline]
    fn as_wire(&self) -> i64 {
        *self
    }
}

/// Takes an unsigned integer.
///
/// # Errors
/// [`ErrorKind::OutOfRange`] if it does not fit, [`ErrorKind::BadValue`] for a value of another kind.
pub fn take_uint<T: TryFrom<u64>>(value: Value<'_>, place: &'static Place) -> Result<T, EncodeError> {
    let error = |kind| EncodeError::new(kind, Some(place));
    match value {
        Value::Uint(number) => T::try_from(number).map_err(|_| out_of_range(Some(number), place)),
        _ => Err(error(ErrorKind::BadValue)),
    }
}

/// Takes a signed integer.
///
/// # Errors
/// [`ErrorKind::OutOfRange`] if it does not fit, [`ErrorKind::BadValue`] for a value of another kind.
pub fn take_int<T: TryFrom<i64>>(value: Value<'_>, place: &'static Place) -> Result<T, EncodeError> {
    let error = |kind| EncodeError::new(kind, Some(place));
    match value {
        Value::Int(number) => T::try_from(number).map_err(|_| out_of_range(number.try_into().ok(), place)),
        _ => Err(error(ErrorKind::BadValue)),
    }
}

impl From<u64> for Key<'_> {
    #[inline]
    fn from(value: u64) -> Self {
        Self::Uint(value)
    }
}

impl From<i64> for Key<'_> {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

/// An unsigned integer of at most so many bytes; none at all is zero.
///
/// # Errors
/// If the header is missing or its value longer.
pub fn uint<'a>(
    max_bytes: usize,
    value: Option<&'a [u8]>,
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
    value: Option<&'a [u8]>,
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
    value: Option<&'a [u8]>,
    place: &'static Place,
    reader: &Reader<'a>,
) -> Result<i64, DecodeError> {
    let value = bytes(value, place, reader)?;
    number::signed(value, max_bytes).ok_or_else(|| reader.fail(ErrorKind::TooLong, place, value))
}

impl<const EXPANDED: bool> Fast<'_, EXPANDED> {
    /// The next value, an unsigned integer of at most so many bytes.
    #[inline(always)]
    pub fn uint<const N: usize>(&mut self, name: &[u8; N], max_bytes: usize) -> Option<u64> {
        number::unsigned(self.bytes(name)?, max_bytes)
    }

    /// The next value, a signed integer of at most so many bytes.
    #[inline(always)]
    pub fn int<const N: usize>(&mut self, name: &[u8; N], max_bytes: usize) -> Option<i64> {
        number::signed(self.bytes(name)?, max_bytes)
    }
}
