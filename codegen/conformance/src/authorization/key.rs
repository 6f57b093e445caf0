//! The key that both sides have.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// How long 64 bytes are in base64 without padding.
const CHARACTERS: usize = 86;

/// 64 bytes that nobody else should see.
pub struct Key([u8; 64]);

/// Why a text is not a key. It does not say the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadKey {
    /// There is nothing in it.
    Empty,
    /// It has another sign than those of base64.
    Sign {
        /// Which one of its characters, counted from 1.
        position: usize,
    },
    /// It has signs of both alphabets, the standard one and that of urls.
    TwoAlphabets,
    /// It is hex digits.
    Hex,
    /// It is base64 of other bytes than 64.
    Length {
        /// How many characters it has, without padding.
        found: usize,
    },
    /// Its last character has bits that stand for no byte.
    LastBits,
}

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
        let digits = text.strip_suffix("==").unwrap_or(text);
        if digits.is_empty() {
            return Err(BadKey::Empty);
        }
        if digits.len() == 128 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(BadKey::Hex);
        }
        let is_sign = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '-' | '_');
        if let Some(index) = digits.chars().position(|char| !is_sign(char)) {
            return Err(BadKey::Sign { position: index + 1 });
        }
        let (standard, url) = (digits.contains(['+', '/']), digits.contains(['-', '_']));
        if standard && url {
            return Err(BadKey::TwoAlphabets);
        }
        if digits.len() != CHARACTERS {
            return Err(BadKey::Length { found: digits.len() });
        }
        let engine = if url { URL_SAFE_NO_PAD } else { STANDARD_NO_PAD };
        let bytes = engine.decode(digits).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(BadKey::LastBits)
    }
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self {
            Self::Empty => f.write_str("there is nothing in it"),
            Self::Sign { position } => write!(f, "character {position} is none of base64"),
            Self::TwoAlphabets => f.write_str("it has signs of both alphabets, `+` or `/` and `-` or `_`"),
            Self::Hex => f.write_str("it is hex digits; write the same bytes in base64"),
            // Four characters are three bytes, and one character is none.
            Self::Length { found } if found % 4 == 1 => write!(f, "{found} characters are no whole bytes"),
            Self::Length { found } => {
                write!(f, "{found} characters are {} bytes", found / 4 * 3 + found % 4 * 3 / 4)
            }
            Self::LastBits => {
                f.write_str("its last character has to be A, Q, g or w, since only two of its bits count")
            }
        };
        why?;
        f.write_str(
            "; a key is 64 bytes in base64: 86 characters, A-Z, a-z, 0-9 and either `-` and `_` or `+` and `/`, with `==` \
             behind them or without",
        )
    }
}

impl std::error::Error for BadKey {}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of so many characters and some others behind them.
    fn refused(count: usize, end: &str) -> BadKey {
        format!("{}{end}", "A".repeat(count)).parse::<Key>().unwrap_err()
    }

    #[test]
    fn both_alphabets_are_read_with_and_without_padding() {
        // RFC 4648, 4 and 5: six bits that are 62 and 63.
        for end in ["Aw", "Aw==", "+/Aw", "-_Aw", "-_Aw=="] {
            let digits = end.trim_end_matches('=').len();
            let key = format!("{}{end}", "A".repeat(86 - digits)).parse::<Key>().unwrap();
            assert_eq!(key.0[63], 3, "{end}");
        }
    }

    #[test]
    fn what_is_no_key_says_why() {
        assert_eq!(refused(0, ""), BadKey::Empty);
        assert_eq!(refused(0, "=="), BadKey::Empty);
        assert_eq!(refused(40, &format!(" {}", "A".repeat(45))), BadKey::Sign { position: 41 });
        assert_eq!(refused(86, "="), BadKey::Sign { position: 87 });
        assert_eq!(refused(86, "==AA"), BadKey::Sign { position: 87 });
        assert_eq!(refused(82, "+-AA"), BadKey::TwoAlphabets);
        assert_eq!(refused(128, ""), BadKey::Hex);
        assert_eq!(refused(85, "B"), BadKey::LastBits);
        for (count, expected) in [
            (43, "43 characters are 32 bytes"),
            (88, "88 characters are 66 bytes"),
            (85, "85 characters are no whole bytes"),
        ] {
            let said = refused(count, "").to_string();
            assert!(
                said.starts_with(&format!("{expected}; a key is 64 bytes in base64: 86 characters, ")),
                "{said}"
            );
        }
    }
}
