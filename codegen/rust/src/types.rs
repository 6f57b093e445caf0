//! Wire kinds as Rust types.

use lonelypsp_schema::{Kind, Limit, Spelling};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::{ident, index};

/// The type of a field that holds a header's value; it borrows for `'a`.
pub(crate) fn field_type(kind: Kind) -> TokenStream {
    match kind {
        Kind::Bytes(Limit::Exact(length)) => {
            let length = index(length.into());
            quote!(&'a [u8; #length])
        }
        Kind::Bytes(_) => quote!(&'a [u8]),
        Kind::Text { .. } => quote!(&'a str),
        Kind::OptionalText { .. } => quote!(Option<&'a str>),
        Kind::Bool => quote!(bool),
        Kind::Uint { max_bytes, .. } => {
            let ty = ident(&format!("u{}", width_bits(max_bytes)));
            quote!(#ty)
        }
        Kind::Int { max_bytes } => {
            let ty = ident(&format!("i{}", width_bits(max_bytes)));
            quote!(#ty)
        }
        // Its entries have a type of their own.
        Kind::Group(_) => TokenStream::new(),
    }
}

/// The bits of the narrowest Rust integer that holds so many bytes.
pub(crate) fn width_bits(max_bytes: u8) -> u32 {
    u32::from(max_bytes).next_power_of_two() * 8
}

/// The bytes that a value takes whatever it is, if that is so.
pub(crate) fn fixed_length(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Bytes(Limit::Exact(length)) => Some(length.into()),
        Kind::Bool => Some(1),
        Kind::Uint { max_bytes, spelling: Spelling::Fixed } | Kind::Int { max_bytes } => {
            Some(max_bytes.into())
        }
        Kind::Bytes(_)
        | Kind::Text { .. }
        | Kind::OptionalText { .. }
        | Kind::Uint { .. }
        | Kind::Group(_) => None,
    }
}

/// The kind of `reflect::Value` that a field has.
pub(crate) fn reflect_kind(kind: Kind) -> proc_macro2::Ident {
    ident(match kind {
        Kind::Bytes(_) => "Bytes",
        Kind::Text { .. } => "Text",
        Kind::OptionalText { .. } => "OptionalText",
        Kind::Bool => "Bool",
        Kind::Uint { .. } => "Uint",
        Kind::Int { .. } => "Int",
        Kind::Group(_) => "Group",
    })
}
