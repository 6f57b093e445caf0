//! Wire kinds as Rust types.

use lonelypsp_schema::{Form, Kind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::{ident, index};

/// The type of a field that holds a header's value; it borrows for `'a`.
pub(crate) fn field_type(kind: Kind, rt: &TokenStream) -> TokenStream {
    match kind.form {
        Form::Bytes => match kind.length.exactly() {
            Some(length) => {
                let length = index(length.into());
                quote!(&'a [u8; #length])
            }
            None => quote!(&'a [u8]),
        },
        Form::Text if kind.empty_is_absent => quote!(Option<&'a str>),
        Form::Text => quote!(&'a str),
        Form::Bool => quote!(bool),
        Form::Uint(_) => {
            let ty = ident(&format!("u{}", width_bits(kind)));
            quote!(#ty)
        }
        Form::Int => {
            let ty = ident(&format!("i{}", width_bits(kind)));
            quote!(#ty)
        }
        Form::Float => quote!(#rt::Float64),
        // Its entries have a type of their own.
        Form::Group(_) => TokenStream::new(),
    }
}

/// The bits of the narrowest Rust integer that holds an integer of that kind.
pub(crate) fn width_bits(kind: Kind) -> u32 {
    u32::from(kind.integer_bytes().unwrap_or(8)).next_power_of_two() * 8
}

/// The kind of `reflect::Value` that a field has.
pub(crate) fn reflect_kind(kind: Kind) -> proc_macro2::Ident {
    ident(match kind.form {
        Form::Bytes => "Bytes",
        Form::Text if kind.empty_is_absent => "OptionalText",
        Form::Text => "Text",
        Form::Bool => "Bool",
        Form::Uint(_) => "Uint",
        Form::Int => "Int",
        Form::Float => "Float",
        Form::Group(_) => "Group",
    })
}
