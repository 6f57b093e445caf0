//! The HTTP request that carries a message.

use lonelypsp_schema::Message;
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::message_type;
use crate::options::Options;

/// `impl HttpRequest`, for a message that is the body of one.
pub(crate) fn emit_http(message: &Message, options: &Options) -> Option<TokenStream> {
    let http = message.http.as_ref()?;
    let (rt, ty) = (options.path(), message_type(message));
    let (method, path) = (&http.method, &http.path);
    let headers = http.headers.iter().map(|(name, _)| name.snake());
    Some(quote! {
        impl<'a> #rt::HttpRequest<'a> for #ty<'a> {
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            const HTTP_HEADERS: &'static [&'static str] = &[#(#headers),*];
        }
    })
}
