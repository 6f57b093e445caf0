//! Errors as data: what is wrong, with which value, and where in the input.

use core::fmt;

pub use super::error_kind::ErrorKind;
use super::found::Found;
use super::place::{Entries, Located, Place};

/// Why bytes are not a message. Small and without allocation: refusing is as cheap as accepting.
///
/// ```
/// use lonelypsp::{ErrorKind, stateful::s2b};
///
/// let error = s2b::SubscribeExact::decode(b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo").unwrap_err();
/// assert_eq!((error.kind(), error.at(), error.offset()), (ErrorKind::Truncated, Some("x-topic"), 10));
/// assert_eq!(error.to_string(), "`x-topic` at byte 10 is cut off: the input ends too early (truncated)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DecodeError {
    place: Option<&'static Place>,
    entries: Entries,
    offset: u32,
    kind: ErrorKind,
    found: Found,
}

impl DecodeError {
    /// An error about a value, or about none, at an offset of the input. An offset past 4 GiB is given as
    /// [`u32::MAX`].
    #[cold]
    pub fn new(kind: ErrorKind, place: Option<&'static Place>, offset: usize) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        Self { place, entries: Entries::NONE, offset, kind, found: Found::NOTHING }
    }

    /// The same error, which says what is there.
    #[cold]
    pub(super) fn with(self, found: Found) -> Self {
        Self { found, ..self }
    }

    /// The same error, which came up in the entry of a group.
    #[cold]
    pub(super) fn in_entry(self, index: usize) -> Self {
        Self { entries: self.entries.inside(index), ..self }
    }

    /// The same error, at so many bytes behind.
    #[cold]
    pub(super) fn moved_by(self, bytes: u64) -> Self {
        let offset = u64::from(self.offset).saturating_add(bytes);
        Self { offset: u32::try_from(offset).unwrap_or(u32::MAX), ..self }
    }

    /// What is wrong.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The value it is about: a header by its name on the wire, anything else by its field's; none where nothing is named
    /// yet. [`place`](Self::place) also says which entry of a group it is in.
    pub fn at(&self) -> Option<&'static str> {
        self.place.map(|place| place.name)
    }

    /// What it is about with all that it lies in, as every language of the project says it: `x-topic`, or in the entries
    /// of groups `topics[2].topic`.
    pub fn place(&self) -> Option<impl fmt::Display + use<>> {
        let entries = self.entries;
        self.place.map(|place| Located { place, entries })
    }

    /// Where it is: the index in the whole input of the first byte of the value that [`at`](Self::at) names. For
    /// [`ErrorKind::Truncated`] it is where the read began that found too little, for [`ErrorKind::MissingHeader`] the
    /// end of the header block.
    pub const fn offset(&self) -> u32 {
        self.offset
    }

    /// What the value has to be, such as "at most 64 bytes", where one is named.
    pub fn expected(&self) -> Option<&'static str> {
        expected(self.kind, self.place, self.found)
    }

    /// What is there, as a number: of bytes for [`ErrorKind::TooLong`] and [`ErrorKind::WrongLength`]; the number itself for
    /// [`ErrorKind::LengthMismatch`], [`ErrorKind::UnknownType`] and [`ErrorKind::UnexpectedType`]. Nothing for other kinds,
    /// and for numbers from 16,777,213 on, of which the text only says that they are larger.
    pub fn found(&self) -> Option<u64> {
        self.found.as_number()
    }
}

#[allow(clippy::missing_fields_in_debug, reason = "`at` is all that says where")]
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("kind", &self.kind)
            .field("at", &self.place().map(Shown))
            .field("offset", &self.offset)
            .finish()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset;
        match (self.place(), self.kind) {
            (Some(place), _) => write!(f, "`{place}` at byte {offset} ")?,
            (None, ErrorKind::Truncated) => write!(f, "what should begin at byte {offset} ")?,
            (None, _) => write!(f, "what stands at byte {offset} ")?,
        }
        explain(f, self.kind, self.place, self.found)
    }
}

impl core::error::Error for DecodeError {}

/// Why a value is no message: no reader would accept what it would be written as.
///
/// ```
/// use lonelypsp::{ErrorKind, HeaderMode, stateful::s2b};
///
/// let message = s2b::ContinueReceive { identifier: &[0; 65], part_id: 0, authorization: None, tracing: b"" };
/// let error = message.encode(HeaderMode::Minimal).unwrap_err();
/// assert_eq!((error.kind(), error.at()), (ErrorKind::TooLong, Some("x-identifier")));
/// assert_eq!(
///     error.to_string(),
///     "`x-identifier` is too long, expected at most 64 bytes, found 65 bytes (too_long)"
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EncodeError {
    place: Option<&'static Place>,
    entries: Entries,
    kind: ErrorKind,
    found: Found,
}

