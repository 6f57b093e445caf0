//! A program as nested `if`s, for both paths of reading.

use lonelypsp_schema::{End, Layout, Program, Shape};

use super::lines::Lines;
use super::literal::equals;
use crate::spelling::{local, pascal};

/// What a program is printed with.
pub(super) trait Printer {
    /// Its layout.
    fn layout(&self) -> &Layout;

    /// The steps before the program's end.
    fn steps(&self, program: &Program, lines: &mut Lines);

    /// The end of a way that leads to a shape.
    fn leaf(&self, shape: &Shape, lines: &mut Lines);
}

/// The steps, then what follows them.
pub(super) fn print_program(printer: &impl Printer, program: &Program, lines: &mut Lines) {
    printer.steps(program, lines);
    match &program.end {
        End::Shape(shape) => printer.leaf(&printer.layout().shapes[*shape], lines),
        End::Branch { .. } => print_branches(printer, program, lines),
    }
}

/// An `if`, and an `elsif` for each further decision that has nothing before it.
fn print_branches(printer: &impl Printer, program: &Program, lines: &mut Lines) {
    let (mut program, mut word) = (program, "if");
    while let End::Branch { on, equals: number, yes, no } = &program.end {
        let condition = equals(&local(&printer.layout().headers[*header]), *number);
        lines.line(format!("{word} {condition}"));
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

/// A message of a shape, made of the values that were read.
pub(super) fn print_made(printer: &impl Printer, shape: &Shape, body: &str, lines: &mut Lines) {
    let headers = shape.slots.iter().filter(|header| header.field().is_some());
    let values = headers.map(|header| local(&printer.layout().headers[header.header]));
    let values: Vec<String> = values.chain(shape.body.as_ref().map(|_| body.to_owned())).collect();
    let class = shape.variant.as_ref().map(|variant| format!("{}.", pascal(variant))).unwrap_or_default();
    if values.is_empty() {
        return lines.line(format!("{class}allocate.fill!"));
    }
    lines.list(&format!("{class}allocate.fill!("), &values, ")");
}
