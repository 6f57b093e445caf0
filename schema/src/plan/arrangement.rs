//! What a plan is made of: how the values of a message lie, and what of them must agree.

use crate::ir::{Condition, Step};

/// What must agree with what in a message, by the place where the schema says so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    /// Said of the message: checked before its shape is decided, in the order of values.
    pub(crate) message: Vec<Step>,
    /// Said of a shape: checked once the shape is known, in the order of values.
    pub(crate) shapes: Vec<Vec<Step>>,
    /// The `when` of each shape, in the order of the shapes.
    pub(crate) conditions: Vec<Vec<Condition>>,
}

/// How the values of a message lie.
#[derive(Clone, Debug)]
pub(crate) enum Arrangement {
    /// In a block of headers.
    Block,
    /// One after another, with literals between them.
    Sequence {
        /// All items, in wire order.
        items: Vec<Item>,
        /// How many of them are always there.
        head: usize,
    },
}

/// An item of a sequence.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Bytes that are always the same.
    Literal {
        /// The bytes.
        bytes: Vec<u8>,
        /// Whether they are the message's own type code.
        is_code: bool,
    },
    /// The value with this index.
    Value(usize),
    /// A group.
    Group {
        /// The index of the value that it is.
        slot: usize,
        /// Its own index.
        group: usize,
        /// What no entry may be taken for.
        unlike: Option<Vec<u8>>,
    },
}

impl Item {
    /// The step that reads it. Whether its value is used is known once the program is complete.
    pub(crate) fn read(&self) -> Step {
        match *self {
            Self::Literal { ref bytes, is_code } => Step::Literal { bytes: bytes.clone(), is_code },
            Self::Value(slot) => Step::Read { slot, is_used: true },
            Self::Group { slot, group, .. } => Step::Group { slot, group, is_used: true },
        }
    }
}
