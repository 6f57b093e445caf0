//! The exact way through a message: the read steps of the plan, then its tree of checks, one line of Rust for each step.

use lonelypsp_schema::{CheckStep, End, HeaderLayout, Kind, Limit, Message, Shape, Tree};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::{ident, index, local};
use crate::options::Options;
use crate::shape::emit_value;

/// Both functions of the exact way.
pub(crate) fn emit_exact(message: &Message, layout: &HeaderLayout, options: &Options) -> TokenStream {
    let emitter = Emitter { message, layout, rt: options.path() };
    let (read, check) = (emitter.emit_read(), emitter.emit_check());
    quote!(#read #check)
}

struct Emitter<'a> {
    message: &'a Message,
    layout: &'a HeaderLayout,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    /// Both header blocks as the plan reads them, then the checks.
    fn emit_read(&self) -> TokenStream {
        let rt = self.rt;
        let all = self.layout.headers.len();
        let head = Self::read_minimal(0..self.layout.head_len());
        let (tail, values) = match &self.layout.tail {
            None => (TokenStream::new(), quote!(__values)),
            Some(tail) => {
                let decides = self.emit_uint_of(tail.when.header);
                let equals = Literal::u64_unsuffixed(tail.when.equals);
                let rest = Self::read_minimal(tail.start..all);
                let tail = quote! {
                    let __tail = if #decides == #equals {
                        Some(#rest)
                    } else {
                        None
                    };
                };
                (tail, quote!(__values, __tail))
            }
        };
        let names: Vec<_> = (0..all).map(|at| ident(&format!("__{at}"))).collect();
        let (head_names, tail_names) = names.split_at(self.layout.head_len());
        let any_order = match &self.layout.tail {
            None => quote!([#(#head_names,)*]),
            Some(_) => quote!([#(#head_names,)*], Some([#(#tail_names,)*])),
        };
        let count = index(all);
        quote! {
            /// Decodes headers in any order, or finds the first problem.
            #[cold]
            #[inline(never)]
            fn exact<const VERIFY: bool>(
                __input: &'a [u8],
            ) -> Result<Self, #rt::DecodeError> {
                let (__flags, _) = #rt::split_prefix(__input)?;
                let mut __reader = #rt::Reader::after_prefix(__input);
                if Flags(__flags).is_minimal() {
                    let __values = #head;
                    #tail
                    return Self::check::<VERIFY>(#values, __reader);
                }
                let [#(#names,)*] = __reader.any_order::<#count>(Self::HEADERS)?;
                Self::check::<VERIFY>(#any_order, __reader)
            }
        }
    }

    /// The values of a range of headers of a minimal block.
    fn read_minimal(headers: std::ops::Range<usize>) -> TokenStream {
        let values = headers.map(|header| {
            let header = index(header);
            quote!(__reader.value(&Self::HEADERS[#header])?)
        });
        quote!([#(#values,)*])
    }

    /// The value of a head header as a number, with its length checked.
    fn emit_uint_of(&self, header: usize) -> TokenStream {
        let rt = self.rt;
        let at = index(header);
        let Kind::Uint { max_bytes, .. } = self.layout.headers[header].kind else { return quote!(0) };
        let max = index(max_bytes.into());
        quote!(#rt::uint(#max, __values[#at], &Self::HEADERS[#at], &__reader)?)
    }

    fn emit_check(&self) -> TokenStream {
        let rt = self.rt;
        let head = index(self.layout.head_len());
        let value = quote!(Option<&'a [u8]>);
        let tail = self.layout.tail.as_ref().map(|tail| {
            let length = index(self.layout.headers.len() - tail.start);
            quote!(__tail: Option<[#value; #length]>,)
        });
        let tree = self.emit_tree(&self.layout.plan.check);
        quote! {
            /// Checks the values in the order that the protocol fixes.
            fn check<const VERIFY: bool>(
                __values: [#value; #head],
                #tail
                __reader: #rt::Reader<'a>,
            ) -> Result<Self, #rt::DecodeError> {
                #tree
            }
        }
    }

    fn emit_tree(&self, tree: &Tree) -> TokenStream {
        let steps = tree.steps.iter().map(|step| self.emit_step(*step));
        let end = match &tree.end {
            End::Shape(shape) => self.emit_shape(&self.layout.shapes[*shape]),
            End::Branch { header, equals, yes, no } => {
                let local = local(&self.layout.headers[*header]);
                let equals = Literal::u64_unsuffixed(*equals);
                let (yes, no) = (self.emit_tree(yes), self.emit_tree(no));
                quote!(if #local == #equals { #yes } else { #no })
            }
        };
        quote!(#(#steps)* #end)
    }

    /// Where a header's unchecked value stands.
    fn value(&self, header: usize) -> TokenStream {
        match &self.layout.tail {
            Some(tail) if header >= tail.start => {
                let at = index(header - tail.start);
                quote!(__tail[#at])
            }
            _ => {
                let at = index(header);
                quote!(__values[#at])
            }
        }
    }

    fn emit_step(&self, step: CheckStep) -> TokenStream {
        let rt = self.rt;
        let name = |header: usize| local(&self.layout.headers[header]);
        let about = |header: usize| {
            let (value, at) = (self.value(header), index(header));
            quote!(#value, &Self::HEADERS[#at], &__reader)
        };
        match step {
            CheckStep::Header(header) => self.emit_header(header),
            CheckStep::TakeBody => quote!(let __body = __reader.rest();),
            CheckStep::BodyLength(header) => {
                let (local, about) = (name(header), about(header));
                quote!(#rt::same(#local, __body.len() as u64, #about)?;)
            }
            CheckStep::Same(header, other) => {
                let (local, other, about) = (name(header), name(other), about(header));
                quote!(#rt::same(#local, #other, #about)?;)
            }
            CheckStep::BodyDigest(header, lonelypsp_schema::Digest::Sha512) => {
                let (local, at) = (name(header), index(header));
                quote! {
                    if VERIFY {
                        #rt::body_digest(#local, __body, &Self::HEADERS[#at], &__reader)?;
                    }
                }
            }
        }
    }

    /// Presence, length and form of one header.
    fn emit_header(&self, index_of: usize) -> TokenStream {
        let rt = self.rt;
        let header = &self.layout.headers[index_of];
        let (local, value, at) = (local(header), self.value(index_of), index(index_of));
        let about = quote!(#value, &Self::HEADERS[#at], &__reader);
        let number = |n: usize| index(n);
        let call = match header.kind {
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
        };
        let enter = self.layout.tail.as_ref().filter(|tail| tail.start == index_of).map(|_| {
            quote! {
                let Some(__tail) = __tail else {
                    return Err(__reader.missing(&Self::HEADERS[#at]));
                };
            }
        });
        quote!(#enter let #local = #call;)
    }

    fn emit_shape(&self, shape: &Shape) -> TokenStream {
        let value = emit_value(self.message, self.layout, shape);
        quote!(Ok(#value))
    }
}
