//! What printers ask of a program or a message as a whole, before they print its steps.

use std::collections::BTreeSet;
use std::iter;

use crate::ir::{End, GroupEnd, Message, Plan, Prefix, Program, Protocol, Shape, Step, Subject, WriteStep};

impl Plan {
    /// Whether a digest is compared on any way through it.
    pub fn has_digest(&self) -> bool {
        self.checks().any(&mut |step| matches!(step, Step::BodyDigest(..)))
    }

    /// Whether this value is a digest of the body.
    pub fn is_digest(&self, slot: usize) -> bool {
        self.checks().any(&mut |step| matches!(step, Step::BodyDigest(of, _) if *of == slot))
    }
}

impl Program {
    /// It and every program that follows one of its decisions.
    fn parts(&self) -> impl Iterator<Item = &Self> {
        let mut waiting = vec![self];
        iter::from_fn(move || {
            let part = waiting.pop()?;
            if let End::Branch { yes, no, .. } = &part.end {
                waiting.extend([&**no, &**yes]);
            }
            Some(part)
        })
    }

    /// Whether any step, on whatever way through it, is such a one.
    pub fn any(&self, is: &mut impl FnMut(&Step) -> bool) -> bool {
        self.parts().flat_map(|part| &part.steps).any(is)
    }

    /// Whether any decision, on whatever way through it, looks at such a thing.
    pub fn decides(&self, by: &mut impl FnMut(Subject) -> bool) -> bool {
        self.parts().any(|part| matches!(part.end, End::Branch { on, .. } if by(on)))
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
        self.parts().flat_map(|part| &part.steps).filter_map(judged).collect()
    }
}

impl Message {
    /// The only shape of a message that can be written entry by entry, and its steps: nothing stands before it, it has groups,
    /// nothing before their entries says how many there are, and no step needs to know what another one wrote.
    pub fn entry_by_entry(&self, protocol: &Protocol) -> Option<(&Shape, &[WriteStep])> {
        let layout = &self.layout;
        let ([shape], [steps]) = (&layout.shapes[..], &layout.plan.write[..]) else { return None };
        let stands_alone = |step: &WriteStep| match step {
            WriteStep::Field { .. } | WriteStep::Constant { .. } | WriteStep::Literal(_) => true,
            WriteStep::Group { group, unlike, .. } => {
                let end = layout.groups.get(*group).map(|group| &group.end);
                unlike.is_none() && matches!(end, Some(GroupEnd::Literal(_)))
            }
            WriteStep::Exclude { .. }
            | WriteStep::BodyLength { .. }
            | WriteStep::Copy { .. }
            | WriteStep::Body
            | WriteStep::Ascending { .. } => false,
        };
        let fits = protocol.prefix == Prefix::None
            && shape.variant.is_none()
            && !layout.groups.is_empty()
            && steps.iter().all(stands_alone);
        fits.then_some((shape, &steps[..]))
    }
}
