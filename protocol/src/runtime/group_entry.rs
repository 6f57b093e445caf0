//! One entry of a group that passes.

use super::entry::Entry;
use super::error::DecodeError;
use super::reader::Reader;

/// An entry of a group, as bytes that were checked.
#[derive(Clone, Copy, Debug)]
pub struct GroupEntry<'a> {
    pub(super) id: u64,
    pub(super) index: usize,
    /// Where it begins in the input.
    pub(super) offset: u64,
    pub(super) bytes: &'a [u8],
}

impl<'a> GroupEntry<'a> {
    /// Its index in its group.
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The entry as a struct, if it is one of the group that the struct belongs to.
    ///
    /// # Errors
    /// If a field of a struct of one's own does not take its value.
    pub fn get<E: Entry<'a, GROUP>, const GROUP: u64>(&self) -> Result<Option<E>, DecodeError> {
        if self.id != GROUP {
            return Ok(None);
        }
        let read = E::read(&mut Reader::bare(self.bytes));
        read.map(Some).map_err(|error| error.in_entry(self.index).moved_by(self.offset))
    }
}
