//! The values of a shape: what stands between its bytes and the fields that hold it.

use lonelypsp_schema::{Layout, Kind, Limit, Shape};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::mentioned::Mentioned;
use crate::names::{body_local, index, local};

/// A value of a shape that a field holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value {
    /// Index of the header, or nothing for the body.
    pub(crate) header: Option<usize>,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// The values that fields hold, in wire order, the body last.
pub(crate) fn values_of(layout: &Layout, shape: &Shape) -> Vec<Value> {
    let headers = shape.slots.iter().filter(|header| header.field().is_some());
    let headers = headers.map(|h| Value { header: Some(h.header), kind: layout.slots[h.header].kind });
    let body = shape.body.iter().map(|_| Value { header: None, kind: Kind::Bytes(Limit::None) });
    headers.chain(body).collect()
}

impl Value {
    /// The local that holds it.
    pub(crate) fn local(self, layout: &Layout) -> Ident {
        self.header.map_or_else(body_local, |header| local(&layout.slots[header]))
    }

    /// Its type, borrowing for `'w`.
    pub(crate) fn ty(self, rt: &TokenStream) -> TokenStream {
        match self.kind {
            Kind::Bytes(Limit::Exact(length)) => {
                let length = index(length.into());
                quote!(&'__w [u8; #length])
            }
            Kind::Bytes(_) => quote!(&'__w [u8]),
            Kind::Text { .. } => quote!(&'__w str),
            Kind::OptionalText { .. } => quote!(#rt::Option<&'__w str>),
            Kind::Bool => quote!(bool),
            Kind::Uint { .. } => quote!(u64),
            Kind::Int { .. } => quote!(i64),
        }
    }

    /// The index that errors name it by: that of its header, or the first beyond them for the body.
    pub(crate) fn index(self, layout: &Layout) -> usize {
        self.header.unwrap_or(layout.slots.len())
    }
}

/// The kind of a value as the trait `Field` of the runtime has it.
pub fn field_kind(kind: Kind, rt: &TokenStream) -> TokenStream {
    let bytes = |max_bytes: u8| index(max_bytes.into());
    match kind {
        Kind::Bytes(Limit::Exact(length)) => {
            let length = index(length.into());
            quote!(#rt::field::Exactly<#length>)
        }
        Kind::Bytes(_) => quote!(#rt::field::Bytes),
        Kind::Text { .. } => quote!(#rt::field::Text),
        Kind::OptionalText { .. } => quote!(#rt::field::OptionalText),
        Kind::Bool => quote!(#rt::field::Bool),
        Kind::Uint { max_bytes, .. } => {
            let bytes = bytes(max_bytes);
            quote!(#rt::field::Uint<#bytes>)
        }
        Kind::Int { max_bytes } => {
            let bytes = bytes(max_bytes);
            quote!(#rt::field::Int<#bytes>)
        }
    }
}

/// The locals that hold values as a tuple; those that a piece of code does not mention are left out of a pattern for it.
pub(crate) fn tuple(values: &[Value], layout: &Layout) -> TokenStream {
    let locals = values.iter().map(|value| value.local(layout));
    quote!((#(#locals,)*))
}

/// The pattern that takes the values apart for code that uses them.
pub(crate) fn pattern_for(code: &TokenStream, values: &[Value], layout: &Layout) -> TokenStream {
    let mentioned = Mentioned::by(code);
    let locals = values.iter().map(|value| {
        let local = value.local(layout);
        if mentioned.has(&local) { quote!(#local) } else { quote!(_) }
    });
    quote!((#(#locals,)*))
}
