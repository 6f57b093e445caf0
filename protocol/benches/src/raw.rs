//! The limit of what a writer can do: `NOTIFY` in its minimal form, put straight into memory that nobody has cleared and
//! that no index is compared with. It checks the same limits as the others, and nothing else.
#![allow(unsafe_code, reason = "this is what the safe writers are measured against; nothing depends on it")]

use std::ptr;

use crate::handwritten::NotifyUncompressed;

/// The bytes of a number without its leading zeros.
#[inline(always)]
fn length_of(number: u64) -> usize {
    8 - number.leading_zeros() as usize / 8
}

/// Where the next byte goes.
struct Place(*mut u8);

impl Place {
    /// # Safety
    /// There is room for so many bytes.
    #[inline(always)]
    unsafe fn bytes(&mut self, bytes: &[u8]) {
        // SAFETY: the caller has made room, and new memory does not overlap with anything.
        unsafe {
            ptr::copy_nonoverlapping(bytes.as_ptr(), self.0, bytes.len());
            self.0 = self.0.add(bytes.len());
        }
    }

    /// # Safety
    /// There is room for a length and so many bytes.
    #[inline(always)]
    unsafe fn value(&mut self, value: &[u8]) {
        // SAFETY: as the caller says.
        unsafe {
            self.bytes(&(value.len() as u16).to_be_bytes());
            self.bytes(value);
        }
    }

    /// # Safety
    /// There is room for a length and eight bytes.
    #[inline(always)]
    unsafe fn number(&mut self, number: u64, length: usize) {
        let shift = (64 - 8 * length as u32) & 63;
        // SAFETY: as the caller says; what is too much is written over by what follows.
        unsafe {
            self.bytes(&[0, length as u8]);
            ptr::copy_nonoverlapping((number << shift).to_be_bytes().as_ptr(), self.0, 8);
            self.0 = self.0.add(length);
        }
    }
}

/// Writes a whole message; nothing if a value is longer than its limit.
#[inline(never)]
pub fn encode(message: &NotifyUncompressed<'_>) -> Option<Vec<u8>> {
    let authorization = message.authorization.unwrap_or_default();
    let (tracing, identifier, topic) = (message.tracing, message.identifier, message.topic);
    let body = message.message;
    let longest = authorization.len() | tracing.len() | topic.len();
    if longest > usize::from(u16::MAX) || identifier.len() > 64 {
        return None;
    }
    let number = length_of(body.len() as u64);
    let values = authorization.len() + tracing.len() + identifier.len() + topic.len();
    let length = 4 + 8 * 2 + values + 1 + 2 * number + 64 + body.len();
    let mut out = Vec::with_capacity(length);
    let mut place = Place(out.as_mut_ptr());
    // SAFETY: what is written are the parts whose lengths were added up, and behind each number there are more than eight
    // bytes of digest.
    unsafe {
        place.bytes(b"\x00\x01\x00\x06");
        place.value(authorization.as_bytes());
        place.value(tracing);
        place.value(identifier);
        place.value(topic);
        place.bytes(b"\x00\x01\x00");
        place.number(body.len() as u64, number);
        place.number(body.len() as u64, number);
        place.bytes(b"\x00\x40");
        place.bytes(message.sha512);
        place.bytes(body);
        out.set_len(length);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handwritten::HeaderMode;
    use crate::{AUTHORIZATION, BODIES, IDENTIFIER, TOPIC, TRACING, body, digest, notify};

    #[test]
    fn it_writes_what_the_others_write() {
        for size in BODIES {
            let (body, digest) = (body(size), digest(&body(size)));
            let message = NotifyUncompressed {
                authorization: Some(AUTHORIZATION),
                tracing: TRACING,
                identifier: IDENTIFIER,
                topic: TOPIC,
                sha512: &digest,
                message: &body,
            };
            assert_eq!(encode(&message).unwrap(), notify(HeaderMode::Minimal, &body));
        }
    }
}
