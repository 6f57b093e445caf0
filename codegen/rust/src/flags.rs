//! The flags of the prefix, as decoding asks for them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::mentioned::Mentioned;
use crate::names::{flag_local, ident, unknown_flags_local};
use crate::target::Wire;

/// The flags of the prefix that some code uses, if it uses any: what makes locals of `__flags`.
pub(crate) fn emit_flags(wire: Wire<'_>, code: &TokenStream) -> Option<TokenStream> {
    let protocol = wire.protocol;
    let mentioned = Mentioned::by(code);
    let flags = protocol.flags.iter().map(|flag| {
        let mask = Literal::u16_unsuffixed(flag.mask());
        (flag_local(&flag.name), quote!(__flags & #mask != 0))
    });
    let known = Literal::u16_unsuffixed(protocol.known_flags());
    let unknown = quote!(<u64 as ::core::convert::From<u16>>::from(__flags & !#known));
    let all = flags.chain([(unknown_flags_local(), unknown)]);
    let used: Vec<_> = all.filter(|(local, _)| mentioned.has(local)).collect();
    let lets = used.iter().map(|(local, value)| quote!(let #local = #value;));
    (!used.is_empty() || mentioned.has(&ident("__flags"))).then(|| lets.collect())
}

/// Whether the prefix has any other flags than these.
pub(crate) fn emit_unknown_flag(known: u16) -> TokenStream {
    let known = Literal::u16_unsuffixed(known);
    quote!(__flags & !#known != 0)
}
