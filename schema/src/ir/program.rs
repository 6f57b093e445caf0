//! How values are read, checked and recognised: rows of steps, and decisions between them.

use super::{Digest, Subject, Width};

/// Steps in order, then a decision or a shape.
#[derive(Clone, Debug)]
pub struct Program {
    /// The steps.
    pub steps: Vec<Step>,
    /// What follows them.
    pub end: End,
}

/// What follows a row of steps.
#[derive(Clone, Debug)]
pub enum End {
    /// The message has this shape.
    Shape(usize),
    /// An integer or a flag decides how it goes on.
    Branch {
        /// What is looked at.
        on: Subject,
        /// The value to compare with.
        equals: u64,
        /// How it goes on if it has that value.
        yes: Box<Program>,
        /// How it goes on otherwise.
        no: Box<Program>,
    },
}

/// One step of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The prefix has no other flags than these bits. What else it has is in the message's way at byte 0.
    OnlyFlags(u16),
    /// An expanded block says that it has so many headers. In the fast program only: it stands where the number is known.
    Count(usize),
    /// Reads a value and checks it: its length, if it has a [prefix](crate::Slot::prefix), else as many bytes as its kind
    /// takes; then that its length is what its kind allows, then its form. In an expanded block its name stands before it.
    Read {
        /// Index of the value.
        slot: usize,
        /// Whether a later step or the shape looks at it.
        is_used: bool,
    },
    /// Checks a value that was cut out of a header block: present or by default, of the length that its kind allows, and
    /// of its form.
    Check {
        /// Index of the value.
        slot: usize,
        /// Whether a later step or the shape looks at it.
        is_used: bool,
    },
    /// Reads a group: its count, if it has one, then its entries, each by the group's own steps. A count that the bytes
    /// cannot hold costs nothing: the first entry that is cut off is the error.
    Group {
        /// Index of the value.
        slot: usize,
        /// Index of the group.
        group: usize,
        /// Whether the shape looks at it.
        is_used: bool,
    },
    /// The value that was just read is greater than that of the entry before. Only in the steps of a group. Bytes and text
    /// are compared byte by byte, a shorter one first; numbers by their value.
    Ascending {
        /// Index of the value.
        slot: usize,
    },
    /// These bytes stand there: as many are read, then compared.
    Literal {
        /// The bytes.
        bytes: Vec<u8>,
        /// Whether they are the message's own type code, so that others are those of another message.
        is_code: bool,
    },
    /// What is left of the input is the body; or as much of it as the length says that stands there, which is this wide.
    Body(Option<Width>),
    /// The number is the body's length.
    BodyLength(usize),
    /// The value is the body's digest. In the fast program it comes last, once all else is right, so that a body
    /// is hashed for nothing only if its digest is all that is wrong.
    BodyDigest(usize, Digest),
    /// The first number is that of the second.
    Same(usize, usize),
}
