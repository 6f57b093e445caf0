//! Values as Ruby literals, the way rubocop likes them.

use std::fmt::Write;

/// Text as a string literal: in single quotes if that needs no escapes.
pub(super) fn string(text: &str) -> String {
    if text.chars().all(|c| c != '\'' && c != '\\' && !c.is_control()) {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '#' if matches!(rest.peek(), Some('{' | '$' | '@')) => out.push_str("\\#"),
            c if c.is_control() => write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a string grows"),
            c => out.push(c),
        }
    }
    out + "\""
}

/// An integer with `_` between groups of digits, if it has more than four.
pub(super) fn integer(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    let head = (!head.is_empty()).then(|| head.to_owned());
    head.into_iter().chain(groups).collect::<Vec<_>>().join("_")
}

/// That a local holds a number.
pub(super) fn equals(local: &str, number: u64) -> String {
    if number == 0 { format!("{local}.zero?") } else { format!("{local} == {}", integer(number)) }
}

/// Bytes as a string literal. What is not ASCII is there, but the literal's encoding is not binary.
pub(super) fn bytes(bytes: &[u8]) -> String {
    if bytes.iter().all(u8::is_ascii_alphanumeric) {
        return format!("'{}'", String::from_utf8_lossy(bytes));
    }
    let mut out = String::from("\"");
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(*byte)),
            _ => write!(out, "\\x{byte:02x}").expect("a string grows"),
        }
    }
    out + "\""
}

/// The same as a string that is equal to bytes of the input.
pub(super) fn binary(value: &[u8]) -> String {
    let suffix = if value.is_ascii() { "" } else { ".b" };
    bytes(value) + suffix
}

/// Bytes of a sequence that are always the same, as a string that is equal to bytes of the input. Many of them are digits,
/// which take less room.
pub(super) fn constant(value: &[u8]) -> String {
    if value.len() <= MOST_ESCAPED {
        return binary(value);
    }
    let digits = value.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
    format!("['{digits}'].pack('H*')")
}

/// Bytes that are put together with others, in whatever way takes less room: names as letters, many other bytes as digits.
pub(super) fn fixed(value: &[u8]) -> String {
    let escaped = value.iter().filter(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte)).count();
    if escaped <= MOST_ESCAPED || escaped < value.len() / 2 { bytes(value) } else { constant(value) }
}

/// The most bytes that are written with an escape for each.
const MOST_ESCAPED: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_need_as_few_escapes_as_possible() {
        assert_eq!(string("a \"b\" #{c}"), r#"'a "b" #{c}'"#);
        assert_eq!(string("it's #{c} # \\ \n"), r#""it's \#{c} # \\ \u{a}""#);
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!([integer(0), integer(9999), integer(10_000)], ["0", "9999", "10_000"]);
        assert_eq!(integer(u64::MAX), "18_446_744_073_709_551_615");
        assert_eq!(integer(123_456), "123_456");
    }

    #[test]
    fn bytes_are_ascii() {
        assert_eq!(bytes(b"\x00\x07x-topic\xff"), r#""\x00\x07x-topic\xff""#);
        assert_eq!(bytes(b"LP7"), "'LP7'");
        assert_eq!(constant(b"\x00\xff"), r#""\x00\xff".b"#);
        assert_eq!(constant(&[0xab; 17]), format!("['{}'].pack('H*')", "ab".repeat(17)));
        assert_eq!([binary(b"LP"), binary(b"\x7f\xff")], ["'LP'", r#""\x7f\xff".b"#]);
    }
}
