//! The same of a struct that holds an entry of a group.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Field;
use crate::names::{index, made_where_used};
use crate::options::Options;
use crate::target::{Generics, Wire};

/// Names, kinds and values of its fields.
pub(crate) fn emit_entry_reflection(
    wire: Wire<'_>,
    group: usize,
    generics: &Generics,
    options: &Options,
) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let (ty, any, title) = (generics.ty(), generics.any_ty(), generics.ident.to_string());
    let id = Literal::u64_unsuffixed(wire.group_id(group));
    let slots = wire.layout.groups[group].slots.iter().enumerate();
    let fields: Vec<Field> = slots
        .map(|(at, slot)| {
            let at = index(at);
            let place = quote!(&<Self as #rt::Entry<'_, #id>>::PLACES[#at]);
            Field::of_slot(wire, slot, &slot.at, place, rt)
        })
        .collect();
    let descriptions = fields.iter().map(|field| &field.description);
    let visits = fields.iter().enumerate().map(|(at, field)| {
        let (at, value) = (index(at), &field.value);
        quote!(__visit(&Self::FIELDS[#at], #value);)
    });
    let builds = fields.iter().enumerate().map(|(at, field)| {
        let at = index(at);
        field.emit_build(&quote!(Self::FIELDS[#at]), rt)
    });
    let shown = emit_shown(&any, options);
    quote! {
        impl #any {
            /// What the schema says of its fields.
            pub const FIELDS: &'static [#rt::reflect::Field] = &[#(#descriptions,)*];
        }

        impl #rt::reflect::Entry for #any {
            const NAME: &'static str = #title;

            #inline
            fn visit<'__s>(
                &'__s self,
                __visit: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field, #rt::reflect::Value<'__s>),
            ) {
                #(#visits)*
            }
        }

        impl<'a> #rt::reflect::Build<'a> for #ty {
            #inline
            fn build(
                __source: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field) -> #rt::reflect::Value<'a>,
            ) -> Result<Self, #rt::EncodeError> {
                Ok(Self { #(#builds)* })
            }
        }

        #shown
    }
}

/// `Debug`, and `Serialize` if it was asked for, through the fields' names and values.
fn emit_shown(any: &TokenStream, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let serialize = options.with_serde().then(|| {
        quote! {
            impl #rt::serde::Serialize for #any {
                #inline
                fn serialize<S: #rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    #rt::serialize_entry(self, serializer)
                }
            }
        }
    });
    quote! {
        impl ::core::fmt::Debug for #any {
            #inline
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #rt::show_entry(self, f)
            }
        }
        #serialize
    }
}
