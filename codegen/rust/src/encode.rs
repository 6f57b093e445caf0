//! Encoding: the write steps of a shape's plan, once as checks, once as a length, once as bytes.
//!
//! Longer than other files: the three walks over one plan have to agree, and are read side by side.

use lonelypsp_schema::{Kind, Limit, Shape, Source, Spelling, WriteStep};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::build::emit_with_values;
use crate::names::{body_local, index, local, wire_name_and_room};
use crate::options::Options;
use crate::target::{Generics, Struct, Wire};
use crate::types::fixed_length;
use crate::values::{pattern_for, values_of};

/// The longest value that a header can hold.
const LONGEST_VALUE: u16 = u16::MAX;

/// `impl Encode` for a struct.
pub(crate) fn emit_encode(
    wire: Wire<'_>,
    generics: &Generics,
    held: &Struct,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let shape = &wire.layout.shapes[held.shape];
    let steps = wire.layout.plan.write.get(held.shape).map_or(&[][..], Vec::as_slice);
    let emitter = Emitter { wire, shape, rt };
    let types = wire.values_type(shape, rt);
    let with_values = emit_with_values(wire, held, rt);
    let (check, len, write, body) = (
        emitter.emit_check_limits(steps),
        emitter.emit_block_len(steps),
        emitter.emit_write_block(steps),
        emitter.emit_body(),
    );
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Encode<#input> for #ty #where_clause {
            type Values<'__w> = #types;

            #with_values
            #check
            #len
            #write
            #body
        }
    }
}

