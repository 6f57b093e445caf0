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
fn derive_program(layout: &Layout, exact: &Program, digests: &[Step]) -> Program {
    let is_digest = |step: &&Step| matches!(step, Step::BodyDigest(..));
    let digests: Vec<Step> = digests.iter().chain(exact.steps.iter().filter(is_digest)).cloned().collect();
    let mut steps: Vec<Step> = exact.steps.iter().filter(|step| !is_digest(step)).map(read_at_once).collect();
    let end = match &exact.end {
        End::Shape(shape) => {
            steps.extend(digests);
            End::Shape(*shape)
        }
        End::Branch { on, equals, yes, no } => {
            let mut branch = [yes, no].map(|program| Box::new(derive_program(layout, program, &digests)));
            // With conditional headers the count is known once the condition is.
            let condition = Condition { on: *on, equals: *equals };
            if layout.tail.as_ref().is_some_and(|tail| tail.when == condition) {
                let counts = [layout.slots.len(), layout.head_len()];
                for (program, count) in branch.iter_mut().zip(counts) {
                    program.steps.insert(0, Step::Count(count));
                }
            }
            let [yes, no] = branch;
            End::Branch { on: *on, equals: *equals, yes, no }
        }
    };
    Program { steps, end }
}

/// Here a value is read where it is checked.
fn read_at_once(step: &Step) -> Step {
    match *step {
        Step::Check { slot, is_used } => Step::Read { slot, is_used },
        _ => step.clone(),
    }
}
