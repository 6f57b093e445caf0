//! The digest of a message that is right in everything else: compared last, so that a body is hashed once at most.

use lonelypsp_schema::{CheckStep, End, HeaderLayout, Message, Tree};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::{index, shape_type, snake, variant};
use crate::options::Options;
use crate::quick::has_digest;

/// The function that compares what a message declares with its body; nothing for a message without a digest.
pub(crate) fn emit_verify(message: &Message, layout: &HeaderLayout, options: &Options) -> TokenStream {
    if !has_digest(&layout.plan.check) {
        return TokenStream::new();
    }
    let rt = options.path();
    let arms = layout.shapes.iter().enumerate().map(|(at, shape)| {
        let ty = shape_type(message, shape);
        let checks = digests_of(&layout.plan.check, at).unwrap_or_default();
        let checks = checks.iter().filter_map(|header| {
            let (field, body) = (snake(shape.header(*header)?.field()?), snake(&shape.body.as_ref()?.name));
            let header = index(*header);
            Some(quote!(#rt::body_digest(__m.#field, __m.#body, &Self::HEADERS[#header], &__reader)?;))
        });
        let checks = quote!(#(#checks)* Ok(()));
        match &shape.variant {
            Some(name) => {
                let name = variant(name);
                quote!(Self::#name(__m) => { #checks })
            }
            None => quote!(__m @ #ty { .. } => { #checks }),
        }
    });
    quote! {
        fn verify(
            &self,
            __input: &'a [u8],
        ) -> Result<(), #rt::DecodeError> {
            let __reader = #rt::Reader::after_prefix(__input);
            match self {
                #(#arms)*
            }
        }
    }
}

/// The headers that are compared with a digest of the body on the way to a shape.
fn digests_of(tree: &Tree, wanted: usize) -> Option<Vec<usize>> {
    let own = tree.steps.iter().filter_map(|step| match step {
        CheckStep::BodyDigest(header, _) => Some(*header),
        _ => None,
    });
    let below = match &tree.end {
        End::Shape(shape) => (*shape == wanted).then(Vec::new),
        End::Branch { yes, no, .. } => digests_of(yes, wanted).or_else(|| digests_of(no, wanted)),
    }?;
    Some(own.chain(below).collect())
}
