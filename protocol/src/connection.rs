//! The `websocket:` url that signatures on a connection are about, and the counters in it.
//!
//! Over HTTP a subscriber is known by the url at which it can be reached. On a connection it has none, so both ends
//! make one up: from a nonce that both have part in, so that no signature is good on another connection, and from a
//! counter, so that none is good twice on this one.
//!
//! ```text
//! websocket:5IgMYVFFWPZuDoAYu9NZI/oNv/sFf+taDsOAUBb0Zl8=:-1
//!           the connection's nonce, in base64             the counter, in hexadecimal
//! ```
//!
//! There are two counters, and both ends keep both: the subscriber's begins at -1 and goes down, the broadcaster's begins
//! at 1 and goes up. A value is used, then the counter moves. Both ends therefore do the same with a [`Connection`], the
//! one when it sends a message and the other when that message arrives:
//!
//! | message | url that its authorization signs |
//! | --- | --- |
//! | `CONFIGURE`, `CONFIRM_CONFIGURE`, `NOTIFY`, `NOTIFY_STREAM`, `CONTINUE_NOTIFY`, `CONFIRM_NOTIFY` | none |
//! | `SUBSCRIBE_…`, `UNSUBSCRIBE_…`, `CONTINUE_RECEIVE`, `CONFIRM_RECEIVE` | [`subscriber_url`](Connection::subscriber_url) |
//! | `CONFIRM_SUBSCRIBE_…`, `CONFIRM_UNSUBSCRIBE_…` | that of the request, once more: a [`Url`] can be kept |
//! | `RECEIVE_STREAM` | [`receive_url`](Connection::receive_url) |
//! | `MISSED`, `ENABLE_ZSTD_…`, `DISABLE_ZSTD_CUSTOM` | [`broadcaster_url`](Connection::broadcaster_url) |
//!
//! Without authorization, or with tokens, nothing depends on these urls, and none has to be made.
//!
//! ```
//! use lonelypsp::connection::{Connection, PartRule};
//!
//! let (subscriber_nonce, broadcaster_nonce) = ([1; 32], [2; 32]);
//! let mut subscriber = Connection::new(&subscriber_nonce, &broadcaster_nonce, PartRule::PerPart);
//! let mut broadcaster = subscriber.clone();
//!
//! let signed_with = subscriber.subscriber_url()?;
//! let checked_with = broadcaster.subscriber_url()?;
//! assert_eq!(signed_with, checked_with);
//! assert!(signed_with.ends_with(":-1"));
//! # Ok::<(), lonelypsp::connection::UrlError>(())
//! ```

mod url;

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

pub use url::Url;
use url::{NONCE_LENGTH, ascii};

/// Whether the later parts of a message that a broadcaster sends in parts (`RECEIVE_STREAM`) move its counter.
///
/// There is no default, because there is no right answer: the reference's broadcaster moves its counter with every part,
/// the reference's subscriber only with the first. After a message in several parts the two disagree, and with HMAC the
/// next thing that the broadcaster signs is refused. So:
///
/// - a *subscriber* of a reference broadcaster counts [`PerPart`](Self::PerPart);
/// - a *broadcaster* of reference subscribers counts [`PerMessage`](Self::PerMessage);
/// - where neither end is the reference, both take the same: `PerPart`, so that each part is signed with a url of its own.
///
/// ```
/// use lonelypsp::connection::{Connection, PartRule};
///
/// let mut connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerMessage);
/// assert!(connection.receive_url(true)?.ends_with(":1"));
/// assert!(connection.receive_url(false)?.ends_with(":1"));
/// assert!(connection.broadcaster_url()?.ends_with(":2"));
/// # Ok::<(), lonelypsp::connection::UrlError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartRule {
    /// Every part has a url of its own: what the reference's broadcaster does.
    PerPart,
    /// All parts of a message have that of the first: what the reference's subscriber does. It never looks at what
    /// the later ones are signed with.
    PerMessage,
}

/// The urls of one connection, at either end. It does nothing but count: no bytes are sent or read.
///
/// ```
/// use lonelypsp::connection::{Connection, PartRule};
///
/// let mut connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
/// assert!(connection.subscriber_url()?.ends_with(":-1"));
/// assert!(connection.subscriber_url()?.ends_with(":-2"));
/// assert!(connection.broadcaster_url()?.ends_with(":1"));
/// # Ok::<(), lonelypsp::connection::UrlError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    nonce: [u8; NONCE_LENGTH],
    rule: PartRule,
    /// The next value of each counter; none after the last that 64 bits hold.
    subscriber: Option<i64>,
    broadcaster: Option<i64>,
    /// What the first part of the latest message in parts was counted as.
    first_part: Option<i64>,
}

impl Connection {
    /// A connection whose ends have told each other these nonces, in `CONFIGURE` and `CONFIRM_CONFIGURE`.
    pub fn new(subscriber_nonce: &[u8; 32], broadcaster_nonce: &[u8; 32], rule: PartRule) -> Self {
        let digest = Sha256::new().chain_update(subscriber_nonce).chain_update(broadcaster_nonce).finalize();
        let mut nonce = [b'='; NONCE_LENGTH];
        // It fits: the length is that of 32 bytes.
        let written = STANDARD.encode_slice(digest, &mut nonce);
        debug_assert_eq!(written, Ok(NONCE_LENGTH));
        Self { nonce, rule, subscriber: Some(-1), broadcaster: Some(1), first_part: None }
    }

