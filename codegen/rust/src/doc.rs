//! Documentation of the schema as doc attributes that can neither end a comment, nor start a doctest, nor link into
//! the void.
//!
//! The texts are Markdown, and rustdoc compiles and runs every code block that it takes for Rust: fences without a
//! language, and whatever is indented by four more than what it stands in. So a text is laid out anew: list items and
//! what belongs to them are indented by exactly what they need, fences say that they hold text.

mod inline;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

/// One `#[doc]` per line.
pub(crate) fn emit_doc(text: &str) -> TokenStream {
    let line = |line: String| if line.is_empty() { line } else { format!(" {line}") };
    let lines = lay_out(text).into_iter().map(line);
    quote!(#(#[doc = #lines])*)
}

fn lay_out(text: &str) -> Vec<String> {
    let mut layout = Layout::default();
    text.lines().for_each(|line| layout.line(&printable(line)));
    layout.end_paragraph();
    layout.out
}

/// What rustc takes in a comment: no lone carriage return, nothing that reverses the direction of text.
pub(crate) fn printable(line: &str) -> String {
    let replace = |c: char| match c {
        '\t' => "    ".to_owned(),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER.to_string(),
        c if c.is_control() => char::REPLACEMENT_CHARACTER.to_string(),
        c => c.to_string(),
    };
    line.chars().map(replace).collect()
}

/// A code block between two lines of so many of these characters.
struct Fence {
    mark: char,
    length: usize,
}

#[derive(Default)]
struct Layout {
    out: Vec<String>,
    /// The first columns of what the open list items hold.
    items: Vec<usize>,
    /// The lines of the open paragraph, each with what stands before its text.
    paragraph: Vec<(String, String)>,
    fence: Option<Fence>,
}

impl Layout {
    fn line(&mut self, line: &str) {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        if let Some(fence) = self.fence.take() {
            return self.fenced(fence, line.trim_end(), indent);
        }
        if text.is_empty() {
            self.end_paragraph();
            return self.out.push(String::new());
        }
        if self.paragraph.is_empty() || opening(text).is_some() || text.starts_with('#') {
            self.end_paragraph();
            self.close_items(indent);
        }
        if marker(text).is_some_and(|marker| self.begins_item(marker, indent)) {
            self.end_paragraph();
            self.close_items(indent);
            self.item(text);
        } else {
            self.content(self.indentation(), text);
        }
    }

    /// A number other than 1 begins a list, but does not end a paragraph.
    fn begins_item(&self, marker: &str, indent: usize) -> bool {
        let is_sibling = self.items.last().is_some_and(|column| indent < *column);
        self.paragraph.is_empty()
            || is_sibling
            || !marker.ends_with(['.', ')'])
            || matches!(marker, "1." | "1)")
    }

    /// An item, perhaps one whose text begins with an item.
    fn item(&mut self, text: &str) {
        let mut before = self.indentation();
        let mut text = text;
        while let Some(marker) = marker(text) {
            before.extend([marker, " "]);
            self.items.push(before.len());
            text = text[marker.len()..].trim_start();
        }
        self.content(before, text);
    }

    fn content(&mut self, before: String, text: &str) {
        if let Some(fence) = opening(text) {
            let fence_line: String = std::iter::repeat_n(fence.mark, fence.length).collect();
            self.out.push(format!("{before}{fence_line}text"));
            self.fence = Some(fence);
        } else {
            self.paragraph.push((before, text.to_owned()));
            if text.starts_with('#') {
                self.end_paragraph();
            }
        }
    }

    /// A line of a code block, which keeps its indentation beyond that of the list item that it stands in.
    fn fenced(&mut self, fence: Fence, line: &str, indent: usize) {
        let text = line.trim_start();
        let before = self.indentation();
        let closes = text.len() >= fence.length && text.chars().all(|c| c == fence.mark);
        if line.is_empty() {
            self.out.push(String::new());
        } else {
            let beyond = if closes { 0 } else { indent.saturating_sub(before.len()) };
            self.out.push(format!("{before}{}{text}", " ".repeat(beyond)));
        }
        self.fence = (!closes).then_some(fence);
    }

    fn indentation(&self) -> String {
        " ".repeat(self.items.last().copied().unwrap_or_default())
    }

    fn close_items(&mut self, indent: usize) {
        self.items.retain(|column| *column <= indent);
    }

    fn end_paragraph(&mut self) {
        let texts: Vec<&str> = self.paragraph.iter().map(|(_, text)| text.as_str()).collect();
        let escaped = inline::escape(&texts.join("\n"));
        let lines = self.paragraph.drain(..).zip(escaped.split('\n'));
        self.out.extend(lines.map(|((before, _), text)| format!("{before}{text}")));
    }
}

/// The fence that a line opens. What follows backticks has none, or the line is a code span.
fn opening(text: &str) -> Option<Fence> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    let rest = text.get(length..)?;
    (length >= 3 && (mark == '~' || !rest.contains('`'))).then_some(Fence { mark, length })
}

/// The mark of a list item that has a text.
fn marker(text: &str) -> Option<&str> {
    let (marker, rest) = text.split_once(' ')?;
    let is_rule = text.chars().all(|c| matches!(c, '-' | '*' | ' '));
    let digits = marker.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let is_item = !is_rule && !rest.trim().is_empty() && (matches!(marker, "-" | "*" | "+") || is_number);
    is_item.then_some(marker)
}
