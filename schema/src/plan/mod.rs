//! The wire plan: in which order a message is read, checked, recognised and written.
//!
//! Back ends print these steps and decide nothing themselves; that is what keeps every language at the same bytes, the
//! same acceptance, and the same first error.
//!
//! A program is a row of [steps](Step) over the message's [values](crate::Slot), then a decision or a shape. A sequence
//! has one of them. A block of headers has two:
//!
//! - [`Block::fast`], for a message as writers write it: the block as a sequence, one value after the other read and checked
//!   at once. Whatever is otherwise gives up without a word: another order of headers, a default, a wrong value.
//! - [`Block::exact`], for any message: values are first cut out of the header block, as [`Block::minimal`] says or in any
//!   order, then the program is walked from its root to a leaf, and the first step that fails is the message's error.
//!
//! Writing walks [`Plan::write`] of the shape twice: once to check every value in order, once to put bytes. What puts all
//! bytes together at once has them as [pieces](crate::Message::pieces) instead, with what never changes merged.
//!
//! A reader of input that arrives in pieces walks [`Plan::scan`] first, which checks nothing and says where the values end;
//! what is there until then is read as ever, and the body behind it need not be held.

mod arrangement;
mod ask;
mod build;
mod fast;
mod pieces;
mod print;
mod scan;
mod used;
mod write;

pub(crate) use arrangement::{Arrangement, Item, Relations};
pub(crate) use build::{VariantProblem, build_plan};
pub use pieces::Piece;
pub use print::print_plan;
pub use scan::ScanStep;

use crate::ir::{Condition, Digest, Subject, Width};

/// How one message is read and written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How its values lie, and how they are read.
    pub read: Reading,
    /// How each shape is written, in the order of the message's shapes.
    pub write: Vec<Vec<WriteStep>>,
    /// How far it goes before its body, for input that arrives in pieces.
    pub scan: Vec<ScanStep>,
}

/// How the values of a message lie, and how they are read.
#[derive(Clone, Debug)]
pub enum Reading {
    /// In a block of headers, in one of two modes.
    Block(Block),
    /// One after another without names. The first step that fails is the message's error.
    Sequence(Program),
}

/// How a message with a block of headers is read.
#[derive(Clone, Debug)]
pub struct Block {
    /// How a message is read that is as writers write it.
    pub fast: Program,
    /// How the values are cut out of a minimal header block, before [`exact`](Self::exact). In an expanded block there is
    /// a 16-bit count and as many names and values: names are ASCII (anything else is an error at once) and compared
    /// without regard to case; unknown ones are passed over; the last of several equal ones counts.
    pub minimal: Vec<ReadStep>,
    /// What is then checked, and which shape it makes.
    pub exact: Program,
}

impl Plan {
    /// The program that says which checks follow in which order: the exact one, or that of the sequence.
    pub fn checks(&self) -> &Program {
        match &self.read {
            Reading::Block(block) => &block.exact,
            Reading::Sequence(program) => program,
        }
    }

    /// Whether a digest is compared on any way through it.
    pub fn has_digest(&self) -> bool {
        self.checks().any(&mut |step| matches!(step, Step::BodyDigest(..)))
    }

    /// Whether this value is a digest of the body.
    pub fn is_digest(&self, slot: usize) -> bool {
        self.checks().any(&mut |step| matches!(step, Step::BodyDigest(of, _) if *of == slot))
    }
}

/// One step of cutting values out of a minimal header block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadStep {
    /// Reads a 16-bit length and as many bytes for each of these headers, one after the other.
    Values {
        /// Index of the first header.
        from: usize,
        /// The index behind that of the last.
        to: usize,
    },
    /// Looks at a flag, or at an integer already read (its length is checked here and now), and goes on only if it has this
    /// value.
    When {
        /// What is looked at.
        on: Subject,
        /// The value.
        equals: u64,
        /// What is read then.
        then: Vec<ReadStep>,
    },
}

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
