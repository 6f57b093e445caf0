//! One message: its shapes, how it is decoded, and the enum of its variants if it has any.

use lonelypsp_schema::{HeaderLayout, Message, Protocol};
use proc_macro2::TokenStream;
use quote::quote;

use crate::decode::emit_decode;
use crate::delegation::emit_delegation;
use crate::doc::emit_doc;
use crate::encode::emit_encode;
use crate::names::{message_type, shape_type, variant};
use crate::options::Options;
use crate::shape::{emit_reflect, emit_struct};

pub(crate) fn emit_message(protocol: &Protocol, message: &Message, options: &Options) -> TokenStream {
    let Some(layout) = message.headers() else { return TokenStream::new() };
    let shapes = layout.shapes.iter().zip(&layout.plan.write).map(|(shape, plan)| {
        let definition = emit_struct(message, layout, shape, plan);
        let reflect = emit_reflect(message, layout, shape, options);
        let encode = emit_encode(protocol, message, layout, shape, plan, options);
        quote!(#definition #reflect #encode)
    });
    let variants = if layout.shapes.iter().any(|shape| shape.variant.is_some()) {
        emit_variants(message, layout, options)
    } else {
        TokenStream::new()
    };
    let decode = emit_decode(protocol, message, layout, options);
    quote!(#variants #(#shapes)* #decode)
}

/// The enum of a message's variants.
fn emit_variants(message: &Message, layout: &HeaderLayout, options: &Options) -> TokenStream {
    let ty = message_type(message);
    let doc = emit_doc(&message.doc);
    let names: Vec<_> =
        layout.shapes.iter().filter_map(|shape| shape.variant.as_ref()).map(variant).collect();
    let types: Vec<_> = layout.shapes.iter().map(|shape| shape_type(message, shape)).collect();
    let docs = layout.shapes.iter().map(|shape| emit_doc(&shape.doc));
    let delegation = emit_delegation(&ty, &names, &types, options);
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub enum #ty<'a> {
            #(#docs #names(#types<'a>),)*
        }

        #delegation
    }
}
