//! The exact path: the header block is cut into values, then the first problem is found.

use lonelypsp_schema::{Block, Condition, Digest, ReadStep, Step, Subject};

use super::layout::Call;
use super::names::BODY;
use super::program::{Path, ProgramView, condition, view_program};
use super::scope::Scope;
use super::sequence::only_flags;
use super::value::{exact_call, number};

/// The exact path, behind the reading of the block.
pub(super) fn exact_view<'s>(scope: &Scope<'s>, block: &'s Block) -> ProgramView {
    view_program(scope, &Exact { scope }, 2, &block.exact)
}

/// How the block is cut: the lines for a minimal one.
pub(super) fn read_lines(scope: &Scope<'_>, indent: usize, block: &Block) -> Vec<String> {
    scope.uses("readInAnyOrder");
    read_steps(scope, indent, &block.minimal)
}

fn read_steps(scope: &Scope<'_>, indent: usize, steps: &[ReadStep]) -> Vec<String> {
    let mut lines = Vec::new();
    for step in steps {
        match step {
            ReadStep::Values { from, to } => {
                let arguments = ["b".to_owned(), from.to_string(), to.to_string()];
                lines.push(scope.run(indent, &Call::new("readInOrder", arguments)));
            }
            ReadStep::When { on, equals, then } => {
                let margin = " ".repeat(indent);
                lines.push(format!(
                    "{margin}if ({}) {{",
                    read_condition(scope, Condition { on: *on, equals: *equals })
                ));
                lines.extend(read_steps(scope, indent + 2, then));
                lines.push(format!("{margin}}}"));
            }
        }
    }
    lines
}

/// A number that the rest of the block depends on is checked here and now.
fn read_condition(scope: &Scope<'_>, when: Condition) -> String {
    let Subject::Slot(slot) = when.on else { return condition(scope, when) };
    let read = exact_call(scope.slot(slot), slot);
    scope.uses_of(read.module, &read.function);
    format!("{}({}) === {}", read.function, read.arguments.join(", "), number(when.equals))
}

struct Exact<'a, 's> {
    scope: &'a Scope<'s>,
}

impl<'s> Path<'s> for Exact<'_, 's> {
    fn step(&self, indent: usize, step: &'s Step) -> Vec<String> {
        self.line(indent, step).into_iter().collect()
    }
}

impl Exact<'_, '_> {
    fn line(&self, indent: usize, step: &Step) -> Option<String> {
        let scope = self.scope;
        match *step {
            Step::Read { slot, is_used } | Step::Check { slot, is_used } => {
                Some(scope.read(indent, slot, is_used, &exact_call(scope.slot(slot), slot)))
            }
            Step::Body(_) => Some(scope.bind(indent, BODY, &Call::new("exactBody", ["b".to_owned()]))),
            Step::BodyLength(slot) => Some(self.exactly(indent, "exactLength", slot, [BODY.to_owned()])),
            Step::Same(slot, other) => {
                let more = [other.to_string(), scope.local(other).to_owned()];
                Some(self.exactly(indent, "exactSame", slot, more))
            }
            Step::BodyDigest(slot, Digest::Sha512) => {
                Some(self.exactly(indent, "exactDigest", slot, [BODY.to_owned(), "hash".to_owned()]))
            }
            Step::OnlyFlags(known) => Some(only_flags(scope, indent, known)),
            // All headers have been read; the others are of sequences.
            Step::Count(_) | Step::Group { .. } | Step::Ascending { .. } | Step::Literal { .. } => None,
        }
    }

    fn exactly<const N: usize>(
        &self,
        indent: usize,
        function: &str,
        slot: usize,
        more: [String; N],
    ) -> String {
        let start = ["b".to_owned(), slot.to_string(), self.scope.local(slot).to_owned()];
        self.scope.run(indent, &Call::new(function, start.into_iter().chain(more)))
    }
}
