//! The exact way through a message: the read steps of the plan, then its tree of checks, one call for each step.

use lonelypsp_schema::{CheckStep, Digest, Header, HeaderLayout, Kind, Limit, ReadStep, Shape, Tree};

use super::lines::Lines;
use super::literal;
use super::tree::{Printer, print_made, print_tree};
use crate::spelling::local;

/// The lines of the method.
pub(super) fn exact_lines(layout: &HeaderLayout, column: usize) -> String {
    let mut lines = Lines::at(column);
    read_block(layout, &mut lines);
    print_tree(Exact { layout }, &layout.plan.check, &mut lines);
    lines.text()
}

/// Cuts the values out of the block. All values in order, or a block of names, is what the runtime does by itself.
fn read_block(layout: &HeaderLayout, lines: &mut Lines) {
    if !layout.plan.minimal.iter().any(|step| matches!(step, ReadStep::When { .. })) {
        return lines.line("block.read");
    }
    lines.line("if block.minimal?");
    lines.nested(|lines| read(layout, &layout.plan.minimal, lines));
    lines.line("else");
    lines.nested(|lines| read(layout, &layout.plan.expanded, lines));
    lines.line("end");
}

fn read(layout: &HeaderLayout, steps: &[ReadStep], lines: &mut Lines) {
    let mut rest = steps;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        match first {
            ReadStep::Value { header } => {
                let mut end = header + 1;
                while let Some((ReadStep::Value { header }, others)) =
                    rest.split_first().filter(|(s, _)| is(s, end))
                {
                    (end, rest) = (header + 1, others);
                }
                lines.line(format!("block.read_values({header}...{end})"));
            }
            ReadStep::When { header, equals, then } => {
                let number = take(*header, &layout.headers[*header]);
                print_when(&literal::equals(&number, *equals), layout, then, lines);
            }
            ReadStep::Block => lines.line("block.read_entries"),
        }
    }
}

/// Whether a step reads that header.
fn is(step: &ReadStep, wanted: usize) -> bool {
    matches!(step, ReadStep::Value { header } if *header == wanted)
}

/// One line as Ruby would have it, if one is enough.
fn print_when(condition: &str, layout: &HeaderLayout, then: &[ReadStep], lines: &mut Lines) {
    let mut inner = Lines::default();
    read(layout, then, &mut inner);
    match inner.only() {
        Some(only) => lines.line(format!("{only} if {condition}")),
        None => {
            lines.line(format!("if {condition}"));
            lines.nested(|lines| read(layout, then, lines));
            lines.line("end");
        }
    }
}

#[derive(Clone)]
struct Exact<'a> {
    layout: &'a HeaderLayout,
}

impl Printer for Exact<'_> {
    fn layout(&self) -> &HeaderLayout {
        self.layout
    }

    fn steps(&mut self, tree: &Tree, lines: &mut Lines) {
        for step in &tree.steps {
            match *step {
                CheckStep::Header(header) => {
                    let header_of = &self.layout.headers[header];
                    lines.line(format!("{} = {}", local(header_of), take(header, header_of)));
                }
                // The block knows where it ends.
                CheckStep::TakeBody => {}
                CheckStep::BodyLength(header) => {
                    lines.line(format!("block.check_body_length({header}, {})", self.local(header)));
                }
                CheckStep::BodyDigest(header, Digest::Sha512) => {
                    lines.line(format!("block.check_body_sha512({header}, {})", self.local(header)));
                }
                CheckStep::Same(header, other) => {
                    let (number, wanted) = (self.local(header), self.local(other));
                    lines.line(format!("block.check_same({header}, {number}, {other}, {wanted})"));
                }
            }
        }
    }

    fn decided(&self, _header: usize, _equals: u64, _holds: bool, _lines: &mut Lines) {}

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        print_made(self, shape, "block.body", lines);
    }
}

impl Exact<'_> {
    fn local(&self, header: usize) -> String {
        local(&self.layout.headers[header])
    }
}

/// The call that gives the checked value of a header.
fn take(index: usize, header: &Header) -> String {
    let at_most =
        |max: Option<u16>| max.map(|max| format!(", {}", literal::integer(max.into()))).unwrap_or_default();
    match header.kind {
        Kind::Bytes(Limit::None) => format!("block.bytes({index})"),
        Kind::Bytes(Limit::Max(max)) => format!("block.bytes_at_most({index}{})", at_most(Some(max))),
        Kind::Bytes(Limit::Exact(length)) => format!("block.bytes_exactly({index}{})", at_most(Some(length))),
        Kind::Text { max } => format!("block.text({index}{})", at_most(max)),
        Kind::OptionalText { max } => format!("block.optional_text({index}{})", at_most(max)),
        Kind::Bool => format!("block.bool({index})"),
        Kind::Uint { max_bytes, .. } => match header.default {
            Some(default) => format!("block.unsigned({index}, {max_bytes}, {})", literal::integer(default)),
            None => format!("block.unsigned({index}, {max_bytes})"),
        },
        Kind::Int { max_bytes } => format!("block.signed({index}, {max_bytes})"),
    }
}
