//! Looking things up in the tree of a file.

use lonelypsp_schema::Spanned;
use lonelypsp_schema::yaml::{Node, Value};

/// A key and its value.
pub(crate) type Entry = (Spanned<String>, Node);

/// The entries of a mapping; of anything else, none.
pub(crate) fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// The items of a list; of anything else, none.
pub(crate) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// The value of a key.
pub(crate) fn get<'t>(node: &'t Node, key: &str) -> Option<&'t Node> {
    entries(node).iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
}

/// Its entries, if it is a mapping.
pub(crate) fn get_entries<'t>(node: &'t Node, key: &str) -> &'t [Entry] {
    get(node, key).map(entries).unwrap_or_default()
}

/// A value as text.
pub(crate) fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(scalar) => Some(&scalar.text),
        _ => None,
    }
}

pub(crate) fn get_text<'t>(node: &'t Node, key: &str) -> Option<&'t str> {
    get(node, key).and_then(text)
}

/// A whole number; of one that depends on the version, that of the newest.
pub(crate) fn number(node: &Node) -> Option<i128> {
    numbers(node).last().copied()
}

/// A whole number, or those of all versions, the oldest first.
pub(crate) fn numbers(node: &Node) -> Vec<i128> {
    match &node.value {
        Value::Integer(number) => vec![*number],
        Value::Map(entries) => entries.iter().flat_map(|(_, value)| numbers(value)).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn get_number(node: &Node, key: &str) -> Option<i128> {
    get(node, key).and_then(number)
}

pub(crate) fn is_true(node: &Node, key: &str) -> bool {
    matches!(get(node, key), Some(Node { value: Value::Bool(true), .. }))
}
