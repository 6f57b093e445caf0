//! Events of the parser → the tree.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use granit_parser::{Event, ScalarStyle, Span as EventSpan, Tag};

use super::scalar::resolve;
use super::syntax::{Broken, syntax_error};
use super::{Node, Scalar, Value};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};

/// How deep a file may be nested. A schema needs ten levels, and each takes stack where the tree is walked.
pub(crate) const DEEPEST: usize = 24;
/// How many values a file may have. Each takes as much memory as a hundred bytes of text.
pub(crate) const MOST_VALUES: usize = 2_000_000;
/// How many values aliases may repeat: aliases of aliases multiply.
pub(crate) const MOST_REPEATED: usize = 10_000;
/// How much text aliases may repeat, in bytes: an alias is short, whatever it stands for.
pub(crate) const MOST_REPEATED_TEXT: usize = 1 << 20;
/// The longest key, in characters. YAML itself has this limit for keys without `?`.
pub(crate) const LONGEST_KEY: usize = 1024;

/// A tree while it grows.
pub(super) struct Tree<'t> {
    file: FileId,
    text: &'t str,
    root: Option<Node>,
    open: Vec<Open>,
    /// What an alias stands for.
    anchors: HashMap<usize, Node>,
    /// Anchors before plain text that no alias has repeated so far: text that begins with `&` looks like that.
    unused: BTreeMap<usize, Span>,
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

impl<'t> Tree<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
            root: None,
            open: Vec::new(),
            anchors: HashMap::new(),
            unused: BTreeMap::new(),
            values: 0,
            repeated: Size::default(),
        }
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
                let value = if plain { self.plain(text, place) } else { quoted(text) };
                if plain && *anchor != 0 && matches!(value, Value::Text(_)) {
                    self.unused.insert(*anchor, place);
                }
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

    /// What is open, for what is to be said of a text that cannot be read.
    pub(super) fn broken(&self) -> Broken<'t> {
        let is_flow = |open: &&Open| {
            self.text.get(open.start.start as usize..).is_some_and(|text| text.starts_with(['{', '[']))
        };
        let open = self.open.last().filter(is_flow).map(|open| open.start);
        Broken { file: self.file, text: self.text, open }
    }

    /// The document, or nothing if there is none.
    ///
    /// # Errors
    /// If a text seems to begin with `&`, which makes an anchor of its first word.
    pub(super) fn finish(self) -> Result<Node, Diagnostic> {
        if let Some(place) = self.unused.into_values().next() {
            let message = "the word before this text is an anchor that no alias repeats";
            return Err(Diagnostic::new(Code::CutText, place, message)
                .help("put text that begins with `&` in quotes, or leave the anchor out"));
        }
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let nothing = Spanned::new(Value::Null, Span { file: self.file, start: end, end });
        Ok(self.root.unwrap_or(nothing))
    }

    /// What stands there without quotes.
    fn plain(&self, text: &str, place: Span) -> Value {
        match resolve(text) {
            Value::Text(scalar) => {
                let comment = comment_behind(self.text, place);
                Value::Text(Scalar { comment, ..scalar })
            }
            Value::Null if place.start == place.end && self.is_lonely_key() => Value::Missing,
            other => other,
        }
    }

    /// Whether what comes next belongs to a key that has no colon, which there can be between braces.
    fn is_lonely_key(&self) -> bool {
        let Some(Content::Map(_, Some(key))) = self.open.last().map(|open| &open.content) else {
            return false;
        };
        let behind = self.text.get(key.span.end as usize..).unwrap_or_default().trim_start();
        behind.starts_with([',', '}'])
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
        self.unused.remove(&anchor);
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

fn quoted(text: &str) -> Value {
    Value::Text(Scalar { text: text.to_owned(), comment: None })
}

/// A comment that stands behind a text without quotes: in its last line, or in the next one and further in than the line
/// where the text begins, so that it looks as if the text went on.
///
/// A line can have very many texts: only what is behind a text is looked at, up to what is no blank.
fn comment_behind(text: &str, scalar: Span) -> Option<Span> {
    let (start, end) = (scalar.start as usize, scalar.end as usize);
    let behind = text.get(end..)?.trim_start_matches([' ', '\t', '\r']);
    let comment = |comment: &str| {
        // What is said to tools is meant as a comment.
        if comment.trim_start_matches(['#', ' ']).starts_with("lonely:") {
            return None;
        }
        let line = comment.split('\n').next().unwrap_or_default().trim_end();
        let start = text.len() - comment.len();
        let place = |at: usize| u32::try_from(at).ok();
        Some(Span { file: scalar.file, start: place(start)?, end: place(start + line.len())? })
    };
    if behind.starts_with('#') {
        return comment(behind);
    }
    let next = behind.strip_prefix('\n')?;
    let inner = next.trim_start_matches([' ', '\t']);
    if !inner.starts_with('#') {
        return None;
    }
    let first = text.get(..start)?.rsplit('\n').next().unwrap_or_default();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    if indent(next) > indent(first) { comment(inner) } else { None }
}

/// Adds what there is in a tree, until that is too much.
fn measure(node: &Node, size: &mut Size) {
    size.values += 1;
    if size.values > MOST_REPEATED {
        return;
    }
    match &node.value {
        Value::Text(scalar) => size.text += scalar.text.len(),
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
        Value::Text(key) if key.text.chars().nth(LONGEST_KEY).is_some() => {
            let message = format!("a key is longer than {LONGEST_KEY} characters");
            return Err(syntax_error(&message, span));
        }
        Value::Text(key) => key.text,
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
        Some(tag) if tag.ends_with(":str") || tag == "!!str" => Ok(true),
        Some(tag) => Err(syntax_error(&format!("a schema has no tags such as `{tag}`"), place)
            .help("leave it out, or put text that begins with `!` in quotes")),
    }
}
