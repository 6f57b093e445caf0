//! What should not be used any more, as the compiler tells whoever does.

use lonelypsp_schema::{Availability, Deprecation};
use proc_macro2::TokenStream;
use quote::quote;

use crate::doc::printable;

/// The attribute of something, if it is deprecated.
pub(crate) fn emit_deprecation(availability: &Availability) -> TokenStream {
    let Some(deprecation @ Deprecation { since, .. }) = &availability.deprecated else {
        return TokenStream::new();
    };
    let note = printable(&deprecation.line());
    match since {
        Some(since) => {
            let since = printable(since);
            quote!(#[deprecated(since = #since, note = #note)])
        }
        None => quote!(#[deprecated(note = #note)]),
    }
}
