//! Events of the parser → a tree that knows how everything is spelled.

use std::borrow::Cow;

use granit_parser::{Event, Marker, Parser, ScalarStyle, Span, StructureStyle};
use lonelypsp_schema::language::Mapping;

use crate::Unformatted;

/// A file.
pub(crate) struct Root<'t> {
    /// What it says, if it says anything.
    pub(crate) node: Option<Node<'t>>,
    /// Comments before what the file says that belong to all of it.
    pub(crate) head: Vec<Comment<'t>>,
    /// Comments of a file that says nothing.
    pub(crate) tail: Vec<Comment<'t>>,
}

/// A value as it is spelled.
pub(crate) struct Node<'t> {
    /// Where it begins, behind its anchor.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The name of its anchor.
    pub(crate) anchor: Option<Cow<'t, str>>,
    pub(crate) what: What<'t>,
}

pub(crate) enum What<'t> {
    /// With its asterisk.
    Alias(&'t str),
    Scalar(Scalar<'t>),
    Collection(Collection<'t>),
}

pub(crate) struct Scalar<'t> {
    /// What it says.
    pub(crate) value: Cow<'t, str>,
    pub(crate) style: ScalarStyle,
    /// How that is spelled, with quotes, but without the head of a block.
    pub(crate) source: &'t str,
    /// Whether a tag says that it is text.
    pub(crate) tagged: bool,
    /// Of a folded block: in which column its source begins.
    pub(crate) column: usize,
    /// Whether its key has no colon, as there can be between braces.
    pub(crate) is_missing: bool,
    /// What the language takes it for.
    pub(crate) meant: Meant,
}

/// What a scalar is to the language, as far as that decides how it is spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// A text for people, which goes on where a comment would end it; or anything that the language does not know.
    Prose,
    /// The digits of a `literal`.
    Digits,
    /// A name, a word, or the like.
    Other,
}

/// A mapping or a list.
pub(crate) struct Collection<'t> {
    pub(crate) is_map: bool,
    /// Whether it stands in braces or brackets.
    pub(crate) is_flow: bool,
    pub(crate) entries: Vec<Entry<'t>>,
    /// What it is to the language, if that has such a mapping there.
    pub(crate) mapping: Option<&'static Mapping>,
    /// Comments behind the last entry.
    pub(crate) tail: Vec<Comment<'t>>,
}

/// An entry of a mapping, or an item of a list.
pub(crate) struct Entry<'t> {
    /// Comments on lines of their own before it.
    pub(crate) above: Vec<Comment<'t>>,
    /// Whether there is a blank line before its own first line.
    pub(crate) blank: bool,
    /// In a mapping.
    pub(crate) key: Option<Node<'t>>,
    /// A comment on the line of the key, if the value begins on another one.
    pub(crate) behind_key: Option<&'t str>,
    pub(crate) value: Node<'t>,
    /// A comment on the line where the value ends.
    pub(crate) behind: Option<Behind<'t>>,
}

impl Entry<'_> {
    /// What the key says.
    pub(crate) fn name(&self) -> &str {
        match self.key.as_ref().map(|key| &key.what) {
            Some(What::Scalar(scalar)) => &scalar.value,
            _ => "",
        }
    }
}

/// A comment on the line of something.
#[derive(Clone, Copy)]
pub(crate) struct Behind<'t> {
    /// With its `#`.
    pub(crate) text: &'t str,
    /// Whether there are only blanks between the two, so that it ends a text without quotes.
    pub(crate) is_adjacent: bool,
}

/// A comment on a line of its own.
pub(crate) struct Comment<'t> {
    /// With its `#`.
    pub(crate) text: &'t str,
    /// Whether there is a blank line before it.
    pub(crate) blank: bool,
}

/// A collection that is not complete.
struct Open<'t> {
    node: Node<'t>,
    key: Option<Node<'t>>,
}

