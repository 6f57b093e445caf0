//! The trait by which messages are used whatever their type: `impl LonelyMessage`, and the name of a type apart from its
//! lifetime.

use lonelypsp_schema::{Direction, Prefix};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::names::made_where_used;
use crate::options::Options;
use crate::parse::emit_no_prefix;
use crate::place::method_of;
use crate::target::{Family, Generics, Holds, Target, Variant, Wire};

/// What a type answers to each question of the trait.
pub(crate) struct Answers {
    pub(crate) direction: TokenStream,
    pub(crate) type_codes: TokenStream,
    pub(crate) prefix: Prefix,
    pub(crate) header_names: TokenStream,
    pub(crate) decode: TokenStream,
    pub(crate) decode_trusted: TokenStream,
    /// Where it can be done without moving a whole message.
    pub(crate) decode_unverified: Option<TokenStream>,
    pub(crate) encode: TokenStream,
    pub(crate) encode_into: TokenStream,
    pub(crate) encoded_len: TokenStream,
    pub(crate) is_known: TokenStream,
}

/// For a type that holds one message.
pub(crate) fn emit_for_message(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let code = Literal::u16_unsuffixed(wire.message.code);
    // The values of a sequence have no names on the wire.
    let headers = if wire.layout.is_block() { &wire.layout.slots[..] } else { &[] };
    let names = headers.iter().map(|header| &header.at);
    let writing = match &target.holds {
        Holds::Struct(_) => Writing {
            encode: quote!(#rt::encode(self, __mode)),
            encode_into: quote!(#rt::encode_into(self, __mode, __buffer)),
            encoded_len: quote!(#rt::encoded_len(self, __mode)),
        },
        Holds::Variants { variants, other } => {
            let input = &target.generics.input;
            let arms = variants.iter().map(|Variant { ident, ty, shape }| {
                let shape = &wire.layout.shapes[*shape];
                let methods = METHODS.map(|method| wire.held_method(shape, ty, input, method, rt));
                Arm { variant: ident.clone(), methods }
            });
            Writing::delegated(arms, other.as_ref(), &target.generics, rt)
        }
    };
    let answers = Answers {
        direction: emit_direction(wire.direction(), rt),
        type_codes: quote!(&[#code]),
        prefix: wire.protocol.prefix,
        header_names: quote!(&[#(#names,)*]),
        decode: quote!(#rt::decode::<Self, true>(__input)),
        decode_trusted: quote!(#rt::decode::<Self, false>(__input)),
        decode_unverified: Some(quote!(#rt::decode_unverified(__input))),
        encode: writing.encode,
        encode_into: writing.encode_into,
        encoded_len: writing.encoded_len,
        is_known: quote!(<Self as #rt::Parse<'_>>::KNOWN_CODES.contains(&__code)),
    };
    emit_impl(&target.generics, &answers, options)
}

/// For the enum of all messages of a direction, whose code stands in its module.
pub(crate) fn emit_for_any(
    generics: &Generics,
    direction: Direction,
    variants: &[(Ident, TokenStream)],
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let arms = variants.iter().map(|(ident, ty)| Arm::of_message(ident, ty, generics, rt));
    let writing = Writing::delegated(arms, None, generics, rt);
    let answers = Answers {
        direction: emit_direction(direction, rt),
        type_codes: quote!(Type::CODES),
        prefix: Prefix::FlagsAndCode,
        header_names: quote!(&[]),
        decode: quote!(Self::decode_as::<true>(__input)),
        decode_trusted: quote!(Self::decode_as::<false>(__input)),
        decode_unverified: None,
        encode: writing.encode,
        encode_into: writing.encode_into,
        encoded_len: writing.encoded_len,
        is_known: quote!(<Self as #rt::LonelyMessage<'_>>::TYPE_CODES.contains(&__code)),
    };
    emit_impl(generics, &answers, options)
}

pub(crate) fn emit_direction(direction: Direction, rt: &TokenStream) -> TokenStream {
    match direction {
        Direction::S2b => quote!(#rt::Direction::S2b),
        Direction::B2s => quote!(#rt::Direction::B2s),
    }
}

/// How a type is written.
pub(crate) struct Writing {
    pub(crate) encode: TokenStream,
    pub(crate) encode_into: TokenStream,
    pub(crate) encoded_len: TokenStream,
}

/// The methods of `LonelyMessage` that write, and what `Keep` calls them.
const METHODS: [&str; 3] = ["encode", "encode_into", "encoded_len"];
const KEPT_METHODS: [&str; 3] = ["encode_kept", "encode_kept_into", "encoded_kept_len"];

/// A variant of an enum, and what writes that which it holds.
pub(crate) struct Arm {
    variant: Ident,
    methods: [TokenStream; 3],
}

impl Arm {
    /// By the methods of a trait.
    fn new(variant: &Ident, ty: &TokenStream, of: &TokenStream, methods: &[&str; 3]) -> Self {
        Self { variant: variant.clone(), methods: methods.map(|method| method_of(ty, of, method)) }
    }

    pub(crate) fn of_message(
        variant: &Ident,
        ty: &TokenStream,
        generics: &Generics,
        rt: &TokenStream,
    ) -> Self {
        let input = &generics.input;
        Self::new(variant, ty, &quote!(#rt::LonelyMessage<#input>), &METHODS)
    }
}

impl Writing {
    /// As the variant that an enum has says.
    pub(crate) fn delegated(
        arms: impl Iterator<Item = Arm>,
        other: Option<&(Ident, TokenStream)>,
        generics: &Generics,
        rt: &TokenStream,
    ) -> Self {
        let input = &generics.input;
        let arms: Vec<Arm> = arms.collect();
        let other = other.map(|(ident, ty)| Arm::new(ident, ty, &quote!(#rt::Keep<#input>), &KEPT_METHODS));
        // What is kept as it is knows no header mode.
        let delegate = |at: usize, buffer: Option<TokenStream>| {
            let arm = |arm: &Arm, mode: Option<TokenStream>| {
                let (variant, method) = (&arm.variant, &arm.methods[at]);
                let arguments = mode.into_iter().chain(buffer.clone());
                quote!(Self::#variant(__message) => #method(__message #(, #arguments)*),)
            };
            let held = arms.iter().map(|held| arm(held, Some(quote!(__mode))));
            let kept = other.iter().map(|kept| arm(kept, None));
            quote!(match self { #(#held)* #(#kept)* })
        };
        Self {
            encode: delegate(0, None),
            encode_into: delegate(1, Some(quote!(__buffer))),
            encoded_len: delegate(2, None),
        }
    }
}

pub(crate) fn emit_impl(generics: &Generics, answers: &Answers, options: &Options) -> TokenStream {
    let rt = options.path();
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let Answers { direction, type_codes, header_names, is_known, .. } = answers;
    let no_prefix = emit_no_prefix(answers.prefix);
    let (decoding, encoding) = (emit_decoding(generics, answers, rt), emit_encoding(answers, rt));
    let family = emit_family(generics, rt);
    quote! {
        #[automatically_derived]
        impl<#params> #rt::LonelyMessage<#input> for #ty #where_clause {
            const DIRECTION: #rt::Direction = #direction;
            const TYPE_CODES: &'static [u16] = #type_codes;
            #no_prefix
            const HEADER_NAMES: &'static [&'static str] = #header_names;

            #decoding

            #encoding

            #[inline]
            fn is_known(__code: u16) -> bool {
                #is_known
            }
        }
        #family
    }
}

/// The methods that read.
fn emit_decoding(generics: &Generics, answers: &Answers, rt: &TokenStream) -> TokenStream {
    let input = &generics.input;
    let Answers { decode, decode_trusted, .. } = answers;
    let decode_unverified = answers.decode_unverified.as_ref().map(|code| {
        quote! {
            #[inline]
            fn decode_unverified(
                __input: &#input [u8],
            ) -> #rt::Result<#rt::Unverified<#input, Self>, #rt::DecodeError> {
                #code
            }
        }
    });
    quote! {
        #[inline]
        fn decode(__input: &#input [u8]) -> #rt::Result<Self, #rt::DecodeError> {
            #decode
        }

        #[inline]
        fn decode_trusted(__input: &#input [u8]) -> #rt::Result<Self, #rt::DecodeError> {
            #decode_trusted
        }

        #decode_unverified
    }
}

/// The methods that write.
fn emit_encoding(answers: &Answers, rt: &TokenStream) -> TokenStream {
    let inline = made_where_used();
    let Answers { encode, encode_into, encoded_len, .. } = answers;
    quote! {
        #inline
        fn encode(&self, __mode: #rt::HeaderMode) -> #rt::Result<#rt::Vec<u8>, #rt::EncodeError> {
            #encode
        }

        #[inline]
        fn encode_into(
            &self,
            __mode: #rt::HeaderMode,
            __buffer: &mut impl #rt::BufMut,
        ) -> #rt::Result<(), #rt::EncodeError> {
            #encode_into
        }

        #[inline]
        fn encoded_len(&self, __mode: #rt::HeaderMode) -> usize {
            #encoded_len
        }
    }
}

fn emit_family(generics: &Generics, rt: &TokenStream) -> TokenStream {
    let ident = &generics.ident;
    let (ty, of) = match generics.family {
        None => return TokenStream::new(),
        Some(Family::Borrows) => (quote!(#ident<'static>), quote!(#ident<'__of>)),
        Some(Family::Owns) => (quote!(#ident), quote!(#ident)),
    };
    quote! {
        #[automatically_derived]
        impl #rt::Family for #ty {
            type Of<'__of> = #of;
        }
    }
}

/// For a type that has mistakes, so that what uses it is not reported too.
pub fn emit_fallback(generics: &Generics, options: &Options) -> TokenStream {
    let rt = options.path();
    let never = || quote!(::core::unimplemented!());
    let answers = Answers {
        direction: quote!(#rt::Direction::S2b),
        type_codes: quote!(&[]),
        prefix: Prefix::FlagsAndCode,
        header_names: quote!(&[]),
        decode: never(),
        decode_trusted: never(),
        decode_unverified: None,
        encode: never(),
        encode_into: never(),
        encoded_len: never(),
        is_known: never(),
    };
    emit_impl(generics, &answers, options)
}
