//! Decoding: what a type says of its bytes, and the two paths through them.

use lonelypsp_schema::{Reading, Shape};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::exact::emit_exact;
use crate::fast::emit_fast;
use crate::mentioned::Mentioned;
use crate::names::{flag_local, ident, unknown_flags_local};
use crate::options::Options;
use crate::places::emit_places;
use crate::target::{Generics, Holds, Target, Variant, Wire};
use crate::values::{tuple, values_of};

/// `impl Parse`.
pub(crate) fn emit_parse(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let code = Literal::u16_unsuffixed(wire.message.code);
    let known = options.known_codes().cloned().unwrap_or_else(|| emit_codes(wire.known_codes()));
    let minimal_flag = Literal::u16_unsuffixed(wire.protocol.minimal_flag());
    let places = emit_places(wire, rt);
    let fast = match &wire.layout.plan.read {
        Reading::Block(block) => emit_fast(wire, &block.fast, target, options),
        Reading::Sequence(_) => TokenStream::new(),
    };
    let exact = emit_exact(wire, target, options);
    let generics = &target.generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let Generics { input, params, .. } = generics;
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Parse<#input> for #ty #where_clause {
            const CODE: u16 = #code;
            const KNOWN_CODES: &'static [u16] = #known;
            const MINIMAL_FLAG: u16 = #minimal_flag;
            const PLACES: &'static [#rt::Place] = #places;

            #fast
            #exact
        }
    }
}

/// Type codes as a slice.
pub(crate) fn emit_codes(codes: impl IntoIterator<Item = u16>) -> TokenStream {
    let codes = codes.into_iter().map(Literal::u16_unsuffixed);
    quote!(&[#(#codes,)*])
}

/// The flags of the prefix that some code uses, if it uses any: what makes locals of `__flags`.
pub(crate) fn emit_flags(wire: Wire<'_>, code: &TokenStream) -> Option<TokenStream> {
    let protocol = wire.protocol;
    let mentioned = Mentioned::by(code);
    let flags = protocol.flags.iter().map(|flag| {
        let mask = Literal::u16_unsuffixed(flag.mask());
        (flag_local(&flag.name), quote!(__flags & #mask != 0))
    });
    let known = Literal::u16_unsuffixed(protocol.known_flags());
    let unknown = quote!(<u64 as ::core::convert::From<u16>>::from(__flags & !#known));
    let all = flags.chain([(unknown_flags_local(), unknown)]);
    let used: Vec<_> = all.filter(|(local, _)| mentioned.has(local)).collect();
    let lets = used.iter().map(|(local, value)| quote!(let #local = #value;));
    (!used.is_empty() || mentioned.has(&ident("__flags"))).then(|| lets.collect())
}

/// Whether the prefix has any other flags than these.
pub(crate) fn emit_unknown_flag(known: u16) -> TokenStream {
    let known = Literal::u16_unsuffixed(known);
    quote!(__flags & !#known != 0)
}

/// What becomes of a message that has reached a shape.
pub(crate) enum Leaf {
    /// The shape's values are built into the type, or into that of a variant of it and then put into that.
    Build { shape: usize, values: TokenStream, variant: Option<Variant> },
    /// It is kept as it is, in this variant, which has this type.
    Keep(proc_macro2::Ident, TokenStream),
    /// The type does not hold it.
    Refuse,
}

impl Leaf {
    pub(crate) fn of(wire: Wire<'_>, target: &Target, at: usize) -> Self {
        let build = |variant| {
            let values = tuple_of(wire, &wire.layout.shapes[at]);
            Self::Build { shape: at, values, variant }
        };
        match &target.holds {
            Holds::Struct(held) if held.shape == at => build(None),
            Holds::Struct(_) => Self::Refuse,
            Holds::Variants { variants, other } => {
                match variants.iter().find(|variant| variant.shape == at) {
                    Some(variant) => build(Some(variant.clone())),
                    None => match other {
                        Some((ident, ty)) => Self::Keep(ident.clone(), ty.clone()),
                        None => Self::Refuse,
                    },
                }
            }
        }
    }
}

/// The function that builds a shape's values.
pub(crate) fn build_function(
    wire: Wire<'_>,
    shape: usize,
    variant: Option<&Variant>,
    input: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    let shape = &wire.layout.shapes[shape];
    match variant {
        Some(variant) => wire.held_method(shape, &variant.ty, input, "build", rt),
        None => {
            let id = Literal::u64_unsuffixed(wire.shape_id(shape));
            quote!(<Self as #rt::Build<#input, #id>>::build)
        }
    }
}

fn tuple_of(wire: Wire<'_>, shape: &Shape) -> TokenStream {
    tuple(&values_of(wire.layout, shape), wire)
}
