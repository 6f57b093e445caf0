//! The fast path through a message that is as writers write it: every header is read and checked at once, in wire order,
//! and what is otherwise gives up.

use lonelypsp_schema::{Digest, Length, Program, Slot, Step, Subject};
use proc_macro2::TokenStream;
use quote::quote;

use crate::flags::{emit_flags, emit_unknown_flag};
use crate::forms::values;
use crate::leaf::{Leaf, build_function};
use crate::names::{body_local, ident, index, local, wire_name_and_room};
use crate::options::Options;
use crate::place::{arguments_at, method_of};
use crate::program::{Path, Statement, emit_program};
use crate::target::{Target, Variant, Wire};

pub(crate) fn emit_fast(
    wire: Wire<'_>,
    program: &Program,
    target: &Target,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let emitter = Emitter { wire, program, target, rt };
    let program = emit_program(wire, target, &emitter);
    let flags = emit_flags(wire, &program);
    let flags = flags.map(|flags| {
        quote! {
            let (__flags, _) = #rt::split_prefix(__input).ok()?;
            #flags
        }
    });
    let hash = if wire.layout.plan.has_digest() { quote!(__hash) } else { quote!(_) };
    // Without headers or a body there is nothing to read, and nothing to be changed by reading.
    let mutable = (!wire.layout.slots.is_empty()).then(|| quote!(mut));
    let input = &target.generics.input;
    quote! {
        #[inline(always)]
        fn fast<__R, const __EXPANDED: bool, const __VERIFY: bool>(
            __input: &#input [u8],
            #hash: &mut #rt::BodyHash,
            __done: impl ::core::ops::FnOnce(Self) -> __R,
        ) -> #rt::Option<__R> {
            let #mutable __fast = #rt::Fast::<__EXPANDED>::start(__input)?;
            #flags
            #program
        }
    }
}

struct Emitter<'a> {
    wire: Wire<'a>,
    program: &'a Program,
    target: &'a Target,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    fn local(&self, header: usize) -> proc_macro2::Ident {
        local(&self.wire.layout.slots[header])
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

impl Path for Emitter<'_> {
    fn program(&self) -> &Program {
        self.program
    }

    fn step(&self, step: &Step) -> Statement {
        let rt = self.rt;
        let body = body_local();
        match *step {
            Step::OnlyFlags(known) => Statement::Do(self.give_up_if(&emit_unknown_flag(known))),
            Step::Count(count) => {
                let count = index(count);
                Statement::Do(quote!(__fast.has(#count)?;))
            }
            Step::Read { slot: header, .. } => {
                let read = emit_read(&self.wire.layout.slots[header], rt);
                Statement::Bind(self.local(header), quote!(__fast.#read?))
            }
            Step::Body(_) => Statement::Bind(body, quote!(__fast.rest())),
            Step::BodyLength(header) => {
                let local = self.local(header);
                Statement::Do(self.give_up_if(&quote!(#local != #body.len() as u64)))
            }
            Step::Same(header, other) => {
                let (local, other) = (self.local(header), self.local(other));
                Statement::Do(self.give_up_if(&quote!(#local != #other)))
            }
            Step::BodyDigest(header, Digest::Sha512) => {
                let local = self.local(header);
                Statement::Do(self.give_up_if(&quote!(__VERIFY && #rt::hash_of(#body, __hash) != *#local)))
            }
            // A block is cut before it is checked, and has nothing but headers.
            Step::Check { .. } | Step::Group { .. } | Step::Ascending { .. } | Step::Literal { .. } => {
                Statement::Do(TokenStream::new())
            }
        }
    }

    fn end(&self, leaf: Leaf) -> TokenStream {
        let rt = self.rt;
        let input = &self.target.generics.input;
        match leaf {
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
        }
    }

    /// The exact path knows what to say.
    fn refusal(&self, _: Option<Subject>) -> TokenStream {
        let rt = self.rt;
        quote!(#rt::None)
    }

    fn checks_what_is_refused(&self) -> bool {
        false
    }
}

/// The method that reads and checks a header, which is no group.
fn emit_read(header: &Slot, rt: &TokenStream) -> TokenStream {
    let Some(values) = values(header.kind, rt) else { return TokenStream::new() };
    let (name, kind) = (wire_name_and_room(header), header.kind);
    let most = index(kind.length.most().unwrap_or_default().into());
    let method = |suffix: &str| ident(&format!("{}{suffix}", values.read));
    match kind.length {
        // They are given their limit whatever it is.
        _ if kind.form.is_integer() => {
            let method = method("");
            quote!(#method(#name, #most))
        }
        Length::AtMost(_) if kind.form.is_octets() => {
            let method = method("_at_most");
            quote!(#method(#name, #most))
        }
        Length::Exactly(_) if kind.form.is_octets() => {
            let method = method("_exactly");
            quote!(#method::<_, #most>(#name))
        }
        Length::Any | Length::AtMost(_) | Length::Exactly(_) => {
            let method = method("");
            quote!(#method(#name))
        }
    }
}
