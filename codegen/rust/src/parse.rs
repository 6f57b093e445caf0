//! Decoding: what a type says of its bytes, and the two paths through them.

use lonelypsp_schema::{Prefix, Reading};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::exact::emit_exact;
use crate::fast::emit_fast;
use crate::options::Options;
use crate::places::emit_places;
use crate::scan::emit_scan;
use crate::target::{Generics, Target, Wire};

/// `impl Parse`.
pub(crate) fn emit_parse(wire: Wire<'_>, target: &Target, options: &Options) -> TokenStream {
    let rt = options.path();
    let code = Literal::u16_unsuffixed(wire.message.code);
    let known = options.known_codes().cloned().unwrap_or_else(|| emit_codes(wire.known_codes()));
    let minimal_flag = Literal::u16_unsuffixed(wire.protocol.minimal_flag());
    let places = emit_places(wire, rt);
    let fast = match &wire.layout.plan.read {
        Reading::Block(block) => emit_fast(wire, &block.fast, target, options),
        Reading::Sequence(_) => TokenStream::new(),
    };
    let exact = emit_exact(wire, target, options);
    let scan = emit_scan(wire, target, rt);
    let no_prefix = emit_no_prefix(wire.protocol.prefix);
    let generics = &target.generics;
    let (ty, where_clause) = (generics.ty(), generics.where_clause());
    let Generics { input, params, .. } = generics;
    quote! {
        #[automatically_derived]
        impl<#params> #rt::Parse<#input> for #ty #where_clause {
            #no_prefix
            const CODE: u16 = #code;
            const KNOWN_CODES: &'static [u16] = #known;
            const MINIMAL_FLAG: u16 = #minimal_flag;
            const PLACES: &'static [#rt::Place] = #places;

            #fast
            #exact
            #scan
        }
    }
}

/// Whether there is a prefix, where a trait has to be told.
pub(crate) fn emit_no_prefix(prefix: Prefix) -> Option<TokenStream> {
    match prefix {
        Prefix::FlagsAndCode => None,
        Prefix::None => Some(quote!(
            const HAS_PREFIX: bool = false;
        )),
    }
}

/// Type codes as a slice.
pub(crate) fn emit_codes(codes: impl IntoIterator<Item = u16>) -> TokenStream {
    let codes = codes.into_iter().map(Literal::u16_unsuffixed);
    quote!(&[#(#codes,)*])
}
