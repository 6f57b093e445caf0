//! The straight line through a well-formed message: every header is read and checked at once, in wire order, and what
//! is not as usual gives up. It follows the same plan as the exact way; only which problem is the first does not matter
//! here.

use lonelypsp_schema::{CheckStep, Header, Kind, Limit};
use proc_macro2::TokenStream;
use quote::quote;

use crate::branch::Code;
use crate::names::{body_local, index, local, wire_name_and_room};
use crate::options::Options;
use crate::parse::{Leaf, build_function};
use crate::place::{arguments_at, method_of};
use crate::target::{Target, Variant, Wire};
use crate::tree::{Step, Way, emit_tree};

pub(crate) fn emit_quick(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let emitter = Emitter { wire, target, rt };
    // With conditional headers the count is known once the condition is.
    let count = wire.layout.tail.is_none().then(|| emit_count(wire.layout.headers.len()));
    let tree = emit_tree(wire, target, &emitter);
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
    fn local(&self, header: usize) -> proc_macro2::Ident {
        local(&self.wire.layout.headers[header])
    }

    fn give_up_if(&self, condition: &TokenStream) -> TokenStream {
        let rt = self.rt;
        quote! {
            if #condition {
                return #rt::None;
            }
        }
    }
}

impl Way for Emitter<'_> {
    fn step(&self, step: CheckStep) -> Step {
        let body = body_local();
        match step {
            CheckStep::Header(header) => {
                let read = emit_read(&self.wire.layout.headers[header]);
                Step::Bind(self.local(header), quote!(__quick.#read?))
            }
            CheckStep::TakeBody => Step::Bind(body, quote!(__quick.rest())),
            CheckStep::BodyLength(header) => {
                let local = self.local(header);
                Step::Do(self.give_up_if(&quote!(#local != #body.len() as u64)))
            }
            CheckStep::Same(header, other) => {
                let (local, other) = (self.local(header), self.local(other));
                Step::Do(self.give_up_if(&quote!(#local != #other)))
            }
            // Compared once all else is right, so that a body is hashed for nothing only if its digest is all that is
            // wrong.
            CheckStep::BodyDigest(..) => Step::Later,
        }
    }

    fn end(&self, leaf: Leaf, digests: &[usize]) -> Code {
        let rt = self.rt;
        let input = &self.target.generics.input;
        let mut code = Code::of(match leaf {
            Leaf::Refuse => self.refusal(None),
            Leaf::Keep(variant, ty) => {
                let keep = method_of(&ty, &quote!(#rt::Keep<#input>), "keep");
                let arguments = arguments_at(&ty, quote!(__input));
                quote!(#keep #arguments.ok().map(Self::#variant).map(__done))
            }
            Leaf::Build { shape, values, variant } => {
                let build = build_function(self.wire, shape, variant.as_ref(), input, rt);
                let done = match variant {
                    None => quote!(|__shape| #rt::Some(__done(__shape))),
                    Some(Variant { ident, .. }) => quote!(|__shape| #rt::Some(__done(Self::#ident(__shape)))),
                };
                quote!(#build(#values, #done, |_| #rt::None))
            }
        });
        let body = body_local();
        let digests = digests.iter().map(|header| {
            let local = self.local(*header);
            self.give_up_if(&quote!(__VERIFY && #rt::hash_of(#body, __hash) != *#local))
        });
        code.statements = digests.collect();
        code
    }

    /// The exact way knows what to say.
    fn refusal(&self, _: Option<usize>) -> TokenStream {
        let rt = self.rt;
        quote!(#rt::None)
    }

    fn says_why(&self) -> bool {
        false
    }

    fn tail(&self) -> Option<[TokenStream; 2]> {
        let layout = self.wire.layout;
        Some([layout.headers.len(), layout.head_len()].map(emit_count))
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
