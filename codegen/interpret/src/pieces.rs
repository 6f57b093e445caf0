//! A message that arrives in pieces.

use lonelypsp_schema::{Direction, Message, Prefix, Protocol};
use sha2::{Digest as _, Sha512};

use crate::decode::{Decoded, Expected, decode_observed};
use crate::error::DecodeError;
use crate::reader::number_in;
use crate::scan::{BodyEnd, Progress, Scanner};

/// What is known of a body that was not kept.
#[derive(Clone, Copy)]
pub(crate) struct Streamed {
    pub(crate) length: u64,
    pub(crate) sha512: [u8; 64],
}

/// Decodes a message that is given in pieces of any size. What stands before the body is kept; the body is counted and
/// hashed as it passes.
///
/// ```
/// use lonelypsp_interpret::Pieces;
/// # use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let mut pieces = Pieces::new(schema.protocol("stateful").unwrap(), Direction::S2b);
/// for byte in b"\0\x01\0\x05\0\0\0\0\0\x05foo/*" {
///     assert_eq!(pieces.push(&[*byte]), b"", "it has no body");
/// }
/// assert_eq!(pieces.finish().unwrap().target.name(), "unsubscribe_glob");
/// ```
pub struct Pieces<'s> {
    protocol: &'s Protocol,
    expected: Expected<'s>,
    /// All before the body.
    kept: Vec<u8>,
    state: State<'s>,
    length: u64,
    hash: Sha512,
}

enum State<'s> {
    /// It is not known yet what message it is.
    Unknown,
    /// Its values.
    Head(Scanner<'s>),
    /// What is left of its body.
    Body(BodyEnd),
}

impl<'s> Pieces<'s> {
    /// For a message that was sent in that direction; see [`decode`](crate::decode).
    pub fn new(protocol: &'s Protocol, direction: Direction) -> Self {
        Self::expecting(protocol, Expected::Any(direction))
    }

    /// For bytes of which it is known what message they are; see [`decode_as`](crate::decode_as).
    ///
    /// ```
    /// use lonelypsp_interpret::Pieces;
    /// # use lonelypsp_schema::Direction;
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let stateless = schema.protocol("stateless").unwrap();
    /// let receive = stateless.by_name(Direction::B2s, "receive").unwrap();
    /// let mut pieces = Pieces::of(stateless, receive);
    /// assert_eq!(pieces.push(b"\0\0\0\x01t\x02id\0\0\0\0\0\0\0\x05he"), b"he");
    /// assert_eq!(pieces.push(b"llo"), b"llo");
    /// assert!(pieces.finish().is_ok());
    /// ```
    pub fn of(protocol: &'s Protocol, message: &'s Message) -> Self {
        Self::expecting(protocol, Expected::Message(message))
    }

    fn expecting(protocol: &'s Protocol, expected: Expected<'s>) -> Self {
        let (kept, hash) = (Vec::new(), Sha512::new());
        Self { protocol, expected, kept, state: State::Unknown, length: 0, hash }
    }

    /// Takes the next piece, and gives the part of it that belongs to the body.
    pub fn push<'p>(&mut self, mut piece: &'p [u8]) -> &'p [u8] {
        loop {
            let needed = match &mut self.state {
                State::Body(end) => {
                    let most = match end {
                        BodyEnd::None => 0,
                        BodyEnd::Input => u64::MAX,
                        BodyEnd::After(length) => *length,
                    };
                    let left = usize::try_from(most.saturating_sub(self.length)).unwrap_or(usize::MAX);
                    let (body, _) = piece.split_at(left.min(piece.len()));
                    self.length = self.length.saturating_add(body.len() as u64);
                    self.hash.update(body);
                    return body;
                }
                State::Head(scanner) => match scanner.advance(&self.kept) {
                    Progress::Needs(needed) => needed,
                    Progress::Ends(end) => {
                        self.state = State::Body(end);
                        continue;
                    }
                },
                State::Unknown => match self.message() {
                    Progress::Needs(needed) => needed,
                    Progress::Ends(_) => continue,
                },
            };
            let wanted = needed.saturating_sub(self.kept.len()).min(piece.len());
            if wanted == 0 {
                return &[];
            }
            let (taken, rest) = piece.split_at(wanted);
            self.kept.extend_from_slice(taken);
            piece = rest;
        }
    }

    /// The message, whose body is empty, once all of the input was given.
    ///
    /// # Errors
    /// The same that [`decode`](crate::decode) has for the whole.
    pub fn finish(&self) -> Result<Decoded<'s, '_>, DecodeError> {
        let sha512 = self.hash.clone().finalize().into();
        let streamed =
            matches!(self.state, State::Body(_)).then_some(Streamed { length: self.length, sha512 });
        decode_observed(self.protocol, self.expected, &self.kept, streamed, &mut ())
    }

    /// Finds out what message it is, once it is there to see, and begins to scan it.
    fn message(&mut self) -> Progress {
        let width = match (self.protocol.prefix, self.expected) {
            (Prefix::FlagsAndCode, _) => 4,
            (Prefix::None, Expected::Message(_)) => 0,
            (Prefix::None, Expected::Any(direction)) => {
                self.protocol.leading_code(direction).map_or(0, |width| usize::from(width.bytes()))
            }
        };
        let Some(start) = self.kept.get(..width) else { return Progress::Needs(width) };
        let (flags, code) = match self.protocol.prefix {
            Prefix::FlagsAndCode => start.split_at(2),
            Prefix::None => (&[][..], start),
        };
        let code = number_in(code);
        let has_code = |message: &&Message| u64::from(message.code) == code;
        let message = match self.expected {
            Expected::Message(message) => {
                Some(message).filter(|message| self.protocol.prefix == Prefix::None || has_code(message))
            }
            Expected::Any(direction) => {
                let mut messages = self.protocol.messages_of(direction).into_iter();
                messages.find(|message| {
                    has_code(message)
                        && (self.protocol.prefix == Prefix::FlagsAndCode || message.leading_code().is_some())
                })
            }
        };
        let flags = u16::try_from(number_in(flags)).unwrap_or_default();
        self.state = match message {
            Some(message) => State::Head(Scanner::new(self.protocol, flags, &message.layout.plan.scan)),
            // What it is instead is for decoding to say.
            None => State::Body(BodyEnd::None),
        };
        Progress::Ends(BodyEnd::None)
    }
}
