//! What can be wrong with a message, as every language calls it.

use core::fmt;

/// What is wrong with a message. The kinds belong to the protocol's schema: every language has the same ones and
/// reports the same one for the same input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Fewer bytes are left than are needed.
    Truncated,
    /// No message of this direction has this type code.
    UnknownType,
    /// An expanded header's name is not ASCII.
    HeaderName,
    /// The expanded headers lack one that this message needs.
    MissingHeader,
    /// A value is longer than its limit, or does not fit its length prefix.
    TooLong,
    /// A value is not exactly as long as it must be.
    WrongLength,
    /// An integer does not fit its header.
    OutOfRange,
    /// Text that is not UTF-8.
    NotUtf8,
    /// A declared length differs from the body's, or two lengths that must agree do not.
    LengthMismatch,
    /// The body's digest is not the declared one.
    DigestMismatch,
    /// An entry of a sorted group is not greater than the one before.
    Unsorted,
    /// The message has another type than the one asked for; or, about a header, another variant.
    UnexpectedType,
    /// A value that the field does not take: its type refuses it, or it was given a value of another kind. The messages
    /// of this crate take every value that the protocol allows; a type of the user's own may take fewer. Without a name
    /// it is about bytes that are always the same and are not, or about flags that a protocol refuses.
    BadValue,
}

impl ErrorKind {
    /// The kind's name in every language of the project, such as `too_long`.
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
            Self::Unsorted => "unsorted",
            Self::UnexpectedType => "unexpected_type",
            Self::BadValue => "bad_value",
        }
    }

    /// What is wrong, as the end of a sentence about a value.
    pub(super) const fn explain(self) -> &'static str {
        match self {
            Self::Truncated => "is cut off: the input ends too early",
            Self::UnknownType => "is not the code of a message of this direction",
            Self::HeaderName => "is not an ASCII header name",
            Self::MissingHeader => "is missing from the header block",
            Self::TooLong => "is too long",
            Self::WrongLength => "has the wrong length",
            Self::OutOfRange => "is out of range",
            Self::NotUtf8 => "is not UTF-8",
            Self::LengthMismatch => "does not agree with the length it declares",
            Self::DigestMismatch => "is not the digest of the body",
            Self::Unsorted => "is not greater than in the entry before",
            Self::UnexpectedType => "is the code of another message than the one asked for",
            Self::BadValue => "is not a value that its field takes",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
