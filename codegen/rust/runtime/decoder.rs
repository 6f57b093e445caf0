//! Decodes messages that arrive in pieces.

use core::fmt;

use super::Vec;
use super::codec::Parse;
use super::head::{Head, Received};
use super::incremental::{Front, Incremental, IncrementalError, Passing, Program, within};
use super::known::{Partial, Passed, incomplete};
use super::message::Family;
use super::scan::Progress;

/// Decodes a message that arrives in pieces of any size.
///
/// What stands before the body is kept, and decoded once it is all there: [`head`](Self::head). The body is not kept:
/// [`push`](Self::push) counts and hashes it as it passes, and gives each piece back. At the end of the input
/// [`finish`](Self::finish) says what decoding the whole would have said: the message, or the same error at the same offset.
/// The work is linear in the bytes, whatever the pieces are; the memory is that of the bytes before the body.
///
/// ```text
/// use lonelypsp::{sha512, stateless::s2b};
///
/// let message = s2b::Notify {
///     topic: b"foo/bar", message_sha512: &sha512(b"hello"), tracing: b"", identifier: b"id01", payload: b"hello",
/// };
/// let wire = message.encode()?;
///
/// let mut decoder = s2b::Notify::incremental();
/// let mut body = Vec::new();
/// for piece in wire.chunks(40) {
///     body.extend_from_slice(decoder.push(piece)?);
///     if let Some(head) = decoder.head() {
///         assert_eq!(head.peek().topic, b"foo/bar");
///     }
/// }
/// let received = decoder.finish()?;
/// assert_eq!((received.message().identifier, received.body_len()), (&b"id01"[..], 5));
/// assert_eq!(body, b"hello");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Decoder<M: Incremental> {
    front: Front<M>,
    /// What stands before the body.
    kept: Vec<u8>,
    limit: usize,
    state: State,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one of them, and it becomes the other")]
enum State {
    /// The values are on their way.
    Values,
    /// The body is. The head is right, or cannot be judged yet; a longer body than that is refused.
    Body { passing: Passing, has_head: bool, most: Option<u64> },
    /// It is refused.
    Refused(IncrementalError),
}

impl<F> Decoder<F>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    /// For a message of this type.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Program::of_message())
    }
}

impl<F> Default for Decoder<F>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    fn default() -> Self {
        Self::new()
    }
}

impl<M: Incremental> Decoder<M> {
    #[doc(hidden)]
    #[must_use]
    pub fn with(program: Program<M>) -> Self {
        Self { front: Front::new(program, false), kept: Vec::new(), limit: usize::MAX, state: State::Values }
    }

    /// Sets a limit to what is kept before the body, in bytes. Without it, all is kept that arrives.
    #[must_use]
    pub fn with_limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// Takes the next piece, and gives the part of it that belongs to the body.
    ///
    /// # Errors
    /// As soon as it is known which error the whole message would have; and if more would have to be kept than the limit
    /// allows. From then on the answer is the same.
    pub fn push<'p>(&mut self, piece: &'p [u8]) -> Result<&'p [u8], IncrementalError> {
        let body = match &self.state {
            State::Values => self.push_values(piece),
            State::Body { .. } => Ok(piece),
            State::Refused(error) => return Err(*error),
        };
        let result = body.and_then(|body| self.push_body(body));
        if let Err(error) = result {
            self.state = State::Refused(error);
        }
        result
    }

    /// Whether the body has begun, or what is left does not belong to the message.
    pub const fn has_body_begun(&self) -> bool {
        matches!(self.state, State::Body { .. })
    }

    /// The values, once they are all there. It reads them from the bytes that are kept, so that one calls it once and keeps
    /// the result. There is none either where the values contradict each other, but something about the body would be
    /// refused first.
    pub fn head(&self) -> Option<Head<'_, M>> {
        let State::Body { has_head: true, .. } = self.state else { return None };
        (self.front.program.read)(&self.kept, &mut Partial::default()).ok().map(Head::new)
    }

    /// The message, if all of the input was given and it is right.
    ///
    /// # Errors
    /// What decoding the whole would say.
    pub fn finish(&self) -> Result<Received<'_, M>, IncrementalError> {
        let read = self.front.program.read;
        match &self.state {
            State::Refused(error) => Err(*error),
            State::Values => {
                read(&self.kept, &mut Partial::default())?;
                Err(incomplete(self.kept.len()).into())
            }
            State::Body { passing, .. } => {
                let body = passing.passed();
                let mut partial = Partial::of(Some(body), None);
                Ok(Received::new(read(&self.kept, &mut partial)?, body))
            }
        }
    }

    /// Takes values, and gives what comes behind them.
    fn push_values<'p>(&mut self, mut piece: &'p [u8]) -> Result<&'p [u8], IncrementalError> {
        if self.kept.is_empty() {
            // Mostly all of the values are in the first piece.
            let (progress, at) = self.front.advance(piece);
            if let (Progress::Ends(body), Some((values, rest))) = (progress, piece.split_at_checked(at)) {
                within(values.len(), self.limit)?;
                self.kept = values.to_vec();
                self.begin_body(body)?;
                return Ok(rest);
            }
        }
        loop {
            match self.front.advance(&self.kept).0 {
                Progress::Needs(needed) => {
                    within(needed, self.limit)?;
                    let wanted = needed.saturating_sub(self.kept.len()).min(piece.len());
                    let (taken, rest) = piece.split_at(wanted);
                    if taken.is_empty() {
                        return Ok(&[]);
                    }
                    self.kept.extend_from_slice(taken);
                    piece = rest;
                }
                Progress::GroupBegins | Progress::EntryEnds => {}
                Progress::Ends(body) => {
                    self.begin_body(body)?;
                    return Ok(piece);
                }
            }
        }
    }

    /// Checks the values, as far as that is possible without the body.
    fn begin_body(&mut self, length: Option<u64>) -> Result<(), IncrementalError> {
        let mut partial = Partial::default();
        let has_head = match (self.front.program.read)(&self.kept, &mut partial) {
            Ok(_) => true,
            Err(_) if partial.is_undecided => false,
            Err(error) => return Err(error.into()),
        };
        self.state = State::Body { passing: Passing::new(length), has_head, most: partial.most };
        Ok(())
    }

    fn push_body<'p>(&mut self, piece: &'p [u8]) -> Result<&'p [u8], IncrementalError> {
        let State::Body { passing, most, .. } = &mut self.state else { return Ok(&[]) };
        let body = passing.pass(piece);
        if most.is_some_and(|most| passing.length() > most) {
            // Its digest does not matter any more.
            let body = Some(Passed { length: passing.length(), sha512: [0; 64] });
            (self.front.program.read)(&self.kept, &mut Partial::of(body, None))?;
        }
        Ok(body)
    }
}

impl<M: Incremental> fmt::Debug for Decoder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("kept", &self.kept.len())
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
