//! The steps that only sequences have: values without names, literals, and groups of entries.

use lonelypsp_schema::{Group, GroupEnd, Slot, Step};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::checks::emit_check;
use crate::names::{index, local};
use crate::places::{Scope, place_index};
use crate::target::{Held, Wire};

/// The bytes of a value, cut out of what is left.
pub(crate) fn emit_cut(slot: &Slot, place: &TokenStream) -> TokenStream {
    match slot.prefix {
        Some(width) => {
            let width = index(width.bytes().into());
            quote!(__reader.behind_length::<#width>(#place)?)
        }
        None => {
            let length = index(slot.kind.fixed_length().unwrap_or_default().into());
            quote!(__reader.exactly(#length, #place)?)
        }
    }
}

pub(crate) fn emit_literal(bytes: &[u8], is_code: bool) -> TokenStream {
    let bytes = Literal::byte_string(bytes);
    if is_code { quote!(__reader.code(#bytes)?;) } else { quote!(__reader.literal(#bytes)?;) }
}

/// Reads a group and checks its entries; what it gives is their bytes. Entries that describe themselves are checked by the
/// type that holds them.
pub(crate) fn emit_group(
    wire: Wire<'_>,
    group: usize,
    held: Option<&Held>,
    place: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    emit_group_by(wire, group, held, [&quote!(__reader.), &TokenStream::new()], place, rt)
}

/// An outermost group, whose entries may have passed.
pub(crate) fn emit_known_group(
    wire: Wire<'_>,
    group: usize,
    held: Option<&Held>,
    place: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    emit_group_by(wire, group, held, [&quote!(__known.), &quote!(&mut __reader,)], place, rt)
}

fn emit_group_by(
    wire: Wire<'_>,
    group: usize,
    held: Option<&Held>,
    [by, reader]: [&TokenStream; 2],
    place: &TokenStream,
    rt: &TokenStream,
) -> TokenStream {
    let Group { end, sorted, .. } = &wire.layout.groups[group];
    let entry = match held {
        Some(held @ Held::Own { .. }) => wire.entry_method(group, held, "check", rt),
        _ => {
            let steps = emit_entry_checks(wire, group, rt);
            let before = if sorted.is_some() { quote!(__before) } else { quote!(_) };
            Some(quote! {
                |__reader, #before| {
                    #steps
                    #rt::Ok(())
                }
            })
        }
    };
    match end {
        GroupEnd::Count(width) => {
            let width = index(width.bytes().into());
            quote!(#by counted::<#width>(#reader #place, #entry)?)
        }
        GroupEnd::Literal(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote!(#by until(#reader #bytes, #entry)?)
        }
    }
}

/// The steps of an entry, of which nothing is kept but what the next one is compared with.
pub(crate) fn emit_entry_checks(wire: Wire<'_>, group: usize, rt: &TokenStream) -> TokenStream {
    let Group { slots, sorted, read, .. } = &wire.layout.groups[group];
    let place = |slot: usize| {
        let at = place_index(wire, Scope::Entry(group), slot);
        quote!(&Self::PLACES[#at])
    };
    let steps = read.iter().map(|step| match *step {
        Step::Read { slot, .. } => {
            let (of, place) = (&slots[slot], place(slot));
            let cut = emit_cut(of, &place);
            let check = emit_check(of, &quote!(__value, #place, __reader), rt);
            let name = (*sorted == Some(slot)).then(|| {
                let local = local(of);
                quote!(let #local =)
            });
            quote! {
                let __value = #cut;
                #name #check;
            }
        }
        Step::Group { slot, group, .. } => {
            let inner = emit_group(wire, group, None, &place(slot), rt);
            quote!(#inner;)
        }
        Step::Ascending { slot } => {
            let (local, place) = (local(&slots[slot]), place(slot));
            quote!(__reader.ascends(#local, __before, __value, #place)?;)
        }
        Step::Literal { ref bytes, is_code } => emit_literal(bytes, is_code),
        // Only a message has them.
        Step::OnlyFlags(_)
        | Step::Count(_)
        | Step::Check { .. }
        | Step::Body(_)
        | Step::BodyLength(_)
        | Step::BodyDigest(..)
        | Step::Same(..) => TokenStream::new(),
    });
    steps.collect()
}
