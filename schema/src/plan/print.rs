//! The plan as text, for people who write a back end or want to know why a message is refused.

mod pieces;
mod scan;
mod write;

use std::fmt::Write;
use std::mem;

use crate::ir::{
    Condition, DocumentSource, DocumentValue, Group, GroupEnd, Layout, Message, Name, Prefix, Program,
    Protocol, ReadStep, Reading, Schema, Signature, Slot, Step, Subject, Width,
};

use super::Emit;

/// Prints the wire plan of every message of a schema, in the order of the type codes.
///
/// ```
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let plan = lonelypsp_schema::print_plan(&schema);
/// assert!(plan.contains("stateful.subscribe_exact (subscriber, code 2)"));
/// ```
pub fn print_plan(schema: &Schema) -> String {
    let mut out = String::new();
    for protocol in &schema.protocols {
        for direction in crate::Direction::BOTH {
            for message in protocol.messages_of(direction) {
                print_message(&mut out, protocol, message);
            }
        }
    }
    out
}

fn print_message(out: &mut String, protocol: &Protocol, message: &Message) {
    let sender = message.direction.sender();
    let printer = Printer { protocol, message, layout: &message.layout, slots: &message.layout.slots };
    let prefix = match protocol.prefix {
        Prefix::FlagsAndCode => "",
        Prefix::None => ", no prefix",
    };
    line(out, 0, &format!("{}.{} ({sender}, code {}{prefix})", protocol.name, message.name, message.code));
    if let Some(http) = &message.http {
        line(out, 1, &format!("body of {} {}", http.method, http.path));
    }
    if !message.answered_by.is_empty() {
        let names: Vec<_> = message.answered_by.iter().map(Name::snake).collect();
        line(out, 1, &format!("answered by {}", names.join(", ")));
    }
    printer.layout(out);
    for signature in &message.signatures {
        print_signature(out, message, signature);
    }
    out.push('\n');
}

fn print_signature(out: &mut String, message: &Message, signature: &Signature) {
    let Signature { answers, variant, protocol, document, stamp: _, values } = signature;
    let variant = variant.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let answers = answers.as_ref().map(|name| format!(" in answer to {name}")).unwrap_or_default();
    line(out, 1, &format!("signed{variant}{answers} by {protocol}.{document}"));
    for DocumentValue { name, source, .. } in values {
        let source = match source {
            DocumentSource::Slot(slot) => message.layout.slots.get(*slot).map_or("", |slot| slot.at.as_str()),
            DocumentSource::Given => "as given",
            DocumentSource::Absent => "none",
        };
        line(out, 2, &format!("{name}: {source}"));
    }
}

/// Prints what looks at these values: those of a message, or those of an entry.
#[derive(Clone, Copy)]
struct Printer<'a> {
    protocol: &'a Protocol,
    message: &'a Message,
    layout: &'a Layout,
    slots: &'a [Slot],
}

impl<'a> Printer<'a> {
    fn layout(self, out: &mut String) {
        match &self.layout.plan.read {
            Reading::Block(block) => {
                line(out, 1, &format!("read minimal{}", self.selecting_flag()));
                self.read(out, 2, &block.minimal);
                line(out, 1, "read expanded");
                line(out, 2, "count, then as many names and values");
                line(out, 1, "check");
                self.program(out, 2, &block.exact);
                line(out, 1, "fast path, or else the above");
                self.program(out, 2, &block.fast);
            }
            Reading::Sequence(program) => {
                line(out, 1, "read");
                self.program(out, 2, program);
            }
        }
        line(out, 1, "scan for the body, in pieces");
        self.scan(out, 2, &self.layout.plan.scan);
        for (index, (shape, steps)) in self.layout.shapes.iter().zip(&self.layout.plan.write).enumerate() {
            match &shape.variant {
                Some(name) => line(out, 1, &format!("write {name}")),
                None => line(out, 1, "write"),
            }
            self.fields(out, shape);
            self.flags(out, shape);
            self.write(out, 2, steps);
            self.pieces(out, index);
        }
    }

    fn read(self, out: &mut String, depth: usize, steps: &[ReadStep]) {
        for step in steps {
            match step {
                ReadStep::Values { from, to } => {
                    (*from..*to).for_each(|slot| line(out, depth, &format!("value {}", self.name(slot))));
                }
                ReadStep::When { on, equals, then } => {
                    if let Subject::Slot(slot) = on {
                        line(out, depth, &format!("length of {} checked at once", self.name(*slot)));
                    }
                    line(out, depth, &format!("when {}", self.condition(*on, *equals)));
                    self.read(out, depth + 1, then);
                }
            }
        }
    }

    fn program(self, out: &mut String, depth: usize, program: &Program) {
        program.walk(&mut Nested { printer: self, out, depth, is_otherwise: false });
    }

    fn step(self, out: &mut String, depth: usize, step: &Step) {
        line(out, depth, &self.said(step));
        if let Some(group) = group_of(self.layout, step) {
            group.read.iter().for_each(|step| self.entry(group).step(out, depth + 1, step));
        }
    }

    fn entry(self, group: &'a Group) -> Self {
        Self { slots: &group.slots, ..self }
    }

