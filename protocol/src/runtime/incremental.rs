//! Messages that arrive in pieces: how their types are read so, and how far the values and the body of one have come.

use core::fmt;

use super::codec::Parse;
use super::digest::Hasher;
use super::error::DecodeError;
use super::known::{Known, Partial, Passed};
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

pub(super) fn read_part<'a, F>(input: &'a [u8], partial: &mut Partial) -> Result<F::Of<'a>, DecodeError>
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

/// The bytes that have to be kept, within the limit.
pub(super) fn within(needed: usize, limit: usize) -> Result<(), IncrementalError> {
    if needed > limit { Err(IncrementalError::AboveLimit { limit }) } else { Ok(()) }
}
