//! From the bytes of entries to the structs that hold them, and back.

use super::Vec;
use super::error::{DecodeError, EncodeError, ErrorKind};
use super::found::Found;
use super::key::Key;
use super::place::Place;
use super::reader::Reader;
use super::row::Row;
use super::sink::Sink;

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

/// As many entries as there are. That there are so many was seen when they were checked; and each takes a byte at least.
pub(super) fn read_all<'a, E>(
    count: usize,
    reader: &mut Reader<'a>,
    read: impl Fn(&mut Reader<'a>) -> Result<E, DecodeError>,
) -> Result<Vec<E>, DecodeError> {
    let mut all = Vec::with_capacity(count.min(reader.rest().len()));
    for index in 0..count {
        all.push(read(reader).map_err(|error| error.in_entry(index))?);
    }
    Ok(all)
}

/// Entries up to these bytes.
pub(super) fn read_all_until<'a, E>(
    end: &[u8],
    reader: &mut Reader<'a>,
    read: impl Fn(&mut Reader<'a>) -> Result<E, DecodeError>,
) -> Result<Vec<E>, DecodeError> {
    let mut all = Vec::new();
    while !reader.continues_with(end) {
        all.push(read(reader).map_err(|error| error.in_entry(all.len()))?);
    }
    Ok(all)
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
    /// Entries, up to the first that is wrong; each is checked and written by that function.
    pub(super) fn of<'w, E>(
        entries: &'w [E],
        write: impl Fn(&'w E, &mut Key<'w>, &mut Row<Vec<u8>>) -> Result<(), EncodeError>,
    ) -> Self {
        let mut row = Row::bare(Vec::new());
        let result = write_all(entries, &mut row, write);
        Self { bytes: row.into_sink(), count: entries.len(), result }
    }

    /// The same, but none may begin like these bytes, which follow the last; `first` is the first value of an entry.
    pub(super) fn unlike<'w, E>(
        end: &[u8],
        first: Option<&'static Place>,
        entries: &'w [E],
        write: impl Fn(&'w E, &mut Key<'w>, &mut Row<Vec<u8>>) -> Result<(), EncodeError>,
    ) -> Self {
        let mut row = Row::bare(Vec::new());
        let result = write_unlike(end, first, entries, &mut row, write);
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

    /// As bytes, without their number.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<S: Sink> Row<S> {
    /// Writes a group, and before it the number of its entries.
    #[allow(clippy::inline_always, reason = "as in `writer`")]
    #[inline(always)]
    pub fn group<const WIDTH: usize>(&mut self, entries: &Written) {
        self.number::<WIDTH>(entries.count as u64);
        self.bytes::<0>(entries.bytes());
    }
}

/// A group within an entry: its number of entries, in `WIDTH` bytes, and each checked and written by that function.
pub(super) fn write_counted<'w, const WIDTH: usize, E>(
    entries: &'w [E],
    most: u64,
    place: &'static Place,
    row: &mut Row<Vec<u8>>,
    write: impl Fn(&'w E, &mut Key<'w>, &mut Row<Vec<u8>>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    count_fits(entries.len(), most, place)?;
    row.number::<WIDTH>(entries.len() as u64);
    write_all(entries, row, write)
}

fn write_all<'w, E>(
    entries: &'w [E],
    row: &mut Row<Vec<u8>>,
    write: impl Fn(&'w E, &mut Key<'w>, &mut Row<Vec<u8>>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    let mut before = Key::None;
    entries
        .iter()
        .enumerate()
        .try_for_each(|(index, entry)| write(entry, &mut before, row).map_err(|error| error.in_entry(index)))
}

/// Writes entries, and looks at each place where one begins: the bytes that follow the last must not stand there, or a reader
/// would take it for the end. A short entry may do so only together with what follows it.
pub(super) fn write_unlike<'w, E>(
    end: &[u8],
    first: Option<&'static Place>,
    entries: &'w [E],
    row: &mut Row<Vec<u8>>,
    write: impl Fn(&'w E, &mut Key<'w>, &mut Row<Vec<u8>>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    let mut starts = Vec::with_capacity(entries.len());
    let mut before = Key::None;
    for (index, entry) in entries.iter().enumerate() {
        starts.push(row.written().len());
        write(entry, &mut before, row).map_err(|error| error.in_entry(index))?;
    }
    let begins_like_end = |start: usize| {
        let rest = row.written().get(start..).unwrap_or_default();
        rest.iter().chain(end).zip(end).all(|(one, other)| one == other)
    };
    match starts.into_iter().position(begins_like_end) {
        Some(index) => Err(EncodeError::new(ErrorKind::BadValue, first).in_entry(index)),
        None => Ok(()),
    }
}

fn count_fits(count: usize, most: u64, place: &'static Place) -> Result<(), EncodeError> {
    if count as u64 > most {
        Err(EncodeError::new(ErrorKind::TooLong, Some(place)).with(Found::number(count as u64)))
    } else {
        Ok(())
    }
}
