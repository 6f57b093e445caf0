//! The writer: the length first, then one exact allocation filled from the front.
//!
//! The header block is cleared and then filled as a slice. For so few bytes that costs less than
//! growing a vector piece by piece, which asks for room at every piece. The body, which may be
//! long, is only appended.
//!
//! Longer than other files: written out by hand for each message, as a yardstick has to be.

use std::mem;

use super::{
    At, ConfirmNotify, EncodeError, ErrorKind, HeaderMode, Notify, NotifyCompressed, NotifyUncompressed,
    SubscribeExact,
};

/// The length and name that begin each header of the expanded form.
const AUTHORIZATION: &[u8; 15] = b"\x00\x0dauthorization";
const TRACING: &[u8; 11] = b"\x00\x09x-tracing";
const TOPIC: &[u8; 9] = b"\x00\x07x-topic";
const IDENTIFIER: &[u8; 14] = b"\x00\x0cx-identifier";
const SUBSCRIBERS: &[u8; 15] = b"\x00\x0dx-subscribers";
const COMPRESSOR: &[u8; 14] = b"\x00\x0cx-compressor";
const COMPRESSED_LENGTH: &[u8; 21] = b"\x00\x13x-compressed-length";
const DECOMPRESSED_LENGTH: &[u8; 23] = b"\x00\x15x-decompressed-length";
const COMPRESSED_SHA512: &[u8; 21] = b"\x00\x13x-compressed-sha512";

/// The header block while it is filled: what is left of it.
struct Room<'a, const EXPANDED: bool>(&'a mut [u8]);

impl<const EXPANDED: bool> Room<'_, EXPANDED> {
    /// A whole message of these `bytes` of names and values.
    #[inline(always)]
    fn message(
        code: u16,
        headers: u16,
        bytes: usize,
        body: &[u8],
        fill: impl FnOnce(Room<'_, EXPANDED>),
    ) -> Vec<u8> {
        let block = 4 + if EXPANDED { 2 } else { 0 } + 2 * usize::from(headers) + bytes;
        let mut message = Vec::with_capacity(block + body.len());
        message.resize(block, 0);
        let mut room = Room::<EXPANDED>(&mut message);
        let prefix = u32::from(code) | if EXPANDED { 0 } else { 0x1_0000 };
        room.array(&prefix.to_be_bytes());
        if EXPANDED {
            room.array(&headers.to_be_bytes());
        }
        fill(room);
        if !body.is_empty() {
            message.extend_from_slice(body);
        }
        message
    }

    #[inline(always)]
    fn array<const N: usize>(&mut self, bytes: &[u8; N]) {
        let Some((room, rest)) = mem::take(&mut self.0).split_first_chunk_mut() else {
            return;
        };
        *room = *bytes;
        self.0 = rest;
    }

    #[inline(always)]
    fn name<const N: usize>(&mut self, name: &[u8; N]) {
        if EXPANDED {
            self.array(name);
        }
    }

    /// A value whose length has been checked.
    #[inline(always)]
    fn value<const N: usize>(&mut self, name: &[u8; N], value: &[u8]) {
        self.name(name);
        self.array(&(value.len() as u16).to_be_bytes());
        let (room, rest) = mem::take(&mut self.0).split_at_mut(value.len());
        copy(room, value);
        self.0 = rest;
    }

    /// A number of this many bytes. Where there is room all eight are written, the first of the
    /// next header goes over those that are too many.
    #[inline(always)]
    fn number<const N: usize>(&mut self, name: &[u8; N], number: u64, length: usize) {
        self.name(name);
        self.array(&[0, length as u8]);
        let shift = (64 - 8 * length as u32) & 63;
        let bytes = (number << shift).to_be_bytes();
        if let Some(eight) = self.0.first_chunk_mut() {
            *eight = bytes;
        } else {
            self.0[..length].copy_from_slice(&bytes[..length]);
        }
        self.0 = &mut mem::take(&mut self.0)[length..];
    }
}

