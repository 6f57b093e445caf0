//! The ends of a program: what becomes of a message that has reached a shape.

use lonelypsp_schema::Shape;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::target::{Holds, Target, Variant, Wire};
use crate::values::{tuple, values_of};

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
