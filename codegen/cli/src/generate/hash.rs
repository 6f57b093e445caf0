//! What a text is known by: its SHA-256, whether its lines end with LF or with CRLF.

use std::fmt;
use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

/// The SHA-256 of a text with LF at the end of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextHash([u8; 32]);

impl TextHash {
    pub(super) fn of(text: &str) -> Self {
        let mut hasher = TextHasher::default();
        hasher.update(text.as_bytes());
        hasher.finish().0
    }

    /// The hash of what can be read, and whether there is a CRLF in it. It takes no memory, however much that is.
    pub(super) fn of_all(mut text: impl Read) -> io::Result<(Self, bool)> {
        let mut hasher = TextHasher::default();
        let mut chunk = vec![0; 1 << 16];
        loop {
            match text.read(&mut chunk) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(length) => hasher.update(&chunk[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// As it was written: 64 hex digits in lower case.
    pub(super) fn parse(hex: &str) -> Option<Self> {
        let digit = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let (pairs, []) = hex.as_bytes().as_chunks::<2>() else { return None };
        let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
        bytes.collect::<Option<Vec<u8>>>()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Hashes pieces of a text.
#[derive(Default)]
struct TextHasher {
    hasher: Sha256,
    /// Whether the last byte was a CR, of which the next byte decides whether it counts.
    is_after_cr: bool,
    has_crlf: bool,
}

impl TextHasher {
    fn update(&mut self, piece: &[u8]) {
        let mut text = Vec::with_capacity(piece.len() + 1);
        for byte in piece.iter().copied() {
            if self.is_after_cr {
                if byte == b'\n' {
                    self.has_crlf = true;
                } else {
                    text.push(b'\r');
                }
            }
            self.is_after_cr = byte == b'\r';
            if !self.is_after_cr {
                text.push(byte);
            }
        }
        self.hasher.update(&text);
    }

    fn finish(mut self) -> (TextHash, bool) {
        if self.is_after_cr {
            self.hasher.update(b"\r");
        }
        (TextHash(self.hasher.finalize().into()), self.has_crlf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_sha_256_of_the_text() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(TextHash::of("abc").to_string(), abc);
        assert_eq!(TextHash::parse(abc), Some(TextHash::of("abc")));
        for wrong in ["", "ba", &abc[1..], &abc.to_uppercase(), &format!("{abc}00"), &abc.replace('b', "g")] {
            assert_eq!(TextHash::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_crlf_is_taken_for_lf() {
        let of_all = |text: &str| TextHash::of_all(text.as_bytes()).unwrap();
        assert_eq!(of_all("a\r\nb\r\n"), (TextHash::of("a\nb\n"), true));
        assert_eq!(of_all("a\nb\n"), (TextHash::of("a\nb\n"), false));
        for odd in ["a\rb\r", "a\r\r\n", "\r"] {
            assert_ne!(of_all(odd).0, TextHash::of(&odd.replace('\r', "")), "{odd:?}");
        }
    }

    #[test]
    fn a_crlf_may_lie_across_two_pieces() {
        let mut hasher = TextHasher::default();
        hasher.update(b"a\r");
        hasher.update(b"\nb");
        assert_eq!(hasher.finish(), (TextHash::of("a\nb"), true));
    }
}
