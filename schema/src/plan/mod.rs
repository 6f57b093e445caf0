//! The wire plan: in which order a message is read, checked, recognised and written.
//!
//! Back ends print these steps and decide nothing themselves; that is what keeps every language at the same bytes, the
//! same acceptance, and the same first error.
//!
//! There are two programs for reading a message:
//!
//! - [`Plan::fast`], for a message as writers write it: one value after the other is read and checked at once. Whatever is
//!   otherwise gives up without a word: another order of headers, a default, a wrong value.
//! - [`Plan::exact`], for any message: values are first cut out of the header block, as [`Plan::minimal`] says or in any
//!   order, then the program is walked from its root to a leaf, and the first step that fails is the message's error.
//!
//! Writing walks [`Plan::write`] of the shape twice: once to check every value in order, once to put bytes.

mod build;
mod fast;
mod print;
mod used;

pub(crate) use build::{Relations, VariantProblem, build_plan};
pub use print::print_plan;

use crate::ir::Digest;

/// How one message is read and written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How a message is read that is as writers write it.
    pub fast: Program,
    /// How the values are cut out of a minimal header block, before [`exact`](Self::exact). In an expanded block there is
    /// a 16-bit count and as many names and values: names are ASCII (anything else is an error at once) and compared
    /// without regard to case; unknown ones are passed over; the last of several equal ones counts.
    pub minimal: Vec<ReadStep>,
    /// What is then checked, and which shape it makes.
    pub exact: Program,
    /// How each shape is written, in the order of the message's shapes.
    pub write: Vec<Vec<WriteStep>>,
}

impl Plan {
    /// Whether a digest is compared on any way through it.
    pub fn has_digest(&self) -> bool {
        self.exact.any(&mut |step| matches!(step, Step::BodyDigest(..)))
    }

    /// Whether this header's value is a digest of the body.
    pub fn is_digest(&self, header: usize) -> bool {
        self.exact.any(&mut |step| matches!(step, Step::BodyDigest(of, _) if of == header))
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
    /// Looks at an integer already read (its length is checked here and now) and goes on only if it has this value.
    When {
        /// Index of the header.
        header: usize,
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

impl Program {
    /// Whether any step, on whatever way through it, is such a one.
    fn any(&self, is: &mut impl FnMut(Step) -> bool) -> bool {
        self.steps.iter().any(|step| is(*step))
            || match &self.end {
                End::Shape(_) => false,
                End::Branch { yes, no, .. } => yes.any(is) || no.any(is),
            }
    }
}

/// What follows a row of steps.
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
        yes: Box<Program>,
        /// How it goes on otherwise.
        no: Box<Program>,
    },
}

/// One step of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An expanded block says that it has so many headers. In the fast program only: it stands where the number is known.
    Count(usize),
    /// The value of a header: present (or by default, in the exact program), of the length that its kind says, and in that
    /// order of its form. The fast program reads it here: the name of an expanded block, a 16-bit length, the value.
    Value {
        /// Index of the header.
        header: usize,
        /// Whether a later step or the shape looks at it.
        is_used: bool,
    },
    /// What is left of the input is the body.
    TakeBody,
    /// The header's number is the body's length.
    BodyLength(usize),
    /// The header's value is the body's digest. In the fast program it comes last, once all else is right, so that a body
    /// is hashed for nothing only if its digest is all that is wrong.
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
