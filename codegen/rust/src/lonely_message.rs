//! The trait by which messages are used whatever their type: `impl LonelyMessage`, and the name of a type apart from its
//! lifetime.

use lonelypsp_schema::Direction;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use crate::names::{ident, made_where_used};
use crate::options::Options;
use crate::target::{Family, Generics, Holds, Target, Variant, Wire, place_of};

/// What a type answers to each question of the trait.
struct Answers {
    direction: TokenStream,
    type_codes: TokenStream,
    header_names: TokenStream,
    decode: TokenStream,
    decode_trusted: TokenStream,
    /// Where it can be done without moving a whole message.
    decode_unverified: Option<TokenStream>,
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
            let input = &target.generics.input;
            let arms = variants.iter().map(|Variant { ident, ty, shape }| {
                let id = Literal::u64_unsuffixed(wire.shape_id(&wire.layout.shapes[*shape]));
                Arm::new(ident, ty, &quote!(#rt::Build<#input, #id>), &SHAPE_METHODS)
            });
            Writing::delegated(arms, other.as_ref(), &target.generics, rt)
        }
    };
    let answers = Answers {
        direction: emit_direction(wire.direction(), rt),
        type_codes: quote!(&[#code]),
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

/// An enum whose variants each hold the messages of some type codes.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// The enum.
    pub generics: Generics,
    /// Its variants, each with the type that it holds.
    pub variants: Vec<(Ident, TokenStream)>,
    /// The variant for messages that no other one holds, and its type.
    pub other: Option<(Ident, TokenStream)>,
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
            Some((other, ty)) => quote!(<#ty as #rt::Keep<#input>>::keep(__input).map(Self::#other)),
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
    let arms = dispatch.variants.iter().map(|(ident, ty)| Arm::of_message(ident, ty, &dispatch.generics, rt));
    let writing = Writing::delegated(arms, dispatch.other.as_ref(), &dispatch.generics, rt);
    let adds = dispatch.variants.iter().zip(&codes).map(|((variant, ty), of)| {
        let doubled = format!("`{variant}` has a type code that a variant before it has already");
        let misdirected = format!("`{variant}` is sent in another direction than the variants before it");
        quote_spanned! {place_of(ty)=>
            .and(#of::TYPE_CODES, (#first, #of::DIRECTION), #doubled, #misdirected)
        }
    });
    let type_codes = quote!(const { #rt::Codes::NONE #(#adds)* }.as_slice());
    let answers = Answers {
        direction: first.clone(),
        type_codes,
        header_names: quote!(&[]),
        decode: decode(&ident("decode")),
        decode_trusted: decode(&ident("decode_trusted")),
        decode_unverified: None,
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
    variants: &[(Ident, TokenStream)],
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let codes = codes.iter().copied().map(Literal::u16_unsuffixed);
    let arms = variants.iter().map(|(ident, ty)| Arm::of_message(ident, ty, generics, rt));
    let writing = Writing::delegated(arms, None, generics, rt);
    let answers = Answers {
        direction: emit_direction(direction, rt),
        type_codes: quote!(&[#(#codes,)*]),
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

/// The methods of `LonelyMessage` that write, and what `Build` and `Keep` call them.
const METHODS: [&str; 3] = ["encode", "encode_into", "encoded_len"];
const SHAPE_METHODS: [&str; 3] = ["encode_shape", "encode_shape_into", "encoded_shape_len"];
const KEPT_METHODS: [&str; 3] = ["encode_kept", "encode_kept_into", "encoded_kept_len"];

/// A variant of an enum, and what writes that which it holds.
struct Arm {
    variant: Ident,
    methods: [TokenStream; 3],
}

impl Arm {
    /// By the methods of a trait.
    fn new(variant: &Ident, ty: &TokenStream, of: &TokenStream, methods: &[&str; 3]) -> Self {
        let methods = methods.map(|method| {
            let method = ident(method);
            quote!(<#ty as #of>::#method)
        });
        Self { variant: variant.clone(), methods }
    }

    fn of_message(variant: &Ident, ty: &TokenStream, generics: &Generics, rt: &TokenStream) -> Self {
        let input = &generics.input;
        Self::new(variant, ty, &quote!(#rt::LonelyMessage<#input>), &METHODS)
    }
}

impl Writing {
    /// As the variant that an enum has says.
    fn delegated(
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

fn emit_impl(generics: &Generics, answers: &Answers, options: &Options) -> TokenStream {
    let rt = options.path();
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let Answers { direction, type_codes, header_names, decode, decode_trusted, .. } = answers;
    let Answers { encode, encode_into, encoded_len, is_known, .. } = answers;
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
    let (family, inline) = (emit_family(generics, rt), made_where_used());
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

            #decode_unverified

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

/// For a type that has mistakes, so that what uses it is not reported too.
pub fn emit_fallback(generics: &Generics, options: &Options) -> TokenStream {
    let rt = options.path();
    let never = || quote!(::core::unimplemented!());
    let answers = Answers {
        direction: quote!(#rt::Direction::S2b),
        type_codes: quote!(&[]),
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
