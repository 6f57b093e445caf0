//! One message: its shapes, how it is decoded, and the enum of its variants if it has any.

use lonelypsp_schema::{HeaderLayout, Message, Protocol};
use proc_macro2::TokenStream;
use quote::quote;

use crate::decode::emit_decode;
use crate::doc::emit_doc;
use crate::encode::emit_encode;
use crate::names::{message_type, shape_type, variant};
use crate::options::Options;
use crate::shape::{emit_reflect, emit_serialize, emit_struct};

pub(crate) fn emit_message(protocol: &Protocol, message: &Message, options: &Options) -> TokenStream {
    let Some(layout) = message.headers() else { return TokenStream::new() };
    let shapes = layout.shapes.iter().zip(&layout.plan.write).map(|(shape, plan)| {
        let definition = emit_struct(message, layout, shape);
        let reflect = emit_reflect(message, layout, shape, options);
        let encode = emit_encode(protocol, message, layout, shape, plan, options);
        quote!(#definition #reflect #encode)
    });
    let variants = if layout.shapes.iter().any(|shape| shape.variant.is_some()) {
        emit_variants(message, layout, options)
    } else {
        TokenStream::new()
    };
    let decode = emit_decode(message, layout, options);
    quote!(#variants #(#shapes)* #decode)
}

/// The enum of a message's variants.
fn emit_variants(message: &Message, layout: &HeaderLayout, options: &Options) -> TokenStream {
    let rt = options.path();
    let ty = message_type(message);
    let doc = emit_doc(&message.doc);
    let names: Vec<_> = layout.shapes.iter().filter_map(|shape| shape.variant.as_ref()).map(variant).collect();
    let types: Vec<_> = layout.shapes.iter().map(|shape| shape_type(message, shape)).collect();
    let docs = layout.shapes.iter().map(|shape| emit_doc(&shape.doc));
    let serialize = emit_serialize(&quote!(#ty<'_>), options);
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub enum #ty<'a> {
            #(#docs #names(#types<'a>),)*
        }

        impl<'a> #ty<'a> {
            /// Encodes the message, prefix included, into one allocation of exactly its length.
            ///
            /// # Errors
            /// If no reader would accept it.
            pub fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> ::core::result::Result<#rt::Vec<u8>, #rt::EncodeError> {
                match self {
                    #(Self::#names(message) => message.encode(mode),)*
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
            ) -> ::core::result::Result<(), #rt::EncodeError> {
                match self {
                    #(Self::#names(message) => message.encode_into(mode, buffer),)*
                }
            }

            /// The length of the encoded message in bytes, prefix included.
            pub fn encoded_len(&self, mode: #rt::HeaderMode) -> usize {
                match self {
                    #(Self::#names(message) => message.encoded_len(mode),)*
                }
            }
        }

        #(impl<'a> ::core::convert::From<#types<'a>> for #ty<'a> {
            fn from(message: #types<'a>) -> Self {
                Self::#names(message)
            }
        })*

        impl #rt::reflect::Reflect for #ty<'_> {
            fn shape(&self) -> &'static #rt::reflect::Shape {
                match self {
                    #(Self::#names(message) => #rt::reflect::Reflect::shape(message),)*
                }
            }

            fn visit(&self, visit: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field, #rt::reflect::Value<'_>)) {
                match self {
                    #(Self::#names(message) => #rt::reflect::Reflect::visit(message, visit),)*
                }
            }
        }
        #serialize
    }
}
