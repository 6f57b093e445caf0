//! The write steps of a message or of an entry: each as a check, as a length, and as bytes.
//!
//! Longer than other files: the three walks over one plan have to agree, and are read side by side.

use lonelypsp_schema::{
    Condition, FlagSource, Form, GroupEnd, Kind, Shape, Slot, Source, Subject, WriteStep,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::names::{body_local, flag_local, index, local, wire_name_and_room};
use crate::places::{Scope, emit_flag_place};
use crate::target::Wire;

/// What writes the values of a message, or those of an entry.
pub(crate) struct Steps<'a> {
    pub(crate) wire: Wire<'a>,
    pub(crate) scope: Scope,
    /// The shape that a message has; an entry has none.
    pub(crate) shape: Option<&'a Shape>,
    /// What has the places of the values.
    pub(crate) places: TokenStream,
    pub(crate) rt: &'a TokenStream,
}

impl Steps<'_> {
    fn slot(&self, slot: usize) -> &Slot {
        &self.scope.slots(self.wire)[slot]
    }

    fn kind(&self, slot: usize) -> Kind {
        self.slot(slot).kind
    }

    fn local(&self, slot: usize) -> Ident {
        local(self.slot(slot))
    }

    fn about(&self, slot: usize) -> TokenStream {
        let (places, at) = (&self.places, index(slot));
        quote!(&#places[#at])
    }

    /// The bytes of the length before a value of a sequence.
    fn width(&self, slot: usize) -> Literal {
        index(self.slot(slot).prefix.map_or(0, |width| width.bytes().into()))
    }

    /// The number that a value is written with, as a `u64`.
    fn number(&self, slot: usize) -> TokenStream {
        let source = match self.shape {
            Some(shape) => match shape.slot(slot) {
                Some(shape_slot) => &shape_slot.source,
                None => return quote!(0),
            },
            None => return self.field_number(slot),
        };
        match source {
            Source::Field(_) => self.field_number(slot),
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

    fn field_number(&self, slot: usize) -> TokenStream {
        let local = self.local(slot);
        if self.kind(slot).form == Form::Int { quote!(#local as u64) } else { quote!(#local) }
    }

    /// That a reader would accept what a step writes.
    pub(crate) fn emit_check(&self, step: &WriteStep) -> TokenStream {
        let rt = self.rt;
        match *step {
            WriteStep::Field { slot, ref not } => self.emit_field_check(slot, not),
            WriteStep::BodyLength { slot } | WriteStep::Copy { slot, .. } => self.emit_range_check(slot),
            WriteStep::Exclude { ref all } => self.emit_exclusion(all),
            WriteStep::Group { slot, group, .. } => {
                let (local, most, about) = (self.local(slot), self.most_entries(group), self.about(slot));
                quote!(#local.check(#most, #about)?;)
            }
            WriteStep::Ascending { slot } => {
                let (local, about) = (self.local(slot), self.about(slot));
                quote!(#rt::ascends(#local, __before, #about)?;)
            }
            WriteStep::Body => self.emit_body_check(),
            WriteStep::Constant { .. } | WriteStep::Literal(_) => TokenStream::new(),
        }
    }

    /// The most entries that a group can have.
    pub(crate) fn most_entries(&self, group: usize) -> Literal {
        Literal::u64_unsuffixed(match &self.wire.layout.groups[group].end {
            GroupEnd::Count(width) => width.max(),
            GroupEnd::Literal(_) => u64::MAX,
        })
    }

    fn emit_field_check(&self, slot: usize, not: &[u64]) -> TokenStream {
        let (rt, local, about) = (self.rt, self.local(slot), self.about(slot));
        let kind = self.kind(slot);
        match kind.form {
            // What it is held in has the length.
            Form::Bytes | Form::Text if kind.length.exactly().is_some() => TokenStream::new(),
            Form::Bytes | Form::Text => {
                self.emit_fits(&self.emit_len(slot), self.slot(slot).longest(), &about)
            }
            Form::Bool | Form::Float | Form::Group(_) => TokenStream::new(),
            Form::Uint(_) => {
                let range = self.emit_range_check(slot);
                let number = self.number(slot);
                let is_not = not.iter().map(|not| {
                    let not = Literal::u64_unsuffixed(*not);
                    quote!(#rt::is_not(#number, #not, #about)?;)
                });
                quote!(#range #(#is_not)*)
            }
            Form::Int => {
                let bits = 8 * u32::from(kind.integer_bytes().unwrap_or(8));
                // All that a field can hold fits.
                let Some(bound) = 1i64.checked_shl(bits.saturating_sub(1)).filter(|bound| *bound > 0) else {
                    return TokenStream::new();
                };
                let (low, high) = (Literal::i64_unsuffixed(-bound), Literal::i64_unsuffixed(bound - 1));
                quote!(#rt::in_range(#local, #low..=#high, #about)?;)
            }
        }
    }

    /// The length of bytes or text.
    fn emit_len(&self, slot: usize) -> TokenStream {
        let local = self.local(slot);
        if self.kind(slot).empty_is_absent {
            quote!(#local.map_or(0, str::len))
        } else {
            quote!(#local.len())
        }
    }

    fn emit_fits(&self, length: &TokenStream, longest: u64, about: &TokenStream) -> TokenStream {
        let rt = self.rt;
        match u16::try_from(longest) {
            Ok(max) => {
                let max = index(max.into());
                quote!(#rt::fits(#length, #max, #about)?;)
            }
            // No slice is longer.
            Err(_) if longest == u64::MAX => TokenStream::new(),
            Err(_) => {
                let max = Literal::u64_unsuffixed(longest);
                quote!(#rt::fits_long(#length, #max, #about)?;)
            }
        }
    }

    /// That a body is no longer than the length before it can say.
    fn emit_body_check(&self) -> TokenStream {
        let Some(width) = self.body_prefix() else { return TokenStream::new() };
        let (body, about) = (body_local(), self.about(self.wire.layout.slots.len()));
        self.emit_fits(&quote!(#body.len()), width.max(), &about)
    }

    fn body_prefix(&self) -> Option<lonelypsp_schema::Width> {
        self.wire.layout.body.as_ref()?.prefix
    }

    /// That a number fits its value.
    fn emit_range_check(&self, slot: usize) -> TokenStream {
        let rt = self.rt;
        let Some(max) = self.kind(slot).uint_max().filter(|max| *max != u64::MAX) else {
            return TokenStream::new();
        };
        let (number, about, max) = (self.number(slot), self.about(slot), Literal::u64_unsuffixed(max));
        quote!(#rt::in_range(#number, 0..=#max, #about)?;)
    }

    /// That not all conditions hold together.
    fn emit_exclusion(&self, all: &[Condition]) -> TokenStream {
        let rt = self.rt;
        let conditions = all.iter().map(|condition| match condition.on {
            Subject::Slot(slot) => {
                let (number, equals) = (self.number(slot), Literal::u64_unsuffixed(condition.equals));
                quote!(#number == #equals)
            }
            Subject::Flag(flag) => {
                let is_set = self.flag(flag);
                if condition.equals == 0 { quote!(!#is_set) } else { is_set }
            }
        });
        let place = match WriteStep::excluded(all) {
            Some(Subject::Slot(slot)) => self.about(slot),
            Some(Subject::Flag(flag)) => {
                let place = emit_flag_place(&self.wire.protocol.flags[flag], rt);
                quote!(&#place)
            }
            None => return TokenStream::new(),
        };
        quote!(#rt::is_this_variant(#(#conditions)&&*, #place)?;)
    }

    /// Whether a flag is set.
    fn flag(&self, flag: usize) -> TokenStream {
        let source = self.shape.and_then(|shape| shape.flags.iter().find(|one| one.flag == flag));
        match source.map(|flag| &flag.source) {
            Some(FlagSource::Field(_)) => {
                let local = flag_local(&self.wire.protocol.flags[flag].name);
                quote!(#local)
            }
            Some(FlagSource::Constant(true)) => quote!(true),
            Some(FlagSource::Constant(false)) | None => quote!(false),
        }
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
        Some(match self.kind(slot).form {
            Form::Bytes | Form::Text => self.emit_len(slot),
            Form::Group(_) => {
                let local = self.local(slot);
                quote!(#local.bytes().len())
            }
            Form::Uint(_) | Form::Int | Form::Bool | Form::Float => {
                let number = self.number(slot);
                quote!(#rt::uint_len(#number))
            }
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
        let local = self.local(slot);
        let plain = |name: &str| Method::Plain(crate::names::ident(name));
        let kind = self.kind(slot);
        match kind.form {
            Form::Bytes if kind.length.exactly().is_some() => (plain("array"), quote!(#local)),
            Form::Bytes | Form::Group(_) => (plain("bytes"), quote!(#local)),
            Form::Text if kind.empty_is_absent => {
                (plain("bytes"), quote!(#local.map_or(&[][..], str::as_bytes)))
            }
            Form::Text => (plain("bytes"), quote!(#local.as_bytes())),
            Form::Bool => (plain("boolean"), quote!(#local)),
            Form::Float => (Method::Fixed(index(8)), quote!(#local.to_bits())),
            Form::Uint(_) | Form::Int => {
                let number = self.number(slot);
                match self.fixed(slot) {
                    Some(bytes) => (Method::Fixed(index(bytes)), number),
                    None => (plain("uint"), number),
                }
            }
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
