//! The module of a protocol: its flags, and a module per direction.

use lonelypsp_schema::{Direction, Prefix, Protocol, Schema, UnknownFlags};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::deprecation::emit_deprecation;
use crate::direction::emit_direction;
use crate::doc::emit_doc;
use crate::lints::allow_lints;
use crate::names::{constant, snake};
use crate::options::Options;
use crate::pieces::{Piece, Taker};

pub(crate) fn emit_protocol(schema: &Schema, protocol: &Protocol, options: &Options, taker: &mut Taker<'_>) {
    let module = snake(&protocol.name);
    let doc = emit_doc(&protocol.doc);
    let header_mode = options.seen_from_protocol(&quote!(HeaderMode));
    let flags = emit_flags(protocol);
    // A formatter would make it differ from what is generated next time.
    let unformatted = options.is_kept().then(|| quote!(#[rustfmt::skip]));
    let lints = allow_lints(protocol.has_deprecated());
    taker(Piece::Open(quote! {
        #doc
        #unformatted
        #lints
        pub mod #module
    }));
    match protocol.prefix {
        Prefix::FlagsAndCode => taker(Piece::Items(quote!(pub use #header_mode; #flags))),
        Prefix::None => {}
    }
    for direction in Direction::BOTH {
        emit_direction(schema, protocol, direction, options, taker);
    }
    taker(Piece::Close);
}

fn emit_flags(protocol: &Protocol) -> TokenStream {
    let is_minimal = match protocol.minimal_flag() {
        // Nothing but sequences, then.
        0 => quote!(false),
        minimal => {
            let minimal = Literal::u16_unsuffixed(minimal);
            quote!(self.0 & #minimal != 0)
        }
    };
    let doc = match protocol.unknown_flags {
        UnknownFlags::Ignore => "Bits without a name are kept and mean nothing.",
        UnknownFlags::Refuse => "A message that has a bit without a name is refused.",
        UnknownFlags::Keep => "Bits without a name are a field of every message.",
    };
    let doc = format!(" The flags in the first two bytes of every message. {doc}");
    let constants = protocol.flags.iter().map(|flag| {
        let doc = emit_doc(&flag.doc);
        let name = constant(&flag.name);
        let mask = Literal::u16_unsuffixed(flag.mask());
        let deprecation = emit_deprecation(&flag.availability);
        quote!(#doc #deprecation pub const #name: Self = Self(#mask);)
    });
    quote! {
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug, ::core::default::Default,
            ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
        pub struct Flags(
            /// All 16 bits.
            pub u16,
        );

        impl Flags {
            #(#constants)*

            /// Whether all bits of `other` are set in these.
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether the minimal header block follows; otherwise the expanded one does.
            pub const fn is_minimal(self) -> bool {
                #is_minimal
            }
        }
    }
}
