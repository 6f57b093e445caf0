//! From the bytes of entries to the structs that hold them, and back.

use super::Vec;
use super::error::{DecodeError, EncodeError, ErrorKind};
use super::place::Place;
use super::reader::Reader;
use super::row::Row;
use super::sequence::{Entries, Key};

/// A struct that holds an entry of a group. `GROUP` tells groups apart, so that a struct for the entries of another group
/// cannot stand in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold an entry of this group",
    label = "not a struct for the entries of this group",
    note = "derive `LonelyMessage` on it with the `message` and the `group` that it holds an entry of"
)]
pub trait Entry<'a, const GROUP: u64>: Sized {
    /// What errors say of its values, in wire order.
    const PLACES: &'static [Place];

    /// Reads an entry that was checked.
    ///
    /// # Errors
    /// If a field does not take its value.
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError>;

    /// Checks an entry and writes it. `before` is what the entry before it is compared by.
    ///
    /// # Errors
    /// The first value that no reader would accept, in wire order.
    fn write<'w>(&'w self, before: &mut Key<'w>, row: &mut Row<Vec<u8>>) -> Result<(), EncodeError>;
}

/// Reads entries that were checked into structs.
///
/// # Errors
/// If a field of one does not take its value.
pub fn read_entries<'a, E: Entry<'a, GROUP>, const GROUP: u64>(
    entries: Entries<'a>,
) -> Result<Vec<E>, DecodeError> {
    let (count, mut reader) = entries.parts();
    read_all(count, &mut reader)
}

/// As many entries as there are. That there are so many was seen when they were checked; and each takes a byte at least.
fn read_all<'a, E: Entry<'a, GROUP>, const GROUP: u64>(
    count: usize,
    reader: &mut Reader<'a>,
) -> Result<Vec<E>, DecodeError> {
    let mut all = Vec::with_capacity(count.min(reader.rest().len()));
    for index in 0..count {
        all.push(E::read(reader).map_err(|error| error.in_entry(index))?);
    }
    Ok(all)
}

impl<'a> Reader<'a> {
    /// Reads a group within an entry that was checked; the number of entries stands before them, in `WIDTH` bytes.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn entries_counted<const WIDTH: usize, E: Entry<'a, GROUP>, const GROUP: u64>(
        &mut self,
        place: &'static Place,
    ) -> Result<Vec<E>, DecodeError> {
        let count = self.number::<WIDTH>(place)?;
        read_all(usize::try_from(count).unwrap_or(usize::MAX), self)
    }

    /// Reads a group within an entry that was checked; it goes on until these bytes stand where an entry would begin.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn entries_until<E: Entry<'a, GROUP>, const GROUP: u64>(
        &mut self,
        end: &[u8],
    ) -> Result<Vec<E>, DecodeError> {
        let mut all = Vec::new();
        while !self.continues_with(end) {
            all.push(E::read(self).map_err(|error| error.in_entry(all.len()))?);
        }
        Ok(all)
    }
}

/// The entries of a group as they are written. They are asked for their values once, so that what is checked, counted and
/// written is the same whatever their types.
#[derive(Debug)]
pub struct Written {
    bytes: Vec<u8>,
    count: usize,
    result: Result<(), EncodeError>,
}

impl Written {
    /// Checks entries and writes them, up to the first that is wrong.
    pub fn new<'a, E: Entry<'a, GROUP>, const GROUP: u64>(entries: &[E]) -> Self {
        let mut row = Row::continuing(Vec::new());
        let result = write_all(entries, &mut row);
        Self { bytes: row.into_sink(), count: entries.len(), result }
    }

    /// That there are no more entries than the number before them can say, and that all are right.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn check(&self, most: u64, place: &'static Place) -> Result<(), EncodeError> {
        count_fits(self.count, most, place)?;
        self.result
    }

    /// How many there are.
    #[inline]
    pub(super) fn count(&self) -> u64 {
        self.count as u64
    }

    /// As bytes, without their number.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn write_all<'a, E: Entry<'a, GROUP>, const GROUP: u64>(
    entries: &[E],
    row: &mut Row<Vec<u8>>,
) -> Result<(), EncodeError> {
    let mut before = Key::None;
    entries
        .iter()
        .enumerate()
        .try_for_each(|(index, entry)| entry.write(&mut before, row).map_err(|error| error.in_entry(index)))
}

impl Row<Vec<u8>> {
    /// Writes a group within an entry, its number of entries in `WIDTH` bytes before it, if it has one.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`] if there are more than that can say; else the first that is wrong with an entry.
    pub fn entries<'a, const WIDTH: usize, E: Entry<'a, GROUP>, const GROUP: u64>(
        &mut self,
        entries: &[E],
        most: u64,
        place: &'static Place,
    ) -> Result<(), EncodeError> {
        count_fits(entries.len(), most, place)?;
        self.number::<WIDTH>(entries.len() as u64);
        write_all(entries, self)
    }
}

fn count_fits(count: usize, most: u64, place: &'static Place) -> Result<(), EncodeError> {
    if count as u64 > most { Err(EncodeError::new(ErrorKind::TooLong, Some(place))) } else { Ok(()) }
}
