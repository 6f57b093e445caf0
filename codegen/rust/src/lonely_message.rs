//! The trait by which messages are used whatever their type: `impl LonelyMessage`, and the name of a type apart from its
//! lifetime.

use lonelypsp_schema::Direction;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::names::ident;
use crate::options::Options;
use crate::target::{Family, Generics, Holds, Target, Wire};

/// What a type answers to each question of the trait.
struct Answers {
    direction: TokenStream,
    type_codes: TokenStream,
    header_names: TokenStream,
    decode: TokenStream,
    decode_trusted: TokenStream,
    encode: TokenStream,
    encode_into: TokenStream,
    encoded_len: TokenStream,
    is_known: TokenStream,
}

/// For a type that holds one message.
pub(crate) fn emit_for_message(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let code = Literal::u16_unsuffixed(wire.message.code);
    let names = wire.layout.headers.iter().map(|header| &header.wire);
    let writing = match &target.holds {
        Holds::Struct(_) => Writing {
            encode: quote!(#rt::encode(self, __mode)),
            encode_into: quote!(#rt::encode_into(self, __mode, __buffer)),
            encoded_len: quote!(#rt::encoded_len(self, __mode)),
        },
        Holds::Variants { variants, other } => {
            let variants: Vec<_> = variants.iter().map(|variant| variant.ident.clone()).collect();
            Writing::delegated(&variants, other.as_ref(), rt)
        }
    };
    let answers = Answers {
        direction: emit_direction(wire.direction(), rt),
        type_codes: quote!(&[#code]),
        header_names: quote!(&[#(#names,)*]),
        decode: quote!(#rt::decode::<Self, true>(__input)),
        decode_trusted: quote!(#rt::decode::<Self, false>(__input)),
        encode: writing.encode,
        encode_into: writing.encode_into,
        encoded_len: writing.encoded_len,
        is_known: quote!(<Self as #rt::Parse<'_>>::KNOWN_CODES.contains(&__code)),
    };
    emit_impl(&target.generics, &answers, options)
}

/// An enum whose variants each hold the messages of some type codes.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The enum.
    pub generics: Generics,
    /// Its variants, each with the type that it holds.
    pub variants: Vec<(Ident, TokenStream)>,
    /// The variant for messages that no other one holds.
    pub other: Option<Ident>,
}

/// For an enum of messages: the type code decides which of them decodes.
pub fn emit_dispatch(dispatch: &Dispatch, options: &Options) -> TokenStream {
    let rt = options.path();
    let Generics { input, .. } = &dispatch.generics;
    let of = |ty: &TokenStream| quote!(<#ty as #rt::LonelyMessage<#input>>);
    let (variants, types): (Vec<_>, Vec<_>) = dispatch.variants.iter().cloned().unzip();
    let codes: Vec<_> = types.iter().map(of).collect();
    let first = codes.first().map_or_else(|| quote!(#rt::Direction::S2b), |first| quote!(#first::DIRECTION));
    let decode = |method: &Ident| {
        let end = match &dispatch.other {
            Some(other) => quote!(#rt::Other::decode(__input).map(Self::#other)),
            None => quote! {
                #rt::Err(if <Self as #rt::LonelyMessage<#input>>::is_known(__code) {
                    #rt::unexpected_type()
                } else {
                    #rt::unknown_type()
                })
            },
        };
        quote! {
            let (_, __code) = #rt::split_prefix(__input)?;
            #(if #codes::TYPE_CODES.contains(&__code) {
                return #codes::#method(__input).map(Self::#variants);
            })*
            #end
        }
    };
    let writing = Writing::delegated(&variants, dispatch.other.as_ref(), rt);
    let answers = Answers {
        direction: first,
        type_codes: quote!(const { #rt::Codes::of(&[#(#codes::TYPE_CODES,)*]) }.as_slice()),
        header_names: quote!(&[]),
        decode: decode(&ident("decode")),
        decode_trusted: decode(&ident("decode_trusted")),
        encode: writing.encode,
        encode_into: writing.encode_into,
        encoded_len: writing.encoded_len,
        is_known: quote!(false #(|| #codes::is_known(__code))*),
    };
    emit_impl(&dispatch.generics, &answers, options)
}

/// For the enum of all messages of a direction, whose code stands in its module.
pub(crate) fn emit_for_any(
    generics: &Generics,
    direction: Direction,
    codes: &[u16],
    variants: &[Ident],
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let codes = codes.iter().copied().map(Literal::u16_unsuffixed);
    let writing = Writing::delegated(variants, None, rt);
    let answers = Answers {
        direction: emit_direction(direction, rt),
        type_codes: quote!(&[#(#codes,)*]),
        header_names: quote!(&[]),
        decode: quote!(Self::decode_as::<true>(__input)),
        decode_trusted: quote!(Self::decode_as::<false>(__input)),
        encode: writing.encode,
        encode_into: writing.encode_into,
        encoded_len: writing.encoded_len,
        is_known: quote!(<Self as #rt::LonelyMessage<'_>>::TYPE_CODES.contains(&__code)),
    };
    emit_impl(generics, &answers, options)
}

fn emit_direction(direction: Direction, rt: &TokenStream) -> TokenStream {
    match direction {
        Direction::S2b => quote!(#rt::Direction::S2b),
        Direction::B2s => quote!(#rt::Direction::B2s),
    }
}

/// How a type is written.
struct Writing {
    encode: TokenStream,
    encode_into: TokenStream,
    encoded_len: TokenStream,
}

impl Writing {
    /// As the variant that an enum has says.
    fn delegated(variants: &[Ident], other: Option<&Ident>, rt: &TokenStream) -> Self {
        let arms = |method: TokenStream, arguments: TokenStream, of_other: TokenStream| {
            let other = other.iter().map(|other| quote!(Self::#other(__message) => __message.#of_other,));
            quote! {
                match self {
                    #(Self::#variants(__message) => #rt::LonelyMessage::#method(__message, #arguments),)*
                    #(#other)*
                }
            }
        };
        Self {
            encode: arms(quote!(encode), quote!(__mode), quote!(encode())),
            encode_into: arms(quote!(encode_into), quote!(__mode, __buffer), quote!(encode_into(__buffer))),
            encoded_len: arms(quote!(encoded_len), quote!(__mode), quote!(encoded_len())),
        }
    }
}

fn emit_impl(generics: &Generics, answers: &Answers, options: &Options) -> TokenStream {
    let rt = options.path();
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let Answers { direction, type_codes, header_names, decode, decode_trusted, .. } = answers;
    let Answers { encode, encode_into, encoded_len, is_known, .. } = answers;
    let family = emit_family(generics, rt);
    quote! {
        #[automatically_derived]
        impl<#params> #rt::LonelyMessage<#input> for #ty #where_clause {
            const DIRECTION: #rt::Direction = #direction;
            const TYPE_CODES: &'static [u16] = #type_codes;
            const HEADER_NAMES: &'static [&'static str] = #header_names;

            #[inline]
            fn decode(__input: &#input [u8]) -> #rt::Result<Self, #rt::DecodeError> {
                #decode
            }

            #[inline]
            fn decode_trusted(__input: &#input [u8]) -> #rt::Result<Self, #rt::DecodeError> {
                #decode_trusted
            }

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

            #[inline]
            fn is_known(__code: u16) -> bool {
                #is_known
            }
        }
        #family
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
