//! Layouts without header names.

use super::{Kind, Name};

/// One step of a layout without header names. Such layouts are understood and checked; no back end generates them yet.
#[derive(Clone, Debug)]
pub enum SequenceItem {
    /// Bytes that are always the same.
    Literal(Vec<u8>),
    /// The message's own type code.
    Code(Width),
    /// A value, alone or behind its length.
    Field {
        /// Its name.
        name: Name,
        /// What it holds.
        doc: String,
        /// How its value is spelled.
        kind: Kind,
        /// The width of the length before it, if its length is not fixed.
        prefix: Option<Width>,
    },
    /// The same items again and again.
    Group {
        /// Its name.
        name: Name,
        /// What it holds.
        doc: String,
        /// The width of the count before it; without one it goes on to the next literal.
        count: Option<Width>,
        /// The field by which entries ascend strictly.
        sorted: Option<String>,
        /// The items of one entry.
        items: Vec<SequenceItem>,
    },
    /// What follows, perhaps too large for memory.
    Rest {
        /// Its name.
        name: Name,
        /// What it holds.
        doc: String,
        /// The width of the length before it, if one is declared.
        prefix: Option<Width>,
    },
}

/// The width of a big-endian unsigned integer in a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One byte.
    U8,
    /// Two bytes.
    U16,
    /// Four bytes.
    U32,
    /// Eight bytes.
    U64,
}
