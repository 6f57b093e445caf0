//! A program as nested `if`s, for every path of reading.

use lonelypsp_schema::{End, Layout, Program, Protocol, Shape, Subject};

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

/// What a program is printed with.
pub(super) trait Printer {
    /// What it is about.
    fn scope(&self) -> Scope<'_>;

    /// The steps before the program's end.
    fn steps(&self, program: &Program, lines: &mut Lines);

    /// The end of a branch that leads to a shape.
    fn leaf(&self, shape: &Shape, lines: &mut Lines);
}

/// The steps, then what follows them.
pub(super) fn print_program(printer: &impl Printer, program: &Program, lines: &mut Lines) {
    printer.steps(program, lines);
    match &program.end {
        End::Shape(shape) => printer.leaf(&printer.scope().layout.shapes[*shape], lines),
        End::Branch { .. } => print_branches(printer, program, lines),
    }
}

/// A decision.
struct Choice<'p> {
    on: Subject,
    equals: u64,
    yes: &'p Program,
}

/// An `if`, and an `elsif` for each further decision that has nothing before it; or a `case`.
fn print_branches(printer: &impl Printer, program: &Program, lines: &mut Lines) {
    let (choices, last) = choices(printer, program);
    let subject = case_subject(printer.scope(), &choices);
    if let Some(subject) = &subject {
        lines.line(format!("case {subject}"));
    }
    for (index, choice) in choices.iter().enumerate() {
        let word = if index == 0 { "if" } else { "elsif" };
        lines.line(match subject {
            Some(_) => format!("when {}", literal::integer(choice.equals)),
            None => format!("{word} {}", printer.scope().equals(choice.on, choice.equals)),
        });
        lines.nested(|lines| print_program(printer, choice.yes, lines));
    }
    lines.line("else");
    lines.nested(|lines| print_program(printer, last, lines));
    lines.line("end");
}

/// The decisions that follow one another at once, and what follows if none of them holds.
fn choices<'p>(printer: &impl Printer, mut program: &'p Program) -> (Vec<Choice<'p>>, &'p Program) {
    let mut choices = Vec::new();
    while let End::Branch { on, equals, yes, no } = &program.end {
        let mut steps = Lines::default();
        if !choices.is_empty() {
            printer.steps(program, &mut steps);
        }
        if !steps.is_empty() {
            break;
        }
        choices.push(Choice { on: *on, equals: *equals, yes });
        program = no;
    }
    (choices, program)
}

/// The number that all decisions are about, if there are several of them: then rubocop wants a `case`.
fn case_subject(scope: Scope<'_>, choices: &[Choice<'_>]) -> Option<String> {
    let first = choices.first()?.on;
    let same = choices.len() >= 2 && choices.iter().all(|choice| choice.on == first && choice.equals != 0);
    first.slot().filter(|_| same).map(|slot| scope.local(slot))
}
