//! The exact path through a message: the read steps of the plan, then its exact program, one line of Rust for each step.

use lonelypsp_schema::{Digest, Prefix, Program, ReadStep, Reading, Step, Subject, Width};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::checks::emit_check;
use crate::flags::emit_flags;
use crate::leaf::{Leaf, build_function};
use crate::mentioned::Mentioned;
use crate::names::{body_local, flag_local, index, known_local, local};
use crate::options::Options;
use crate::place::{arguments_at, method_of};
use crate::places::emit_flag_place;
use crate::program::{Path, Statement, emit_program};
use crate::sequence::{emit_cut, emit_known_group, emit_literal};
use crate::target::{Target, Variant, Wire};

/// The function that is called when the fast path has given up; or for a sequence, which has no other.
pub(crate) fn emit_exact(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let reading = &wire.layout.plan.read;
    let emitter = Emitter { wire, program: wire.layout.plan.checks(), target, rt };
    let program = emit_program(wire, target, &emitter);
    let (seldom, read) = match reading {
        Reading::Block(block) => {
            (quote!(#[cold] #[inline(never)]), emitter.emit_read(&block.minimal, &program))
        }
        Reading::Sequence(_) => (TokenStream::new(), emitter.emit_start(&program)),
    };
    let program = quote!(#read #program);
    let known = if Mentioned::by(&program).has(&known_local()) { quote!(__known) } else { quote!(_) };
    let input = &target.generics.input;
    quote! {
        #seldom
        fn exact(
            __input: &#input [u8],
            __verify: bool,
            __hash: #rt::BodyHash,
        ) -> #rt::Result<Self, #rt::DecodeError> {
            Self::read(__input, &mut #rt::Whole { verify: __verify, hash: __hash })
        }

        #[inline]
        fn read<__K: #rt::Known>(
            __input: &#input [u8],
            #known: &mut __K,
        ) -> #rt::Result<Self, #rt::DecodeError> {
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
                __reader.any_order(Self::PLACES, &mut __values)?;
            }
        }
    }

    /// Begins to read a sequence, before this code.
    fn emit_start(&self, program: &TokenStream) -> TokenStream {
        let (rt, layout) = (self.rt, self.wire.layout);
        let flags = emit_flags(self.wire, program).map(|flags| {
            quote! {
                let (__flags, _) = #rt::split_prefix(__input)?;
                #flags
            }
        });
        let reads = |step: &Step| {
            matches!(
                step,
                Step::Read { .. } | Step::Group { .. } | Step::Literal { .. } | Step::Body(Some(_))
            )
        };
        let keeps = |step: &Step| matches!(step, Step::Read { .. } | Step::Body(_));
        let mutable = |is: bool| is.then(|| quote!(mut));
        let reader = mutable(self.program.any(&mut { reads }));
        let values = mutable(self.program.any(&mut { keeps }));
        let all = index(layout.slots.len() + usize::from(layout.body.is_some()));
        let begin = match self.wire.protocol.prefix {
            Prefix::FlagsAndCode => quote!(after_prefix),
            Prefix::None => quote!(bare),
        };
        quote! {
            #flags
            let #reader __reader = #rt::Reader::#begin(__input);
            let #values __values = [#rt::None; #all];
        }
    }

    /// The value of a sequence, and what stands before it.
    fn read(&self, slot: usize) -> Statement {
        let (of, at) = (&self.wire.layout.slots[slot], index(slot));
        let cut = emit_cut(of, &quote!(&Self::PLACES[#at]));
        let check = emit_check(of, &Self::about(slot), self.rt);
        Statement::Keep(quote!(__values[#at] = #cut;), self.local(slot), check)
    }

    /// The body of a sequence, which is as far as its length says, if it has one.
    fn read_body(&self, prefix: Option<Width>) -> Statement {
        let (rt, at) = (self.rt, index(self.wire.layout.slots.len()));
        let body = body_local();
        match prefix {
            None => {
                let keep = quote!(__values[#at] = #rt::Some(__known.rest(&__reader)););
                Statement::Keep(keep, body, quote!(__known.rest(&__reader)))
            }
            Some(width) => {
                let (width, place) = (index(width.bytes().into()), quote!(&Self::PLACES[#at]));
                let keep = quote!(__values[#at] = __known.behind_length::<#width>(&mut __reader, #place)?;);
                Statement::Keep(keep, body, quote!(#rt::bytes(__values[#at], #place, &__reader)?))
            }
        }
    }

    fn emit_read_steps(&self, steps: &[ReadStep]) -> TokenStream {
        let steps = steps.iter().map(|step| match step {
            ReadStep::Values { from, to } if (*from, *to) == (0, self.wire.layout.slots.len()) => {
                quote!(__reader.in_order(Self::PLACES, &mut __values)?;)
            }
            ReadStep::Values { from, to } => {
                let (from, to) = (index(*from), index(*to));
                quote!(__reader.in_order(&Self::PLACES[#from..#to], &mut __values[#from..#to])?;)
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
        let max = self.wire.layout.slots[header].kind.integer_bytes();
        let (max, about) = (index(max.unwrap_or_default().into()), Self::about(header));
        quote!(#rt::uint(#max, #about)?)
    }

    fn local(&self, header: usize) -> Ident {
        local(&self.wire.layout.slots[header])
    }

    /// A header's unchecked value, and what checks need in order to say what is wrong with it.
    fn about(header: usize) -> TokenStream {
        let at = index(header);
        quote!(__values[#at], &Self::PLACES[#at], &__reader)
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
            // The block has read its count, and only entries are in an order.
            Step::Count(_) | Step::Ascending { .. } => Statement::Do(TokenStream::new()),
            Step::Check { slot, .. } => {
                let check = emit_check(&self.wire.layout.slots[slot], &Self::about(slot), rt);
                Statement::Bind(self.local(slot), check)
            }
            Step::Read { slot, .. } => self.read(slot),
            Step::Group { slot, group, .. } => {
                let (at, held) = (index(slot), self.target.holder_of(self.wire, slot));
                let group = emit_known_group(self.wire, group, held, &quote!(&Self::PLACES[#at]), rt);
                Statement::Bind(self.local(slot), group)
            }
            Step::Literal { ref bytes, is_code } => Statement::Do(emit_literal(bytes, is_code)),
            Step::Body(_) if self.wire.layout.is_block() => {
                Statement::Bind(body, quote!(__known.rest(&__reader)))
            }
            Step::Body(prefix) => self.read_body(prefix),
            Step::BodyLength(header) => {
                let (local, about) = (self.local(header), Self::about(header));
                Statement::Do(quote!(__known.body_length(#local, #body, #about)?;))
            }
            Step::Same(header, other) => {
                let (local, other, about) = (self.local(header), self.local(other), Self::about(header));
                Statement::Do(quote!(#rt::same(#local, #other, #about)?;))
            }
            Step::BodyDigest(header, Digest::Sha512) => {
                let (local, at) = (self.local(header), index(header));
                Statement::Do(quote!(__known.body_digest(#local, #body, &Self::PLACES[#at], &__reader)?;))
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
                    |__rejection| #rt::Err(__reader.bad_value(__rejection, Self::PLACES, &__values))
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
                let flag = emit_flag_place(&self.wire.protocol.flags[flag], rt);
                quote!(#rt::Err(#rt::other_flags(&#flag)))
            }
            asked => {
                let at = index(asked.and_then(Subject::slot).unwrap_or_default());
                quote!(#rt::Err(__reader.other_variant(__values[#at], &Self::PLACES[#at])))
            }
        }
    }

    fn checks_what_is_refused(&self) -> bool {
        true
    }
}
