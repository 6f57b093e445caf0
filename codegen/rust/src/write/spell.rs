//! The write steps as a length, and as bytes.

use lonelypsp_schema::WriteStep;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::forms::{Write, values};
use crate::names::{body_local, ident, index, wire_name_and_room};

use super::Steps;

impl Steps<'_> {
    /// The bytes of the length before a value of a sequence.
    fn width(&self, slot: usize) -> Literal {
        index(self.slot(slot).prefix.map_or(0, |width| width.bytes().into()))
    }

    /// The bytes that a step always adds, without names.
    pub(crate) fn constant_length(&self, step: &WriteStep) -> usize {
        let of = |slot: usize, value: usize| {
            self.slot(slot).prefix.map_or(0, |width| usize::from(width.bytes())) + value
        };
        match step {
            WriteStep::Field { slot, .. } | WriteStep::BodyLength { slot } | WriteStep::Copy { slot, .. } => {
                of(*slot, self.fixed(*slot).unwrap_or(0))
            }
            WriteStep::Constant { slot, value } => of(*slot, self.kind(*slot).spell_constant(*value).len()),
            WriteStep::Group { slot, .. } => of(*slot, 0),
            WriteStep::Literal(bytes) => bytes.len(),
            WriteStep::Body => self.body_prefix().map_or(0, |width| width.bytes().into()),
            WriteStep::Exclude { .. } | WriteStep::Ascending { .. } => 0,
        }
    }

    /// The bytes that a value takes whatever it is, if that is so.
    fn fixed(&self, slot: usize) -> Option<usize> {
        self.kind(slot).fixed_length().map(usize::from)
    }

    /// The bytes that a step adds beyond the constant ones.
    pub(crate) fn emit_length(&self, step: &WriteStep) -> Option<TokenStream> {
        let rt = self.rt;
        let (WriteStep::Field { slot, .. }
        | WriteStep::BodyLength { slot }
        | WriteStep::Copy { slot, .. }
        | WriteStep::Group { slot, .. }) = *step
        else {
            return None;
        };
        if self.fixed(slot).is_some() {
            return None;
        }
        let kind = self.kind(slot);
        Some(if kind.as_group().is_some() {
            let local = self.local(slot);
            quote!(#local.bytes().len())
        } else if kind.form.is_octets() {
            self.emit_len(slot)
        } else {
            let number = self.number(slot);
            quote!(#rt::uint_len(#number))
        })
    }

    /// What a step writes into a header block.
    pub(crate) fn emit_header(&self, step: &WriteStep) -> TokenStream {
        match *step {
            WriteStep::Field { slot, .. } | WriteStep::BodyLength { slot } | WriteStep::Copy { slot, .. } => {
                let name = wire_name_and_room(self.slot(slot));
                let (method, value) = self.written(slot);
                match method {
                    Method::Plain(method) => quote!(__writer.#method(#name, #value);),
                    Method::Fixed(bytes) => quote!(__writer.fixed::<_, #bytes>(#name, #value);),
                }
            }
            WriteStep::Constant { slot, value } => {
                let (name, bytes) = (wire_name_and_room(self.slot(slot)), self.constant(slot, value));
                quote!(__writer.array(#name, #bytes);)
            }
            // The body follows the block, and nothing else is in it.
            WriteStep::Body
            | WriteStep::Exclude { .. }
            | WriteStep::Group { .. }
            | WriteStep::Ascending { .. }
            | WriteStep::Literal(_) => TokenStream::new(),
        }
    }

    /// What a step writes into a sequence.
    pub(crate) fn emit_item(&self, step: &WriteStep) -> TokenStream {
        match *step {
            WriteStep::Field { slot, .. } | WriteStep::BodyLength { slot } | WriteStep::Copy { slot, .. } => {
                let width = self.width(slot);
                let (method, value) = self.written(slot);
                match method {
                    Method::Plain(method) if method == "array" => {
                        quote!(__row.#method::<#width, _>(#value);)
                    }
                    Method::Plain(method) => quote!(__row.#method::<#width>(#value);),
                    Method::Fixed(bytes) => quote!(__row.fixed::<#width, #bytes>(#value);),
                }
            }
            WriteStep::Constant { slot, value } => {
                let (width, bytes) = (self.width(slot), self.constant(slot, value));
                quote!(__row.array::<#width, _>(#bytes);)
            }
            WriteStep::Group { slot, .. } => {
                let (width, local) = (self.width(slot), self.local(slot));
                quote!(__row.group::<#width>(#local);)
            }
            WriteStep::Literal(ref bytes) => {
                let bytes = Literal::byte_string(bytes);
                quote!(__row.literal(#bytes);)
            }
            WriteStep::Body => match self.body_prefix() {
                Some(width) => {
                    let (width, body) = (index(width.bytes().into()), body_local());
                    quote!(__row.number::<#width>(#body.len() as u64);)
                }
                // The body follows what is written here.
                None => TokenStream::new(),
            },
            WriteStep::Exclude { .. } | WriteStep::Ascending { .. } => TokenStream::new(),
        }
    }

    /// The method that writes a value, and what it is given.
    fn written(&self, slot: usize) -> (Method, TokenStream) {
        let (kind, local) = (self.kind(slot), self.local(slot));
        // A group has a step of its own.
        let Some(values) = values(kind, self.rt) else {
            return (Method::Plain(ident("bytes")), quote!(#local));
        };
        match (values.write, self.fixed(slot)) {
            (Write::By(method), _) => (Method::Plain(ident(method)), (values.written)(&local)),
            (Write::Fixed(bytes), _) => (Method::Fixed(index(bytes)), (values.written)(&local)),
            (Write::Number, Some(bytes)) => (Method::Fixed(index(bytes)), self.number(slot)),
            (Write::Number, None) => (Method::Plain(ident("uint")), self.number(slot)),
        }
    }

    /// A number that is always the same, and never spelled as an empty value.
    fn constant(&self, slot: usize, value: u64) -> Literal {
        Literal::byte_string(&self.kind(slot).spell_constant(value))
    }
}

/// How a value is written.
enum Method {
    /// By this method.
    Plain(Ident),
    /// As an integer of so many bytes.
    Fixed(Literal),
}
