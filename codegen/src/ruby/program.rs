//! A program as nested `if`s, for every path of reading.

use lonelypsp_schema::{Condition, Emit, End, Layout, Program, Protocol, Shape, Step, Subject};

use super::flags;
use super::lines::Lines;
use super::literal;
use super::names::local;
use crate::spelling::pascal;

/// What a program is printed of.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The protocol of the message.
    pub(super) protocol: &'a Protocol,
    /// What the message consists of.
    pub(super) layout: &'a Layout,
}

impl Scope<'_> {
    /// The local that holds a value.
    pub(super) fn local(self, slot: usize) -> String {
        local(self.layout.is_block(), &self.layout.slots[slot])
    }

    /// That a number or a flag has a value.
    pub(super) fn equals(self, on: Subject, value: u64) -> String {
        match on {
            Subject::Slot(slot) => literal::equals(&self.local(slot), value),
            Subject::Flag(flag) => flags::equals(self.protocol, flag, value),
        }
    }

    /// A message of a shape, made of what was read.
    pub(super) fn print_made(self, shape: &Shape, body: &str, lines: &mut Lines) {
        let slots = shape.slots.iter().filter(|slot| slot.field().is_some());
        let values = slots.map(|slot| self.local(slot.slot));
        let values = flags::values(self.protocol, shape).into_iter().chain(values);
        let values: Vec<String> = values.chain(shape.body.as_ref().map(|_| body.to_owned())).collect();
        let class = shape.variant.as_ref().map(|variant| format!("{}.", pascal(variant))).unwrap_or_default();
        if values.is_empty() {
            return lines.line(format!("{class}allocate.fill!"));
        }
        lines.list(&format!("{class}allocate.fill!("), &values, ")");
    }
}

/// How the steps of a program are spelled, and what it ends with.
pub(super) trait Path {
    /// What it is about.
    fn scope(&self) -> Scope<'_>;

    /// The lines of one step.
    fn step(&self, step: &Step, lines: &mut Lines);

    /// The end of a branch that leads to a shape.
    fn leaf(&self, shape: &Shape, lines: &mut Lines);
}

/// The steps, then what follows them.
pub(super) fn print_program(path: &impl Path, program: &Program, lines: &mut Lines) {
    program.walk(&mut Nested { path, lines });
}

/// The lines of a program.
struct Nested<'a, P> {
    path: &'a P,
    lines: &'a mut Lines,
}

impl<'p, P: Path> Emit<'p> for Nested<'_, P> {
    type Output = ();

    fn emit(&mut self, step: &Step) {
        self.path.step(step, self.lines);
    }

    fn shape(&mut self, shape: usize) {
        self.path.leaf(&self.path.scope().layout.shapes[shape], self.lines);
    }

    /// An `if`, and an `elsif` for each further decision that has nothing before it; or a `case`.
    fn branch(&mut self, when: Condition, yes: &'p Program, no: &'p Program) {
        let Self { path, lines } = self;
        let scope = path.scope();
        let (choices, last) = choices(*path, Choice { when, yes }, no);
        let subject = case_subject(scope, &choices);
        if let Some(subject) = &subject {
            lines.line(format!("case {subject}"));
        }
        for (index, Choice { when, yes }) in choices.iter().enumerate() {
            let word = if index == 0 { "if" } else { "elsif" };
            lines.line(match subject {
                Some(_) => format!("when {}", literal::integer(when.equals)),
                None => format!("{word} {}", scope.equals(when.on, when.equals)),
            });
            lines.nested(|lines| print_program(*path, yes, lines));
        }
        lines.line("else");
        lines.nested(|lines| print_program(*path, last, lines));
        lines.line("end");
    }
}

/// A decision.
struct Choice<'p> {
    when: Condition,
    yes: &'p Program,
}

/// The decisions that follow one another at once, and what follows if none of them holds.
fn choices<'p>(
    path: &impl Path,
    first: Choice<'p>,
    mut otherwise: &'p Program,
) -> (Vec<Choice<'p>>, &'p Program) {
    let mut choices = vec![first];
    while let Program { steps, end: End::Branch { on, equals, yes, no } } = otherwise {
        let mut between = Lines::default();
        for step in steps {
            path.step(step, &mut between);
        }
        if !between.is_empty() {
            break;
        }
        choices.push(Choice { when: Condition { on: *on, equals: *equals }, yes });
        otherwise = no;
    }
    (choices, otherwise)
}

/// The number that all decisions are about, if there are several of them: then rubocop wants a `case`.
fn case_subject(scope: Scope<'_>, choices: &[Choice<'_>]) -> Option<String> {
    let first = choices.first()?.when.on;
    let same =
        choices.len() >= 2 && choices.iter().all(|Choice { when, .. }| when.on == first && when.equals != 0);
    first.slot().filter(|_| same).map(|slot| scope.local(slot))
}
