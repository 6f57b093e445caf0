//! A program as nested `if`s, for every way of reading.

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

    /// The end of a way that leads to a shape.
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

/// An `if`, and an `elsif` for each further decision that has nothing before it.
fn print_branches(printer: &impl Printer, program: &Program, lines: &mut Lines) {
    let (mut program, mut word) = (program, "if");
    while let End::Branch { on, equals, yes, no } = &program.end {
        lines.line(format!("{word} {}", printer.scope().equals(*on, *equals)));
        lines.nested(|lines| print_program(printer, yes, lines));
        if no.steps.is_empty() && matches!(no.end, End::Branch { .. }) {
            (program, word) = (no, "elsif");
            continue;
        }
        lines.line("else");
        lines.nested(|lines| print_program(printer, no, lines));
        break;
    }
    lines.line("end");
}
