//! The module of a direction: type codes, prefix, every message, and the enum of them all.

use lonelypsp_schema::{Direction, Message, Protocol};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::message::emit_message;
use crate::names::{direction as direction_name, message_type, shape_type};
use crate::options::Options;
use crate::shape::emit_serialize;

pub(crate) fn emit_direction(protocol: &Protocol, direction: Direction, options: &Options) -> TokenStream {
    let messages: Vec<&Message> =
        protocol.messages_of(direction).into_iter().filter(|message| message.headers().is_some()).collect();
    if messages.is_empty() {
        return TokenStream::new();
    }
    let module = direction_name(direction);
    let doc = format!(
        " Messages from the {} to the {}, by type code.",
        direction.sender(),
        direction.receiver()
    );
    let types = emit_types(&messages, options);
    let prefix = emit_prefix(options);
    let any = emit_any(&messages, options);
    let bodies = messages.iter().map(|message| emit_message(protocol, message, options));
    quote! {
        #[doc = #doc]
        pub mod #module {
            use super::Flags;
            #types
            #prefix
            #any
            #(#bodies)*
        }
    }
}

fn emit_types(messages: &[&Message], options: &Options) -> TokenStream {
    let rt = options.path();
    let names: Vec<_> = messages.iter().map(|message| message_type(message)).collect();
    let codes: Vec<_> = messages.iter().map(|message| Literal::u16_unsuffixed(message.code)).collect();
    let docs: Vec<_> = messages.iter().map(|m| format!(" [`{}`].", message_type(m))).collect();
    quote! {
        /// The type codes of this direction.
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq,
            ::core::cmp::Eq, ::core::cmp::PartialOrd, ::core::cmp::Ord, ::core::hash::Hash)]
        #[repr(u16)]
        #[non_exhaustive]
        pub enum Type {
            #(#[doc = #docs] #names = #codes,)*
        }

        impl Type {
            /// The type of a code, if there is one.
            pub const fn from_code(code: u16) -> ::core::option::Option<Self> {
                match code {
                    #(#codes => ::core::option::Option::Some(Self::#names),)*
                    _ => ::core::option::Option::None,
                }
            }

            /// The code that stands on the wire.
            pub const fn code(self) -> u16 {
                self as u16
            }

            fn is_known(code: u16) -> bool {
                Self::from_code(code).is_some()
            }
        }

        impl ::core::convert::From<Type> for u16 {
            fn from(value: Type) -> Self {
                value.code()
            }
        }

        impl ::core::convert::TryFrom<u16> for Type {
            type Error = #rt::DecodeError;

            fn try_from(code: u16) -> ::core::result::Result<Self, #rt::DecodeError> {
                Self::from_code(code).ok_or_else(#rt::unknown_type)
            }
        }
    }
}

fn emit_prefix(options: &Options) -> TokenStream {
    let rt = options.path();
    quote! {
        /// The first four bytes of a message.
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::cmp::PartialEq,
            ::core::cmp::Eq, ::core::hash::Hash)]
        pub struct Prefix {
            /// The flags.
            pub flags: Flags,
            /// Which message follows.
            pub message_type: Type,
        }

        impl Prefix {
            /// The length of a prefix in bytes.
            pub const LENGTH: usize = 4;

            /// Reads the prefix of a message; what follows it is not looked at.
            ///
            /// # Errors
            /// If there are fewer than four bytes, or no message has the type code.
            pub fn decode(input: &[u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                let (flags, code) = #rt::split_prefix(input)?;
                ::core::result::Result::Ok(Self {
                    flags: Flags(flags),
                    message_type: <Type as ::core::convert::TryFrom<u16>>::try_from(code)?,
                })
            }
        }
    }
}