/// The bytes of a number without its leading zeros.
#[inline(always)]
fn length_of(number: u64) -> usize {
    8 - number.leading_zeros() as usize / 8
}

/// Copies short values without a call, as two halves that may overlap.
#[inline(always)]
fn copy(room: &mut [u8], bytes: &[u8]) {
    if bytes.len() > 16 {
        room.copy_from_slice(bytes);
    } else if bytes.len() >= 8 {
        copy_halves::<8>(room, bytes);
    } else if bytes.len() >= 4 {
        copy_halves::<4>(room, bytes);
    } else if bytes.len() >= 2 {
        copy_halves::<2>(room, bytes);
    } else if bytes.len() == 1 {
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

/// The first value that is longer than its limit.
#[cold]
#[inline(never)]
fn too_long(lengths: &[(At, usize)]) -> EncodeError {
    let limit = |at| {
        if at == At::Identifier { 64 } else { usize::from(u16::MAX) }
    };
    let at = lengths.iter().find(|(at, length)| *length > limit(*at));
    EncodeError { kind: ErrorKind::TooLong, at: at.map_or(At::Nothing, |(at, _)| *at) }
}

/// Of lengths or-ed together, whether one needs more than two bytes.
#[inline(always)]
fn overflows(lengths: usize) -> bool {
    lengths > usize::from(u16::MAX)
}

impl SubscribeExact<'_> {
    /// Writes a whole message.
    ///
    /// # Errors
    /// A value is longer than its length prefix can say.
    #[inline(never)]
    pub fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let authorization = self.authorization.unwrap_or_default();
        let (a, b, c) = (authorization.len(), self.tracing.len(), self.topic.len());
        if overflows(a | b | c) {
            return Err(too_long(&[(At::Authorization, a), (At::Tracing, b), (At::Topic, c)]));
        }
        Ok(match mode {
            HeaderMode::Minimal => self.write::<false>(authorization, a + b + c),
            HeaderMode::Expanded => {
                let names = AUTHORIZATION.len() + TRACING.len() + TOPIC.len();
                self.write::<true>(authorization, names + a + b + c)
            }
        })
    }

    #[inline(always)]
    fn write<const E: bool>(&self, authorization: &str, bytes: usize) -> Vec<u8> {
        Room::<E>::message(Self::CODE, 3, bytes, &[], |mut room| {
            room.value(AUTHORIZATION, authorization.as_bytes());
            room.value(TRACING, self.tracing);
            room.value(TOPIC, self.topic);
        })
    }
}

impl ConfirmNotify<'_> {
    /// Writes a whole message.
    ///
    /// # Errors
    /// A value is longer than its length prefix can say, or than its own limit.
    #[inline(never)]
    pub fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let authorization = self.authorization.unwrap_or_default();
        let (a, b, c) = (self.identifier.len(), authorization.len(), self.tracing.len());
        if overflows(b | c) || a > 64 {
            return Err(too_long(&[(At::Identifier, a), (At::Authorization, b), (At::Tracing, c)]));
        }
        let bytes = a + length_of(self.subscribers) + b + c;
        Ok(match mode {
            HeaderMode::Minimal => self.write::<false>(authorization, bytes),
            HeaderMode::Expanded => {
                let names = IDENTIFIER.len() + SUBSCRIBERS.len() + AUTHORIZATION.len() + TRACING.len();
                self.write::<true>(authorization, names + bytes)
            }
        })
    }

    #[inline(always)]
    fn write<const E: bool>(&self, authorization: &str, bytes: usize) -> Vec<u8> {
        Room::<E>::message(Self::CODE, 4, bytes, &[], |mut room| {
            room.value(IDENTIFIER, self.identifier);
            room.number(SUBSCRIBERS, self.subscribers, length_of(self.subscribers));
            room.value(AUTHORIZATION, authorization.as_bytes());
            room.value(TRACING, self.tracing);
        })
    }
}

