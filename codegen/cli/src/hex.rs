//! Hex digits as people give them.

/// Bytes that were given as hex digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

/// Reads digits of either case with white space wherever people put it.
pub(crate) fn parse(text: &str) -> Result<Bytes, String> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut high = None;
    for (index, char) in text.chars().enumerate() {
        let Some(digit) = char.to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            if char.is_whitespace() {
                continue;
            }
            let prefix = if char == 'x' && index == 1 { "; leave `0x` out" } else { "" };
            return Err(format!("character {} is {char:?}, which is not a hex digit{prefix}", index + 1));
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
    fn loose_hex_takes_white_space_and_capitals() {
        assert_eq!(parse(" 00 9A\n\tff\r\n"), Ok(Bytes(vec![0, 0x9a, 0xff])));
        assert!(parse("00 9").unwrap_err().contains("3 digits"));
        assert!(
            parse("0x00")
                .unwrap_err()
                .contains("character 2 is 'x', which is not a hex digit; leave `0x` out")
        );
    }
}
