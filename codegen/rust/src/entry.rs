//! The entries of groups: the struct that holds one, and how it is read and written.

use lonelypsp_schema::{Group, GroupEnd, Slot, Step, WriteStep};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::borrows::{entry_generics, slot_type};
use crate::build::{emit_conversion, emit_to_wire};
use crate::checks::emit_check;
use crate::doc::emit_doc;
use crate::names::{ident, index, local};
use crate::options::Options;
use crate::places::{Scope, emit_entry_places};
use crate::reflection::emit_entry_reflection;
use crate::sequence::{emit_cut, emit_literal};
use crate::target::{EntryStruct, Field, Generics, Held, Wire};
use crate::write::Steps;

/// Emits the structs for the entries of all groups of a message.
pub(crate) fn emit_entries(wire: Wire<'_>, options: &Options) -> TokenStream {
    let all = (0..wire.layout.groups.len()).map(|group| {
        let held = generated_struct(wire, group);
        let generics = entry_generics(wire, group);
        let definition = emit_definition(wire, group, options);
        let reflection = emit_entry_reflection(wire, group, &generics, options);
        let codec = emit_entry_codec(wire, &generics, &held, options);
        quote!(#definition #reflection #codec)
    });
    all.collect()
}

/// How the field of a generated struct holds a value.
pub(crate) fn slot_holder(wire: Wire<'_>, slot: &Slot, member: &Ident) -> Field {
    let held = match slot.kind.as_group() {
        Some(group) => Held::Entries(entry_generics(wire, group).ty()),
        None => Held::Plain,
    };
    Field { member: quote!(#member), held }
}

fn generated_struct(wire: Wire<'_>, group: usize) -> EntryStruct {
    let slots = &wire.layout.groups[group].slots;
    let fields = slots.iter().map(|slot| slot_holder(wire, slot, &ident(&slot.at)));
    EntryStruct { group, fields: fields.collect(), skipped: Vec::new() }
}

fn emit_definition(wire: Wire<'_>, group: usize, options: &Options) -> TokenStream {
    let rt = options.path();
    let Group { doc, slots, .. } = &wire.layout.groups[group];
    let doc = emit_doc(doc);
    let ty = entry_generics(wire, group).ty();
    let fields = slots.iter().map(|slot| {
        let (doc, name, ty) = (emit_doc(&slot.doc), ident(&slot.at), slot_type(wire, slot, rt));
        quote!(#doc pub #name: #ty,)
    });
    // Nobody means a digest of zeros.
    let exact = |slot: &Slot| slot.kind.is_exact_bytes();
    let default = (!slots.iter().any(exact)).then(|| quote!(::core::default::Default,));
    quote! {
        #doc
        #[derive(::core::clone::Clone, #default ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub struct #ty {
            #(#fields)*
        }
    }
}

/// Emits what a struct needs that holds an entry of a group.
pub fn emit_entry_codec(
    wire: Wire<'_>,
    generics: &Generics,
    held: &EntryStruct,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let group = &wire.layout.groups[held.group];
    let id = Literal::u64_unsuffixed(wire.group_id(held.group));
    let places = emit_entry_places(wire, held.group, rt);
    let emitter = Emitter { wire, held, group, rt };
    let (read, write) = (emitter.emit_read(), emitter.emit_write());
    let before = if group.sorted.is_some() { quote!(__before) } else { quote!(_) };
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Entry<#input, #id> for #ty #where_clause {
            const PLACES: &'static [#rt::Place] = #places;

            fn read(__reader: &mut #rt::Reader<#input>) -> #rt::Result<Self, #rt::DecodeError> {
                #read
            }

            fn write<'__w>(
                &'__w self,
                #before: &mut #rt::Key<'__w>,
                __row: &mut #rt::Row<#rt::Vec<u8>>,
            ) -> #rt::Result<(), #rt::EncodeError> {
                #write
            }
        }
    }
}

/// For a struct that has mistakes, so that what holds it is not reported too.
pub fn emit_fallback_entry(
    wire: Wire<'_>,
    generics: &Generics,
    group: usize,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let id = Literal::u64_unsuffixed(wire.group_id(group));
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    quote! {
        impl<#params> #rt::Entry<#input, #id> for #ty #where_clause {
            const PLACES: &'static [#rt::Place] = &[];

            fn read(_: &mut #rt::Reader<#input>) -> #rt::Result<Self, #rt::DecodeError> {
                ::core::unimplemented!()
            }

            fn write<'__w>(
                &'__w self,
                _: &mut #rt::Key<'__w>,
                _: &mut #rt::Row<#rt::Vec<u8>>,
            ) -> #rt::Result<(), #rt::EncodeError> {
                ::core::unimplemented!()
            }
        }
    }
}

struct Emitter<'a> {
    wire: Wire<'a>,
    held: &'a EntryStruct,
    group: &'a Group,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    fn place(slot: usize) -> TokenStream {
        let at = index(slot);
        quote!(&Self::PLACES[#at])
    }

    /// Reads an entry that was checked: no check but those of fields can fail.
    fn emit_read(&self) -> TokenStream {
        let rt = self.rt;
        let steps = self.group.read.iter().map(|step| match *step {
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
        let fields = self.group.slots.iter().zip(&self.held.fields).map(|(slot, field)| {
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
        let (of, place, field) = (&self.group.slots[slot], Self::place(slot), &self.held.fields[slot]);
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
        let Held::Entries(ty) = &self.held.fields[slot].held else { return TokenStream::new() };
        let (local, place) = (local(&self.group.slots[slot]), Self::place(slot));
        match &self.wire.layout.groups[group].end {
            GroupEnd::Count(width) => {
                let read = self.wire.entry_method(group, ty, "read_counted", self.rt);
                let width = index(width.bytes().into());
                quote!(let #local = #read::<#width>(__reader, #place)?;)
            }
            GroupEnd::Literal(bytes) => {
                let read = self.wire.entry_method(group, ty, "read_until", self.rt);
                let bytes = Literal::byte_string(bytes);
                quote!(let #local = #read(__reader, #bytes)?;)
            }
        }
    }

    /// Checks each value and writes it.
    fn emit_write(&self) -> TokenStream {
        let rt = self.rt;
        let scope = Scope::Entry(self.held.group);
        let of = Steps { wire: self.wire, scope, shape: None, places: quote!(Self::PLACES), rt };
        let steps = self.group.write.iter().map(|step| match *step {
            WriteStep::Field { slot, .. } => {
                let (described, field) = (&self.group.slots[slot], &self.held.fields[slot]);
                let value = emit_to_wire(described.kind, &local(described), field, rt);
                let (check, write) = (of.emit_check(step), of.emit_item(step));
                quote!(#value #check #write)
            }
            WriteStep::Group { slot, group } => self.emit_inner_write(&of, slot, group),
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

    fn emit_inner_write(&self, of: &Steps<'_>, slot: usize, group: usize) -> TokenStream {
        let field = &self.held.fields[slot];
        let Held::Entries(ty) = &field.held else { return TokenStream::new() };
        let width = index(self.group.slots[slot].prefix.map_or(0, |width| width.bytes().into()));
        let write = self.wire.entry_method(group, ty, "write", self.rt);
        let (member, most, place) = (&field.member, of.most_entries(group), Self::place(slot));
        quote!(#write::<#width>(&self.#member, #most, #place, __row)?;)
    }
}
