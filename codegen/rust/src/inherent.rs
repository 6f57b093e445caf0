//! Methods of generated types: those of the trait without having to import it, and what only generated types have.

use lonelypsp_schema::{Message, Prefix, Protocol};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::names::{made_where_used, message_type};
use crate::options::Options;

/// Those of a message, or of a struct that holds one variant of it.
pub(crate) fn emit_inherent(
    ty: &Ident,
    protocol: &Protocol,
    message: &Message,
    options: &Options,
) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let code_name = message_type(message);
    let unverified = message.layout.plan.has_digest().then(|| emit_unverified(options));
    let incremental = emit_incremental(ty, message, options);
    let encoding = emit_encoding(Modes::of(protocol, message), options);
    let Said { code, decoding, refused, shared } = &Said::of(protocol.prefix);
    quote! {
        impl<'a> #ty<'a> {
            #[doc = #code]
            pub const TYPE: Type = Type::#code_name;

            #[doc = #decoding]
            ///
            /// # Errors
            #[doc = #refused]
            #inline
            pub fn decode(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                #rt::decode::<Self, true>(input)
            }

            #unverified

            #incremental

            #[doc = #shared]
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

/// What the documentation of the methods says.
struct Said {
    code: &'static str,
    decoding: &'static str,
    refused: String,
    shared: String,
}

impl Said {
    fn of(prefix: Prefix) -> Self {
        let (decoding, refused) = match prefix {
            Prefix::FlagsAndCode => (
                " Decodes a whole message, prefix included, and verifies it. Nothing is copied.",
                "another message than this one is refused by its type code, another variant than this one by the header that \
                 decides.",
            ),
            Prefix::None => (
                " Decodes bytes of which it is known that they are this message, and verifies it. Nothing is copied.",
                "another variant than this one is refused by the value that decides.",
            ),
        };
        let refused =
            format!(" The first thing that is wrong, in the order that the protocol fixes; {refused}");
        let (shared, code) = match prefix {
            Prefix::FlagsAndCode => ("its minimal encoding", " Its type code."),
            Prefix::None => ("its encoding", " Its type."),
        };
        let shared = format!(
            " The message in a form that owns its bytes: {shared}. As when it is encoded, a digest is\n taken as it is given."
        );
        Self { code, decoding, refused, shared }
    }
}

fn emit_unverified(options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
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
}

/// The methods that read it in pieces.
fn emit_incremental(ty: &Ident, message: &Message, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let entries = (!message.layout.groups.is_empty()).then(|| {
        quote! {
            /// Decodes a message that arrives in pieces, and gives its entries one by one.
            #inline
            pub fn incremental_entries() -> #rt::EntryDecoder<#ty<'static>> {
                #rt::EntryDecoder::new()
            }
        }
    });
    quote! {
        /// Decodes a message that arrives in pieces. What stands before its body is kept, the body is not.
        #inline
        pub fn incremental() -> #rt::Decoder<#ty<'static>> {
            #rt::Decoder::new()
        }

        /// Decodes what stands before the body of a message that begins with these bytes, and says where the body begins.
        /// If it is not all there, there is nothing yet. Nothing is copied.
        ///
        /// # Errors
        /// The first problem of what stands before the body. What depends on the body is not found here, nor is what would
        /// be reported only after it.
        #inline
        pub fn decode_head(
            input: &'a [u8],
        ) -> Result<Option<(#rt::Head<'a, #ty<'static>>, usize)>, #rt::DecodeError> {
            #rt::decode_head(input)
        }

        #entries
    }
}

/// What the methods that write say of the header mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Modes {
    /// It chooses between two header blocks.
    Two,
    /// It makes no difference.
    Alike,
    /// There is none.
    None,
}

impl Modes {
    pub(crate) fn of(protocol: &Protocol, message: &Message) -> Self {
        match protocol.prefix {
            Prefix::None => Self::None,
            Prefix::FlagsAndCode if message.layout.is_block() => Self::Two,
            Prefix::FlagsAndCode => Self::Alike,
        }
    }
}

/// The methods that write.
pub(crate) fn emit_encoding(modes: Modes, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let alike = (modes == Modes::Alike).then(|| {
        quote! {
            ///
            /// Its values have no names in either mode, so that it is the same in both.
        }
    });
    let (parameter, mode, whole) = match modes {
        Modes::Two | Modes::Alike => (quote!(mode: #rt::HeaderMode,), quote!(mode), ", prefix included,"),
        Modes::None => (TokenStream::new(), quote!(#rt::HeaderMode::Minimal), ""),
    };
    let encode = format!(" Encodes the message{whole} into one allocation of exactly its length.");
    let append =
        format!(" Encodes the message{whole} at the end of a buffer. On an error nothing has been written.");
    let length = format!(" The length of the encoded message in bytes{}.", whole.trim_end_matches(','));
    quote! {
        #[doc = #encode]
        #alike
        ///
        /// # Errors
        /// If no reader would accept it, for instance because a value is longer than its limit.
        #inline
        pub fn encode(&self, #parameter) -> Result<#rt::Vec<u8>, #rt::EncodeError> {
            #rt::LonelyMessage::encode(self, #mode)
        }

        #[doc = #append]
        ///
        /// # Errors
        /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
        #inline
        pub fn encode_into(
            &self,
            #parameter
            buffer: &mut impl #rt::BufMut,
        ) -> Result<(), #rt::EncodeError> {
            #rt::LonelyMessage::encode_into(self, #mode, buffer)
        }

        #[doc = #length]
        #inline
        pub fn encoded_len(&self, #parameter) -> usize {
            #rt::LonelyMessage::encoded_len(self, #mode)
        }
    }
}
