//! Reading of sequences: one function, which finds the first problem as it goes, and one for the entries of each group.

use std::collections::BTreeSet;

use askama::Template;
use lonelypsp_schema::{Body, Digest, Group, GroupEnd, Prefix, Program, Step, Width};

use super::flags::flags_line;
use super::layout::{Call, pure_constant, signature};
use super::message::{Head, decoded};
use super::names::{BODY, entry_type, start};
use super::program::{Member, Path, ProgramView, view_program};
use super::runtime::Module;
use super::scope::Scope;
use super::value::{quoted_place, take_call};
use crate::spelling::{camel_text, pascal};

#[derive(Template)]
#[template(path = "typescript/sequence.ts", whitespace = "preserve")]
struct SequenceView<'h> {
    literals: Vec<String>,
    head: &'h Head,
    /// What begins to read.
    begin: String,
    flags: Option<String>,
    program: ProgramView,
    entries: Vec<EntryView>,
}

/// How an entry of a group is read.
struct EntryView {
    signature: String,
    steps: Vec<String>,
    members: Vec<Member>,
}

/// The constants and functions that read the message.
pub(super) fn sequence_text<'s>(scope: &Scope<'s>, program: &'s Program, head: &Head) -> String {
    let reading = Reading { scope, judged: program.judged(), sorted: None };
    let flags = flags_line(scope, "s");
    let call = begin(scope);
    let is_read = flags.is_some() || program.any(&mut |_| true);
    let begin = if is_read { scope.bind(2, "s", &call) } else { scope.run(2, &call) };
    let program = view_program(scope, &reading, 2, program);
    let entries = scope.layout.groups.iter().map(|group| view_entry(scope, group)).collect();
    super::part(&SequenceView { literals: literal_lines(scope), head, begin, flags, program, entries })
}

fn begin(scope: &Scope<'_>) -> Call {
    let bytes = "bytes".to_owned();
    match scope.protocol.prefix {
        Prefix::FlagsAndCode => {
            let code = scope.message.code.to_string();
            Call::of(
                Module::SequenceReader,
                "sequence",
                [bytes, code, scope.message.direction.as_str().to_owned()],
            )
        }
        Prefix::None => Call::of(Module::SequenceReader, "bareSequence", [bytes]),
    }
}

/// The constants for the bytes that are always the same.
fn literal_lines(scope: &Scope<'_>) -> Vec<String> {
    let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let literals = scope.literals().into_iter();
    let lines = literals.map(|(name, bytes)| {
        let call = Call::of(Module::Group, "literal", [format!("\"{}\"", hex(bytes))]);
        scope.uses_of(Module::Group, &call.function);
        pure_constant(&name, &call)
    });
    lines.collect()
}

fn view_entry<'s>(scope: &Scope<'s>, group: &'s Group) -> EntryView {
    let scope = scope.entry(group);
    let ty = entry_type(scope.message, group);
    let before = format!("before: {ty} | undefined");
    let parameters: Vec<&str> =
        std::iter::once("s: $Sequence").chain(group.sorted.map(|_| before.as_str())).collect();
    let reading = Reading { scope: &scope, judged: BTreeSet::new(), sorted: group.sorted };
    let steps = group.read.iter().flat_map(|step| reading.step(2, step)).collect();
    let slots = group.slots.iter().enumerate();
    EntryView {
        signature: signature(&format!("function {}", read_function(group)), &parameters, &decoded(&ty)),
        steps,
        members: slots.map(|(index, slot)| Member::of(&scope, index, camel_text(&slot.at))).collect(),
    }
}

fn read_function(group: &Group) -> String {
    format!("read{}Entry", pascal(&group.name))
}

/// Reading of a message, or of an entry.
struct Reading<'a, 's> {
    scope: &'a Scope<'s>,
    /// The values of which it has to be known where they begin.
    judged: BTreeSet<usize>,
    /// The value by which entries are sorted.
    sorted: Option<usize>,
}

