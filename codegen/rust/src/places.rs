//! What errors say of the values of a message, and of those in its groups.

use lonelypsp_schema::{Flag, Slot};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::index;
use crate::target::Wire;

/// Whose values some code is about: those of the message, or those of an entry of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Message,
    Entry(usize),
}

impl Scope {
    /// The values.
    pub(crate) fn slots(self, wire: Wire<'_>) -> &[Slot] {
        match self {
            Self::Message => &wire.layout.slots,
            Self::Entry(group) => &wire.layout.groups[group].slots,
        }
    }
}

/// What errors say of a value; of one in an entry, with the group that it lies in.
pub(crate) fn emit_place(slot: &Slot, within: Option<&TokenStream>, rt: &TokenStream) -> TokenStream {
    let (name, expects, secret) = (&slot.at, slot.expectation(), slot.secret);
    match within {
        None if !secret => quote!(#rt::Place::new(#name, #expects)),
        within => {
            let within = within.map_or_else(|| quote!(#rt::None), |group| quote!(#rt::Some(#group)));
            quote!(#rt::Place { name: #name, expects: #expects, within: #within, secret: #secret })
        }
    }
}

/// The groups of a message, each as what its entries lie within.
fn emit_groups(wire: Wire<'_>, rt: &TokenStream) -> Vec<TokenStream> {
    let mut places = vec![TokenStream::new(); wire.layout.groups.len()];
    // Outer ones come first.
    for scope in [Scope::Message].into_iter().chain((0..places.len()).map(Scope::Entry)) {
        let within = match scope {
            Scope::Message => None,
            Scope::Entry(group) => Some(places[group].clone()),
        };
        for slot in scope.slots(wire) {
            if let Some(group) = slot.kind.as_group() {
                let place = emit_place(slot, within.as_ref(), rt);
                places[group] = quote!(&#place);
            }
        }
    }
    places
}

/// The places of a message: of its values, of a sequence's body, and of the values in groups.
pub(crate) fn emit_places(wire: Wire<'_>, rt: &TokenStream) -> TokenStream {
    let layout = wire.layout;
    let mut places: Vec<_> = layout.slots.iter().map(|slot| emit_place(slot, None, rt)).collect();
    if let Some(body) = layout.body.as_ref().filter(|_| !layout.is_block()) {
        let name = &body.at;
        places.push(quote!(#rt::Place::new(#name, "bytes")));
    }
    for (group, within) in layout.groups.iter().zip(emit_groups(wire, rt)) {
        places.extend(group.slots.iter().map(|slot| emit_place(slot, Some(&within), rt)));
    }
    quote!(&[#(#places,)*])
}

/// The places of the values of an entry, as the struct that holds it has them.
pub(crate) fn emit_entry_places(wire: Wire<'_>, group: usize, rt: &TokenStream) -> TokenStream {
    emit_places_within(&wire.layout.groups[group].slots, &emit_groups(wire, rt)[group], rt)
}

/// The places of the values of an entry in a group.
pub(crate) fn emit_places_within(slots: &[Slot], group: &TokenStream, rt: &TokenStream) -> TokenStream {
    let places = slots.iter().map(|slot| emit_place(slot, Some(group), rt));
    quote!(&[#(#places,)*])
}

/// The index of a value among the places of its message.
pub(crate) fn place_index(wire: Wire<'_>, scope: Scope, slot: usize) -> Literal {
    let layout = wire.layout;
    index(match scope {
        Scope::Message => slot,
        Scope::Entry(group) => {
            let before = layout.groups[..group].iter().map(|group| group.slots.len()).sum::<usize>();
            layout.slots.len() + usize::from(layout.body.is_some()) + before + slot
        }
    })
}

/// What errors say of a flag.
pub(crate) fn emit_flag_place(flag: &Flag, rt: &TokenStream) -> TokenStream {
    let name = flag.name.snake();
    // As a literal, so that it lives for ever wherever it stands.
    quote!(#rt::Place { name: #name, expects: "a flag that is set or not", within: #rt::None, secret: false })
}
