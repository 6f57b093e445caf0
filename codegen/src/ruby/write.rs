//! A shape → bytes: every value is checked in the order of the plan, then the bytes are put together at once.

use lonelypsp_schema::{Message, Protocol, Shape};

use super::checks::Checks;
use super::flags;
use super::lines::Lines;
use super::packed::Packed;

/// What a method that writes consists of.
pub(super) struct Writing {
    /// The lines of the method.
    pub(super) lines: String,
    /// How the bytes are packed, as constants of the class.
    pub(super) formats: String,
}

/// The method for one shape of a message with a block of headers; the class stands at that column.
pub(super) fn write_block(protocol: &Protocol, message: &Message, index: usize, column: usize) -> Writing {
    let layout = &message.layout;
    let (shape, steps) = (&layout.shapes[index], &layout.plan.write[index]);
    let mut lines = Lines::at(column + 4);
    print_flags(protocol, shape, &mut lines);
    let checks = Checks { protocol, message, slots: &layout.slots, shape: Some(shape), steps };
    checks.print(&mut lines);
    lines.line("return if minimal.nil?");
    lines.line("");
    let [short, long] =
        [false, true].map(|with_names| Packed::of(&message.pieces(protocol, index, with_names), &checks));
    let mut formats = Lines::at(column);
    short.print_format("MINIMAL_FORMAT", &mut formats);
    long.print_format("EXPANDED_FORMAT", &mut formats);
    formats.line("private_constant :MINIMAL_FORMAT, :EXPANDED_FORMAT");
    lines.line("if minimal");
    lines.nested(|lines| short.print("MINIMAL_FORMAT", lines));
    lines.line("else");
    lines.nested(|lines| long.print("EXPANDED_FORMAT", lines));
    lines.line("end");
    Writing { lines: lines.text(), formats: formats.text() }
}

/// Puts the flags of a shape, but that of the header mode, into the local `flags`, if fields say any of them.
pub(super) fn print_flags(protocol: &Protocol, shape: &Shape, lines: &mut Lines) {
    let fixed = Some(protocol.always_set(shape)).filter(|fixed| *fixed != 0).map(flags::bits);
    let fields = shape.flag_fields().map(|(flag, name)| {
        format!("put_flag(message.{name}, '{name}', {})", flags::bits(protocol.flags[flag].mask()))
    });
    let unknown = shape.unknown_flags.as_ref().map(|name| {
        format!("put_unknown_flags(message.{name}, '{name}', {})", flags::bits(!protocol.known_flags()))
    });
    let said: Vec<String> = fields.chain(unknown).collect();
    if said.is_empty() {
        return;
    }
    for (index, term) in said.into_iter().chain(fixed).enumerate() {
        lines.line(format!("flags {}= {term}", if index == 0 { "" } else { "|" }));
    }
}