struct Emitter<'a> {
    wire: Wire<'a>,
    shape: &'a Shape,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    fn kind(&self, header: usize) -> Kind {
        self.wire.layout.slots[header].kind
    }

    /// The pattern of the values that some code uses.
    fn pattern(&self, code: &TokenStream) -> TokenStream {
        pattern_for(code, &values_of(self.wire.layout, self.shape), self.wire)
    }

    fn local(&self, header: usize) -> proc_macro2::Ident {
        local(&self.wire.layout.slots[header])
    }

    fn emit_check_limits(&self, steps: &[WriteStep]) -> TokenStream {
        let rt = self.rt;
        let checks = steps.iter().map(|step| self.emit_check(step));
        let code = quote!(#(#checks)* #rt::Ok(()));
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn check_limits(#pattern: Self::Values<'_>) -> #rt::Result<(), #rt::EncodeError> {
                #code
            }
        }
    }

    fn emit_block_len(&self, steps: &[WriteStep]) -> TokenStream {
        let (minimal, expanded) = self.constant_lengths();
        let lengths = steps.iter().filter_map(|step| self.emit_length(step));
        let code = quote! {
            let __constant = if __EXPANDED { #expanded } else { #minimal };
            __constant #(+ #lengths)*
        };
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn block_len<const __EXPANDED: bool>(#pattern: Self::Values<'_>) -> usize {
                #code
            }
        }
    }

    fn emit_write_block(&self, steps: &[WriteStep]) -> TokenStream {
        let rt = self.rt;
        let (minimal, expanded) = self.prefixes();
        let writes: Vec<_> = steps.iter().map(|step| self.emit_write(step)).collect();
        let code = quote!(#(#writes)*);
        let pattern = self.pattern(&code);
        let start = quote!(#rt::Writer::<__S, __EXPANDED>::new(__sink, #minimal, #expanded));
        let code = if code.is_empty() { quote!(#start;) } else { quote!(let mut __writer = #start; #code) };
        quote! {
            #[inline(always)]
            fn write_block<__S: #rt::Sink, const __EXPANDED: bool>(#pattern: Self::Values<'_>, __sink: __S) {
                #code
            }
        }
    }

    fn emit_body(&self) -> TokenStream {
        let rt = self.rt;
        let code = match self.shape.body {
            Some(_) => {
                let body = body_local();
                quote!(#rt::Some(#body))
            }
            None => quote!(#rt::None),
        };
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn body(#pattern: Self::Values<'_>) -> #rt::Option<&[u8]> {
                #code
            }
        }
    }

    /// The first bytes of a message: flags and type code, and the count of an expanded block.
    fn prefixes(&self) -> (Literal, Literal) {
        let code = self.wire.message.code.to_be_bytes();
        let count = u16::try_from(self.shape.slots.len()).unwrap_or(u16::MAX).to_be_bytes();
        let minimal = [self.wire.protocol.minimal_flag().to_be_bytes(), code].concat();
        (Literal::byte_string(&minimal), Literal::byte_string(&[[0, 0], code, count].concat()))
    }

    /// The number that a header is written with, as a `u64`.
    fn number(&self, header: usize) -> TokenStream {
        let Some(shape_header) = self.shape.slot(header) else { return quote!(0) };
        match &shape_header.source {
            Source::Field(_) => {
                let local = self.local(header);
                if matches!(self.kind(header), Kind::Int { .. }) {
                    quote!(#local as u64)
                } else {
                    quote!(#local)
                }
            }
            Source::Constant(value) => {
                // Its type said, or the literal's limits would be an i32's.
                let value = Literal::u64_suffixed(*value);
                quote!(#value)
            }
            Source::BodyLength => {
                let body = body_local();
                quote!(#body.len() as u64)
            }
            Source::Slot(other) => self.number(*other),
        }
    }

    fn emit_check(&self, step: &WriteStep) -> TokenStream {
        match *step {
            WriteStep::Field { slot: header, ref not } => self.emit_field_check(header, not),
            WriteStep::BodyLength { slot: header } | WriteStep::Copy { slot: header, .. } => {
                self.emit_range_check(header)
            }
            WriteStep::Constant { .. } | WriteStep::Body => TokenStream::new(),
            _ => TokenStream::new(),
        }
    }

    fn about(&self, header: usize) -> TokenStream {
        let (rt, input, at) = (self.rt, quote!('_), index(header));
        quote!(&<Self as #rt::Parse<#input>>::HEADERS[#at])
    }

    fn emit_field_check(&self, header: usize, not: &[u64]) -> TokenStream {
        let (rt, local, about) = (self.rt, self.local(header), self.about(header));
        let fits = |max: u16| {
            let max = index(max.into());
            quote!(#rt::fits(#local.len(), #max, #about)?;)
        };
        match self.kind(header) {
            Kind::Bytes(Limit::None) => fits(LONGEST_VALUE),
            Kind::Bytes(Limit::Max(max)) => fits(max),
            Kind::Bytes(Limit::Exact(_)) | Kind::Bool | Kind::Int { max_bytes: 8 } => TokenStream::new(),
            Kind::Text { max } => fits(max.unwrap_or(LONGEST_VALUE)),
            Kind::OptionalText { max } => {
                let max = index(max.unwrap_or(LONGEST_VALUE).into());
                quote!(#rt::fits(#local.map_or(0, str::len), #max, #about)?;)
            }
            Kind::Uint { .. } => {
                let range = self.emit_range_check(header);
                let number = self.number(header);
                let is_not = not.iter().map(|not| {
                    let not = Literal::u64_unsuffixed(*not);
                    quote!(#rt::is_not(#number, #not, #about)?;)
                });
                quote!(#range #(#is_not)*)
            }
            Kind::Int { max_bytes } => {
                let bound = 1i64 << (8 * u32::from(max_bytes) - 1);
                let (low, high) = (Literal::i64_unsuffixed(-bound), Literal::i64_unsuffixed(bound - 1));
                quote!(#rt::in_range(#local, #low..=#high, #about)?;)
            }
            Kind::Group(_) => TokenStream::new(),
        }
    }

    /// That a number fits its header.
    fn emit_range_check(&self, header: usize) -> TokenStream {
        let rt = self.rt;
        let kind = self.kind(header);
        let (Kind::Uint { max_bytes: ..=7, .. }, Some(max)) = (kind, kind.uint_max()) else {
            return TokenStream::new();
        };
        let (number, about, max) = (self.number(header), self.about(header), Literal::u64_unsuffixed(max));
        quote!(#rt::in_range(#number, 0..=#max, #about)?;)
    }

    /// The bytes that a message has whatever its values are, in both modes.
    fn constant_lengths(&self) -> (Literal, Literal) {
        let (mut minimal, mut expanded) = (4, 6);
        for shape_header in &self.shape.slots {
            let header = &self.wire.layout.slots[shape_header.slot];
            let value = match (&shape_header.source, header.kind) {
                (Source::Constant(value), Kind::Uint { spelling: Spelling::Minimal, .. }) => {
                    constant_length(*value)
                }
                (_, kind) => fixed_length(kind).unwrap_or(0),
            };
            minimal += 2 + value;
            expanded += 2 + header.at.len() + 2 + value;
        }
        (index(minimal), index(expanded))
    }

    /// The bytes that a step adds beyond the constant ones.
    fn emit_length(&self, step: &WriteStep) -> Option<TokenStream> {
        match *step {
            WriteStep::Field { slot: header, .. } => {
                let local = self.local(header);
                match self.kind(header) {
                    Kind::Bytes(Limit::Exact(_)) | Kind::Bool | Kind::Int { .. } | Kind::Group(_) => None,
                    Kind::Bytes(_) | Kind::Text { .. } => Some(quote!(#local.len())),
                    Kind::OptionalText { .. } => Some(quote!(#local.map_or(0, str::len))),
                    Kind::Uint { .. } => self.emit_uint_length(header),
                }
            }
            WriteStep::BodyLength { slot: header } | WriteStep::Copy { slot: header, .. } => {
                self.emit_uint_length(header)
            }
            _ => None,
        }
    }

    fn emit_uint_length(&self, header: usize) -> Option<TokenStream> {
        let rt = self.rt;
        let Kind::Uint { spelling: Spelling::Minimal, .. } = self.kind(header) else {
            return None;
        };
        let number = self.number(header);
        Some(quote!(#rt::uint_len(#number)))
    }

    fn emit_write(&self, step: &WriteStep) -> TokenStream {
        match *step {
            WriteStep::Field { slot: header, .. } => self.emit_field(header),
            WriteStep::Constant { slot: header, value } => self.emit_constant(header, value),
            WriteStep::BodyLength { slot: header } | WriteStep::Copy { slot: header, .. } => {
                self.emit_number(header)
            }
            // The body follows the block.
            _ => TokenStream::new(),
        }
    }

    fn emit_field(&self, header: usize) -> TokenStream {
        let local = self.local(header);
        let name = wire_name_and_room(&self.wire.layout.slots[header]);
        match self.kind(header) {
            Kind::Bytes(Limit::Exact(_)) => quote!(__writer.array(#name, #local);),
            Kind::Bytes(_) => quote!(__writer.bytes(#name, #local);),
            Kind::Text { .. } => quote!(__writer.bytes(#name, #local.as_bytes());),
            Kind::OptionalText { .. } => {
                quote!(__writer.bytes(#name, #local.map_or(&[][..], str::as_bytes));)
            }
            Kind::Bool => quote!(__writer.boolean(#name, #local);),
            Kind::Uint { .. } | Kind::Int { .. } => self.emit_number(header),
            Kind::Group(_) => TokenStream::new(),
        }
    }

    /// A number that is always the same, and never spelled as an empty value.
    fn emit_constant(&self, header: usize, value: u64) -> TokenStream {
        let name = wire_name_and_room(&self.wire.layout.slots[header]);
        let length = fixed_length(self.kind(header)).unwrap_or_else(|| constant_length(value));
        let bytes = value.to_be_bytes();
        let bytes = Literal::byte_string(bytes.get(8 - length.min(8)..).unwrap_or_default());
        quote!(__writer.array(#name, #bytes);)
    }

    fn emit_number(&self, header: usize) -> TokenStream {
        let name = wire_name_and_room(&self.wire.layout.slots[header]);
        let number = self.number(header);
        match self.kind(header) {
            Kind::Uint { spelling: Spelling::Minimal, .. } => quote!(__writer.uint(#name, #number);),
            Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => {
                let bytes = index(max_bytes.into());
                quote!(__writer.fixed::<_, #bytes>(#name, #number);)
            }
            Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool | Kind::Group(_) => {
                TokenStream::new()
            }
        }
    }
}

/// The bytes that a constant is written with: as few as it needs, but one for zero.
fn constant_length(value: u64) -> usize {
    ((u64::BITS - value.leading_zeros()).div_ceil(8) as usize).max(1)
}
