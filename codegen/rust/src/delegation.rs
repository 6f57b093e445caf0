//! What an enum of messages passes on to the message it holds.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::options::Options;
use crate::shape::emit_serialize;

/// Encoding, reflection and conversions of an enum whose variants each hold one message type.
pub(crate) fn emit_delegation(
    ty: &Ident,
    variants: &[Ident],
    types: &[Ident],
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let serialize = emit_serialize(&quote!(#ty<'_>), options);
    quote! {
        impl #ty<'_> {
            /// Encodes the message, prefix included, into one allocation of exactly its length.
            ///
            /// # Errors
            /// If no reader would accept it, for instance because a value is longer than its limit.
            pub fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> Result<#rt::Vec<u8>, #rt::EncodeError> {
                match self {
                    #(Self::#variants(message) => message.encode(mode),)*
                }
            }

            /// Encodes the message, prefix included, at the end of a buffer. On an error nothing has been written.
            ///
            /// # Errors
            /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
            pub fn encode_into(
                &self,
                mode: #rt::HeaderMode,
                buffer: &mut impl #rt::BufMut,
            ) -> Result<(), #rt::EncodeError> {
                match self {
                    #(Self::#variants(message) => message.encode_into(mode, buffer),)*
                }
            }

            /// The length of the encoded message in bytes, prefix included.
            pub fn encoded_len(&self, mode: #rt::HeaderMode) -> usize {
                match self {
                    #(Self::#variants(message) => message.encoded_len(mode),)*
                }
            }
        }

        #(impl<'a> ::core::convert::From<#types<'a>> for #ty<'a> {
            fn from(message: #types<'a>) -> Self {
                Self::#variants(message)
            }
        })*

        impl #rt::reflect::Reflect for #ty<'_> {
            fn shape(&self) -> &'static #rt::reflect::Shape {
                match self {
                    #(Self::#variants(message) => #rt::reflect::Reflect::shape(message),)*
                }
            }

            fn visit(&self, visit: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field, #rt::reflect::Value<'_>)) {
                match self {
                    #(Self::#variants(message) => #rt::reflect::Reflect::visit(message, visit),)*
                }
            }
        }
        #serialize
    }
}
