//! The enum of all messages of a direction.

use lonelypsp_schema::{Direction, Message, Shape};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::delegation::emit_delegation;
use crate::inherent::{Modes, emit_encoding};
use crate::lonely_message::emit_for_any;
use crate::names::{ident, made_where_used, message_type, shape_type};
use crate::options::Options;
use crate::target::Generics;

/// The enum, its methods, and what it passes on: each for itself, since all are as long as there are messages.
pub(crate) fn emit_any(messages: &[&Message], options: &Options) -> [TokenStream; 5] {
    let names: Vec<_> = messages.iter().map(|message| message_type(message)).collect();
    let message = ident("Message");
    let variants: Vec<_> = names.iter().map(|name| (name.clone(), quote!(#name<'a>))).collect();
    let direction = messages.first().map_or(Direction::S2b, |message| message.direction);
    let (of_all, shared) = (emit_enum(&names), emit_shared(options));
    [
        quote!(#of_all #shared),
        emit_methods(messages, &names, options),
        emit_delegation(&message, &names, &names, options),
        emit_conversions(messages),
        emit_for_any(&Generics::borrowing(message), direction, &variants, options),
    ]
}

pub(crate) fn emit_enum(names: &[Ident]) -> TokenStream {
    let docs = names.iter().map(|name| format!(" [`{name}`]."));
    quote! {
        /// Any message of this direction.
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        #[non_exhaustive]
        pub enum Message<'a> {
            #(#[doc = #docs] #names(#names<'a>),)*
        }
    }
}

fn emit_shared(options: &Options) -> TokenStream {
    let rt = options.path();
    quote! {
        /// Any message of this direction, owning its bytes.
        pub type SharedMessage = #rt::Shared<Message<'static>>;
    }
}

/// The types of the shapes of all messages, each with that of its message.
fn shape_types(messages: &[&Message], wanted: impl Fn(&Shape) -> bool) -> (Vec<Ident>, Vec<Ident>) {
    let shapes = messages.iter().flat_map(|m| m.layout.shapes.iter().map(move |s| (m, s)));
    let types = |(message, shape): (&&Message, &Shape)| (shape_type(message, shape), message_type(message));
    shapes.filter(|(_, shape)| wanted(shape)).map(types).unzip()
}

/// From the struct of a variant.
pub(crate) fn emit_conversions(messages: &[&Message]) -> TokenStream {
    let (variant_types, variant_owners) = shape_types(messages, |shape| shape.variant.is_some());
    quote! {
        #(impl<'a> ::core::convert::From<#variant_types<'a>> for Message<'a> {
            fn from(message: #variant_types<'a>) -> Self {
                Self::#variant_owners(::core::convert::From::from(message))
            }
        })*
    }
}

fn emit_methods(messages: &[&Message], names: &[Ident], options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let (message_type, reflection) = (emit_message_type(names), emit_reflection(messages, options));
    let (incremental, encoding) = (emit_incremental(names, options), emit_encoding(Modes::Two, options));
    quote! {
        impl<'a> Message<'a> {
            /// Decodes a whole message, prefix included, whatever its type, and verifies it. Nothing is copied.
            ///
            /// # Errors
            /// The first thing that is wrong, in the order that the protocol fixes.
            #inline
            pub fn decode(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                Self::decode_as::<true>(input)
            }

            /// Decodes a whole message without comparing digests with bodies.
            ///
            /// # Errors
            /// As [`decode`](Self::decode), but never about a digest.
            #inline
            pub fn decode_unverified(
                input: &'a [u8],
            ) -> Result<#rt::Unverified<'a, Self>, #rt::DecodeError> {
                let message = Self::decode_as::<false>(input)?;
                Ok(#rt::Unverified::new(message, input))
            }

            #incremental

            #encoding

            #inline
            fn decode_as<const VERIFY: bool>(input: &'a [u8]) -> Result<Self, #rt::DecodeError> {
                let (flags, code) = #rt::split_prefix(input)?;
                let minimal = Flags(flags).is_minimal();
                let Some(message_type) = Type::from_code(code) else {
                    return Err(#rt::unknown_type(code));
                };
                match message_type {
                    #(Type::#names => #rt::decode_block::<#names<'a>, Self, VERIFY>(input, minimal, Self::#names),)*
                }
            }

            #message_type

            /// The message in a form that owns its bytes: its minimal encoding. As when it is encoded, a digest is
            /// taken as it is given.
            ///
            /// # Errors
            /// As [`encode`](Self::encode).
            #inline
            pub fn to_shared(&self) -> Result<SharedMessage, #rt::EncodeError> {
                #rt::Shared::of(self)
            }

            #reflection
        }
    }
}

/// The method that reads in pieces.
fn emit_incremental(names: &[Ident], options: &Options) -> TokenStream {
    let rt = options.path();
    quote! {
        /// Decodes a message that arrives in pieces, whatever its type. What stands before its body is kept, the body is
        /// not.
        pub fn incremental() -> #rt::Decoder<Message<'static>> {
            #rt::Decoder::with(#rt::Program {
                start: #rt::Start::Prefix(0 #(| <#names<'static> as #rt::Parse<'static>>::MINIMAL_FLAG)*),
                scan: |code| match Type::from_code(code)? {
                    #(Type::#names => Some(<#names<'static> as #rt::Parse<'static>>::SCAN),)*
                },
                read: |input, partial| {
                    let (_, code) = #rt::split_prefix(input)?;
                    match Type::from_code(code).ok_or_else(|| #rt::unknown_type(code))? {
                        #(Type::#names => #rt::read_message(input, partial).map(Message::#names),)*
                    }
                },
            })
        }
    }
}

/// Which message of a direction it is.
pub(crate) fn emit_message_type(names: &[Ident]) -> TokenStream {
    let inline = made_where_used();
    quote! {
            /// The message's type code.
            #inline
            pub fn message_type(&self) -> Type {
                match self {
                    #(Self::#names(_) => Type::#names,)*
                }
            }
    }
}

/// Every shape of a direction's messages, and how one is built from values by name.
pub(crate) fn emit_reflection(messages: &[&Message], options: &Options) -> TokenStream {
    let (rt, inline) = (options.path(), made_where_used());
    let (shape_types, shape_owners) = shape_types(messages, |_| true);
    quote! {
            /// Every shape that a message of this direction can have, by type code, then in the order of the schema.
            pub const fn shapes() -> &'static [&'static #rt::reflect::Shape] {
                &[#(#shape_types::SHAPE,)*]
            }

            /// Builds a message of one of [`shapes`](Self::shapes). The source is asked for the value of each field, in
            /// wire order.
            ///
            /// # Errors
            /// The first value that the Rust type of its field cannot hold: of another kind (`bad_value`), an integer
            /// beyond the type (`out_of_range`), or bytes of another length than the exact one (`wrong_length`).
            /// Limits of the protocol are checked when the message is encoded. For a shape that is not one of this
            /// direction, `unknown_type` about no header; then nothing is asked for.
            #inline
            pub fn build(
                shape: &#rt::reflect::Shape,
                source: &mut dyn ::core::ops::FnMut(&'static #rt::reflect::Field) -> #rt::reflect::Value<'a>,
            ) -> Result<Self, #rt::EncodeError> {
                #(if shape == #shape_types::SHAPE {
                    return #shape_types::build(source).map(|built| Self::#shape_owners(::core::convert::From::from(built)));
                })*
                Err(#rt::EncodeError::new(#rt::ErrorKind::UnknownType, None))
            }
    }
}
