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

/// A YAML value with its place.
pub(crate) type Node = Spanned<Value>;

/// What stands at a node. Keys that stand twice are kept, so that they can be reported.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    /// What stands behind a key without a colon, between braces.
    Missing,
    Bool(bool),
    Integer(i128),
    Float,
    /// A whole number that no integer type holds.
    Huge,
    Text(Scalar),
    /// Shared between an anchor and its aliases.
    List(Rc<Vec<Node>>),
    /// Shared as well.
    Map(Rc<Vec<(Spanned<String>, Node)>>),
}

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    /// A comment that ends it, if it has no quotes.
    pub(crate) comment: Option<Span>,
}

impl Value {
    /// What the value is, for a message that expected something else.
    pub(crate) fn describe(&self) -> &'static str {
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

/// Parses one document; a syntax error is the only problem it can find.
pub(crate) fn parse_yaml(file: FileId, text: &str) -> Result<Node, Diagnostic> {
    let mut tree = Tree::new(file, text);
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| tree.broken().explain(&error))?;
        tree.add(&event, &span)?;
    }
    tree.finish()
}
