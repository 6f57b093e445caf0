//! What a comment is about.

use std::ops::Range;

use lonelypsp_schema::yaml::{Node, Value, parse_yaml};
use lonelypsp_schema::{FileId, Span};

use crate::extent;

/// The keys and list items of a file, each with all that is in it, by where they begin; outer ones before inner ones.
pub(super) struct Targets {
    list: Vec<Span>,
    whole: Span,
}

impl Targets {
    pub(super) fn of(file: FileId, text: &str) -> Self {
        let mut list = Vec::new();
        if let Ok(node) = parse_yaml(file, text) {
            collect(&node, &mut list);
        }
        Self { list, whole: span(file, &(0..text.len())) }
    }

    /// What a comment covers that stands there.
    pub(super) fn find(&self, text: &str, comment: &Range<usize>) -> Option<Span> {
        let line = text.get(..comment.start)?.rfind('\n').map_or(0, |end| end + 1);
        let from = |at: usize| self.list.partition_point(|target| (target.start as usize) < at);
        let is_alone = text.get(line..comment.start)?.trim().is_empty();
        if !is_alone {
            let first = self.list.get(from(line)).filter(|target| (target.start as usize) < comment.start);
            // Behind what closes something, it is about what stands in there last.
            return first.or_else(|| self.list.get(from(line).checked_sub(1)?)).copied();
        }
        let next = self.list.get(from(comment.end))?;
        let is_first = from(comment.end) == 0;
        let between: Vec<&str> = text.get(comment.end..next.start as usize)?.split('\n').collect();
        // Neither the rest of the comment's line nor what the key's line begins with.
        let lines = between.get(1..between.len().saturating_sub(1)).unwrap_or_default();
        let is_apart = lines.iter().any(|line| line.trim().is_empty());
        if is_first && is_apart { Some(self.whole) } else { Some(*next) }
    }
}

fn collect(node: &Node, list: &mut Vec<Span>) {
    let mut add = |start: Span, value: &Node| {
        list.push(Span { end: extent(value).end.max(start.end), ..start });
        // What an alias repeats stands elsewhere, and is looked at there.
        let is_here = first_in(value).is_none_or(|first| first >= value.span.start);
        if is_here {
            collect(value, list);
        }
    };
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| add(item.span, item)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| add(key.span, value)),
        _ => {}
    }
}

/// Where the first thing in a node begins.
fn first_in(node: &Node) -> Option<u32> {
    match &node.value {
        Value::List(items) => items.first().map(|item| item.span.start),
        Value::Map(entries) => entries.first().map(|(key, _)| key.span.start),
        _ => None,
    }
}

/// Bytes of a file; no file is so long that they are not numbers of 32 bits.
pub(super) fn span(file: FileId, range: &Range<usize>) -> Span {
    let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: at(range.start), end: at(range.end) }
}

/// A comment with what goes with it: its line if it stands alone in it, or else the blanks before it.
pub(super) fn whole(file: FileId, text: &str, comment: &Range<usize>) -> Span {
    let before = text.get(..comment.start).unwrap_or_default();
    let blanks = before.trim_end_matches([' ', '\t']).len();
    let is_alone = blanks == 0 || before.get(..blanks).is_some_and(|before| before.ends_with('\n'));
    let behind = text.get(comment.end..).and_then(|rest| rest.find('\n')).map(|end| comment.end + end + 1);
    match (is_alone, behind) {
        (true, Some(end)) => span(file, &(blanks..end)),
        _ => span(file, &(blanks..comment.end)),
    }
}
