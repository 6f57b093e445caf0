//! What a decoder tells whoever watches it read.

use std::ops::Range;

use lonelypsp_schema::{Message, Slot};

use crate::place::Path;
use crate::target::HeaderMode;

/// What a stretch of bytes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The flags of the prefix.
    Flags,
    /// The type of the prefix.
    Type,
    /// The number of headers of an expanded block.
    Count,
    /// The length of a header's name.
    NameLength,
    /// The name of a header.
    Name,
    /// The length of a value.
    ValueLength,
    /// A value.
    Value,
    /// Bytes of a sequence that are always the same.
    Literal,
    /// The message's own type code, in a sequence.
    Code,
    /// The number of entries of a group.
    EntryCount,
    /// The length of the body.
    BodyLength,
    /// The body.
    Body,
    /// What follows a message.
    Trailing,
    /// What was not read, because something before it is wrong.
    Unread,
}

/// Is told what the decoder reads.
pub(crate) trait Observer<'s> {
    /// The prefix is known.
    fn began(&mut self, _message: &'s Message, _mode: HeaderMode) {}
    /// A stretch was read that belongs to this value, and has an index outside of groups.
    fn saw(
        &mut self,
        _part: Part,
        _slot: Option<(&'s Slot, Option<usize>)>,
        _path: &Path<'s>,
        _range: Range<usize>,
    ) {
    }
    /// The name that was just read is that of this header.
    fn named(&mut self, _header: Option<usize>) {}
}

impl Observer<'_> for () {}