    /// The connection's nonce as it stands in urls: the SHA-256 of both nonces, the subscriber's first, in padded
    /// standard base64.
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// let connection = Connection::new(&[0; 32], &[0; 32], PartRule::PerPart);
    /// assert_eq!(connection.nonce(), "9aX9QtFqIDAnmO9u0wmXm0MAPSMg2fDo6pgxqSdZ+0s=");
    /// ```
    pub fn nonce(&self) -> &str {
        ascii(&self.nonce)
    }

    /// The rule for later parts.
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// assert_eq!(Connection::new(&[0; 32], &[0; 32], PartRule::PerPart).rule(), PartRule::PerPart);
    /// ```
    pub const fn rule(&self) -> PartRule {
        self.rule
    }

    /// The url of the next message that the subscriber signs with its counter: a request, or an acknowledgement of what
    /// it received. Moves that counter.
    ///
    /// # Errors
    /// [`UrlError::Exhausted`] after 2^63 messages; close the connection.
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// let mut connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
    /// let request = connection.subscriber_url()?;
    /// // The confirmation of the request is signed with the same url, and moves nothing.
    /// let confirmation = request;
    /// assert!(confirmation.ends_with(":-1") && connection.subscriber_url()?.ends_with(":-2"));
    /// # Ok::<(), lonelypsp::connection::UrlError>(())
    /// ```
    pub fn subscriber_url(&mut self) -> Result<Url, UrlError> {
        let counter = self.subscriber.ok_or(UrlError::Exhausted)?;
        self.subscriber = counter.checked_sub(1);
        Ok(self.url(counter))
    }

    /// The url of the next message that the broadcaster signs with its counter, other than a part of a message. Moves
    /// that counter.
    ///
    /// # Errors
    /// [`UrlError::Exhausted`] after 2^63 - 1 messages; close the connection.
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// let mut connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
    /// assert!(connection.broadcaster_url()?.ends_with(":1"));
    /// # Ok::<(), lonelypsp::connection::UrlError>(())
    /// ```
    pub fn broadcaster_url(&mut self) -> Result<Url, UrlError> {
        let counter = self.broadcaster.ok_or(UrlError::Exhausted)?;
        self.broadcaster = counter.checked_add(1);
        Ok(self.url(counter))
    }

    /// The url of the next `RECEIVE_STREAM`. A first part moves the broadcaster's counter; whether a later one does is up
    /// to the [`PartRule`].
    ///
    /// # Errors
    /// [`UrlError::NoFirstPart`] for a later part before any first one, else as
    /// [`broadcaster_url`](Self::broadcaster_url).
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// let mut connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
    /// assert!(connection.receive_url(true)?.ends_with(":1"));
    /// assert!(connection.receive_url(false)?.ends_with(":2"));
    /// assert!(connection.broadcaster_url()?.ends_with(":3"));
    /// # Ok::<(), lonelypsp::connection::UrlError>(())
    /// ```
    pub fn receive_url(&mut self, is_first_part: bool) -> Result<Url, UrlError> {
        if is_first_part {
            let counter = self.broadcaster;
            let url = self.broadcaster_url()?;
            self.first_part = counter;
            return Ok(url);
        }
        let first = self.first_part.ok_or(UrlError::NoFirstPart)?;
        match self.rule {
            PartRule::PerPart => self.broadcaster_url(),
            PartRule::PerMessage => Ok(self.url(first)),
        }
    }

    /// The url with that counter. Moves nothing: it is for those who keep counters themselves.
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// let connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
    /// assert!(connection.url(300).ends_with(":12c"));
    /// assert!(connection.url(-10).ends_with(":-a"));
    /// ```
    pub fn url(&self, counter: i64) -> Url {
        Url::new(&self.nonce, counter)
    }
}

/// Why there is no url.
///
/// ```
/// use lonelypsp::connection::{Connection, PartRule, UrlError};
///
/// let mut connection = Connection::new(&[1; 32], &[2; 32], PartRule::PerPart);
/// assert_eq!(connection.receive_url(false), Err(UrlError::NoFirstPart));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UrlError {
    /// A counter has been at the last value that 64 bits hold.
    Exhausted,
    /// A later part of a message came, and never a first one.
    NoFirstPart,
}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exhausted => "the connection's counter is used up: no url can be signed any more",
            Self::NoFirstPart => "a later part of a message came before any first part",
        })
    }
}

impl core::error::Error for UrlError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ends of the counters, which no test can count up to.
    #[test]
    fn counters_end_and_do_not_wrap() {
        let mut connection = Connection::new(&[0; 32], &[0; 32], PartRule::PerPart);
        connection.subscriber = Some(i64::MIN);
        connection.broadcaster = Some(i64::MAX);
        assert!(connection.subscriber_url().unwrap().ends_with(":-8000000000000000"));
        assert!(connection.receive_url(true).unwrap().ends_with(":7fffffffffffffff"));
        for _ in 0..2 {
            assert_eq!(connection.subscriber_url(), Err(UrlError::Exhausted));
            assert_eq!(connection.broadcaster_url(), Err(UrlError::Exhausted));
            assert_eq!(connection.receive_url(true), Err(UrlError::Exhausted));
            assert_eq!(connection.receive_url(false), Err(UrlError::Exhausted));
        }
    }
}
