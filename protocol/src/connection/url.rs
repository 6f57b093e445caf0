//! The url of a connection, as text that is kept without allocation.

use core::fmt;
use core::ops::Deref;

const SCHEME: &[u8] = b"websocket:";

/// The length of 32 bytes in padded base64.
pub(super) const NONCE_LENGTH: usize = 44;

/// The scheme, the nonce, a colon, and the longest counter: a sign and sixteen digits.
const LONGEST: usize = SCHEME.len() + NONCE_LENGTH + 1 + 17;

/// A `websocket:` url: ASCII text of at most 72 bytes, which is kept without allocation. It can be used as a `&str`.
///
/// ```
/// use lonelypsp::connection::{Connection, PartRule};
///
/// let url = Connection::new(&[0; 32], &[0; 32], PartRule::PerPart).subscriber_url()?;
/// assert_eq!(url.as_str(), "websocket:9aX9QtFqIDAnmO9u0wmXm0MAPSMg2fDo6pgxqSdZ+0s=:-1");
/// assert_eq!(url.to_string(), url.as_str());
/// # Ok::<(), lonelypsp::connection::UrlError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Url {
    /// What is not used is zero, so that urls can be compared as they are.
    text: [u8; LONGEST],
    length: u8,
}

impl Url {
    /// The url of a nonce in base64 and a counter.
    pub(super) fn new(nonce: &[u8], counter: i64) -> Self {
        let mut url = Self { text: [0; LONGEST], length: 0 };
        url.push(SCHEME);
        url.push(nonce);
        url.push(b":");
        if counter < 0 {
            url.push(b"-");
        }
        let counter = counter.unsigned_abs();
        let digits = counter.checked_ilog(16).unwrap_or(0);
        for place in (0..=digits).rev() {
            let digit = (counter >> (4 * place)) & 0xf;
            let digit = u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 16));
            url.push(digit.unwrap_or('0').encode_utf8(&mut [0; 4]).as_bytes());
        }
        url
    }

    /// The url as text.
    ///
    /// ```
    /// use lonelypsp::connection::{Connection, PartRule};
    ///
    /// let url = Connection::new(&[0; 32], &[0; 32], PartRule::PerPart).url(1);
    /// assert!(url.as_str().starts_with("websocket:"));
    /// ```
    pub fn as_str(&self) -> &str {
        ascii(self.text.get(..usize::from(self.length)).unwrap_or_default())
    }

    /// Appends bytes. There is room for all that are ever appended.
    fn push(&mut self, bytes: &[u8]) {
        let room = self.text.iter_mut().skip(usize::from(self.length));
        for (room, byte) in room.zip(bytes) {
            *room = *byte;
            self.length = self.length.saturating_add(1);
        }
    }
}

/// Text that these modules have written, which is always ASCII.
pub(super) fn ascii(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

impl Deref for Url {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Url {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use crate::connection::{Connection, PartRule};

    #[test]
    fn the_longest_url_has_room() {
        let connection = Connection::new(&[0; 32], &[0; 32], PartRule::PerPart);
        assert_eq!(connection.url(i64::MIN).len(), super::LONGEST);
        assert!(connection.url(0).ends_with("=:0"));
    }
}
