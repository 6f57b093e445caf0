//! What is there of a message whose body has not arrived, or has passed.

use core::fmt;

use super::ahead::Ahead;
use super::codec::Parse;
use super::error::DecodeError;
use super::incremental::{Front, Incremental, Program, read_message, read_part};
use super::known::{Partial, Passed};
use super::message::Family;
use super::scan::Progress;

/// The values of a message whose body has not arrived yet: its body is empty, and its length and digest were compared with
/// nothing. All else was checked.
///
/// It is another type than a message on purpose: what asks for a message cannot be given one of these by mistake.
pub struct Head<'a, M: Incremental> {
    message: M::Of<'a>,
}

impl<'a, M: Incremental> Head<'a, M> {
    pub(super) const fn new(message: M::Of<'a>) -> Self {
        Self { message }
    }

    /// A look at the message. Nothing says yet that its body is the one that was sent.
    pub const fn peek(&self) -> &M::Of<'a> {
        &self.message
    }
}

impl<'a, M: Incremental<Of<'a>: fmt::Debug>> fmt::Debug for Head<'a, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Head").field(&self.message).finish()
    }
}

/// A message that has passed as a whole, verified as decoding it at once would have. What passed is not kept: its body, or
/// the entries that were read one by one, are empty in it.
pub struct Received<'a, M: Incremental> {
    message: M::Of<'a>,
    body: Passed,
}

impl<'a, M: Incremental> Received<'a, M> {
    pub(super) const fn new(message: M::Of<'a>, body: Passed) -> Self {
        Self { message, body }
    }

    /// The message, without what has passed.
    pub const fn message(&self) -> &M::Of<'a> {
        &self.message
    }

    /// The same by value.
    pub fn into_message(self) -> M::Of<'a> {
        self.message
    }

    /// How many bytes the body had; 0 if the message has none.
    pub const fn body_len(&self) -> u64 {
        self.body.length
    }

    /// The SHA-512 of the body, declared or not; of nothing if the message has none.
    pub const fn body_sha512(&self) -> &[u8; 64] {
        &self.body.sha512
    }
}

impl<'a, M: Incremental<Of<'a>: fmt::Debug>> fmt::Debug for Received<'a, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("message", &self.message)
            .field("body_len", &self.body.length)
            .finish()
    }
}

/// Decodes the head of a message that begins with these bytes, and says where its body begins. Without a body, that is where
/// it ends. Nothing is copied. If the head is not all there, there is nothing yet.
///
/// # Errors
/// The first problem of the head. What depends on the body is not found here, nor is what would be reported only after it.
pub fn decode_head<F>(input: &[u8]) -> Result<Option<(Head<'_, F>, usize)>, DecodeError>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    let mut ahead = Ahead::default();
    let read = read_message::<F::Of<'_>>(input, &mut ahead);
    if let (Ok(message), Some(at)) = (read, ahead.body_at) {
        return Ok(Some((Head::new(message), at)));
    }
    decode_scanned_head(input)
}

/// The same of what has no body, or is not all there, or wrong.
#[inline(never)]
fn decode_scanned_head<F>(input: &[u8]) -> Result<Option<(Head<'_, F>, usize)>, DecodeError>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    let mut front = Front::<F>::new(Program::of_message(), false);
    let (Progress::Ends(_), at) = front.advance(input) else { return Ok(None) };
    let head = input.get(..at).unwrap_or(input);
    read_part::<F>(head, &mut Partial::default()).map(|message| Some((Head::new(message), at)))
}
