//! Groups of messages that no schema describes: their entries describe themselves, so that message and entry are made apart
//! and meet in the traits `OwnGroup` and `OwnEntry` of the runtime.

use lonelypsp_schema::{GroupEnd, Slot, Step};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::checks::emit_check;
use crate::entry_codec::EntryCodec;
use crate::names::{group_type, local};
use crate::options::Options;
use crate::places::{emit_place, emit_places_within};
use crate::sequence::{emit_cut, emit_group, emit_literal};
use crate::target::{EntryStruct, Field, Generics, Held, Struct, Wire};
use crate::values::{Part, values_of};

/// Emits the types that stand for the groups of a message.
pub(crate) fn emit_own_groups(wire: Wire<'_>, held: &Struct, rt: &TokenStream) -> TokenStream {
    let values = values_of(wire.layout, &wire.layout.shapes[held.shape]);
    let groups = values.iter().zip(&held.fields).filter_map(|(value, field)| match value.of {
        Part::Slot(slot) => emit_own_group(wire, &wire.layout.slots[slot], field, None, rt),
        Part::Flag(_) | Part::UnknownFlags | Part::Body => None,
    });
    groups.collect()
}

/// The type that stands for a group, if its entries describe themselves.
fn emit_own_group(
    wire: Wire<'_>,
    slot: &Slot,
    field: &Field,
    within: Option<&TokenStream>,
    rt: &TokenStream,
) -> Option<TokenStream> {
    let (Some(group), Held::Own { sorted, .. }) = (slot.kind.as_group(), &field.held) else { return None };
    let (ty, place) = (group_type(group), emit_place(slot, within, rt));
    let sorted = match sorted {
        Some(name) => quote!(#rt::Some(#name)),
        None => quote!(#rt::None),
    };
    let end = Literal::byte_string(match &wire.layout.groups[group].end {
        GroupEnd::Literal(bytes) => bytes,
        GroupEnd::Count(_) => &[],
    });
    let (definition, params, args) = match within {
        None => (quote!(struct #ty;), TokenStream::new(), TokenStream::new()),
        Some(_) => (
            quote!(struct #ty<__G>(::core::marker::PhantomData<__G>);),
            quote!(<__G: #rt::OwnGroup>),
            quote!(<__G>),
        ),
    };
    Some(quote! {
        #definition

        impl #params #rt::OwnGroup for #ty #args {
            const PLACE: &'static #rt::Place = &#place;
            const SORTED: #rt::Option<&'static str> = #sorted;
            const END: &'static [u8] = #end;
        }
    })
}

/// Emits what a struct needs that holds an entry and describes it.
pub fn emit_own_entry(
    wire: Wire<'_>,
    generics: &Generics,
    held: &EntryStruct,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let slots = &wire.layout.groups[held.group].slots;
    let within = quote!(__G::PLACE);
    let groups = slots.iter().zip(&held.fields);
    let groups = groups.filter_map(|(slot, field)| emit_own_group(wire, slot, field, Some(&within), rt));
    let places = emit_places_within(slots, &within, rt);
    let codec = EntryCodec { wire, held, places: quote!(__Places::<__G>::ALL), rt };
    let outline = emit_outline(&codec, generics);
    let check = emit_own_check(&codec);
    let first = quote!(__Places::<__G>::ALL.first());
    let read = codec.emit_read();
    let write = codec.emit_write(|slot| {
        if !is_key(&codec, slot) {
            return TokenStream::new();
        }
        let (name, local, place) = (&slots[slot].at, local(&slots[slot]), codec.place(slot));
        quote! {
            if const { #rt::ascend_by::<__G>(#name) } {
                #rt::ascends(#local, __before, #place)?;
            }
        }
    });
    let implementation = emit_impl(generics, &outline, [first, check, read, write], rt);
    quote! {
        #(#groups)*

        struct __Places<__G>(::core::marker::PhantomData<__G>);

        impl<__G: #rt::OwnGroup> __Places<__G> {
            const ALL: &'static [#rt::Place] = #places;
        }

        #implementation
    }
}

/// For a struct that has mistakes, so that what holds it is not reported too; groups may be sorted by all of these names.
pub fn emit_fallback_own_entry(generics: &Generics, names: &[String], options: &Options) -> TokenStream {
    let rt = options.path();
    let never = || quote!(::core::unimplemented!());
    let outline = quote! {
        const OUTLINE: #rt::Outline = #rt::Outline { keys: &[#(#names,)*], begins: &[] };
        const DEPTH_OF_GROUPS: usize = 1;
    };
    emit_impl(generics, &outline, [never(), never(), never(), never()], rt)
}

fn emit_impl(
    generics: &Generics,
    outline: &TokenStream,
    [first, check, read, write]: [TokenStream; 4],
    rt: &TokenStream,
) -> TokenStream {
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    quote! {
        #[automatically_derived]
        impl<#params> #rt::OwnEntry<#input> for #ty #where_clause {
            #outline

            fn first<__G: #rt::OwnGroup>() -> #rt::Option<&'static #rt::Place> {
                #first
            }

            fn check<__G: #rt::OwnGroup>(
                __reader: &mut #rt::Reader<#input>,
                __before: &mut #rt::Key<#input>,
            ) -> #rt::Result<(), #rt::DecodeError> {
                #check
            }

            fn read<__G: #rt::OwnGroup>(
                __reader: &mut #rt::Reader<#input>,
            ) -> #rt::Result<Self, #rt::DecodeError> {
                #read
            }

            fn write<'__w, __G: #rt::OwnGroup>(
                &'__w self,
                __before: &mut #rt::Key<'__w>,
                __row: &mut #rt::Row<#rt::Vec<u8>>,
            ) -> #rt::Result<(), #rt::EncodeError> {
                #write
            }
        }
    }
}

