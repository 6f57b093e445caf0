//! A message whose digest has not been compared with its body.

use core::fmt;

/// A message that was decoded without hashing its body. Everything else about it has been checked.
///
/// It is another type than a message on purpose: what asks for a message cannot be given one of these by mistake.
///
/// ```text
/// use lonelypsp::{HeaderMode, sha512, stateful::s2b};
///
/// let message = s2b::NotifyUncompressed {
///     authorization: None, tracing: b"", identifier: b"id01", topic: b"t",
///     verified_uncompressed_sha512: &sha512(b"hello"), uncompressed_message: b"hello",
/// };
/// let wire = message.encode(HeaderMode::Minimal)?;
///
/// let unverified = s2b::Notify::decode_unverified(&wire)?;
/// // Look at the topic first; hash only what somebody wants.
/// let s2b::Notify::Uncompressed(peeked) = unverified.peek() else { unreachable!() };
/// assert_eq!(peeked.topic, b"t");
/// let verified: s2b::Notify<'_> = unverified.verify()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unverified<'a, M> {
    message: M,
    input: &'a [u8],
}

impl<'a, M> Unverified<'a, M> {
    /// A message and the input that it was decoded from.
    #[doc(hidden)]
    #[inline]
    pub fn new(message: M, input: &'a [u8]) -> Self {
        Self { message, input }
    }

    /// A look at the message. Nothing says yet that its body is the one that was sent.
    pub fn peek(&self) -> &M {
        &self.message
    }

    /// The bytes that it was decoded from.
    pub(super) fn input(&self) -> &'a [u8] {
        self.input
    }
}

impl<M: fmt::Debug> fmt::Debug for Unverified<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unverified").field(&self.message).finish()
    }
}
