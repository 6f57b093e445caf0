//! What can be wrong with a message, as data and as a sentence.

use std::fmt;

/// The kinds of errors, spelled as in the conformance protocol.
///
/// ```
/// assert_eq!(lonelypsp_interpret::Kind::NotUtf8.as_str(), "not_utf8");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Fewer bytes are left than are needed.
    Truncated,
    /// No message of that direction has this type code.
    UnknownType,
    /// An expanded header's name is not ASCII.
    HeaderName,
    /// Expanded headers lack one that this message needs.
    MissingHeader,
    /// A value is longer than its limit.
    TooLong,
    /// A value is not exactly as long as it must be.
    WrongLength,
    /// An integer does not fit its field.
    OutOfRange,
    /// Text that is not UTF-8.
    NotUtf8,
    /// A declared length differs from the body's, or two lengths that must agree do not.
    LengthMismatch,
    /// The body's hash is not the declared one.
    DigestMismatch,
    /// The message carries another type code than its own.
    UnexpectedType,
    /// A list that must be sorted and unique is not.
    Unsorted,
    /// The schema has no such value there.
    BadValue,
}

impl Kind {
    /// The spelling of the conformance protocol.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::UnknownType => "unknown_type",
            Self::HeaderName => "header_name",
            Self::MissingHeader => "missing_header",
            Self::TooLong => "too_long",
            Self::WrongLength => "wrong_length",
            Self::OutOfRange => "out_of_range",
            Self::NotUtf8 => "not_utf8",
            Self::LengthMismatch => "length_mismatch",
            Self::DigestMismatch => "digest_mismatch",
            Self::UnexpectedType => "unexpected_type",
            Self::Unsorted => "unsorted",
            Self::BadValue => "bad_value",
        }
    }

    /// What it is called in a message to people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Truncated => "the message is truncated",
            Self::UnknownType => "the type is unknown",
            Self::HeaderName => "a header's name is not ASCII",
            Self::MissingHeader => "a header is missing",
            Self::TooLong => "a value is too long",
            Self::WrongLength => "a value has the wrong length",
            Self::OutOfRange => "a number is out of range",
            Self::NotUtf8 => "text is not UTF-8",
            Self::LengthMismatch => "two lengths differ",
            Self::DigestMismatch => "a digest differs",
            Self::UnexpectedType => "the type is that of another message",
            Self::Unsorted => "a list is not sorted",
            Self::BadValue => "a value is not what it has to be",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why bytes are not a message.
///
/// ```
/// # use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let error = lonelypsp_interpret::decode(schema.protocol("stateful").unwrap(), Direction::B2s, b"\0\x01\0").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the message is truncated at byte 2: expected 2 bytes for the type, found 1 byte",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The kind of problem.
    pub kind: Kind,
    /// What it is about: a header's name on the wire, or a field's; in a group as in `exact[2].topic`.
    pub at: Option<String>,
    /// Where it is in the input.
    pub offset: usize,
    /// What would be right.
    pub expected: String,
    /// What is there instead.
    pub actual: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind.title(), self.offset)?;
        if let Some(at) = &self.at {
            write!(f, ", in `{at}`")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.actual)
    }
}

impl std::error::Error for DecodeError {}

/// Why a value cannot be written.
///
/// ```
/// use lonelypsp_interpret::{HeaderMode, Target, Value};
/// # use lonelypsp_schema::Direction;
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let missed = Target::find(schema.protocol("stateful").unwrap(), Direction::B2s, "missed", None).unwrap();
/// let values = [Value::OptionalText(None), Value::Bytes(&[]), Value::Bytes(&[0; 65536])];
/// assert_eq!(
///     missed.encode(HeaderMode::Minimal, &values).unwrap_err().to_string(),
///     "a value is too long in `x-topic`: expected at most 65535 bytes, found 65536 bytes",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// The kind of problem.
    pub kind: Kind,
    /// What it is about: a header's name on the wire, a field's or a flag's, or `body`; in a group as in `exact[2].topic`.
    pub at: Option<String>,
    /// What would be right.
    pub expected: String,
    /// What is there instead.
    pub actual: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.title())?;
        if let Some(at) = &self.at {
            write!(f, " in `{at}`")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.actual)
    }
}

impl std::error::Error for EncodeError {}

/// What is wrong with one value, before it is known where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of problem.
    pub kind: Kind,
    /// What would be right.
    pub expected: String,
    /// What is there instead.
    pub actual: String,
}

impl Fault {
    /// A problem of that kind.
    ///
    /// ```
    /// use lonelypsp_interpret::{Fault, Kind};
    /// assert_eq!(Fault::new(Kind::BadValue, "a number", "text").kind.as_str(), "bad_value");
    /// ```
    pub fn new(kind: Kind, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self { kind, expected: expected.into(), actual: actual.into() }
    }

    pub(crate) fn read(self, at: Option<&str>, offset: usize) -> DecodeError {
        let Self { kind, expected, actual } = self;
        DecodeError { kind, at: at.map(str::to_owned), offset, expected, actual }
    }

    pub(crate) fn written(self, at: &str) -> EncodeError {
        let Self { kind, expected, actual } = self;
        EncodeError { kind, at: Some(at.to_owned()), expected, actual }
    }
}

/// A number of bytes as people say it.
pub(crate) fn bytes(count: usize) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{count} bytes") }
}
