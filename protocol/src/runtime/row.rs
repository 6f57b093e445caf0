//! Writes values one after another, without names, into whatever takes bytes.
#![allow(clippy::inline_always, reason = "as in `writer`")]

use super::Vec;
use super::error::{EncodeError, ErrorKind};
use super::key::Key;
use super::place::Place;
use super::sink::Sink;
use super::writer::{other_variant, too_long, uint_len};

/// Writes one sequence. Where a length stands before a value, `WIDTH` is how many bytes it has; 0 stands for none.
#[derive(Clone, Debug)]
pub struct Row<S> {
    sink: S,
}

impl<S: Sink> Row<S> {
    /// Begins a message with its prefix.
    #[inline(always)]
    pub fn new(mut sink: S, prefix: &[u8; 4]) -> Self {
        sink.array(prefix);
        Self { sink }
    }

    /// Begins a message with its prefix and these flags beside those in it.
    #[inline(always)]
    pub fn with_flags(mut sink: S, prefix: &[u8; 4], flags: u16) -> Self {
        let [high, low, code @ ..] = *prefix;
        sink.array(&(u16::from_be_bytes([high, low]) | flags).to_be_bytes());
        sink.array(&code);
        Self { sink }
    }

    /// Begins a message that has no prefix, or goes on with entries.
    #[inline(always)]
    pub fn bare(sink: S) -> Self {
        Self { sink }
    }

    /// What it was written into.
    #[inline]
    pub fn into_sink(self) -> S {
        self.sink
    }

    /// Writes the low bytes of a number.
    #[inline(always)]
    pub fn number<const WIDTH: usize>(&mut self, number: u64) {
        if let Some(low) = number.to_be_bytes().last_chunk::<WIDTH>() {
            self.sink.array(low);
        }
    }

    /// Writes bytes that are always the same.
    #[inline(always)]
    pub fn literal<const N: usize>(&mut self, bytes: &[u8; N]) {
        self.sink.array(bytes);
    }

    /// Writes bytes; that their length fits was checked before.
    #[inline(always)]
    pub fn bytes<const WIDTH: usize>(&mut self, value: &[u8]) {
        self.number::<WIDTH>(value.len() as u64);
        self.sink.slice(value);
    }

    /// Writes bytes whose number is fixed.
    #[inline(always)]
    pub fn array<const WIDTH: usize, const N: usize>(&mut self, value: &[u8; N]) {
        self.number::<WIDTH>(N as u64);
        self.sink.array(value);
    }

    /// Writes a truth value.
    #[inline(always)]
    pub fn boolean<const WIDTH: usize>(&mut self, value: bool) {
        self.array::<WIDTH, 1>(&[u8::from(value)]);
    }

    /// Writes an unsigned integer in as few bytes as it needs; zero needs none.
    #[inline(always)]
    pub fn uint<const WIDTH: usize>(&mut self, value: u64) {
        let length = uint_len(value);
        self.number::<WIDTH>(length as u64);
        self.sink.number(value, length);
    }

    /// Writes the low bytes of an integer, `N` of them.
    #[inline(always)]
    pub fn fixed<const WIDTH: usize, const N: usize>(&mut self, value: u64) {
        if let Some(low) = value.to_be_bytes().last_chunk::<N>() {
            self.array::<WIDTH, N>(low);
        }
    }
}

/// That a value fits its limit, which may be more than memory holds.
///
/// # Errors
/// [`ErrorKind::TooLong`].
#[inline(always)]
pub fn fits_long(length: usize, max: u64, place: &'static Place) -> Result<(), EncodeError> {
    if length as u64 > max { Err(too_long(length as u64, place)) } else { Ok(()) }
}

/// That an entry of a sorted group is greater than the one before.
///
/// # Errors
/// [`ErrorKind::Unsorted`].
#[inline]
pub fn ascends<'w>(
    key: impl Into<Key<'w>>,
    before: &mut Key<'w>,
    place: &'static Place,
) -> Result<(), EncodeError> {
    if key.into().follows(before) { Ok(()) } else { Err(EncodeError::new(ErrorKind::Unsorted, Some(place))) }
}

/// That values are not those by which a reader would recognise another variant.
///
/// # Errors
/// [`ErrorKind::OutOfRange`].
#[inline(always)]
pub fn is_this_variant(is_other: bool, place: &'static Place) -> Result<(), EncodeError> {
    if is_other { Err(other_variant(place)) } else { Ok(()) }
}

/// That bits which no flag names are none of those that a flag names.
///
/// # Errors
/// [`ErrorKind::OutOfRange`].
#[inline(always)]
pub fn unnamed_flags(flags: u64, known: u16) -> Result<(), EncodeError> {
    if flags & u64::from(known) == 0 && u16::try_from(flags).is_ok() {
        Ok(())
    } else {
        Err(EncodeError::new(ErrorKind::OutOfRange, Some(&UNKNOWN_FLAGS)))
    }
}

/// What errors say about the bits of the prefix that no flag names.
pub static UNKNOWN_FLAGS: Place = Place::new("unknown_flags", "bits of the 16 flags that no flag names");

impl Row<Vec<u8>> {
    /// What was written so far.
    #[inline]
    pub fn written(&self) -> &[u8] {
        &self.sink
    }

    /// Takes away what was written behind so many bytes.
    #[inline]
    pub fn truncate(&mut self, length: usize) {
        self.sink.truncate(length);
    }
}
