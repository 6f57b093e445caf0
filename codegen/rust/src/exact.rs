//! The exact path through a message: the read steps of the plan, then its exact program, one line of Rust for each step.

use lonelypsp_schema::{Block, Digest, Kind, Limit, Program, ReadStep, Step, Subject};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::names::{body_local, flag_local, index, local};
use crate::options::Options;
use crate::parse::{Leaf, build_function, emit_flags, flag_place};
use crate::place::{arguments_at, method_of};
use crate::program::{Path, Statement, emit_program};
use crate::target::{Target, Variant, Wire};

/// The function that is called when the fast path has given up.
pub(crate) fn emit_exact(wire: Wire<'_>, block: &Block, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let emitter = Emitter { wire, program: &block.exact, target, rt };
    let program = emit_program(wire, target, &emitter);
    let read = emitter.emit_read(&block.minimal, &program);
    let (verify, hash) = if wire.layout.plan.has_digest() {
        (quote!(__verify), quote!(mut __hash))
    } else {
        (quote!(_), quote!(_))
    };
    let input = &target.generics.input;
    quote! {
        #[cold]
        #[inline(never)]
        fn exact(
            __input: &#input [u8],
            #verify: bool,
            #hash: #rt::BodyHash,
        ) -> #rt::Result<Self, #rt::DecodeError> {
            #read
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
    /// Cuts the values out of the header block, before this code.
    fn emit_read(&self, minimal: &[ReadStep], program: &TokenStream) -> TokenStream {
        let rt = self.rt;
        let all = index(self.wire.layout.slots.len());
        let minimal = self.emit_read_steps(minimal);
        let flags = emit_flags(self.wire, &quote!(#minimal #program));
        quote! {
            let (__flags, _) = #rt::split_prefix(__input)?;
            #flags
            let mut __reader = #rt::Reader::after_prefix(__input);
            let mut __values = [#rt::None; #all];
            if __flags & Self::MINIMAL_FLAG != 0 {
                #minimal
            } else {
                __reader.any_order(Self::HEADERS, &mut __values)?;
            }
        }
    }

    fn emit_read_steps(&self, steps: &[ReadStep]) -> TokenStream {
        let steps = steps.iter().map(|step| match step {
            ReadStep::Values { from, to } if (*from, *to) == (0, self.wire.layout.slots.len()) => {
                quote!(__reader.in_order(Self::HEADERS, &mut __values)?;)
            }
            ReadStep::Values { from, to } => {
                let (from, to) = (index(*from), index(*to));
                quote!(__reader.in_order(&Self::HEADERS[#from..#to], &mut __values[#from..#to])?;)
            }
            ReadStep::When { on, equals, then } => {
                let then = self.emit_read_steps(then);
                match on {
                    Subject::Slot(slot) => {
                        let (number, equals) = (self.emit_uint_of(*slot), Literal::u64_unsuffixed(*equals));
                        quote!(if #number == #equals { #then })
                    }
                    Subject::Flag(flag) => {
                        let flag = flag_local(&self.wire.protocol.flags[*flag].name);
                        let is_not = (*equals == 0).then(|| quote!(!));
                        quote!(if #is_not #flag { #then })
                    }
                }
            }
        });
        steps.collect()
    }

    /// The value of a header as a number, with its length checked.
    fn emit_uint_of(&self, header: usize) -> TokenStream {
        let rt = self.rt;
        let Kind::Uint { max_bytes, .. } = self.wire.layout.slots[header].kind else { return quote!(0) };
        let (max, about) = (index(max_bytes.into()), Self::about(header));
        quote!(#rt::uint(#max, #about)?)
    }

    fn local(&self, header: usize) -> Ident {
        local(&self.wire.layout.slots[header])
    }

    /// A header's unchecked value, and what checks need in order to say what is wrong with it.
    fn about(header: usize) -> TokenStream {
        let at = index(header);
        quote!(__values[#at], &Self::HEADERS[#at], &__reader)
    }

    /// The value of one header, with its presence, length and form checked.
    fn emit_header(&self, index_of: usize) -> TokenStream {
        let rt = self.rt;
        let header = &self.wire.layout.slots[index_of];
        let about = Self::about(index_of);
        let number = |n: usize| index(n);
        match header.kind {
            Kind::Bytes(Limit::None) => quote!(#rt::bytes(#about)?),
            Kind::Bytes(Limit::Max(max)) => {
                let max = number(max.into());
                quote!(#rt::bytes_at_most(#max, #about)?)
            }
            Kind::Bytes(Limit::Exact(length)) => {
                let length = number(length.into());
                quote!(#rt::bytes_exactly::<#length>(#about)?)
            }
            Kind::Text { max: None } => quote!(#rt::text(#about)?),
            Kind::Text { max: Some(max) } => {
                let max = number(max.into());
                quote!(#rt::text_at_most(#max, #about)?)
            }
            Kind::OptionalText { max: None } => quote!(#rt::optional_text(#about)?),
            Kind::OptionalText { max: Some(max) } => {
                let max = number(max.into());
                quote!(#rt::optional_text_at_most(#max, #about)?)
            }
            Kind::Bool => quote!(#rt::boolean(#about)?),
            Kind::Uint { max_bytes, .. } => {
                let max = number(max_bytes.into());
                match header.default {
                    Some(default) => {
                        let default = Literal::u64_unsuffixed(default);
                        quote!(#rt::uint_or(#default, #max, #about)?)
                    }
                    None => quote!(#rt::uint(#max, #about)?),
                }
            }
            Kind::Int { max_bytes } => {
                let max = number(max_bytes.into());
                quote!(#rt::int(#max, #about)?)
            }
            Kind::Group(_) => TokenStream::new(),
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
            Step::OnlyFlags(known) => {
                let known = Literal::u16_unsuffixed(known);
                Statement::Do(quote!(#rt::only_flags(__flags, #known)?;))
            }
            // The block has read it.
            Step::Count(_) => Statement::Do(TokenStream::new()),
            Step::Check { slot: header, .. } => Statement::Bind(self.local(header), self.emit_header(header)),
            Step::Body(_) => Statement::Bind(body, quote!(__reader.rest())),
            Step::BodyLength(header) => {
                let (local, about) = (self.local(header), Self::about(header));
                Statement::Do(quote!(#rt::same(#local, #body.len() as u64, #about)?;))
            }
            Step::Same(header, other) => {
                let (local, other, about) = (self.local(header), self.local(other), Self::about(header));
                Statement::Do(quote!(#rt::same(#local, #other, #about)?;))
            }
            Step::BodyDigest(header, Digest::Sha512) => {
                let (local, at) = (self.local(header), index(header));
                Statement::Do(quote! {
                    if __verify {
                        #rt::body_digest(#local, #body, &Self::HEADERS[#at], &__reader, &mut __hash)?;
                    }
                })
            }
            Step::Read { .. } | Step::Group { .. } | Step::Ascending { .. } | Step::Literal { .. } => {
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
                quote!(#keep #arguments.map(Self::#variant))
            }
            Leaf::Build { shape, values, variant } => {
                let build = build_function(self.wire, shape, variant.as_ref(), input, rt);
                let done = match variant {
                    None => quote!(#rt::Ok),
                    Some(Variant { ident, .. }) => quote!(|__shape| #rt::Ok(Self::#ident(__shape))),
                };
                let refuse = quote! {
                    |__at| #rt::Err(__reader.bad_value(__at, Self::HEADERS, &__values))
                };
                quote!(#build(#values, #done, #refuse))
            }
        }
    }

    /// What was asked for last is what the error names.
    fn refusal(&self, asked: Option<Subject>) -> TokenStream {
        let rt = self.rt;
        match asked {
            Some(Subject::Flag(flag)) => {
                let flag = flag_place(&self.wire.protocol.flags[flag], rt);
                quote!(#rt::Err(#rt::other_flags(&#flag)))
            }
            asked => {
                let at = index(asked.and_then(Subject::slot).unwrap_or_default());
                quote!(#rt::Err(__reader.other_variant(__values[#at], &Self::HEADERS[#at])))
            }
        }
    }

    fn checks_what_is_refused(&self) -> bool {
        true
    }
}
