//! The way that a reader goes to one shape of a message: what lies on the wire, and what is compared.

use lonelypsp_schema::{Digest, End, Message, Program as Tree, Step};

/// One thing on the wire of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item<'s> {
    /// The message's own code.
    Code(&'s [u8]),
    /// Bytes that are always the same.
    Literal(&'s [u8]),
    /// The value with this index, which may be a group.
    Value(usize),
}

/// What a value is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// The length of the body.
    BodyLength(usize),
    /// The digest of the body.
    BodyDigest(usize, Digest),
    /// The number of another value.
    Same(usize, usize),
    /// Its own kind.
    Value(usize),
}

impl Check {
    /// The value that it is about.
    pub(super) const fn slot(self) -> usize {
        match self {
            Self::BodyLength(slot) | Self::BodyDigest(slot, _) | Self::Same(slot, _) | Self::Value(slot) => {
                slot
            }
        }
    }
}

/// The steps that lead to one shape.
pub(super) struct Program<'s> {
    pub(super) items: Vec<Item<'s>>,
    pub(super) checks: Vec<Check>,
}

impl<'s> Program<'s> {
    /// That of every shape, by index. A shape to which several ways lead has that of the first; all compare the same.
    pub(super) fn all(message: &'s Message) -> Vec<Option<Self>> {
        let mut all: Vec<Option<Self>> = message.layout.shapes.iter().map(|_| None).collect();
        let mut steps = Vec::new();
        walk(message.layout.plan.checks(), &mut steps, &mut |shape, steps| {
            if let Some(place) = all.get_mut(shape)
                && place.is_none()
            {
                *place = Some(Self::of(steps));
            }
        });
        all
    }

    fn of(steps: &[&'s Step]) -> Self {
        let (mut items, mut checks) = (Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Literal { bytes, is_code: true } => items.push(Item::Code(bytes)),
                Step::Literal { bytes, is_code: false } => items.push(Item::Literal(bytes)),
                Step::Read { slot, .. } | Step::Group { slot, .. } => {
                    items.push(Item::Value(*slot));
                    checks.push(Check::Value(*slot));
                }
                Step::Check { slot, .. } => checks.push(Check::Value(*slot)),
                Step::BodyLength(slot) => checks.push(Check::BodyLength(*slot)),
                Step::BodyDigest(slot, digest) => checks.push(Check::BodyDigest(*slot, *digest)),
                Step::Same(slot, other) => checks.push(Check::Same(*slot, *other)),
                Step::OnlyFlags(_) | Step::Count(_) | Step::Ascending { .. } | Step::Body(_) => {}
            }
        }
        Self { items, checks }
    }
}

/// Goes through a tree of steps, and to each shape with all steps that lead to it.
fn walk<'s>(tree: &'s Tree, steps: &mut Vec<&'s Step>, leaf: &mut impl FnMut(usize, &[&'s Step])) {
    let length = steps.len();
    steps.extend(&tree.steps);
    match &tree.end {
        End::Shape(shape) => leaf(*shape, steps),
        End::Branch { yes, no, .. } => {
            walk(yes, steps, leaf);
            walk(no, steps, leaf);
        }
    }
    steps.truncate(length);
}

/// Where the message's own code stands in its sequence, by the number of items before it, and how wide it is.
pub(super) fn code_item(message: &Message) -> Option<(usize, usize)> {
    let steps = &message.layout.plan.checks().steps;
    let is_item =
        |step: &&Step| matches!(step, Step::Literal { .. } | Step::Read { .. } | Step::Group { .. });
    steps.iter().filter(is_item).enumerate().find_map(|(index, step)| match step {
        Step::Literal { bytes, is_code: true } => Some((index, bytes.len())),
        _ => None,
    })
}
