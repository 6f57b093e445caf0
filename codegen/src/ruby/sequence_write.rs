//! A message that is a sequence, or an entry of a group → bytes: every value is checked in the order of the plan, then the
//! bytes are put together at once.

use lonelypsp_schema::{Message, Prefix, Protocol};

use super::checks::Checks;
use super::lines::Lines;
use super::packed::Packed;
use super::write::{Writing, print_flags};

/// The method for one shape of a sequence; the class stands at that column.
pub(super) fn write_sequence(protocol: &Protocol, message: &Message, index: usize, column: usize) -> Writing {
    let layout = &message.layout;
    let (shape, steps) = (&layout.shapes[index], &layout.plan.write[index]);
    let mut lines = Lines::at(column + 4);
    print_flags(protocol, shape, &mut lines);
    let checks = Checks { protocol, message, slots: &layout.slots, shape: Some(shape), steps };
    checks.print(&mut lines);
    lines.line(match protocol.prefix {
        Prefix::FlagsAndCode => "return if minimal.nil?",
        Prefix::None => "return unless wanted",
    });
    lines.line("");
    let packed = Packed::of(&message.pieces(protocol, index, false), &checks);
    let formats = format(column, &packed);
    packed.print("FORMAT", &mut lines);
    Writing { lines: lines.text(), formats }
}

/// The method for an entry of the group with that index; the class stands at that column.
pub(super) fn write_entry(protocol: &Protocol, message: &Message, group: usize, column: usize) -> Writing {
    let of = &message.layout.groups[group];
    let checks = Checks { protocol, message, slots: &of.slots, shape: None, steps: &of.write };
    let mut lines = Lines::at(column + 4);
    checks.print(&mut lines);
    let packed = Packed::of(&message.entry_pieces(group), &checks);
    packed.print_filled("FORMAT", "", &mut lines);
    Writing { lines: lines.text(), formats: format(column, &packed) }
}

fn format(column: usize, packed: &Packed) -> String {
    let mut lines = Lines::at(column);
    packed.print_format("FORMAT", &mut lines);
    lines.line("private_constant :FORMAT");
    lines.text()
}
