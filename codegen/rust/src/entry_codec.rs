//! Between the bytes of an entry and the struct that holds it, whether a schema describes it or the struct itself.

use lonelypsp_schema::{Group, GroupEnd, Step, WriteStep};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::build::{emit_conversion, emit_to_wire};
use crate::checks::emit_check;
use crate::names::{index, local};
use crate::places::Scope;
use crate::sequence::{emit_cut, emit_literal};
use crate::target::{EntryStruct, Wire};
use crate::write::Steps;

/// What reads and writes an entry.
pub(crate) struct EntryCodec<'a> {
    pub(crate) wire: Wire<'a>,
    pub(crate) held: &'a EntryStruct,
    /// What has the places of the values.
    pub(crate) places: TokenStream,
    pub(crate) rt: &'a TokenStream,
}

impl EntryCodec<'_> {
    pub(crate) fn group(&self) -> &Group {
        &self.wire.layout.groups[self.held.group]
    }

    /// What errors say of a value.
    pub(crate) fn place(&self, slot: usize) -> TokenStream {
        let (places, at) = (&self.places, index(slot));
        quote!(&#places[#at])
    }

    /// Reads an entry that was checked: no check but those of fields can fail.
    pub(crate) fn emit_read(&self) -> TokenStream {
        let rt = self.rt;
        let steps = self.group().read.iter().map(|step| match *step {
            Step::Read { slot, .. } => self.emit_value(slot),
            Step::Group { slot, group, .. } => self.emit_inner(slot, group),
            Step::Literal { ref bytes, is_code } => emit_literal(bytes, is_code),
            // The order was checked with all else, and only a message has the others.
            Step::Ascending { .. }
            | Step::OnlyFlags(_)
            | Step::Count(_)
            | Step::Check { .. }
            | Step::Body(_)
            | Step::BodyLength(_)
            | Step::BodyDigest(..)
            | Step::Same(..) => TokenStream::new(),
        });
        let fields = self.group().slots.iter().zip(&self.held.fields).map(|(slot, field)| {
            let (member, local) = (&field.member, local(slot));
            quote!(#member: #local,)
        });
        let skipped = self.held.skipped.iter().map(|(member, value)| quote!(#member: #value,));
        quote! {
            #(#steps)*
            #rt::Ok(Self { #(#fields)* #(#skipped)* })
        }
    }

    fn emit_value(&self, slot: usize) -> TokenStream {
        let rt = self.rt;
        let (of, place, field) = (&self.group().slots[slot], self.place(slot), &self.held.fields[slot]);
        let (local, cut) = (local(of), emit_cut(of, &place));
        let check = emit_check(of, &quote!(__value, #place, __reader), rt);
        let refuse = quote!(#rt::Err(__reader.rejected(__value, #place)));
        let converted = emit_conversion(of.kind, &local, field, &refuse, rt);
        let converted = converted.map(|value| quote!(let #local = #value;));
        quote! {
            let __value = #cut;
            let #local = #check;
            #converted
        }
    }

    fn emit_inner(&self, slot: usize, group: usize) -> TokenStream {
        let (local, place) = (local(&self.group().slots[slot]), self.place(slot));
        let method = |name| self.wire.entry_method(group, &self.held.fields[slot].held, name, self.rt);
        match &self.wire.layout.groups[group].end {
            GroupEnd::Count(width) => {
                let (read, width) = (method("read_counted"), index(width.bytes().into()));
                quote!(let #local = #read::<#width>(__reader, #place)?;)
            }
            GroupEnd::Literal(bytes) => {
                let (read, bytes) = (method("read_until"), Literal::byte_string(bytes));
                quote!(let #local = #read(__reader, #bytes)?;)
            }
        }
    }

    /// Checks each value and writes it; what is added of one stands behind it.
    pub(crate) fn emit_write(&self, added: impl Fn(usize) -> TokenStream) -> TokenStream {
        let rt = self.rt;
        let scope = Scope::Entry(self.held.group);
        let of = Steps { wire: self.wire, scope, shape: None, places: self.places.clone(), rt };
        let steps = self.group().write.iter().map(|step| match *step {
            WriteStep::Field { slot, .. } => {
                let (described, field) = (&self.group().slots[slot], &self.held.fields[slot]);
                let value = emit_to_wire(described.kind, &local(described), field, rt);
                let (check, added, write) = (of.emit_check(step), added(slot), of.emit_item(step));
                quote!(#value #check #write #added)
            }
            WriteStep::Group { slot, group, ref unlike } => {
                self.emit_inner_write(&of, slot, group, unlike.as_deref())
            }
            WriteStep::Ascending { .. } => of.emit_check(step),
            WriteStep::Literal(_) => of.emit_item(step),
            // Only a message has them.
            WriteStep::Exclude { .. }
            | WriteStep::Constant { .. }
            | WriteStep::BodyLength { .. }
            | WriteStep::Copy { .. }
            | WriteStep::Body => TokenStream::new(),
        });
        quote! {
            #(#steps)*
            #rt::Ok(())
        }
    }

    fn emit_inner_write(
        &self,
        of: &Steps<'_>,
        slot: usize,
        group: usize,
        unlike: Option<&[u8]>,
    ) -> TokenStream {
        let field = &self.held.fields[slot];
        if let Some(end) = unlike {
            let write = self.wire.entry_method(group, &field.held, "write_unlike", self.rt);
            let (member, end) = (&field.member, Literal::byte_string(end));
            return quote!(#write(&self.#member, #end, __row)?;);
        }
        let width = index(self.group().slots[slot].prefix.map_or(0, |width| width.bytes().into()));
        let write = self.wire.entry_method(group, &field.held, "write", self.rt);
        let (member, most, place) = (&field.member, of.most_entries(group), self.place(slot));
        quote!(#write::<#width>(&self.#member, #most, #place, __row)?;)
    }
}
