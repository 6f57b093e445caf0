//! What the language takes the parts of a file for, from its table.

use lonelypsp_schema::language::{ITEM, MESSAGE, Mapping, ROOT, Takes, VARIANT, VARIANT_OF_SEQUENCE};

use crate::tree::{Collection, Meant, Node, What};

/// What stands behind `variants` of a message with a `sequence`.
static VARIANTS_OF_SEQUENCE: Takes = Takes::Named("", &Takes::One(&VARIANT_OF_SEQUENCE));

/// Notes which mappings are of the language, and what its scalars are. An included file has no other keys than a root file.
pub(crate) fn note(node: &mut Node<'_>) {
    of_node(node, &Takes::One(&ROOT));
}

/// What stands behind a key of a mapping. A message with a `sequence` has other variants than one with `headers`.
pub(crate) fn taken_by(mapping: &'static Mapping, key: &str, has_sequence: bool) -> Option<&'static Takes> {
    let takes = &mapping.key(key)?.takes;
    let is_variants =
        matches!(takes, Takes::Named(_, Takes::One(of)) if std::ptr::eq(*of, &raw const VARIANT));
    let is_other = std::ptr::eq(mapping, &raw const MESSAGE) && has_sequence && is_variants;
    Some(if is_other { &VARIANTS_OF_SEQUENCE } else { takes })
}

fn of_node(node: &mut Node<'_>, takes: &Takes) {
    let collection = match &mut node.what {
        What::Collection(collection) => collection,
        What::Scalar(scalar) => {
            let is_other = matches!(takes, Takes::Text(_) | Takes::Word(_) | Takes::TextOr(..));
            scalar.meant = if is_other { Meant::Other } else { Meant::Prose };
            return;
        }
        What::Alias(_) => return,
    };
    match (takes, collection.is_map) {
        (Takes::One(mapping) | Takes::OneOrMore(mapping) | Takes::TextOr(_, mapping), true) => {
            of_mapping(collection, mapping);
        }
        (Takes::OneOrMore(mapping), false) => of_values(collection, &Takes::One(mapping)),
        (Takes::List(takes), false) | (Takes::Named(_, takes), true) => of_values(collection, takes),
        _ => {}
    }
}

fn of_values(collection: &mut Collection<'_>, takes: &Takes) {
    collection.entries.iter_mut().for_each(|entry| of_node(&mut entry.value, takes));
}

fn of_mapping(collection: &mut Collection<'_>, mapping: &'static Mapping) {
    collection.mapping = Some(mapping);
    let has_sequence = collection.entries.iter().any(|entry| entry.name() == "sequence");
    for entry in &mut collection.entries {
        let is_literal = std::ptr::eq(mapping, &raw const ITEM) && entry.name() == "literal";
        let Some(takes) = taken_by(mapping, entry.name(), has_sequence) else { continue };
        of_node(&mut entry.value, takes);
        if let What::Scalar(scalar) = &mut entry.value.what
            && is_literal
        {
            scalar.meant = Meant::Digits;
        }
    }
}
