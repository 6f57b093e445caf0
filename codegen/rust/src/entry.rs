//! The entries of groups: the struct that holds one, and how it is read and written.

use lonelypsp_schema::{Group, Slot};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::borrows::{entry_generics, slot_type};
use crate::deprecation::emit_deprecation;
use crate::doc::emit_doc;
use crate::entry_codec::EntryCodec;
use crate::names::ident;
use crate::options::Options;
use crate::places::emit_entry_places;
use crate::reflection::emit_entry_reflection;
use crate::target::{EntryStruct, Field, Generics, Held, Wire};

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
        let deprecation = emit_deprecation(&slot.availability);
        quote!(#doc #deprecation pub #name: #ty,)
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
    let codec = EntryCodec { wire, held, places: quote!(Self::PLACES), rt };
    let (read, write) = (codec.emit_read(), codec.emit_write(|_| TokenStream::new()));
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

            #[inline(always)]
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
