//! The wire plan: in which order a message is read, checked, recognised and written.
//!
//! Back ends print these steps and decide nothing themselves; that is what keeps every language at the same bytes, the
//! same acceptance, and the same first error.
//!
//! A program is a row of [steps](super::Step) over the message's [values](crate::Slot), then a decision or a shape. A sequence
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

use super::{Program, ScanStep, Subject, WriteStep};

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

impl Plan {
    /// The program that says which checks follow in which order: the exact one, or that of the sequence.
    pub fn checks(&self) -> &Program {
        match &self.read {
            Reading::Block(block) => &block.exact,
            Reading::Sequence(program) => program,
        }
    }
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
