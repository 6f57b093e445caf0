//! All protocols of a schema.

use std::mem::{replace, take};

use lonelypsp_schema::Schema;
use proc_macro2::TokenStream;
use quote::quote;

use crate::options::Options;
use crate::pieces::{Piece, Taker};
use crate::protocol::emit_protocol;

/// Emits all protocols, and hands on each piece as it is made.
pub(crate) fn emit_pieces(schema: &Schema, options: &Options, taker: &mut Taker<'_>) {
    schema.protocols.iter().for_each(|protocol| emit_protocol(schema, protocol, options, taker));
}

/// Emits all protocols as one.
pub(crate) fn emit_whole(schema: &Schema, options: &Options) -> TokenStream {
    let (mut items, mut open) = (TokenStream::new(), Vec::new());
    emit_pieces(schema, options, &mut |piece| match piece {
        Piece::Open(head) => open.push((head, take(&mut items))),
        Piece::Items(more) => items.extend(more),
        Piece::Close => {
            let (head, before) = open.pop().unwrap_or_default();
            let inner = replace(&mut items, before);
            items.extend(quote!(#head { #inner }));
        }
    });
    items
}
