//! The part of a line that is worth showing beside a problem.

use std::ops::Range;

use crate::source::{Position, SourceMap, Span};

/// A line that is no longer than this is shown as it is; people hardly write longer ones.
const LONGEST_LINE: usize = 120;
/// How many characters of a longer line are shown,
const SHOWN: usize = 100;
/// and how many of them before the mark.
const BEFORE: usize = 40;

/// What stands at a place: its line, or of a long line the part around the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Where the place is in the whole file.
    pub position: Position,
    /// The line, without its end. Where something is left out there is a `…`.
    pub text: String,
    /// The bytes of `text` that the place is about: of several lines the first. They may be none.
    pub mark: Range<usize>,
    /// Whether something is left out.
    pub is_part: bool,
}

impl SourceMap {
    /// The line on which a span begins, or so much of it as is worth showing.
    pub fn excerpt(&self, span: Span) -> Excerpt {
        let (line, at) = self.line_at(span);
        let length = (span.end.saturating_sub(span.start)) as usize;
        let end = floor(line, at.saturating_add(length).min(line.len())).max(at);
        let (left, right) = window(line, at);
        let mut text = String::from(if left > 0 { "…" } else { "" });
        let start = text.len() + at - left;
        text.push_str(&line[left..right]);
        let mark = start..start + end.min(right).saturating_sub(at);
        if right < line.len() {
            text.push('…');
        }
        Excerpt { position: self.position(span), text, mark, is_part: right - left < line.len() }
    }

    /// The line on which a span begins, and the byte of it where it begins.
    fn line_at(&self, span: Span) -> (&str, usize) {
        let line = self.line(span);
        let start = self.line_start(span);
        let at = (span.start as usize).saturating_sub(start).min(line.len());
        (line, floor(line, at))
    }
}

/// From where to where a line is shown, if something at this byte is what matters.
fn window(line: &str, at: usize) -> (usize, usize) {
    if line.char_indices().nth(LONGEST_LINE).is_none() {
        return (0, line.len());
    }
    let left = line[..at].char_indices().rev().nth(BEFORE - 1).map_or(0, |(left, _)| left);
    let right = line[left..].char_indices().nth(SHOWN).map_or(line.len(), |(right, _)| left + right);
    (left, right)
}

/// The nearest boundary of a character that is not behind this byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