/// Whether entries can be sorted by a value: what has an order and is held as it is, since it is compared when the next
/// entry is written.
fn is_key(codec: &EntryCodec<'_>, slot: usize) -> bool {
    let ordered = codec.group().slots[slot].kind.has_order();
    ordered && !matches!(codec.held.fields[slot].held, Held::With { .. })
}

/// What messages have to know of an entry.
fn emit_outline(codec: &EntryCodec<'_>, generics: &Generics) -> TokenStream {
    let (rt, input) = (codec.rt, &generics.input);
    let slots = &codec.group().slots;
    let keys = (0..slots.len()).filter(|slot| is_key(codec, *slot)).map(|slot| &slots[slot].at);
    let begins = Literal::byte_string(match codec.group().read.first() {
        Some(Step::Literal { bytes, .. }) => bytes,
        _ => &[],
    });
    let inner = codec.held.fields.iter().fold(quote!(0), |deepest, field| match &field.held {
        Held::Own { ty, .. } => {
            quote!(#rt::deeper(#deepest, #rt::OwnProbe::<#input, #ty, ()>::DEPTH_OF_GROUPS))
        }
        _ => deepest,
    });
    quote! {
        const OUTLINE: #rt::Outline = #rt::Outline { keys: &[#(#keys,)*], begins: #begins };
        const DEPTH_OF_GROUPS: usize = 1 + #inner;
    }
}

/// Checks an entry where it lies; nothing is kept of it but what the next one is compared with.
fn emit_own_check(codec: &EntryCodec<'_>) -> TokenStream {
    let rt = codec.rt;
    let slots = &codec.group().slots;
    let steps = codec.group().read.iter().map(|step| match *step {
        Step::Read { slot, .. } => {
            let (of, place) = (&slots[slot], codec.place(slot));
            let cut = emit_cut(of, &place);
            let check = emit_check(of, &quote!(__value, #place, __reader), rt);
            if !is_key(codec, slot) {
                return quote!(let __value = #cut; #check;);
            }
            let (local, name) = (local(of), &of.at);
            quote! {
                let __value = #cut;
                let #local = #check;
                if const { #rt::ascend_by::<__G>(#name) } {
                    __reader.ascends(#local, __before, __value, #place)?;
                }
            }
        }
        Step::Group { slot, group, .. } => {
            let held = &codec.held.fields[slot].held;
            let inner = emit_group(codec.wire, group, Some(held), &codec.place(slot), rt);
            quote!(#inner;)
        }
        Step::Literal { ref bytes, is_code } => emit_literal(bytes, is_code),
        // What it is sorted by, the message says; and only a message has the others.
        Step::Ascending { .. }
        | Step::OnlyFlags(_)
        | Step::Count(_)
        | Step::Check { .. }
        | Step::Body(_)
        | Step::BodyLength(_)
        | Step::BodyDigest(..)
        | Step::Same(..) => TokenStream::new(),
    });
    quote! {
        #(#steps)*
        #rt::Ok(())
    }
}
