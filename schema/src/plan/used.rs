//! Which values anything looks at once they are read.

use std::collections::BTreeSet;

use crate::ir::Shape;

use super::{End, Program, Step};

/// Notes in each step that reads a value whether what follows needs it.
pub(super) fn mark_used(program: &mut Program, shapes: &[Shape]) {
    needed(program, shapes);
}

/// The headers that a program looks at without having read them itself.
fn needed(program: &mut Program, shapes: &[Shape]) -> BTreeSet<usize> {
    let mut headers: BTreeSet<usize> = match &mut program.end {
        End::Shape(shape) => {
            let shape = shapes.get(*shape).map(|shape| &shape.headers[..]).unwrap_or_default();
            shape.iter().filter(|header| header.field().is_some()).map(|header| header.header).collect()
        }
        End::Branch { header, yes, no, .. } => {
            let mut headers = needed(yes, shapes);
            headers.append(&mut needed(no, shapes));
            headers.insert(*header);
            headers
        }
    };
    for step in program.steps.iter_mut().rev() {
        match step {
            Step::Value { header, is_used } => *is_used = headers.remove(header),
            Step::BodyLength(header) | Step::BodyDigest(header, _) => drop(headers.insert(*header)),
            Step::Same(header, other) => headers.extend([*header, *other]),
            Step::Count(_) | Step::TakeBody => {}
        }
    }
    headers
}
