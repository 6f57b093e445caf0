//! The straight line through a well-formed message: every header is read and checked at once, in wire order, and what
//! is not as usual gives up. It follows the same plan as the exact way; only which problem is the first does not matter
//! here.

use lonelypsp_schema::{CheckStep, End, Header, Kind, Limit, Tree};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::{body_local, index, local, wire_name_and_room};
use crate::options::Options;
use crate::parse::{Leaf, build_function};
use crate::place::{arguments_at, method_of};
use crate::target::{Target, Variant, Wire};
use crate::values::bind;

pub(crate) fn emit_quick(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let emitter = Emitter { wire, target, rt };
    // With conditional headers the count is known once the condition is.
    let count = wire.layout.tail.is_none().then(|| emit_count(wire.layout.headers.len()));
    let tree = emitter.emit_tree(&wire.layout.plan.check, &[]);
    let hash = if wire.layout.plan.check.has_digest() { quote!(__hash) } else { quote!(_) };
    // Without headers or a body there is nothing to read, and nothing to be changed by reading.
    let mutable = (!wire.layout.headers.is_empty()).then(|| quote!(mut));
    let input = &target.generics.input;
    quote! {
        #[inline(always)]
        fn quick<__T, const __EXPANDED: bool, const __VERIFY: bool>(
            __input: &#input [u8],
            #hash: &mut #rt::BodyHash,
            __done: impl ::core::ops::FnOnce(Self) -> __T,
        ) -> #rt::Option<__T> {
            let #mutable __quick = #rt::Quick::<__EXPANDED>::start(__input)?;
            #count
            #tree
        }
    }
}

fn emit_count(count: usize) -> TokenStream {
    let count = index(count);
    quote!(__quick.has(#count)?;)
}

struct Emitter<'a> {
    wire: Wire<'a>,
    target: &'a Target,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    /// The steps, then what follows them. Digests wait until all else is right, so that a body is hashed for nothing
    /// only if its digest is all that is wrong.
    fn emit_tree(&self, tree: &Tree, digests: &[usize]) -> TokenStream {
        if !self.is_held(tree) {
            let rt = self.rt;
            return quote!(#rt::None);
        }
        let own = tree.steps.iter().filter_map(|step| match step {
            CheckStep::BodyDigest(header, _) => Some(*header),
            _ => None,
        });
        let digests: Vec<usize> = digests.iter().copied().chain(own).collect();
        let end = match &tree.end {
            End::Shape(shape) => self.emit_leaf(*shape, &digests),
            End::Branch { header, equals, yes, no } => self.emit_branch(*header, *equals, yes, no, &digests),
        };
        tree.steps.iter().rev().fold(end, |then, step| self.emit_step(*step, &then))
    }

    /// Whether the type holds any shape that this leads to; for others the exact way knows what to say.
    fn is_held(&self, tree: &Tree) -> bool {
        match &tree.end {
            End::Shape(shape) => !matches!(Leaf::of(self.wire, self.target, *shape), Leaf::Refuse),
            End::Branch { yes, no, .. } => self.is_held(yes) || self.is_held(no),
        }
    }

    fn emit_leaf(&self, shape: usize, digests: &[usize]) -> TokenStream {
        let rt = self.rt;
        let body = body_local();
        let digests = digests.iter().map(|header| {
            let local = self.local(*header);
            quote! {
                if __VERIFY && #rt::hash_of(#body, __hash) != *#local {
                    return #rt::None;
                }
            }
        });
        let end = match Leaf::of(self.wire, self.target, shape) {
            Leaf::Refuse => quote!(#rt::None),
            Leaf::Keep(variant, ty) => {
                let input = &self.target.generics.input;
                let keep = method_of(&ty, &quote!(#rt::Keep<#input>), "keep");
                let arguments = arguments_at(&ty, quote!(__input));
                quote!(#keep #arguments.ok().map(Self::#variant).map(__done))
            }
            Leaf::Build { shape, values, variant } => {
                let input = &self.target.generics.input;
                let build = build_function(self.wire, shape, variant.as_ref(), input, rt);
                let done = match variant {
                    None => quote!(|__shape| #rt::Some(__done(__shape))),
                    Some(Variant { ident, .. }) => quote!(|__shape| #rt::Some(__done(Self::#ident(__shape)))),
                };
                quote!(#build(#values, #done, |_| #rt::None))
            }
        };
        quote!(#(#digests)* #end)
    }

    fn emit_branch(
        &self,
        header: usize,
        equals: u64,
        yes: &Tree,
        no: &Tree,
        digests: &[usize],
    ) -> TokenStream {
        let layout = self.wire.layout;
        let local = self.local(header);
        let decides_tail =
            layout.tail.as_ref().is_some_and(|tail| tail.when.header == header && tail.when.equals == equals);
        let (whole, head) = (emit_count(layout.headers.len()), emit_count(layout.head_len()));
        let (whole, head) = (decides_tail.then_some(whole), decides_tail.then_some(head));
        let equals = Literal::u64_unsuffixed(equals);
        let (yes, no) = (self.emit_tree(yes, digests), self.emit_tree(no, digests));
        quote!(if #local == #equals { #whole #yes } else { #head #no })
    }

    fn local(&self, header: usize) -> proc_macro2::Ident {
        local(&self.wire.layout.headers[header])
    }

    /// A step, and what follows it.
    fn emit_step(&self, step: CheckStep, then: &TokenStream) -> TokenStream {
        let rt = self.rt;
        let body = body_local();
        let unless = |condition: TokenStream| {
            quote! {
                if #condition {
                    return #rt::None;
                }
                #then
            }
        };
        match step {
            CheckStep::Header(header) => {
                let (local, read) = (self.local(header), emit_read(&self.wire.layout.headers[header]));
                bind(&local, &quote!(__quick.#read?), then)
            }
            CheckStep::TakeBody => bind(&body, &quote!(__quick.rest()), then),
            CheckStep::BodyLength(header) => {
                let local = self.local(header);
                unless(quote!(#local != #body.len() as u64))
            }
            CheckStep::Same(header, other) => {
                let (local, other) = (self.local(header), self.local(other));
                unless(quote!(#local != #other))
            }
            // Compared once all else is right.
            CheckStep::BodyDigest(..) => then.clone(),
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
        Kind::Bytes(Limit::Exact(length)) => {
            let length = at_most(length);
            quote!(bytes_exactly::<_, #length>(#name))
        }
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
