//! Methods of generated types: those of the trait without having to import it, and what only generated types have.

use lonelypsp_schema::Message;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::names::{made_where_used, message_type};
use crate::options::Options;

/// Those of a message, or of a struct that holds one variant of it.
pub(crate) fn emit_inherent(ty: &Ident, message: &Message, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let code = message_type(message);
    let digest = message.layout.plan.has_digest();
    let unverified = digest.then(|| {
        quote! {
            /// Decodes a whole message without comparing its digest with its body.
            ///
            /// # Errors
            /// As [`decode`](Self::decode), but never about the digest.
            #inline
            pub fn decode_unverified(
                input: &'a [u8],
            ) -> Result<#rt::Unverified<'a, Self>, #rt::DecodeError> {
                #rt::decode_unverified(input)
            }
        }
    });
    let encoding = emit_encoding(!message.layout.is_block(), options);
    quote! {
        impl<'a> #ty<'a> {
            /// Its type code.
            pub const TYPE: Type = Type::#code;

            /// Decodes a whole message, prefix included, and verifies it. Nothing is copied.
            ///
            /// # Errors
            /// The first thing that is wrong, in the order that the protocol fixes; another message than this one is
            /// refused by its type code, another variant than this one by the header that decides.
            #inline
            pub fn decode(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                #rt::decode::<Self, true>(input)
            }

            #unverified

            /// The message in a form that owns its bytes: its minimal encoding. As when it is encoded, a digest is
            /// taken as it is given.
            ///
            /// # Errors
            /// As [`encode`](Self::encode).
            #inline
            pub fn to_shared(&self) -> Result<#rt::Shared<#ty<'static>>, #rt::EncodeError> {
                #rt::Shared::of(self)
            }

            #encoding
        }
    }
}

/// The methods that write.
pub(crate) fn emit_encoding(is_sequence: bool, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let mode = is_sequence.then(|| {
        quote! {
            ///
            /// Its values have no names in either mode, so that it is the same in both.
        }
    });
    quote! {
        /// Encodes the message, prefix included, into one allocation of exactly its length.
        #mode
        ///
        /// # Errors
        /// If no reader would accept it, for instance because a value is longer than its limit.
        #inline
        pub fn encode(&self, mode: #rt::HeaderMode) -> Result<#rt::Vec<u8>, #rt::EncodeError> {
            #rt::LonelyMessage::encode(self, mode)
        }

        /// Encodes the message, prefix included, at the end of a buffer. On an error nothing has been written.
        ///
        /// # Errors
        /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
        #inline
        pub fn encode_into(
            &self,
            mode: #rt::HeaderMode,
            buffer: &mut impl #rt::BufMut,
        ) -> Result<(), #rt::EncodeError> {
            #rt::LonelyMessage::encode_into(self, mode, buffer)
        }

        /// The length of the encoded message in bytes, prefix included.
        #inline
        pub fn encoded_len(&self, mode: #rt::HeaderMode) -> usize {
            #rt::LonelyMessage::encoded_len(self, mode)
        }
    }
}
