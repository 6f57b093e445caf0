//! The key that both sides have.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// 64 bytes that nobody else should see.
pub struct Key([u8; 64]);

/// That a text is not a key. It does not say the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadKey;

impl Key {
    /// The key as one block of SHA-512, filled up with zeros (RFC 2104).
    pub(super) fn block(&self) -> [u8; 128] {
        let mut block = [0; 128];
        block[..64].copy_from_slice(&self.0);
        block
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let text = text.strip_suffix("==").unwrap_or(text);
        let bytes = URL_SAFE_NO_PAD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text));
        bytes.ok().and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(BadKey)
    }
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key is 64 bytes in base64, 86 characters with or without `==` behind them")
    }
}

impl std::error::Error for BadKey {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}
