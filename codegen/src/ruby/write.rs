//! A shape → bytes: every value is checked in the order of the plan, then the bytes are put together at once.

use lonelypsp_schema::{Message, Protocol, Shape, Slot};

use super::checks::{Checks, Put};
use super::constants::format_of;
use super::flags;
use super::lines::{Lines, WIDTH};
use super::literal;

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
    let has_flags = print_flags(protocol, shape, &mut lines);
    let checks = Checks { protocol, message, slots: &layout.slots, shape: Some(shape), steps };
    let headers = checks.print(&mut lines);
    lines.line("return if minimal.nil?");
    lines.line("");
    let mut writer = Writer { slots: &layout.slots, has_body: shape.body.is_some(), lines };
    writer.put(protocol.minimal_flag(), has_flags, message.code, &headers);
    Writing { lines: writer.lines.text(), formats: formats(column, headers.len(), shape) }
}

/// Puts the flags of a shape, but that of the header mode, into the local `flags`, if it has any.
pub(super) fn print_flags(protocol: &Protocol, shape: &Shape, lines: &mut Lines) -> bool {
    let fixed = Some(protocol.always_set(shape)).filter(|fixed| *fixed != 0).map(flags::bits);
    let fields = shape.flag_fields().map(|(flag, name)| {
        format!("put_flag(message.{name}, '{name}', {})", flags::bits(protocol.flags[flag].mask()))
    });
    let unknown = shape.unknown_flags.as_ref().map(|name| {
        format!("put_unknown_flags(message.{name}, '{name}', {})", flags::bits(!protocol.known_flags()))
    });
    let terms: Vec<String> = fields.chain(unknown).chain(fixed).collect();
    for (index, term) in terms.iter().enumerate() {
        lines.line(format!("flags {}= {term}", if index == 0 { "" } else { "|" }));
    }
    !terms.is_empty()
}

fn formats(column: usize, count: usize, shape: &Shape) -> String {
    let end = if shape.body.is_some() { "a*" } else { "" };
    let mut lines = Lines::at(column);
    lines.line(format!("MINIMAL_FORMAT = {}", format_of("n2", "na*", count, end)));
    lines.line(format!("EXPANDED_FORMAT = {}", format_of("n3", "a*na*", count, end)));
    lines.line("private_constant :MINIMAL_FORMAT, :EXPANDED_FORMAT");
    lines.text()
}

struct Writer<'a> {
    slots: &'a [Slot],
    has_body: bool,
    lines: Lines,
}

impl Writer<'_> {
    fn put(&mut self, minimal_flag: u16, has_flags: bool, code: u16, headers: &[Put]) {
        let code = literal::integer(code.into());
        let minimal_flag = literal::integer(minimal_flag.into());
        let (short_flags, long_flags) =
            if has_flags { (format!("flags | {minimal_flag}"), "flags") } else { (minimal_flag, "0") };
        let minimal = format!("{short_flags}, {code}");
        let expanded = format!("{long_flags}, {code}, {}", literal::integer(headers.len() as u64));
        let body = self.has_body.then(|| "body".to_owned());
        let entries = |writer: &Self, named: bool| -> Vec<String> {
            let entries = headers.iter().flat_map(|put| writer.entry(put, named));
            entries.chain(body.clone()).collect()
        };
        let (short, long) = (entries(self, false), entries(self, true));
        self.lines.line("if minimal");
        self.packed(minimal, short, "MINIMAL_FORMAT");
        self.lines.line("else");
        self.packed(expanded, long, "EXPANDED_FORMAT");
        self.lines.line("end");
    }

    fn packed(&mut self, start: String, entries: Vec<String>, format: &str) {
        let all = [start].into_iter().chain(entries).collect();
        self.lines.nested(|lines| print_packed(all, format, lines));
    }

    /// What stands for a header: a line, or three if its name is long.
    fn entry(&self, put: &Put, named: bool) -> Vec<String> {
        let mut parts: Vec<String> = put.number.iter().map(|(_, number)| number.clone()).collect();
        parts.push(put.bytes.clone());
        if let (true, Some(slot)) = (named, put.slot) {
            parts.insert(0, literal::bytes(&self.slots[slot].counted_name()));
        }
        let line = parts.join(", ");
        if line.len() + 24 <= WIDTH { vec![line] } else { parts }
    }
}

/// All at once, in a list of which each entry has a line of its own.
pub(super) fn print_packed(entries: Vec<String>, format: &str, lines: &mut Lines) {
    match entries.as_slice() {
        [] => lines.line("''.b"),
        [only] => lines.line(format!("[{only}].pack({format})")),
        _ => {
            lines.line("[");
            lines.nested(|lines| lines.separated(entries.into_iter()));
            lines.line(format!("].pack({format})"));
        }
    }
}
