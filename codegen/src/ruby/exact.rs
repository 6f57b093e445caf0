//! The exact path through a message: the read steps of the plan, then its exact program, one call for each step.

use lonelypsp_schema::{Block, Digest, ReadStep, Shape, Slot, Step, Subject};

use super::flags;
use super::forms::take_from_block;
use super::lines::Lines;
use super::literal;
use super::program::{Path, Scope, print_program};

/// The lines of the method.
pub(super) fn exact_lines(scope: Scope<'_>, block: &Block, column: usize) -> String {
    let mut lines = Lines::at(column);
    if flags::are_read(scope.layout) {
        lines.line("flags = block.flags");
    }
    let exact = Exact { scope };
    exact.read_block(block, &mut lines);
    print_program(&exact, &block.exact, &mut lines);
    lines.text()
}

struct Exact<'a> {
    scope: Scope<'a>,
}

impl Exact<'_> {
    /// Cuts the values out of the block. All values in order, or a block of names, is what the runtime does by itself.
    fn read_block(&self, block: &Block, lines: &mut Lines) {
        if !block.minimal.iter().any(|step| matches!(step, ReadStep::When { .. })) {
            return lines.line("block.read");
        }
        lines.line("if block.minimal?");
        lines.nested(|lines| self.read(&block.minimal, lines));
        lines.line("else");
        lines.nested(|lines| lines.line("block.read_entries"));
        lines.line("end");
    }

    fn read(&self, steps: &[ReadStep], lines: &mut Lines) {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => lines.line(format!("block.read_values({from}...{to})")),
                ReadStep::When { on, equals, then } => {
                    let condition = match on {
                        // Its length is checked here and now.
                        Subject::Slot(slot) => {
                            literal::equals(&take_from_block(*slot, self.slot(*slot)), *equals)
                        }
                        Subject::Flag(_) => self.scope.equals(*on, *equals),
                    };
                    self.print_when(&condition, then, lines);
                }
            }
        }
    }

    /// One line as Ruby would have it, if one is enough.
    fn print_when(&self, condition: &str, then: &[ReadStep], lines: &mut Lines) {
        let mut inner = Lines::default();
        self.read(then, &mut inner);
        match inner.only() {
            Some(only) => lines.line(format!("{only} if {condition}")),
            None => {
                lines.line(format!("if {condition}"));
                lines.nested(|lines| self.read(then, lines));
                lines.line("end");
            }
        }
    }

    fn slot(&self, slot: usize) -> &Slot {
        &self.scope.layout.slots[slot]
    }
}

impl Path for Exact<'_> {
    fn scope(&self) -> Scope<'_> {
        self.scope
    }

    fn step(&self, step: &Step, lines: &mut Lines) {
        let local = |slot: usize| self.scope.local(slot);
        match *step {
            Step::OnlyFlags(known) => lines.line(format!("block.check_flags({})", flags::bits(known))),
            Step::Check { slot, .. } => {
                lines.line(format!("{} = {}", local(slot), take_from_block(slot, self.slot(slot))));
            }
            Step::BodyLength(slot) => {
                lines.line(format!("block.check_body_length({slot}, {})", local(slot)));
            }
            Step::BodyDigest(slot, Digest::Sha512) => {
                lines.line(format!("block.check_body_sha512({slot}, {})", local(slot)));
            }
            Step::Same(slot, other) => {
                let (number, wanted) = (local(slot), local(other));
                lines.line(format!("block.check_same({slot}, {number}, {other}, {wanted})"));
            }
            // The block knows how many entries it has, and where it ends. The others are steps of sequences.
            Step::Count(_)
            | Step::Body(_)
            | Step::Read { .. }
            | Step::Group { .. }
            | Step::Ascending { .. }
            | Step::Literal { .. } => {}
        }
    }

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        self.scope.print_made(shape, "block.body", lines);
    }
}
