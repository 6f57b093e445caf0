//! Why a message is not allowed.

use core::fmt;
use core::time::Duration;
use std::string::String;

use super::AuthResult;
use super::replay::ReplayError;
use crate::EncodeError;

/// What is wrong with an authorization: for logs, and for people who look for the cause. The other side is told the
/// [`result`](Self::result) and no more.
///
/// ```
/// use lonelypsp::auth::{AuthResult, Refusal};
/// use std::time::Duration;
///
/// let refusal = Refusal::TooOld { age: Duration::from_secs(121), lifetime: Duration::from_secs(120) };
/// assert_eq!(refusal.result(), AuthResult::Forbidden);
/// assert_eq!(refusal.as_str(), "too_old");
/// assert_eq!(refusal.to_string(), "it was signed 121s ago, 1s longer than the 120s that a signature lives (too_old)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no authorization.
    Absent,
    /// It does not begin as this strategy's does: `Bearer ` or `X-HMAC `, exactly.
    Scheme,
    /// What follows is not a time: 1 to 20 digits and a colon, less than 2^64.
    Timestamp,
    /// What follows the time is not a nonce: at most 255 bytes and a colon.
    Nonce,
    /// What follows the nonce is not base64: another character, padding that is neither whole nor absent, or last bits
    /// that stand for no byte and are not zero.
    Encoding,
    /// It is base64, but not of 64 bytes.
    Length {
        /// How many bytes it is.
        found: usize,
    },
    /// It was signed too long ago.
    TooOld {
        /// How long ago it was signed.
        age: Duration,
        /// How long a signature lives.
        lifetime: Duration,
    },
    /// It was signed too far in the future: the clocks of the two sides differ.
    TooNew {
        /// How far ahead of this clock it was signed.
        ahead: Duration,
        /// How far ahead it may be: as long as a signature lives.
        lifetime: Duration,
    },
    /// It is another token or another code than is right. A code is that of other values (another url, a recovery
    /// that one side leaves out), or of another key.
    Mismatch,
    /// It is right, and has been used before.
    Replayed,
    /// The message has values that no document can have, so that no signature of it is right.
    Unsignable(EncodeError),
    /// It is right, but whether it has been used before cannot be told.
    Replay(ReplayError),
    /// The time is before 1970, so that nothing can be said about any signature.
    Clock,
    /// Another reason, of a strategy of the program's own.
    Other {
        /// The verdict. [`AuthResult::Ok`] makes no sense here and counts as forbidden.
        result: AuthResult,
        /// What is wrong, as a sentence without a full stop.
        reason: String,
    },
}

impl Refusal {
    /// The verdict that follows.
    ///
    /// ```
    /// use lonelypsp::auth::{AuthResult, Refusal};
    ///
    /// assert_eq!(Refusal::Absent.result(), AuthResult::Unauthorized);
    /// assert_eq!(Refusal::Mismatch.result(), AuthResult::Forbidden);
    /// assert_eq!(Refusal::Clock.result(), AuthResult::Unavailable);
    /// ```
    pub const fn result(&self) -> AuthResult {
        match self {
            Self::Absent => AuthResult::Unauthorized,
            Self::Scheme
            | Self::Timestamp
            | Self::Nonce
            | Self::Encoding
            | Self::Length { .. }
            | Self::TooOld { .. }
            | Self::TooNew { .. }
            | Self::Mismatch
            | Self::Replayed
            | Self::Unsignable(_)
            | Self::Other { result: AuthResult::Ok, .. } => AuthResult::Forbidden,
            Self::Replay(_) | Self::Clock => AuthResult::Unavailable,
            Self::Other { result, .. } => *result,
        }
    }

    /// The cause in one word, such as `too_old`, the same in every language of the project.
    ///
    /// ```
    /// # use lonelypsp::auth::Refusal;
    /// assert_eq!(Refusal::Replayed.as_str(), "replayed");
    /// ```
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Scheme => "scheme",
            Self::Timestamp => "timestamp",
            Self::Nonce => "nonce",
            Self::Encoding => "encoding",
            Self::Length { .. } => "length",
            Self::TooOld { .. } => "too_old",
            Self::TooNew { .. } => "too_new",
            Self::Mismatch => "mismatch",
            Self::Replayed => "replayed",
            Self::Unsignable(_) => "unsignable",
            Self::Replay(_) => "replay",
            Self::Clock => "clock",
            Self::Other { .. } => "other",
        }
    }

    fn explain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("there is no authorization"),
            Self::Scheme => f.write_str("it does not begin with the scheme that is wanted and one space"),
            Self::Timestamp => {
                f.write_str("what follows the scheme is not a time: 1 to 20 digits, below 2^64, and a colon")
            }
            Self::Nonce => f.write_str("what follows the time is not a nonce: at most 255 bytes and a colon"),
            Self::Encoding => f.write_str(
                "the code is not base64: standard alphabet, padding whole or absent, no bits left over",
            ),
            Self::Length { found } => write!(f, "the code is {found} bytes, and a right one is 64"),
            Self::TooOld { age, lifetime } => {
                let over = age.saturating_sub(*lifetime);
                write!(
                    f,
                    "it was signed {age:?} ago, {over:?} longer than the {lifetime:?} that a signature lives"
                )
            }
            Self::TooNew { ahead, lifetime } => {
                let over = ahead.saturating_sub(*lifetime);
                write!(
                    f,
                    "it was signed {ahead:?} ahead of this clock, {over:?} more than the {lifetime:?} that may be"
                )
            }
            Self::Mismatch => f.write_str("it is not the one for this message and this secret"),
            Self::Replayed => f.write_str("it has been used before"),
            Self::Unsignable(error) => write!(f, "no signature of this message can be right: {error}"),
            Self::Replay(error) => write!(f, "whether it has been used before cannot be told: {error}"),
            Self::Clock => f.write_str("this clock is before 1970"),
            Self::Other { reason, .. } => f.write_str(reason),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.explain(f)?;
        write!(f, " ({})", self.as_str())
    }
}

impl core::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Unsignable(error) => Some(error),
            Self::Replay(error) => Some(error),
            _ => None,
        }
    }
}
