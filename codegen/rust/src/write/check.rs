//! The write steps as checks: that a reader would accept what is written.

use lonelypsp_schema::{Condition, FlagSource, GroupEnd, Subject, WriteStep};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::names::{body_local, flag_local, index};
use crate::places::emit_flag_place;

use super::Steps;

impl Steps<'_> {
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
        if kind.form.is_octets() {
            return match kind.length.exactly() {
                // What it is held in has the length.
                Some(_) => TokenStream::new(),
                None => self.emit_fits(&self.emit_len(slot), self.slot(slot).longest(), &about),
            };
        }
        let Some(range) = kind.integer_range() else { return TokenStream::new() };
        if *range.start() == 0 {
            let range = self.emit_range_check(slot);
            let number = self.number(slot);
            let is_not = not.iter().map(|not| {
                let not = Literal::u64_unsuffixed(*not);
                quote!(#rt::is_not(#number, #not, #about)?;)
            });
            return quote!(#range #(#is_not)*);
        }
        let bounds = i64::try_from(*range.start()).ok().zip(i64::try_from(*range.end()).ok());
        // All that a field can hold fits.
        let Some((low, high)) = bounds.filter(|bounds| *bounds != (i64::MIN, i64::MAX)) else {
            return TokenStream::new();
        };
        let (low, high) = (Literal::i64_unsuffixed(low), Literal::i64_unsuffixed(high));
        quote!(#rt::in_range(#local, #low..=#high, #about)?;)
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
}
