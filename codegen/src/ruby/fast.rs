//! The fast path through a message that is as writers write it: each header is read and checked at once, and what is
//! otherwise gives up by returning nothing.

use lonelypsp_schema::{Block, Digest, Length, Shape, Slot, Step};

use super::flags;
use super::forms;
use super::lines::Lines;
use super::literal;
use super::program::{Path, Scope, print_program};
use crate::spelling::local;

/// The lines of the method.
pub(super) fn fast_lines(scope: Scope<'_>, block: &Block, column: usize) -> String {
    let mut lines = Lines::at(column);
    if flags::are_read(scope.layout) || block.fast.any(&mut |step| matches!(step, Step::OnlyFlags(_))) {
        lines.line("flags = input.unpack1('n')");
    }
    if !scope.layout.slots.is_empty() {
        lines.line("size = input.bytesize");
        lines.line("at = expanded ? 6 : 4");
        if scope.layout.tail.is_some() {
            lines.line("return if at > size");
        }
    }
    print_program(&Fast { scope }, &block.fast, &mut lines);
    lines.text()
}

struct Fast<'a> {
    scope: Scope<'a>,
}

impl Path for Fast<'_> {
    fn scope(&self) -> Scope<'_> {
        self.scope
    }

    fn step(&self, step: &Step, lines: &mut Lines) {
        let local = |slot: usize| self.scope.local(slot);
        match *step {
            Step::OnlyFlags(known) => {
                lines.line(format!("return if flags.anybits?({})", flags::bits(!known)));
            }
            Step::Count(count) => self.count(count, lines),
            Step::Read { slot, .. } => read(&self.scope.layout.slots[slot], lines),
            Step::Body(_) if self.scope.layout.slots.is_empty() => {
                lines.line("body = input.byteslice(at, input.bytesize - at).freeze");
            }
            Step::Body(_) => lines.line("body = input.byteslice(at, size - at).freeze"),
            Step::BodyLength(slot) => {
                lines.line(format!("return unless {} == body.bytesize", local(slot)));
            }
            Step::Same(slot, other) => {
                lines.line(format!("return unless {} == {}", local(slot), local(other)));
            }
            Step::BodyDigest(slot, digest) => {
                let function = match digest {
                    Digest::Sha512 => "sha512",
                };
                lines.line(format!("return unless {} == {function}(body)", local(slot)));
            }
            // Steps of the exact path, and of sequences.
            Step::Check { .. } | Step::Group { .. } | Step::Ascending { .. } | Step::Literal { .. } => {}
        }
    }

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        self.scope.print_made(shape, "body", lines);
    }
}

impl Fast<'_> {
    fn count(&self, count: usize, lines: &mut Lines) {
        let literal = literal::integer(count as u64);
        lines.line(format!("return if expanded && input.unpack1('n', offset: 4) != {literal}"));
        if self.scope.layout.slots.is_empty() {
            lines.line("");
            if self.scope.layout.body.is_some() {
                lines.line("at = expanded ? 6 : 4");
            }
        }
    }
}

/// Reads a header: its name in an expanded block, its length, its value.
fn read(header: &Slot, lines: &mut Lines) {
    let name = header.counted_name();
    let quoted = literal::binary(&name);
    lines.line("");
    lines.line(format!("return if expanded && input.byteslice(at, {}) != {quoted}", name.len()));
    lines.line(format!("at += {} if expanded", name.len()));
    lines.line("n = input.unpack1('n', offset: at) or return");
    lines.line(format!("return if {}(at += n + 2) > size", wrong_length(header.kind.length)));
    // Headers are no groups.
    let cut = forms::values(header.kind).map(|values| (values.cut)(&local(header)));
    cut.into_iter().flatten().for_each(|line| lines.line(line));
}

/// What the length of a value must not be.
fn wrong_length(length: Length) -> String {
    match length {
        Length::Any => String::new(),
        Length::AtMost(most) => format!("n > {} || ", literal::integer(most.into())),
        Length::Exactly(length) => format!("n != {} || ", literal::integer(length.into())),
    }
}
