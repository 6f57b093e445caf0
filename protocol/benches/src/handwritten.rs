//! The yardstick: the three messages, parsed and written by hand for speed.
//!
//! The parser is optimistic. `fast` reads a well-formed message in one straight line, checking
//! each value as it passes, and gives up without a word when anything is unusual. `slow` then
//! starts over and finds the exact answer: headers in any order, or the first problem in the
//! specified order. So the common case pays nothing for errors and their order.
//!
//! Everything is safe but one `from_utf8_unchecked` in `fast`, behind a test for ASCII.

use sha2::{Digest as _, Sha512};

mod encode;
mod fast;
mod slow;

/// How the headers of a message are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderMode {
    /// Values only, in a fixed order.
    Minimal,
    /// A count, then names and values.
    Expanded,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ErrorKind {
    /// Fewer bytes are left than are needed.
    Truncated,
    /// No message has this type code.
    UnknownType,
    /// The message is of another type than the one asked for.
    UnexpectedType,
    /// A header's name is not ASCII.
    HeaderName,
    /// A header that is needed is absent.
    MissingHeader,
    /// A value is longer than its limit.
    TooLong,
    /// A value is not exactly as long as it must be.
    WrongLength,
    /// Text is not UTF-8.
    NotUtf8,
    /// A declared length differs from the body's, or two lengths that must agree do not.
    LengthMismatch,
    /// The body's hash is not the declared one.
    DigestMismatch,
    /// A compressed notification without a compressor.
    OutOfRange,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum At {
    /// Nothing with a name.
    Nothing,
    /// `authorization`
    Authorization,
    /// `x-tracing`
    Tracing,
    /// `x-topic`
    Topic,
    /// `x-identifier`
    Identifier,
    /// `x-subscribers`
    Subscribers,
    /// `x-compressor`
    Compressor,
    /// `x-compressed-length`
    CompressedLength,
    /// `x-decompressed-length`
    DecompressedLength,
    /// `x-compressed-sha512`
    CompressedSha512,
    /// The body.
    Body,
}

/// Why bytes were refused: eight bytes, so that failing costs no more than succeeding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// What it is about.
    pub at: At,
    /// Where in the input, saturated.
    pub offset: u32,
}

/// Why a message cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// What it is about.
    pub at: At,
}

/// `SUBSCRIBE_EXACT`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscribeExact<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
}

/// `CONFIRM_NOTIFY`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmNotify<'a> {
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-subscribers`
    pub subscribers: u64,
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
}

/// `NOTIFY` with a body that is not compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifyUncompressed<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
    /// `x-compressed-sha512`
    pub sha512: &'a [u8; 64],
    /// The body.
    pub message: &'a [u8],
}

/// `NOTIFY` with a compressed body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotifyCompressed<'a> {
    /// `authorization`
    pub authorization: Option<&'a str>,
    /// `x-tracing`
    pub tracing: &'a [u8],
    /// `x-identifier`
    pub identifier: &'a [u8],
    /// `x-topic`
    pub topic: &'a [u8],
    /// `x-compressor`, never zero
    pub compressor_id: u64,
    /// `x-decompressed-length`
    pub decompressed_length: u64,
    /// `x-compressed-sha512`
    pub sha512: &'a [u8; 64],
    /// The body.
    pub message: &'a [u8],
}

/// `NOTIFY`
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notify<'a> {
    /// With a body that is not compressed.
    Uncompressed(NotifyUncompressed<'a>),
    /// With a compressed body.
    Compressed(NotifyCompressed<'a>),
}

/// A [`Notify`] whose digest nobody has looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified<'a>(pub Notify<'a>);

impl<'a> SubscribeExact<'a> {
    const CODE: u16 = 2;

    /// Reads a whole message.
    ///
    /// # Errors
    /// The first problem in the order of the specification.
    #[inline(never)]
    pub fn decode(input: &'a [u8]) -> Result<Self, DecodeError> {
        match Self::fast(input) {
            Some(message) => Ok(message),
            None => Self::slow(input),
        }
    }
}

impl<'a> ConfirmNotify<'a> {
    const CODE: u16 = 6;

    /// Reads a whole message.
    ///
    /// # Errors
    /// The first problem in the order of the specification.
    #[inline(never)]
    pub fn decode(input: &'a [u8]) -> Result<Self, DecodeError> {
        match Self::fast(input) {
            Some(message) => Ok(message),
            None => Self::slow(input),
        }
    }
}

impl<'a> Notify<'a> {
    const CODE: u16 = 6;

    /// Reads a whole message and compares the body with its digest.
    ///
    /// # Errors
    /// The first problem in the order of the specification.
    #[inline(never)]
    pub fn decode(input: &'a [u8]) -> Result<Self, DecodeError> {
        match Self::fast(input) {
            Some(message) if message.is_genuine() => Ok(message),
            Some(message) => Err(message.is_forged(input)),
            None => Self::slow(input, true),
        }
    }

    /// Reads a whole message and believes its digest.
    ///
    /// # Errors
    /// The first problem in the order of the specification.
    #[inline(never)]
    pub fn decode_unverified(input: &'a [u8]) -> Result<Unverified<'a>, DecodeError> {
        match Self::fast(input) {
            Some(message) => Ok(Unverified(message)),
            None => Self::slow(input, false).map(Unverified),
        }
    }

    fn is_genuine(&self) -> bool {
        match self {
            Self::Uncompressed(message) => is_digest(message.sha512, message.message),
            Self::Compressed(message) => is_digest(message.sha512, message.message),
        }
    }
}

/// Not in constant time: the digest is no secret, whoever sent the body sent it too.
fn is_digest(declared: &[u8; 64], body: &[u8]) -> bool {
    Sha512::digest(body).as_slice() == declared
}

#[cfg(test)]
mod tests;
