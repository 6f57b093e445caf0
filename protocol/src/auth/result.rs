//! The verdict on a message.

use core::fmt;

use super::Refusal;

/// What came of a check, as the protocol distinguishes it. A broadcaster answers an HTTP request with the status code in
/// parentheses.
///
/// ```
/// use lonelypsp::auth::{AuthResult, Refusal};
///
/// assert_eq!(AuthResult::from(Ok(())), AuthResult::Ok);
/// assert_eq!(AuthResult::from(Err(Refusal::Absent)), AuthResult::Unauthorized);
/// assert_eq!(AuthResult::Forbidden.as_str(), "forbidden");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthResult {
    /// The message is allowed (200).
    Ok,
    /// It has no authorization, and needs one (401).
    Unauthorized,
    /// Its authorization is not right (403).
    Forbidden,
    /// It cannot be told at the moment, for instance because a database does not answer (503).
    Unavailable,
}

impl AuthResult {
    /// The verdict's name in every language of the project, such as `forbidden`.
    ///
    /// ```
    /// # use lonelypsp::auth::AuthResult;
    /// assert_eq!(AuthResult::Unavailable.as_str(), "unavailable");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::Unavailable => "unavailable",
        }
    }
}

impl fmt::Display for AuthResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Result<(), Refusal>> for AuthResult {
    fn from(checked: Result<(), Refusal>) -> Self {
        match checked {
            Ok(()) => Self::Ok,
            Err(refusal) => refusal.result(),
        }
    }
}

impl From<&Refusal> for AuthResult {
    fn from(refusal: &Refusal) -> Self {
        refusal.result()
    }
}
