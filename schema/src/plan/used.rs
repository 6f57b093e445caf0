//! Which values anything looks at once they are read.

use std::collections::BTreeSet;

use crate::ir::{End, Program, Shape, Step};

/// Notes in each step that reads a value whether what follows needs it.
pub(super) fn mark_used(program: &mut Program, shapes: &[Shape]) {
    needed(program, shapes);
}

/// The values that a program looks at without having read them itself.
fn needed(program: &mut Program, shapes: &[Shape]) -> BTreeSet<usize> {
    let mut slots: BTreeSet<usize> = match &mut program.end {
        End::Shape(shape) => {
            let slots = shapes.get(*shape).map(|shape| &shape.slots[..]).unwrap_or_default();
            slots.iter().filter(|slot| slot.field().is_some()).map(|slot| slot.slot).collect()
        }
        End::Branch { on, yes, no, .. } => {
            let mut slots = needed(yes, shapes);
            slots.append(&mut needed(no, shapes));
            slots.extend(on.slot());
            slots
        }
    };
    for step in program.steps.iter_mut().rev() {
        match step {
            Step::Read { slot, is_used }
            | Step::Check { slot, is_used }
            | Step::Group { slot, is_used, .. } => {
                *is_used = slots.remove(slot);
            }
            Step::BodyLength(slot) | Step::BodyDigest(slot, _) => drop(slots.insert(*slot)),
            Step::Same(slot, other) => slots.extend([*slot, *other]),
            Step::OnlyFlags(_)
            | Step::Count(_)
            | Step::Ascending { .. }
            | Step::Literal { .. }
            | Step::Body(_) => {}
        }
    }
    slots
}