/// Reads what the schema compiler has read before, so that it is valid, and nested within its limits.
pub(crate) fn read(text: &str) -> Result<Root<'_>, Unformatted> {
    let options = granit_parser::options! { emit_anchor_events: true, disallow_directives: true };
    let mut tree = Tree { text, open: Vec::new(), root: None, anchor: false };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            Unformatted::NotKept(format!("it has what cannot be formatted: {error}; leave that out"))
        })?;
        tree.add(event, &span);
    }
    Ok(Root { node: tree.root, head: Vec::new(), tail: Vec::new() })
}

struct Tree<'t> {
    text: &'t str,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    /// Whether the last node was a collection that has begun, rather than a complete one.
    anchor: bool,
}

impl<'t> Tree<'t> {
    fn add(&mut self, event: Event<'t>, span: &Span) {
        let at = |mark: &Marker| mark.byte_offset().unwrap_or_default().min(self.text.len());
        let (start, end) = (at(&span.start), at(&span.end).max(at(&span.start)));
        let source = self.text.get(start..end).unwrap_or_default();
        match event {
            Event::Scalar(value, style, _, tag) => {
                let tagged = tag.is_some();
                let column = if style == ScalarStyle::Folded { span.start.col() } else { 0 };
                let is_missing = source.is_empty() && self.has_lonely_key();
                let scalar = Scalar { value, style, source, tagged, column, is_missing, meant: Meant::Prose };
                self.complete(Node { start, end, anchor: None, what: What::Scalar(scalar) });
            }
            Event::Alias(_) => {
                self.complete(Node { start, end, anchor: None, what: What::Alias(source) });
            }
            Event::SequenceStart(style, ..) => self.begin(false, style, start),
            Event::MappingStart(style, ..) => self.begin(true, style, start),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { mut node, .. }) = self.open.pop() {
                    node.end = end.max(node.start);
                    self.complete(node);
                }
            }
            Event::Anchor(_, name) => {
                if let Some(node) = self.last() {
                    node.anchor = Some(name);
                }
            }
            _ => {}
        }
    }

    /// Whether what comes next belongs to a key without a colon.
    fn has_lonely_key(&self) -> bool {
        let Some(key) = self.open.last().and_then(|open| open.key.as_ref()) else { return false };
        self.text.get(key.end..).is_some_and(|behind| behind.trim_start().starts_with([',', '}']))
    }

    fn begin(&mut self, is_map: bool, style: StructureStyle, start: usize) {
        let is_flow = style == StructureStyle::Flow;
        let collection = Collection { is_map, is_flow, entries: Vec::new(), mapping: None, tail: Vec::new() };
        let node = Node { start, end: start, anchor: None, what: What::Collection(collection) };
        self.open.push(Open { node, key: None });
        self.anchor = true;
    }

    fn complete(&mut self, node: Node<'t>) {
        self.anchor = false;
        let Some(Open { node: Node { what: What::Collection(collection), .. }, key }) = self.open.last_mut()
        else {
            self.root = Some(node);
            return;
        };
        if collection.is_map && key.is_none() {
            *key = Some(node);
            return;
        }
        let key = key.take();
        let (above, blank, behind_key, behind) = (Vec::new(), false, None, None);
        collection.entries.push(Entry { above, blank, key, behind_key, value: node, behind });
    }

    /// The node that was the last one to be complete, or to begin.
    fn last(&mut self) -> Option<&mut Node<'t>> {
        let begun = self.anchor;
        match self.open.last_mut() {
            None => self.root.as_mut(),
            Some(open) if begun || open.key.is_some() => match open.key.as_mut() {
                Some(key) if !begun => Some(key),
                _ => Some(&mut open.node),
            },
            Some(Open { node: Node { what: What::Collection(collection), .. }, .. }) => {
                collection.entries.last_mut().map(|entry| &mut entry.value)
            }
            Some(_) => None,
        }
    }
}
