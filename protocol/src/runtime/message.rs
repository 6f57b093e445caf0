//! The trait that every message implements, and what it is described by.

extern crate alloc;

use alloc::boxed::Box;

use bytes::BufMut;

use super::Vec;
use super::error::{DecodeError, EncodeError};
use super::mode::HeaderMode;
use super::unverified::Unverified;

/// Who sends a message to whom. Each direction numbers its messages by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the subscriber to the broadcaster.
    S2b,
    /// From the broadcaster to the subscriber.
    B2s,
}

impl Direction {
    /// The short name: `s2b` or `b2s`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S2b => "s2b",
            Self::B2s => "b2s",
        }
    }
}

/// A message that can be decoded from bytes and encoded into bytes, whatever its type.
///
/// Every generated message implements it, and `#[derive(LonelyMessage)]` (feature `derive`) implements it for structs
/// and enums of one's own. `'a` is how long the input lives that a message is decoded from; a message that borrows
/// nothing implements the trait for every `'a`.
///
/// ```
/// use lonelypsp::stateful::s2b;
/// use lonelypsp::{EncodeError, HeaderMode, LonelyMessage};
///
/// fn send<'a>(message: &impl LonelyMessage<'a>, connection: &mut Vec<u8>) -> Result<(), EncodeError> {
///     message.encode_into(HeaderMode::Minimal, connection)
/// }
///
/// let mut connection = Vec::new();
/// let message = s2b::SubscribeExact { topic: b"foo/bar", ..Default::default() };
/// send(&message, &mut connection)?;
/// assert_eq!(connection.len(), message.encoded_len(HeaderMode::Minimal));
/// # Ok::<(), EncodeError>(())
/// ```
///
/// # By hand
///
/// Nothing but the constants, `decode`, `encode_into` and `encoded_len` has to be written; the rest follows from them.
/// [`Shared`](super::Shared), enums that dispatch, and the codec for byte streams take such a type like any other.
///
/// ```
/// use bytes::BufMut;
/// use lonelypsp::{DecodeError, Direction, EncodeError, ErrorKind, HeaderMode, LonelyMessage, Other};
///
/// /// Four bytes and nothing else.
/// struct Ping;
///
/// impl<'a> LonelyMessage<'a> for Ping {
///     const DIRECTION: Direction = Direction::S2b;
///     const TYPE_CODES: &'static [u16] = &[100];
///     const HEADER_NAMES: &'static [&'static str] = &[];
///
///     fn decode(input: &'a [u8]) -> Result<Self, DecodeError> {
///         let message = Other::<&[u8]>::decode(input)?;
///         let refused = DecodeError::new(ErrorKind::UnexpectedType, None, 2);
///         if message.type_code == 100 { Ok(Ping) } else { Err(refused) }
///     }
///
///     fn encode_into(&self, _: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
///         if buffer.remaining_mut() < 4 {
///             return Err(EncodeError::new(ErrorKind::Truncated, None));
///         }
///         buffer.put_slice(&[0, 1, 0, 100]);
///         Ok(())
///     }
///
///     fn encoded_len(&self, _: HeaderMode) -> usize {
///         4
///     }
/// }
///
/// assert_eq!(Ping.encode(HeaderMode::Minimal), Ok(vec![0, 1, 0, 100]));
/// assert!(Ping::decode(&[0, 1, 0, 100]).is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message",
    label = "not a message",
    note = "messages derive it: `#[derive(LonelyMessage)] #[lonely(message = \"…\")]`"
)]
pub trait LonelyMessage<'a>: Sized {
    /// Who sends it.
    const DIRECTION: Direction;

    /// The type codes that it can have: the one of a message, those of its variants for an enum of several messages.
    const TYPE_CODES: &'static [u16];

    /// Whether flags and type code stand before it. If not, whoever reads it knows from elsewhere what it is, its methods
    /// ignore the header mode, and no derived enum can tell it from other messages.
    const HAS_PREFIX: bool = true;

    /// The names of its headers on the wire, in the order of the minimal block. None for an enum of several messages,
    /// since each has its own.
    const HEADER_NAMES: &'static [&'static str];

    /// Decodes a whole message, prefix included, and verifies it.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order that the protocol fixes; another message than this one is refused
    /// by its type code.
    fn decode(input: &'a [u8]) -> Result<Self, DecodeError>;

    /// Encodes the message, prefix included, into one allocation.
    ///
    /// # Errors
    /// If no reader would accept it, for instance because a value is longer than its limit.
    fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        let mut buffer = Vec::new();
        // Only a hint: where the length is wrong, the buffer grows as it is written.
        drop(buffer.try_reserve_exact(self.encoded_len(mode)));
        self.encode_into(mode, &mut buffer)?;
        Ok(buffer)
    }

    /// Encodes the message, prefix included, at the end of a buffer. On an error nothing has been written.
    ///
    /// # Errors
    /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
    fn encode_into(&self, mode: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError>;

    /// The length of the encoded message in bytes, prefix included.
    fn encoded_len(&self, mode: HeaderMode) -> usize;

    /// Decodes a whole message without comparing a digest with its body. A message without a digest is simply decoded.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), but never about a digest.
    fn decode_unverified(input: &'a [u8]) -> Result<Unverified<'a, Self>, DecodeError> {
        Self::decode_trusted(input).map(|message| Unverified::new(message, input))
    }

    /// Decodes without comparing a digest: for bytes that [`decode`](Self::decode) has accepted before, or will be
    /// given.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), but never about a digest.
    #[doc(hidden)]
    fn decode_trusted(input: &'a [u8]) -> Result<Self, DecodeError> {
        Self::decode(input)
    }

    /// Whether a message of this direction has that type code.
    #[doc(hidden)]
    fn is_known(code: u16) -> bool {
        Self::TYPE_CODES.contains(&code)
    }
}

impl<'a, M: LonelyMessage<'a>> Unverified<'a, M> {
    /// Hashes the body and gives out the message if its digest is the declared one.
    ///
    /// # Errors
    /// [`ErrorKind::DigestMismatch`](super::ErrorKind::DigestMismatch).
    pub fn verify(self) -> Result<M, DecodeError> {
        M::decode(self.input())
    }
}

