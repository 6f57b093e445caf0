//! Bytes as hex digits.

/// Bytes that were given as hex digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

/// Lower-case digits without anything in between.
pub(crate) fn format(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble & 0xf)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(*byte));
    }
    text
}

/// Reads what [`format()`] writes and nothing else.
pub(crate) fn parse_strict(text: &str) -> Option<Vec<u8>> {
    let nibble = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| Some(nibble(*high)? << 4 | nibble(*low)?)).collect();
    if rest.is_empty() { bytes } else { None }
}

/// Reads digits of either case with white space wherever people put it.
pub(crate) fn parse_loose(text: &str) -> Result<Bytes, String> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high = None;
    for (index, char) in text.chars().enumerate() {
        let Some(digit) = char.to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            if char.is_whitespace() {
                continue;
            }
            return Err(format!("character {} is {char:?}, which is not a hex digit", index + 1));
        };
        match high.take() {
            None => high = Some(digit),
            Some(high) => bytes.push(high << 4 | digit),
        }
    }
    if high.is_none() {
        return Ok(Bytes(bytes));
    }
    let digits = bytes.len() * 2 + 1;
    Err(format!("it has {digits} digits, and two make a byte; one is missing or too much"))
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

    #[test]
    fn loose_hex_takes_white_space_and_capitals() {
        assert_eq!(parse_loose(" 00 9A\n\tff\r\n"), Ok(Bytes(vec![0, 0x9a, 0xff])));
        assert!(parse_loose("00 9").unwrap_err().contains("3 digits"));
        assert!(parse_loose("0x00").unwrap_err().contains("character 2"));
    }
}
