//! Messages and bytes in words, short enough for a line.

use std::fmt::Write as _;

use lonelypsp_interpret::{Decoded, Value};

/// So many bytes of a value are shown.
const MOST: usize = 24;

/// What a message is: its name, its variant, and its values.
pub(crate) fn message_in_words(decoded: &Decoded<'_, '_>) -> String {
    let mut text = decoded.target.name().to_owned();
    if let Some(variant) = decoded.target.variant() {
        text = format!("{text}.{variant}");
    }
    let values = decoded.fields.iter().map(|(field, value)| format!("{}: {}", field.name, in_words(value)));
    let values: Vec<_> = values.collect();
    if values.is_empty() { text } else { format!("{text} {{ {} }}", values.join(", ")) }
}

fn in_words(value: &Value<'_>) -> String {
    match value {
        Value::Bytes([]) => "empty".to_owned(),
        Value::Bytes(bytes) => hex(bytes),
        Value::Text(text) | Value::OptionalText(Some(text)) => quoted(text),
        Value::OptionalText(None) => "none".to_owned(),
        Value::Group(entries) => {
            let entry = |entry: &Vec<Value<'_>>| entry.iter().map(in_words).collect::<Vec<_>>().join(", ");
            let shown: Vec<_> = entries.iter().take(3).map(|one| format!("({})", entry(one))).collect();
            let more =
                if entries.len() > 3 { format!(", and {} more", entries.len() - 3) } else { String::new() };
            format!("[{}{more}]", shown.join(", "))
        }
        other => other.as_word().unwrap_or_else(|| "nothing".to_owned()),
    }
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{:?}… ({} bytes)", text.get(..end).unwrap_or_default(), text.len()),
        None => format!("{text:?}"),
    }
}

/// Bytes in hex, the first of them.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let start = bytes.iter().take(MOST).fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    if bytes.len() > MOST { format!("{start}… ({} bytes)", bytes.len()) } else { start }
}
