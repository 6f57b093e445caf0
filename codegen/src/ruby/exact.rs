//! The exact path through a message: the read steps of the plan, then its exact program, one call for each step.

use lonelypsp_schema::{Digest, Header, Layout, Kind, Limit, Program, ReadStep, Shape, Step};

use super::lines::Lines;
use super::literal;
use super::program::{Printer, print_made, print_program};
use crate::spelling::local;

/// The lines of the method.
pub(super) fn exact_lines(layout: &Layout, column: usize) -> String {
    let mut lines = Lines::at(column);
    read_block(layout, &mut lines);
    print_program(&Exact { layout }, &layout.plan.BLOCK.exact, &mut lines);
    lines.text()
}

/// Cuts the values out of the block. All values in order, or a block of names, is what the runtime does by itself.
fn read_block(layout: &Layout, lines: &mut Lines) {
    if !layout.plan.BLOCK.minimal.iter().any(|step| matches!(step, ReadStep::When { .. })) {
        return lines.line("block.read");
    }
    lines.line("if block.minimal?");
    lines.nested(|lines| read(layout, &layout.plan.BLOCK.minimal, lines));
    lines.line("else");
    lines.nested(|lines| lines.line("block.read_entries"));
    lines.line("end");
}

fn read(layout: &Layout, steps: &[ReadStep], lines: &mut Lines) {
    for step in steps {
        match step {
            ReadStep::Values { from, to } => lines.line(format!("block.read_values({from}...{to})")),
            ReadStep::When { on, equals, then } => {
                let number = take(*header, &layout.slots[*header]);
                print_when(&literal::equals(&number, *equals), layout, then, lines);
            }
        }
    }
}

/// One line as Ruby would have it, if one is enough.
fn print_when(condition: &str, layout: &Layout, then: &[ReadStep], lines: &mut Lines) {
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

struct Exact<'a> {
    layout: &'a Layout,
}

impl Printer for Exact<'_> {
    fn layout(&self) -> &Layout {
        self.layout
    }

    fn steps(&self, program: &Program, lines: &mut Lines) {
        for step in &program.steps {
            match *step {
                Step::VALUE { slot: header, .. } => {
                    let header_of = &self.layout.slots[header];
                    lines.line(format!("{} = {}", local(header_of), take(header, header_of)));
                }
                // The block knows how many entries it has, and where it ends.
                Step::Count(_) | Step::Body(_) => {}
                Step::BodyLength(header) => {
                    lines.line(format!("block.check_body_length({header}, {})", self.local(header)));
                }
                Step::BodyDigest(header, Digest::Sha512) => {
                    lines.line(format!("block.check_body_sha512({header}, {})", self.local(header)));
                }
                Step::Same(header, other) => {
                    let (number, wanted) = (self.local(header), self.local(other));
                    lines.line(format!("block.check_same({header}, {number}, {other}, {wanted})"));
                }
            }
        }
    }

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        print_made(self, shape, "block.body", lines);
    }
}

impl Exact<'_> {
    fn local(&self, header: usize) -> String {
        local(&self.layout.slots[header])
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
