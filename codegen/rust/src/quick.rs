//! The straight line through a well-formed message: every header is read and checked at once, in wire order, and what
//! is not as usual gives up. It follows the same plan as the exact way; only which problem is the first does not matter
//! here.

use lonelypsp_schema::{CheckStep, End, Header, HeaderLayout, Kind, Limit, Message, Tree};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::{index, local, wire_name_and_room};
use crate::options::Options;
use crate::shape::emit_value;

pub(crate) fn emit_quick(message: &Message, layout: &HeaderLayout, options: &Options) -> TokenStream {
    let rt = options.path();
    let emitter = Emitter { message, layout, rt };
    // With conditional headers the count is known once the condition is.
    let count = layout.tail.is_none().then(|| emit_count(layout.headers.len()));
    let tree = emitter.emit_tree(&layout.plan.check);
    let returns =
        if has_digest(&layout.plan.check) { quote!(#rt::Unverified<'a, Self>) } else { quote!(Self) };
    quote! {
        /// Decodes a well-formed message, but for its digest.
        #[inline(always)]
        fn quick<const EXPANDED: bool>(__input: &'a [u8]) -> Option<#returns> {
            let mut __quick = #rt::Quick::<EXPANDED>::start(__input)?;
            #count
            #tree
        }
    }
}

/// Whether any way through a message compares a digest.
pub(crate) fn has_digest(tree: &Tree) -> bool {
    tree.steps.iter().any(|step| matches!(step, CheckStep::BodyDigest(..)))
        || matches!(&tree.end, End::Branch { yes, no, .. } if has_digest(yes) || has_digest(no))
}

fn emit_count(count: usize) -> TokenStream {
    let count = index(count);
    quote!(__quick.has(#count)?;)
}

struct Emitter<'a> {
    message: &'a Message,
    layout: &'a HeaderLayout,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    fn emit_tree(&self, tree: &Tree) -> TokenStream {
        let steps = tree.steps.iter().map(|step| self.emit_step(*step));
        let end = match &tree.end {
            End::Shape(shape) => {
                let value = emit_value(self.message, self.layout, &self.layout.shapes[*shape]);
                let rt = self.rt;
                // Made here, in its final place: a message is too large to be moved for nothing.
                let value = if has_digest(&self.layout.plan.check) {
                    quote!(#rt::Unverified::new(#value, __input))
                } else {
                    value
                };
                quote!(Some(#value))
            }
            End::Branch { header, equals, yes, no } => self.emit_branch(*header, *equals, yes, no),
        };
        quote!(#(#steps)* #end)
    }

    fn emit_branch(&self, header: usize, equals: u64, yes: &Tree, no: &Tree) -> TokenStream {
        let local = local(&self.layout.headers[header]);
        let decides_tail = self
            .layout
            .tail
            .as_ref()
            .is_some_and(|tail| tail.when.header == header && tail.when.equals == equals);
        let (whole, head) = (emit_count(self.layout.headers.len()), emit_count(self.layout.head_len()));
        let (whole, head) = (decides_tail.then_some(whole), decides_tail.then_some(head));
        let equals = Literal::u64_unsuffixed(equals);
        let (yes, no) = (self.emit_tree(yes), self.emit_tree(no));
        quote!(if #local == #equals { #whole #yes } else { #head #no })
    }

    fn emit_step(&self, step: CheckStep) -> TokenStream {
        let name = |header: usize| local(&self.layout.headers[header]);
        let unless = |condition: TokenStream| {
            quote! {
                if #condition {
                    return None;
                }
            }
        };
        match step {
            CheckStep::Header(header) => {
                let (local, read) = (name(header), emit_read(&self.layout.headers[header]));
                quote!(let #local = __quick.#read?;)
            }
            CheckStep::TakeBody => quote!(let __body = __quick.rest();),
            CheckStep::BodyLength(header) => {
                let local = name(header);
                unless(quote!(#local != __body.len() as u64))
            }
            CheckStep::Same(header, other) => {
                let (local, other) = (name(header), name(other));
                unless(quote!(#local != #other))
            }
            // Compared once all else is right.
            CheckStep::BodyDigest(..) => TokenStream::new(),
        }
    }
}

/// The method that reads and checks a header.
fn emit_read(header: &Header) -> TokenStream {
    let name = wire_name_and_room(header);
    let at_most = |max: u16| index(max.into());
    match header.kind {
        Kind::Bytes(Limit::None) => quote!(bytes(#name)),
        Kind::Bytes(Limit::Max(max)) => {
            let max = at_most(max);
            quote!(bytes_at_most(#name, #max))
        }
        Kind::Bytes(Limit::Exact(_)) => quote!(bytes_exactly(#name)),
        Kind::Text { max: None } => quote!(text(#name)),
        Kind::Text { max: Some(max) } => {
            let max = at_most(max);
            quote!(text_at_most(#name, #max))
        }
        Kind::OptionalText { max: None } => quote!(optional_text(#name)),
        Kind::OptionalText { max: Some(max) } => {
            let max = at_most(max);
            quote!(optional_text_at_most(#name, #max))
        }
        Kind::Bool => quote!(boolean(#name)),
        Kind::Uint { max_bytes, .. } => {
            let max = at_most(max_bytes.into());
            quote!(uint(#name, #max))
        }
        Kind::Int { max_bytes } => {
            let max = at_most(max_bytes.into());
            quote!(int(#name, #max))
        }
    }
}
