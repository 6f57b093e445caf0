//! What is generated of a message, and how that becomes decoding and encoding.
//!
//! Between the bytes and a message stand its *values*: a tuple of what its headers hold, checked, in wire order, with
//! the body last. [`Parse`] leads from bytes to values, [`Spell`] from values to bytes, both as the wire plan says;
//! [`Build`] puts values into the fields of a struct. So nothing but `build` and `with_values` knows a field's name or
//! type, and a struct of the user's own is read and written by the same code as a generated one.
#![allow(clippy::inline_always, reason = "what these call is one straight line, as in `quick`")]

use bytes::BufMut;

use super::Vec;
use super::digest::sha512;
use super::error::{DecodeError, EncodeError, Header};
use super::message::LonelyMessage;
use super::mode::HeaderMode;
use super::prefix::open;
use super::sink::{Sink, allocate, append};
use super::unverified::Unverified;

/// The SHA-512 of the body, once it has been computed, so that no body is hashed twice.
pub type BodyHash = Option<[u8; 64]>;

/// The hash of a body.
#[inline]
pub fn hash_of(body: &[u8], known: &mut BodyHash) -> [u8; 64] {
    *known.get_or_insert_with(|| sha512(body))
}

/// From bytes to a message.
pub trait Parse<'a>: Sized {
    /// The type code.
    const CODE: u16;
    /// Every type code of its direction.
    const KNOWN_CODES: &'static [u16];
    /// The flag that selects the minimal header block.
    const MINIMAL_FLAG: u16;
    /// What errors say of its headers, in the order of the minimal block.
    const HEADERS: &'static [Header];

    /// Decodes a well-formed message in a straight line; gives up on any other, and on whatever is not as usual. The
    /// message is handed on to `done` where it is built: it is too large to be moved for nothing.
    fn quick<T, const EXPANDED: bool, const VERIFY: bool>(
        input: &'a [u8],
        hash: &mut BodyHash,
        done: impl FnOnce(Self) -> T,
    ) -> Option<T>;

    /// Decodes headers in any order, or finds the first problem.
    ///
    /// # Errors
    /// That problem.
    fn exact(input: &'a [u8], verify: bool, hash: BodyHash) -> Result<Self, DecodeError>;
}

/// From values to the fields of a struct. `SHAPE` tells shapes of messages apart, so that an enum cannot be given the
/// struct of another message than the one that it dispatches.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold this variant of the message",
    label = "not a struct for this variant",
    note = "derive `LonelyMessage` on it with the `message` and `variant` that this enum names"
)]
pub trait Build<'a, const SHAPE: u64>: LonelyMessage<'a> {
    /// What its headers hold that have a field, in wire order, and the body.
    type Values<'w>: Copy;

    /// Builds the struct and hands it on; or says which header's value a field does not take.
    fn build<R>(values: Self::Values<'a>, done: impl FnOnce(Self) -> R, refuse: impl FnOnce(usize) -> R)
    -> R;

    /// [`LonelyMessage::encode`], for an enum that holds this shape.
    ///
    /// # Errors
    /// The same.
    #[inline(always)]
    fn encode_shape(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        self.encode(mode)
    }

    /// [`LonelyMessage::encode_into`], for an enum that holds this shape.
    ///
    /// # Errors
    /// The same.
    #[inline(always)]
    fn encode_shape_into(&self, mode: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        self.encode_into(mode, buffer)
    }

    /// [`LonelyMessage::encoded_len`], for an enum that holds this shape.
    #[inline(always)]
    fn encoded_shape_len(&self, mode: HeaderMode) -> usize {
        self.encoded_len(mode)
    }
}

/// From a struct to bytes.
pub trait Spell<'a>: Sized {
    /// What its headers hold that have a field, in wire order, and the body.
    type Values<'w>: Copy;

