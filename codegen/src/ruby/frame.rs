//! What stands around the entries of a message's groups, for messages that can be written entry by entry: nothing before a
//! group says how many entries it has.

use lonelypsp_schema::{Message, Protocol, WriteStep};

use super::checks::{Checks, Put};
use super::lines::Lines;
use super::sequence_write::{packed_parts, print_entry};

/// The lines of the method that gives the pieces: those before the first group, between groups, and behind the last.
/// None if it cannot be written so.
pub(super) fn frame_lines(protocol: &Protocol, message: &Message, column: usize) -> Option<String> {
    let (shape, steps) = message.entry_by_entry(protocol)?;
    let mut lines = Lines::at(column);
    let pieces = steps.split(|step| matches!(step, WriteStep::Group { .. })).map(|steps| {
        let checks = Checks { protocol, message, slots: &message.layout.slots, shape: Some(shape), steps };
        checks.print(&mut lines)
    });
    let pieces: Vec<Vec<Put>> = pieces.collect();
    lines.line("[");
    lines.nested(|lines| {
        for (index, puts) in pieces.iter().enumerate() {
            let entries: Vec<String> = puts.iter().map(print_entry).collect();
            let comma = if index + 1 == pieces.len() { "" } else { "," };
            lines.list("[", &entries, &format!("].pack('{}'){comma}", packed_parts(puts).concat()));
        }
    });
    lines.line("]");
    Some(lines.text())
}
