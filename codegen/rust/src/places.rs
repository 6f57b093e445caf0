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

    /// The places of the values.
    fn all(self, wire: Wire<'_>) -> Vec<(String, String)> {
        let around = match self {
            Self::Message => String::new(),
            Self::Entry(group) => format!("{}[].", group_paths(wire)[group]),
        };
        let place = |slot: &Slot| (format!("{around}{}", slot.at), slot.expectation());
        self.slots(wire).iter().map(place).collect()
    }
}

/// The groups of a message by where they lie: `topics`, `topics[].parts`.
fn group_paths(wire: Wire<'_>) -> Vec<String> {
    let groups = &wire.layout.groups;
    let mut paths = vec![String::new(); groups.len()];
    let mut note = |around: &str, slots: &[Slot]| {
        for slot in slots {
            if let Some(group) = slot.kind.as_group() {
                paths[group] = format!("{around}{}", slot.at);
            }
        }
        paths.clone()
    };
    let mut known = note("", &wire.layout.slots);
    // Outer ones come first.
    for (at, group) in groups.iter().enumerate() {
        known = note(&format!("{}[].", known[at]), &group.slots);
    }
    known
}

/// The places of a message: of its values, of a sequence's body, and of the values in groups.
pub(crate) fn emit_places(wire: Wire<'_>, rt: &TokenStream) -> TokenStream {
    let layout = wire.layout;
    let mut places = Scope::Message.all(wire);
    if !layout.is_block() {
        places.extend(layout.body.as_ref().map(|body| (body.at.clone(), "bytes".to_owned())));
    }
    let entries = (0..layout.groups.len()).flat_map(|group| Scope::Entry(group).all(wire));
    places.extend(entries);
    emit_list(&places, rt)
}

/// The places of the values of an entry, as the struct that holds it has them.
pub(crate) fn emit_entry_places(wire: Wire<'_>, group: usize, rt: &TokenStream) -> TokenStream {
    emit_list(&Scope::Entry(group).all(wire), rt)
}

fn emit_list(places: &[(String, String)], rt: &TokenStream) -> TokenStream {
    let places = places.iter().map(|(name, expects)| quote!(#rt::Place { name: #name, expects: #expects }));
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
    quote!(#rt::Place { name: #name, expects: "a flag that is set or not" })
}