impl EncodeError {
    /// An error about a value. Without one it is about the buffer to write to, or about a shape.
    #[cold]
    pub const fn new(kind: ErrorKind, place: Option<&'static Place>) -> Self {
        Self { place, entries: Entries::NONE, kind, found: Found::NOTHING }
    }

    /// The same error, which says what was given.
    #[cold]
    pub(super) const fn with(self, found: Found) -> Self {
        Self { found, ..self }
    }

    /// The same error, which came up in the entry of a group.
    #[cold]
    pub(crate) fn in_entry(self, index: usize) -> Self {
        Self { entries: self.entries.inside(index), ..self }
    }

    /// What is wrong.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The value it is about: a header by its name on the wire, anything else by its field's; none if the buffer to write
    /// to is too small, or if this direction has no such shape. [`place`](Self::place) also says which entry of a group
    /// it is in.
    pub fn at(&self) -> Option<&'static str> {
        self.place.map(|place| place.name)
    }

    /// What it is about with all that it lies in, as every language of the project says it: `x-topic`, or in the entries
    /// of groups `topics[2].topic`.
    pub fn place(&self) -> Option<impl fmt::Display + use<>> {
        let entries = self.entries;
        self.place.map(|place| Located { place, entries })
    }

    /// What the value has to be, such as "at most 64 bytes", where one is named.
    pub fn expected(&self) -> Option<&'static str> {
        expected(self.kind, self.place, self.found)
    }

    /// What was given, as a number: of bytes or entries for [`ErrorKind::TooLong`] and [`ErrorKind::WrongLength`], the number
    /// itself for [`ErrorKind::OutOfRange`]. Nothing for other kinds, for negative numbers, and for those from 16,777,213
    /// on, of which the text only says that they are larger.
    pub fn found(&self) -> Option<u64> {
        self.found.as_number()
    }
}

#[allow(clippy::missing_fields_in_debug, reason = "`at` is all that says where")]
impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodeError").field("kind", &self.kind).field("at", &self.place().map(Shown)).finish()
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.place(), self.kind) {
            (Some(place), _) => {
                write!(f, "`{place}` ")?;
                explain(f, self.kind, self.place, self.found)
            }
            (None, ErrorKind::UnknownType) => {
                write!(f, "no message of this direction has this shape ({})", self.kind)
            }
            (None, _) => write!(f, "the buffer has too little room for the message ({})", self.kind),
        }
    }
}

impl core::error::Error for EncodeError {}

/// What a value has to be, where that is what is wrong with it.
fn expected(kind: ErrorKind, place: Option<&'static Place>, found: Found) -> Option<&'static str> {
    match (kind, place) {
        (ErrorKind::OutOfRange, Some(_)) if found == Found::OTHER_VARIANT => {
            Some("a value that chooses no other variant")
        }
        (_, place) => place.map(|place| place.expects),
    }
}

fn explain(
    f: &mut fmt::Formatter<'_>,
    kind: ErrorKind,
    place: Option<&'static Place>,
    found: Found,
) -> fmt::Result {
    f.write_str(match (kind, place) {
        (ErrorKind::UnexpectedType, Some(_)) => "is that of another variant than the one asked for",
        (ErrorKind::BadValue, None) => "is not what has to stand there",
        (ErrorKind::OutOfRange, Some(_)) if found == Found::OTHER_VARIANT => {
            "has a value that chooses another variant than this one"
        }
        _ => kind.explain(),
    })?;
    let limits = [ErrorKind::TooLong, ErrorKind::WrongLength, ErrorKind::OutOfRange];
    let is_limit = limits.contains(&kind) && found != Found::OTHER_VARIANT;
    if let Some(expected) = expected(kind, place, found).filter(|_| is_limit) {
        write!(f, ", expected {expected}")?;
    }
    // A group that is too long has too many entries; what it expects says so.
    let are_bytes = [ErrorKind::TooLong, ErrorKind::WrongLength].contains(&kind)
        && place.is_some_and(|place| place.expects.contains("byte"));
    found.write(f, are_bytes)?;
    write!(f, " ({kind})")
}

/// As text with quotes.
struct Shown<T>(T);

impl<T: fmt::Display> fmt::Debug for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}
