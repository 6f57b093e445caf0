//! What a message is joined from when it is written on the fast path.

use lonelypsp_schema::{Form, Layout, Piece, Spelling, Width};

use super::code::{Uses, from};
use super::forms;
use super::names::BODY;
use super::text::{bytes, hex};

/// The parts that are joined, and what they use. The values are called so.
pub(super) fn parts(
    pieces: &[Piece],
    layout: &Layout,
    value: impl Fn(usize) -> String,
) -> (Vec<String>, Uses) {
    let mut uses = Uses::default();
    let kind = |slot: usize| layout.slots[slot].kind;
    let part = |piece: &Piece| match piece {
        Piece::Fixed(fixed) => Some(bytes(fixed)),
        Piece::Flags(0) => Some("flags.to_bytes(2, \"big\")".to_owned()),
        Piece::Flags(mode) => Some(format!("(flags | {}).to_bytes(2, \"big\")", hex((*mode).into()))),
        // Its bytes are looked up together with their length.
        Piece::Length { slot, .. } if kind(*slot).form == Form::Uint(Spelling::Minimal) => None,
        Piece::Length { slot, width } => Some(length(*width, &value(*slot), &mut uses)),
        // A group is no piece of its own.
        Piece::Value(slot) => forms::written(kind(*slot), &value(*slot), &mut uses),
        Piece::BodyLength(width) => Some(length(*width, BODY, &mut uses)),
        Piece::Body => Some(BODY.to_owned()),
        // What has groups is not written on this path.
        Piece::Count { .. } | Piece::Entries { .. } => None,
    };
    (pieces.iter().filter_map(part).collect(), uses)
}

fn length(width: Width, x: &str, uses: &mut Uses) -> String {
    let table = match width {
        Width::U8 => "BYTE",
        Width::U16 => "LENGTH",
        Width::U32 | Width::U64 => return format!("len({x}).to_bytes({}, \"big\")", width.bytes()),
    };
    uses.add(from::FAST, table);
    format!("{table}[len({x})]")
}
