//! The checks of one value: from its bytes to what it means, or to what is wrong with it and where.

use lonelypsp_schema::{Length, Slot};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::forms::values;
use crate::names::{ident, index};

/// The value of a slot, with its presence, length and form checked. `about` is its bytes, and what checks need in order to
/// say what is wrong with them.
pub(crate) fn emit_check(slot: &Slot, about: &TokenStream, rt: &TokenStream) -> TokenStream {
    // A group is read by steps of its own.
    let Some(values) = values(slot.kind, rt) else { return TokenStream::new() };
    let function = |suffix: &str| ident(&format!("{}{suffix}", values.read));
    if slot.kind.form.is_integer() {
        // They are given their limit whatever it is.
        let most = index(slot.kind.length.most().unwrap_or_default().into());
        let (function, default) = match slot.default.map(Literal::u64_unsuffixed) {
            Some(default) => (function("_or"), quote!(#default,)),
            None => (function(""), TokenStream::new()),
        };
        return quote!(#rt::#function(#default #most, #about)?);
    }
    if !slot.kind.form.is_octets() {
        let function = function("");
        return quote!(#rt::#function(#about)?);
    }
    match slot.kind.length {
        Length::Any => {
            let function = function("");
            quote!(#rt::#function(#about)?)
        }
        Length::AtMost(most) => {
            let (function, most) = (function("_at_most"), index(most.into()));
            quote!(#rt::#function(#most, #about)?)
        }
        Length::Exactly(length) => {
            let (function, length) = (function("_exactly"), index(length.into()));
            quote!(#rt::#function::<#length>(#about)?)
        }
    }
}
