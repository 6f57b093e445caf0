//! The module of a direction: type codes, prefix, every message, and the enum of them all.

use lonelypsp_schema::{Direction, Message, Prefix, Protocol, Schema};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::any::emit_any;
use crate::bodies::emit_bodies;
use crate::message::emit_message;
use crate::names::{direction as direction_name, message_type};
use crate::options::Options;
use crate::parse::emit_codes;
use crate::pieces::{Piece, Taker};

pub(crate) fn emit_direction(
    schema: &Schema,
    protocol: &Protocol,
    direction: Direction,
    options: &Options,
    taker: &mut Taker<'_>,
) {
    let messages: Vec<&Message> = protocol.messages_of(direction);
    if messages.is_empty() {
        return;
    }
    let module = direction_name(direction);
    let doc =
        format!(" Messages from the {} to the {}, by type code.", direction.sender(), direction.receiver());
    let (runtime, options) = &options.in_direction();
    let types = emit_types(protocol.prefix, &messages, options);
    let (prefix, flags) = match protocol.prefix {
        Prefix::FlagsAndCode => (
            emit_prefix(options),
            quote!(
                use super::Flags;
            ),
        ),
        Prefix::None => (TokenStream::new(), TokenStream::new()),
    };
    taker(Piece::Open(quote!(#[doc = #doc] pub mod #module)));
    taker(Piece::Items(quote! {
        use ::core::option::Option::{self, None, Some};
        use ::core::result::Result::{self, Err, Ok};
        #flags
        #runtime
        #types
        #prefix
    }));
    match protocol.prefix {
        Prefix::FlagsAndCode => {
            for items in emit_any(&messages, options) {
                taker(Piece::Items(items));
            }
        }
        Prefix::None => {
            for items in emit_bodies(protocol, direction, &messages, options) {
                taker(Piece::Items(items));
            }
        }
    }
    for message in &messages {
        emit_message(schema, protocol, message, options, taker);
    }
    taker(Piece::Close);
}

fn emit_types(prefix: Prefix, messages: &[&Message], options: &Options) -> TokenStream {
    let code_doc = match prefix {
        Prefix::FlagsAndCode => " The code that stands on the wire.",
        Prefix::None => " The code; it stands on the wire where the message says so.",
    };
    let conversions = emit_type_conversions(prefix, options);
    let names: Vec<_> = messages.iter().map(|message| message_type(message)).collect();
    let known = emit_codes(messages.iter().map(|message| message.code));
    let codes: Vec<_> = messages.iter().map(|message| Literal::u16_unsuffixed(message.code)).collect();
    let docs: Vec<_> = messages.iter().map(|m| format!(" [`{}`].", message_type(m))).collect();
    let texts: Vec<_> = messages.iter().map(|message| message.name.snake()).collect();
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
            /// Those of all messages, ascending.
            const CODES: &'static [u16] = #known;

            /// The type that has this code, if one has it.
            pub const fn from_code(code: u16) -> Option<Self> {
                match code {
                    #(#codes => Some(Self::#names),)*
                    _ => None,
                }
            }

            #[doc = #code_doc]
            pub const fn code(self) -> u16 {
                self as u16
            }

            /// The type of the message with that name in the schema, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    #(#texts => Some(Self::#names),)*
                    _ => None,
                }
            }

            /// The name of the message in the schema.
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(Self::#names => #texts,)*
                }
            }
        }

        #conversions
    }
}

/// Type codes as text and as numbers.
fn emit_type_conversions(prefix: Prefix, options: &Options) -> TokenStream {
    let rt = options.path();
    let unknown = match prefix {
        Prefix::FlagsAndCode => quote!(#rt::unknown_type(code)),
        Prefix::None => quote!(#rt::unknown_code(code as u64)),
    };
    quote! {
        impl ::core::fmt::Display for Type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::From<Type> for u16 {
            fn from(value: Type) -> Self {
                value.code()
            }
        }

        impl ::core::convert::TryFrom<u16> for Type {
            type Error = #rt::DecodeError;

            fn try_from(code: u16) -> Result<Self, #rt::DecodeError> {
                Self::from_code(code).ok_or_else(|| #unknown)
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
            pub fn decode(input: &[u8]) -> Result<Self, #rt::DecodeError> {
                let (flags, code) = #rt::split_prefix(input)?;
                Ok(Self {
                    flags: Flags(flags),
                    message_type: <Type as ::core::convert::TryFrom<u16>>::try_from(code)?,
                })
            }
        }
    }
}
