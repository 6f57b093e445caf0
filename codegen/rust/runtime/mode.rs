//! The two spellings of a header block.

/// Which of the two header blocks a message is written with. Every reader accepts both, whatever it writes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeaderMode {
    /// Values only, in the order that the message type fixes: short, and fast to read.
    Minimal,
    /// Names and values in any order: readable without knowing the message type, and open to additions.
    Expanded,
}
