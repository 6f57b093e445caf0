//! Codes and headers, put together from SHA-512 alone: HMAC as RFC 2104 has it, base64 as RFC 4648.

use super::sha512;

/// The block of SHA-512.
const BLOCK: usize = 128;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// HMAC-SHA-512.
pub(crate) fn hmac(key: &[u8; 64], document: &[u8]) -> Vec<u8> {
    let padded = |mask: u8| {
        let mut block = [mask; BLOCK];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = sha512(&[&padded(0x36)[..], document].concat());
    sha512(&[&padded(0x5c)[..], &inner].concat())
}

/// Standard base64 without padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for index in 0..=three.len() {
            let digit = bits >> (18 - 6 * index) & 63;
            text.push(char::from(ALPHABET[digit as usize]));
        }
    }
    text
}

/// The same with the alphabet for urls.
pub(crate) fn base64_url(bytes: &[u8]) -> String {
    base64(bytes).replace('+', "-").replace('/', "_")
}

/// The character of base64 that stands for so many more.
pub(crate) fn digit_after(digit: char, steps: usize) -> char {
    let index = ALPHABET.iter().position(|known| char::from(*known) == digit).unwrap_or_default();
    char::from(ALPHABET[(index + steps) % 64])
}

/// The header that is sent.
pub(crate) fn header(timestamp: u64, nonce: &str, code: &[u8]) -> String {
    format!("X-HMAC {timestamp}:{nonce}:{}==", base64(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of RFC 4648; the HMAC of RFC 4231 whose key has 64 bytes here is its second, filled up with zeros.
    #[test]
    fn the_vectors_of_the_standards() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64_url(&[0xfb, 0xff]), "-_8");
        let mut key = [0; 64];
        key[..4].copy_from_slice(b"Jefe");
        let code = hmac(&key, b"what do ya want for nothing?");
        assert_eq!(code[..8], [0x16, 0x4b, 0x7a, 0x7b, 0xfc, 0xf8, 0x19, 0xe2]);
        assert_eq!(code[60..], [0x38, 0xbc, 0xe7, 0x37]);
    }
}
