//! What decoding knows of a body and of entries: they are in the input; or they have passed, and only what was noted of them
//! is left. Generated code reads either with the same steps.

use super::check::{body_digest, same};
use super::codec::BodyHash;
use super::error::{DecodeError, ErrorKind};
use super::key::Key;
use super::place::Place;
use super::reader::Reader;
use super::sequence::Entries;

type Result<T> = core::result::Result<T, DecodeError>;

/// What decoding asks.
pub trait Known {
    /// That a declared length is the body's.
    ///
    /// # Errors
    /// [`ErrorKind::LengthMismatch`].
    fn body_length(
        &mut self,
        declared: u64,
        body: &[u8],
        value: Option<&[u8]>,
        place: &'static Place,
        reader: &Reader<'_>,
    ) -> Result<()>;

    /// That a declared digest is the body's.
    ///
    /// # Errors
    /// [`ErrorKind::DigestMismatch`].
    fn body_digest(
        &mut self,
        declared: &[u8; 64],
        body: &[u8],
        place: &'static Place,
        reader: &Reader<'_>,
    ) -> Result<()>;

    /// The body, which is all that is left.
    fn rest<'a>(&mut self, reader: &Reader<'a>) -> &'a [u8];

    /// The body behind its length.
    ///
    /// # Errors
    /// [`ErrorKind::Truncated`].
    fn behind_length<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
    ) -> Result<Option<&'a [u8]>>;

    /// A group behind its count.
    ///
    /// # Errors
    /// As [`Reader::counted`].
    fn counted<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>>;

    /// A group up to these bytes.
    ///
    /// # Errors
    /// As [`Reader::until`].
    fn until<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        end: &[u8],
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>>;
}

/// All of it is in the input.
#[derive(Debug)]
pub struct Whole {
    /// Whether digests are compared.
    pub verify: bool,
    /// The body's hash, if it is known.
    pub hash: BodyHash,
}

impl Known for Whole {
    #[inline]
    fn body_length(
        &mut self,
        declared: u64,
        body: &[u8],
        value: Option<&[u8]>,
        place: &'static Place,
        reader: &Reader<'_>,
    ) -> Result<()> {
        same(declared, body.len() as u64, value, place, reader)
    }

    #[inline]
    fn body_digest(
        &mut self,
        declared: &[u8; 64],
        body: &[u8],
        place: &'static Place,
        reader: &Reader<'_>,
    ) -> Result<()> {
        if self.verify { body_digest(declared, body, place, reader, &mut self.hash) } else { Ok(()) }
    }

    #[inline]
    fn rest<'a>(&mut self, reader: &Reader<'a>) -> &'a [u8] {
        reader.rest()
    }

    #[inline]
    fn behind_length<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
    ) -> Result<Option<&'a [u8]>> {
        reader.behind_length::<WIDTH>(place)
    }

    #[inline]
    fn counted<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>> {
        reader.counted::<WIDTH>(place, entry)
    }

    #[inline]
    fn until<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        end: &[u8],
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>> {
        reader.until(end, entry)
    }
}

/// A body that has passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passed {
    pub(super) length: u64,
    pub(super) sha512: [u8; 64],
}

/// The input ends where the body begins, and perhaps entries were taken out of it.
#[derive(Debug, Default)]
pub struct Partial {
    /// The body, once all of it has passed.
    body: Option<Passed>,
    /// How many of the groups have passed, if entries are taken out; of later ones nothing is there.
    groups: Option<usize>,
    /// Whether later groups are read after all, so that it is found where the input ends.
    reads_later_groups: bool,
    /// How many groups were met.
    met: usize,
    /// Whether something was left out, so that what is found wrong afterwards may not be the first problem.
    pub(super) is_undecided: bool,
    /// Whether nothing but lengths was left out.
    has_lengths_only: bool,
    /// The longest that the body can be, if it is known that a longer one is refused for that first.
    pub(super) most: Option<u64>,
    /// Where the body begins, once the program has come to it.
    pub(super) body_at: Option<usize>,
}

impl Partial {
    /// Of a message of which this has passed.
    pub(super) fn of(body: Option<Passed>, groups: Option<usize>) -> Self {
        Self { body, groups, ..Self::default() }
    }

    /// The same, up to where the input ends: behind the groups that have passed, nothing was taken out of it.
    pub(super) fn reading_later_groups(self) -> Self {
        Self { reads_later_groups: true, ..self }
    }

    /// Whether the entries of the next group are not in the input; and whether not even the group has begun.
    fn next_group(&mut self) -> [bool; 2] {
        let Some(passed) = self.groups else { return [false, false] };
        self.met += 1;
        let is_absent = self.met > passed;
        if is_absent && self.reads_later_groups {
            return [false, false];
        }
        if is_absent {
            (self.is_undecided, self.has_lengths_only) = (true, false);
        }
        [true, is_absent]
    }
}

impl Known for Partial {
    fn body_length(
        &mut self,
        declared: u64,
        _: &[u8],
        value: Option<&[u8]>,
        place: &'static Place,
        reader: &Reader<'_>,
    ) -> Result<()> {
        if let Some(Passed { length, .. }) = self.body {
            return same(declared, length, value, place, reader);
        }
        if !self.is_undecided || self.has_lengths_only {
            self.has_lengths_only = true;
            // Of several lengths, the first is what a longer body is refused by.
            self.most = self.most.or(Some(declared));
        }
        self.is_undecided = true;
        Ok(())
    }

    fn body_digest(
        &mut self,
        declared: &[u8; 64],
        body: &[u8],
        place: &'static Place,
        reader: &Reader<'_>,
    ) -> Result<()> {
        if let Some(Passed { sha512, .. }) = self.body {
            return body_digest(declared, body, place, reader, &mut Some(sha512));
        }
        (self.is_undecided, self.has_lengths_only) = (true, false);
        Ok(())
    }

    #[inline]
    fn rest<'a>(&mut self, reader: &Reader<'a>) -> &'a [u8] {
        let rest = reader.rest();
        self.body_at = Some(reader.position());
        // It points to where the body was.
        rest.get(..0).unwrap_or_default()
    }

    fn behind_length<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
    ) -> Result<Option<&'a [u8]>> {
        let length = reader.number::<WIDTH>(place)?;
        self.body_at = Some(reader.position());
        match self.body {
            Some(passed) if passed.length < length => return Err(reader.cut_off(Some(place))),
            Some(_) => {}
            None => (self.is_undecided, self.has_lengths_only) = (true, false),
        }
        Ok(reader.take(0))
    }

    fn counted<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>> {
        match self.next_group() {
            [false, _] => return reader.counted::<WIDTH>(place, entry),
            [true, false] => drop(reader.number::<WIDTH>(place)?),
            [true, true] => {}
        }
        Ok(Entries::none(*reader))
    }

    fn until<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        end: &[u8],
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>> {
        match self.next_group() {
            [false, _] => reader.until(end, entry),
            [true, _] => Ok(Entries::none(*reader)),
        }
    }
}

/// The error that no bytes can come to; where the steps of a scan and of decoding are those of one plan, nobody sees it.
#[cold]
pub(super) fn incomplete(at: usize) -> DecodeError {
    DecodeError::new(ErrorKind::Truncated, None, at)
}
