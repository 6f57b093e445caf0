//! The text of a paragraph.

/// Keeps brackets and angles outside code spans from being read as links and HTML, and says of web addresses that they
/// are some.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let read = if let Some(span) = code_span(rest) {
            out.push_str(span);
            span.len()
        } else if let Some(address) = address(rest).filter(|_| !out.ends_with(char::is_alphanumeric)) {
            out.extend(["<", address, ">"]);
            address.len()
        } else {
            let is_escape = c == '\\' && rest[1..].starts_with(|c: char| c.is_ascii_punctuation());
            let length = if is_escape { 2 } else { c.len_utf8() };
            if matches!(c, '[' | ']' | '<' | '>' | '`') {
                out.push('\\');
            }
            out.push_str(&rest[..length]);
            length
        };
        rest = &rest[read..];
    }
    out
}

/// The code span that begins here: it ends with as many backticks as it begins with.
fn code_span(text: &str) -> Option<&str> {
    let run = |text: &str| text.bytes().take_while(|byte| *byte == b'`').count();
    let length = run(text);
    let mut at = length;
    while let Some(next) = text[at..].find('`').filter(|_| length > 0) {
        let found = run(&text[at + next..]);
        at += next + found;
        if found == length {
            return Some(&text[..at]);
        }
    }
    None
}

/// The web address that begins here.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '(' | ')' | '`' | '"' | '\\');
    let address = text.split(ends).next()?;
    Some(address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*']))
}
