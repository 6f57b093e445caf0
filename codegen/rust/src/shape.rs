//! The struct of one shape.

use lonelypsp_schema::{Condition, Shape, WriteStep};
use proc_macro2::TokenStream;
use quote::quote;

use crate::borrows::{borrows, slot_type};
use crate::deprecation::emit_deprecation;
use crate::doc::emit_doc;
use crate::names::{marker, shape_type, snake};
use crate::options::Options;
use crate::target::Wire;

/// The struct itself. A shape that holds nothing keeps its lifetime all the same, so that every message has one.
pub(crate) fn emit_struct(
    wire: Wire<'_>,
    shape: &Shape,
    plan: &[WriteStep],
    options: &Options,
) -> TokenStream {
    let ty = shape_type(wire.message, shape);
    let doc = emit_doc(&shape.doc);
    let flags = emit_flags(wire, shape);
    let fields = shape.slots.iter().filter_map(|slot| {
        let (doc, name) = (emit_doc(&slot.doc), snake(slot.field()?));
        let held = &wire.layout.slots[slot.slot];
        let (ty, deprecation) = (slot_type(wire, held, options.path()), emit_deprecation(&held.availability));
        Some(quote!(#doc #deprecation pub #name: #ty,))
    });
    let body = shape.body.iter().map(|body| {
        let (doc, name) = (emit_doc(or_what_a_body_is(wire, &body.doc)), snake(&body.name));
        let deprecation = wire.layout.body.as_ref().map(|body| emit_deprecation(&body.availability));
        quote!(#doc #deprecation pub #name: &'a [u8],)
    });
    let marker = (!borrows(wire, shape)).then(|| {
        let name = marker(shape);
        quote!(
            /// Nothing in this message borrows from the input; the lifetime is there so that all messages have one.
            #[doc(hidden)]
            pub #name: ::core::marker::PhantomData<&'a [u8]>,
        )
    });
    let deprecation = emit_deprecation(&shape.availability);
    let new = marker.is_some().then(|| emit_new(wire, shape, options));
    let default = has_default(wire, shape, plan).then(|| quote!(::core::default::Default,));
    quote! {
        #doc
        #deprecation
        #[derive(::core::clone::Clone, #default ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub struct #ty<'a> {
            #flags
            #(#fields)*
            #(#body)*
            #marker
        }

        #new
    }
}

/// What makes a message that borrows nothing, so that nobody has to name what keeps its lifetime.
fn emit_new(wire: Wire<'_>, shape: &Shape, options: &Options) -> TokenStream {
    let ty = shape_type(wire.message, shape);
    let flags = shape.flag_fields().map(|(_, name)| (snake(name), quote!(bool)));
    let unknown = shape.unknown_flags.iter().map(|name| (snake(name), quote!(u16)));
    let values = shape.slots.iter().filter_map(|slot| {
        Some((snake(slot.field()?), slot_type(wire, &wire.layout.slots[slot.slot], options.path())))
    });
    let (names, types): (Vec<_>, Vec<_>) = flags.chain(unknown).chain(values).unzip();
    let marker = marker(shape);
    quote! {
        impl #ty<'_> {
            /// The message with these values.
            pub const fn new(#(#names: #types),*) -> Self {
                Self { #(#names,)* #marker: ::core::marker::PhantomData }
            }
        }
    }
}

const WHAT_UNKNOWN_FLAGS_ARE: &str = "The bits of the prefix that no flag names.";

/// The fields that hold flags.
fn emit_flags(wire: Wire<'_>, shape: &Shape) -> TokenStream {
    let flags = shape.flag_fields().map(|(flag, name)| {
        let flag = &wire.protocol.flags[flag];
        let (doc, deprecation) = (emit_doc(&flag.doc), emit_deprecation(&flag.availability));
        let name = snake(name);
        quote!(#doc #deprecation pub #name: bool,)
    });
    let unknown = shape.unknown_flags.iter().map(|name| {
        let (doc, name) = (emit_doc(WHAT_UNKNOWN_FLAGS_ARE), snake(name));
        quote!(#doc pub #name: u16,)
    });
    flags.chain(unknown).collect()
}

/// A body's documentation may be given and empty.
fn or_what_a_body_is<'d>(wire: Wire<'_>, doc: &'d str) -> &'d str {
    match (doc.is_empty(), wire.layout.is_block()) {
        (false, _) => doc,
        (true, true) => "The bytes after the header block.",
        (true, false) => "The bytes after the other values.",
    }
}

/// Whether a message without any values is one: nobody means a digest of zeros, or a number that is refused.
fn has_default(wire: Wire<'_>, shape: &Shape, plan: &[WriteStep]) -> bool {
    let exact = |slot: usize| wire.layout.slots[slot].kind.is_exact_bytes();
    let refused = |step: &WriteStep| match step {
        WriteStep::Field { not, .. } => not.contains(&0),
        WriteStep::Exclude { all } => all.iter().all(|Condition { equals, .. }| *equals == 0),
        _ => false,
    };
    !shape.slots.iter().any(|slot| slot.field().is_some() && exact(slot.slot)) && !plan.iter().any(refused)
}
