//! Where generated code stands: that of the user's which it depends on, so that the compiler reports it there.
//!
//! Code that stands from the first token of a type to its last is underlined as the type is; and of errors at one place
//! about one thing the compiler shows one.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// The first and the last token.
fn ends_of(tokens: &TokenStream) -> (Span, Span) {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next().map_or_else(Span::call_site, |token| token.span());
    (first, tokens.last().map_or(first, |token| token.span()))
}

/// Code with another place.
fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let moved = tokens.into_iter().map(|mut token| {
        token.set_span(place);
        token
    });
    moved.collect()
}

/// `<ty as of>::method`, at the place of the type: it is all that can be wrong with that.
pub fn method_of(ty: &TokenStream, of: &TokenStream, method: &str) -> TokenStream {
    let (first, last) = ends_of(ty);
    let (open, method) = (quote_spanned!(first=> <), Ident::new(method, last));
    quote!(#open #ty as #of>::#method)
}

/// `module::function`, at the place of the module.
pub(crate) fn function_of(module: &TokenStream, function: &str) -> TokenStream {
    let function = Ident::new(function, ends_of(module).1);
    quote!(#module::#function)
}

/// `owner<arguments>`, at the place of a type that is among the arguments.
pub(crate) fn generic_at(ty: &TokenStream, owner: TokenStream, arguments: &TokenStream) -> TokenStream {
    let (first, last) = ends_of(ty);
    let (owner, close) = (at(first, owner), quote_spanned!(last=> >));
    quote!(#owner<#arguments #close)
}

/// `owner::<arguments>::function`, at the place of a type that is among the arguments.
pub(crate) fn generic_function_at(
    ty: &TokenStream,
    owner: TokenStream,
    arguments: &TokenStream,
    function: &str,
) -> TokenStream {
    let (first, last) = ends_of(ty);
    let (owner, function) = (at(first, owner), Ident::new(function, last));
    quote!(#owner::<#arguments>::#function)
}

/// A constant that stands where an identifier does.
pub(crate) fn const_at(place: &Ident, value: TokenStream) -> TokenStream {
    let mut value = Group::new(Delimiter::Brace, value);
    value.set_span(place.span());
    let keyword = at(place.span(), quote!(const));
    quote!(#keyword #value)
}

/// Code that is about something, and stands there, but whose names are still those of the generated code.
pub(crate) fn about(place: &TokenStream, tokens: TokenStream) -> TokenStream {
    let (_, place) = ends_of(place);
    let moved = tokens.into_iter().map(|mut token| {
        token.set_span(token.span().located_at(place));
        token
    });
    moved.collect()
}

/// `(arguments)` of a call that ends where something else does.
pub(crate) fn arguments_at(place: &TokenStream, arguments: TokenStream) -> TokenStream {
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(ends_of(place).1);
    TokenTree::from(arguments).into()
}

/// `function(arguments)`, at the place of what the function is about.
pub fn call_at(place: &TokenStream, function: TokenStream, arguments: TokenStream) -> TokenStream {
    let (function, arguments) = (at(ends_of(place).0, function), arguments_at(place, arguments));
    quote!(#function #arguments)
}
