//! What stands around the entries of a message's groups, for messages that can be written entry by entry: nothing before a
//! group says how many entries it has.

use lonelypsp_schema::{Message, Piece, Protocol, WriteStep};

use super::checks::Checks;
use super::lines::Lines;
use super::packed::Packed;

/// The lines of the method that gives the pieces: those before the first group, between groups, and behind the last.
/// None if it cannot be written so.
pub(super) fn frame_lines(protocol: &Protocol, message: &Message, column: usize) -> Option<String> {
    let (shape, steps) = message.entry_by_entry(protocol)?;
    let mut lines = Lines::at(column);
    let of = |steps| Checks { protocol, message, slots: &message.layout.slots, shape: Some(shape), steps };
    for steps in steps.split(|step| matches!(step, WriteStep::Group { .. })) {
        of(steps).print(&mut lines);
    }
    let (all, pieces) = (of(steps), message.pieces(protocol, 0, false));
    let pieces: Vec<&[Piece]> = pieces.split(|piece| matches!(piece, Piece::Entries { .. })).collect();
    lines.line("[");
    lines.nested(|lines| {
        for (index, part) in pieces.iter().enumerate() {
            let packed = Packed::of(part, &all);
            let comma = if index + 1 == pieces.len() { "" } else { "," };
            packed.print_filled(&format!("'{}'", packed.format()), comma, lines);
        }
    });
    lines.line("]");
    Some(lines.text())
}
