//! YAML text as a tree in which every node knows its place.
//!
//! The parser gives events, and a tree of them is all that a schema needs: no serde, whose data model has no places, and
//! which everybody would have to compile who derives a message.

mod scalar;
mod tree;

use std::rc::Rc;

use granit_parser::{Marker, Parser, ScanError};

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};

use tree::Tree;

/// A YAML value with its place.
pub(crate) type Node = Spanned<Value>;

/// What stands at a node. Keys that stand twice are kept, so that they can be reported.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i128),
    Float,
    /// A whole number that no integer type holds.
    Huge,
    Text(String),
    /// Shared between an anchor and its aliases.
    List(Rc<Vec<Node>>),
    /// Shared as well.
    Map(Rc<Vec<(Spanned<String>, Node)>>),
}

impl Value {
    /// What the value is, for a message that expected something else.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) => "an integer",
            Value::Float => "a decimal number",
            Value::Huge => "far too large a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Parses one document; a syntax error is the only problem it can find.
pub(crate) fn parse_yaml(file: FileId, text: &str) -> Result<Node, Diagnostic> {
    let mut tree = Tree::new(file);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| scan_error(file, text, &error))?;
        tree.add(&event, &span)?;
    }
    Ok(tree.finish(text))
}

/// A syntax error; what the parser says for its own users is said for those of a schema.
fn scan_error(file: FileId, text: &str, error: &ScanError) -> Diagnostic {
    let at = offset_of(text, error.marker());
    let reason = error.info();
    let known = KNOWN_ERRORS.iter().find(|(part, ..)| reason.contains(part));
    let (said, help) = known.map_or((None, None), |(_, said, help)| (*said, Some((*help).to_owned())));
    syntax_error(said.unwrap_or(&reason), Span { file, start: at, end: at }).maybe_help(help)
}

fn syntax_error(reason: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span, format!("this is not valid YAML: {reason}"))
}

/// Part of the parser's message, what to say in its place, what would be right.
const KNOWN_ERRORS: &[(&str, Option<&str>, &str)] = &[
    (
        "mapping values are not allowed",
        None,
        "put text that contains `: ` in quotes, or on lines of its own after `|`",
    ),
    (
        "unknown anchor",
        Some("this alias names no anchor before it"),
        "put text that begins with `*` in quotes",
    ),
    ("found a tab", None, "indent with spaces"),
    ("unclosed quote", None, "close the quote"),
    ("did not find expected ',' or '", None, "close the bracket or brace that is open"),
    ("mismatched bracket", None, "close the bracket that is open first"),
    ("did not find expected key", None, "keys of one mapping stand in one column"),
];

/// Where a mark of the parser stands in the text, in bytes.
fn offset_of(text: &str, mark: &Marker) -> u32 {
    let offset =
        mark.byte_offset().unwrap_or_else(|| text.chars().take(mark.index()).map(char::len_utf8).sum());
    u32::try_from(offset.min(text.len())).unwrap_or(u32::MAX)
}
