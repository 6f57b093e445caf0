//! Names of the schema, spelled as TypeScript spells them.
//!
//! Locals that hold the value of a header begin with `$`, as no name of a schema, no keyword and no function does; they
//! are called after the header's name on the wire, which tells headers apart where fields may not. Locals that hold a value
//! as a message has it end with `$`, and are called after the field.

use std::collections::HashSet;

use lonelypsp_schema::{Layout, Message, Name, Shape};

use crate::spelling::{camel, pascal};

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
    name.snake().replace('_', "-")
}

/// A name as a string.
pub(super) fn quoted(name: &Name) -> String {
    format!("\"{}\"", name.snake())
}

/// The local for the value of a field, before it is looked at.
pub(super) fn given(field: &Name) -> String {
    camel(field) + "$"
}

/// The locals of a message's headers, in their order.
pub(super) fn locals(layout: &Layout) -> Vec<String> {
    let mut taken = HashSet::from([BODY.to_owned()]);
    let local = |(index, slot): (usize, &lonelypsp_schema::Slot)| {
        let plain = local(&slot.at);
        if taken.insert(plain.clone()) { plain } else { format!("{plain}_{index}") }
    };
    layout.slots.iter().enumerate().map(local).collect()
}

/// `x-part-id` as `$partId`, and no longer than is pleasant. The names of headers are ASCII.
fn local(wire: &str) -> String {
    const LONGEST: usize = 40;
    let words = wire.strip_prefix("x-").unwrap_or(wire).split('-').filter(|word| !word.is_empty());
    let spelled = words.enumerate().map(|(index, word)| match word.split_at_checked(1) {
        Some((first, rest)) if index > 0 => first.to_uppercase() + rest,
        _ => word.to_owned(),
    });
    let whole: String = std::iter::once("$".to_owned()).chain(spelled).collect();
    whole.chars().take(LONGEST).collect()
}
