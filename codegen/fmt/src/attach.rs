//! Comments and blank lines → the entries that they belong to.
//!
//! A comment on a line of its own belongs to what comes next; behind the last entry of a block, to that block as long as it
//! stands as far in. A comment behind something belongs to that.

use granit_parser::ScalarStyle;

use crate::tree::{Behind, Collection, Comment, Entry, Meant, Node, Root, What};

/// A comment where it stands.
pub(crate) struct Found<'t> {
    pub(crate) start: usize,
    pub(crate) text: &'t str,
}

/// Puts every comment where it belongs.
pub(crate) fn attach<'t>(text: &'t str, root: &mut Root<'t>, comments: Vec<Found<'t>>) {
    let mut rest = Comments { text, rest: comments.into_iter().peekable() };
    match &mut root.node {
        Some(Node { start, end, what: What::Collection(collection), .. }) => {
            let outer = Outer { column: None, limit: text.len() };
            rest.of_collection(collection, *start, *end, outer);
            set_head_apart(root);
        }
        Some(node) => root.head = rest.before(node.start),
        None => {}
    }
    root.tail = rest.before(usize::MAX);
}

/// The comments at the top that a blank line parts from the first key belong to the file.
fn set_head_apart(root: &mut Root<'_>) {
    let Some(Node { what: What::Collection(collection), .. }) = &mut root.node else { return };
    let Some(first) = collection.entries.first_mut() else { return };
    let apart = if first.blank {
        first.above.len()
    } else {
        first.above.iter().rposition(|comment| comment.blank).unwrap_or_default()
    };
    root.head = first.above.drain(..apart).collect();
    first.blank &= root.head.is_empty();
    if let Some(comment) = first.above.first_mut() {
        comment.blank = false;
    }
}

/// What stands around a block.
#[derive(Clone, Copy)]
struct Outer {
    /// The column of the mapping or list around it.
    column: Option<usize>,
    /// Where the next entry around it begins.
    limit: usize,
}

struct Comments<'t, I: Iterator<Item = Found<'t>>> {
    text: &'t str,
    rest: std::iter::Peekable<I>,
}

