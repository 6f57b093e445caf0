//! Entries that describe themselves, for groups of messages that no schema describes. The code of a message does not see
//! what is in them; it asks their type.

use core::marker::PhantomData;

use super::Vec;
use super::entry::{Written, read_all, read_all_until, write_counted, write_unlike};
use super::entry_probe::NoEntry;
use super::error::{DecodeError, EncodeError};
use super::key::Key;
use super::outline::{Outline, is_shallow, same};
use super::place::Place;
use super::reader::Reader;
use super::row::Row;
use super::sequence::Entries;

/// What a message says of a group whose entries describe themselves.
pub trait OwnGroup {
    /// What errors say of it.
    const PLACE: &'static Place;
    /// The value by which its entries ascend, if they do.
    const SORTED: Option<&'static str>;
    /// The bytes that it goes on to; none if the number of entries stands before them.
    const END: &'static [u8];
}

/// Whether entries of a group ascend by this value.
#[must_use]
pub const fn ascend_by<G: OwnGroup>(name: &str) -> bool {
    match G::SORTED {
        Some(sorted) => same(sorted, name),
        None => false,
    }
}

/// A struct that holds an entry and describes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not describe an entry",
    label = "not a struct for entries of a message of one's own",
    note = "derive `LonelyMessage` on it with `#[lonely(entry)]`"
)]
pub trait OwnEntry<'a>: Sized {
    /// What messages have to know of it.
    const OUTLINE: Outline;
    /// How deep the groups lie in which it is an entry, if nothing lies around them: 1 if there is no group in it. An entry
    /// that lies in itself by way of others has no depth, which the compiler calls a cycle.
    const DEPTH_OF_GROUPS: usize;

    /// What errors say of its first value, if it has one.
    fn first<G: OwnGroup>() -> Option<&'static Place>;

    /// Checks an entry where it lies. `before` is what it is compared with, if the group is sorted.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    fn check<G: OwnGroup>(reader: &mut Reader<'a>, before: &mut Key<'a>) -> Result<(), DecodeError>;

    /// Reads an entry that was checked.
    ///
    /// # Errors
    /// If a field does not take its value.
    fn read<G: OwnGroup>(reader: &mut Reader<'a>) -> Result<Self, DecodeError>;

    /// Checks an entry and writes it. `before` is what it is compared with, if the group is sorted.
    ///
    /// # Errors
    /// The first value that no reader would accept, in wire order.
    fn write<'w, G: OwnGroup>(
        &'w self,
        before: &mut Key<'w>,
        row: &mut Row<Vec<u8>>,
    ) -> Result<(), EncodeError>;
}

/// Asks whether a struct describes an entry, and uses it if it does. Where it does not, the trait [`NoEntry`] answers: then
/// everything compiles but the assertion that says so, which is the one error that is wanted.
pub struct OwnProbe<'a, E, G>(PhantomData<(&'a (), E, G)>);

impl<'a, E: OwnEntry<'a>, G> OwnProbe<'a, E, G> {
    /// Whether the struct describes an entry.
    pub const HOLDS: bool = true;
    /// [`OwnEntry::OUTLINE`].
    pub const OUTLINE: Outline = E::OUTLINE;
    /// [`OwnEntry::DEPTH_OF_GROUPS`].
    pub const DEPTH_OF_GROUPS: usize = E::DEPTH_OF_GROUPS;
}

impl<'a, E: OwnEntry<'a>, G: OwnGroup> OwnProbe<'a, E, G> {
    /// For a type that is a parameter, and known only now.
    const FITS: () = {
        assert!(
            E::OUTLINE.sorts_by(G::SORTED),
            "these entries have no value of the name by which the group is sorted"
        );
        assert!(!E::OUTLINE.is_never_read(G::END), "every entry begins with the literal that ends the group");
        assert!(is_shallow(E::DEPTH_OF_GROUPS), "groups lie at most 4 deep");
    };

    /// [`OwnEntry::check`].
    ///
    /// # Errors
    /// The same.
    pub fn check(reader: &mut Reader<'a>, before: &mut Key<'a>) -> Result<(), DecodeError> {
        E::check::<G>(reader, before)
    }

    /// Reads entries that were checked into structs.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn read(entries: Entries<'a>) -> Result<Vec<E>, DecodeError> {
        const { Self::FITS };
        let (count, mut reader) = entries.parts();
        read_all(count, &mut reader, E::read::<G>)
    }

    /// Reads a group within an entry that was checked; the number of entries stands before them, in `WIDTH` bytes.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn read_counted<const WIDTH: usize>(
        reader: &mut Reader<'a>,
        place: &'static Place,
    ) -> Result<Vec<E>, DecodeError> {
        const { Self::FITS };
        let count = reader.number::<WIDTH>(place)?;
        read_all(usize::try_from(count).unwrap_or(usize::MAX), reader, E::read::<G>)
    }

    /// Reads a group within an entry that was checked; it goes on until these bytes stand where an entry would begin.
    ///
    /// # Errors
    /// If a field of one does not take its value.
    pub fn read_until(reader: &mut Reader<'a>, end: &[u8]) -> Result<Vec<E>, DecodeError> {
        const { Self::FITS };
        read_all_until(end, reader, E::read::<G>)
    }

    /// Checks entries and writes them, up to the first that is wrong.
    #[must_use]
    pub fn written(entries: &[E]) -> Written {
        const { Self::FITS };
        Written::of(entries, E::write::<G>)
    }

    /// The same of a group that goes on to these bytes, which no entry may be taken for.
    #[must_use]
    pub fn written_unlike(entries: &[E], end: &[u8]) -> Written {
        const { Self::FITS };
        Written::unlike(end, E::first::<G>(), entries, E::write::<G>)
    }

    /// Writes a group within an entry that goes on to these bytes, which no entry may be taken for.
    ///
    /// # Errors
    /// The first that is wrong with an entry; else [`ErrorKind::BadValue`](super::ErrorKind::BadValue) at the first value of the
    /// first entry that would be read as the end of the group.
    pub fn write_unlike(entries: &[E], end: &[u8], row: &mut Row<Vec<u8>>) -> Result<(), EncodeError> {
        const { Self::FITS };
        write_unlike(end, E::first::<G>(), entries, row, E::write::<G>)
    }

    /// Writes a group within an entry, its number of entries in `WIDTH` bytes before it, if it has one.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`](super::ErrorKind::TooLong) if there are more than that can say; else the first that is wrong
    /// with an entry.
    pub fn write<const WIDTH: usize>(
        entries: &[E],
        most: u64,
        place: &'static Place,
        row: &mut Row<Vec<u8>>,
    ) -> Result<(), EncodeError> {
        const { Self::FITS };
        write_counted::<WIDTH, _>(entries, most, place, row, E::write::<G>)
    }
}

impl<E, G> NoEntry<E> for OwnProbe<'_, E, G> {}
