//! The wire plan: in which order a message is read, checked, recognised and written.
//!
//! Back ends spell these steps and decide nothing themselves; that is what keeps every language at the same bytes,
//! the same acceptance, and the same first error.
//!
//! Reading a message takes three stages:
//!
//! 1. **Read**: values are cut out of the header block, as [`Plan::minimal`] or [`Plan::expanded`] says.
//! 2. **Check**: [`Plan::check`] is walked from its root to a leaf. Each step looks at one value, or compares two
//!    things; the first that fails is the message's error.
//! 3. The leaf names the shape.
//!
//! Writing walks [`Plan::write`] of the shape twice: once to check every value in order, once to put bytes.

mod build;
mod print;

pub(crate) use build::{Relations, VariantProblem, build_plan};
pub use print::print_plan;

use crate::ir::Digest;

/// How one message is read and written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How the values are cut out of a minimal header block.
    pub minimal: Vec<ReadStep>,
    /// How the values are cut out of an expanded header block.
    pub expanded: Vec<ReadStep>,
    /// What is then checked, and which shape it makes.
    pub check: Tree,
    /// How each shape is written, in the order of the message's shapes.
    pub write: Vec<Vec<WriteStep>>,
}

/// One step of cutting values out of a header block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadStep {
    /// Reads a 16-bit length and as many bytes: the value of this header.
    Value {
        /// Index of the header.
        header: usize,
    },
    /// Looks at an integer already read (its length is checked here and now) and goes on only if it has this value.
    When {
        /// Index of the header.
        header: usize,
        /// The value.
        equals: u64,
        /// What is read then.
        then: Vec<ReadStep>,
    },
    /// Reads a 16-bit count and as many names and values. Names are ASCII (anything else is an error at once) and
    /// compared without regard to case; unknown ones are passed over; the last of several equal ones counts.
    Block,
}

/// Checks in order, then a decision or a shape.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The checks.
    pub steps: Vec<CheckStep>,
    /// What follows them.
    pub end: End,
}

impl Tree {
    /// Whether a digest is compared on any way through it.
    pub fn has_digest(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, CheckStep::BodyDigest(..)))
            || match &self.end {
                End::Shape(_) => false,
                End::Branch { yes, no, .. } => yes.has_digest() || no.has_digest(),
            }
    }
}

/// What follows a row of checks.
#[derive(Clone, Debug)]
pub enum End {
    /// The message has this shape.
    Shape(usize),
    /// An integer decides how it goes on.
    Branch {
        /// Index of the header.
        header: usize,
        /// The value to compare with.
        equals: u64,
        /// How it goes on if the header has that value.
        yes: Box<Tree>,
        /// How it goes on otherwise.
        no: Box<Tree>,
    },
}

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStep {
    /// The header is present (or has a default), and its value is what its kind says: first its length, then UTF-8.
    Header(usize),
    /// What is left of the input is the body.
    TakeBody,
    /// The header's number is the body's length.
    BodyLength(usize),
    /// The header's value is the body's digest.
    BodyDigest(usize, Digest),
    /// The first header's number is that of the second.
    Same(usize, usize),
}

/// One step of writing a shape. Each header step also writes the header's name in an expanded block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteStep {
    /// The field of this header, after checking its limits.
    Field {
        /// Index of the header.
        header: usize,
        /// A number that it must not have, because a reader would take the message for another shape.
        not: Option<u64>,
    },
    /// A number, with at least one byte.
    Constant {
        /// Index of the header.
        header: usize,
        /// The number.
        value: u64,
    },
    /// The body's length.
    BodyLength {
        /// Index of the header.
        header: usize,
    },
    /// The number that another header was written with.
    Copy {
        /// Index of the header.
        header: usize,
        /// Index of the other.
        other: usize,
    },
    /// The body.
    Body,
}
