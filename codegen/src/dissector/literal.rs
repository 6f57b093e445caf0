//! Values as literals of Lua 5.2, which has no escapes for Unicode and takes UTF-8 as it is.

use std::fmt::Write;

/// Text as a string literal on one line.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_ascii_control() => escape(&mut out, c as u8),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Bytes as a string literal.
pub(super) fn bytes(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for byte in bytes {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => escape(&mut out, *byte),
        }
    }
    out + "\""
}

/// A number as the runtime compares numbers: its big-endian bytes without leading zeros.
pub(super) fn number(number: u64) -> String {
    let spelled = number.to_be_bytes();
    let zeros = spelled.iter().take_while(|byte| **byte == 0).count();
    bytes(spelled.get(zeros..).unwrap_or_default())
}

/// Always three digits, so that a digit behind it is none of it.
fn escape(out: &mut String, byte: u8) {
    write!(out, "\\{byte:03}").expect("a string grows");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_its_literal() {
        assert_eq!(string("a \"b\" \\ ]] é\n1"), r#""a \"b\" \\ ]] é\0101""#);
        assert_eq!(bytes(b"LP\"\x00\xff7"), r#""LP\"\000\2557""#);
    }

    #[test]
    fn numbers_have_no_leading_zeros() {
        assert_eq!([number(0), number(300)], [r#""""#, r#""\001,""#]);
    }
}
