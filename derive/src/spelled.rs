//! Code as messages show it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Type;

use crate::ty::peel;

/// A type as people write it.
pub(crate) fn spelled(ty: &Type) -> String {
    spelled_tokens(&peel(ty).to_token_stream())
}

/// Code as people write it: without the blanks that tokens have between them.
pub(crate) fn spelled_tokens(tokens: &TokenStream) -> String {
    let mut out = tokens.to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" ;", ";"),
        ("& ", "&"),
        ("! (", "!("),
    ] {
        out = out.replace(spaced, tight);
    }
    out
}
