//! The scan program as a table, and the check of one entry: what input in pieces needs beside the exact path.

use lonelypsp_schema::{GroupEnd, ScanStep, Subject, Width};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::index;
use crate::sequence::emit_entry_checks;
use crate::target::{Held, Target, Wire};

/// Items of `impl Parse`.
pub(crate) fn emit_scan(wire: Wire<'_>, target: &Target, rt: &TokenStream) -> TokenStream {
    let groups = wire.layout.slots.iter().enumerate().filter(|(_, slot)| slot.kind.as_group().is_some());
    let is_own = |slot| matches!(target.holder_of(wire, slot), Some(Held::Own { .. }));
    if groups.map(|(at, _)| at).any(is_own) {
        // What their entries consist of is not known here.
        return quote! {
            const SCAN: &'static [#rt::Scan] = &[];
            const IS_SCANNED: bool = false;
        };
    }
    let steps = emit_steps(wire, &wire.layout.plan.scan, rt);
    let entries = emit_entries(wire, target, rt);
    quote! {
        const SCAN: &'static [#rt::Scan] = #steps;

        #entries
    }
}

fn emit_steps(wire: Wire<'_>, steps: &[ScanStep], rt: &TokenStream) -> TokenStream {
    let width = |width: Width| index(width.bytes().into());
    let steps = steps.iter().map(|step| match step {
        ScanStep::Bytes(length) => {
            let length = Literal::u64_unsuffixed(*length);
            quote!(#rt::Scan::Bytes(#length))
        }
        ScanStep::Counted(of) => {
            let width = width(*of);
            quote!(#rt::Scan::Counted(#width))
        }
        ScanStep::Number { prefix, most, .. } => {
            let (width, most) =
                (index(prefix.map_or(0, |width| width.bytes().into())), index((*most).into()));
            quote!(#rt::Scan::Number(#width, #most))
        }
        ScanStep::Block { minimal } => {
            let minimal = emit_steps(wire, minimal, rt);
            quote!(#rt::Scan::Block(#minimal))
        }
        ScanStep::Group { end, entry, .. } => {
            let entry = emit_steps(wire, entry, rt);
            match end {
                GroupEnd::Count(of) => {
                    let width = width(*of);
                    quote!(#rt::Scan::Entries(#width, #entry))
                }
                GroupEnd::Literal(bytes) => {
                    let bytes = Literal::byte_string(bytes);
                    quote!(#rt::Scan::EntriesUntil(#bytes, #entry))
                }
            }
        }
        ScanStep::When { on, equals, yes, no } => {
            let (yes, no) = (emit_steps(wire, yes, rt), emit_steps(wire, no, rt));
            match on {
                Subject::Slot(_) => {
                    let equals = Literal::u64_unsuffixed(*equals);
                    quote!(#rt::Scan::When(#equals, [#yes, #no]))
                }
                Subject::Flag(flag) => {
                    let mask = Literal::u16_unsuffixed(wire.protocol.flags[*flag].mask());
                    let (set, not_set) = if *equals == 0 { (no, yes) } else { (yes, no) };
                    quote!(#rt::Scan::WhenFlag(#mask, [#set, #not_set]))
                }
            }
        }
        ScanStep::Body(of) => {
            let width = index(of.map_or(0, |width| width.bytes().into()));
            quote!(#rt::Scan::Body(#width))
        }
    });
    quote!(&[#(#steps,)*])
}

/// What reads entries one by one, if there are groups.
fn emit_entries(wire: Wire<'_>, target: &Target, rt: &TokenStream) -> Option<TokenStream> {
    let groups: Vec<usize> = wire.layout.slots.iter().filter_map(|slot| slot.kind.as_group()).collect();
    if groups.is_empty() {
        return None;
    }
    let ids = groups.iter().map(|group| Literal::u64_unsuffixed(wire.group_id(*group)));
    let checks = groups.iter().enumerate().map(|(ordinal, group)| {
        let (ordinal, checks) = (index(ordinal), emit_entry_checks(wire, *group, rt));
        quote!(#ordinal => { #checks })
    });
    let is_sorted = groups.iter().any(|group| wire.layout.groups[*group].sorted.is_some());
    let before = if is_sorted { quote!(__before) } else { quote!(_) };
    let input = &target.generics.input;
    Some(quote! {
        const GROUPS: &'static [u64] = &[#(#ids,)*];

        fn check_entry(
            __group: usize,
            __reader: &mut #rt::Reader<#input>,
            #before: &mut #rt::Key<#input>,
        ) -> #rt::Result<(), #rt::DecodeError> {
            match __group {
                #(#checks)*
                _ => {}
            }
            #rt::Ok(())
        }
    })
}
