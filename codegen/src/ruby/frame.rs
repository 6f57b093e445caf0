//! What stands around the entries of a message's groups, for messages that can be written entry by entry: nothing before a
//! group says how many entries it has.

use lonelypsp_schema::{GroupEnd, Message, Prefix, Protocol, WriteStep};

use super::checks::{Checks, Put};
use super::lines::Lines;
use super::sequence_write::{packed_parts, print_entry};

/// The lines of the method that gives the pieces: those before the first group, between groups, and behind the last.
/// None if there are no groups, or a piece depends on what is in them.
pub(super) fn frame_lines(protocol: &Protocol, message: &Message, column: usize) -> Option<String> {
    let layout = &message.layout;
    let ([shape], [steps]) = (&layout.shapes[..], &layout.plan.write[..]) else { return None };
    let can_be_split = protocol.prefix == Prefix::None
        && !layout.groups.is_empty()
        && shape.body.is_none()
        && steps.iter().all(|step| stands_alone(message, step));
    if !can_be_split {
        return None;
    }
    let mut lines = Lines::at(column);
    let pieces = steps.split(|step| matches!(step, WriteStep::Group { .. })).map(|steps| {
        let checks = Checks { protocol, message, slots: &layout.slots, shape: Some(shape), steps };
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

/// Whether a step is about nothing but its own value, and counts no entries.
fn stands_alone(message: &Message, step: &WriteStep) -> bool {
    match step {
        WriteStep::Field { .. } | WriteStep::Constant { .. } | WriteStep::Literal(_) => true,
        WriteStep::Group { group, .. } => match message.layout.groups[*group].end {
            GroupEnd::Literal(_) => true,
            GroupEnd::Count(_) => false,
        },
        WriteStep::Exclude { .. }
        | WriteStep::BodyLength { .. }
        | WriteStep::Copy { .. }
        | WriteStep::Ascending { .. }
        | WriteStep::Body => false,
    }
}
