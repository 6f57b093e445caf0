//! Big-endian integers of as many bytes as there are.
#![allow(clippy::inline_always, reason = "a few instructions on the fast path through a message")]

/// An unsigned number of at most so many bytes, which are at most eight. Short ones come first, since they are usual;
/// longer ones are put together from their first and their last bytes, which agree where they overlap.
#[inline(always)]
pub(super) fn unsigned(value: &[u8], max_bytes: usize) -> Option<u64> {
    match *value {
        [] => return Some(0),
        [a] if max_bytes >= 1 => return Some(u64::from(a)),
        [a, b] if max_bytes >= 2 => return Some(u64::from(u16::from_be_bytes([a, b]))),
        [a, b, c] if max_bytes >= 3 => return Some(u64::from(u32::from_be_bytes([0, a, b, c]))),
        _ if value.len() > max_bytes => return None,
        _ => {}
    }
    let (first, last) = (value.first_chunk()?, value.last_chunk()?);
    let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
    Some(u64::from(first) << (8 * (value.len().min(8) - 4)) | u64::from(last))
}

/// A two's complement number of at most so many bytes, sign-extended from those present.
#[inline(always)]
pub(super) fn signed(value: &[u8], max_bytes: usize) -> Option<i64> {
    if value.len() > max_bytes {
        return None;
    }
    let sign = if value.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    Some(value.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte)))
}

