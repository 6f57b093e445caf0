//! What printers ask of a program as a whole, before they print its steps.

use std::collections::BTreeSet;

use crate::ir::Subject;

use super::{End, Program, Step};

impl Program {
    /// Whether any step, on whatever way through it, is such a one.
    pub fn any(&self, is: &mut impl FnMut(&Step) -> bool) -> bool {
        self.steps.iter().any(&mut *is)
            || match &self.end {
                End::Shape(_) => false,
                End::Branch { yes, no, .. } => yes.any(is) || no.any(is),
            }
    }

    /// Whether any decision, on whatever way through it, looks at such a thing.
    pub fn decides(&self, by: &mut impl FnMut(Subject) -> bool) -> bool {
        match &self.end {
            End::Shape(_) => false,
            End::Branch { on, yes, no, .. } => by(*on) || yes.decides(by) || no.decides(by),
        }
    }

    /// The values that a step finds fault with once they are read, so that it has to be known where each of them began.
    ///
    /// ```
    /// let schema = lonelypsp_schema::builtin().unwrap();
    /// let from = lonelypsp_schema::Direction::S2b;
    /// let notify = &schema.protocol("stateful").unwrap().by_name(from, "notify").unwrap().layout;
    /// let judged: Vec<&str> =
    ///     notify.plan.checks().judged().into_iter().map(|slot| notify.slots[slot].at.as_str()).collect();
    /// assert_eq!(judged, ["x-compressed-length", "x-decompressed-length", "x-compressed-sha512"]);
    /// ```
    pub fn judged(&self) -> BTreeSet<usize> {
        let judged = |step: &Step| match *step {
            Step::BodyLength(slot) | Step::BodyDigest(slot, _) | Step::Same(slot, _) => Some(slot),
            Step::OnlyFlags(_)
            | Step::Count(_)
            | Step::Read { .. }
            | Step::Check { .. }
            | Step::Group { .. }
            | Step::Ascending { .. }
            | Step::Literal { .. }
            | Step::Body(_) => None,
        };
        let mut slots: BTreeSet<usize> = self.steps.iter().filter_map(judged).collect();
        if let End::Branch { yes, no, .. } = &self.end {
            slots.append(&mut yes.judged());
            slots.append(&mut no.judged());
        }
        slots
    }
}
