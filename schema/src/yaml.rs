//! YAML text as a tree in which every node knows its place.
//!
//! The parser gives events, and a tree of them is all that a schema needs: no serde, whose data model has no places, and
//! which everybody would have to compile who derives a message.

mod scalar;
mod syntax;
mod tree;

use std::rc::Rc;

use granit_parser::Parser;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span, Spanned};

use tree::Tree;
pub(crate) use tree::{DEEPEST, LONGEST_KEY, MOST_REPEATED, MOST_REPEATED_TEXT, MOST_VALUES};

/// A YAML value with its place. That of a list or a mapping is only where it begins.
pub type Node = Spanned<Value>;

/// What stands at a node. Keys that stand twice are kept, so that they can be reported.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, or nothing at all.
    Null,
    /// What stands behind a key without a colon, between braces.
    Missing,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction, which no schema has.
    Float,
    /// A whole number that no integer type holds.
    Huge,
    /// A text.
    Text(Scalar),
    /// A list. Shared between an anchor and its aliases.
    List(Rc<Vec<Node>>),
    /// A mapping, in the order it was written. Shared as well.
    Map(Rc<Vec<(Spanned<String>, Node)>>),
}

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// What it says.
    pub text: String,
    /// A comment that ends it, if it has no quotes.
    pub comment: Option<Span>,
}

impl Value {
    /// What the value is, for a message that expected something else.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::Null | Value::Missing => "nothing",
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

/// Whether text without quotes is text, and neither a number nor `true` and the like.
///
/// ```
/// use lonelypsp_schema::yaml::is_text;
///
/// assert!(is_text("1.0.0") && !is_text("1.0") && !is_text("true") && !is_text(""));
/// ```
pub fn is_text(plain: &str) -> bool {
    matches!(scalar::resolve(plain), Value::Text(_))
}

/// Parses one document; a syntax error is the only problem it can find.
///
/// # Errors
/// The first place where it is no YAML, or more of it than a schema has.
///
/// ```
/// use lonelypsp_schema::{SourceMap, yaml::{Value, parse_yaml}};
///
/// let mut sources = SourceMap::default();
/// let file = sources.add("mine.yaml".to_owned(), "types: { topic: { kind: bytes } }".to_owned());
/// let node = parse_yaml(file, &sources.file(file).text).unwrap();
/// let Value::Map(entries) = node.value else { panic!("it is a mapping") };
/// assert_eq!((entries[0].0.value.as_str(), entries[0].0.span.end), ("types", 5));
/// ```
pub fn parse_yaml(file: FileId, text: &str) -> Result<Node, Diagnostic> {
    let mut tree = Tree::new(file, text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| tree.broken().explain(&error))?;
        tree.add(&event, &span)?;
    }
    tree.finish()
}
