//! The fast path through a message that is as writers write it.
//!
//! Nearly every message is well formed, and writers send expanded headers in schema order and lower case. Here each
//! value is read and checked at once, and whatever is otherwise gives up without a word; the exact path
//! ([`Reader`](super::Reader)) then starts again and finds the answer. So the fast path carries nothing of errors and their
//! order.
#![allow(clippy::inline_always, reason = "a call for each header costs 20 to 30 % of reading a message")]

use super::reader::PREFIX_LENGTH;

/// What has not been read yet. Whether the block is expanded is known to the compiler, so that each mode has its own
/// line.
///
/// Headers are named as they stand on the wire: the name's length, the name, and two more bytes in the place of the
/// value's length, so that all of them are read under one check.
pub struct Fast<'a, const EXPANDED: bool> {
    rest: &'a [u8],
    count: u16,
}

impl<'a, const EXPANDED: bool> Fast<'a, EXPANDED> {
    /// The line behind the prefix.
    #[inline(always)]
    pub fn start(input: &'a [u8]) -> Option<Self> {
        if !EXPANDED {
            return Some(Self { rest: input.get(PREFIX_LENGTH..)?, count: 0 });
        }
        let ([.., count_high, count_low], rest) = input.split_first_chunk::<{ PREFIX_LENGTH + 2 }>()?;
        Some(Self { rest, count: u16::from_be_bytes([*count_high, *count_low]) })
    }

    /// That an expanded block has exactly so many headers.
    #[inline(always)]
    pub fn has(&self, count: u16) -> Option<()> {
        (!EXPANDED || self.count == count).then_some(())
    }

    /// What follows the headers.
    #[inline(always)]
    pub fn rest(self) -> &'a [u8] {
        self.rest
    }

    /// The next value, of any length.
    #[inline(always)]
    pub fn bytes<const N: usize>(&mut self, name: &[u8; N]) -> Option<&'a [u8]> {
        let (length, rest) = if EXPANDED {
            let (found, rest) = self.rest.split_first_chunk::<N>()?;
            let (found, length) = found.split_last_chunk::<2>()?;
            if found != name.split_last_chunk::<2>()?.0 {
                return None;
            }
            (length, rest)
        } else {
            self.rest.split_first_chunk::<2>()?
        };
        let (value, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        self.rest = rest;
        Some(value)
    }

    /// The next value, of at most so many bytes.
    #[inline(always)]
    pub fn bytes_at_most<const N: usize>(&mut self, name: &[u8; N], max: usize) -> Option<&'a [u8]> {
        self.bytes(name).filter(|value| value.len() <= max)
    }

    /// The next value, of exactly so many bytes.
    #[inline(always)]
    pub fn bytes_exactly<const N: usize, const M: usize>(&mut self, name: &[u8; N]) -> Option<&'a [u8; M]> {
        self.bytes(name)?.try_into().ok()
    }
}
