//! How messages are written.

use lonelypsp_schema as model;
use serde::Serialize;

use crate::program::Condition;
use crate::{Hex, Number};

/// One step of writing a shape. Each that writes a header also writes the header's name in an expanded block; a value of a sequence
/// is written behind its length, if it has a prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum WriteStep<'s> {
    /// The field of this value, after checking its limits.
    Field {
        /// The index of the value.
        slot: usize,
        /// Numbers that it must not have, because a reader would take the message for another shape.
        not: Vec<Number>,
    },
    /// Nothing is written, but not all of this may hold together, because a reader would take the message for another shape.
    Exclude {
        /// The conditions, two at least.
        all: Vec<Condition>,
    },
    /// A number, with at least one byte.
    Constant {
        /// The index of the value.
        slot: usize,
        /// The number.
        value: Number,
    },
    /// The body's length.
    BodyLength {
        /// The index of the value.
        slot: usize,
    },
    /// The number that another value was written with.
    Copy {
        /// The index of the value.
        slot: usize,
        /// The index of the other.
        other: usize,
    },
    /// A group: its count, if it has one, then each entry by the group's own steps.
    Group {
        /// The index of the value.
        slot: usize,
        /// The index of the group.
        group: usize,
        /// The literal that ends the group, if an entry could begin like it and must not. An entry that does is a bad value at its first
        /// value.
        unlike: Option<Hex<'s>>,
    },
    /// Nothing is written, but the value that was just written is greater than that of the entry before. Only in the steps of a group.
    Ascending {
        /// The index of the value.
        slot: usize,
    },
    /// These bytes.
    Literal {
        /// The bytes.
        bytes: Hex<'s>,
    },
    /// The body, behind its length if it has one.
    Body,
}

impl<'s> WriteStep<'s> {
    pub(crate) fn all(steps: &'s [model::WriteStep]) -> Vec<Self> {
        steps.iter().map(Self::of).collect()
    }

    fn of(step: &'s model::WriteStep) -> Self {
        match step {
            model::WriteStep::Field { slot, not } => {
                Self::Field { slot: *slot, not: not.iter().copied().map(Number::from).collect() }
            }
            model::WriteStep::Exclude { all } => {
                Self::Exclude { all: all.iter().copied().map(Condition::of).collect() }
            }
            model::WriteStep::Constant { slot, value } => {
                Self::Constant { slot: *slot, value: (*value).into() }
            }
            model::WriteStep::BodyLength { slot } => Self::BodyLength { slot: *slot },
            model::WriteStep::Copy { slot, other } => Self::Copy { slot: *slot, other: *other },
            model::WriteStep::Group { slot, group, unlike } => {
                Self::Group { slot: *slot, group: *group, unlike: unlike.as_deref().map(Hex) }
            }
            model::WriteStep::Ascending { slot } => Self::Ascending { slot: *slot },
            model::WriteStep::Literal(bytes) => Self::Literal { bytes: Hex(bytes) },
            model::WriteStep::Body => Self::Body,
        }
    }
}
