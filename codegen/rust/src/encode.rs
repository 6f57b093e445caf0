//! Encoding: the write steps of a shape's plan, once as checks, once as a length, once as bytes.
//!
//! Longer than other files: the three walks over one plan have to agree, and are read side by side.

use lonelypsp_schema::{HeaderLayout, Kind, Limit, Message, Protocol, Shape, Source, Spelling, WriteStep};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::names::{index, message_type, shape_type, snake, wire_name_and_room};
use crate::options::Options;
use crate::types::{fills_its_type, fixed_length, width_bits};

/// The longest value that a header can hold.
const LONGEST_VALUE: u16 = u16::MAX;

pub(crate) fn emit_encode(
    protocol: &Protocol,
    message: &Message,
    layout: &HeaderLayout,
    shape: &Shape,
    steps: &[WriteStep],
    options: &Options,
) -> TokenStream {
    let emitter = Emitter { layout, shape, owner: message_type(message), rt: options.path() };
    let rt = options.path();
    let ty = shape_type(message, shape);
    let checks = steps.iter().map(|step| emitter.emit_check(*step));
    let lengths: Vec<_> = steps.iter().filter_map(|step| emitter.emit_length(*step)).collect();
    let writes = steps.iter().map(|step| emitter.emit_write(*step));
    let (minimal_length, expanded_length) = emitter.constant_lengths();
    let body = emitter.body();
    let body_or_none = match &shape.body {
        Some(_) => quote!(Some(#body)),
        None => quote!(None),
    };
    let body_len = shape.body.is_some().then(|| quote!(+ #body.len()));
    let (minimal, expanded) = prefixes(protocol, message, shape);
    quote! {
        impl<'a> #ty<'a> {
            /// Encodes the message, prefix included, into one allocation of exactly its length.
            ///
            /// # Errors
            /// If no reader would accept it, for instance because a value is longer than its limit.
            pub fn encode(
                &self,
                mode: #rt::HeaderMode,
            ) -> Result<#rt::Vec<u8>, #rt::EncodeError> {
                let __this = ::core::clone::Clone::clone(self);
                __this.check_limits()?;
                Ok(match mode {
                    #rt::HeaderMode::Minimal => {
                        #rt::allocate(__this.block_len::<false>(), #body_or_none, |sink| __this.write_block::<_, false>(sink))
                    }
                    #rt::HeaderMode::Expanded => {
                        #rt::allocate(__this.block_len::<true>(), #body_or_none, |sink| __this.write_block::<_, true>(sink))
                    }
                })
            }

            /// Encodes the message, prefix included, at the end of a buffer. On an error nothing has been written.
            ///
            /// # Errors
            /// As [`encode`](Self::encode), and if the buffer cannot grow and has too little room.
            pub fn encode_into(
                &self,
                mode: #rt::HeaderMode,
                buffer: &mut impl #rt::BufMut,
            ) -> Result<(), #rt::EncodeError> {
                self.check_limits()?;
                match mode {
                    #rt::HeaderMode::Minimal => #rt::append(
                        buffer, self.block_len::<false>(), #body, |sink| self.write_block::<_, false>(sink),
                    ),
                    #rt::HeaderMode::Expanded => #rt::append(
                        buffer, self.block_len::<true>(), #body, |sink| self.write_block::<_, true>(sink),
                    ),
                }
            }

            /// The length of the encoded message in bytes, prefix included.
            pub fn encoded_len(&self, mode: #rt::HeaderMode) -> usize {
                let block = match mode {
                    #rt::HeaderMode::Minimal => self.block_len::<false>(),
                    #rt::HeaderMode::Expanded => self.block_len::<true>(),
                };
                block #body_len
            }

            /// The length of the prefix and the header block.
            #[inline(always)]
            fn block_len<const EXPANDED: bool>(&self) -> usize {
                let constant = if EXPANDED { #expanded_length } else { #minimal_length };
                constant #(+ #lengths)*
            }

            #[inline(always)]
            fn check_limits(&self) -> Result<(), #rt::EncodeError> {
                #(#checks)*
                Ok(())
            }

            #[inline(always)]
            fn write_block<S: #rt::Sink, const EXPANDED: bool>(&self, sink: S) {
                let mut __writer = #rt::Writer::<S, EXPANDED>::new(sink, #minimal, #expanded);
                #(#writes)*
            }
        }
    }
}

