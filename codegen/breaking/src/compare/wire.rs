//! The way that a reader goes to one shape of a message: what lies on the wire, and what is compared.

use lonelypsp_schema::{Condition, Digest, Emit, Message, Program as Tree, Step};

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
        let all = message.layout.shapes.iter().map(|_| None).collect();
        let mut ways = Ways { steps: Vec::new(), all };
        message.layout.plan.checks().walk(&mut ways);
        ways.all
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

/// The ways to all shapes.
struct Ways<'s> {
    /// The steps so far.
    steps: Vec<&'s Step>,
    all: Vec<Option<Program<'s>>>,
}

impl<'s> Emit<'s> for Ways<'s> {
    type Output = ();

    fn emit(&mut self, step: &'s Step) {
        self.steps.push(step);
    }

    fn branch(&mut self, _: Condition, yes: &'s Tree) {
        let before = self.steps.len();
        yes.walk(self);
        self.steps.truncate(before);
    }

    fn shape(&mut self, shape: usize) {
        if let Some(place) = self.all.get_mut(shape)
            && place.is_none()
        {
            *place = Some(Program::of(&self.steps));
        }
    }
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
