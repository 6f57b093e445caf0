//! Names of the schema, spelled as Rust spells them: every identifier of generated code that is made of one is made here.
//!
//! Locals that hold a header's value are called after its name on the wire, which tells headers apart where fields may not.
//! Other locals, parameters and lifetimes that could meet a name of a schema or of a user begin with `__`; each is in the list in
//! `hygienic.rs` with the one thing that it means.

#[cfg(test)]
mod hygienic;

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use lonelypsp_schema::{Direction, Group, Message, Name, Shape, Slot};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(crate) fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

/// The module of a protocol, or a field.
pub(crate) fn snake(name: &Name) -> Ident {
    ident(name.snake())
}

/// The type of a message.
pub(crate) fn message_type(message: &Message) -> Ident {
    ident(&message.name.snake().to_upper_camel_case())
}

/// The type of a shape: the message's own, or the variant's name behind it.
pub(crate) fn shape_type(message: &Message, shape: &Shape) -> Ident {
    match &shape.variant {
        Some(variant) => ident(&format!("{}_{variant}", message.name).to_upper_camel_case()),
        None => message_type(message),
    }
}

/// The type of a group's entries.
pub(crate) fn entry_type(message: &Message, group: &Group) -> Ident {
    ident(&format!("{}_{}", message.name, group.name).to_upper_camel_case())
}

/// A variant in the enum of its message.
pub(crate) fn variant(name: &Name) -> Ident {
    ident(&name.snake().to_upper_camel_case())
}

pub(crate) fn constant(name: &Name) -> Ident {
    ident(&name.snake().to_shouty_snake_case())
}

pub(crate) fn direction(direction: Direction) -> Ident {
    ident(direction.as_str())
}

/// The local that holds the checked value of a header: `x_topic`, or `h_authorization` where the name on the wire could
/// meet a keyword.
pub(crate) fn local(header: &Slot) -> Ident {
    let name = header.at.replace('-', "_");
    ident(&if name.len() > 2 && name.starts_with("x_") { name } else { format!("h_{name}") })
}

/// The local that holds a flag of the prefix.
pub(crate) fn flag_local(name: &Name) -> Ident {
    ident(&format!("f_{name}"))
}

/// The local that holds the bits of the prefix that no flag names.
pub(crate) fn unknown_flags_local() -> Ident {
    ident("__unknown_flags")
}

/// The local that holds the body.
pub(crate) fn body_local() -> Ident {
    ident("__body")
}

/// The type that stands for a group.
pub(crate) fn group_type(group: usize) -> Ident {
    ident(&format!("__Group{group}"))
}

/// The method that gives the document that signs a message, perhaps as an answer to another one.
pub(crate) fn document_method(answered: Option<&Name>) -> Ident {
    match answered {
        Some(answered) => ident(&format!("document_for_{answered}")),
        None => ident("document"),
    }
}

/// The local that answers what is known of the body and of entries.
pub(crate) fn known_local() -> Ident {
    ident("__known")
}

/// The field of a message that does not borrow otherwise. No name of a schema ends with `_`.
pub(crate) fn marker(shape: &Shape) -> Ident {
    let taken = shape.field_names().any(|name| name.snake() == "borrows");
    ident(if taken { "borrows_" } else { "borrows" })
}

/// A header's name as it stands on the wire, two bytes of length before it, with room for the length of the value behind
/// it: what is compared or written in one go.
pub(crate) fn wire_name_and_room(header: &Slot) -> Literal {
    Literal::byte_string(&[&header.counted_name()[..], &[0, 0]].concat())
}

pub(crate) fn index(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}

/// For what nobody calls by itself in the crate where it is generated: a debug build then makes its code where it is
/// used, and only if it is. That spares whoever builds the crate most of the time.
pub(crate) fn made_where_used() -> TokenStream {
    quote!(#[cfg_attr(debug_assertions, inline)])
}
