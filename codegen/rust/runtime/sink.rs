//! Where a header block goes: into room that was made for it, or to the end of a buffer.
#![allow(clippy::inline_always, reason = "as in `fast`: a call for each header is what costs")]

use core::mem::take;

use bytes::BufMut;

use super::Vec;
use super::error::{EncodeError, ErrorKind};

/// Takes the bytes of a header block.
pub trait Sink {
    /// Takes bytes whose number the compiler knows.
    fn array<const N: usize>(&mut self, bytes: &[u8; N]);

    /// Takes bytes.
    fn slice(&mut self, bytes: &[u8]);

    /// Takes the low bytes of a number, big-endian, so many of them.
    fn number(&mut self, number: u64, length: usize);
}

/// Makes a message: one allocation of exactly its length. The header block is cleared and then filled as a slice, which
/// for so few bytes costs less than growing a vector piece by piece; the body, which may be long, is only appended.
#[inline(always)]
pub fn allocate(block: usize, body: Option<&[u8]>, fill: impl FnOnce(Room<'_>)) -> Vec<u8> {
    let mut message = Vec::with_capacity(block + body.map_or(0, <[u8]>::len));
    message.resize(block, 0);
    fill(Room(&mut message));
    if let Some(body) = body {
        message.extend_from_slice(body);
    }
    message
}

/// Puts a message at the end of a buffer.
///
/// # Errors
/// [`ErrorKind::Truncated`] about no header, if the buffer cannot grow and has too little room; then nothing has been
/// written.
#[inline(always)]
pub fn append<B: BufMut>(
    buffer: &mut B,
    block: usize,
    body: &[u8],
    fill: impl FnOnce(End<'_, B>),
) -> Result<(), EncodeError> {
    if buffer.remaining_mut() < block + body.len() {
        return Err(EncodeError::new(ErrorKind::Truncated, None));
    }
    fill(End(buffer));
    buffer.put_slice(body);
    Ok(())
}

/// What is left of the room for a header block. It has exactly the block's length, which was computed from the same
/// values; if the two ever differed, what does not fit would be left out, what is left would be zeros, and a debug build
/// would panic.
pub struct Room<'a>(&'a mut [u8]);

#[cfg(debug_assertions)]
impl Drop for Room<'_> {
    fn drop(&mut self) {
        debug_assert!(self.0.is_empty(), "a header block is as long as was computed");
    }
}

impl Sink for Room<'_> {
    #[inline(always)]
    fn array<const N: usize>(&mut self, bytes: &[u8; N]) {
        if let Some((room, rest)) = take(&mut self.0).split_first_chunk_mut() {
            *room = *bytes;
            self.0 = rest;
        }
    }

    #[inline(always)]
    fn slice(&mut self, bytes: &[u8]) {
        if let Some((room, rest)) = take(&mut self.0).split_at_mut_checked(bytes.len()) {
            copy(room, bytes);
            self.0 = rest;
        }
    }

    /// Where there is room all eight bytes are written; what follows goes over those that are too many.
    #[inline(always)]
    fn number(&mut self, number: u64, length: usize) {
        let bytes = aligned_left(number, length);
        let room = take(&mut self.0);
        if let Some(eight) = room.first_chunk_mut() {
            *eight = bytes;
            self.0 = room.get_mut(length..).unwrap_or_default();
        } else if let Some((room, rest)) = room.split_at_mut_checked(length) {
            room.iter_mut().zip(bytes).for_each(|(room, byte)| *room = byte);
            self.0 = rest;
        }
    }
}

/// Bytes that grow.
impl Sink for Vec<u8> {
    #[inline]
    fn array<const N: usize>(&mut self, bytes: &[u8; N]) {
        self.extend_from_slice(bytes);
    }

    #[inline]
    fn slice(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    #[inline]
    fn number(&mut self, number: u64, length: usize) {
        self.extend_from_slice(aligned_left(number, length).get(..length).unwrap_or_default());
    }
}

/// The end of a buffer.
pub struct End<'a, B>(&'a mut B);

impl<B: BufMut> Sink for End<'_, B> {
    #[inline(always)]
    fn array<const N: usize>(&mut self, bytes: &[u8; N]) {
        self.0.put_slice(bytes);
    }

    #[inline(always)]
    fn slice(&mut self, bytes: &[u8]) {
        self.0.put_slice(bytes);
    }

    #[inline(always)]
    fn number(&mut self, number: u64, length: usize) {
        self.0.put_slice(aligned_left(number, length).get(..length).unwrap_or_default());
    }
}

/// The low bytes of a number, so many of them, in front. Without any the number is zero, and so is what is shifted.
#[inline(always)]
fn aligned_left(number: u64, length: usize) -> [u8; 8] {
    #[expect(clippy::cast_possible_truncation, reason = "a number has at most 8 bytes")]
    let empty_bits = 64_u32.wrapping_sub(8 * length as u32);
    number.wrapping_shl(empty_bits).to_be_bytes()
}

/// Copies short values without a call, as two halves that may overlap.
#[inline(always)]
fn copy(room: &mut [u8], bytes: &[u8]) {
    // Compared one by one, the long first: a table of jumps costs more than the copies.
    let length = bytes.len();
    if length > 64 {
        room.copy_from_slice(bytes);
    } else if length >= 32 {
        copy_halves::<32>(room, bytes);
    } else if length >= 16 {
        copy_halves::<16>(room, bytes);
    } else if length >= 8 {
        copy_halves::<8>(room, bytes);
    } else if length >= 4 {
        copy_halves::<4>(room, bytes);
    } else if length >= 2 {
        copy_halves::<2>(room, bytes);
    } else if length == 1 {
        copy_halves::<1>(room, bytes);
    }
}

#[inline(always)]
fn copy_halves<const N: usize>(room: &mut [u8], bytes: &[u8]) {
    if let (Some(to), Some(from)) = (room.first_chunk_mut::<N>(), bytes.first_chunk()) {
        *to = *from;
    }
    if let (Some(to), Some(from)) = (room.last_chunk_mut::<N>(), bytes.last_chunk()) {
        *to = *from;
    }
}
