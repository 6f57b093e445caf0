//! The traits by which messages are used without naming their type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::options::Options;

pub(crate) fn emit_traits(ty: &Ident, options: &Options) -> TokenStream {
    let rt = options.path();
    quote! {
        impl<'a> #rt::Decode<'a> for #ty<'a> {
            fn decode(input: &'a [u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                Self::decode_as::<true>(input)
            }

            fn decode_again(input: &'a [u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                Self::decode_as::<false>(input)
            }
        }

        impl #rt::Encode for #ty<'_> {
            fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> ::core::result::Result<#rt::Vec<u8>, #rt::EncodeError> {
                self.encode(mode)
            }
        }

        impl #rt::Family for #ty<'static> {
            type Of<'a> = #ty<'a>;
        }
    }
}
