//! The checks of one value: from its bytes to what it means, or to what is wrong with it and where.

use lonelypsp_schema::{Form, Length, Slot};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::{ident, index};

/// The value of a slot, with its presence, length and form checked. `about` is its bytes, and what checks need in order to
/// say what is wrong with them.
pub(crate) fn emit_check(slot: &Slot, about: &TokenStream, rt: &TokenStream) -> TokenStream {
    let kind = slot.kind;
    let stem = match kind.form {
        Form::Bytes => "bytes",
        Form::Text if kind.empty_is_absent => "optional_text",
        Form::Text => "text",
        Form::Bool => "boolean",
        Form::Uint(_) | Form::Int => return emit_integer_check(slot, about, rt),
        // It has one length.
        Form::Float => return quote!(#rt::float(#about)?),
        // A group is read by steps of its own.
        Form::Group(_) => return TokenStream::new(),
    };
    let function = |suffix: &str| ident(&format!("{stem}{suffix}"));
    match kind.length {
        Length::Any => {
            let function = function("");
            quote!(#rt::#function(#about)?)
        }
        Length::AtMost(max) => {
            let (function, max) = (function("_at_most"), index(max.into()));
            quote!(#rt::#function(#max, #about)?)
        }
        Length::Exactly(length) => {
            let (function, length) = (function("_exactly"), index(length.into()));
            quote!(#rt::#function::<#length>(#about)?)
        }
    }
}

/// An integer's functions are given its limit whatever it is.
fn emit_integer_check(slot: &Slot, about: &TokenStream, rt: &TokenStream) -> TokenStream {
    let max = index(slot.kind.length.most().unwrap_or_default().into());
    match (slot.kind.form, slot.default) {
        (Form::Int, _) => quote!(#rt::int(#max, #about)?),
        (_, Some(default)) => {
            let default = Literal::u64_unsuffixed(default);
            quote!(#rt::uint_or(#default, #max, #about)?)
        }
        (_, None) => quote!(#rt::uint(#max, #about)?),
    }
}
