//! Why a header does not authorize.

use std::fmt;

use super::seconds::Nanoseconds;

/// The first rule that a header does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is none.
    Absent,
    /// It does not begin with `X-HMAC` and one space.
    Scheme,
    /// No time stands in it: 1 to 20 digits up to a `:`, below 2^64.
    Timestamp,
    /// Its time lies too far back, by so much.
    TooOld(Nanoseconds),
    /// Its time lies too far ahead, by so much.
    TooNew(Nanoseconds),
    /// No nonce stands in it: at most 255 bytes up to a `:`.
    Nonce,
    /// The code is not 64 bytes in standard base64.
    Encoding,
    /// The code is that of another document, or was made with another key.
    Mismatch,
}

impl Refusal {
    /// The rule's name: `too_old`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Scheme => "scheme",
            Self::Timestamp => "timestamp",
            Self::TooOld(_) => "too_old",
            Self::TooNew(_) => "too_new",
            Self::Nonce => "nonce",
            Self::Encoding => "encoding",
            Self::Mismatch => "mismatch",
        }
    }

    /// The result that a peer is told: `unauthorized` if nothing was sent, else `forbidden`.
    pub const fn result(self) -> &'static str {
        match self {
            Self::Absent => "unauthorized",
            _ => "forbidden",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("there is no authorization"),
            Self::Scheme => f.write_str("it does not begin with `X-HMAC` and one space"),
            Self::Timestamp => f.write_str("behind `X-HMAC ` there is no time: 1 to 20 digits, then `:`"),
            Self::TooOld(by) => write!(f, "it is too old, by {by}"),
            Self::TooNew(by) => write!(f, "its time lies too far ahead, by {by}"),
            Self::Nonce => f.write_str("behind the time there is no nonce: at most 255 bytes, then `:`"),
            Self::Encoding => {
                f.write_str("the code is not 64 bytes in standard base64, 86 characters and perhaps `==`")
            }
            Self::Mismatch => {
                f.write_str("the code is that of another document, or was made with another key")
            }
        }
    }
}
