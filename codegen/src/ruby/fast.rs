//! The fast path through a message that is as writers write it: each header is read and checked at once, and what is
//! otherwise gives up by returning nothing.

use lonelypsp_schema::{Digest, Header, Layout, Kind, Limit, Program, Shape, Step};

use super::lines::Lines;
use super::literal;
use super::program::{Printer, print_made, print_program};
use crate::spelling::local;
use crate::wire::counted_name;

/// The lines of the method.
pub(super) fn fast_lines(layout: &Layout, column: usize) -> String {
    let mut lines = Lines::at(column);
    if !layout.slots.is_empty() {
        lines.line("size = input.bytesize");
        lines.line("at = expanded ? 6 : 4");
        if layout.tail.is_some() {
            lines.line("return if at > size");
        }
    }
    print_program(&Fast { layout }, &layout.plan.BLOCK.fast, &mut lines);
    lines.text()
}

struct Fast<'a> {
    layout: &'a Layout,
}

impl Printer for Fast<'_> {
    fn layout(&self) -> &Layout {
        self.layout
    }

    fn steps(&self, program: &Program, lines: &mut Lines) {
        for step in &program.steps {
            match *step {
                Step::Count(count) => self.count(count, lines),
                Step::VALUE { slot: header, .. } => read(&self.layout.slots[header], lines),
                Step::Body(_) if self.layout.slots.is_empty() => {
                    lines.line("body = input.byteslice(at, input.bytesize - at).freeze");
                }
                Step::Body(_) => lines.line("body = input.byteslice(at, size - at).freeze"),
                Step::BodyLength(header) => {
                    lines.line(format!("return unless {} == body.bytesize", self.local(header)));
                }
                Step::Same(header, other) => {
                    lines.line(format!("return unless {} == {}", self.local(header), self.local(other)));
                }
                Step::BodyDigest(header, digest) => {
                    let function = match digest {
                        Digest::Sha512 => "sha512",
                    };
                    lines.line(format!("return unless {} == {function}(body)", self.local(header)));
                }
            }
        }
    }

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        print_made(self, shape, "body", lines);
    }
}

impl Fast<'_> {
    fn count(&self, count: usize, lines: &mut Lines) {
        let literal = literal::integer(count as u64);
        lines.line(format!("return if expanded && input.unpack1('n', offset: 4) != {literal}"));
        if self.layout.slots.is_empty() {
            lines.line("");
            if self.layout.body.is_some() {
                lines.line("at = expanded ? 6 : 4");
            }
        }
    }

    fn local(&self, header: usize) -> String {
        local(&self.layout.slots[header])
    }
}

/// Reads a header: its name in an expanded block, its length, its value.
fn read(header: &Header, lines: &mut Lines) {
    let name = counted_name(header);
    let quoted = literal::bytes(&name);
    lines.line("");
    let binary = if name.is_ascii() { "" } else { ".b" };
    lines.line(format!("return if expanded && input.byteslice(at, {}) != {quoted}{binary}", name.len()));
    lines.line(format!("at += {} if expanded", name.len()));
    lines.line("n = input.unpack1('n', offset: at) or return");
    lines.line(format!("return if {}(at += n + 2) > size", wrong_length(header.kind)));
    value(header, lines);
}

/// What the length of a value must not be.
fn wrong_length(kind: Kind) -> String {
    let more = |max: u64| format!("n > {} || ", literal::integer(max));
    match kind {
        Kind::Bytes(Limit::Exact(length)) => format!("n != {} || ", literal::integer(length.into())),
        Kind::Bytes(Limit::Max(max))
        | Kind::Text { max: Some(max) }
        | Kind::OptionalText { max: Some(max) } => more(max.into()),
        Kind::Uint { max_bytes, .. } | Kind::Int { max_bytes } => more(max_bytes.into()),
        Kind::Bytes(Limit::None)
        | Kind::Text { max: None }
        | Kind::OptionalText { max: None }
        | Kind::Bool => String::new(),
    }
}

fn value(header: &Header, lines: &mut Lines) {
    let local = local(header);
    let bytes = "input.byteslice(at - n, n)";
    match header.kind {
        Kind::Bytes(_) => lines.line(format!("{local} = {bytes}.freeze")),
        Kind::Text { .. } => lines.line(format!("{local} = utf8({bytes}) or return")),
        Kind::OptionalText { .. } => {
            lines.line(format!("{local} = n.zero? ? nil : utf8({bytes})"));
            lines.line(format!("return if {local} == false"));
        }
        Kind::Bool => lines.line(format!("{local} = n == 1 && input.getbyte(at - 1) == 1")),
        Kind::Uint { .. } => lines.line(format!("{local} = uint(input, at - n, n)")),
        Kind::Int { .. } => lines.line(format!("{local} = int(input, at - n, n)")),
    }
}
