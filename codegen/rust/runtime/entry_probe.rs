//! Whether a struct holds an entry of the group that it should, as a macro asks the compiler.

use core::marker::PhantomData;

use super::Vec;
use super::entry::{Entry, Written, read_all, read_all_until, write_counted, write_unlike};
use super::error::{DecodeError, EncodeError};
use super::key::Key;
use super::outline::Outline;
use super::place::Place;
use super::reader::Reader;
use super::row::Row;
use super::sequence::Entries;

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
    /// The first that is wrong with an entry; else [`ErrorKind::BadValue`](super::ErrorKind::BadValue) at the first value of the
    /// first entry that would be read as the end of the group.
    pub fn write_unlike(entries: &[E], end: &[u8], row: &mut Row<Vec<u8>>) -> Result<(), EncodeError> {
        write_unlike(end, E::PLACES.first(), entries, row, E::write)
    }

    /// Writes a group within an entry, its number of entries in `WIDTH` bytes before it, if it has one.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`](super::ErrorKind::TooLong) if there are more than that can say; else the first that is wrong with an
    /// entry.
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
