//! Why nothing can be sent with a message.

use core::error::Error;
use core::fmt;
use std::boxed::Box;

use crate::EncodeError;

/// Why a strategy has no authorization for a message that is to be sent.
///
/// ```
/// use lonelypsp::auth::AuthorizeError;
///
/// let error = AuthorizeError::other("the token server does not answer");
/// assert_eq!(error.to_string(), "the token server does not answer");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum AuthorizeError {
    /// The message has values that no document can have, such as part 256 of an acknowledgement.
    Unsignable(EncodeError),
    /// A nonce that was given has a colon in it, which would end it.
    Nonce,
    /// The time is before 1970.
    Clock,
    /// The system has no random bytes.
    Random(getrandom::Error),
    /// Another reason, of a strategy of the program's own.
    Other(Box<dyn Error + Send + Sync>),
}

impl AuthorizeError {
    /// An error of a strategy of the program's own.
    ///
    /// ```
    /// # use lonelypsp::auth::AuthorizeError;
    /// let error = AuthorizeError::other(std::io::Error::other("no connection"));
    /// assert!(std::error::Error::source(&error).is_none());
    /// ```
    pub fn other(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }
}

impl fmt::Display for AuthorizeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsignable(_) => f.write_str("no document can hold the values of this message"),
            Self::Nonce => f.write_str("a nonce must not have a colon in it"),
            Self::Clock => f.write_str("the clock is before 1970"),
            Self::Random(_) => f.write_str("the system has no random bytes"),
            Self::Other(error) => error.fmt(f),
        }
    }
}

impl Error for AuthorizeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unsignable(error) => Some(error),
            Self::Nonce | Self::Clock => None,
            Self::Random(error) => Some(error),
            // It is shown as the error itself.
            Self::Other(error) => error.source(),
        }
    }
}

impl From<EncodeError> for AuthorizeError {
    fn from(error: EncodeError) -> Self {
        Self::Unsignable(error)
    }
}