/// The first bytes of a message: flags and type code, and the count of an expanded block.
fn prefixes(protocol: &Protocol, message: &Message, shape: &Shape) -> (Literal, Literal) {
    let code = message.code.to_be_bytes();
    let count = u16::try_from(shape.headers.len()).unwrap_or(u16::MAX).to_be_bytes();
    let minimal = [protocol.minimal_flag().to_be_bytes(), code].concat();
    (Literal::byte_string(&minimal), Literal::byte_string(&[[0, 0], code, count].concat()))
}

struct Emitter<'a> {
    layout: &'a HeaderLayout,
    shape: &'a Shape,
    owner: Ident,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    /// The field that holds a header's value.
    fn field(&self, header: usize) -> Option<TokenStream> {
        let name = snake(self.shape.header(header)?.field()?);
        Some(quote!(self.#name))
    }

    fn body(&self) -> TokenStream {
        match &self.shape.body {
            Some(body) => {
                let name = snake(&body.name);
                quote!(self.#name)
            }
            None => quote!(&[]),
        }
    }

    /// The number that a header is written with, as a `u64`.
    fn number(&self, header: usize) -> TokenStream {
        let Some(shape_header) = self.shape.header(header) else { return quote!(0) };
        match &shape_header.source {
            Source::Field(name) => {
                let name = snake(name);
                match self.layout.headers[header].kind {
                    Kind::Uint { max_bytes, .. } if width_bits(max_bytes) < 64 => {
                        quote!(<u64 as ::core::convert::From<_>>::from(self.#name))
                    }
                    Kind::Int { .. } => quote!(self.#name as u64),
                    _ => quote!(self.#name),
                }
            }
            Source::Constant(value) => {
                // Its type said, or the literal's limits would be an i32's.
                let value = Literal::u64_suffixed(*value);
                quote!(#value)
            }
            Source::BodyLength => {
                let body = self.body();
                quote!(#body.len() as u64)
            }
            Source::Header(other) => self.number(*other),
        }
    }

    fn emit_check(&self, step: WriteStep) -> TokenStream {
        match step {
            WriteStep::Field { header, not } => self.emit_field_check(header, not),
            WriteStep::BodyLength { header } | WriteStep::Copy { header, .. } => {
                self.emit_range_check(header)
            }
            WriteStep::Constant { .. } | WriteStep::Body => TokenStream::new(),
        }
    }

    fn about(&self, header: usize) -> TokenStream {
        let (owner, at) = (&self.owner, index(header));
        quote!(&#owner::HEADERS[#at])
    }

    fn emit_field_check(&self, header: usize, not: Option<u64>) -> TokenStream {
        let rt = self.rt;
        let Some(field) = self.field(header) else { return TokenStream::new() };
        let about = self.about(header);
        let fits = |max: u16| {
            let max = index(max.into());
            quote!(#rt::fits(#field.len(), #max, #about)?;)
        };
        match self.layout.headers[header].kind {
            Kind::Bytes(Limit::None) => fits(LONGEST_VALUE),
            Kind::Bytes(Limit::Max(max)) => fits(max),
            Kind::Bytes(Limit::Exact(_)) | Kind::Bool => TokenStream::new(),
            Kind::Text { max } => fits(max.unwrap_or(LONGEST_VALUE)),
            Kind::OptionalText { max } => {
                let max = index(max.unwrap_or(LONGEST_VALUE).into());
                quote!(#rt::fits(#field.map_or(0, str::len), #max, #about)?;)
            }
            Kind::Uint { .. } => {
                let range = self.emit_range_check(header);
                let number = self.number(header);
                let is_not = not.map(|not| {
                    let not = Literal::u64_unsuffixed(not);
                    quote!(#rt::is_not(#number, #not, #about)?;)
                });
                quote!(#range #is_not)
            }
            Kind::Int { max_bytes } if fills_its_type(max_bytes) => TokenStream::new(),
            Kind::Int { max_bytes } => {
                let bound = 1i64 << (8 * u32::from(max_bytes) - 1);
                let (low, high) = (Literal::i64_unsuffixed(-bound), Literal::i64_unsuffixed(bound - 1));
                quote!(#rt::in_range(#field, #low..=#high, #about)?;)
            }
        }
    }

    /// That a number fits its header, where its type does not say so already.
    fn emit_range_check(&self, header: usize) -> TokenStream {
        let rt = self.rt;
        let kind = self.layout.headers[header].kind;
        let (Kind::Uint { max_bytes, .. }, Some(max)) = (kind, kind.uint_max()) else {
            return TokenStream::new();
        };
        let own_field = self.field(header).is_some();
        if max_bytes == 8 || (own_field && fills_its_type(max_bytes)) {
            return TokenStream::new();
        }
        let (number, about, max) = (self.number(header), self.about(header), Literal::u64_unsuffixed(max));
        quote!(#rt::in_range(#number, 0..=#max, #about)?;)
    }

    /// The bytes that a message has whatever its values are, in both modes.
    fn constant_lengths(&self) -> (Literal, Literal) {
        let (mut minimal, mut expanded) = (4, 6);
        for shape_header in &self.shape.headers {
            let header = &self.layout.headers[shape_header.header];
            let value = match (&shape_header.source, header.kind) {
                (Source::Constant(value), Kind::Uint { spelling: Spelling::Minimal, .. }) => {
                    constant_length(*value)
                }
                (_, kind) => fixed_length(kind).unwrap_or(0),
            };
            minimal += 2 + value;
            expanded += 2 + header.wire.len() + 2 + value;
        }
        (index(minimal), index(expanded))
    }

    /// The bytes that a step adds beyond the constant ones.
    fn emit_length(&self, step: WriteStep) -> Option<TokenStream> {
        match step {
            WriteStep::Field { header, .. } => {
                let field = self.field(header)?;
                match self.layout.headers[header].kind {
                    Kind::Bytes(Limit::Exact(_)) | Kind::Bool | Kind::Int { .. } => None,
                    Kind::Bytes(_) | Kind::Text { .. } => Some(quote!(#field.len())),
                    Kind::OptionalText { .. } => Some(quote!(#field.map_or(0, str::len))),
                    Kind::Uint { .. } => self.emit_uint_length(header),
                }
            }
            WriteStep::BodyLength { header } | WriteStep::Copy { header, .. } => {
                self.emit_uint_length(header)
            }
            WriteStep::Constant { .. } | WriteStep::Body => None,
        }
    }

    fn emit_uint_length(&self, header: usize) -> Option<TokenStream> {
        let rt = self.rt;
        let Kind::Uint { spelling: Spelling::Minimal, .. } = self.layout.headers[header].kind else {
            return None;
        };
        let number = self.number(header);
        Some(quote!(#rt::uint_len(#number)))
    }

    fn emit_write(&self, step: WriteStep) -> TokenStream {
        match step {
            WriteStep::Field { header, .. } => self.emit_field(header),
            WriteStep::Constant { header, value } => self.emit_constant(header, value),
            WriteStep::BodyLength { header } | WriteStep::Copy { header, .. } => self.emit_number(header),
            // The body follows the block.
            WriteStep::Body => TokenStream::new(),
        }
    }

    fn emit_field(&self, header: usize) -> TokenStream {
        let Some(field) = self.field(header) else { return TokenStream::new() };
        let name = wire_name_and_room(&self.layout.headers[header]);
        match self.layout.headers[header].kind {
            Kind::Bytes(Limit::Exact(_)) => quote!(__writer.array(#name, #field);),
            Kind::Bytes(_) => quote!(__writer.bytes(#name, #field);),
            Kind::Text { .. } => quote!(__writer.bytes(#name, #field.as_bytes());),
            Kind::OptionalText { .. } => {
                quote!(__writer.bytes(#name, #field.map_or(&[][..], str::as_bytes));)
            }
            Kind::Bool => quote!(__writer.boolean(#name, #field);),
            Kind::Uint { .. } | Kind::Int { .. } => self.emit_number(header),
        }
    }

    /// A number that is always the same, and never spelled as an empty value.
    fn emit_constant(&self, header: usize, value: u64) -> TokenStream {
        let name = wire_name_and_room(&self.layout.headers[header]);
        let length = fixed_length(self.layout.headers[header].kind).unwrap_or_else(|| constant_length(value));
        let bytes = value.to_be_bytes();
        let bytes = Literal::byte_string(bytes.get(8 - length.min(8)..).unwrap_or_default());
        quote!(__writer.array(#name, #bytes);)
    }

    fn emit_number(&self, header: usize) -> TokenStream {
        let name = wire_name_and_room(&self.layout.headers[header]);
        let number = self.number(header);
        match self.layout.headers[header].kind {
            Kind::Uint { spelling: Spelling::Minimal, .. } => quote!(__writer.uint(#name, #number);),
            Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => {
                let bytes = index(max_bytes.into());
                quote!(__writer.fixed::<_, #bytes>(#name, #number);)
            }
            Kind::Bytes(_) | Kind::Text { .. } | Kind::OptionalText { .. } | Kind::Bool => TokenStream::new(),
        }
    }
}

/// The bytes that a constant is written with: as few as it needs, but one for zero.
fn constant_length(value: u64) -> usize {
    ((u64::BITS - value.leading_zeros()).div_ceil(8) as usize).max(1)
}