/// A message on the heap, for an enum whose variants would be of very different sizes.
impl<'a, M: LonelyMessage<'a>> LonelyMessage<'a> for Box<M> {
    const DIRECTION: Direction = M::DIRECTION;
    const TYPE_CODES: &'static [u16] = M::TYPE_CODES;
    const HEADER_NAMES: &'static [&'static str] = M::HEADER_NAMES;

    fn decode(input: &'a [u8]) -> Result<Self, DecodeError> {
        M::decode(input).map(Self::new)
    }

    fn decode_trusted(input: &'a [u8]) -> Result<Self, DecodeError> {
        M::decode_trusted(input).map(Self::new)
    }

    fn encode(&self, mode: HeaderMode) -> Result<Vec<u8>, EncodeError> {
        M::encode(self, mode)
    }

    fn encode_into(&self, mode: HeaderMode, buffer: &mut impl BufMut) -> Result<(), EncodeError> {
        M::encode_into(self, mode, buffer)
    }

    fn encoded_len(&self, mode: HeaderMode) -> usize {
        M::encoded_len(self, mode)
    }

    fn is_known(code: u16) -> bool {
        M::is_known(code)
    }
}

/// Names a message type apart from the lifetime of what it borrows: `Message<'static>` stands for `Message<'a>` with
/// any `'a`. Derived with [`LonelyMessage`] for types that have at most one lifetime and no other parameter.
pub trait Family {
    /// The message type, borrowing for `'a`: of `Message<'static>`, it is `Message<'a>`. Where documentation says `F::Of<'_>`,
    /// that type is meant.
    type Of<'a>: LonelyMessage<'a>;
}
