//! Enums of messages, of any schemas and of one's own: the type code decides which of them it is.

use lonelypsp_schema::Prefix;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::lonely_message::{Answers, Arm, Writing, emit_impl};
use crate::options::Options;
use crate::place::{call_at, const_at, method_of};
use crate::target::Generics;

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
    let of = quote!(#rt::LonelyMessage<#input>);
    let (variants, types): (Vec<_>, Vec<_>) = dispatch.variants.iter().cloned().unzip();
    let item = |name: &str| -> Vec<_> { types.iter().map(|ty| method_of(ty, &of, name)).collect() };
    let (codes, is_known) = (item("TYPE_CODES"), item("is_known"));
    let first = first_direction(dispatch, rt);
    let decode = |method: &str| {
        let methods = item(method);
        let end = match &dispatch.other {
            Some((other, ty)) => {
                let keep = method_of(ty, &quote!(#rt::Keep<#input>), "keep");
                quote!(#keep(__input).map(Self::#other))
            }
            None => quote! {
                #rt::Err(if <Self as #rt::LonelyMessage<#input>>::is_known(__code) {
                    #rt::unexpected_type(__code)
                } else {
                    #rt::unknown_type(__code)
                })
            },
        };
        quote! {
            let (_, __code) = #rt::split_prefix(__input)?;
            #(if #codes.contains(&__code) {
                return #methods(__input).map(Self::#variants);
            })*
            #end
        }
    };
    let arms = dispatch.variants.iter().map(|(ident, ty)| Arm::of_message(ident, ty, &dispatch.generics, rt));
    let writing = Writing::delegated(arms, dispatch.other.as_ref(), &dispatch.generics, rt);
    let type_codes = emit_codes(dispatch, options);
    // The compiler also says whose constant is wrong.
    let type_codes = const_at(&dispatch.generics.ident, quote!(#type_codes.codes));
    let answers = Answers {
        direction: first,
        type_codes: quote!(#type_codes.as_slice()),
        prefix: Prefix::FlagsAndCode,
        header_names: quote!(&[]),
        decode: decode("decode"),
        decode_trusted: decode("decode_trusted"),
        decode_unverified: None,
        encode: writing.encode,
        encode_into: writing.encode_into,
        encoded_len: writing.encoded_len,
        is_known: quote!(false #(|| #is_known(__code))*),
    };
    emit_impl(&dispatch.generics, &answers, options)
}

/// The type codes of an enum of messages; as a constant they do not compile if two variants have one code, or are not
/// sent in one direction.
fn emit_codes(dispatch: &Dispatch, options: &Options) -> TokenStream {
    let rt = options.path();
    let input = &dispatch.generics.input;
    let of = quote!(#rt::LonelyMessage<#input>);
    let first = first_direction(dispatch, rt);
    dispatch.variants.iter().fold(quote!(#rt::Variants::NONE), |before, (variant, ty)| {
        let [codes, has_prefix, direction] =
            ["TYPE_CODES", "HAS_PREFIX", "DIRECTION"].map(|name| method_of(ty, &of, name));
        let name = variant.to_string();
        let arguments = quote!(#before, #name, (#codes, #has_prefix), (#first, #direction));
        call_at(ty, quote!(#rt::Variants::and), arguments)
    })
}

fn first_direction(dispatch: &Dispatch, rt: &TokenStream) -> TokenStream {
    let input = &dispatch.generics.input;
    match dispatch.variants.first() {
        Some((_, ty)) => method_of(ty, &quote!(#rt::LonelyMessage<#input>), "DIRECTION"),
        None => quote!(#rt::Direction::S2b),
    }
}
