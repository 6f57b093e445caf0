//! The programs of the plan as tables of Lua.

use std::mem;

use lonelypsp_schema::{Condition, Digest, Emit, Flag, Program, Protocol, ReadStep, Step, Subject};

use super::literal::{bytes, number};

/// One program, without those that it goes on with.
pub(super) struct Part {
    pub(super) steps: Vec<String>,
    /// How it goes on.
    pub(super) end: String,
}

/// A program as a list, in which each part says by their numbers which it goes on with: tables that lie in one another can
/// be too deep for Lua.
pub(super) fn view_program(protocol: &Protocol, program: &Program) -> Vec<Part> {
    let mut list = List { protocol, steps: Vec::new(), parts: Vec::new(), undecided: None };
    program.walk(&mut list);
    list.parts
}

struct List<'a> {
    protocol: &'a Protocol,
    /// Those of the part that comes next.
    steps: Vec<String>,
    parts: Vec<Part>,
    /// The index of the part that goes on with the next one, if its decision does not hold.
    undecided: Option<usize>,
}

impl List<'_> {
    /// Adds a part.
    fn add(&mut self, end: String) {
        if let Some(before) = self.undecided.take() {
            let no = self.parts.len() + 1;
            let end = &mut self.parts[before].end;
            *end = format!("{end}, no = {no}");
        }
        self.parts.push(Part { steps: mem::take(&mut self.steps), end });
    }
}

impl<'p> Emit<'p> for List<'_> {
    type Output = ();

    fn emit(&mut self, step: &Step) {
        self.steps.extend(view_step(step));
    }

    fn branch(&mut self, when: Condition, yes: &'p Program) {
        let (on, equals) = view_condition(self.protocol, when.on, when.equals);
        let own = self.parts.len();
        self.add(format!("on = {on}, equals = {equals}, yes = {}", own + 2));
        yes.walk(self);
        self.undecided = Some(own);
    }

    fn shape(&mut self, shape: usize) {
        self.add(format!("shape = {}", shape + 1));
    }
}

/// Steps that are no program by themselves: those of an entry.
pub(super) fn view_steps(steps: &[Step]) -> Vec<String> {
    steps.iter().filter_map(view_step).collect()
}

fn view_step(step: &Step) -> Option<String> {
    Some(match step {
        // How many headers there are is for the block to read.
        Step::Count(_) => return None,
        Step::OnlyFlags(known) => format!(r#"{{ "only_flags", {known} }}"#),
        Step::Read { slot, .. } => format!(r#"{{ "read", {} }}"#, slot + 1),
        Step::Check { slot, .. } => format!(r#"{{ "check", {} }}"#, slot + 1),
        Step::Group { slot, group, .. } => format!(r#"{{ "group", {}, {} }}"#, slot + 1, group + 1),
        Step::Ascending { slot } => format!(r#"{{ "ascending", {} }}"#, slot + 1),
        Step::Literal { bytes: literal, is_code } => {
            format!(r#"{{ "literal", {}, {is_code} }}"#, bytes(literal))
        }
        Step::Body(None) => r#"{ "body" }"#.to_owned(),
        Step::Body(Some(width)) => format!(r#"{{ "body", {} }}"#, width.bytes()),
        Step::BodyLength(slot) => format!(r#"{{ "body_length", {} }}"#, slot + 1),
        Step::BodyDigest(slot, Digest::Sha512) => format!(r#"{{ "body_digest", {} }}"#, slot + 1),
        Step::Same(slot, other) => format!(r#"{{ "same", {}, {} }}"#, slot + 1, other + 1),
    })
}

/// How the values of a minimal block are cut out.
pub(super) fn view_minimal(protocol: &Protocol, steps: &[ReadStep]) -> String {
    let steps = steps.iter().map(|step| match step {
        ReadStep::Values { from, to } => format!(r#"{{ "values", {}, {to} }}"#, from + 1),
        ReadStep::When { on, equals, then } => {
            let (on, equals) = view_condition(protocol, *on, *equals);
            format!(r#"{{ "when", {on}, {equals}, {} }}"#, view_minimal(protocol, then))
        }
    });
    format!("{{ {} }}", steps.collect::<Vec<_>>().join(", "))
}

/// What is looked at, and what it has to be.
fn view_condition(protocol: &Protocol, on: Subject, equals: u64) -> (String, String) {
    match on {
        Subject::Slot(slot) => (format!(r#"{{ "slot", {} }}"#, slot + 1), number(equals)),
        Subject::Flag(flag) => {
            let mask = protocol.flags.get(flag).map_or(0, Flag::mask);
            (format!(r#"{{ "flag", {mask} }}"#), (equals != 0).to_string())
        }
    }
}
