//! Bytes as hex digits.

/// Lower-case digits without anything in between.
pub fn format(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble & 0xf)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(*byte));
    }
    text
}

/// Reads what [`format()`] writes and nothing else.
pub fn parse_strict(text: &str) -> Option<Vec<u8>> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| Some(nibble(*high)? << 4 | nibble(*low)?)).collect();
    if rest.is_empty() { bytes } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_hex_is_what_is_written() {
        assert_eq!(format(&[0, 0x9a, 0xff]), "009aff");
        assert_eq!(parse_strict("009aff"), Some(vec![0, 0x9a, 0xff]));
        for wrong in ["0", "0A", "0x", " 00", "é0"] {
            assert_eq!(parse_strict(wrong), None, "{wrong}");
        }
    }
}
