//! The enum of all messages of a direction whose protocol has no prefix: what bytes are has to be said, unless they begin
//! with their own code.

use lonelypsp_schema::{Direction, Message, Protocol, Width};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::any::{emit_conversions, emit_enum, emit_message_type, emit_reflection};
use crate::delegation::emit_delegation;
use crate::names::{ident, index, made_where_used, message_type};
use crate::options::Options;

/// The enum, its methods, and what it passes on.
pub(crate) fn emit_bodies(
    protocol: &Protocol,
    direction: Direction,
    messages: &[&Message],
    options: &Options,
) -> [TokenStream; 4] {
    let names: Vec<_> = messages.iter().map(|message| message_type(message)).collect();
    [
        emit_enum(&names),
        emit_methods(messages, &names, protocol.leading_code(direction), options),
        emit_delegation(&ident("Message"), &names, &names, options),
        emit_conversions(messages),
    ]
}

fn emit_methods(
    messages: &[&Message],
    names: &[Ident],
    leading_code: Option<Width>,
    options: &Options,
) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let by_code = leading_code.map(|width| emit_by_code(messages, width, options));
    let encoding = emit_encoding(names, options);
    let (message_type, reflection) = (emit_message_type(names), emit_reflection(messages, options));
    quote! {
        impl #rt::Incremental for Message<'static> {
            type Of<'of> = Message<'of>;
        }

        impl<'a> Message<'a> {
            /// Decodes bytes of which it is known that they are a message of this type, and verifies it. Nothing is copied.
            ///
            /// # Errors
            /// The first thing that is wrong, in the order that the protocol fixes.
            #inline
            pub fn decode(message_type: Type, input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                match message_type {
                    #(Type::#names => #names::decode(input).map(Self::#names),)*
                }
            }

            /// Decodes bytes that arrive in pieces, of which it is known that they are a message of this type. What stands
            /// before its body is kept, the body is not.
            pub fn incremental(message_type: Type) -> #rt::Decoder<Message<'static>> {
                #rt::Decoder::with(match message_type {
                    #(Type::#names => #rt::Program {
                        start: #rt::Start::Nothing,
                        scan: |_| Some(<#names<'static> as #rt::Parse<'static>>::SCAN),
                        read: |input, partial| #rt::read_message(input, partial).map(Message::#names),
                    },)*
                })
            }

            #by_code
            #encoding
            #message_type
            #reflection
        }
    }
}

/// For the messages that begin with their code.
fn emit_by_code(messages: &[&Message], width: Width, options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let leading: Vec<_> = messages.iter().filter(|message| message.leading_code().is_some()).collect();
    let codes: Vec<_> = leading.iter().map(|message| Literal::u16_unsuffixed(message.code)).collect();
    let their_names: Vec<_> = leading.iter().map(|message| message_type(message)).collect();
    let width = index(width.bytes().into());
    quote! {
        /// Decodes one of the messages that begin with their type code, and verifies it. Nothing is copied.
        ///
        /// # Errors
        /// If no such message has the code, `unknown_type`; otherwise as [`decode`](Self::decode).
        #inline
        pub fn decode_by_code(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
            match #rt::leading_code::<#width>(input)? {
                #(#codes => #their_names::decode(input).map(Self::#their_names),)*
                code => Err(#rt::unknown_code(code)),
            }
        }

        /// Decodes one of the messages that begin with their type code, in pieces. What stands before its body is kept, the
        /// body is not.
        pub fn incremental_by_code() -> #rt::Decoder<Message<'static>> {
            #rt::Decoder::with(#rt::Program {
                start: #rt::Start::Code(#width),
                scan: |code| match code {
                    #(#codes => Some(<#their_names<'static> as #rt::Parse<'static>>::SCAN),)*
                    _ => None,
                },
                read: |input, partial| match #rt::leading_code::<#width>(input)? {
                    #(#codes => #rt::read_message(input, partial).map(Message::#their_names),)*
                    code => Err(#rt::unknown_code(code)),
                },
            })
        }
    }
}

fn emit_encoding(names: &[Ident], options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    quote! {
        /// Encodes the message into one allocation of exactly its length.
        ///
        /// # Errors
        /// If no reader would accept it, for instance because a value is longer than its limit.
        #inline
        pub fn encode(&self) -> Result<#rt::Vec<u8>, #rt::EncodeError> {
            match self {
                #(Self::#names(message) => message.encode(),)*
            }
        }

        /// Encodes the message at the end of a buffer. On an error nothing has been written.
        ///
        /// # Errors
        /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
        #inline
        pub fn encode_into(&self, buffer: &mut impl #rt::BufMut) -> Result<(), #rt::EncodeError> {
            match self {
                #(Self::#names(message) => message.encode_into(buffer),)*
            }
        }

        /// The length of the encoded message in bytes.
        #inline
        pub fn encoded_len(&self) -> usize {
            match self {
                #(Self::#names(message) => message.encoded_len(),)*
            }
        }
    }
}
