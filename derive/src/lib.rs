//! `#[derive(LonelyMessage)]`: codecs on structs of one's own, checked against the schema when they compile.
//!
//! Use it through the crate `lonelypsp` with its feature `derive`; the documentation is there, at the macro's.

mod attributes;
mod expand;
mod fields;
mod module;
mod own;
mod parameters;
mod problems;
mod schemas;
#[cfg(test)]
mod tests;
mod ty;
mod values;
mod variants;

use proc_macro::TokenStream;

/// Implements `LonelyMessage`.
#[proc_macro_derive(LonelyMessage, attributes(lonely))]
pub fn derive_lonely_message(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(input) => expand::expand(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// The messages of a schema, in place.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    let arguments = syn::parse(input);
    match arguments.and_then(|arguments| module::expand_module(&arguments)) {
        Ok(code) => code.into(),
        Err(error) => error.into_compile_error().into(),
    }
}
