//! Exact program → fast program: the same checks, in the order in which the values lie.

use crate::ir::{Condition, End, Layout, Program, Step};

/// The program for a message as writers write it.
pub(super) fn derive_fast(layout: &Layout, exact: &Program) -> Program {
    let mut fast = derive_program(layout, exact, &[]);
    if layout.tail.is_none() {
        let at = fast.steps.iter().take_while(|step| matches!(step, Step::OnlyFlags(_))).count();
        fast.steps.insert(at, Step::Count(layout.slots.len()));
    }
    fast
}

/// With the digests that were to be compared on the way, which wait for the leaf.
fn derive_program(layout: &Layout, mut exact: &Program, digests: &[Step]) -> Program {
    let is_digest = |step: &&Step| matches!(step, Step::BodyDigest(..));
    let (mut digests, mut steps, mut decisions) = (digests.to_vec(), Vec::new(), Vec::new());
    loop {
        digests.extend(exact.steps.iter().filter(is_digest).cloned());
        steps.extend(exact.steps.iter().filter(|step| !is_digest(step)).map(read_at_once));
        match &exact.end {
            End::Shape(shape) => {
                steps.extend(digests);
                return Program::row(decisions, Program { steps, end: End::Shape(*shape) });
            }
            End::Branch { on, equals, yes, no } => {
                let condition = Condition { on: *on, equals: *equals };
                let mut yes = derive_program(layout, yes, &digests);
                let before = std::mem::take(&mut steps);
                // With conditional headers the count is known once the condition is.
                if layout.tail.as_ref().is_some_and(|tail| tail.when == condition) {
                    yes.steps.insert(0, Step::Count(layout.slots.len()));
                    steps.push(Step::Count(layout.head_len()));
                }
                decisions.push((before, condition, yes));
                exact = no;
            }
        }
    }
}

/// Here a value is read where it is checked.
fn read_at_once(step: &Step) -> Step {
    match *step {
        Step::Check { slot, is_used } => Step::Read { slot, is_used },
        _ => step.clone(),
    }
}