impl<'t, I: Iterator<Item = Found<'t>>> Comments<'t, I> {
    fn of_collection(&mut self, collection: &mut Collection<'t>, start: usize, end: usize, outer: Outer) {
        let limit = if collection.is_flow { end } else { outer.limit };
        // A line can have very many values in braces: only that of a block is looked at.
        let own = if collection.is_flow { 0 } else { column_of(self.text, start) };
        // A list may stand in the column of its key.
        let column = if outer.column == Some(own) { own + 1 } else { own };
        let starts: Vec<_> = collection.entries.iter().map(start_of).skip(1).chain([limit]).collect();
        for (entry, next) in collection.entries.iter_mut().zip(starts) {
            self.of_entry(entry, Outer { column: Some(own), limit: next.min(limit) });
            entry.blank = !collection.is_flow && has_blank_before(self.text, start_of(entry));
        }
        let text = self.text;
        let stands_in = |at| indent_of(text, at).is_some_and(|columns| columns >= column);
        let is_within = |at| at < limit && (collection.is_flow || stands_in(at));
        while let Some(comment) = self.take_if(|next| is_within(next.start)) {
            collection.tail.push(comment);
        }
    }

    fn of_entry(&mut self, entry: &mut Entry<'t>, outer: Outer) {
        let start = start_of(entry);
        entry.above = self.before(start);
        if let Some(key) = &entry.key {
            let is_block = match &entry.value.what {
                What::Collection(collection) => !collection.is_flow,
                What::Scalar(scalar) => matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded),
                What::Alias(_) => false,
            };
            if is_block {
                entry.behind_key = self.behind(key.end, entry.value.start).map(|behind| behind.text);
            }
        }
        match &mut entry.value.what {
            What::Collection(collection) => {
                if collection.is_flow {
                    // Between a key and a brace.
                    entry.above.extend(self.before(entry.value.start));
                }
                self.of_collection(collection, entry.value.start, entry.value.end, outer);
                if collection.is_flow {
                    entry.behind = self.behind(entry.value.end, outer.limit);
                }
            }
            What::Scalar(scalar) => {
                let is_nothing = scalar.source.is_empty() && scalar.style == ScalarStyle::Plain;
                let key_end = entry.key.as_ref().map(|key| key.end).filter(|_| is_nothing);
                if let Some(end) = key_end {
                    entry.behind = self.behind(end, outer.limit);
                }
                entry.above.extend(self.before(entry.value.start));
                let is_block = matches!(scalar.style, ScalarStyle::Literal | ScalarStyle::Folded);
                if !is_block && entry.behind.is_none() {
                    let ends_it = scalar.style == ScalarStyle::Plain && scalar.meant == Meant::Prose;
                    entry.behind = self.behind(entry.value.end, outer.limit);
                    if entry.behind.is_none() && ends_it {
                        entry.behind = self.seems_to_go_on(&entry.value, outer.limit);
                    }
                }
            }
            What::Alias(_) => {
                entry.above.extend(self.before(entry.value.start));
                entry.behind = self.behind(entry.value.end, outer.limit);
            }
        }
    }

    /// A comment on the line where something ended.
    fn behind(&mut self, end: usize, limit: usize) -> Option<Behind<'t>> {
        let next = self.rest.peek()?;
        // The next one may be far away.
        let between = self.text.get(end..next.start).filter(|_| next.start < limit)?;
        let is_adjacent = between.trim_start_matches([' ', '\t']).is_empty();
        let is_behind = !between.contains('\n');
        is_behind.then(|| self.rest.next()).flatten().map(|found| Behind { text: found.text, is_adjacent })
    }

    /// A comment on the line below a text, further in than the line where that begins: it looks as if the text went on, which is
    /// a problem that stays one.
    fn seems_to_go_on(&mut self, value: &Node<'t>, limit: usize) -> Option<Behind<'t>> {
        let next = self.rest.peek()?;
        let between = self.text.get(value.end..next.start).filter(|_| next.start < limit)?;
        let is_next_line = between.trim_end_matches([' ', '\t']).trim_start_matches([' ', '\t']) == "\n";
        let line = self.text.get(..value.start)?.rsplit('\n').next()?;
        let indent = line.len() - line.trim_start_matches(' ').len();
        let goes_on = is_next_line && column_of(self.text, next.start) > indent;
        goes_on
            .then(|| self.rest.next())
            .flatten()
            .map(|found| Behind { text: found.text, is_adjacent: true })
    }

    /// All comments up to a place.
    fn before(&mut self, limit: usize) -> Vec<Comment<'t>> {
        let mut comments = Vec::new();
        while let Some(comment) = self.take_if(|next| next.start < limit) {
            comments.push(comment);
        }
        comments
    }

    fn take_if(&mut self, is_meant: impl Fn(&Found<'t>) -> bool) -> Option<Comment<'t>> {
        let Found { start, text } = self.rest.next_if(|next| is_meant(next))?;
        Some(Comment { text, blank: has_blank_before(self.text, start) })
    }
}

/// How many bytes stand before a place in its line.
fn column_of(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.len() - before.rfind('\n').map_or(0, |end| end + 1)
}

/// How far in something stands on a line of its own; what stands behind a dash does not.
fn indent_of(text: &str, at: usize) -> Option<usize> {
    let column = column_of(text, at);
    text.get(at - column..at)?.trim().is_empty().then_some(column)
}

/// Whether the line above that of a place is blank.
fn has_blank_before(text: &str, at: usize) -> bool {
    let above = text.get(..at - column_of(text, at)).unwrap_or_default();
    let Some(above) = above.strip_suffix('\n') else { return false };
    above.rsplit('\n').next().unwrap_or_default().trim().is_empty() && !above.trim().is_empty()
}

/// Where an entry begins, behind the dash of a list.
fn start_of(entry: &Entry<'_>) -> usize {
    entry.key.as_ref().map_or(entry.value.start, |key| key.start)
}
