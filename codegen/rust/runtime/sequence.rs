//! Values that lie one after another without names, and groups of entries that consist of such values.

use super::error::{DecodeError, ErrorKind};
use super::key::Key;
use super::place::Place;
use super::reader::Reader;

/// The entries of a group that were checked, still as bytes.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'a> {
    /// At the first of them.
    reader: Reader<'a>,
    count: usize,
}

impl<'a> Entries<'a> {
    /// None, where that reader stands.
    pub(super) const fn none(reader: Reader<'a>) -> Self {
        Self { reader, count: 0 }
    }

    /// Their number, and a reader that stands at the first of them.
    pub(super) fn parts(self) -> (usize, Reader<'a>) {
        (self.count, self.reader)
    }
}

impl<'a> Reader<'a> {
    /// Reads a value of exactly so many bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`].
    #[inline]
    pub fn exactly(&mut self, length: usize, place: &'static Place) -> Result<Option<&'a [u8]>, DecodeError> {
        match self.take(length) {
            Some(value) => Ok(Some(value)),
            None => Err(self.cut_off(Some(place))),
        }
    }

    /// Reads a length of `WIDTH` bytes and as many bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`], at the length or behind it.
    #[inline]
    pub fn behind_length<const WIDTH: usize>(
        &mut self,
        place: &'static Place,
    ) -> Result<Option<&'a [u8]>, DecodeError> {
        let length = self.number::<WIDTH>(place)?;
        // What is longer than memory is longer than what is left of the input.
        self.exactly(usize::try_from(length).unwrap_or(usize::MAX), place)
    }

    /// Reads bytes that are always the same.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`], or [`ErrorKind::BadValue`] if they are others.
    #[inline]
    pub fn literal(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        self.same_bytes(bytes, ErrorKind::BadValue)
    }

    /// Reads the message's own type code.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`], or [`ErrorKind::UnexpectedType`] if it is another.
    #[inline]
    pub fn code(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        self.same_bytes(bytes, ErrorKind::UnexpectedType)
    }

    /// Reads a group whose number of entries stands before it, in `WIDTH` bytes; each entry by that function, which is
    /// given what it compares them by. Entries take bytes, so that a number that is too large ends where the input does.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`] about the number, or that of the first entry that is wrong.
    pub fn counted<const WIDTH: usize>(
        &mut self,
        place: &'static Place,
        mut entry: impl FnMut(&mut Self, &mut Key<'a>) -> Result<(), DecodeError>,
    ) -> Result<Entries<'a>, DecodeError> {
        let wanted = self.number::<WIDTH>(place)?;
        let (first, mut count, mut before) = (*self, 0, Key::None);
        while count as u64 != wanted {
            entry(self, &mut before).map_err(|error| error.in_entry(count))?;
            count += 1;
        }
        Ok(Entries { reader: first, count })
    }

    /// Reads a group that goes on until these bytes stand where an entry would begin; they are not read.
    ///
    /// # Errors
    /// That of the first entry that is wrong, be it because the input ends.
    pub fn until(
        &mut self,
        end: &[u8],
        mut entry: impl FnMut(&mut Self, &mut Key<'a>) -> Result<(), DecodeError>,
    ) -> Result<Entries<'a>, DecodeError> {
        let (first, mut count, mut before) = (*self, 0, Key::None);
        while !self.continues_with(end) {
            entry(self, &mut before).map_err(|error| error.in_entry(count))?;
            count += 1;
        }
        Ok(Entries { reader: first, count })
    }

    /// That a value which was just read is greater than that of the entry before.
    ///
    /// # Errors
    /// [`ErrorKind::Unsorted`].
    #[inline]
    pub fn ascends(
        &self,
        key: impl Into<Key<'a>>,
        before: &mut Key<'a>,
        value: Option<&'a [u8]>,
        place: &'static Place,
    ) -> Result<(), DecodeError> {
        if key.into().follows(before) { Ok(()) } else { Err(self.fail_at(ErrorKind::Unsorted, place, value)) }
    }

    /// The error that the field of an entry does not take a value.
    #[cold]
    pub fn rejected(&self, value: Option<&'a [u8]>, place: &'static Place) -> DecodeError {
        self.fail_at(ErrorKind::BadValue, place, value)
    }

    fn same_bytes(&mut self, bytes: &[u8], otherwise: ErrorKind) -> Result<(), DecodeError> {
        let offset = self.position();
        match self.take(bytes.len()) {
            None => Err(self.cut_off(None)),
            Some(found) if found == bytes => Ok(()),
            Some(_) => Err(DecodeError::new(otherwise, None, offset)),
        }
    }

    /// Reads a big-endian number of `WIDTH` bytes, at most 8.
    #[inline]
    pub(super) fn number<const WIDTH: usize>(&mut self, place: &'static Place) -> Result<u64, DecodeError> {
        match self.take(WIDTH) {
            Some(bytes) => Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))),
            None => Err(self.cut_off(Some(place))),
        }
    }
}
