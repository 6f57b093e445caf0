//! Cures as edits of the text. Where a comment could be lost or the text is of a kind that is not known, there is none.

use lonelypsp_findings::{Fix, extent};
use lonelypsp_schema::Span;
use lonelypsp_schema::yaml::{Node, Value};

use crate::tree::Entry;

/// Takes a key out of a mapping, if its value is one word, number or line of text.
pub(crate) fn leave_out(text: &str, mapping: &Node, entry: &Entry) -> Option<Fix> {
    let (key, value) = entry;
    if matches!(value.value, Value::List(_) | Value::Map(_)) {
        return None;
    }
    let is_flow = text.get(mapping.span.start as usize..)?.starts_with('{');
    let span = if is_flow { in_braces(text, key.span, value.span) } else { in_lines(text, key.span, value) }?;
    Some(Fix::replace(format!("leave out `{}`", key.value), span, ""))
}

/// With the comma before it, or, of the first, with the comma behind it.
fn in_braces(text: &str, key: Span, value: Span) -> Option<Span> {
    let before = text.get(..key.start as usize)?.trim_end();
    if before.ends_with(',') {
        let start = u32::try_from(before.len() - 1).ok()?;
        return Some(Span { start, end: value.end, ..key });
    }
    let behind = text.get(value.end as usize..)?;
    let rest = behind.trim_start().strip_prefix(',')?.trim_start_matches(' ');
    // Behind a comma, the line may end with a comment.
    if rest.starts_with(['\n', '\r', '#']) {
        return None;
    }
    let end = u32::try_from(text.len() - rest.len()).ok()?;
    Some(Span { end, ..key })
}

/// With its lines, if nothing else stands in them.
fn in_lines(text: &str, key: Span, value: &Node) -> Option<Span> {
    let line = text.get(..key.start as usize)?.rfind('\n').map_or(0, |end| end + 1);
    let is_first = text.get(line..key.start as usize)?.bytes().all(|byte| byte == b' ');
    let end = extent(value).end as usize;
    // The place of a block of text ends behind its last line, perhaps in what the next one begins with.
    let is_block = text.get(key.end as usize..value.span.start as usize)?.contains(['|', '>']);
    if is_block {
        let read = text.get(..end)?.trim_end_matches(' ');
        let between = text.get(key.end as usize..value.span.start as usize)?;
        return (is_first && read.ends_with('\n') && !between.contains('#')).then_some(Span {
            start: u32::try_from(line).ok()?,
            end: u32::try_from(read.len()).ok()?,
            ..key
        });
    }
    let rest = text.get(end..)?;
    let length = rest.find('\n').map_or(rest.len(), |length| length + 1);
    let is_last = rest.get(..length)?.trim().is_empty();
    let end = u32::try_from(end + length).ok()?;
    (is_first && is_last).then_some(Span { start: u32::try_from(line).ok()?, end, ..key })
}

/// Puts a full stop behind the first paragraph of a text.
pub(crate) fn full_stop(text: &str, doc: &Node) -> Option<Fix> {
    let (start, end) = (doc.span.start as usize, doc.span.end as usize);
    let raw = text.get(start..end)?;
    let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
    let at = match quote {
        // In several lines with quotes, empty lines and escapes mean something else.
        Some(_) if raw.contains('\n') => return None,
        Some(_) => start + raw.trim_end_matches(['"', '\'']).len(),
        None => start + first_paragraph(raw).len(),
    };
    let ends_in_word =
        text.get(..at)?.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | ')' | '*' | '_'));
    let at = u32::try_from(at).ok()?;
    ends_in_word
        .then(|| Fix::replace("end it with a full stop", Span { start: at, end: at, ..doc.span }, "."))
}

/// A text up to its first empty line.
pub(crate) fn first_paragraph(text: &str) -> &str {
    let text = text.trim_start_matches(['\n', '\r']);
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        length += line.len();
    }
    text.get(..length).unwrap_or_default().trim_end()
}
