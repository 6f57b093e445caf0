//! The checks of one value: from its bytes to what it means, or to what is wrong with it and where.

use lonelypsp_schema::{Kind, Limit, Slot};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::index;

/// The value of a slot, with its presence, length and form checked. `about` is its bytes, and what checks need in order to
/// say what is wrong with them.
pub(crate) fn emit_check(slot: &Slot, about: &TokenStream, rt: &TokenStream) -> TokenStream {
    let number = |n: u16| index(n.into());
    match slot.kind {
        Kind::Bytes(Limit::None) => quote!(#rt::bytes(#about)?),
        Kind::Bytes(Limit::Max(max)) => {
            let max = number(max);
            quote!(#rt::bytes_at_most(#max, #about)?)
        }
        Kind::Bytes(Limit::Exact(length)) => {
            let length = number(length);
            quote!(#rt::bytes_exactly::<#length>(#about)?)
        }
        Kind::Text { max: None } => quote!(#rt::text(#about)?),
        Kind::Text { max: Some(max) } => {
            let max = number(max);
            quote!(#rt::text_at_most(#max, #about)?)
        }
        Kind::OptionalText { max: None } => quote!(#rt::optional_text(#about)?),
        Kind::OptionalText { max: Some(max) } => {
            let max = number(max);
            quote!(#rt::optional_text_at_most(#max, #about)?)
        }
        Kind::Bool => quote!(#rt::boolean(#about)?),
        Kind::Uint { max_bytes, .. } => {
            let max = number(max_bytes.into());
            match slot.default {
                Some(default) => {
                    let default = Literal::u64_unsuffixed(default);
                    quote!(#rt::uint_or(#default, #max, #about)?)
                }
                None => quote!(#rt::uint(#max, #about)?),
            }
        }
        Kind::Int { max_bytes } => {
            let max = number(max_bytes.into());
            quote!(#rt::int(#max, #about)?)
        }
        // A group is read by steps of its own.
        Kind::Group(_) => TokenStream::new(),
    }
}