fn emit_any(messages: &[&Message], options: &Options) -> TokenStream {
    let rt = options.path();
    let names: Vec<_> = messages.iter().map(|message| message_type(message)).collect();
    let docs: Vec<_> = messages.iter().map(|m| format!(" [`{}`].", message_type(m))).collect();
    let shapes = messages.iter().flat_map(|m| m.headers().into_iter().flat_map(|l| &l.shapes).map(move |s| (m, s)));
    let (shape_types, shape_owners): (Vec<_>, Vec<_>) =
        shapes.map(|(message, shape)| (shape_type(message, shape), message_type(message))).unzip();
    let serialize = emit_serialize(&quote!(Message<'_>), options);
    quote! {
        /// Any message of this direction.
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        #[non_exhaustive]
        pub enum Message<'a> {
            #(#[doc = #docs] #names(#names<'a>),)*
        }

        /// Any message of this direction, owning its bytes.
        pub type SharedMessage = #rt::Shared<Message<'static>>;

        impl<'a> Message<'a> {
            /// Decodes a whole message, prefix included, whatever its type, and verifies it. Nothing is copied.
            ///
            /// # Errors
            /// The first thing that is wrong, in the order that the protocol fixes.
            pub fn decode(input: &'a [u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                Self::decode_as::<true>(input)
            }

            /// Decodes a whole message without comparing digests with bodies.
            ///
            /// # Errors
            /// As [`decode`](Self::decode), but never about a digest.
            pub fn decode_unverified(
                input: &'a [u8],
            ) -> ::core::result::Result<#rt::Unverified<'a, Self>, #rt::DecodeError> {
                let message = Self::decode_as::<false>(input)?;
                ::core::result::Result::Ok(#rt::Unverified::new(message, input))
            }

            fn decode_as<const VERIFY: bool>(input: &'a [u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                let (flags, code) = #rt::split_prefix(input)?;
                let minimal = Flags(flags).is_minimal();
                let ::core::option::Option::Some(message_type) = Type::from_code(code) else {
                    return ::core::result::Result::Err(#rt::unknown_type());
                };
                match message_type {
                    #(Type::#names => #names::decode_block::<VERIFY>(input, minimal).map(Self::#names),)*
                }
            }

            /// Encodes the message, prefix included, into one allocation of exactly its length.
            ///
            /// # Errors
            /// If no reader would accept it, for instance because a value is longer than its limit.
            pub fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> ::core::result::Result<#rt::Vec<u8>, #rt::EncodeError> {
                match self {
                    #(Self::#names(message) => message.encode(mode),)*
                }
            }

            /// Encodes the message, prefix included, at the end of a buffer. On an error nothing has been written.
            ///
            /// # Errors
            /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
            pub fn encode_into(
                &self,
                mode: #rt::HeaderMode,
                buffer: &mut impl #rt::BufMut,
            ) -> ::core::result::Result<(), #rt::EncodeError> {
                match self {
                    #(Self::#names(message) => message.encode_into(mode, buffer),)*
                }
            }

            /// The length of the encoded message in bytes, prefix included.
            pub fn encoded_len(&self, mode: #rt::HeaderMode) -> usize {
                match self {
                    #(Self::#names(message) => message.encoded_len(mode),)*
                }
            }

            /// The message's type code.
            pub fn message_type(&self) -> Type {
                match self {
                    #(Self::#names(_) => Type::#names,)*
                }
            }

            /// The message in a form that owns its bytes: its minimal encoding.
            ///
            /// # Errors
            /// As [`encode`](Self::encode).
            pub fn to_shared(&self) -> ::core::result::Result<SharedMessage, #rt::EncodeError> {
                #rt::Shared::of(self)
            }

            /// Every shape that a message of this direction can have.
            pub const fn shapes() -> &'static [&'static #rt::reflect::Shape] {
                &[#(#shape_types::SHAPE,)*]
            }

            /// Builds a message of one of [`shapes`](Self::shapes) from values that are asked for one by one, in wire
            /// order.
            ///
            /// # Errors
            /// About the first value that its field cannot hold: an integer that is too large, bytes of another length
            /// than the exact one, or a value of another kind. An unknown type for a shape of another
            /// direction.
            pub fn build(
                shape: &#rt::reflect::Shape,
                source: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field) -> #rt::reflect::Value<'a>,
            ) -> ::core::result::Result<Self, #rt::EncodeError> {
                #(if shape == #shape_types::SHAPE {
                    return #shape_types::build(source).map(|built| Self::#shape_owners(::core::convert::From::from(built)));
                })*
                ::core::result::Result::Err(#rt::EncodeError::new(#rt::ErrorKind::UnknownType, ::core::option::Option::None))
            }
        }

        #(impl<'a> ::core::convert::From<#names<'a>> for Message<'a> {
            fn from(message: #names<'a>) -> Self {
                Self::#names(message)
            }
        })*

        impl<'a> #rt::Decode<'a> for Message<'a> {
            fn decode(input: &'a [u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                Self::decode_as::<true>(input)
            }

            fn decode_again(input: &'a [u8]) -> ::core::result::Result<Self, #rt::DecodeError> {
                Self::decode_as::<false>(input)
            }
        }

        impl #rt::Encode for Message<'_> {
            fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> ::core::result::Result<#rt::Vec<u8>, #rt::EncodeError> {
                self.encode(mode)
            }
        }

        impl #rt::Family for Message<'static> {
            type Of<'a> = Message<'a>;
        }

        impl #rt::reflect::Reflect for Message<'_> {
            fn shape(&self) -> &'static #rt::reflect::Shape {
                match self {
                    #(Self::#names(message) => #rt::reflect::Reflect::shape(message),)*
                }
            }

            fn visit(&self, visit: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field, #rt::reflect::Value<'_>)) {
                match self {
                    #(Self::#names(message) => #rt::reflect::Reflect::visit(message, visit),)*
                }
            }
        }
        #serialize
    }
}
