//! Events of the parser → the tree.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{Event, ScalarStyle, Span as EventSpan, Tag};

use super::scalar::resolve;
use super::{Node, Value, syntax_error};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};

/// How deep a file may be nested. A schema needs ten levels, and each takes stack where the tree is walked.
const DEEPEST: usize = 24;
/// How many values a file may have. Each takes as much memory as a hundred bytes of text.
const MOST_VALUES: usize = 2_000_000;
/// How many values aliases may repeat: aliases of aliases multiply.
const MOST_REPEATED: usize = 10_000;
/// How much text aliases may repeat, in bytes: an alias is short, whatever it stands for.
const MOST_REPEATED_TEXT: usize = 1 << 20;
/// The longest key, in characters. YAML itself has this limit for keys without `?`.
const LONGEST_KEY: usize = 1024;

/// A tree while it grows.
pub(super) struct Tree {
    file: FileId,
    root: Option<Node>,
    open: Vec<Open>,
    /// What an alias stands for.
    anchors: HashMap<usize, Node>,
    values: usize,
    repeated: Size,
}

/// How much there is in a part of a tree.
#[derive(Clone, Copy, Default)]
struct Size {
    values: usize,
    text: usize,
}

/// A list or mapping that is not yet complete. Its place is where it begins.
struct Open {
    start: Span,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// The entries, and the key whose value comes next.
    Map(Vec<(Spanned<String>, Node)>, Option<Spanned<String>>),
}

impl Tree {
    pub(super) fn new(file: FileId) -> Self {
        let (open, anchors) = (Vec::new(), HashMap::new());
        Self { file, root: None, open, anchors, values: 0, repeated: Size::default() }
    }

    pub(super) fn add(&mut self, event: &Event<'_>, span: &EventSpan) -> Result<(), Diagnostic> {
        let place = self.place(span);
        let is_node = !matches!(
            event,
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) | Event::DocumentEnd
        );
        if is_node && self.root.is_some() {
            return Err(syntax_error("a second document begins", place)
                .help("a file is one document: leave out the second `---`"));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = refuse_tag(tag.as_deref(), place)?;
                let plain = *style == ScalarStyle::Plain && !is_text;
                let value = if plain { resolve(text) } else { Value::Text(text.to_string()) };
                return self.complete(Spanned::new(value, place), *anchor);
            }
            Event::Alias(anchor) => return self.repeat(*anchor, place),
            Event::SequenceStart(_, anchor, tag) => {
                refuse_tag(tag.as_deref(), place)?;
                return self.begin(Content::List(Vec::new()), *anchor, place);
            }
            Event::MappingStart(_, anchor, tag) => {
                refuse_tag(tag.as_deref(), place)?;
                return self.begin(Content::Map(Vec::new(), None), *anchor, place);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.end(),
            _ => {}
        }
        Ok(())
    }

    /// The document, or nothing if there is none.
    pub(super) fn finish(self, text: &str) -> Node {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let nothing = Spanned::new(Value::Null, Span { file: self.file, start: end, end });
        self.root.unwrap_or(nothing)
    }

    fn place(&self, span: &EventSpan) -> Span {
        let offset = |mark: &granit_parser::Marker| {
            u32::try_from(mark.byte_offset().unwrap_or_default()).unwrap_or(u32::MAX)
        };
        let start = offset(&span.start);
        Span { file: self.file, start, end: offset(&span.end).max(start) }
    }

    fn begin(&mut self, content: Content, anchor: usize, start: Span) -> Result<(), Diagnostic> {
        if self.open.len() >= DEEPEST {
            let message = format!("this is nested more than {DEEPEST} levels deep");
            return Err(syntax_error(&message, start).help("a schema needs ten"));
        }
        self.expect_no_key(start)?;
        self.open.push(Open { start, anchor, content });
        Ok(())
    }

    /// A list or mapping stands where a key is expected.
    fn expect_no_key(&self, place: Span) -> Result<(), Diagnostic> {
        match self.open.last().map(|open| &open.content) {
            Some(Content::Map(_, None)) => {
                Err(syntax_error("a key is not text", place).help("a key is neither a list nor a mapping"))
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self) -> Result<(), Diagnostic> {
        let Some(Open { start, anchor, content }) = self.open.pop() else { return Ok(()) };
        let value = match content {
            Content::List(items) => Value::List(Rc::new(items)),
            Content::Map(entries, _) => Value::Map(Rc::new(entries)),
        };
        self.complete(Spanned::new(value, start), anchor)
    }

    /// Puts a complete node where it belongs.
    fn complete(&mut self, node: Node, anchor: usize) -> Result<(), Diagnostic> {
        self.values += 1;
        if self.values > MOST_VALUES {
            let message = format!("a file has at most {MOST_VALUES} values");
            return Err(Diagnostic::new(Code::TooLarge, node.span, message).help("make several files of it"));
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(entries, key)) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => *key = Some(key_of(node)?),
            },
        }
        Ok(())
    }

    fn repeat(&mut self, anchor: usize, place: Span) -> Result<(), Diagnostic> {
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(syntax_error("an alias stands within what it stands for", place));
        };
        measure(&node, &mut self.repeated);
        let message = if self.repeated.values > MOST_REPEATED {
            format!("aliases repeat more than {MOST_REPEATED} values")
        } else if self.repeated.text > MOST_REPEATED_TEXT {
            format!("aliases repeat more than {MOST_REPEATED_TEXT} bytes of text")
        } else {
            return self.complete_alias(node, place);
        };
        Err(syntax_error(&message, place).help("write out what is meant, or leave it out"))
    }

    fn complete_alias(&mut self, node: Node, place: Span) -> Result<(), Diagnostic> {
        let is_key = matches!(self.open.last(), Some(Open { content: Content::Map(_, None), .. }));
        if is_key && matches!(node.value, Value::List(_) | Value::Map(_)) {
            self.expect_no_key(place)?;
        }
        self.complete(Spanned::new(node.value, place), 0)
    }
}

/// Adds what there is in a tree, until that is too much.
fn measure(node: &Node, size: &mut Size) {
    size.values += 1;
    if size.values > MOST_REPEATED {
        return;
    }
    match &node.value {
        Value::Text(text) => size.text += text.len(),
        Value::List(items) => items.iter().for_each(|item| measure(item, size)),
        Value::Map(entries) => {
            for (key, value) in entries.iter() {
                size.text += key.len();
                measure(value, size);
            }
        }
        _ => {}
    }
}

/// A key is text as it is written, whatever it would be as a value.
fn key_of(node: Node) -> Result<Spanned<String>, Diagnostic> {
    let span = node.span;
    let text = match node.value {
        Value::Text(text) if text.chars().nth(LONGEST_KEY).is_some() => {
            let message = format!("a key is longer than {LONGEST_KEY} characters");
            return Err(syntax_error(&message, span));
        }
        Value::Text(text) => text,
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        _ => return Err(syntax_error("a key is null", span).help("a key is text; put it in quotes")),
    };
    Ok(Spanned::new(text, span))
}

/// Whether the tag says that the value is text. No other tag means anything in a schema.
fn refuse_tag(tag: Option<&Tag>, place: Span) -> Result<bool, Diagnostic> {
    match tag.map(ToString::to_string) {
        None => Ok(false),
        Some(tag) if tag == "!" || tag.ends_with(":str") || tag == "!!str" => Ok(true),
        Some(tag) => {
            Err(syntax_error(&format!("a schema has no tags such as `{tag}`"), place).help("leave it out"))
        }
    }
}
