//! What a description names, as code asks for it: the types of its values, the methods of what holds a shape or entries.

use lonelypsp_schema::Shape;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::group_type;
use crate::place::generic_function_at;
use crate::target::{Held, Holds, Target, Wire};
use crate::values::{Part, values_of};

impl Wire<'_> {
    /// The type of a shape's values, which borrow for `'__w`.
    pub fn values_type(&self, shape: &Shape, rt: &TokenStream) -> TokenStream {
        let types = values_of(self.layout, shape).into_iter().map(|value| value.ty(rt));
        quote!((#(#types,)*))
    }

    /// The same where they are written: entries are bytes by then.
    pub(crate) fn written_type(&self, shape: &Shape, rt: &TokenStream) -> TokenStream {
        let types = values_of(self.layout, shape).into_iter().map(|value| value.written_ty(rt));
        quote!((#(#types,)*))
    }

    /// A method for a type that holds a shape, in a variant of an enum.
    pub(crate) fn held_method(
        &self,
        shape: &Shape,
        ty: &TokenStream,
        input: &TokenStream,
        method: &str,
        rt: &TokenStream,
    ) -> TokenStream {
        let id = Literal::u64_unsuffixed(self.shape_id(shape));
        generic_function_at(ty, quote!(#rt::ShapeProbe), &quote!(#input, #ty, #id), method)
    }

    /// A function for a type that holds entries of a group, in a field that is held so; none for one that holds something
    /// else.
    pub(crate) fn entry_method(
        &self,
        group: usize,
        held: &Held,
        method: &str,
        rt: &TokenStream,
    ) -> Option<TokenStream> {
        match held {
            Held::Entries(ty) => {
                let id = Literal::u64_unsuffixed(self.group_id(group));
                Some(generic_function_at(ty, quote!(#rt::EntryProbe), &quote!('_, #ty, #id), method))
            }
            Held::Own { ty, .. } => {
                let own = own_group(*self, group);
                Some(generic_function_at(ty, quote!(#rt::OwnProbe), &quote!('_, #ty, #own), method))
            }
            Held::Plain | Held::As(_) | Held::Asserted(_) | Held::With { .. } => None,
        }
    }
}

impl Target {
    /// How the values are held that are read where they lie; only a struct says so, and a type of several shapes holds none.
    pub(crate) fn holder_of(&self, wire: Wire<'_>, slot: usize) -> Option<&Held> {
        let Holds::Struct(held) = &self.holds else { return None };
        let values = values_of(wire.layout, &wire.layout.shapes[held.shape]);
        let at = values.iter().position(|value| value.of == Part::Slot(slot))?;
        held.fields.get(at).map(|field| &field.held)
    }
}

/// The type that stands for a group: for one within an entry, it depends on the group around it.
fn own_group(wire: Wire<'_>, group: usize) -> TokenStream {
    let ty = group_type(group);
    let mut within = wire.layout.groups.iter().flat_map(|group| &group.slots);
    if within.any(|slot| slot.kind.as_group() == Some(group)) { quote!(#ty<__G>) } else { quote!(#ty) }
}
