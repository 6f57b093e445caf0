//! Text → JSON, with a bound on what it takes in memory.

use serde::de::DeserializeSeed as _;
use serde_json::Value as Json;

use super::unique::Unique;

/// The most values that are read: each takes many times the bytes that it is written with, two for a `0`.
const MOST: usize = 1 << 20;

/// Reads JSON, in which no object may have a key twice: what that means differs from reader to reader.
///
/// ```
/// use lonelypsp_conformance::json::parse;
///
/// assert_eq!(parse(br#"{"a": [1, null]}"#), Ok(serde_json::json!({"a": [1, null]})));
/// let twice = br#"{"a": {"b": 1, "c": 2, "b": 1}}"#;
/// assert_eq!(parse(twice), Err("cannot be used: the key `b` is given twice at line 1 column 26".to_owned()));
/// ```
///
/// # Errors
///
/// What is wrong with it, as the rest of a sentence: `is not JSON: …`.
pub fn parse(text: &[u8]) -> Result<Json, String> {
    if has_more_values(text, MOST) {
        return Err(format!("has more than {MOST} values, the most that are read"));
    }
    let mut reader = serde_json::Deserializer::from_slice(text);
    let parsed = Unique.deserialize(&mut reader).and_then(|json| reader.end().map(|()| json));
    parsed.map_err(|error| {
        let what = if error.is_data() { "cannot be used" } else { "is not JSON" };
        format!("{what}: {error}")
    })
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

    #[test]
    fn what_is_read_is_what_stands_there() {
        for text in [
            "null",
            "[true, -1, 18446744073709551615, 1.5, -0.0, 1e300]",
            r#"{"b": {"a": "\u00e9"}, "a": []}"#,
        ] {
            assert_eq!(parse(text.as_bytes()), Ok(serde_json::from_str(text).unwrap()), "{text}");
        }
        for wrong in ["", "1 2", "[1,]", "{\"a\"}", "nul", "\u{feff}1", &"[".repeat(200)] {
            assert!(parse(wrong.as_bytes()).unwrap_err().starts_with("is not JSON: "), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_given_once_in_each_object() {
        assert!(parse(br#"[{"a": 1}, {"a": 2, "b": {"a": 3}}]"#).is_ok());
        for twice in
            [r#"{"a": 1, "a": 1}"#, r#"[[{"x": [{"a": 1, "b": 2, "a": null}]}]]"#, r#"{"a": 1, "\u0061": 2}"#]
        {
            let problem = parse(twice.as_bytes()).unwrap_err();
            assert!(problem.starts_with("cannot be used: the key `a` is given twice at line 1"), "{problem}");
        }
    }
}