    fn said(self, step: &Step) -> String {
        let again = |is_used: bool| if is_used { "" } else { "; not looked at again" };
        match step {
            Step::OnlyFlags(known) => format!("no flags but {known:016b}"),
            Step::Count(1) => "an expanded block has 1 header".to_owned(),
            Step::Count(count) => format!("an expanded block has {count} headers"),
            Step::Read { slot, is_used } => {
                let slot = &self.slots[*slot];
                let how = match (self.layout.is_block(), slot.prefix) {
                    // A header is read as every header is.
                    (true, _) => header(slot),
                    (false, Some(width)) => {
                        format!("{}: {} length, {}", slot.at, width.as_str(), taken(slot, slot.expectation()))
                    }
                    (false, None) => {
                        format!("{}: {}", slot.at, taken(slot, slot.kind.expectation_in_full()))
                    }
                };
                format!("{how}{}", again(*is_used))
            }
            Step::Check { slot, is_used } => format!("{}{}", header(&self.slots[*slot]), again(*is_used)),
            Step::Group { slot, group, is_used } => {
                let end = group_end(&self.layout.groups[*group].end);
                format!("{}: {end}{}", self.name(*slot), again(*is_used))
            }
            Step::Ascending { slot } => format!("{} is greater than in the entry before", self.name(*slot)),
            Step::Literal { bytes, is_code: false } => format!("literal {}", hex(bytes)),
            Step::Literal { bytes, is_code: true } => format!("literal {}, the message's code", hex(bytes)),
            Step::Body(width) => self.body(*width),
            Step::BodyLength(slot) => format!("{} is the body's length", self.name(*slot)),
            Step::BodyDigest(slot, digest) => {
                format!("{} is the body's {}", self.name(*slot), digest.as_str())
            }
            Step::Same(slot, other) => format!("{} equals {}", self.name(*slot), self.name(*other)),
        }
    }

    /// The body, by its name where that is what errors call it.
    fn body(self, width: Option<Width>) -> String {
        let name = self.layout.body.as_ref().filter(|_| !self.layout.is_block());
        name.map_or_else(|| body(width), |rest| format!("{}: {}", rest.at, body(width)))
    }

    fn flag(self, index: usize) -> String {
        let flag = &self.protocol.flags[index];
        format!("flag {} (bit {})", flag.name, flag.bit)
    }

    fn selecting_flag(self) -> String {
        let index = self.protocol.flags.iter().position(|flag| flag.selects_minimal);
        index.map(|index| format!(", if {} is set", self.flag(index))).unwrap_or_default()
    }

    fn name(self, slot: usize) -> &'a str {
        &self.slots[slot].at
    }

    fn condition(self, on: Subject, equals: u64) -> String {
        match on {
            Subject::Slot(slot) => format!("{} = {equals}", self.name(slot)),
            Subject::Flag(flag) => {
                let flag = self.flag(flag);
                if equals == 0 { format!("{flag} is not set") } else { format!("{flag} is set") }
            }
        }
    }
}

fn group_end(end: &GroupEnd) -> String {
    match end {
        GroupEnd::Count(width) => format!("{} count, then as many entries", width.as_str()),
        GroupEnd::Literal(bytes) => format!("entries until {} stands there", hex(bytes)),
    }
}

fn body(width: Option<Width>) -> String {
    match width {
        None => "the rest is the body".to_owned(),
        Some(width) => format!("{} length, then the body", width.as_str()),
    }
}

/// The lines of a program, that far to the right.
struct Nested<'a, 'o> {
    printer: Printer<'a>,
    out: &'o mut String,
    depth: usize,
    /// Whether what comes next follows only if the decision before it went the other way.
    is_otherwise: bool,
}

impl Nested<'_, '_> {
    fn otherwise(&mut self) {
        if mem::take(&mut self.is_otherwise) {
            line(self.out, self.depth, "otherwise");
            self.depth += 1;
        }
    }
}

impl Emit<'_> for Nested<'_, '_> {
    type Output = ();

    fn emit(&mut self, step: &Step) {
        self.otherwise();
        self.printer.step(self.out, self.depth, step);
    }

    fn branch(&mut self, when: Condition, yes: &Program) {
        let word = if mem::replace(&mut self.is_otherwise, true) { "otherwise, when" } else { "when" };
        let condition = self.printer.condition(when.on, when.equals);
        line(self.out, self.depth, &format!("{word} {condition}"));
        self.printer.program(self.out, self.depth + 1, yes);
    }

    fn shape(&mut self, shape: usize) {
        self.otherwise();
        let text = match &self.printer.layout.shapes[shape].variant {
            Some(variant) => format!("it is {variant}"),
            None => "done".to_owned(),
        };
        line(self.out, self.depth, &text);
    }
}

fn group_of<'a>(layout: &'a Layout, step: &Step) -> Option<&'a Group> {
    match step {
        Step::Group { group, .. } => layout.groups.get(*group),
        _ => None,
    }
}

fn header(header: &Slot) -> String {
    let absent = match header.default {
        Some(value) => format!("{value} if absent"),
        None => "present".to_owned(),
    };
    format!("{}: {absent}, {}", header.at, taken(header, header.expectation()))
}

/// What a reader takes, if it is the same as what a writer gives but for the forms that say otherwise.
fn taken(slot: &Slot, given: String) -> String {
    slot.kind.taken().map_or_else(|| given + none_if_empty(slot), str::to_owned)
}

fn none_if_empty(slot: &Slot) -> &'static str {
    if slot.kind.empty_is_absent { ", none if it is empty" } else { "" }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{:indent$}{text}", "", indent = depth * 2);
}
