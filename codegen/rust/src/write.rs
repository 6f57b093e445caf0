//! The write steps of a message or of an entry: each as a check, as a length, and as bytes.
//!
//! The three walks over one plan have to agree: `check.rs` is the first, `spell.rs` the other two.

mod check;
mod spell;

use lonelypsp_schema::{Kind, Shape, Slot, Source};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::forms::values;
use crate::names::{body_local, index, local};
use crate::places::Scope;
use crate::target::Wire;

/// What writes the values of a message, or those of an entry.
pub(crate) struct Steps<'a> {
    pub(crate) wire: Wire<'a>,
    pub(crate) scope: Scope,
    /// The shape that a message has; an entry has none.
    pub(crate) shape: Option<&'a Shape>,
    /// What has the places of the values.
    pub(crate) places: TokenStream,
    pub(crate) rt: &'a TokenStream,
}

impl Steps<'_> {
    fn slot(&self, slot: usize) -> &Slot {
        &self.scope.slots(self.wire)[slot]
    }

    fn kind(&self, slot: usize) -> Kind {
        self.slot(slot).kind
    }

    fn local(&self, slot: usize) -> Ident {
        local(self.slot(slot))
    }

    fn about(&self, slot: usize) -> TokenStream {
        let (places, at) = (&self.places, index(slot));
        quote!(&#places[#at])
    }

    /// The number that a value is written with, as a `u64`.
    fn number(&self, slot: usize) -> TokenStream {
        let source = match self.shape {
            Some(shape) => match shape.slot(slot) {
                Some(shape_slot) => &shape_slot.source,
                None => return quote!(0),
            },
            None => return self.field_number(slot),
        };
        match source {
            Source::Field(_) => self.field_number(slot),
            Source::Constant(value) => {
                // Its type said, or the literal's limits would be an i32's.
                let value = Literal::u64_suffixed(*value);
                quote!(#value)
            }
            Source::BodyLength => {
                let body = body_local();
                quote!(#body.len() as u64)
            }
            Source::Slot(other) => self.number(*other),
        }
    }

    fn field_number(&self, slot: usize) -> TokenStream {
        let local = self.local(slot);
        values(self.kind(slot), self.rt).map_or_else(TokenStream::new, |values| (values.written)(&local))
    }

    /// The length of bytes or text.
    fn emit_len(&self, slot: usize) -> TokenStream {
        let local = self.local(slot);
        if self.kind(slot).empty_is_absent {
            quote!(#local.map_or(0, str::len))
        } else {
            quote!(#local.len())
        }
    }

    fn body_prefix(&self) -> Option<lonelypsp_schema::Width> {
        self.wire.layout.body.as_ref()?.prefix
    }
}
