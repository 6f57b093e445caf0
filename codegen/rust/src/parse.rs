//! Decoding: what a type says of its bytes, and the two ways through them.

use lonelypsp_schema::{CheckStep, End, Shape, Tree};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::exact::emit_exact;
use crate::options::Options;
use crate::quick::emit_quick;
use crate::target::{Generics, Holds, Target, Wire};
use crate::values::{tuple, values_of};

/// `impl Parse`.
pub(crate) fn emit_parse(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let code = Literal::u16_unsuffixed(wire.message.code);
    let known = wire.known_codes().into_iter().map(Literal::u16_unsuffixed);
    let minimal_flag = Literal::u16_unsuffixed(wire.protocol.minimal_flag());
    let headers = wire.layout.headers.iter().map(|header| {
        let (name, expects) = (&header.wire, header.kind.expectation());
        quote!(#rt::Header { name: #name, expects: #expects })
    });
    let (quick, exact) = (emit_quick(wire, target, options), emit_exact(wire, target, options));
    let generics = &target.generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let Generics { input, params, .. } = generics;
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Parse<#input> for #ty #where_clause {
            const CODE: u16 = #code;
            const KNOWN_CODES: &'static [u16] = &[#(#known,)*];
            const MINIMAL_FLAG: u16 = #minimal_flag;
            const HEADERS: &'static [#rt::Header] = &[#(#headers,)*];

            #quick
            #exact
        }
    }
}

/// What becomes of a message that has reached a shape.
pub(crate) enum Leaf {
    /// The shape's values are built into this type, and that is put into this variant of the enum, if it is one.
    Build { ty: TokenStream, id: Literal, values: TokenStream, variant: Option<proc_macro2::Ident> },
    /// It is kept as it is, in this variant, which has this type.
    Keep(proc_macro2::Ident, TokenStream),
    /// The type does not hold it.
    Refuse,
}

impl Leaf {
    pub(crate) fn of(wire: Wire<'_>, target: &Target, at: usize) -> Self {
        let shape = &wire.layout.shapes[at];
        let build = |ty, variant| Self::Build {
            ty,
            id: Literal::u64_unsuffixed(wire.shape_id(shape)),
            values: tuple_of(wire, shape),
            variant,
        };
        match &target.holds {
            Holds::Struct(held) if held.shape == at => build(quote!(Self), None),
            Holds::Struct(_) => Self::Refuse,
            Holds::Variants { variants, other } => {
                match variants.iter().find(|variant| variant.shape == at) {
                    Some(variant) => build(variant.ty.clone(), Some(variant.ident.clone())),
                    None => match other {
                        Some((ident, ty)) => Self::Keep(ident.clone(), ty.clone()),
                        None => Self::Refuse,
                    },
                }
            }
        }
    }
}

fn tuple_of(wire: Wire<'_>, shape: &Shape) -> TokenStream {
    tuple(&values_of(wire.layout, shape), wire.layout)
}

/// Whether any way through a message compares a digest.
pub(crate) fn has_digest(tree: &Tree) -> bool {
    tree.steps.iter().any(|step| matches!(step, CheckStep::BodyDigest(..)))
        || matches!(&tree.end, End::Branch { yes, no, .. } if has_digest(yes) || has_digest(no))
}
