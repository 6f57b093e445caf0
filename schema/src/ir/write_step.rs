//! How a shape of a message is written.

use super::{Condition, Subject};

/// One step of writing a shape. Each step that writes a header also writes the header's name in an expanded block.
///
/// A value of a sequence is written behind its length, if it has a [prefix](crate::Slot::prefix).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteStep {
    /// The field of this value, after checking its limits.
    Field {
        /// Index of the value.
        slot: usize,
        /// Numbers that it must not have, because a reader would take the message for another shape.
        not: Vec<u64>,
    },
    /// Nothing is written, but not all of this may hold together, because a reader would take the message for another shape.
    Exclude {
        /// The conditions, two at least; those on values are about fields that stand before.
        all: Vec<Condition>,
    },
    /// A number, with at least one byte.
    Constant {
        /// Index of the value.
        slot: usize,
        /// The number.
        value: u64,
    },
    /// The body's length.
    BodyLength {
        /// Index of the value.
        slot: usize,
    },
    /// The number that another value was written with.
    Copy {
        /// Index of the value.
        slot: usize,
        /// Index of the other.
        other: usize,
    },
    /// A group: its count, if it has one, then each entry by the group's own steps. Then, if that is asked for, that no entry
    /// would be read as the end of the group: at none of the places where an entry begins do these bytes stand, as far as they
    /// go on behind the last entry. The first that begins so is a `bad_value` at its first value.
    Group {
        /// Index of the value.
        slot: usize,
        /// Index of the group.
        group: usize,
        /// The literal that ends the group, if an entry could begin like it and must not.
        unlike: Option<Vec<u8>>,
    },
    /// Nothing is written, but the value that was just written is greater than that of the entry before. Only in the steps
    /// of a group.
    Ascending {
        /// Index of the value.
        slot: usize,
    },
    /// These bytes.
    Literal(Vec<u8>),
    /// The body, behind its length if it has one.
    Body,
}

impl WriteStep {
    /// The value that it writes, if it writes one.
    pub const fn slot(&self) -> Option<usize> {
        match *self {
            Self::Field { slot, .. }
            | Self::Constant { slot, .. }
            | Self::BodyLength { slot }
            | Self::Copy { slot, .. }
            | Self::Group { slot, .. } => Some(slot),
            Self::Exclude { .. } | Self::Ascending { .. } | Self::Literal(_) | Self::Body => None,
        }
    }

    /// The value that an exclusion is about: the last that it looks at, or the last flag.
    pub fn excluded(all: &[Condition]) -> Option<Subject> {
        let subjects = || all.iter().rev().map(|condition| condition.on);
        subjects().find(|on| on.slot().is_some()).or_else(|| subjects().next())
    }
}
