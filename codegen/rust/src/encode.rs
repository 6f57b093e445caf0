//! Encoding: the write steps of a shape's plan, once as checks, once as a length, once as bytes.

use lonelypsp_schema::{Prefix, Shape, WriteStep};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::build::emit_with_values;
use crate::names::{body_local, flag_local, index, unknown_flags_local};
use crate::options::Options;
use crate::places::Scope;
use crate::target::{Generics, Struct, Wire};
use crate::values::{pattern_for, values_of};
use crate::write::Steps;

/// `impl Encode` for a struct.
pub(crate) fn emit_encode(
    wire: Wire<'_>,
    generics: &Generics,
    held: &Struct,
    options: &Options,
) -> TokenStream {
    let rt = options.path();
    let shape = &wire.layout.shapes[held.shape];
    let steps = wire.layout.plan.write.get(held.shape).map_or(&[][..], Vec::as_slice);
    let places = quote!(<Self as #rt::Parse<'_>>::PLACES);
    let of = Steps { wire, scope: Scope::Message, shape: Some(shape), places, rt };
    let emitter = Emitter { wire, shape, of, rt };
    let types = wire.written_type(shape, rt);
    let with_values = emit_with_values(wire, held, rt);
    let (check, len, write, body) = (
        emitter.emit_check_limits(steps),
        emitter.emit_block_len(steps),
        emitter.emit_write_block(steps),
        emitter.emit_body(),
    );
    let Generics { input, params, .. } = generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Encode<#input> for #ty #where_clause {
            type Values<'__w> = #types;

            #with_values
            #check
            #len
            #write
            #body
        }
    }
}

struct Emitter<'a> {
    wire: Wire<'a>,
    shape: &'a Shape,
    of: Steps<'a>,
    rt: &'a TokenStream,
}

impl Emitter<'_> {
    /// The pattern of the values that some code uses.
    fn pattern(&self, code: &TokenStream) -> TokenStream {
        pattern_for(code, &values_of(self.wire.layout, self.shape), self.wire)
    }

    fn emit_check_limits(&self, steps: &[WriteStep]) -> TokenStream {
        let rt = self.rt;
        let flags = self.emit_flags_check();
        let checks = steps.iter().map(|step| self.of.emit_check(step));
        let code = quote!(#flags #(#checks)* #rt::Ok(()));
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn check_limits(#pattern: Self::Values<'_>) -> #rt::Result<(), #rt::EncodeError> {
                #code
            }
        }
    }

    /// That bits which no flag names are none that a flag names.
    fn emit_flags_check(&self) -> Option<TokenStream> {
        let rt = self.rt;
        self.shape.unknown_flags.as_ref()?;
        let (bits, known) =
            (unknown_flags_local(), Literal::u16_unsuffixed(self.wire.protocol.known_flags()));
        Some(quote!(#rt::unnamed_flags(#bits, #known)?;))
    }

    fn emit_block_len(&self, steps: &[WriteStep]) -> TokenStream {
        let lengths = steps.iter().filter_map(|step| self.of.emit_length(step));
        let values = self.wire.protocol.prefix.length()
            + steps.iter().map(|step| self.of.constant_length(step)).sum::<usize>();
        let minimal = index(values);
        let code = if self.wire.layout.is_block() {
            // The count, and each header's name behind its length.
            let names = self.shape.slots.iter().map(|of| 2 + self.wire.layout.slots[of.slot].at.len());
            let expanded = index(values + 2 + names.sum::<usize>());
            quote! {
                let __constant = if __EXPANDED { #expanded } else { #minimal };
                __constant #(+ #lengths)*
            }
        } else {
            quote!(#minimal #(+ #lengths)*)
        };
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn block_len<const __EXPANDED: bool>(#pattern: Self::Values<'_>) -> usize {
                #code
            }
        }
    }

    fn emit_write_block(&self, steps: &[WriteStep]) -> TokenStream {
        let rt = self.rt;
        let (minimal, expanded) = self.prefixes();
        let flags = self.emit_flags();
        let is_block = self.wire.layout.is_block();
        let start = match (is_block, flags) {
            (true, None) => quote!(#rt::Writer::<__S, __EXPANDED>::new(__sink, #minimal, #expanded)),
            (true, Some(flags)) => {
                quote!(#rt::Writer::<__S, __EXPANDED>::with_flags(__sink, #minimal, #expanded, #flags))
            }
            (false, None) => match self.wire.protocol.prefix {
                Prefix::FlagsAndCode => quote!(#rt::Row::<__S>::new(__sink, #minimal)),
                Prefix::None => quote!(#rt::Row::<__S>::bare(__sink)),
            },
            (false, Some(flags)) => quote!(#rt::Row::<__S>::with_flags(__sink, #minimal, #flags)),
        };
        let written = steps
            .iter()
            .map(|step| if is_block { self.of.emit_header(step) } else { self.of.emit_item(step) });
        let written: TokenStream = written.collect();
        let name = if is_block { quote!(__writer) } else { quote!(__row) };
        let code =
            if written.is_empty() { quote!(#start;) } else { quote!(let mut #name = #start; #written) };
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn write_block<__S: #rt::Sink, const __EXPANDED: bool>(#pattern: Self::Values<'_>, __sink: __S) {
                #code
            }
        }
    }

    fn emit_body(&self) -> TokenStream {
        let rt = self.rt;
        let code = match self.shape.body {
            Some(_) => {
                let body = body_local();
                quote!(#rt::Some(#body))
            }
            None => quote!(#rt::None),
        };
        let pattern = self.pattern(&code);
        quote! {
            #[inline(always)]
            fn body(#pattern: Self::Values<'_>) -> #rt::Option<&[u8]> {
                #code
            }
        }
    }

    /// The first bytes of a message: the flags that it always has and its type code, and the count of an expanded block.
    fn prefixes(&self) -> (Literal, Literal) {
        let protocol = self.wire.protocol;
        let always = protocol.always_set(self.shape);
        let mode = if self.wire.layout.is_block() { protocol.minimal_flag() } else { 0 };
        let code = self.wire.message.code.to_be_bytes();
        let count = u16::try_from(self.shape.slots.len()).unwrap_or(u16::MAX).to_be_bytes();
        let minimal = [(mode | always).to_be_bytes(), code].concat();
        let expanded = [always.to_be_bytes(), code, count].concat();
        (Literal::byte_string(&minimal), Literal::byte_string(&expanded))
    }

    /// The flags that fields say, as one number, if there are any.
    fn emit_flags(&self) -> Option<TokenStream> {
        let flags = self.shape.flag_fields().map(|(flag, _)| {
            let flag = &self.wire.protocol.flags[flag];
            let (local, bit) = (flag_local(&flag.name), Literal::u8_unsuffixed(flag.bit));
            quote!(<u16 as ::core::convert::From<bool>>::from(#local) << #bit)
        });
        let unknown = self.shape.unknown_flags.iter().map(|_| {
            let bits = unknown_flags_local();
            quote!(#bits as u16)
        });
        let all: Vec<_> = flags.chain(unknown).collect();
        (!all.is_empty()).then(|| quote!(#(#all)|*))
    }
}