    /// Hands on the values.
    fn with_values<R>(&self, then: impl FnOnce(Self::Values<'_>) -> R) -> R;

    /// That a reader would accept these values.
    ///
    /// # Errors
    /// The first that it would not, in wire order.
    fn check_limits(values: Self::Values<'_>) -> Result<(), EncodeError>;

    /// The length of the prefix and the header block.
    fn block_len<const EXPANDED: bool>(values: Self::Values<'_>) -> usize;

    /// Writes the prefix and the header block.
    fn write_block<S: Sink, const EXPANDED: bool>(values: Self::Values<'_>, sink: S);

    /// The body, if the message has one.
    fn body(values: Self::Values<'_>) -> Option<&[u8]>;
}

/// Decodes a message of this type, and verifies it if `VERIFY`.
///
/// # Errors
/// The first thing that is wrong.
#[inline(always)]
pub fn decode<'a, M: Parse<'a>, const VERIFY: bool>(input: &'a [u8]) -> Result<M, DecodeError> {
    let minimal = open(input, M::CODE, M::MINIMAL_FLAG, M::KNOWN_CODES)?;
    decode_block::<M, M, VERIFY>(input, minimal, |message| message)
}

/// Decodes a message whose prefix has been read: a well-formed one in a straight line, anything else exactly.
///
/// # Errors
/// The first thing that is wrong.
#[inline(always)]
pub fn decode_block<'a, M: Parse<'a>, T, const VERIFY: bool>(
    input: &'a [u8],
    minimal: bool,
    done: impl Fn(M) -> T,
) -> Result<T, DecodeError> {
    let mut hash = None;
    let quick = if minimal {
        M::quick::<T, false, VERIFY>(input, &mut hash, &done)
    } else {
        M::quick::<T, true, VERIFY>(input, &mut hash, &done)
    };
    match quick {
        Some(message) => Ok(message),
        None => M::exact(input, VERIFY, hash).map(done),
    }
}

/// Decodes a message of this type without its digest.
///
/// # Errors
/// As [`decode`], but never about a digest.
#[inline(always)]
pub fn decode_unverified<'a, M: Parse<'a>>(input: &'a [u8]) -> Result<Unverified<'a, M>, DecodeError> {
    let minimal = open(input, M::CODE, M::MINIMAL_FLAG, M::KNOWN_CODES)?;
    decode_block::<M, _, false>(input, minimal, |message| Unverified::new(message, input))
}

/// Encodes into one allocation of exactly the message's length.
///
/// # Errors
/// If no reader would accept the message.
#[inline(always)]
pub fn encode<'a, M: Spell<'a>>(message: &M, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
    message.with_values(|values| {
        M::check_limits(values)?;
        let body = M::body(values);
        Ok(match mode {
            HeaderMode::Minimal => allocate(M::block_len::<false>(values), body, |sink| {
                M::write_block::<_, false>(values, sink);
            }),
            HeaderMode::Expanded => allocate(M::block_len::<true>(values), body, |sink| {
                M::write_block::<_, true>(values, sink);
            }),
        })
    })
}

/// Encodes at the end of a buffer.
///
/// # Errors
/// As [`encode`], and if the buffer has too little room; then nothing has been written.
#[inline(always)]
pub fn encode_into<'a, M: Spell<'a>>(
    message: &M,
    mode: HeaderMode,
    buffer: &mut impl BufMut,
) -> Result<(), EncodeError> {
    message.with_values(|values| {
        M::check_limits(values)?;
        let body = M::body(values).unwrap_or_default();
        match mode {
            HeaderMode::Minimal => append(buffer, M::block_len::<false>(values), body, |sink| {
                M::write_block::<_, false>(values, sink);
            }),
            HeaderMode::Expanded => append(buffer, M::block_len::<true>(values), body, |sink| {
                M::write_block::<_, true>(values, sink);
            }),
        }
    })
}

/// The length of the encoded message in bytes.
#[inline(always)]
pub fn encoded_len<'a, M: Spell<'a>>(message: &M, mode: HeaderMode) -> usize {
    message.with_values(|values| {
        let block = match mode {
            HeaderMode::Minimal => M::block_len::<false>(values),
            HeaderMode::Expanded => M::block_len::<true>(values),
        };
        block + M::body(values).map_or(0, <[u8]>::len)
    })
}
