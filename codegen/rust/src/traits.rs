//! The traits by which messages are used without naming their type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::options::Options;

pub(crate) fn emit_traits(ty: &Ident, options: &Options) -> TokenStream {
    let rt = options.path();
    quote! {
        impl<'a> #rt::Decode<'a> for #ty<'a> {
            fn decode(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                Self::decode_as::<true>(input)
            }

            fn decode_again(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                Self::decode_as::<false>(input)
            }
        }

        impl #rt::Encode for #ty<'_> {
            fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> Result<#rt::Vec<u8>, #rt::EncodeError> {
                self.encode(mode)
            }

            fn encode_into(
                &self,
                mode: #rt::HeaderMode,
                buffer: &mut impl #rt::BufMut,
            ) -> Result<(), #rt::EncodeError> {
                self.encode_into(mode, buffer)
            }

            fn encoded_len(&self, mode: #rt::HeaderMode) -> usize {
                self.encoded_len(mode)
            }
        }

        impl #rt::Family for #ty<'static> {
            type Of<'a> = #ty<'a>;
        }
    }
}
