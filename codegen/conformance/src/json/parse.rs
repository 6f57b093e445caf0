//! Text → JSON, with a bound on what it takes in memory.

use serde_json::Value as Json;

/// The most values that are read: each takes many times the bytes that it is written with, two for a `0`.
const MOST: usize = 1 << 20;

/// Reads JSON.
///
/// # Errors
///
/// What is wrong with it, as the rest of a sentence: `is not JSON: …`.
pub fn parse(text: &[u8]) -> Result<Json, String> {
    if has_more_values(text, MOST) {
        return Err(format!("has more than {MOST} values, the most that are read"));
    }
    serde_json::from_slice(text).map_err(|error| format!("is not JSON: {error}"))
}

/// Whether there are more values than that. Each but the first is behind one of these signs, and those in strings do not
/// count.
fn has_more_values(text: &[u8], most: usize) -> bool {
    let mut bytes = text.iter();
    let mut values = 1;
    while let Some(byte) = bytes.next() {
        match byte {
            b',' | b'[' | b'{' | b':' => values += 1,
            b'"' => skip_string(&mut bytes),
            _ => {}
        }
        if values > most {
            return true;
        }
    }
    false
}

fn skip_string(bytes: &mut std::slice::Iter<'_, u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_outside_of_strings() {
        assert!(!has_more_values(br#"[1,2,"a\",[{",3]"#, 6));
        assert!(has_more_values(br#"[1,2,"a\",[{",3]"#, 4));
        assert!(has_more_values(br"[{},{},{},{}]", 4));
    }

    #[test]
    fn many_small_values_are_refused_and_long_ones_are_not() {
        let many = format!("[{}0]", "0,".repeat(MOST));
        assert!(parse(many.as_bytes()).unwrap_err().contains("1048576 values"));
        let long = format!("[\"{}\"]", "0,".repeat(MOST));
        assert!(parse(long.as_bytes()).is_ok());
        assert!(parse(b"{").unwrap_err().starts_with("is not JSON: "));
    }
}
