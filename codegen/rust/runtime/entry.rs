//! From the bytes of entries to the structs that hold them, and back.

use core::marker::PhantomData;

use super::Vec;
use super::error::{DecodeError, EncodeError, ErrorKind};
use super::found::Found;
use super::key::Key;
use super::outline::Outline;
use super::place::Place;
use super::reader::Reader;
use super::row::Row;
use super::sequence::Entries;
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

/// Asks whether a struct holds an entry of a group, and uses it if it does. Where it does not, the trait [`NoEntry`]
/// answers: then everything compiles but the assertion that says which group it is, which is the one error that is wanted.
pub struct EntryProbe<'a, E, const GROUP: u64>(PhantomData<(&'a (), E)>);

impl<'a, E: Entry<'a, GROUP>, const GROUP: u64> EntryProbe<'a, E, GROUP> {
    /// Whether the struct holds an entry of the group.
    pub const HOLDS: bool = true;

    /// Reads entries that were checked into structs.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn read(entries: Entries<'a>) -> Result<Vec<E>, DecodeError> {
        let (count, mut reader) = entries.parts();
        read_all(count, &mut reader, E::read)
    }

    /// Reads a group within an entry that was checked; the number of entries stands before them, in `WIDTH` bytes.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn read_counted<const WIDTH: usize>(
        reader: &mut Reader<'a>,
        place: &'static Place,
    ) -> Result<Vec<E>, DecodeError> {
        let count = reader.number::<WIDTH>(place)?;
        read_all(usize::try_from(count).unwrap_or(usize::MAX), reader, E::read)
    }

    /// Reads a group within an entry that was checked; it goes on until these bytes stand where an entry would begin.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn read_until(reader: &mut Reader<'a>, end: &[u8]) -> Result<Vec<E>, DecodeError> {
        read_all_until(end, reader, E::read)
    }

    /// Checks entries and writes them, up to the first that is wrong.
    #[must_use]
    pub fn written(entries: &[E]) -> Written {
        Written::of(entries, E::write)
    }

    /// The same of a group that goes on to these bytes, which no entry may be taken for.
    #[must_use]
    pub fn written_unlike(entries: &[E], end: &[u8]) -> Written {
        Written::unlike(end, E::PLACES.first(), entries, E::write)
    }

    /// Writes a group within an entry that goes on to these bytes, which no entry may be taken for.
    ///
    /// # Errors
    /// The first that is wrong with an entry; else [`ErrorKind::BadValue`] at the first value of the first entry that would be
    /// read as the end of the group.
    pub fn write_unlike(entries: &[E], end: &[u8], row: &mut Row<Vec<u8>>) -> Result<(), EncodeError> {
        write_unlike(end, E::PLACES.first(), entries, row, E::write)
    }

    /// Writes a group within an entry, its number of entries in `WIDTH` bytes before it, if it has one.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`] if there are more than that can say; else the first that is wrong with an entry.
    pub fn write<const WIDTH: usize>(
        entries: &[E],
        most: u64,
        place: &'static Place,
        row: &mut Row<Vec<u8>>,
    ) -> Result<(), EncodeError> {
        write_counted::<WIDTH, _>(entries, most, place, row, E::write)
    }
}

/// What [`EntryProbe`] and [`OwnProbe`](super::OwnProbe) have if the struct holds no such entry. No program that has it
/// compiles.
pub trait NoEntry<E> {
    /// Whether the struct holds an entry of the group.
    const HOLDS: bool = false;
    /// Nothing.
    const OUTLINE: Outline = Outline::NOTHING;
    /// Nothing.
    const DEPTH_OF_GROUPS: usize = 0;

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn check(_: &mut Reader<'_>, _: &mut Key<'_>) -> Result<(), DecodeError> {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn read(_: Entries<'_>) -> Result<Vec<E>, DecodeError> {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn read_counted<const WIDTH: usize>(
        _: &mut Reader<'_>,
        _: &'static Place,
    ) -> Result<Vec<E>, DecodeError> {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn read_until(_: &mut Reader<'_>, _: &[u8]) -> Result<Vec<E>, DecodeError> {
        unimplemented!()
    }

    /// Nothing.
    fn written(_: &[E]) -> Written {
        unimplemented!()
    }

    /// Nothing.
    fn written_unlike(_: &[E], _: &[u8]) -> Written {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn write_unlike(_: &[E], _: &[u8], _: &mut Row<Vec<u8>>) -> Result<(), EncodeError> {
        unimplemented!()
    }

    /// Nothing.
    ///
    /// # Errors
    /// None.
    fn write<const WIDTH: usize>(
        _: &[E],
        _: u64,
        _: &'static Place,
        _: &mut Row<Vec<u8>>,
    ) -> Result<(), EncodeError> {
        unimplemented!()
    }
}

impl<E, const GROUP: u64> NoEntry<E> for EntryProbe<'_, E, GROUP> {}

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
