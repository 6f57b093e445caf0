//! Reading what is a sequence, of a message or of an entry of a group: one call for each step, in the order of the bytes. The
//! first that fails is the problem.

use std::collections::BTreeSet;

use lonelypsp_schema::{Digest, Group, GroupEnd, Message, Program, Shape, Slot, Step, Width};

use super::flags;
use super::forms::take_from_sequence;
use super::lines::Lines;
use super::literal;
use super::names::{entry_path, local};
use super::program::{Path, Scope, print_program};

/// A method that reads.
pub(super) struct Reader {
    /// Its lines.
    pub(super) lines: String,
    /// The name of the parameter with the sequence, if it is used.
    pub(super) sequence: &'static str,
}

/// The method for a message.
pub(super) fn sequence_lines(
    scope: Scope<'_>,
    message: &Message,
    program: &Program,
    column: usize,
) -> Reader {
    let mut lines = Lines::at(column);
    let looks_at_flags = flags::are_read(scope.layout);
    if looks_at_flags {
        lines.line("flags = sequence.flags");
    }
    let is_used = looks_at_flags || program.any(&mut |_| true);
    let steps = Steps { message, slots: &scope.layout.slots, judged: program.judged() };
    print_program(&Sequence { scope, steps }, program, &mut lines);
    Reader { lines: lines.text(), sequence: if is_used { "sequence" } else { "_sequence" } }
}

/// The method for an entry.
pub(super) fn entry_lines(message: &Message, group: &Group, column: usize) -> String {
    let mut lines = Lines::at(column);
    let steps = Steps { message, slots: &group.slots, judged: BTreeSet::new() };
    group.read.iter().for_each(|step| steps.print(step, &mut lines));
    let values: Vec<String> = group.slots.iter().map(|slot| local(false, slot)).collect();
    if values.is_empty() {
        lines.line("allocate.fill!");
    } else {
        lines.list("allocate.fill!(", &values, ")");
    }
    lines.text()
}

struct Sequence<'a> {
    scope: Scope<'a>,
    steps: Steps<'a>,
}

impl Path for Sequence<'_> {
    fn scope(&self) -> Scope<'_> {
        self.scope
    }

    fn step(&self, step: &Step, lines: &mut Lines) {
        self.steps.print(step, lines);
    }

    fn leaf(&self, shape: &Shape, lines: &mut Lines) {
        self.scope.print_made(shape, "body", lines);
    }
}

/// Prints steps that are about these values.
struct Steps<'a> {
    message: &'a Message,
    slots: &'a [Slot],
    /// Those of which it has to be known where they begin.
    judged: BTreeSet<usize>,
}

impl Steps<'_> {
    fn print(&self, step: &Step, lines: &mut Lines) {
        match step {
            Step::OnlyFlags(known) => lines.line(format!("sequence.check_flags({})", flags::bits(*known))),
            Step::Read { slot, is_used } => {
                let Some((function, arguments)) = take_from_sequence(&self.slots[*slot]) else { return };
                self.assign(*slot, *is_used, &function, &arguments, lines);
                if self.judged.contains(slot) {
                    lines.line(format!("{} = sequence.value_at", self.place(*slot)));
                }
            }
            Step::Group { slot, group, is_used } => {
                let group = &self.message.layout.groups[*group];
                let class = entry_path(self.message.direction, &self.message.name, group);
                let (function, last) = match &group.end {
                    GroupEnd::Count(width) => ("entries", width.bytes().to_string()),
                    GroupEnd::Literal(bytes) => ("entries_until", literal::constant(bytes)),
                };
                self.assign(*slot, *is_used, function, &[self.at(*slot), class, last], lines);
            }
            Step::Ascending { slot } => {
                let (at, name, local) = (self.at(*slot), &self.slots[*slot].at, self.local(*slot));
                let arguments = [at, local, format!("previous.{name}")];
                lines.call_if("sequence.check_ascending(", &arguments, ")", "previous");
            }
            Step::Literal { bytes, is_code } => {
                let function = if *is_code { "code" } else { "literal" };
                lines.call(&format!("sequence.{function}("), &[literal::constant(bytes)], ")");
            }
            Step::Body(prefix) => self.body(*prefix, lines),
            Step::BodyLength(slot) => self.check(*slot, "check_body_length", &["body".to_owned()], lines),
            Step::BodyDigest(slot, Digest::Sha512) => {
                self.check(*slot, "check_body_sha512", &["body".to_owned()], lines);
            }
            Step::Same(slot, other) => {
                self.check(*slot, "check_same", &[self.at(*other), self.local(*other)], lines);
            }
            // Steps of blocks of headers.
            Step::Count(_) | Step::Check { .. } => {}
        }
    }

    fn assign(&self, slot: usize, is_used: bool, function: &str, arguments: &[String], lines: &mut Lines) {
        let local = if is_used { format!("{} = ", self.local(slot)) } else { String::new() };
        lines.call(&format!("{local}sequence.{function}("), arguments, ")");
    }

    fn body(&self, prefix: Option<Width>, lines: &mut Lines) {
        match (prefix, &self.message.layout.body) {
            (Some(width), Some(body)) => {
                let arguments = [literal::string(&body.at), width.bytes().to_string()];
                lines.call("body = sequence.body(", &arguments, ")");
            }
            _ => lines.line("body = sequence.rest"),
        }
    }

    /// Compares a value with others, once they are all known.
    fn check(&self, slot: usize, function: &str, others: &[String], lines: &mut Lines) {
        let arguments = [&[self.at(slot), self.place(slot), self.local(slot)], others].concat();
        lines.call(&format!("sequence.{function}("), &arguments, ")");
    }

    fn local(&self, slot: usize) -> String {
        local(false, &self.slots[slot])
    }

    /// The local that holds where a value begins.
    fn place(&self, slot: usize) -> String {
        format!("at_{}", self.slots[slot].at)
    }

    fn at(&self, slot: usize) -> String {
        literal::string(&self.slots[slot].at)
    }
}
