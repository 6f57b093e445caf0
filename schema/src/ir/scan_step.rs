//! How far a message goes before its body.

use super::{GroupEnd, Subject, Width};

/// One step of a scan. It begins behind the prefix, if the protocol has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanStep {
    /// So many bytes.
    Bytes(u64),
    /// A length of this width, then as many bytes.
    Counted(Width),
    /// An unsigned integer that the next [`When`](Self::When) looks at; a message has one such condition. One that is too
    /// long decides nothing, and the message ends there: decoding refuses it for that.
    Number {
        /// Index of the value.
        slot: usize,
        /// The width of the length before it, if it has one; else it has all its bytes.
        prefix: Option<Width>,
        /// The most bytes that it can have.
        most: u8,
    },
    /// A block of headers. A minimal one is scanned as said here, an expanded one is a 16-bit count, then as many names
    /// and values, each behind a 16-bit length.
    Block {
        /// The minimal block.
        minimal: Vec<ScanStep>,
    },
    /// A group: its count, if it has one, then its entries. A count alone takes no memory.
    Group {
        /// Index of the group.
        group: usize,
        /// How it ends. A literal is looked at where an entry would begin, and not passed.
        end: GroupEnd,
        /// One entry.
        entry: Vec<ScanStep>,
    },
    /// A flag, or the number that was kept, decides what follows.
    When {
        /// What is looked at.
        on: Subject,
        /// The value.
        equals: u64,
        /// What follows if it has this value.
        yes: Vec<ScanStep>,
        /// What follows otherwise.
        no: Vec<ScanStep>,
    },
    /// The body begins, and with it what need not be kept: all that is left, or as much as the length of this width says
    /// that stands before it. Always the last step. Without it, whatever else follows does not belong to the message.
    Body(Option<Width>),
}
