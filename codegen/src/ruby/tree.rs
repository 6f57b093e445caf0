//! A tree of checks as nested `if`s, for both ways of reading.

use lonelypsp_schema::{End, HeaderLayout, Shape, Tree};

use super::lines::Lines;
use super::literal::equals;
use crate::spelling::{local, pascal};

/// What a tree is printed with.
pub(super) trait Printer {
    /// Its layout.
    fn layout(&self) -> &HeaderLayout;

    /// The checks of a node, in order.
    fn steps(&mut self, tree: &Tree, lines: &mut Lines);

    /// What is looked at first once it is decided whether a header has a value.
    fn decided(&self, header: usize, equals: u64, holds: bool, lines: &mut Lines);

    /// The end of a way that leads to a shape.
    fn leaf(&self, shape: &Shape, lines: &mut Lines);
}

/// The steps, then what follows them.
pub(super) fn print_tree<P: Printer + Clone>(mut printer: P, tree: &Tree, lines: &mut Lines) {
    printer.steps(tree, lines);
    match &tree.end {
        End::Shape(shape) => printer.leaf(&printer.layout().shapes[*shape], lines),
        End::Branch { .. } => print_branches(&printer, tree, lines),
    }
}

/// An `if`, and an `elsif` for each further decision that has nothing before it.
fn print_branches<P: Printer + Clone>(printer: &P, tree: &Tree, lines: &mut Lines) {
    let (mut tree, mut word) = (tree, "if");
    while let End::Branch { header, equals: number, yes, no } = &tree.end {
        let condition = equals(&local(&printer.layout().headers[*header]), *number);
        lines.line(format!("{word} {condition}"));
        lines.nested(|lines| {
            printer.decided(*header, *number, true, lines);
            print_tree(printer.clone(), yes, lines);
        });
        let mut otherwise = Lines::default();
        printer.decided(*header, *number, false, &mut otherwise);
        if otherwise.is_empty() && no.steps.is_empty() && matches!(no.end, End::Branch { .. }) {
            (tree, word) = (no, "elsif");
            continue;
        }
        lines.line("else");
        lines.nested(|lines| {
            printer.decided(*header, *number, false, lines);
            print_tree(printer.clone(), no, lines);
        });
        break;
    }
    lines.line("end");
}

/// A message of a shape, made of the values that were read.
pub(super) fn print_made(printer: &impl Printer, shape: &Shape, body: &str, lines: &mut Lines) {
    let headers = shape.headers.iter().filter(|header| header.field().is_some());
    let values = headers.map(|header| local(&printer.layout().headers[header.header]));
    let values: Vec<String> = values.chain(shape.body.as_ref().map(|_| body.to_owned())).collect();
    let class = shape.variant.as_ref().map(|variant| format!("{}.", pascal(variant))).unwrap_or_default();
    if values.is_empty() {
        return lines.line(format!("{class}allocate.fill!"));
    }
    lines.list(&format!("{class}allocate.fill!("), &values, ")");
}
