//! The text of a signature.

use core::fmt;
use std::string::String;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::spell;
use crate::auth::Refusal;
use crate::runtime::utf8;

const SCHEME: &str = "X-HMAC ";

/// The most digits of a time: 2^64 has as many.
const MOST_DIGITS: usize = 20;

/// The most bytes of a nonce: its length has one byte in a document.
const LONGEST_NONCE: usize = 255;

/// The length of a code in base64, without padding and with.
const UNPADDED: usize = 86;
const PADDED: usize = 88;

/// An authorization by HMAC, taken apart: `X-HMAC time:nonce:code`.
///
/// ```
/// use lonelypsp::auth::hmac::Header;
///
/// let text = format!("X-HMAC 1700000000:abcDEF:{}==", "A".repeat(86));
/// let header = Header::parse(&text)?;
/// assert_eq!((header.timestamp, header.nonce, header.code), (1_700_000_000, "abcDEF", [0; 64]));
/// assert_eq!(header.to_string(), text);
/// # Ok::<(), lonelypsp::auth::Refusal>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Header<'a> {
    /// When it was signed, in seconds since 1970, UTC.
    pub timestamp: u64,
    /// What makes two signatures of the same message differ.
    pub nonce: &'a str,
    /// HMAC-SHA-512 of the document.
    pub code: [u8; 64],
}

impl<'a> Header<'a> {
    /// Reads an authorization. What is accepted, and nothing else:
    ///
    /// - `X-HMAC` and one space;
    /// - 1 to 20 ASCII digits, a number below 2^64, and a colon;
    /// - a nonce of at most 255 bytes without a colon, and a colon;
    /// - 64 bytes in standard base64, with two signs of padding or none, the four bits that are left over zero: 85 of
    ///   its characters, one of `AQgw`, then `==` or nothing.
    ///
    /// # Errors
    /// The first of these that is not so: [`Refusal::Scheme`], [`Refusal::Timestamp`], [`Refusal::Nonce`],
    /// [`Refusal::Encoding`] or [`Refusal::Length`].
    ///
    /// ```
    /// use lonelypsp::auth::{Refusal, hmac::Header};
    ///
    /// assert_eq!(Header::parse("Bearer x"), Err(Refusal::Scheme));
    /// assert_eq!(Header::parse("X-HMAC -1:abc:"), Err(Refusal::Timestamp));
    /// assert_eq!(Header::parse("X-HMAC 1:abc"), Err(Refusal::Nonce));
    /// assert_eq!(Header::parse("X-HMAC 1:abc:????"), Err(Refusal::Encoding));
    /// assert_eq!(Header::parse("X-HMAC 1:abc:AAAA"), Err(Refusal::Length { found: 3 }));
    /// ```
    pub fn parse(authorization: &'a str) -> Result<Self, Refusal> {
        let rest = authorization.strip_prefix(SCHEME).ok_or(Refusal::Scheme)?;
        let (timestamp, rest) = rest.split_once(':').ok_or(Refusal::Timestamp)?;
        let timestamp = parse_timestamp(timestamp).ok_or(Refusal::Timestamp)?;
        let (nonce, code) = rest.split_once(':').ok_or(Refusal::Nonce)?;
        if nonce.len() > LONGEST_NONCE {
            return Err(Refusal::Nonce);
        }
        Ok(Self { timestamp, nonce, code: parse_code(code)? })
    }

    /// Appends the authorization that is read as this.
    pub(super) fn write_into(&self, text: &mut String) {
        let mut digits = [0; MOST_DIGITS];
        // Digits are text, and so is base64.
        let digits = utf8(spell::decimal(self.timestamp, &mut digits)).unwrap_or_default();
        text.reserve(SCHEME.len() + digits.len() + 1 + self.nonce.len() + 1 + PADDED);
        text.push_str(SCHEME);
        text.push_str(digits);
        text.push(':');
        text.push_str(self.nonce);
        text.push(':');
        if let Some(code) = utf8(&spell::code(&self.code)) {
            text.push_str(code);
        }
    }
}

/// As it is sent, the code padded.
impl fmt::Display for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_into(&mut text);
        f.write_str(&text)
    }
}

/// `str::parse` would take a sign.
fn parse_timestamp(text: &str) -> Option<u64> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits && text.len() <= MOST_DIGITS).then(|| text.parse().ok()).flatten()
}

fn parse_code(text: &str) -> Result<[u8; 64], Refusal> {
    let characters = match text.strip_suffix("==") {
        Some(characters) if characters.len() % 4 == 2 => characters,
        Some(_) => return Err(Refusal::Encoding),
        // What is padded by one sign is not 64 bytes, if it is anything.
        None => text.strip_suffix('=').filter(|characters| characters.len() % 4 == 3).unwrap_or(text),
    };
    let mut code = [0; 64];
    if characters.len() == UNPADDED {
        // Refuses other characters, and bits that are left over.
        return match STANDARD_NO_PAD.decode_slice(characters, &mut code) {
            Ok(64) => Ok(code),
            Ok(_) | Err(_) => Err(Refusal::Encoding),
        };
    }
    let is_base64 =
        characters.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    if !is_base64 || characters.len() % 4 == 1 {
        return Err(Refusal::Encoding);
    }
    Err(Refusal::Length { found: characters.len() / 4 * 3 + characters.len() % 4 * 3 / 4 })
}
