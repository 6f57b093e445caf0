//! Names of the schema, spelled as TypeScript spells them.
//!
//! Locals that hold what was read begin with `$`, as no name of a schema, no keyword and no function does; they are called
//! after a header's name on the wire, which tells headers apart where fields may not. Locals that hold a value as a message
//! has it end with `$`, and are called after the field.

use std::collections::HashSet;

use lonelypsp_schema::{Group, Message, Name, Shape, Slot};

use crate::spelling::{camel_text, pascal};

/// The local that holds the body.
pub(super) const BODY: &str = "$body";

/// The type of a message.
pub(super) fn message_type(message: &Message) -> String {
    pascal(&message.name)
}

/// The type of a shape: the message's own, or the variant's name behind it.
pub(super) fn shape_type(message: &Message, shape: &Shape) -> String {
    let variant = shape.variant.as_ref().map(pascal).unwrap_or_default();
    pascal(&message.name) + &variant
}

/// The name of a file or folder, without its ending.
pub(super) fn file_name(name: &Name) -> String {
    folder_name(name.snake())
}

/// The same for the name of a protocol that is given as text.
pub(super) fn folder_name(protocol: &str) -> String {
    protocol.replace('_', "-")
}

/// A name as a string.
pub(super) fn quoted(name: &Name) -> String {
    format!("\"{}\"", name.snake())
}

/// The local for the value of a field, before it is looked at.
pub(super) fn given(field: &Name) -> String {
    given_text(field.snake())
}

/// The same for a field that is given as text.
pub(super) fn given_text(field: &str) -> String {
    camel_text(field) + "$"
}

/// The type of a group's entries.
pub(super) fn entry_type(message: &Message, group: &Group) -> String {
    pascal(&message.name) + &pascal(&group.name)
}

/// The local for where a value begins, which is that of the value itself with one more `$`.
pub(super) fn start(local: &str) -> String {
    format!("${local}")
}

/// The locals of values, in their order.
pub(super) fn locals(slots: &[Slot]) -> Vec<String> {
    let mut taken = HashSet::from([BODY.to_owned()]);
    let local = |(index, slot): (usize, &Slot)| {
        let plain = local(&slot.at);
        if taken.insert(plain.clone()) { plain } else { format!("{plain}_{index}") }
    };
    slots.iter().enumerate().map(local).collect()
}

/// `x-part-id` or `part_id` as `$partId`, and no longer than is pleasant. All such names are ASCII.
fn local(wire: &str) -> String {
    const LONGEST: usize = 40;
    let words = wire.strip_prefix("x-").unwrap_or(wire).split(['-', '_']).filter(|word| !word.is_empty());
    let spelled = words.enumerate().map(|(index, word)| match word.split_at_checked(1) {
        Some((first, rest)) if index > 0 => first.to_uppercase() + rest,
        _ => word.to_owned(),
    });
    let whole: String = std::iter::once("$".to_owned()).chain(spelled).collect();
    whole.chars().take(LONGEST).collect()
}
