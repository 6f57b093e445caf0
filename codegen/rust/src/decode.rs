//! Decoding: the entry points of a message, and the way from the straight line to the exact one.

use lonelypsp_schema::{HeaderLayout, Message, Protocol};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::exact::emit_exact;
use crate::names::{index, message_type};
use crate::options::Options;
use crate::quick::{emit_quick, has_digest};
use crate::traits::emit_traits;
use crate::verify::emit_verify;

/// The whole of decoding a message: entry points, both header blocks, checks.
pub(crate) fn emit_decode(
    protocol: &Protocol,
    message: &Message,
    layout: &HeaderLayout,
    options: &Options,
) -> TokenStream {
    let emitter = Emitter { protocol, message, layout, rt: options.path() };
    let headers = emitter.emit_headers();
    let entry = emitter.emit_entry();
    let block = emitter.emit_block();
    let quick = emit_quick(message, layout, options);
    let exact = emit_exact(message, layout, options);
    let verify = emit_verify(message, layout, options);
    let traits = emit_traits(&message_type(message), options);
    let ty = message_type(message);
    quote! {
        impl<'a> #ty<'a> {
            #headers
            #entry
            #block
            #quick
            #exact
            #verify
        }
        #traits
    }
}

struct Emitter<'a> {
    protocol: &'a Protocol,
    message: &'a Message,
    layout: &'a HeaderLayout,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    fn emit_headers(&self) -> TokenStream {
        let rt = self.rt;
        let count = index(self.layout.headers.len());
        let headers = self.layout.headers.iter().map(|header| {
            let (name, expects) = (&header.wire, header.kind.expectation());
            quote!(#rt::Header { name: #name, expects: #expects })
        });
        quote! {
            /// What errors say of its headers, in the order of the minimal block.
            const HEADERS: &'static [#rt::Header; #count] = &[#(#headers,)*];
        }
    }

    fn has_digest(&self) -> bool {
        has_digest(&self.layout.plan.check)
    }

    fn emit_entry(&self) -> TokenStream {
        let rt = self.rt;
        let ty = message_type(self.message);
        let code = Literal::u16_unsuffixed(self.message.code);
        let minimal_flag = Literal::u16_unsuffixed(self.protocol.minimal_flag());
        let unverified = self.has_digest().then(|| {
            quote! {
                /// Decodes a whole message without comparing its digest with its body.
                ///
                /// # Errors
                /// As [`decode`](Self::decode), but never about the digest.
                pub fn decode_unverified(
                    input: &'a [u8],
                ) -> Result<#rt::Unverified<'a, Self>, #rt::DecodeError> {
                    let minimal = #rt::open(input, #code, #minimal_flag, Type::is_known)?;
                    let quick = if minimal { Self::quick::<false>(input) } else { Self::quick::<true>(input) };
                    match quick {
                        Some(message) => Ok(message),
                        None => {
                            Self::exact::<false>(input).map(|message| #rt::Unverified::new(message, input))
                        }
                    }
                }
            }
        });
        quote! {
            /// Its type code.
            pub const TYPE: Type = Type::#ty;

            /// Decodes a whole message, prefix included, and verifies it. Nothing is copied.
            ///
            /// # Errors
            /// The first thing that is wrong, in the order that the protocol fixes; another message than this one is
            /// refused by its type code.
            pub fn decode(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                Self::decode_as::<true>(input)
            }

            #unverified

            #[inline(always)]
            fn decode_as<const VERIFY: bool>(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                let minimal = #rt::open(input, #code, #minimal_flag, Type::is_known)?;
                Self::decode_block::<VERIFY>(input, minimal)
            }

            /// The message in a form that owns its bytes: its minimal encoding. As when it is encoded, a digest is
            /// taken as it is given.
            ///
            /// # Errors
            /// As [`encode`](Self::encode).
            pub fn to_shared(&self) -> Result<#rt::Shared<#ty<'static>>, #rt::EncodeError> {
                #rt::Shared::of(self)
            }
        }
    }

    /// The straight line through a well-formed message, and the exact way that is taken when that gives up.
    fn emit_block(&self) -> TokenStream {
        let rt = self.rt;
        let verify = self.has_digest().then(|| {
            quote! {
                let __message = __message.into_message();
                if VERIFY {
                    __message.verify(__input)?;
                }
            }
        });
        quote! {
            /// Decodes a message whose prefix has been read: a well-formed one in a straight line, anything else exactly.
            #[inline(always)]
            fn decode_block<const VERIFY: bool>(
                __input: &'a [u8],
                __minimal: bool,
            ) -> Result<Self, #rt::DecodeError> {
                let __quick = if __minimal { Self::quick::<false>(__input) } else { Self::quick::<true>(__input) };
                match __quick {
                    Some(__message) => {
                        #verify
                        Ok(__message)
                    }
                    None => Self::exact::<VERIFY>(__input),
                }
            }
        }
    }
}
