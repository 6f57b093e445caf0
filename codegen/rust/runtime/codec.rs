//! What is generated of a message, and how that becomes decoding and encoding.
//!
//! Between the bytes and a message stand its *values*: a tuple of what it holds, checked, in wire order, with the body
//! last. [`Parse`] leads from bytes to values, [`Encode`] from values to bytes, both as the wire plan says;
//! [`Build`] puts values into the fields of a struct. So nothing but `build` and `with_values` knows a field's name or
//! type, and a struct of the user's own is read and written by the same code as a generated one.
#![allow(clippy::inline_always, reason = "what these call is one path without a branch back, as in `fast`")]

use bytes::BufMut;

use super::Vec;
use super::digest::sha512;
use super::error::{DecodeError, EncodeError};
use super::key::Key;
use super::known::Known;
use super::message::LonelyMessage;
use super::mode::HeaderMode;
use super::place::Place;
use super::prefix::open;
use super::reader::Reader;
use super::scan::Scan;
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
    /// Whether flags and type code stand before it; its code is not on the wire otherwise, or is a value of its own.
    const HAS_PREFIX: bool = true;
    /// The type code.
    const CODE: u16;
    /// Every type code of its direction.
    const KNOWN_CODES: &'static [u16];
    /// The flag that selects the minimal header block.
    const MINIMAL_FLAG: u16;
    /// What errors say of its values: of headers in the order of the minimal block; of a sequence's values and body in
    /// wire order, then of those in its groups.
    const PLACES: &'static [Place];

    /// Decodes a message that is as writers write it; gives up on any other. The
    /// message is handed on to `done` where it is built: it is too large to be moved for nothing.
    /// A sequence is as it is written, and has one path.
    #[inline(always)]
    fn fast<T, const EXPANDED: bool, const VERIFY: bool>(
        _: &'a [u8],
        _: &mut BodyHash,
        _: impl FnOnce(Self) -> T,
    ) -> Option<T> {
        None
    }

    /// Decodes headers in any order, or a sequence; or finds the first problem.
    ///
    /// # Errors
    /// That problem.
    fn exact(input: &'a [u8], verify: bool, hash: BodyHash) -> Result<Self, DecodeError>;

    /// How far it goes before its body.
    const SCAN: &'static [Scan];

    /// Whether it can be read in pieces: not where it has entries that only their own type describes.
    const IS_SCANNED: bool = true;

    /// Its outermost groups in wire order, each by what tells it from every other.
    const GROUPS: &'static [u64] = &[];

    /// What [`exact`](Self::exact) does, of an input from which the body and entries may be missing.
    ///
    /// # Errors
    /// The first problem.
    fn read<K: Known>(input: &'a [u8], known: &mut K) -> Result<Self, DecodeError>;

    /// Checks an entry of one of the outermost groups. `before` is what the one before it is compared by.
    ///
    /// # Errors
    /// The first problem.
    fn check_entry(_: usize, _: &mut Reader<'a>, _: &mut Key<'a>) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// What of a message a field does not take.
#[derive(Clone, Copy, Debug)]
pub enum Rejection {
    /// The value with this index; beyond the last, the body.
    Value(usize),
    /// One in an entry of a group.
    Entry(DecodeError),
}

/// From values to the fields of a struct. `SHAPE` tells shapes of messages apart, so that an enum cannot be given the
/// struct of another message than the one that it dispatches.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold this variant of the message",
    label = "not a struct for this variant",
    note = "derive `LonelyMessage` on it with the `message` and `variant` that this enum names"
)]
pub trait Build<'a, const SHAPE: u64>: LonelyMessage<'a> {
    /// What has a field, in the order of fields: flags, values in wire order, the body.
    type Values<'w>: Copy;

    /// Builds the struct and hands it on; or says which value a field does not take.
    fn build<R>(
        values: Self::Values<'a>,
        done: impl FnOnce(Self) -> R,
        refuse: impl FnOnce(Rejection) -> R,
    ) -> R;
}

/// From a struct to bytes.
pub trait Encode<'a>: Sized {
    /// What has a field, in the order of fields: flags, values in wire order, the body.
    type Values<'w>: Copy;

    /// Hands on the values.
    fn with_values<R>(&self, then: impl FnOnce(Self::Values<'_>) -> R) -> R;

    /// That a reader would accept these values.
    ///
    /// # Errors
    /// The first that it would not, in wire order.
    fn check_limits(values: Self::Values<'_>) -> Result<(), EncodeError>;

    /// The length of the prefix and of all before the body.
    fn block_len<const EXPANDED: bool>(values: Self::Values<'_>) -> usize;

    /// Writes the prefix and all before the body.
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
    if !M::HAS_PREFIX {
        return M::exact(input, VERIFY, None);
    }
    let minimal = open(input, M::CODE, M::MINIMAL_FLAG, M::KNOWN_CODES)?;
    decode_block::<M, M, VERIFY>(input, minimal, |message| message)
}

/// Decodes a message whose prefix has been read: on the fast path, or else on the exact one.
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
    let fast = if minimal {
        M::fast::<T, false, VERIFY>(input, &mut hash, &done)
    } else {
        M::fast::<T, true, VERIFY>(input, &mut hash, &done)
    };
    match fast {
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
    if !M::HAS_PREFIX {
        return M::exact(input, false, None).map(|message| Unverified::new(message, input));
    }
    let minimal = open(input, M::CODE, M::MINIMAL_FLAG, M::KNOWN_CODES)?;
    decode_block::<M, _, false>(input, minimal, |message| Unverified::new(message, input))
}

/// Encodes into one allocation of exactly the message's length.
///
/// # Errors
/// If no reader would accept the message.
#[inline(always)]
pub fn encode<'a, M: Encode<'a>>(message: &M, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
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
pub fn encode_into<'a, M: Encode<'a>>(
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
pub fn encoded_len<'a, M: Encode<'a>>(message: &M, mode: HeaderMode) -> usize {
    message.with_values(|values| {
        let block = match mode {
            HeaderMode::Minimal => M::block_len::<false>(values),
            HeaderMode::Expanded => M::block_len::<true>(values),
        };
        block + M::body(values).map_or(0, <[u8]>::len)
    })
}
