//! The values of a shape: what stands between its bytes and the fields that hold it.

use lonelypsp_schema::{Kind, Layout, Shape, Spelling};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::forms::value_type;
use crate::mentioned::Mentioned;
use crate::names::{body_local, flag_local, local, unknown_flags_local};
use crate::target::Wire;

/// A value of a shape that a field holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    /// What of the message it is.
    pub(crate) of: Part,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// A part of a message that a field can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The flag with this index.
    Flag(usize),
    /// The bits of the prefix that no flag names.
    UnknownFlags,
    /// The value with this index.
    Slot(usize),
    /// What follows the values.
    Body,
}

/// What holds the bits that no flag names.
pub(crate) const UNKNOWN_FLAGS: Kind = Kind::uint(2, Spelling::Fixed);

/// The values that fields hold, in the order of the fields: flags, values in wire order, the body.
pub(crate) fn values_of(layout: &Layout, shape: &Shape) -> Vec<Value> {
    let flags = shape.flag_fields().map(|(flag, _)| Value { of: Part::Flag(flag), kind: Kind::BOOL });
    let unknown = shape.unknown_flags.iter().map(|_| Value { of: Part::UnknownFlags, kind: UNKNOWN_FLAGS });
    let slots = shape.slots.iter().filter(|slot| slot.field().is_some()).map(|slot| slot.slot);
    let slots = slots.map(|slot| Value { of: Part::Slot(slot), kind: layout.slots[slot].kind });
    let body = shape.body.iter().map(|_| Value { of: Part::Body, kind: Kind::BYTES });
    flags.chain(unknown).chain(slots).chain(body).collect()
}

impl Value {
    /// The local that holds it.
    pub(crate) fn local(self, wire: Wire<'_>) -> Ident {
        match self.of {
            Part::Flag(flag) => flag_local(&wire.protocol.flags[flag].name),
            Part::UnknownFlags => unknown_flags_local(),
            Part::Slot(slot) => local(&wire.layout.slots[slot]),
            Part::Body => body_local(),
        }
    }

    /// Its type, borrowing for `'w`.
    pub(crate) fn ty(self, rt: &TokenStream) -> TokenStream {
        value_type(self.kind, rt)
    }

    /// Its type where it is written.
    pub(crate) fn written_ty(self, rt: &TokenStream) -> TokenStream {
        match self.kind.as_group() {
            Some(_) => quote!(&'__w #rt::Written),
            None => self.ty(rt),
        }
    }

    /// The index that errors name it by: that of its slot, or the first beyond them for the body.
    pub(crate) fn index(self, layout: &Layout) -> usize {
        match self.of {
            Part::Slot(slot) => slot,
            Part::Flag(_) | Part::UnknownFlags | Part::Body => layout.slots.len(),
        }
    }
}

/// The locals that hold values as a tuple; those that a piece of code does not mention are left out of a pattern for it.
pub(crate) fn tuple(values: &[Value], wire: Wire<'_>) -> TokenStream {
    let locals = values.iter().map(|value| value.local(wire));
    quote!((#(#locals,)*))
}

/// The pattern that takes the values apart for code that uses them.
pub(crate) fn pattern_for(code: &TokenStream, values: &[Value], wire: Wire<'_>) -> TokenStream {
    let mentioned = Mentioned::by(code);
    let locals = values.iter().map(|value| {
        let local = value.local(wire);
        if mentioned.has(&local) { quote!(#local) } else { quote!(_) }
    });
    quote!((#(#locals,)*))
}
