//! Spells values, with or without their names, into whatever takes bytes.
#![allow(clippy::inline_always, reason = "as in `fast`: a call for each header is what costs")]

use super::error::{EncodeError, ErrorKind};
use super::found::Found;
use super::place::Place;
use super::sink::Sink;

/// Writes one header block. Names are given as for reading: with their length before them, and two more bytes in the
/// place of the value's length.
pub struct Writer<S, const EXPANDED: bool> {
    sink: S,
}

impl<S: Sink, const EXPANDED: bool> Writer<S, EXPANDED> {
    /// Begins a message with its prefix; an expanded block's count follows it at once.
    #[inline(always)]
    pub fn new(sink: S, minimal: &[u8; 4], expanded: &[u8; 6]) -> Self {
        let mut writer = Self { sink };
        if EXPANDED {
            writer.sink.array(expanded);
        } else {
            writer.sink.array(minimal);
        }
        writer
    }

    /// Begins a message with its prefix and these flags beside those in it; an expanded block's count follows at once.
    #[inline(always)]
    pub fn with_flags(sink: S, minimal: &[u8; 4], expanded: &[u8; 6], flags: u16) -> Self {
        let (mut minimal, mut expanded) = (*minimal, *expanded);
        for prefix in [&mut minimal[..], &mut expanded[..]] {
            prefix.iter_mut().zip(flags.to_be_bytes()).for_each(|(byte, flags)| *byte |= flags);
        }
        Self::new(sink, &minimal, &expanded)
    }

    /// Writes a header's name, if names are written, and the length of its value: in one piece.
    #[inline(always)]
    fn head<const N: usize>(&mut self, name: &[u8; N], length: u16) {
        let length = length.to_be_bytes();
        if EXPANDED {
            let mut head = *name;
            if let Some(room) = head.last_chunk_mut::<2>() {
                *room = length;
            }
            self.sink.array(&head);
        } else {
            self.sink.array(&length);
        }
    }

    /// Writes bytes. Longer than 65535 they were refused before.
    #[inline(always)]
    pub fn bytes<const N: usize>(&mut self, name: &[u8; N], value: &[u8]) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the length was checked before anything was written"
        )]
        self.head(name, value.len() as u16);
        self.sink.slice(value);
    }

    /// Writes bytes whose number is fixed, and so at most 65535.
    #[inline(always)]
    pub fn array<const N: usize, const M: usize>(&mut self, name: &[u8; N], value: &[u8; M]) {
        #[expect(clippy::cast_possible_truncation, reason = "the schema allows no more")]
        self.head(name, M as u16);
        self.sink.array(value);
    }

    /// Writes a truth value.
    #[inline(always)]
    pub fn boolean<const N: usize>(&mut self, name: &[u8; N], value: bool) {
        self.array(name, &[u8::from(value)]);
    }

    /// Writes an unsigned integer in as few bytes as it needs; zero needs none.
    #[inline(always)]
    pub fn uint<const N: usize>(&mut self, name: &[u8; N], value: u64) {
        let length = uint_len(value);
        #[expect(clippy::cast_possible_truncation, reason = "an integer has at most 8 bytes")]
        self.head(name, length as u16);
        self.sink.number(value, length);
    }

    /// Writes the low bytes of an integer: all of a header whose width is fixed.
    #[inline(always)]
    pub fn fixed<const N: usize, const M: usize>(&mut self, name: &[u8; N], value: u64) {
        let bytes = value.to_be_bytes();
        if let Some(low) = bytes.last_chunk::<M>() {
            self.array(name, low);
        }
    }
}

/// How many bytes an unsigned integer needs; zero needs none.
#[inline(always)]
pub const fn uint_len(value: u64) -> usize {
    8 - value.leading_zeros() as usize / 8
}

/// That a value fits its limit.
///
/// # Errors
/// [`ErrorKind::TooLong`].
#[inline(always)]
pub fn fits(length: usize, max: usize, place: &'static Place) -> Result<(), EncodeError> {
    if length > max { Err(too_long(length as u64, place)) } else { Ok(()) }
}

#[cold]
pub(super) fn too_long(length: u64, place: &'static Place) -> EncodeError {
    EncodeError::new(ErrorKind::TooLong, Some(place)).with(Found::number(length))
}

/// That an integer fits its header.
///
/// # Errors
/// [`ErrorKind::OutOfRange`].
#[inline(always)]
pub fn in_range<T: PartialOrd + Copy + TryInto<u64>>(
    value: T,
    range: core::ops::RangeInclusive<T>,
    place: &'static Place,
) -> Result<(), EncodeError> {
    if range.contains(&value) { Ok(()) } else { Err(out_of_range(value.try_into().ok(), place)) }
}

/// That an integer is not the one by which a reader would recognise another variant.
///
/// # Errors
/// [`ErrorKind::OutOfRange`].
#[inline(always)]
pub fn is_not(value: u64, other: u64, place: &'static Place) -> Result<(), EncodeError> {
    if value == other { Err(other_variant(place)) } else { Ok(()) }
}

#[cold]
pub(super) fn out_of_range(number: Option<u64>, place: &'static Place) -> EncodeError {
    let found = number.filter(|_| !place.secret).map_or(Found::NOTHING, Found::number);
    EncodeError::new(ErrorKind::OutOfRange, Some(place)).with(found)
}

/// The error that a reader would take the message for another variant.
#[cold]
pub(super) fn other_variant(place: &'static Place) -> EncodeError {
    EncodeError::new(ErrorKind::OutOfRange, Some(place)).with(Found::OTHER_VARIANT)
}
