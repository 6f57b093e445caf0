//! From a stream to a message that is a sequence: one function for the message, and one for an entry of each group, with a
//! line for each step of the plan.

use std::collections::BTreeSet;

use lonelypsp_schema::{Digest, Group, GroupEnd, Layout, Message, Program, Slot, Step, Width};

use super::class::put_entry;
use super::code::{Code, Uses, from};
use super::context::Context;
use super::flags;
use super::forms::{self, Call, Reader};
use super::names::{self, BODY};
use super::program::{Path, Scope, put_program};
use super::text::{bytes, call, string};
use crate::spelling::local;

/// The functions that read a message and the entries in it, the innermost first.
pub(super) fn view_sequence(
    context: &Context<'_>,
    message: &Message,
    layout: &Layout,
    program: &Program,
) -> Vec<Code> {
    let entries = layout.groups.iter().rev().map(|group| view_entry(context, message, layout, group));
    entries.chain([view_message(context, message, layout, program)]).collect()
}

fn view_message(context: &Context<'_>, message: &Message, layout: &Layout, program: &Program) -> Code {
    let name = format!("read_{}", names::message_function(message));
    let mut parameters = vec!["stream: SyncReadableBytesIO".to_owned()];
    parameters.extend(context.has_flags().then(|| "flags: int".to_owned()));
    let doc = "Read a message, or say what is the first thing that is wrong with it.";
    let mut code = Code::function(&name, &parameters, &names::message_class(message), doc);
    code.uses(from::STREAMS, "SyncReadableBytesIO");
    if context.has_flags() {
        flags::take(context.protocol, layout, program, &mut code);
    }
    let takes_bytes = |step: &Step| !matches!(step, Step::OnlyFlags(_));
    if program.any(&mut |step| takes_bytes(step)) {
        code.uses(from::SEQUENCE, "SequenceReader");
        // It begins behind the prefix.
        let reader =
            if context.has_prefix() { "SequenceReader(stream)" } else { "SequenceReader(stream, 0)" };
        code.put(4, &format!("reader = {reader}"));
    }
    let mut reading = Reading {
        scope: Scope { context, message, layout },
        slots: &layout.slots,
        judged: program.judged(),
        code,
    };
    put_program(&mut reading, 4, program);
    reading.code
}

fn view_entry(context: &Context<'_>, message: &Message, layout: &Layout, group: &Group) -> Code {
    let name = format!("read_{}", names::entry_function(message, group));
    let class = names::entry_class(message, group);
    let parameters = ["reader: SequenceReader".to_owned()];
    let mut code = Code::function(&name, &parameters, &class, "Read an entry.");
    code.uses(from::SEQUENCE, "SequenceReader");
    let mut reading = Reading {
        scope: Scope { context, message, layout },
        slots: &group.slots,
        judged: BTreeSet::new(),
        code,
    };
    group.read.iter().for_each(|step| reading.step(4, step));
    put_entry(message, layout, group, &mut reading.code);
    reading.code
}

struct Reading<'a> {
    scope: Scope<'a>,
    /// The values that the steps are about: those of the message, or those of an entry.
    slots: &'a [Slot],
    /// Those of which it has to be known where they begin.
    judged: BTreeSet<usize>,
    code: Code,
}

impl<'a> Path<'a> for Reading<'a> {
    fn scope(&self) -> Scope<'a> {
        self.scope
    }

    fn code(&mut self) -> &mut Code {
        &mut self.code
    }

    /// What follows a sequence is nobody's.
    fn last_look(&mut self, _: usize) {}

    fn step(&mut self, depth: usize, step: &Step) {
        match *step {
            Step::OnlyFlags(known) => flags::only(known, &mut self.code, depth),
            Step::Read { slot, is_used } => {
                let reading = read(&self.slots[slot], &mut self.code.uses);
                let Some(Call { method, arguments }) = reading else { return };
                self.take(depth, is_used.then(|| self.local(slot)), method, &arguments);
                if self.judged.contains(&slot) {
                    self.code.put(depth, &format!("at_{} = reader.start", self.local(slot)));
                }
            }
            Step::Group { slot, group, is_used } => {
                let group = &self.scope.layout.groups[group];
                let (method, end) = match &group.end {
                    GroupEnd::Count(width) => ("entries", width.bytes().to_string()),
                    GroupEnd::Literal(literal) => ("entries_until", bytes(literal)),
                };
                let entry = format!("read_{}", names::entry_function(self.scope.message, group));
                let local = is_used.then(|| self.local(slot));
                self.take(depth, local, method, &[self.at(slot), end, entry]);
            }
            Step::Ascending { slot } => {
                let key = if self.slots[slot].kind.empty_is_absent {
                    format!("{} or \"\"", self.local(slot))
                } else {
                    self.local(slot)
                };
                self.take(depth, None, "ascending", &[self.at(slot), key]);
            }
            Step::Literal { ref bytes, is_code } => {
                let method = if is_code { "code" } else { "literal" };
                self.take(depth, None, method, &[super::text::bytes(bytes)]);
            }
            Step::Body(prefix) => self.body(depth, prefix),
            Step::BodyLength(slot) => self.judge(depth, "body_length", slot, &[BODY.to_owned()]),
            Step::BodyDigest(slot, Digest::Sha512) => {
                self.judge(depth, "body_sha512", slot, &[BODY.to_owned()]);
            }
            Step::Same(slot, other) => self.judge(depth, "same", slot, &[self.at(other), self.local(other)]),
            // Only blocks of headers have these.
            Step::Count(_) | Step::Check { .. } => {}
        }
    }
}

impl Reading<'_> {
    fn body(&mut self, depth: usize, prefix: Option<Width>) {
        let at = self.scope.layout.body.as_ref().map_or_else(String::new, |body| string(&body.at));
        match prefix {
            None => self.take(depth, Some(BODY.to_owned()), "body", &[]),
            Some(width) => {
                let arguments = [at, width.bytes().to_string()];
                self.take(depth, Some(BODY.to_owned()), "body_behind", &arguments);
            }
        }
    }

    /// Compares a value, of which it is known where it begins, with something.
    fn judge(&mut self, depth: usize, method: &str, slot: usize, with: &[String]) {
        let local = self.local(slot);
        let arguments = [&[self.at(slot), format!("at_{local}"), local][..], with].concat();
        self.take(depth, None, method, &arguments);
    }

    /// Calls a method of the reader, and keeps what it returns.
    fn take(&mut self, depth: usize, local: Option<String>, method: &str, arguments: &[String]) {
        let keep = local.map(|local| format!("{local} = ")).unwrap_or_default();
        self.code.lines.extend(call(depth, &format!("{keep}reader.{method}"), arguments, ""));
    }

    fn at(&self, slot: usize) -> String {
        string(&self.slots[slot].at)
    }

    fn local(&self, slot: usize) -> String {
        local(&self.slots[slot])
    }
}

/// What reads a value. A group is read by a step of its own.
fn read(slot: &Slot, uses: &mut Uses) -> Option<Call> {
    let prefix = slot.prefix.map_or(0, Width::bytes);
    forms::reading(slot.kind, &[string(&slot.at), prefix.to_string()], Reader::Sequence, uses)
}