/// What both shapes of `NOTIFY` write.
struct Parts<'a> {
    authorization: &'a str,
    tracing: &'a [u8],
    identifier: &'a [u8],
    topic: &'a [u8],
    compressor_id: u64,
    /// Zero takes one byte here, unlike in the other numbers.
    compressor_length: usize,
    decompressed_length: u64,
    sha512: &'a [u8; 64],
    body: &'a [u8],
}

impl Parts<'_> {
    #[inline(always)]
    fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let (a, b) = (self.authorization.len(), self.tracing.len());
        let (c, d) = (self.identifier.len(), self.topic.len());
        if overflows(a | b | d) || c > 64 {
            return Err(too_long(&[
                (At::Authorization, a),
                (At::Tracing, b),
                (At::Identifier, c),
                (At::Topic, d),
            ]));
        }
        let lengths = length_of(self.body.len() as u64) + length_of(self.decompressed_length);
        let bytes = a + b + c + d + self.compressor_length + lengths + self.sha512.len();
        Ok(match mode {
            HeaderMode::Minimal => self.write::<false>(bytes),
            HeaderMode::Expanded => {
                let names = AUTHORIZATION.len() + TRACING.len() + IDENTIFIER.len() + TOPIC.len();
                let names = names + COMPRESSOR.len() + COMPRESSED_LENGTH.len();
                let names = names + DECOMPRESSED_LENGTH.len() + COMPRESSED_SHA512.len();
                self.write::<true>(names + bytes)
            }
        })
    }

    #[inline(always)]
    fn write<const E: bool>(&self, bytes: usize) -> Vec<u8> {
        Room::<E>::message(Notify::CODE, 8, bytes, self.body, |mut room| {
            let length = self.body.len() as u64;
            room.value(AUTHORIZATION, self.authorization.as_bytes());
            room.value(TRACING, self.tracing);
            room.value(IDENTIFIER, self.identifier);
            room.value(TOPIC, self.topic);
            room.number(COMPRESSOR, self.compressor_id, self.compressor_length);
            room.number(COMPRESSED_LENGTH, length, length_of(length));
            let length = self.decompressed_length;
            room.number(DECOMPRESSED_LENGTH, length, length_of(length));
            room.name(COMPRESSED_SHA512);
            room.array(&[0, 64]);
            room.array(self.sha512);
        })
    }
}

impl NotifyUncompressed<'_> {
    /// Writes a whole message. The digest is the caller's, it is not compared with the body.
    ///
    /// # Errors
    /// A value is longer than its length prefix can say, or than its own limit.
    #[inline(never)]
    pub fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let parts = Parts {
            authorization: self.authorization.unwrap_or_default(),
            tracing: self.tracing,
            identifier: self.identifier,
            topic: self.topic,
            compressor_id: 0,
            compressor_length: 1,
            decompressed_length: self.message.len() as u64,
            sha512: self.sha512,
            body: self.message,
        };
        parts.encode(mode)
    }
}

impl NotifyCompressed<'_> {
    /// Writes a whole message. The digest is the caller's, it is not compared with the body.
    ///
    /// # Errors
    /// A value is longer than its length prefix can say, or than its own limit; or the compressor
    /// is zero, which would read back as a message that is not compressed.
    #[inline(never)]
    pub fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        if self.compressor_id == 0 {
            return Err(EncodeError { kind: ErrorKind::OutOfRange, at: At::Compressor });
        }
        let parts = Parts {
            authorization: self.authorization.unwrap_or_default(),
            tracing: self.tracing,
            identifier: self.identifier,
            topic: self.topic,
            compressor_id: self.compressor_id,
            compressor_length: length_of(self.compressor_id),
            decompressed_length: self.decompressed_length,
            sha512: self.sha512,
            body: self.message,
        };
        parts.encode(mode)
    }
}
