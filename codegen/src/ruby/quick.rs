//! The straight line through a well-formed message: each header is read and checked at once, and what is not as usual
//! gives up by returning nothing. Which problem comes first does not matter here.

use lonelypsp_schema::{CheckStep, Condition, Digest, Header, HeaderLayout, Kind, Limit, Shape, Tree};

use super::lines::Lines;
use super::literal;
use super::tree::{Printer, print_made, print_tree};
use crate::spelling::local;
use crate::wire::counted_name;

/// The lines of the method.
pub(super) fn quick_lines(layout: &HeaderLayout, column: usize) -> String {
    let mut lines = Lines::at(column);
    if layout.headers.is_empty() {
        lines.line("return if expanded && input.unpack1('n', offset: 4) != 0");
        lines.line("");
        if layout.has_body {
            lines.line("at = expanded ? 6 : 4");
        }
    } else {
        lines.line("size = input.bytesize");
        lines.line("at = expanded ? 6 : 4");
        match layout.tail {
            Some(_) => lines.line("return if at > size"),
            None => lines.line(count_line(layout.headers.len())),
        }
    }
    let printer = Quick { layout, digests: Vec::new() };
    print_tree(printer, &layout.plan.check, &mut lines);
    lines.text()
}

#[derive(Clone)]
struct Quick<'a> {
    layout: &'a HeaderLayout,
    /// The headers whose digests wait until all else is right, so that a body is not hashed for nothing.
    digests: Vec<(usize, Digest)>,
}

impl Printer for Quick<'_> {
    fn layout(&self) -> &HeaderLayout {
        self.layout
    }

    fn steps(&mut self, tree: &Tree, lines: &mut Lines) {
        for step in &tree.steps {
            match *step {
                CheckStep::Header(header) => read(&self.layout.headers[header], lines),
                CheckStep::TakeBody if self.layout.headers.is_empty() => {
                    lines.line("body = input.byteslice(at, input.bytesize - at).freeze");
                }
                CheckStep::TakeBody => lines.line("body = input.byteslice(at, size - at).freeze"),
                CheckStep::BodyLength(header) => {
                    lines.line(format!("return unless {} == body.bytesize", self.local(header)));
                }
                CheckStep::Same(header, other) => {
                    lines.line(format!("return unless {} == {}", self.local(header), self.local(other)));
                }
                CheckStep::BodyDigest(header, digest) => self.digests.push((header, digest)),
            }
        }
    }

    /// With conditional headers the count is known once the condition is.
    fn decided(&self, header: usize, equals: u64, holds: bool, lines: &mut Lines) {
        let when = Condition { header, equals };
        if self.layout.tail.as_ref().is_some_and(|tail| tail.when == when) {
            let count = if holds { self.layout.headers.len() } else { self.layout.head_len() };
            lines.line(count_line(count));
        }
    }

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        for (header, digest) in &self.digests {
            let function = match digest {
                Digest::Sha512 => "sha512",
            };
            lines.line(format!("return unless {} == {function}(body)", self.local(*header)));
        }
        print_made(self, shape, "body", lines);
    }
}

impl Quick<'_> {
    fn local(&self, header: usize) -> String {
        local(&self.layout.headers[header])
    }
}

fn count_line(count: usize) -> String {
    let count = literal::integer(count as u64);
    format!("return if expanded && input.unpack1('n', offset: 4) != {count}")
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
