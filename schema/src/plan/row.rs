//! Decisions in a row: what follows where one does not hold is no deeper than the decision itself, as a message can have so
//! many variants that walking them one within the other would need a large stack.

use crate::ir::{Condition, End, Program, Step};

impl Program {
    /// Decisions one after another, each with the steps before it and what follows if it holds; and what is left if none does.
    pub(super) fn row(decisions: Vec<(Vec<Step>, Condition, Self)>, last: Self) -> Self {
        decisions.into_iter().rev().fold(last, |no, (steps, Condition { on, equals }, yes)| Self {
            steps,
            end: End::Branch { on, equals, yes: yes.into(), no: no.into() },
        })
    }

    /// This program, what it goes on with if its decision does not hold, and so on to a shape.
    pub(super) fn otherwise(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |program| match &program.end {
            End::Shape(_) => None,
            End::Branch { no, .. } => Some(&**no),
        })
    }
}
