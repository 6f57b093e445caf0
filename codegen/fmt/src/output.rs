//! The text that is written.

use crate::scalar::quote;

/// Text while it grows, line by line.
#[derive(Default)]
pub(crate) struct Output {
    text: String,
    /// The last text without quotes, if none of its own stands behind it.
    plain: Option<Plain>,
}

/// Where a text without quotes stands, which a comment would seem to cut.
struct Plain {
    start: usize,
    end: usize,
    /// That of the line where it begins.
    indent: usize,
    value: String,
}

impl Output {
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(crate) fn end_line(&mut self) {
        self.text.push('\n');
    }

    /// A blank line, unless there is one or nothing above.
    pub(crate) fn blank_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(crate) fn indent(&mut self, columns: usize) {
        self.text.extend(std::iter::repeat_n(' ', columns));
    }

    /// Writes text without quotes, which gets them if a comment comes so close that it seems to cut the text.
    pub(crate) fn push_plain(&mut self, text: &str, value: &str) {
        let line = self.text.rfind('\n').map_or(0, |end| end + 1);
        let indent = self.text[line..].len() - self.text[line..].trim_start_matches(' ').len();
        let start = self.text.len();
        self.text.push_str(text);
        self.plain = Some(Plain { start, end: self.text.len(), indent, value: value.to_owned() });
    }

    /// Writes a comment on a line of its own.
    pub(crate) fn comment_line(&mut self, columns: usize, comment: &str) {
        self.quote_before("\n", |plain| columns > plain.indent);
        self.indent(columns);
        self.text.push_str(comment);
        self.text.push('\n');
    }

    /// Writes a comment behind what stands in the line. It may cut a text if it did before.
    pub(crate) fn comment_behind(&mut self, comment: &str, cuts: bool) {
        self.quote_before("", |_| !cuts);
        self.text.push(' ');
        self.text.push_str(comment);
    }

    fn quote_before(&mut self, between: &str, is_cut: impl Fn(&Plain) -> bool) {
        let Some(plain) = self.plain.take().filter(|plain| is_cut(plain)) else { return };
        if self.text.get(plain.end..) == Some(between) {
            self.text.truncate(plain.start);
            self.text.push_str(&quote(&plain.value));
            self.text.push_str(between);
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}
