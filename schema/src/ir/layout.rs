//! What a message consists of: values, conditions and a body.

use crate::source::Span;

use super::{Availability, Group, Kind, Plan, Reading, Shape, Width};

/// What a message consists of behind its prefix: values, then perhaps a body.
///
/// How the values lie - in a block of headers, or one after another - is said by its [plan](Plan::read).
#[derive(Clone, Debug)]
pub struct Layout {
    /// The values: headers in the order of the minimal block, or the items of a sequence that have a name.
    pub slots: Vec<Slot>,
    /// The repeated groups among them, and those in groups; outer ones before inner ones.
    pub groups: Vec<Group>,
    /// Which of the values are present only under a condition.
    pub tail: Option<Tail>,
    /// What follows the values, if it belongs to the message. Without a body it is ignored.
    pub body: Option<Body>,
    /// The shapes the message can have: one without a variant's name, or one per variant.
    pub shapes: Vec<Shape>,
    /// How it is read, checked and written.
    pub plan: Box<Plan>,
}

impl Layout {
    /// How many values are always present.
    pub fn head_len(&self) -> usize {
        self.tail.as_ref().map_or(self.slots.len(), |tail| tail.start)
    }

    /// The repeated group that a value consists of, if it does.
    pub fn group(&self, slot: &Slot) -> Option<&Group> {
        self.groups.get(slot.kind.as_group()?)
    }

    /// Whether its values lie in a block of headers, in one of two modes.
    pub fn is_block(&self) -> bool {
        matches!(self.plan.read, Reading::Block(_))
    }
}

/// What follows the values of a message.
#[derive(Clone, Debug)]
pub struct Body {
    /// What errors name it by: `body` behind a block of headers, the name of the rest of a sequence.
    pub at: String,
    /// The width of the length before it; without one it is all that is left.
    pub prefix: Option<Width>,
    /// In which versions it is there.
    pub availability: Availability,
}

/// The values that follow only under a condition.
#[derive(Clone, Debug)]
pub struct Tail {
    /// Index of the first of them; all later ones belong to it.
    pub start: usize,
    /// The condition.
    pub when: Condition,
}

/// That an integer or a flag has a certain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// What is looked at.
    pub on: Subject,
    /// The value; of a flag, 1 says that it is set, and 0 that it is not.
    pub equals: u64,
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The value with this index.
    Slot(usize),
    /// The flag of the prefix with this index in the protocol's list.
    Flag(usize),
}

impl Subject {
    /// The index of the value, if it is one.
    pub const fn slot(self) -> Option<usize> {
        match self {
            Self::Slot(slot) => Some(slot),
            Self::Flag(_) => None,
        }
    }
}

/// One value of a message: a header, or an item of a sequence.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What errors name it by: a header's name on the wire, such as `x-topic`, or a field's name.
    pub at: String,
    /// Where it stands.
    pub span: Span,
    /// What it holds.
    pub doc: String,
    /// The name of its type in the schema; empty for a group.
    pub type_name: String,
    /// How its value is spelled.
    pub kind: Kind,
    /// The width of the length before it. A header's is two bytes; a value of a sequence has none where its kind says
    /// how long it is.
    pub prefix: Option<Width>,
    /// Whether its value must not be shown to people.
    pub secret: bool,
    /// The value that it has when an expanded block lacks it. Without one, its absence is an error.
    pub default: Option<u64>,
    /// In which versions it is there.
    pub availability: Availability,
}

impl Slot {
    /// The most bytes that its value may have, as its kind and the length before it allow.
    pub fn longest(&self) -> u64 {
        let says = self.prefix.map_or(u64::MAX, Width::max);
        says.min(self.kind.longest().map_or(u64::MAX, u64::from))
    }

    /// What its value has to be, as a phrase for people: "at most 64 bytes".
    pub fn expectation(&self) -> String {
        self.kind.expectation_within(self.prefix)
    }
}
