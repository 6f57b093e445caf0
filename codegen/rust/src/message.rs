//! One message: the types that hold it, and their codecs.

use lonelypsp_schema::{Message, Name, Protocol, Schema, Shape};
use proc_macro2::TokenStream;
use quote::quote;

use crate::borrows::borrows;
use crate::codec::emit_codec;
use crate::delegation::emit_delegation;
use crate::deprecation::emit_deprecation;
use crate::doc::emit_doc;
use crate::entry::{emit_entries, slot_holder};
use crate::http::emit_http;
use crate::inherent::emit_inherent;
use crate::names::{marker, message_type, shape_type, snake, variant};
use crate::options::Options;
use crate::pieces::{Piece, Taker};
use crate::reflection::emit_reflect;
use crate::shape::emit_struct;
use crate::signing::{emit_delegated_documents, emit_document, emit_documents};
use crate::target::{Field, Generics, Held, Holds, Struct, Target, Variant, Wire};

pub(crate) fn emit_message(
    schema: &Schema,
    protocol: &Protocol,
    message: &Message,
    options: &Options,
    taker: &mut Taker<'_>,
) {
    let wire = Wire::new(protocol, message);
    if wire.layout.shapes.iter().any(|shape| shape.variant.is_some()) {
        taker(Piece::Items(emit_variants(schema, wire, options)));
    }
    if !wire.layout.groups.is_empty() {
        taker(Piece::Items(emit_entries(wire, options)));
    }
    for (at, shape) in wire.layout.shapes.iter().enumerate() {
        let plan = wire.layout.plan.write.get(at).map_or(&[][..], Vec::as_slice);
        let definition = emit_struct(wire, shape, plan, options);
        let reflect = emit_reflect(wire, shape, options);
        let inherent = emit_inherent(&shape_type(message, shape), protocol, message, options);
        let codec = emit_codec(wire, &struct_target(wire, at), options);
        let documents = emit_documents(schema, message, shape, options);
        taker(Piece::Items(quote!(#definition #reflect #inherent #codec #documents)));
    }
    let further = [emit_document(protocol, message, options), emit_http(message, options)];
    for items in further.into_iter().flatten() {
        taker(Piece::Items(items));
    }
}

/// The struct that is generated for a shape.
fn struct_target(wire: Wire<'_>, at: usize) -> Target {
    let shape = &wire.layout.shapes[at];
    let plain = |name: &Name| {
        let name = snake(name);
        Field { member: quote!(#name), held: Held::Plain }
    };
    let flags = shape.flag_fields().map(|(_, name)| name).chain(&shape.unknown_flags).map(plain);
    let slots = shape
        .slots
        .iter()
        .filter_map(|slot| Some(slot_holder(wire, &wire.layout.slots[slot.slot], &snake(slot.field()?))));
    let fields = flags.chain(slots).chain(shape.body.iter().map(|body| plain(&body.name)));
    let marker = (!borrows(wire, shape)).then(|| {
        let name = marker(shape);
        (quote!(#name), quote!(::core::marker::PhantomData))
    });
    let skipped = marker.into_iter().collect();
    let held = Struct { shape: at, fields: fields.collect(), skipped, derived: Vec::new() };
    Target { generics: Generics::borrowing(shape_type(wire.message, shape)), holds: Holds::Struct(held) }
}

/// The enum of a message's variants.
fn emit_variants(schema: &Schema, wire: Wire<'_>, options: &Options) -> TokenStream {
    let (message, layout) = (wire.message, wire.layout);
    let ty = message_type(message);
    let (doc, deprecation) = (emit_doc(&message.doc), emit_deprecation(&message.availability));
    let variant_of = |shape: &Shape| shape.variant.as_ref().map(variant);
    let names: Vec<_> = layout.shapes.iter().filter_map(variant_of).collect();
    let types: Vec<_> = layout.shapes.iter().map(|shape| shape_type(message, shape)).collect();
    let docs = layout.shapes.iter().map(|shape| emit_doc(&shape.doc));
    let delegation = emit_delegation(&ty, &names, &types, options);
    let inherent = emit_inherent(&ty, wire.protocol, message, options);
    let variants = names.iter().zip(&types).enumerate();
    let variants =
        variants.map(|(shape, (ident, ty))| Variant { ident: ident.clone(), ty: quote!(#ty<'a>), shape });
    let holds = Holds::Variants { variants: variants.collect(), other: None };
    let target = Target { generics: Generics::borrowing(ty.clone()), holds };
    let codec = emit_codec(wire, &target, options);
    let documents = emit_delegated_documents(schema, &ty, &names, message, options);
    quote! {
        #doc
        #deprecation
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub enum #ty<'a> {
            #(#docs #names(#types<'a>),)*
        }

        #delegation
        #inherent
        #codec
        #documents
    }
}
