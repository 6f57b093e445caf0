//! Authorization by signature: HMAC-SHA-512 of a document, with the time and a nonce in it.
//!
//! [`sign`] and [`check`] are the signature alone: no clock, no memory of what was seen. [`Hmac`](struct@Hmac) is the
//! strategy around them.

mod header;
mod nonces;
mod spell;
mod strategy;

use core::time::Duration;
use std::string::String;
use std::vec::Vec;

use super::{AuthorizeError, Document, Key, Refusal};

pub use header::Header;
pub use strategy::Hmac;

/// Room for the usual document, so that its buffer does not grow.
const USUAL: usize = 512;

/// The authorization of a document: `X-HMAC time:nonce:code`.
///
/// ```
/// use lonelypsp::auth::{Document, Key, hmac};
/// # use lonelypsp::{Direction, EncodeError};
/// # struct Example;
/// # impl Document for Example {
/// #     fn direction(&self) -> Direction { Direction::S2b }
/// #     fn encode_with(&self, time: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
/// #         buffer.extend(time.to_be_bytes());
/// #         buffer.extend(nonce.as_bytes());
/// #         Ok(())
/// #     }
/// # }
/// # let document = Example;
///
/// let key = Key::from_bytes(&[7; 64]);
/// let authorization = hmac::sign(&document, 1_700_000_000, "abcDEF", &key)?;
/// assert!(authorization.starts_with("X-HMAC 1700000000:abcDEF:"));
/// # Ok::<(), lonelypsp::auth::AuthorizeError>(())
/// ```
///
/// # Errors
/// [`AuthorizeError::Nonce`] if the nonce has a colon, [`AuthorizeError::Unsignable`] if a value does not fit the
/// document, the nonce included.
pub fn sign(
    document: &dyn Document,
    timestamp: u64,
    nonce: &str,
    key: &Key,
) -> Result<String, AuthorizeError> {
    if nonce.contains(':') {
        return Err(AuthorizeError::Nonce);
    }
    sign_with(document, timestamp, nonce, key, Vec::with_capacity(USUAL))
}

/// As [`sign`], with a nonce that has no colon. Document and text take the same buffer, one after the other.
fn sign_with(
    document: &dyn Document,
    timestamp: u64,
    nonce: &str,
    key: &Key,
    mut buffer: Vec<u8>,
) -> Result<String, AuthorizeError> {
    buffer.clear();
    document.encode_with(timestamp, nonce, &mut buffer)?;
    let code = key.code(&buffer);
    buffer.clear();
    // Of nothing, but with its room.
    let mut text = String::from_utf8(buffer).unwrap_or_default();
    Header { timestamp, nonce, code }.write_into(&mut text);
    Ok(text)
}

/// Whether an authorization is right for a document, as far as that follows from these values alone: whether it has been
/// used before is not asked.
///
/// `now` is the time since 1970. The signature may be as much older than that as its `lifetime`, or as much newer, both
/// included.
///
/// ```
/// use lonelypsp::auth::{Document, Key, Refusal, hmac};
/// use std::time::Duration;
/// # use lonelypsp::{Direction, EncodeError};
/// # struct Example;
/// # impl Document for Example {
/// #     fn direction(&self) -> Direction { Direction::S2b }
/// #     fn encode_with(&self, time: u64, nonce: &str, buffer: &mut Vec<u8>) -> Result<(), EncodeError> {
/// #         buffer.extend(time.to_be_bytes());
/// #         buffer.extend(nonce.as_bytes());
/// #         Ok(())
/// #     }
/// # }
/// # let document = Example;
///
/// let key = Key::from_bytes(&[7; 64]);
/// let authorization = hmac::sign(&document, 1_000, "n", &key)?;
/// let lifetime = Duration::from_secs(120);
/// let check = |now, key| hmac::check(&document, Some(&authorization), now, lifetime, key);
///
/// assert_eq!(check(Duration::from_secs(1_120), &key), Ok(()));
/// let age = Duration::from_secs(121);
/// assert_eq!(check(Duration::from_secs(1_121), &key), Err(Refusal::TooOld { age, lifetime }));
/// assert_eq!(check(Duration::from_secs(1_000), &Key::from_bytes(&[8; 64])), Err(Refusal::Mismatch));
/// # Ok::<(), lonelypsp::auth::AuthorizeError>(())
/// ```
///
/// # Errors
/// The first thing that is wrong: its absence, its form ([`Header::parse`]), its time, a document that cannot be,
/// its code.
pub fn check(
    document: &dyn Document,
    authorization: Option<&str>,
    now: Duration,
    lifetime: Duration,
    key: &Key,
) -> Result<(), Refusal> {
    verify(document, authorization, now, lifetime, key).map(|_| ())
}

/// As [`check`], and gives what was read.
fn verify<'a>(
    document: &dyn Document,
    authorization: Option<&'a str>,
    now: Duration,
    lifetime: Duration,
    key: &Key,
) -> Result<Header<'a>, Refusal> {
    let header = Header::parse(authorization.ok_or(Refusal::Absent)?)?;
    check_lifetime(Duration::from_secs(header.timestamp), now, lifetime)?;
    let mut buffer = Vec::with_capacity(USUAL);
    document.encode_with(header.timestamp, header.nonce, &mut buffer).map_err(Refusal::Unsignable)?;
    if key.is_code(&buffer, &header.code) { Ok(header) } else { Err(Refusal::Mismatch) }
}

fn check_lifetime(signed: Duration, now: Duration, lifetime: Duration) -> Result<(), Refusal> {
    let difference = signed.abs_diff(now);
    if difference <= lifetime {
        Ok(())
    } else if signed < now {
        Err(Refusal::TooOld { age: difference, lifetime })
    } else {
        Err(Refusal::TooNew { ahead: difference, lifetime })
    }
}