impl<'s> Path<'s> for Reading<'_, 's> {
    fn step(&self, indent: usize, step: &'s Step) -> Vec<String> {
        let scope = self.scope;
        match step {
            Step::OnlyFlags(known) => vec![only_flags(scope, indent, *known)],
            Step::Read { slot, is_used } => {
                let is_used = *is_used || self.sorted == Some(*slot);
                let line = scope.read(indent, *slot, is_used, &take_call(scope.slot(*slot)));
                let keep = || format!("{}const {} = s.start;", " ".repeat(indent), start(scope.local(*slot)));
                std::iter::once(line).chain(self.judged.contains(slot).then(keep)).collect()
            }
            Step::Group { slot, group, is_used } => {
                vec![scope.read(indent, *slot, *is_used, &self.group(*slot, &scope.layout.groups[*group]))]
            }
            Step::Ascending { slot } => vec![self.ascending(indent, *slot)],
            Step::Literal { bytes, is_code } => {
                let function = if *is_code { "takeCode" } else { "takeLiteral" };
                let call = Call::of(Module::SequenceReader, function, ["s".to_owned(), scope.literal(bytes)]);
                vec![scope.run(indent, &call)]
            }
            Step::Body(width) => vec![scope.bind(indent, BODY, &body(scope, *width))],
            Step::BodyLength(slot) => vec![self.check(indent, "checkBodyLength", *slot, &[BODY])],
            Step::Same(slot, other) => {
                let place = quoted_place(scope.slot(*other));
                vec![self.check(indent, "checkSame", *slot, &[&place, scope.local(*other)])]
            }
            Step::BodyDigest(slot, Digest::Sha512) => {
                vec![self.check(indent, "checkDigest", *slot, &[BODY, "hash"])]
            }
            // Of blocks.
            Step::Count(_) | Step::Check { .. } => Vec::new(),
        }
    }
}

impl<'s> Reading<'_, 's> {
    fn group(&self, slot: usize, group: &'s Group) -> Call {
        let mut arguments = vec!["s".to_owned(), quoted_place(self.scope.slot(slot))];
        let function = match &group.end {
            GroupEnd::Count(width) => {
                arguments.push(width.bytes().to_string());
                "takeGroup"
            }
            GroupEnd::Literal(bytes) => {
                arguments.push(self.scope.literal(bytes));
                "takeGroupUntil"
            }
        };
        arguments.push(read_function(group));
        Call::of(Module::SequenceReader, function, arguments)
    }

    fn ascending(&self, indent: usize, slot: usize) -> String {
        let of = self.scope.slot(slot);
        let before = format!("before?.{}", camel_text(&of.at));
        let arguments = [quoted_place(of), "s.start".to_owned(), self.scope.local(slot).to_owned(), before];
        self.scope.run(indent, &Call::of(Module::Group, "checkAscending", arguments))
    }

    /// A check of a value that was read before.
    fn check(&self, indent: usize, function: &str, slot: usize, more: &[&str]) -> String {
        let local = self.scope.local(slot);
        let arguments = [quoted_place(self.scope.slot(slot)), start(local), local.to_owned()];
        let more = more.iter().map(|text| (*text).to_owned());
        self.scope.run(indent, &Call::of(Module::SequenceReader, function, arguments.into_iter().chain(more)))
    }
}

fn body(scope: &Scope<'_>, width: Option<Width>) -> Call {
    match (width, &scope.layout.body) {
        (Some(width), Some(Body { at, .. })) => {
            let arguments = ["s".to_owned(), format!("\"{at}\""), width.bytes().to_string()];
            Call::of(Module::SequenceReader, "takeCountedBody", arguments)
        }
        _ => Call::of(Module::SequenceReader, "takeBody", ["s".to_owned()]),
    }
}

/// That there are no other flags than these.
pub(super) fn only_flags(scope: &Scope<'_>, indent: usize, known: u16) -> String {
    let arguments = [super::flags::FLAGS.to_owned(), super::flags::hex(known)];
    scope.run(indent, &Call::of(Module::Flags, "checkFlags", arguments))
}
