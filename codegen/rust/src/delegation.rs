//! What an enum of messages passes on to the message it holds.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::names::made_where_used;
use crate::options::Options;
use crate::reflection::emit_serialize;

/// Reflection and conversions of an enum whose variants each hold one message type.
pub(crate) fn emit_delegation(
    ty: &Ident,
    variants: &[Ident],
    types: &[Ident],
    options: &Options,
) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let serialize = emit_serialize(&quote!(#ty<'_>), options);
    quote! {
        #(impl<'a> ::core::convert::From<#types<'a>> for #ty<'a> {
            #inline
            fn from(message: #types<'a>) -> Self {
                Self::#variants(message)
            }
        })*

        impl #rt::reflect::Reflect for #ty<'_> {
            #inline
            fn shape(&self) -> &'static #rt::reflect::Shape {
                match self {
                    #(Self::#variants(message) => #rt::reflect::Reflect::shape(message),)*
                }
            }

            #inline
            fn visit(&self, visit: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field, #rt::reflect::Value<'_>)) {
                match self {
                    #(Self::#variants(message) => #rt::reflect::Reflect::visit(message, visit),)*
                }
            }
        }
        #serialize
    }
}
