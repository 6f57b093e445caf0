//! What borrows from the input, and so needs its lifetime.

use lonelypsp_schema::{Kind, Shape, Slot};
use proc_macro2::TokenStream;
use quote::quote;

use crate::forms::{self, field_type};
use crate::names::entry_type;
use crate::target::{Generics, Wire};

/// Whether any field borrows from the input.
pub(crate) fn borrows(wire: Wire<'_>, shape: &Shape) -> bool {
    let slots = shape.slots.iter().filter(|slot| slot.field().is_some());
    let mut slots = slots.map(|slot| &wire.layout.slots[slot.slot]);
    slots.any(|slot| slot_borrows(wire, slot)) || shape.body.is_some()
}

/// Whether an entry has anything that borrows from the input.
pub(crate) fn entry_borrows(wire: Wire<'_>, group: usize) -> bool {
    wire.layout.groups[group].slots.iter().any(|slot| slot_borrows(wire, slot))
}

/// Whether a value borrows from the input.
pub(crate) fn slot_borrows(wire: Wire<'_>, slot: &Slot) -> bool {
    match slot.kind.as_group() {
        Some(group) => entry_borrows(wire, group),
        None => forms::borrows(slot.kind),
    }
}

/// The parameters of the struct for an entry: the lifetime of the input, if it borrows from that.
pub(crate) fn entry_generics(wire: Wire<'_>, group: usize) -> Generics {
    let name = entry_type(wire.message, &wire.layout.groups[group]);
    if entry_borrows(wire, group) { Generics::borrowing(name) } else { Generics::owning(name) }
}

/// The type of a field that holds a value; it borrows for `'a`.
pub(crate) fn slot_type(wire: Wire<'_>, slot: &Slot, rt: &TokenStream) -> TokenStream {
    field_type(slot.kind, &quote!('a), rt, |group| entry_generics(wire, group).ty())
}

/// The type of a value that is given to a document, from elsewhere than its own module; it lives as long as the document.
pub(crate) fn given_type(
    document: Wire<'_>,
    module: &TokenStream,
    kind: Kind,
    rt: &TokenStream,
) -> TokenStream {
    field_type(kind, &quote!('d), rt, |group| {
        let ty = entry_type(document.message, &document.layout.groups[group]);
        let lifetime = entry_borrows(document, group).then(|| quote!(<'d>));
        quote!(#module::#ty #lifetime)
    })
}
