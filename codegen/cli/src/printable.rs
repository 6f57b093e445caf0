//! Text of others for a terminal: what would move its cursor, change its title or turn the order of characters around is
//! spelled out instead of done.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// Text that stands in one line, so that its line ends are spelled out, too.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    escape(text, is_hazard)
}

/// Text that may have several lines.
pub(crate) fn block(text: &str) -> Cow<'_, str> {
    escape(text, |char| is_hazard(char) && char != '\n')
}

/// Whether text of one line needs no spelling out.
pub(crate) fn is_printable(text: &str) -> bool {
    !text.contains(is_hazard)
}

/// Text with colours from somebody who lets nobody else's escape sequences in, but other things that a terminal obeys.
pub(crate) fn colored(text: &str) -> Cow<'_, str> {
    escape(text, |char| is_hazard(char) && char != '\n' && char != '\u{1b}')
}

/// Text of whoever it may be in one line, of this many characters at most.
pub(crate) fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let start = text.get(..end).unwrap_or_default();
            format!("{}… ({} bytes in all)", line(start), text.len())
        }
        None => line(text).into_owned(),
    }
}

/// Control characters, those that turn text around, and those that end lines besides the usual one.
fn is_hazard(char: char) -> bool {
    match char {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => char.is_control(),
    }
}

fn escape(text: &str, is_hazard: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_hazard) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        if is_hazard(char) {
            // As Rust spells it: `\n`, `\u{1b}`. What it would print as it is has no such spelling.
            match char {
                '\t' | '\r' | '\n' => out.extend(char.escape_default()),
                _ => out.extend(char.escape_unicode()),
            }
        } else {
            out.push(char);
        }
    }
    Cow::Owned(out)
}

/// Where JSON goes. JSON spells control characters out itself, but only the first 32; the others are spelled out here. It
/// has them in strings only, so it stays the same JSON.
pub(crate) struct JsonWriter<W>(pub(crate) W);

impl<W: io::Write> io::Write for JsonWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text =
            std::str::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        self.0.write_all(json(text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// JSON whose strings have nothing that a terminal would obey.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let is_hazard = |char| is_hazard(char) && char != '\n';
    if !text.contains(is_hazard) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        if is_hazard(char) {
            let _ = write!(out, "\\u{:04x}", u32::from(char));
        } else {
            out.push(char);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_spelled_out() {
        assert_eq!(line("\u{1b}[31m"), "\\u{1b}[31m");
        assert_eq!(line("a\u{9b}b\u{7f}\u{7}\0"), "a\\u{9b}b\\u{7f}\\u{7}\\u{0}");
        assert_eq!(line("a\u{202e}b\u{2066}\u{2028}"), "a\\u{202e}b\\u{2066}\\u{2028}");
        assert_eq!(line("a\r\n\tb"), "a\\r\\n\\tb");
        assert_eq!(block("a\u{1b}\n\rb"), "a\\u{1b}\n\\rb");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        let text = "déjà vu \\u{1b} \"quoted\" 日本 🦀 שלום";
        assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn json_stays_the_same_json() {
        let value = serde_json::json!({ "a\u{9b}": "\u{1b}\u{85}\u{7f}\u{202e}\n\u{2069}" });
        let text = json(&value.to_string()).into_owned();
        assert!(!text.chars().any(is_hazard), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        let mut written = Vec::new();
        serde_json::to_writer(JsonWriter(&mut written), &value).unwrap();
        assert_eq!(written, text.as_bytes());
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        assert_eq!(clipped("é\u{1b}éé", 2), "é\\u{1b}… (7 bytes in all)");
        assert_eq!(clipped("éé", 2), "éé");
    }
}
