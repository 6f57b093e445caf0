//! Messages that arrive in pieces.

use core::fmt;

use super::Vec;
use super::ahead::Ahead;
use super::codec::Parse;
use super::digest::Hasher;
use super::error::DecodeError;
use super::known::{Known, Partial, Passed, incomplete};
use super::message::Family;
use super::prefix::open;
use super::reader::PREFIX_LENGTH;
use super::scan::{Progress, Scan, Scanner, number};

/// A type of messages that can be decoded in pieces, apart from the lifetime of what it borrows.
pub trait Incremental {
    /// The message type, borrowing for `'a`.
    type Of<'a>;
}

impl<F: Family> Incremental for F {
    type Of<'a> = F::Of<'a>;
}

/// How a type is decoded in pieces.
#[doc(hidden)]
#[allow(missing_debug_implementations, reason = "functions alone")]
pub struct Program<M: Incremental> {
    /// What stands before the values.
    pub start: Start,
    /// The scan program of the message with that type code; where none is read, whatever the code is.
    pub scan: fn(u16) -> Option<&'static [Scan]>,
    /// Reads what is there of a message.
    pub read: for<'a> fn(&'a [u8], &mut Partial) -> Result<M::Of<'a>, DecodeError>,
}

/// What says at the start of a message which message it is.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Start {
    /// Nothing; it is known.
    Nothing,
    /// Flags and type code; this flag selects the minimal header block.
    Prefix(u16),
    /// The type code, in so many bytes, which is a value besides.
    Code(usize),
}

impl Start {
    /// How many bytes it takes.
    const fn length(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Prefix(_) => PREFIX_LENGTH,
            Self::Code(width) => width,
        }
    }
}

impl<M: Incremental> Clone for Program<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M: Incremental> Copy for Program<M> {}

impl<F> Program<F>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    /// That of one message.
    pub(super) fn of_message() -> Self {
        const {
            assert!(
                <F::Of<'static> as Parse<'static>>::IS_SCANNED,
                "a message whose entries are described by a type of their own is not decoded in pieces",
            );
        }
        let has_prefix = <F::Of<'static> as Parse<'static>>::HAS_PREFIX;
        let minimal = <F::Of<'static> as Parse<'static>>::MINIMAL_FLAG;
        let start = if has_prefix { Start::Prefix(minimal) } else { Start::Nothing };
        Self { start, scan: scan_of::<F::Of<'static>>, read: read_part::<F> }
    }
}

fn scan_of<M: Parse<'static>>(code: u16) -> Option<&'static [Scan]> {
    (!M::HAS_PREFIX || code == M::CODE).then_some(M::SCAN)
}

fn read_part<'a, F>(input: &'a [u8], partial: &mut Partial) -> Result<F::Of<'a>, DecodeError>
where
    F: Family,
    for<'b> F::Of<'b>: Parse<'b>,
{
    read_message(input, partial)
}

/// Reads what is there of a message.
///
/// # Errors
/// The first problem.
#[inline]
pub fn read_message<'a, M: Parse<'a>>(input: &'a [u8], known: &mut impl Known) -> Result<M, DecodeError> {
    if M::HAS_PREFIX {
        open(input, M::CODE, M::MINIMAL_FLAG, M::KNOWN_CODES)?;
    }
    M::read(input, known)
}

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

/// Why no more of a message is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncrementalError {
    /// What decoding the whole message would say.
    Refused(DecodeError),
    /// What has to be kept of it is longer than the limit that was set.
    AboveLimit {
        /// The limit in bytes.
        limit: usize,
    },
}

impl fmt::Display for IncrementalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::AboveLimit { limit } => {
                write!(f, "what has to be kept of the message is longer than the limit of {limit} bytes")
            }
        }
    }
}

impl core::error::Error for IncrementalError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Refused(error) => Some(error),
            Self::AboveLimit { .. } => None,
        }
    }
}

impl From<DecodeError> for IncrementalError {
    fn from(error: DecodeError) -> Self {
        Self::Refused(error)
    }
}

/// How far the values of a message have come.
pub(super) struct Front<M: Incremental> {
    pub(super) program: Program<M>,
    pub(super) scanner: Option<Scanner>,
    tells_entries: bool,
}

impl<M: Incremental> Front<M> {
    pub(super) const fn new(program: Program<M>, tells_entries: bool) -> Self {
        Self { program, scanner: None, tells_entries }
    }

    /// Goes on in the message, of which that much is there; and where it stands then.
    pub(super) fn advance(&mut self, input: &[u8]) -> (Progress, usize) {
        let scanner = match &mut self.scanner {
            Some(scanner) => scanner,
            none => {
                let (flags, code, at) = match self.program.start {
                    Start::Nothing => (0, 0, 0),
                    Start::Prefix(_) => match input.first_chunk() {
                        Some([a, b, c, d]) => {
                            (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d]), PREFIX_LENGTH)
                        }
                        None => return (Progress::Needs(PREFIX_LENGTH), 0),
                    },
                    Start::Code(width) => match input.get(..width) {
                        Some(code) => (0, u16::try_from(number(code)).unwrap_or(u16::MAX), 0),
                        None => return (Progress::Needs(width), 0),
                    },
                };
                // What it is instead is for decoding to say.
                let Some(steps) = (self.program.scan)(code) else {
                    return (Progress::Ends(Some(0)), self.program.start.length());
                };
                let is_minimal = match self.program.start {
                    Start::Prefix(flag) => flags & flag != 0,
                    Start::Nothing | Start::Code(_) => false,
                };
                none.insert(Scanner::new(steps, at, flags, is_minimal, self.tells_entries))
            }
        };
        let progress = scanner.advance(input);
        (progress, scanner.position())
    }
}

/// A body on its way.
#[derive(Clone, Debug, Default)]
pub(super) struct Passing {
    /// How far it goes at most; without it, to the end of the input.
    pub(super) most: Option<u64>,
    length: u64,
    hash: Hasher,
}

impl Passing {
    pub(super) fn new(most: Option<u64>) -> Self {
        Self { most, ..Self::default() }
    }

    /// Counts and hashes, and gives what belongs to the body.
    pub(super) fn pass<'p>(&mut self, piece: &'p [u8]) -> &'p [u8] {
        let left = self.most.map_or(u64::MAX, |most| most.saturating_sub(self.length));
        let body = piece.get(..usize::try_from(left).unwrap_or(usize::MAX)).unwrap_or(piece);
        self.length = self.length.saturating_add(body.len() as u64);
        self.hash.update(body);
        body
    }

    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn passed(&self) -> Passed {
        Passed { length: self.length, sha512: self.hash.digest() }
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

/// The bytes that have to be kept, within the limit.
pub(super) fn within(needed: usize, limit: usize) -> Result<(), IncrementalError> {
    if needed > limit { Err(IncrementalError::AboveLimit { limit }) } else { Ok(()) }
}

impl<M: Incremental> fmt::Debug for Decoder<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("kept", &self.kept.len())
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
