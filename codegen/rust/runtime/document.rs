//! What is signed of a message.

use super::Vec;
use super::error::EncodeError;
use super::message::Direction;
use super::reflect::Reflect;

/// What is signed of a message, all but the time and the nonce, which the signature brings.
///
/// The documents of the protocol are generated, and implement it. It can be used as `&dyn Document`, so that a strategy is
/// one type however many documents there are.
///
/// ```text
/// # #[cfg(feature = "auth")] {
/// use lonelypsp::auth::Document;
/// use lonelypsp::{Direction, EncodeError};
///
/// /// A generated document has the time and the nonce among its fields; what is set there does not matter.
/// #[derive(Clone, Copy)]
/// struct Example<'a> {
///     timestamp: u64,
///     nonce: &'a str,
///     topic: &'a [u8],
/// }
///
/// impl Example<'_> {
///     fn encode_into(&self, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
///         buffer.extend(self.timestamp.to_be_bytes());
///         buffer.extend(self.nonce.as_bytes());
///         buffer.extend(self.topic);
///         Ok(())
///     }
/// }
///
/// impl Document for Example<'_> {
///     fn direction(&self) -> Direction {
///         Direction::S2b
///     }
///
///     fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
///         Example { timestamp, nonce, ..*self }.encode_into(buffer)
///     }
/// }
///
/// let mut bytes = Vec::new();
/// Example { timestamp: 0, nonce: "", topic: b"t" }.encode_with(1, "n", &mut bytes)?;
/// assert_eq!(bytes, b"\0\0\0\0\0\0\0\x01nt");
/// # }
/// # Ok::<(), lonelypsp::EncodeError>(())
/// ```
pub trait Document: Send + Sync {
    /// Who signs it: the subscriber ([`S2b`](Direction::S2b)), so that the broadcaster checks it, or the other way round.
    fn direction(&self) -> Direction;

    /// Appends the whole document to a buffer, with this time (in seconds since 1970, UTC) and this nonce in their
    /// places.
    ///
    /// # Errors
    /// If a value does not fit its place, the nonce included, which has at most 255 bytes. The buffer may then hold a
    /// part of it.
    fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError>;

    /// The document's name and fields, for strategies that look at what a message is about; among them are a time and a
    /// nonce without a meaning. The documents of the protocol have them.
    fn fields(&self) -> Option<&dyn Reflect> {
        None
    }
}

impl<D: Document + ?Sized> Document for &D {
    fn direction(&self) -> Direction {
        (**self).direction()
    }

    fn encode_with(&self, timestamp: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
        (**self).encode_with(timestamp, nonce, buffer)
    }

    fn fields(&self) -> Option<&dyn Reflect> {
        (**self).fields()
    }
}
