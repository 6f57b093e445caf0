//! The order of keys, and what else the language says about how a file looks.

use lonelypsp_schema::language::Mapping;

use crate::tree::{Collection, Entry, Node, Root, What};

/// Puts the keys of the language in their order, and blank lines between the parts of a file.
pub(crate) fn order(root: &mut Root<'_>) {
    let Some(node) = &mut root.node else { return };
    // An alias stands behind its anchor.
    let may_move = !has_anchors(node);
    let What::Collection(collection) = &mut node.what else { return };
    let first = collection.entries.first().map(|entry| entry.name().to_owned());
    if may_move {
        of_collection(collection);
    }
    let moved = collection.entries.iter_mut().skip(1).find(|entry| Some(entry.name()) == first.as_deref());
    if let Some(moved) = moved {
        // What a file begins with is about the file.
        root.head.append(&mut moved.above);
    }
    if collection.entries.is_empty() {
        root.head.append(&mut collection.tail);
    }
    hoist(collection);
    set_apart(collection);
}

fn has_anchors(node: &Node<'_>) -> bool {
    let is_one = node.anchor.is_some() || matches!(node.what, What::Alias(_));
    let What::Collection(collection) = &node.what else { return is_one };
    let has = |entry: &Entry<'_>| entry.key.as_ref().is_some_and(has_anchors) || has_anchors(&entry.value);
    is_one || collection.entries.iter().any(has)
}

fn of_collection(collection: &mut Collection<'_>) {
    for entry in &mut collection.entries {
        if let What::Collection(inner) = &mut entry.value.what {
            of_collection(inner);
        }
    }
    let Some(mapping) = collection.mapping else { return };
    // A comment between blank lines is about what follows it, whatever that is.
    let has_section = |entry: &Entry<'_>| {
        let is_apart = entry.above.iter().skip(1).any(|comment| comment.blank) || entry.blank;
        !entry.above.is_empty() && is_apart
    };
    if collection.entries.iter().any(has_section) {
        return;
    }
    let is_apart = collection.entries.first().is_some_and(|first| first.blank);
    sort(&mut collection.entries, mapping);
    if let Some(first) = collection.entries.first_mut() {
        first.blank = is_apart;
    }
}

/// Keys that are not of the language stay behind those before them.
fn sort(entries: &mut Vec<Entry<'_>>, mapping: &Mapping) {
    let mut last = None;
    let mut ranked: Vec<_> = std::mem::take(entries)
        .into_iter()
        .map(|entry| {
            last = mapping.names().position(|name| name == entry.name()).or(last);
            (last, entry)
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    entries.extend(ranked.into_iter().map(|(_, entry)| entry));
}

/// Comments that have no line of their own any more go above what they are in: those before the first key behind a dash, and
/// those of what is empty.
fn hoist(collection: &mut Collection<'_>) {
    for entry in &mut collection.entries {
        let is_item = entry.key.is_none();
        let What::Collection(inner) = &mut entry.value.what else { continue };
        hoist(inner);
        if inner.entries.is_empty() {
            entry.above.append(&mut inner.tail);
        }
        if let Some(first) = inner.entries.first_mut().filter(|_| is_item) {
            entry.above.append(&mut first.above);
        }
    }
}

/// The parts of a file have a blank line before them, but for what stands behind `protocol`, which belongs together.
fn set_apart(collection: &mut Collection<'_>) {
    let mut before = None;
    for entry in &mut collection.entries {
        let name = entry.name().to_owned();
        let is_part = ["protocols", "types", "protocol", "messages"].contains(&name.as_str());
        if let Some(before) = before.replace(name).filter(|_| is_part) {
            let stands_apart = before != "protocol" || !entry.above.is_empty();
            match entry.above.first_mut() {
                Some(comment) => comment.blank = stands_apart,
                None => entry.blank = stands_apart,
            }
        }
    }
}
