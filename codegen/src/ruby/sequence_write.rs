//! A message that is a sequence, or an entry of a group → bytes: every value is checked in the order of the plan, then the
//! bytes are put together at once.

use lonelypsp_schema::{Group, Message, Prefix, Protocol, Width};

use super::checks::{Checks, Put};
use super::lines::{Lines, WIDTH};
use super::literal;
use super::write::{Writing, print_flags, print_packed};

/// The method for one shape of a sequence; the class stands at that column.
pub(super) fn write_sequence(protocol: &Protocol, message: &Message, index: usize, column: usize) -> Writing {
    let layout = &message.layout;
    let (shape, steps) = (&layout.shapes[index], &layout.plan.write[index]);
    let mut lines = Lines::at(column + 4);
    let has_flags = print_flags(protocol, shape, &mut lines);
    let checks = Checks { protocol, message, slots: &layout.slots, shape: Some(shape), steps };
    let puts = checks.print(&mut lines);
    let entries = puts.iter().map(print_entry);
    let format = match protocol.prefix {
        Prefix::FlagsAndCode => {
            lines.line("return if minimal.nil?");
            lines.line("");
            let flags = if has_flags { "flags" } else { "0" };
            let start = format!("{flags}, {}", literal::integer(message.code.into()));
            print_packed([start].into_iter().chain(entries).collect(), "FORMAT", &mut lines);
            format(column, "n2", &puts)
        }
        Prefix::None => {
            lines.line("return unless wanted");
            lines.line("");
            print_packed(entries.collect(), "FORMAT", &mut lines);
            format(column, "", &puts)
        }
    };
    Writing { lines: lines.text(), formats: format }
}

/// The method for an entry of a group; the class stands at that column.
pub(super) fn write_entry(protocol: &Protocol, message: &Message, group: &Group, column: usize) -> Writing {
    let checks = Checks { protocol, message, slots: &group.slots, shape: None, steps: &group.write };
    let mut lines = Lines::at(column + 4);
    let puts = checks.print(&mut lines);
    let entries: Vec<String> = puts.iter().map(print_entry).collect();
    lines.list("[", &entries, "].pack(FORMAT)");
    Writing { lines: lines.text(), formats: format(column, "", &puts) }
}

/// What stands for a value in the list that is packed.
pub(super) fn print_entry(put: &Put) -> String {
    match &put.number {
        Some((_, number)) => format!("{number}, {}", put.bytes),
        None => put.bytes.clone(),
    }
}

/// How the bytes are packed.
fn format(column: usize, start: &str, puts: &[Put]) -> String {
    let parts = packed_parts(puts);
    let mut texts = vec![start.to_owned()];
    for part in parts {
        match texts.last_mut().filter(|text| column + 20 + text.len() + part.len() <= WIDTH) {
            Some(text) => text.push_str(&part),
            None => texts.push(part),
        }
    }
    let pad = " ".repeat("FORMAT = ".len());
    let mut lines = Lines::at(column);
    for (index, text) in texts.iter().enumerate() {
        let before = if index == 0 { "FORMAT = " } else { &pad };
        let after = if index + 1 == texts.len() { "" } else { " \\" };
        lines.line(format!("{before}'{text}'{after}"));
    }
    lines.line("private_constant :FORMAT");
    lines.text()
}

/// How `pack` is told of each value.
pub(super) fn packed_parts(puts: &[Put]) -> Vec<String> {
    let part = |put: &Put| match &put.number {
        Some((width, _)) => format!("{}a*", packed(*width)),
        None => "a*".to_owned(),
    };
    puts.iter().map(part).collect()
}

/// How `pack` names a number of that width.
const fn packed(width: Width) -> &'static str {
    match width {
        Width::U8 => "C",
        Width::U16 => "n",
        Width::U32 => "N",
        Width::U64 => "Q>",
    }
}
