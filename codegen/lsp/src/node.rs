//! What stands in a piece of YAML, by its keys.

use lonelypsp_schema::Spanned;
use lonelypsp_schema::yaml::{Node, Value};

/// A key with what stands behind it.
pub(crate) type Entry = (Spanned<String>, Node);

pub(crate) fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

pub(crate) fn get<'t>(node: &'t Node, name: &str) -> Option<&'t Node> {
    entries(node).iter().find(|(key, _)| key.value == name).map(|(_, node)| node)
}

pub(crate) fn entries_of<'t>(node: &'t Node, name: &str) -> &'t [Entry] {
    get(node, name).map(entries).unwrap_or_default()
}

/// The items of a list, or the one value in its place.
pub(crate) fn list_of(node: Option<&Node>) -> &[Node] {
    match node.map(|node| (&node.value, node)) {
        Some((Value::List(items), _)) => items,
        Some((_, node)) => std::slice::from_ref(node),
        None => &[],
    }
}

pub(crate) fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(scalar) => Some(&scalar.text),
        _ => None,
    }
}
